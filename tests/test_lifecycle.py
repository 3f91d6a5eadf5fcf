"""Accounts that come, go and change at bad moments: no error, nothing left behind."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import CoreState, HomeAssistant

from .common import store, stored_pair, value_of
from .conftest import SetUp
from .simulator import Fault, Simulator

BALANCE = "sensor.demo_balance"
B_NUMBER = "+61 2 9374 4000"


@pytest.fixture(autouse=True)
async def quiet(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> AsyncGenerator[None]:
    """Check that no test of this file logs an error or a traceback."""
    yield
    for phase in ("setup", "call"):
        for record in caplog.get_records(phase):
            assert record.levelname not in {"ERROR", "CRITICAL"}, record.getMessage()
            assert record.exc_info is None, record.getMessage()


async def _poll_is_under_way(simulator: Simulator, entry: MockConfigEntry) -> None:
    """Start a poll as Home Assistant does, and return once it has arrived."""
    simulator.fail(Fault.SILENCE)
    before = len(simulator.requests)
    entry.async_create_background_task(
        entry.runtime_data.hass, entry.runtime_data.async_refresh(), "poll"
    )
    while len(simulator.requests) == before:
        await asyncio.sleep(0.01)


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("how", ["unload", "remove", "reload"])
async def test_during_a_poll(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, how: str
) -> None:
    """A poll that is under way is given up."""
    await _poll_is_under_way(simulator, entry)
    simulator.clear_faults()

    async with asyncio.timeout(5):
        await getattr(hass.config_entries, f"async_{how}")(entry.entry_id)

    state = hass.states.get(BALANCE)
    assert (state.state if state else None) == {
        "unload": "unavailable",
        "remove": None,
        "reload": "18.40",
    }[how]


async def test_stop_during_a_store(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Home Assistant stops without waiting for the platform."""
    simulator.fail(Fault.SILENCE)
    storing = hass.async_create_task(store(hass, b_number=B_NUMBER))
    before = len(simulator.requests)
    while len(simulator.requests) == before:
        await asyncio.sleep(0.01)
    storing.cancel()

    async with asyncio.timeout(5):
        await hass.async_stop(force=True)

    assert hass.state is CoreState.stopped


async def test_reload_in_a_loop(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Reloading leaves no task and no socket behind."""
    await store(hass, b_number=B_NUMBER)

    async def counts() -> tuple[int, int]:
        await hass.async_block_till_done()
        return len(asyncio.all_tasks()), _open_files()

    await hass.config_entries.async_reload(entry.entry_id)
    before = await counts()
    for _ in range(20):
        await hass.config_entries.async_reload(entry.entry_id)

    tasks, files = await counts()
    assert tasks <= before[0]
    assert files <= before[1]
    assert stored_pair(hass) == ("+493012345678", "+61293744000")


async def test_reloads_at_once(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Several reloads at once end with an account that works."""
    await asyncio.gather(
        *(hass.config_entries.async_reload(entry.entry_id) for _ in range(5))
    )

    assert entry.state is ConfigEntryState.LOADED
    assert value_of(hass, BALANCE) == "18.40"


async def test_rename(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A renamed account keeps its entities."""
    hass.config_entries.async_update_entry(entry, title="Our card")
    await hass.config_entries.async_reload(entry.entry_id)

    assert value_of(hass, BALANCE) == "18.40"


async def test_disable_and_enable(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A disabled account comes back with its pair."""
    await store(hass, b_number=B_NUMBER)

    await hass.config_entries.async_set_disabled_by(
        entry.entry_id, ConfigEntryDisabler.USER
    )
    await hass.async_block_till_done()
    assert entry.disabled_by is ConfigEntryDisabler.USER
    await hass.config_entries.async_set_disabled_by(entry.entry_id, None)
    await hass.async_block_till_done()

    assert value_of(hass, BALANCE) == "18.40"
    assert stored_pair(hass) == ("+493012345678", "+61293744000")


async def test_poll_never_overwrites_a_newer_store(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A store that is called during a poll is sent after it, and its pair stays."""
    account = simulator.accounts["demo"]
    account.reveal_targets = True
    account.anumber, account.bnumber = "4940111111", "4940222222"
    before = len(simulator.requests)
    simulator.delay = 0.2
    poll = hass.async_create_task(entry.runtime_data.async_refresh())
    while len(simulator.requests) == before:
        await asyncio.sleep(0)
    simulator.delay = 0  # For the store, which would overtake the poll

    await store(hass, b_number=B_NUMBER)
    await poll

    assert [request.method for request in simulator.requests[-2:]] == ["GET", "POST"]
    assert stored_pair(hass) == ("+493012345678", "+61293744000")


async def test_a_hundred_stores_at_once(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """They are sent one by one, and the last called is the pair that is stored."""
    numbers = [f"+49301234{number:03}" for number in range(100)]

    await asyncio.gather(*(store(hass, b_number=number) for number in numbers))

    assert [f"+{b}" for _, _, b in simulator.stores] == numbers
    assert simulator.accounts["demo"].bnumber == numbers[-1].removeprefix("+")
    assert stored_pair(hass)[1] == numbers[-1]


async def test_accounts_do_not_wait_for_each_other(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, set_up: SetUp
) -> None:
    """A slow account holds up no other one."""
    async with Simulator() as other_platform:
        family = await set_up("family", platform=other_platform)
        await _poll_is_under_way(simulator, entry)

        async with asyncio.timeout(5):
            await store(hass, config_entry_id=family.entry_id, b_number=B_NUMBER)

        assert stored_pair(hass, "family") == ("+493012345678", "+61293744000")
        await hass.config_entries.async_unload(entry.entry_id)
        await hass.config_entries.async_unload(family.entry_id)


async def test_caller_gives_up(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A script that is stopped while its pair is being stored leaves sensors that tell the truth."""
    simulator.delay = 0.1
    script = hass.async_create_task(store(hass, b_number=B_NUMBER))
    while not simulator.stores:
        await asyncio.sleep(0.01)

    script.cancel()
    with pytest.raises(asyncio.CancelledError):
        await script
    await hass.async_block_till_done()

    assert stored_pair(hass) == ("+493012345678", "+61293744000")
