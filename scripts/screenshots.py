"""Takes the README's screenshots of a Home Assistant that `scripts/develop` runs."""

import argparse
import asyncio
from collections.abc import Callable
import json
import shutil
import subprocess
import sys

from aiohttp import ClientSession
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import chromium, demo
from scripts.develop import PASSWORD, USER
from scripts.home_assistant import HomeAssistant
from scripts.servers import ROOT

FOLDER = ROOT / "docs" / "screenshots"
PORTS = ROOT / ".cache" / "develop" / "ports.json"
DESKTOP = (1280, 800)
# What a dialog with all its texts needs, and a device with all its entities.
TALL = (1280, 900)
TALLER = (1280, 1640)
PHONE = (390, 844)
WORLD = "calling-card-world"
INTEGRATION = "config/integrations/integration/callcard"
# Home Assistant moves and fades things, and fills in pictures; nothing tells when it is done.
MILLISECONDS_TO_SETTLE = 2500
# The picture of another integration, which only a server with the internet has.
EMPTY_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def log_in_to_account(page: Page, url: str, username: str, password: str) -> str:
    """Go through the dialog that adds an account, and return the address that it proposed."""
    _, simulator_port = json.loads(PORTS.read_text())
    page.goto(f"{url}/config/integrations/dashboard/add?domain=callcard")
    page.get_by_role("button", name="OK", exact=True).click()
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.get_by_text("Advanced", exact=True).click()
    address = page.locator("input[name=url]")
    proposed = address.input_value()
    address.fill(f"http://127.0.0.1:{simulator_port}")
    page.get_by_role("button", name="Submit").click()
    return proposed


def sign_in(page: Page, url: str) -> None:
    """Show the dialog that adds an account, after a wrong password, with all it has."""
    proposed = log_in_to_account(page, url, "demo", "wrong")
    page.get_by_text("The platform refused").wait_for()
    page.get_by_text("Advanced", exact=True).click()
    # The simulator's address means nothing to a reader.
    address = page.locator("input[name=url]")
    address.fill(proposed)
    address.blur()


def your_phone(page: Page, url: str) -> None:
    """Show the step that asks for the own phone of an account, which is not added."""
    log_in_to_account(page, url, "bare", "secret")
    number = page.locator("input[type=tel]")
    number.fill("030 12345678")
    number.blur()


def contact(page: Page, url: str) -> None:
    """Show the dialog that adds a contact."""
    page.goto(f"{url}/{INTEGRATION}")
    page.get_by_text("Add contact").first.click()
    page.get_by_text("Enter one").click()
    page.locator("input[name=name]").fill("Zoë")
    number = page.locator("input[name=number]")
    number.fill("+32 2 555 12 34")
    number.blur()


def triggers(page: Page, url: str) -> None:
    """Show the triggers that the account offers in the automation editor."""
    page.goto(f"{url}/config/automation/edit/new")
    page.get_by_text("Add trigger").first.click()
    dialog = page.locator("add-automation-element-dialog")
    dialog.get_by_text("Services", exact=True).click()
    dialog.get_by_text("demo", exact=True).first.click()
    dialog.get_by_text("Calling card call prepared").wait_for()


def trigger(page: Page, url: str) -> None:
    """Show a trigger of the balance, as it is filled in."""
    triggers(page, url)
    dialog = page.locator("add-automation-element-dialog")
    item = dialog.locator("wa-tree-item", has_text="demo").last
    item.locator("[part~=expand-button]").first.click()
    dialog.get_by_text("Balance", exact=True).first.click()
    page.get_by_text("Calling card balance crossed threshold").click()
    threshold = page.locator("ha-selector-numeric_threshold")
    threshold.locator("ha-select").first.click()
    threshold.locator("ha-dropdown-item", has_text="Below").click()
    threshold.locator("input").last.fill("10")
    threshold.locator("input").last.blur()


def device(page: Page, url: str) -> None:
    """Show the account's device with its entities."""
    page.goto(f"{url}/{INTEGRATION}")
    page.get_by_role("link", name="1 service").click()
    page.get_by_text("Call Grandma").first.wait_for()


def card(page: Page, url: str) -> None:
    """Show the dashboard card after a tap on a contact."""
    page.goto(f"{url}/{demo.DASHBOARD}")
    page.get_by_role("button", name="Grandma").click()
    page.locator("callcard-card a.main").wait_for()
    page.evaluate("document.activeElement.blur()")


def card_before(page: Page, url: str) -> None:
    """Show the dashboard card while a name is being typed."""
    page.goto(f"{url}/{demo.DASHBOARD}")
    page.get_by_role("combobox").press_sequentially("g")
    page.get_by_role("option").wait_for()


def card_countries(page: Page, url: str) -> None:
    """Show the numbers of an account with sixty countries, of which more follow."""
    page.goto(f"{url}/{WORLD}")
    page.locator("callcard-numbers summary").click()
    numbers = page.locator("callcard-numbers .list")
    numbers.evaluate("list => list.scrollIntoView({ block: 'end' })")


async def add_world(url: str) -> None:
    """Add an account with sixty countries, and a dashboard with its card."""
    _, simulator_port = json.loads(PORTS.read_text())
    simulator = f"http://127.0.0.1:{simulator_port}"
    async with ClientSession() as session:
        home = await HomeAssistant.login(session, url, USER, PASSWORD)
        entry_id = await demo.add(home, "world", "secret", simulator, demo.OPTIONS)
        await demo.add_contact(home, entry_id, demo.CONTACTS[0])
        await demo.add_dashboard(home, WORLD, "9000")


async def remove_world(url: str) -> None:
    """Remove them."""
    async with ClientSession() as session:
        home = await HomeAssistant.login(session, url, USER, PASSWORD)
        for entry in await demo.entries(home):
            if entry["title"] == "world":
                await home.delete(f"{demo.FLOWS}/entry/{entry['entry_id']}")
        for dashboard in await home.command("lovelace/dashboards/list"):
            if dashboard["url_path"] == WORLD:
                await home.command(
                    "lovelace/dashboards/delete", dashboard_id=dashboard["id"]
                )


type Screenshot = tuple[str, Callable[[Page, str], None], tuple[int, int], bool]

SCREENSHOTS: list[Screenshot] = [
    ("sign-in", sign_in, TALL, False),
    ("your-phone", your_phone, DESKTOP, False),
    ("contact", contact, DESKTOP, False),
    ("contact-phone", contact, PHONE, False),
    ("triggers", triggers, DESKTOP, False),
    ("trigger", trigger, DESKTOP, False),
    ("device", device, TALLER, False),
    ("device-phone", device, PHONE, False),
    ("card", card, DESKTOP, False),
    ("card-dark", card, DESKTOP, True),
    ("card-phone", card, PHONE, False),
    ("card-phone-dark", card_before, PHONE, True),
]
COUNTRIES: Screenshot = ("card-countries", card_countries, DESKTOP, False)


def log_in(browser: Browser, url: str) -> str:
    """Log in, and return where the browser keeps that."""
    state = ROOT / ".cache" / "screenshots.json"
    page = browser.new_page(locale="en")
    page.goto(url)
    page.locator("input[name=username]").fill(USER)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.locator("home-assistant-main").wait_for()
    page.context.storage_state(path=state)
    page.context.close()
    return str(state)


def take(url: str, screenshots: list[Screenshot]) -> None:
    """Take screenshots."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        state = log_in(browser, url)
        for screenshot in screenshots:
            take_one(browser, url, state, screenshot)


def take_one(browser: Browser, url: str, state: str, screenshot: Screenshot) -> None:
    """Take a screenshot, and tell how large it is."""
    name, show, (width, height), is_dark = screenshot
    context = browser.new_context(
        storage_state=state,
        viewport={"width": width, "height": height},
        color_scheme="dark" if is_dark else "light",
        reduced_motion="reduce",
        locale="en",
    )
    context.route(
        "**/brands/integration/backup/*",
        lambda route: route.fulfill(body=EMPTY_PICTURE, content_type="image/svg+xml"),
    )
    page = context.new_page()
    show(page, url)
    page.mouse.move(0, 0)
    page.wait_for_timeout(MILLISECONDS_TO_SETTLE)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    context.close()
    if pngquant := shutil.which("pngquant"):
        command = [pngquant, "--force", "--strip", "--output", str(path), str(path)]
        subprocess.run(command, check=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


def main() -> int:
    """Take the screenshots."""
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description=__doc__)
    parser.add_argument("address", help="what scripts/develop prints")
    parser.add_argument("name", nargs="?", help="take only this one")
    arguments = parser.parse_args()
    url = arguments.address.rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    take(url, [one for one in SCREENSHOTS if arguments.name in {None, one[0]}])
    # Its account would be in the others' way.
    if arguments.name in {None, COUNTRIES[0]}:
        asyncio.run(add_world(url))
        try:
            take(url, [COUNTRIES])
        finally:
            asyncio.run(remove_world(url))
    return 0


if __name__ == "__main__":
    sys.exit(main())
