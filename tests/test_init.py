"""An account comes, lives through outages and restarts, and goes."""

import asyncio
import builtins
from datetime import timedelta
from pathlib import Path
import threading
from typing import Any

from babel import localedata
from phonenumbers import PhoneMetadata
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, STATE_UNAVAILABLE
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .common import store, stored_pair, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

BALANCE = "sensor.demo_balance"


async def _skip(hass: HomeAssistant, time: timedelta) -> None:
    async_fire_time_changed(hass, dt_util.utcnow() + time)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_actions_without_account(hass: HomeAssistant) -> None:
    """The actions are there without an account, so that automations are valid."""
    assert await async_setup_component(hass, DOMAIN, {})

    assert hass.services.has_service(DOMAIN, "store_targets")
    assert hass.services.has_service(DOMAIN, "get_dial_in_number")


async def test_unload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An unloaded account's entities are unavailable."""
    assert await hass.config_entries.async_unload(entry.entry_id)

    assert entry.state is ConfigEntryState.NOT_LOADED
    assert value_of(hass, BALANCE) == STATE_UNAVAILABLE


async def test_poll(
    hass: HomeAssistant, simulator: Simulator, demo: Account, entry: MockConfigEntry
) -> None:
    """The account is read every 15 minutes."""
    demo.balance = "7,00"
    reads = len(simulator.requests)

    await _skip(hass, timedelta(minutes=14))
    assert len(simulator.requests) == reads
    await _skip(hass, timedelta(minutes=16))

    assert len(simulator.requests) == reads + 1
    assert value_of(hass, BALANCE) == "7.00"


async def test_nothing_is_read_in_the_event_loop(
    hass: HomeAssistant, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbering plans and names of countries are read from disk elsewhere."""
    hass.config.language = "ja"
    localedata._cache.clear()  # noqa: SLF001
    readers: dict[str, int] = {}

    def read(country: str) -> None:
        readers[f"plan {len(readers)}"] = threading.get_ident()

    def noted_open(file: Any, *args: Any, **kwargs: Any) -> Any:
        if "locale-data" in str(file):
            readers[Path(file).name] = threading.get_ident()
        return real_open(file, *args, **kwargs)

    real_open = builtins.open
    monkeypatch.setattr(builtins, "open", noted_open)
    PhoneMetadata.register_region_loader("DE", read)
    PhoneMetadata.register_short_region_loader("DE", read)

    await set_up()

    assert "ja.dat" in readers
    assert len([name for name in readers if name.startswith("plan")]) == 2
    assert threading.get_ident() not in readers.values()


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault.RESET_BEFORE, "The platform cannot be reached"),
        (Fault.HTML, "The platform's answer is not one that can be understood"),
        (Fault.CLOCK, "one of two clocks is wrong"),
        (Fault.API_ERROR, "Number not allowed (code 1234)"),
    ],
)
async def test_setup_fails(
    hass: HomeAssistant,
    simulator: Simulator,
    set_up: SetUp,
    fault: Fault,
    text: str,
) -> None:
    """Setup is tried again when the platform fails, and the entry says why."""
    simulator.fail(fault)
    entry = await set_up()
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.reason is not None
    assert text in entry.reason

    simulator.clear_faults()
    await _skip(hass, timedelta(minutes=1))

    assert value_of(hass, BALANCE) == "18.40"


async def test_login_refused_at_setup(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp
) -> None:
    """A refused login asks for the right one instead of trying again."""
    simulator.fail(Fault.LOGIN_REFUSED)

    entry = await set_up()

    assert entry.state is ConfigEntryState.SETUP_ERROR
    [flow] = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"


async def test_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An outage is told once in the log, and so is its end."""
    await simulator.stop()
    await _skip(hass, timedelta(minutes=16))
    await _skip(hass, timedelta(hours=1))
    assert value_of(hass, BALANCE) == STATE_UNAVAILABLE

    await simulator.start()
    await _skip(hass, timedelta(hours=3))

    assert value_of(hass, BALANCE) == "18.40"
    lines = [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.callcard")
        and record.levelname in {"INFO", "WARNING", "ERROR"}
    ]
    assert len(lines) == 2
    assert lines[0].startswith(
        "Error fetching demo data: The platform cannot be reached"
    )
    assert lines[1] == "Fetching demo data recovered"


async def test_odd_field_is_told_once(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A field that cannot be read costs only itself, and one line in the log."""
    demo.balance = {"amount": 18}
    demo.callthrough_geo["be"] = "unknown"

    await entry.runtime_data.async_refresh()
    demo.personal_number = None
    await entry.runtime_data.async_refresh()

    assert value_of(hass, "sensor.demo_dial_in_number_brazil") == "+557137175960"
    assert caplog.text.count("customeraccountstate, dialinnumberGeo.be") == 1


@pytest.mark.parametrize("how", ["reload", "restart"])
async def test_pair_survives(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    hass_storage: dict[str, Any],
    how: str,
) -> None:
    """The stored pair outlives reload and restart, though the platform is silent."""
    await store(hass, b_number="+61 2 9374 4000")
    if how == "restart":
        await hass.config_entries.async_unload(entry.entry_id)
        await simulator.stop()
        await hass.config_entries.async_setup(entry.entry_id)
        assert entry.state is ConfigEntryState.SETUP_RETRY
        await simulator.start()
        await _skip(hass, timedelta(minutes=1))
    else:
        await hass.config_entries.async_reload(entry.entry_id)

    assert stored_pair(hass) == ("+493012345678", "+61293744000")


async def test_restart_while_server_is_down(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    """Nothing is removed, all is unavailable."""
    before = set(entity_registry.entities)
    await simulator.stop()

    await hass.config_entries.async_reload(entry.entry_id)

    assert set(entity_registry.entities) == before
    assert value_of(hass, BALANCE) == STATE_UNAVAILABLE


async def test_remove(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    hass_storage: dict[str, Any],
) -> None:
    """Nothing of a removed account is left behind."""
    await store(hass, b_number="+61 2 9374 4000")
    await hass.config_entries.async_unload(entry.entry_id)
    assert f"callcard.{entry.entry_id}" in hass_storage

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert not [key for key in hass_storage if key.startswith("callcard")]
    assert not hass.states.async_all()


async def test_password_is_kept_nowhere(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The entry holds the key that the password gives, not the password."""
    assert "secret" not in str(entry.as_dict())


@pytest.mark.parametrize("how", ["reload", "remove"])
async def test_unload_during_a_store(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    hass_storage: dict[str, Any],
    how: str,
) -> None:
    """A store that is under way comes to its end, and its pair is kept."""
    simulator.delay = 0.2
    storing = hass.async_create_task(store(hass, b_number="+61 2 9374 4000"))
    while not simulator.stores:
        await asyncio.sleep(0.01)

    await getattr(hass.config_entries, f"async_{how}")(entry.entry_id)

    assert (await storing)["b_number"] == "+61293744000"
    if how == "reload":
        assert stored_pair(hass) == ("+493012345678", "+61293744000")
    else:
        hass.set_state(CoreState.final_write)
        hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
        await hass.async_block_till_done()
        assert not [key for key in hass_storage if key.startswith("callcard")]
