"""What tells automations and people that a call was prepared."""

import pytest

from .common import AccountUnderTest, state_of, store, value_of
from .simulator import Fault

EVENT = "event.demo_call"


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_event(account: AccountUnderTest) -> None:
    """A store, if it is sure, is an event that tells the pair, the contact and what to dial."""
    account.know(Grandma="+61293744000")
    account.simulator.fail(Fault.API_ERROR, times=1)
    await account.store()
    assert value_of(account.hass, EVENT) == "unknown"

    await store(account.hass, contact="Grandma")

    state = state_of(account.hass, EVENT)
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
