"""The card on the dashboard: suggested, chosen, edited, and numbers copied from it."""

import re

from playwright.async_api import BrowserContext, expect

from .card import Card
from .conftest import OpenCard, OpenPage
from .house import DASHBOARD, House

CLIPBOARD = "navigator.clipboard.readText()"


async def test_suggested(house: House, open_page: OpenPage) -> None:
    """The card picker suggests the card for the account's entities, and adds it."""
    await house.home.command(
        "lovelace/dashboards/create", url_path="new-dashboard", title="New"
    )
    empty = {"views": [{"type": "sections", "sections": [{"type": "grid"}]}]}
    await house.home.command(
        "lovelace/config/save", url_path="new-dashboard", config=empty
    )
    page = await open_page(f"{house.url}/new-dashboard/0?edit=1")

    await page.get_by_role("button", name=re.compile("Add card|Add to")).first.click()
    picker = page.locator("hui-dialog-create-card")
    await picker.get_by_text("By entity").click()
    await picker.get_by_text("Balance", exact=True).first.click()
    await page.pause()


async def test_copy(
    house: House, context: BrowserContext, open_card: OpenCard
) -> None:
    """A number can be copied, and the button says that it was."""
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = await open_card()

    await card.root.get_by_role("button", name="Copy +49 30 34649495").click()

    await card.shows("Copied")
    assert await card.page.evaluate(CLIPBOARD) == "+493034649495"
    await expect(card.root).not_to_contain_text("Copied")
