"""Diagnostics."""

import json
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from homeassistant.core import HomeAssistant

from .common import know, store
from .conftest import SetUp
from .simulator import Account, Simulator


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_diagnostics(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    entry: MockConfigEntry,
    demo: Account,
    snapshot: SnapshotAssertion,
) -> None:
    """They say what may be shown to anybody: no number, no secret and no name."""
    know(hass, entry, Grandma="+61293744000")
    await store(hass, contact="Grandma")

    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, entry)

    assert diagnostics == snapshot
    text = json.dumps(diagnostics)
    for secret in (
        entry.data["key"],
        "demo",
        "Grandma",
        "61293744000",
        "493012345678",
        demo.personal_number,
        *demo.callthrough_geo.values(),
        *demo.callthrough_free.values(),
        *demo.callback_geo.values(),
    ):
        assert secret not in text


async def test_diagnostics_of_a_problem(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    simulator: Simulator,
    demo: Account,
    set_up: SetUp,
) -> None:
    """They say what is set, what failed last, and which fields could not be read."""
    entry = await set_up(
        options={
            "country": "GB",
            "low_balance": 2.5,
            "prefer_free": True,
            "voice": False,
        }
    )
    demo.balance = "much"
    await entry.runtime_data.async_refresh()
    await simulator.stop()
    await entry.runtime_data.async_refresh()

    diagnostics: dict[str, Any] = dict(
        await get_diagnostics_for_config_entry(hass, hass_client, entry)
    )

    assert diagnostics["options"] == {
        "a_number_set": False,
        "country": "GB",
        "low_balance": "2.5",
        "prefer_free": True,
        "call_method": "dial_in",
        "voice": False,
    }
    assert diagnostics["polling"]["last_error"] == "UpdateFailed"
    assert diagnostics["polling"]["last_update_success"] is False
    assert diagnostics["account"]["unreadable_fields"] == ["customeraccountstate"]
    assert diagnostics["account"]["balance_known"] is False
