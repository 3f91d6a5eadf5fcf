"""Diagnostics."""

import json

import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator
from syrupy.assertion import SnapshotAssertion

from .common import AccountUnderTest, store
from .conftest import SetUp


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_diagnostics(
    account: AccountUnderTest,
    hass_client: ClientSessionGenerator,
    snapshot: SnapshotAssertion,
) -> None:
    """They say what may be shown to anybody: no number, no secret and no name."""
    account.know(Grandma="+61293744000")
    await store(account.hass, contact="Grandma")

    diagnostics = await get_diagnostics_for_config_entry(
        account.hass, hass_client, account.entry
    )

    assert diagnostics == snapshot
    text = json.dumps(diagnostics)
    remote = account.remote
    for secret in (
        account.entry.data["key"],
        *("demo", "Grandma", "61293744000", "493012345678", remote.personal_number),
        *remote.callthrough_geo.values(),
        *remote.callthrough_free.values(),
        *remote.callback_geo.values(),
    ):
        assert secret not in text


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_diagnostics_of_a_problem(
    set_up: SetUp, hass_client: ClientSessionGenerator, snapshot: SnapshotAssertion
) -> None:
    """They say what is set, what failed last, and which fields could not be read."""
    options = {
        "country": "GB",
        "low_balance": 2.5,
        "prefer_free": True,
        "call_method": "dial_in",
        "voice": False,
    }
    account = await set_up(options=options)
    await account.set_balance("much")
    await account.fail()

    assert snapshot == await get_diagnostics_for_config_entry(
        account.hass, hass_client, account.entry
    )
