"""The card on the dashboard: suggested, edited, and numbers copied from it."""

from playwright.async_api import BrowserContext, expect
import pytest

from tests.simulator import Simulator

from .card import Card
from .conftest import OpenCard, OpenPage
from .home_assistant_server import ACCOUNTS, DASHBOARD, HomeAssistantServer

NAME = "Calling card (Callcard)"
COPY = "Copy +49 30 34649495"
READ_CLIPBOARD = "navigator.clipboard.readText()"
# As on pages over plain http, and as in browsers that do not allow it.
NO_CLIPBOARD = "navigator.clipboard.writeText = undefined"
CLIPBOARD_REFUSED = """() => {
  const error = new DOMException("Write permission denied.", "NotAllowedError");
  navigator.clipboard.writeText = () => Promise.reject(error);
}"""


async def test_suggested(server: HomeAssistantServer, open_page: OpenPage) -> None:
    """The card picker suggests the card for the account's entities, and adds it."""
    await server.add_dashboard("new-dashboard", {"empty": []})
    page = await open_page(f"{server.url}/new-dashboard/empty?edit=1")
    await page.locator("hui-grid-section .add").first.click()

    picker = page.locator("hui-dialog-create-card")
    await picker.locator("input").first.fill("family balance")
    await picker.get_by_text("Balance", exact=True).click()
    await picker.get_by_text(NAME, exact=True).click()

    card = await Card(page).ready()
    await expect(card.root.locator("h2")).to_have_text("family")


@pytest.mark.parametrize(
    "search", ["callcard", "calling card", "phone", "42com", "42call", "SMS"]
)
async def test_found_by_card(
    server: HomeAssistantServer, open_page: OpenPage, search: str
) -> None:
    """Who looks for a card of this kind finds it."""
    page = await open_page(f"{server.url}/{DASHBOARD}/demo?edit=1")
    await page.locator("hui-grid-section .add").first.click()
    picker = page.locator("hui-dialog-create-card")
    await picker.get_by_text("By card", exact=True).click()

    await picker.locator("input").first.fill(search)

    await expect(picker.get_by_text(NAME, exact=True)).to_be_visible()


async def test_other_entities_are_not_suggested(open_card: OpenCard) -> None:
    """Other entities get no suggestion."""
    card = await open_card()

    suggestion = await card.page.evaluate(
        """window.customCards[0].getEntitySuggestion(
          document.querySelector("home-assistant").hass, "zone.home")"""
    )

    assert suggestion is None


async def test_picked_by_type(server: HomeAssistantServer, open_card: OpenCard) -> None:
    """Chosen by its type, the card begins with an account."""
    card = await open_card()

    stub = await card.page.evaluate(
        """customElements.get("callcard-card").getStubConfig(
          document.querySelector("home-assistant").hass)"""
    )

    accounts = [await server.card(username) for username in ("demo", "family")]
    assert stub["device_id"] in {account["device_id"] for account in accounts}


async def test_edited(server: HomeAssistantServer, open_page: OpenPage) -> None:
    """The editor offers the accounts by name, and the card changes to the other one at once."""
    page = await open_page(f"{server.url}/{DASHBOARD}/demo?edit=1")
    await page.locator("hui-card-edit-mode").first.click()
    editor = page.locator("hui-dialog-edit-card")
    preview = editor.locator("callcard-card h2")
    await expect(preview).to_have_text("demo")
    field = editor.locator("ha-selector-device")
    await expect(field).to_contain_text("Account")

    await field.locator("ha-generic-picker").click()
    await page.locator("ha-picker-combo-box").get_by_text("family").click()

    await expect(preview).to_have_text("family")


async def test_options(
    server: HomeAssistantServer, simulator: Simulator, open_page: OpenPage
) -> None:
    """The editor makes the card compact, and hides what is not wanted."""
    page = await open_page(f"{server.url}/{DASHBOARD}/demo?edit=1")
    await page.locator("hui-card-edit-mode").first.click()
    editor = page.locator("hui-dialog-edit-card")
    preview = editor.locator("callcard-card")
    await expect(preview.locator("summary")).to_have_count(5)

    for option, left in (
        ("Hide “Call again”", 4),
        ("Hide “Send an SMS”", 3),
        ("Hide “All numbers”", 2),
        ("Compact", 0),
    ):
        field = editor.locator("ha-selector-boolean", has_text=option)
        await field.locator("ha-switch").click()
        await expect(preview.locator("summary")).to_have_count(left)


async def test_ready_made(server: HomeAssistantServer, open_page: OpenPage) -> None:
    """A dashboard of all accounts is among those that can be added."""
    page = await open_page(f"{server.url}/config/lovelace/dashboards")
    await page.get_by_role("button", name="Add dashboard").click()
    await expect(page.get_by_text("Calling card", exact=True)).to_be_visible()
    await server.client.command(
        "lovelace/dashboards/create", url_path="all-cards", title="All cards"
    )
    await server.client.command(
        "lovelace/config/save",
        url_path="all-cards",
        config={"strategy": {"type": "custom:callcard"}},
    )

    page = await open_page(f"{server.url}/all-cards")

    await expect(page.locator("callcard-card")).to_have_count(len(ACCOUNTS))
    graphs = page.locator("hui-history-graph-card")
    await expect(graphs).to_have_count(len(ACCOUNTS))


@pytest.mark.parametrize(
    "clipboard",
    ["", NO_CLIPBOARD, CLIPBOARD_REFUSED],
    ids=["allowed", "missing", "refused"],
)
async def test_copy(
    context: BrowserContext, open_card: OpenCard, clipboard: str
) -> None:
    """A number can be copied in any browser, and the button says that it was, for a while."""
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = await open_card()
    await card.page.evaluate("navigator.clipboard.writeText('')")
    await card.page.evaluate(clipboard)

    await card.root.get_by_role("button", name=COPY).click()

    await card.shows("Copied")
    assert await card.page.evaluate(READ_CLIPBOARD) == "+493034649495"
    await expect(card.root).not_to_contain_text("Copied")


async def test_copy_refused(open_card: OpenCard) -> None:
    """Where the browser lets nothing be copied, the user is told."""
    card = await open_card()
    await card.page.evaluate(CLIPBOARD_REFUSED)
    await card.page.evaluate("document.execCommand = () => false")

    await card.root.get_by_role("button", name=COPY).click()

    toast = card.page.get_by_text("+49 30 34649495\u2069 could not be copied")
    await expect(toast.first).to_be_visible()
    await expect(card.root).not_to_contain_text("Copied")
