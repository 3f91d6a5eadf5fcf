"""What tells automations and people that a call was prepared."""

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .common import know, state_of, store, value_of
from .simulator import Fault, Simulator

EVENT = "event.demo_call"


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_event(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A store is an event that tells the pair, the contact and the number to dial."""
    know(hass, entry, Grandma="+61293744000")
    assert value_of(hass, EVENT) == "unknown"

    await store(hass, contact="Grandma")

    state = state_of(hass, EVENT)
    assert state.state == "2026-11-23T12:00:00.000+00:00"
    assert state.attributes == {
        "event_types": ["prepared", "placed"],
        "friendly_name": "demo Call",
        "event_type": "prepared",
        "a_number": "+493012345678",
        "b_number": "+61293744000",
        "contact": "Grandma",
        "dial_in_number": {
            "number": "+493034649495",
            "formatted": "+49 30 34649495",
            "tel_uri": "tel:+493034649495",
            "country": "DE",
            "kind": "personal",
        },
        "call_id": None,
    }


async def test_no_event(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """What was not stored for sure is no event."""
    simulator.fail(Fault.RESET_BEFORE)

    with pytest.raises(HomeAssistantError):
        await store(hass, b_number="+61 2 9374 4000")

    assert value_of(hass, EVENT) == "unknown"
