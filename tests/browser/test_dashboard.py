"""The card on the dashboard: suggested, edited, and numbers copied from it."""

from playwright.async_api import BrowserContext, expect

from .card import Card
from .conftest import OpenCard, OpenPage
from .house import DASHBOARD, House

CLIPBOARD = "navigator.clipboard.readText()"


async def test_suggested(house: House, open_page: OpenPage) -> None:
    """The card picker suggests the card for the account's entities, and adds it."""
    await house.add_dashboard("new-dashboard", {"empty": []})
    page = await open_page(f"{house.url}/new-dashboard/empty?edit=1")
    await page.locator("hui-grid-section .add").first.click()

    picker = page.locator("hui-dialog-create-card")
    await picker.locator("input").first.fill("family balance")
    await picker.get_by_text("Balance", exact=True).click()
    await picker.get_by_text("Callcard", exact=True).click()

    card = await Card(page).ready()
    await expect(card.root.locator("h2")).to_have_text("family")


async def test_other_entities_are_not_suggested(open_card: OpenCard) -> None:
    """Other entities get no suggestion."""
    card = await open_card()

    suggestion = await card.page.evaluate(
        """window.customCards[0].getEntitySuggestion(
          document.querySelector("home-assistant").hass, "zone.home")"""
    )

    assert suggestion is None


async def test_picked_by_type(house: House, open_card: OpenCard) -> None:
    """Chosen by its type, the card begins with an account."""
    card = await open_card()

    stub = await card.page.evaluate(
        """customElements.get("callcard-card").getStubConfig(
          document.querySelector("home-assistant").hass)"""
    )

    accounts = [await house.card(username) for username in ("demo", "family")]
    assert stub["device_id"] in {account["device_id"] for account in accounts}


async def test_edited(house: House, open_page: OpenPage) -> None:
    """The editor offers the accounts by name, and the card changes to the other one at once."""
    page = await open_page(f"{house.url}/{DASHBOARD}/demo?edit=1")
    await page.locator("hui-card-edit-mode").first.click()
    editor = page.locator("hui-dialog-edit-card")
    preview = editor.locator("callcard-card h2")
    await expect(preview).to_have_text("demo")
    field = editor.locator("ha-selector-device")
    await expect(field).to_contain_text("Account")

    await field.locator("ha-generic-picker").click()
    await page.locator("ha-picker-combo-box").get_by_text("family").click()

    await expect(preview).to_have_text("family")


async def test_copy(context: BrowserContext, open_card: OpenCard) -> None:
    """A number can be copied, and the button says that it was, for a while."""
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = await open_card()

    await card.root.get_by_role("button", name="Copy +49 30 34649495").click()

    await card.shows("Copied")
    assert await card.page.evaluate(CLIPBOARD) == "+493034649495"
    await expect(card.root).not_to_contain_text("Copied")


async def test_copy_over_http(context: BrowserContext, open_card: OpenCard) -> None:
    """It can, too, on pages that the browser does not trust: those of most homes, over plain http."""
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = await open_card()
    await card.page.evaluate("navigator.clipboard.writeText('')")
    await card.page.evaluate(
        "Object.defineProperty(window, 'isSecureContext', { value: false })"
    )

    await card.root.get_by_role("button", name="Copy +49 30 34649495").click()

    await card.shows("Copied")
    assert await card.page.evaluate(CLIPBOARD) == "+493034649495"
