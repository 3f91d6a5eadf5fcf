"""Accounts come, go and change, also at bad moments: no error, nothing left behind."""

import asyncio
import builtins
from collections.abc import AsyncGenerator
import logging
from pathlib import Path
import threading
from typing import Any

from phonenumbers import PhoneMetadata
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from .common import (
    PAIR,
    know,
    open_files,
    press,
    skip,
    start,
    store,
    stored_pair,
    value_of,
)
from .conftest import SetUp
from .simulator import Fault, Simulator

BALANCE = "sensor.demo_balance"


@pytest.fixture(autouse=True)
async def quiet(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> AsyncGenerator[None]:
    """Check that no test of this file logs an error or a traceback."""
    yield
    for record in caplog.get_records("setup") + caplog.get_records("call"):
        if record.levelno >= logging.WARNING:
            assert record.exc_info is None, record.getMessage()
            assert record.levelno == logging.WARNING or "fetching" in record.msg


async def test_actions_without_account(hass: HomeAssistant) -> None:
    """The actions are there without an account, so that automations are valid."""
    assert await async_setup_component(hass, DOMAIN, {})

    assert hass.services.has_service(DOMAIN, "store_targets")
    assert hass.services.has_service(DOMAIN, "get_dial_in_number")


async def test_nothing_is_read_in_the_event_loop(
    hass: HomeAssistant, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbering plans and names of countries are read from disk elsewhere."""
    hass.config.language = "eo"  # No other test has read it
    readers: dict[str, int] = {}
    real_open = builtins.open

    def noted_open(file: Any, *args: Any, **kwargs: Any) -> Any:
        if "locale-data" in str(file):
            readers[Path(file).name] = threading.get_ident()
        return real_open(file, *args, **kwargs)

    def read(country: str) -> None:
        readers[f"plan {len(readers)}"] = threading.get_ident()

    monkeypatch.setattr(builtins, "open", noted_open)
    PhoneMetadata.register_region_loader("DE", read)
    PhoneMetadata.register_short_region_loader("DE", read)

    await set_up()

    assert "eo.dat" in readers
    assert len([name for name in readers if name.startswith("plan")]) == 2
    assert threading.get_ident() not in readers.values()


async def test_set_up_is_retried(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp
) -> None:
    """The platform is left alone as long as it asked for, where Home Assistant can."""
    can = (MAJOR_VERSION, MINOR_VERSION) >= (2026, 11)
    simulator.fail(Fault.UNAVAILABLE, retry_after="600")
    entry = await set_up()
    simulator.clear_faults()
    assert entry.state is ConfigEntryState.SETUP_RETRY

    await skip(hass, seconds=300)
    assert (hass.states.get(BALANCE) is None) is can
    await skip(hass, seconds=601)

    assert value_of(hass, BALANCE) == "18.40"


@pytest.mark.parametrize(
    ("how", "balance"),
    [("unload", "unavailable"), ("remove", None), ("reload", "18.40")],
)
async def test_during_a_poll(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    how: str,
    balance: str | None,
) -> None:
    """A poll that is under way is given up."""
    simulator.fail(Fault.SILENCE, times=1)
    refresh = entry.runtime_data.async_refresh()
    poll = entry.async_create_background_task(hass, refresh, "poll")
    while not simulator.hung:
        await asyncio.sleep(0)

    async with asyncio.timeout(5):
        await getattr(hass.config_entries, f"async_{how}")(entry.entry_id)

    assert poll.cancelled()
    state = hass.states.get(BALANCE)
    assert (state.state if state else None) == balance


@pytest.mark.parametrize("how", ["reload", "remove"])
async def test_during_a_store(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    hass_storage: dict[str, Any],
    how: str,
) -> None:
    """A store that is under way comes to its end; meanwhile, others are refused."""
    know(hass, entry, Tom="+44 20 7946 0958")
    simulator.delay = 0.2
    storing = await start(hass, simulator, store(hass, b_number=PAIR[1]))
    end = getattr(hass.config_entries, f"async_{how}")(entry.entry_id)
    ending = hass.async_create_task(end)

    with pytest.raises(HomeAssistantError) as pressed:
        await press(hass, "button.demo_call_tom")
    assert pressed.value.translation_key == "not_stored_not_loaded"
    with pytest.raises(HomeAssistantError, match="not loaded"):
        await store(hass, config_entry_id=entry.entry_id, b_number="+442079460958")
    await ending

    assert (await storing)["b_number"] == PAIR[1]
    assert [b for _, _, b in simulator.stores] == ["61293744000"]
    if how == "reload":
        assert stored_pair(hass) == PAIR
    else:
        assert not [key for key in hass_storage if key.startswith(DOMAIN)]


@pytest.mark.parametrize("is_retrying", [False, True])
async def test_remove(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    hass_storage: dict[str, Any],
    issue_registry: ir.IssueRegistry,
    is_retrying: bool,
) -> None:
    """Nothing of a removed account is left, though it was not even loaded."""
    await store(hass, b_number=PAIR[1])
    simulator.fail(Fault.CLOCK)
    if is_retrying:
        await hass.config_entries.async_reload(entry.entry_id)
    else:
        await skip(hass, minutes=16)
    assert issue_registry.issues
    assert f"callcard.{entry.entry_id}" in hass_storage

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert not issue_registry.issues
    assert not [key for key in hass_storage if key.startswith(DOMAIN)]
    assert not hass.states.async_all()


@pytest.mark.parametrize(
    "fault", [Fault.OTHER_TARGETS, Fault.CLOCK, Fault.LOGIN_REFUSED]
)
@pytest.mark.parametrize("is_down", [False, True])
async def test_remove_during_an_update(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    hass_storage: dict[str, Any],
    issue_registry: ir.IssueRegistry,
    fault: Fault,
    is_down: bool,
) -> None:
    """A reply that comes after the removal brings nothing back."""
    await async_setup_component(hass, "homeassistant", {})
    if is_down:
        simulator.fail(Fault.API_ERROR, times=1)
        await skip(hass, minutes=16)
    simulator.fail(fault)
    simulator.delay = 0.2
    action = {"entity_id": BALANCE}
    update = hass.services.async_call("homeassistant", "update_entity", action, True)
    updating = await start(hass, simulator, update)

    await hass.config_entries.async_remove(entry.entry_id)
    assert not updating.done()
    await updating
    await hass.async_block_till_done()

    assert not issue_registry.issues
    assert not [key for key in hass_storage if key.startswith(DOMAIN)]
    assert not hass.config_entries.flow.async_progress()


async def test_reload_in_a_loop(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Reloading, also several times at once, leaves no task and no socket behind."""
    await store(hass, b_number=PAIR[1])
    used: list[tuple[int, int]] = []
    for _ in range(10):
        reload, entry_id = hass.config_entries.async_reload, entry.entry_id
        await asyncio.gather(reload(entry_id), reload(entry_id))
        await hass.async_block_till_done()
        used.append((len(asyncio.all_tasks()), open_files()))

    assert used[-1] <= used[0]
    assert stored_pair(hass) == PAIR


async def test_disable_and_enable(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A disabled account's entities are unavailable; it comes back with its pair."""
    await store(hass, b_number=PAIR[1])
    set_disabled_by = hass.config_entries.async_set_disabled_by

    await set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    assert entry.state is ConfigEntryState.NOT_LOADED
    await set_disabled_by(entry.entry_id, None)
    await hass.async_block_till_done()

    assert value_of(hass, BALANCE) == "18.40"
    assert stored_pair(hass) == PAIR
