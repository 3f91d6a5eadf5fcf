"""From Add integration to a prepared call, as a new user goes, with nothing read beforehand."""

from collections.abc import AsyncGenerator
from dataclasses import replace
import json
from typing import Any

from playwright.async_api import expect
import pytest
import pytest_asyncio

from tests.simulator import Simulator

from .conftest import OpenPage
from .home_assistant_server import HomeAssistantServer

USERNAME = "newcomer"
# Home Assistant's own texts; the integration's come from its translations.
WORDS = {
    "en": ("Add integration", "Submit", "Skip and finish", "Finish", "Press"),
    "de": (
        "Integration hinzufügen",
        "OK",
        "Überspringen und fertigstellen",
        "Fertigstellen",
        "Drücken",
    ),
}


@pytest_asyncio.fixture(loop_scope="session", params=WORDS)
async def language(
    request: pytest.FixtureRequest, server: HomeAssistantServer, simulator: Simulator
) -> AsyncGenerator[str]:
    """Return the language of Home Assistant and its user, who has a new account."""
    simulator.accounts[USERNAME] = replace(
        simulator.accounts["demo"], username=USERNAME, account_number="77"
    )
    await server.client.command("config/core/update", language=request.param)
    yield request.param
    await server.client.command("config/core/update", language="en")
    await server.remove_account(USERNAME)


async def test_first_call(
    server: HomeAssistantServer,
    simulator: Simulator,
    open_page: OpenPage,
    language: str,
) -> None:
    """The integration is found, and each step tells how to go on, up to the number to dial."""
    add, submit, skip, finish, press = WORDS[language]
    texts: dict[str, Any] = json.loads(
        (server.component / "translations" / f"{language}.json").read_text()
    )
    name = json.loads((server.component / "manifest.json").read_text())["name"]
    page = await open_page(
        f"{server.url}/config/integrations/dashboard", language=language
    )

    async def click(button: str) -> None:
        await page.get_by_role("button", name=button, exact=True).click()

    await click(add)
    picker = page.locator("dialog-add-integration")
    found = picker.locator("ha-integration-list-item")
    for search in ("42call", "42com", "calling card", "callcard"):
        await picker.locator("input").first.fill("")
        await expect(found).not_to_have_count(1)
        await picker.locator("input").first.fill(search)
        await expect(found).to_have_count(1)
        await expect(picker.get_by_text(name)).to_be_visible()
    await picker.get_by_text(name).click()

    await page.locator("input[name=username]").fill(USERNAME)
    await page.locator("input[name=password]").fill("wrong")
    advanced = texts["config"]["step"]["user"]["sections"]["advanced"]["name"]
    await page.get_by_text(advanced, exact=True).click()
    await page.locator("input[name=url]").fill(simulator.url)
    await click(submit)
    refused = texts["config"]["error"]["invalid_auth"].partition(" (")[0]
    await expect(page.get_by_text(refused)).to_be_visible()
    await page.locator("input[name=password]").fill("secret")
    await click(submit)

    phone = texts["config"]["step"]["phone"]
    await expect(page.get_by_text(phone["title"], exact=True)).to_be_visible()
    await expect(page.get_by_text(phone["data"]["a_number"])).to_be_visible()
    await page.locator("input[type=tel]").fill("030 7654321")
    await click(submit)
    closing = texts["config"]["create_entry"]["next"].partition("\n")[0]
    await expect(page.get_by_text(closing)).to_be_visible()
    await click(skip)

    await page.get_by_role("link", name=name).click()
    await click(texts["config_subentries"]["contact"]["initiate_flow"]["user"])
    await page.locator("dialog-pick-config-entry").get_by_text(USERNAME).click()
    menu = texts["config_subentries"]["contact"]["step"]["user"]["menu_options"]
    await page.get_by_text(menu["enter"], exact=True).click()
    await page.locator("input[name=name]").fill("Zoë")
    await page.locator("input[name=number]").fill("+32 2 555 12 34")
    await click(submit)
    await click(finish)
    await page.locator("ha-config-entry-device-row", has_text=USERNAME).click()

    entity = texts["entity"]
    call = entity["button"]["call"]["name"].format(name="Zoë")
    row = page.locator("hui-button-entity-row", has_text=call)
    await row.get_by_role("button", name=press).click()
    number_to_dial = entity["sensor"]["number_to_dial"]["name"]
    row = page.locator("hui-sensor-entity-row", has_text=number_to_dial)
    await expect(row).to_contain_text("+493034649495")
    assert simulator.stores[-1] == (USERNAME, "49307654321", "3225551234")
