"""Home Assistant with the simulator's accounts, and pages of it in Chromium."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

from aiohttp import ClientSession
from playwright.async_api import BrowserContext, Page, async_playwright, expect
import pytest
import pytest_asyncio

from scripts import chromium
from scripts.servers import ROOT, Folder
from tests.simulator import Simulator, demo_accounts

from .card import Card
from .home_assistant_server import DASHBOARD, HomeAssistantServer
from .websocket import WebSocket

type OpenPage = Callable[..., Awaitable[Page]]
type OpenCard = Callable[..., Awaitable[Card]]

DESKTOP = (1280, 900)
TIMEOUT = 30_000  # milliseconds
# The first test starts the servers and Chromium, too, on a machine that may never have run either.
TEST_TIMEOUT = 300  # seconds

expect.set_options(timeout=TIMEOUT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests of the browser in one event loop, that of the servers, with time enough."""
    for item in items:
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
        item.add_marker(pytest.mark.timeout(TEST_TIMEOUT))


session_fixture = pytest_asyncio.fixture(scope="session", loop_scope="session")
function_fixture = pytest_asyncio.fixture(loop_scope="session")


@session_fixture
async def server() -> AsyncGenerator[HomeAssistantServer]:
    """Run Home Assistant and the simulator."""
    folder = Folder(ROOT / ".cache" / "browser", is_new=True)
    async with Simulator() as simulator, ClientSession() as session:
        server = HomeAssistantServer(session, folder, simulator)
        await server.start()
        await server.add_accounts()
        yield server
        await server.stop()


@session_fixture
async def owner(server: HomeAssistantServer) -> str:
    """Return the script that logs a page in as somebody who may do everything."""
    return await server.login_script(server.client)


@session_fixture
async def context() -> AsyncGenerator[BrowserContext]:
    """Run Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        context = await browser.new_context(locale="en", reduced_motion="reduce")
        yield context
        await browser.close()


@function_fixture
async def simulator(server: HomeAssistantServer) -> AsyncGenerator[Simulator]:
    """Return the simulator: without faults, with the demo account prepared to call Grandma."""
    await server.store("demo", contact="Grandma")
    yield server.simulator
    server.simulator.clear_faults()
    server.simulator.delay = 0
    for username, account in demo_accounts().items():
        is_changed = server.simulator.accounts[username].balance != account.balance
        server.simulator.accounts[username] = account
        if is_changed or not await server.is_loaded(username):
            await server.reload(username)


@function_fixture
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
        websocket: WebSocket | None = None,
    ) -> Page:
        page = await context.new_page()
        pages.append(page)
        page.set_default_timeout(TIMEOUT)
        page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        await page.emulate_media(color_scheme="dark" if dark else "light")
        await page.add_init_script(login)
        await page.add_init_script(f"localStorage.selectedLanguage = '\"{language}\"'")
        if websocket:
            await websocket.route(page)
        await page.goto(url)
        return page

    yield open_page
    for page in pages:
        await page.close()
    assert [error for error in errors if "/callcard/" in error] == []


@function_fixture
async def open_card(
    server: HomeAssistantServer, simulator: Simulator, open_page: OpenPage
) -> OpenCard:
    """Return what opens a page with the card of an account; options as in `open_page`."""

    async def open_card(view: str = "demo", **options: Any) -> Card:
        page = await open_page(f"{server.url}/{DASHBOARD}/{view}", **options)
        return await Card(page).ready()

    return open_card
