"""What tells automations and people that a pair was stored."""

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .common import know, state_of, store, value_of
from .conftest import SetUp
from .simulator import Fault, Simulator

EVENT = "event.demo_targets"


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_event(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A store is an event that tells the pair and the number to dial."""
    assert value_of(hass, EVENT) == "unknown"

    await store(hass, b_number="+61 2 9374 4000")

    state = state_of(hass, EVENT)
    assert state.state == "2026-11-23T12:00:00.000+00:00"
    assert state.attributes["event_type"] == "stored"
    assert state.attributes["a_number"] == "+493012345678"
    assert state.attributes["b_number"] == "+61293744000"
    assert state.attributes["contact"] is None
    assert state.attributes["dial_in_number"] == {
        "number": "+493034649495",
        "formatted": "+49 30 34649495",
        "tel_uri": "tel:+493034649495",
        "country": "DE",
        "kind": "personal",
    }


async def test_no_event(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """What was not stored for sure is no event."""
    simulator.fail(Fault.RESET_BEFORE)

    with pytest.raises(HomeAssistantError):
        await store(hass, b_number="+61 2 9374 4000")

    assert value_of(hass, EVENT) == "unknown"


@pytest.mark.usefixtures("recorder_mock")
@pytest.mark.parametrize(
    ("account", "whom", "message"),
    [
        (
            "demo",
            {"b_number": "+61 2 9374 4000"},
            "connects +49 30 12345678 to +61 2 9374 4000, dial +49 30 34649495",
        ),
        (
            "demo",
            {"contact": "Tom"},
            "connects +49 30 12345678 to Tom (+44 20 7946 0958), dial +49 30 34649495",
        ),
        (
            "bare",
            {"b_number": "+61 2 9374 4000"},
            "connects +49 30 12345678 to +61 2 9374 4000",
        ),
    ],
    ids=["number", "contact", "nothing to dial"],
)
async def test_logbook(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    set_up: SetUp,
    account: str,
    whom: dict[str, str],
    message: str,
) -> None:
    """The logbook says who calls whom, and how."""
    assert await async_setup_component(hass, "logbook", {})
    entry = await set_up(account)
    know(hass, entry, Tom="+442079460958")
    start = dt_util.utcnow()
    await store(hass, **whom)
    await async_wait_recording_done(hass)

    client = await hass_ws_client()
    await client.send_json_auto_id(
        {"type": "logbook/get_events", "start_time": start.isoformat()}
    )
    entries = (await client.receive_json())["result"]

    [line] = [entry for entry in entries if entry.get("domain") == "callcard"]
    assert line["name"] == "Callcard"
    assert line["message"] == message
    assert line["entity_id"] == f"event.{account}_targets"
