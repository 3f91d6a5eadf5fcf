"""Home Assistant with the simulator's accounts, and pages of it in Chromium."""

from collections.abc import AsyncGenerator, Awaitable, Callable

from aiohttp import ClientSession
from playwright.async_api import BrowserContext, Page, async_playwright, expect
import pytest
import pytest_asyncio

from scripts import chromium
from scripts.servers import ROOT, Folder
from tests.simulator import Simulator
from tests.simulator.accounts import demo_accounts

from .card import Card
from .house import DASHBOARD, House

type OpenPage = Callable[..., Awaitable[Page]]
type OpenCard = Callable[..., Awaitable[Card]]

DESKTOP = (1280, 900)
PATIENCE = 20_000  # milliseconds

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests of the browser in one event loop, that of the servers."""
    for item in items:
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


for_all = pytest_asyncio.fixture(scope="session", loop_scope="session")
for_each = pytest_asyncio.fixture(loop_scope="session")


@for_all
async def house() -> AsyncGenerator[House]:
    """Run Home Assistant and the vendor's platform."""
    folder = Folder(ROOT / ".cache" / "browser", is_new=True)
    async with Simulator() as platform, ClientSession() as session:
        house = House(session, folder, platform)
        await house.start()
        await house.furnish()
        yield house
        await house.stop()


@for_all
async def owner(house: House) -> str:
    """Return what logs a page in, as somebody who may do everything."""
    return await house.tokens()


@for_all
async def context() -> AsyncGenerator[BrowserContext]:
    """Run Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        context = await browser.new_context(locale="en", reduced_motion="reduce")
        yield context
        await browser.close()


@for_each
async def platform(house: House) -> AsyncGenerator[Simulator]:
    """Return the platform, which is as it was afterwards, also for Home Assistant."""
    yield house.platform
    house.platform.heal()
    house.platform.delay = 0
    for username, account in demo_accounts().items():
        is_changed = house.platform.accounts[username].balance != account.balance
        house.platform.accounts[username] = account
        if is_changed or not await house.is_loaded(username):
            await house.reload(username)


@for_each
async def open_page(context: BrowserContext, owner: str) -> AsyncGenerator[OpenPage]:
    """Return what opens a page of Home Assistant."""
    pages: list[Page] = []
    errors: list[str] = []

    async def open_page(
        url: str,
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        language: str = "en",
        login: str = owner,
    ) -> Page:
        page = await context.new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        await page.emulate_media(color_scheme="dark" if dark else "light")
        await page.add_init_script(login)
        await page.add_init_script(f"localStorage.selectedLanguage = '\"{language}\"'")
        await page.goto(url)
        return page

    yield open_page
    await context.set_offline(False)
    for page in pages:
        await page.close()
    assert [error for error in errors if "/callcard/" in error] == []


@for_each
async def open_card(house: House, platform: Simulator, open_page: OpenPage) -> OpenCard:
    """Return what opens a page with the card of an account."""

    async def open_card(
        view: str = "demo",
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        language: str = "en",
    ) -> Card:
        page = await open_page(
            f"{house.url}/{DASHBOARD}/{view}", size=size, dark=dark, language=language
        )
        return await Card(page).ready()

    return open_card
