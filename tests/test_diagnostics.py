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

from .conftest import SetUp
from .simulator import Account, Simulator


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_diagnostics(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    set_up: SetUp,
    snapshot: SnapshotAssertion,
) -> None:
    """They say what may be shown to anybody."""
    entry = await set_up()

    assert await get_diagnostics_for_config_entry(hass, hass_client, entry) == snapshot


async def test_options_in_diagnostics(
    hass: HomeAssistant, hass_client: ClientSessionGenerator, set_up: SetUp
) -> None:
    """They say what is set, and not to which number."""
    entry = await set_up(
        options={
            "country": "GB",
            "low_balance": 2.5,
            "prefer_free": True,
            "voice": False,
        }
    )

    diagnostics: dict[str, Any] = dict(
        await get_diagnostics_for_config_entry(hass, hass_client, entry)
    )

    assert diagnostics["options"] == {
        "a_number_set": False,
        "home_country": "GB",
        "low_balance": "2.5",
        "prefer_free": True,
        "voice": False,
    }


async def test_diagnostics_after_a_failure(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
) -> None:
    """They name the kind of the last error, and the fields that could not be read."""
    demo.balance = "much"
    await entry.runtime_data.async_refresh()
    await simulator.stop()
    await entry.runtime_data.async_refresh()

    diagnostics: dict[str, Any] = dict(
        await get_diagnostics_for_config_entry(hass, hass_client, entry)
    )

    assert diagnostics["polling"]["last_error"] == "UpdateFailed"
    assert diagnostics["account"]["odd_fields"] == ["customeraccountstate"]
    assert diagnostics["account"]["balance_known"] is False


async def test_diagnostics_hold_no_number_and_no_secret(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    demo: Account,
    entry: MockConfigEntry,
) -> None:
    """No phone number, no secret and no name ever gets in."""
    demo.anumber, demo.bnumber, demo.reveal_targets = (
        "493012345678",
        "61293744000",
        True,
    )
    await entry.runtime_data.async_refresh()

    text = json.dumps(await get_diagnostics_for_config_entry(hass, hass_client, entry))

    assert entry.data["key"] not in text
    assert "demo" not in text
    for number in (
        demo.personal_number,
        demo.anumber,
        demo.bnumber,
        *demo.callthrough_geo.values(),
        *demo.callthrough_free.values(),
        *demo.callback_geo.values(),
    ):
        assert number not in text
