"""The triggers and conditions, as the automation editor offers them."""

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from .automations import BALANCE, CALL, LOW

BALANCE_SENSOR = {"domain": ["sensor"], "device_class": ["monetary"]}
LOW_SENSOR = {"domain": ["binary_sensor"], "device_class": ["problem"]}
OFFERED = {
    "trigger": {
        "balance_became_low": (LOW_SENSOR, ["behavior", "for"]),
        "balance_crossed_threshold": (BALANCE_SENSOR, ["behavior", "for", "threshold"]),
        "balance_no_longer_low": (LOW_SENSOR, ["behavior", "for"]),
        "call_placed": ({"domain": ["event"]}, ["contact"]),
        "call_prepared": ({"domain": ["event"]}, ["contact"]),
    },
    "condition": {
        "balance_is_low": (LOW_SENSOR, ["behavior", "for"]),
        "balance_is_not_low": (LOW_SENSOR, ["behavior", "for"]),
        "is_balance": (BALANCE_SENSOR, ["behavior", "for", "threshold"]),
    },
}


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("kind", OFFERED)
async def test_lists(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, kind: str
) -> None:
    """The editor lists them, for the account's entities only, with their fields."""
    client = await hass_ws_client()
    await client.send_json_auto_id({"type": f"{kind}_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    listed = (await client.receive_json())["event"]

    assert {
        key: (offer["target"]["entity"], list(offer["fields"]))
        for key, offer in listed.items()
        if key.startswith("callcard")
    } == {
        f"callcard.{name}": ([{"integration": "callcard", **entities}], fields)
        for name, (entities, fields) in OFFERED[kind].items()
    }


@pytest.mark.parametrize(
    ("entity", "offered"),
    [
        (None, {*OFFERED["trigger"], *OFFERED["condition"]}),
        (BALANCE, {"balance_crossed_threshold", "is_balance"}),
        (
            LOW,
            {
                "balance_became_low",
                "balance_no_longer_low",
                "balance_is_low",
                "balance_is_not_low",
            },
        ),
        (CALL, {"call_placed", "call_prepared"}),
        ("sensor.demo_b_number", set()),
    ],
    ids=["device", "balance", "low balance", "call", "B number"],
)
async def test_offers_for_target(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    entry: MockConfigEntry,
    entity: str | None,
    offered: set[str],
) -> None:
    """The account's device has them all, and each entity its own."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    target = {"entity_id": [entity]} if entity else {"device_id": [device.id]}
    client = await hass_ws_client()
    found: list[str] = []
    for kind in OFFERED:
        await client.send_json_auto_id(
            {"type": f"get_{kind}s_for_target", "target": target}
        )
        found += (await client.receive_json())["result"]

    assert {key for key in found if key.startswith("callcard.")} == {
        f"callcard.{name}" for name in offered
    }
