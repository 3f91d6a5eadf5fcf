"""Adding an account in the user interface, from the first click."""

from dataclasses import replace

from playwright.async_api import expect

from scripts import demo
from tests.simulator import Simulator

from .conftest import OpenPage
from .home_assistant_server import HomeAssistantServer


async def test_add_account(
    server: HomeAssistantServer, simulator: Simulator, open_page: OpenPage
) -> None:
    """A wrong password is told, the right one adds the account, and its device is there."""
    simulator.accounts["newcomer"] = replace(
        simulator.accounts["demo"], username="newcomer", account_number="77"
    )
    page = await open_page(f"{server.url}/config/integrations/dashboard")
    await page.get_by_role("button", name="Add integration").click()
    picker = page.locator("dialog-add-integration")
    await picker.locator("input").first.fill("callcard")
    await picker.get_by_text("Callcard", exact=True).click()

    await page.locator("input[name=username]").fill("newcomer")
    await page.locator("input[name=password]").fill("wrong")
    await page.get_by_text("Advanced", exact=True).click()
    await page.locator("input[name=url]").fill(simulator.url)
    await page.get_by_role("button", name="Submit").click()
    await expect(
        page.get_by_text("The platform refused the user name or the password")
    ).to_be_visible()

    await page.locator("input[name=password]").fill("secret")
    await page.get_by_role("button", name="Submit").click()
    phone = page.locator("input[type=tel]")
    await phone.fill("030 7654321")
    await page.get_by_role("button", name="Submit").click()
    await expect(page.get_by_text("Your calling card is set up.")).to_be_visible()

    entities = await server.client.entities(demo.DOMAIN)
    assert entities["77_balance"]["state"] == "18.40"
    await server.remove_account("newcomer")
