"""Strange replies: each keeps the rest working, and is told once."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .common import value_of
from .simulator import Account, demo_accounts

BALANCE = "sensor.demo_balance"
BRAZIL = "sensor.demo_dial_in_number_brazil"
GEO = demo_accounts()["demo"].callthrough_geo
NO_NUMBERS: dict[str, Any] = {
    "dialinnumberGeo": [],
    "dialinnumberFree": None,
    "callbacknumberGeo": [],
    "callbacknumberFree": [],
}


@pytest.mark.parametrize(
    ("strange", "told", "balance", "brazil"),
    [
        (NO_NUMBERS, "it has no dial-in numbers", "18.40", "unavailable"),
        ({"accountnumber": "77"}, "it names another account", "18.40", "+557137175960"),
        (
            {"customercurrency": "usd"},
            "the currency changed from EUR to USD",
            "18.40",
            "+557137175960",
        ),
        (
            {"dialinnumberGeo": {**GEO, "xx": "493012345"}},
            "callthrough_geo is for a country that is not known: XX",
            "18.40",
            "+557137175960",
        ),
        (
            {"dialinnumberGeo": {**GEO, "br": "999123456"}},
            "callthrough_geo for BR is a number that no numbering plan knows",
            "18.40",
            "+999123456",
        ),
        (
            {"customeraccountstate": "much", "dialinnumber": []},
            "ignored what cannot be read: customeraccountstate, dialinnumber",
            "unknown",
            "+557137175960",
        ),
    ],
    ids=["no numbers", "account", "currency", "country", "number", "balance"],
)
async def test_strange_reply(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    caplog: pytest.LogCaptureFixture,
    strange: dict[str, Any],
    told: str,
    balance: str,
    brazil: str,
) -> None:
    """The rest is shown, no entity is lost, and the log says it once."""
    entity_registry.async_update_entity(BRAZIL, name="Bahia")
    entities = set(entity_registry.entities)
    demo.extra = strange

    for amount in ("18,40", "18,400"):
        demo.balance = amount
        await entry.runtime_data.async_refresh()
    assert value_of(hass, BALANCE) == balance
    assert value_of(hass, BRAZIL) == brazil
    assert caplog.text.count(f"demo: strange reply: {told}") == 1
    await hass.config_entries.async_reload(entry.entry_id)
    assert value_of(hass, BRAZIL) == brazil

    assert entities <= set(entity_registry.entities)
    demo.extra = {}
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert value_of(hass, BALANCE) == "18.400"
    assert value_of(hass, BRAZIL) == "+557137175960"
    entity = entity_registry.async_get(BRAZIL)
    assert entity is not None
    assert entity.name == "Bahia"
