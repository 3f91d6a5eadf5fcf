"""The triggers and conditions, as the automation editor offers them."""

import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.core import HomeAssistant

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


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("kind", OFFERED)
async def test_lists(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, kind: str
) -> None:
    """The editor offers them for the account's entities only, with their fields."""
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
