"""The dashboard card: a resource of the dashboards, once, in the version that is served."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.callcard.const import DOMAIN
from custom_components.callcard.frontend import CARD, CARD_PATH
from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.components.lovelace import LOVELACE_DATA
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .common import AccountUnderTest
from .conftest import SetUp

STORAGE = "lovelace_resources"
THEIRS = {"id": "1", "type": "module", "url": "/local/their-card.js?v=1"}
OURS = {"id": "2", "type": "module", "url": f"{CARD_PATH}?v=of-last-year"}


def stored(*resources: dict[str, Any]) -> dict[str, Any]:
    """Return resources as Home Assistant keeps them."""
    return {"version": 1, "key": STORAGE, "data": {"items": list(resources)}}


def resources(hass: HomeAssistant) -> list[dict[str, str]]:
    """Return the resources of the dashboards."""
    items: list[dict[str, str]] = hass.data[LOVELACE_DATA].resources.async_items()
    return items


async def test_served(
    account: AccountUnderTest, set_up: SetUp, hass_client: ClientSessionGenerator
) -> None:
    """The dashboards load the card, once for all accounts, and it may be kept for long."""
    await set_up("family")

    assert await async_setup_component(account.hass, "frontend", {})
    await account.hass.async_block_till_done()

    [resource] = resources(account.hass)
    assert resource["type"] == "module"
    client = await hass_client()
    reply = await client.get(resource["url"])
    assert await reply.read() == CARD.read_bytes()
    assert "max-age=2678400" in reply.headers["Cache-Control"]


async def test_users_resources_stay(
    hass: HomeAssistant, hass_storage: dict[str, Any], set_up: SetUp
) -> None:
    """Resources of the user survive the card's coming, changing and going."""
    hass_storage[STORAGE] = stored(THEIRS, OURS)
    assert await async_setup_component(hass, "frontend", {})

    account = await set_up()
    theirs, card = resources(hass)
    assert theirs == THEIRS
    assert card["id"] == "2"
    assert card["url"] not in {OURS["url"], CARD_PATH}

    await account.remove()
    assert resources(hass) == [THEIRS]


async def test_removed_with_last_account(hass: HomeAssistant, set_up: SetUp) -> None:
    """It stays over reloads, and as long as there is an account; it comes back with the next."""
    assert await async_setup_component(hass, "frontend", {})
    first, second = await set_up(), await set_up("family")
    [resource] = resources(hass)

    await first.reload()
    await first.remove()
    assert resources(hass) == [resource]
    await second.remove()
    assert resources(hass) == []

    third = await set_up()
    [again] = resources(hass)
    assert again["url"] == resource["url"]
    collection: Any = hass.data[LOVELACE_DATA].resources
    await collection.async_delete_item(again["id"])
    await third.remove()
    assert resources(hass) == []


async def test_resources_in_yaml(hass: HomeAssistant, set_up: SetUp) -> None:
    """Where resources are kept in YAML, the frontend loads the card by itself."""
    config = {"lovelace": {"resource_mode": "yaml", "resources": []}}
    assert await async_setup_component(hass, "lovelace", config)
    assert await async_setup_component(hass, "frontend", config)

    account = await set_up()
    [url] = hass.data[DATA_EXTRA_MODULE_URL].urls
    assert url.startswith(f"{CARD_PATH}?v=")
    assert resources(hass) == []

    await account.remove()
    assert not hass.data[DATA_EXTRA_MODULE_URL].urls


async def test_no_frontend(account: AccountUnderTest) -> None:
    """Where there are no dashboards, there are accounts, and they can be removed."""
    await account.remove()

    assert LOVELACE_DATA not in account.hass.data


@pytest.mark.parametrize("mode", ["storage", "yaml"])
async def test_removed_before_it_was_served(
    hass: HomeAssistant, hass_storage: dict[str, Any], mode: str
) -> None:
    """An account that was disabled all the time takes the resource with it."""
    hass_storage[STORAGE] = stored(THEIRS, OURS)
    config = {"lovelace": {"resource_mode": mode}}
    assert await async_setup_component(hass, "lovelace", config)
    entry = MockConfigEntry(domain=DOMAIN, disabled_by=ConfigEntryDisabler.USER)
    entry.add_to_hass(hass)

    await hass.config_entries.async_remove(entry.entry_id)

    assert resources(hass) == ([THEIRS] if mode == "storage" else [])
    assert hass.config_entries.async_entries(DOMAIN) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"version": 99, "key": STORAGE, "data": {"items": []}},
        {"version": 1, "key": STORAGE, "data": {"resources": []}},
        {"version": 1, "key": STORAGE, "data": [THEIRS]},
        stored(THEIRS, {"id": "3", "url": None}),
        stored({"id": "3"}),
        stored({"url": "/local/their-card.js"}),
    ],
    ids=["newer", "no items", "a list", "no text", "no address", "no id"],
)
async def test_resources_that_cannot_be_read(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    set_up: SetUp,
    caplog: pytest.LogCaptureFixture,
    broken: dict[str, Any],
) -> None:
    """They cost the card, with one warning, and no account."""
    hass_storage[STORAGE] = broken
    assert await async_setup_component(hass, "frontend", {})

    accounts = [await set_up(), await set_up("family")]

    assert accounts[0].balance == "18.40"
    for account in accounts:
        await account.reload()
        await account.remove()
    assert caplog.text.count("The card is not added to the dashboards") == 1
    assert "Traceback" not in caplog.text
    assert hass_storage[STORAGE] == broken
