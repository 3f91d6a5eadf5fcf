"""Which pair the platform holds is known again after a restart, or unknown; never untrue."""

import asyncio
import os
from pathlib import Path
import time
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.loader import DATA_CUSTOM_COMPONENTS

from .common import PAIR, UNKNOWN_PAIR, full_disk, poll, skip, start, store, stored_pair
from .simulator import OTHER_PAIR, Account, Fault, Simulator

OTHER_B_NUMBER = "+442079460958"


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give Home Assistant a folder of its own."""
    return str(tmp_path)


@pytest.fixture
def hass_storage() -> None:
    """Let files be on the disk."""


@pytest.fixture
def file(tmp_path: Path, entry: MockConfigEntry) -> Path:
    """Return where the pair is kept."""
    return tmp_path / ".storage" / f"callcard.{entry.entry_id}"


async def _restart(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Set the account up anew; the platform answers at the second try only."""
    await hass.config_entries.async_unload(entry.entry_id)
    await simulator.stop()
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    await simulator.start()
    await skip(hass, minutes=1)


async def test_pair_survives(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """The stored pair outlives a restart."""
    await store(hass, b_number=PAIR[1])

    await _restart(hass, simulator, entry)

    assert stored_pair(hass) == PAIR


async def test_doubt_survives(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """After a store in doubt, the pair is unknown until a store succeeds."""
    await store(hass, b_number=PAIR[1])
    simulator.fail(Fault.RESET_AFTER)
    with pytest.raises(HomeAssistantError, match="unknown whether"):
        await store(hass, b_number=OTHER_B_NUMBER)
    simulator.clear_faults()
    assert stored_pair(hass) == UNKNOWN_PAIR

    await poll(hass)
    assert stored_pair(hass) == UNKNOWN_PAIR
    await _restart(hass, simulator, entry)
    assert stored_pair(hass) == UNKNOWN_PAIR

    await store(hass, b_number=PAIR[1])
    assert stored_pair(hass) == PAIR


async def test_restart_during_a_store(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Home Assistant stops without waiting, and then does not know the pair."""
    await store(hass, b_number=PAIR[1])
    simulator.fail(Fault.SILENCE_AFTER, method="POST")
    storing = await start(hass, simulator, store(hass, b_number=OTHER_B_NUMBER))

    async with asyncio.timeout(5):
        await hass.async_stop(force=True)
    storing.cancel()

    folder = hass.config.config_dir
    async with async_test_home_assistant(config_dir=folder) as restarted:
        restarted.data.pop(DATA_CUSTOM_COMPONENTS)
        again = MockConfigEntry(**entry.as_dict() | {"state": None})
        again.add_to_hass(restarted)
        await restarted.config_entries.async_setup(entry.entry_id)
        await restarted.async_block_till_done()
        shown = stored_pair(restarted)
        await restarted.async_stop(force=True)

    assert shown == UNKNOWN_PAIR


async def test_full_disk(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A pair that cannot be written is unknown after a restart."""
    await store(hass, b_number=PAIR[1])
    with full_disk():
        await store(hass, b_number=OTHER_B_NUMBER)
        assert stored_pair(hass) == (PAIR[0], OTHER_B_NUMBER)
        await poll(hass)

        await _restart(hass, simulator, entry)

    assert stored_pair(hass) == UNKNOWN_PAIR


async def test_full_disk_when_a_reply_names_a_pair(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """The pair that is not true any more is on the disk no longer."""
    await store(hass, b_number=PAIR[1])
    with full_disk():
        simulator.fail(Fault.OTHER_TARGETS, times=1)
        await poll(hass)
        assert stored_pair(hass) == tuple(f"+{number}" for number in OTHER_PAIR)

        await _restart(hass, simulator, entry)

    assert stored_pair(hass) == UNKNOWN_PAIR


@pytest.mark.parametrize("how", ["poll", "refused store", "unload"])
async def test_unsaved_pair_is_written(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    file: Path,
    how: str,
) -> None:
    """A pair that could not be written is written as soon as there is an occasion."""
    with full_disk():
        await store(hass, b_number=PAIR[1])
        await poll(hass)
    assert not file.exists()

    if how == "poll":
        await poll(hass)
        assert file.exists()
    if how == "refused store":
        simulator.fail(Fault.API_ERROR, times=1)
        with pytest.raises(HomeAssistantError, match="not stored"):
            await store(hass, b_number=OTHER_B_NUMBER)
        assert file.exists()
    await _restart(hass, simulator, entry)

    assert stored_pair(hass) == PAIR


async def test_file_that_cannot_be_removed(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, file: Path
) -> None:
    """A store is refused before it is sent when the doubt cannot be kept."""
    await store(hass, b_number=PAIR[1])
    file.unlink()
    file.mkdir()

    with pytest.raises(HomeAssistantError) as error:
        await store(hass, b_number=OTHER_B_NUMBER)

    assert error.value.translation_key == "not_stored_cannot_write"
    assert "cannot write to its disk (Is a directory)" in str(error.value)
    assert len(simulator.stores) == 1
    assert stored_pair(hass) == PAIR

    await poll(hass)
    assert stored_pair(hass) == PAIR
    simulator.fail(Fault.UNREADABLE_TARGETS, times=1)
    await poll(hass)
    assert stored_pair(hass) == UNKNOWN_PAIR


@pytest.mark.parametrize(
    "content",
    [
        '{"version": 1, "data": {"a": 1, "b": "+61293744000"}}',
        '{"version": 1, "data": ["+493012345678", "+61293744000"]}',
        '{"version": 2, "data": {"a": "+493012345678", "b": "+61293744000"}}',
        '{"version": 0, "data": {"a": "+493012345678", "b": "+61293744000"}}',
        '{"data": {"a": "+493012345678", "b": "+61293744000"}}',
        "[]",
        "7",
        "null",
        '{"version": 1, "data"',
        "",
    ],
)
async def test_file_that_cannot_be_read(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    file: Path,
    content: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is forgotten, with one line in the log, and all works."""
    await hass.config_entries.async_unload(entry.entry_id)
    file.parent.mkdir(exist_ok=True)
    file.write_text(content)

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert stored_pair(hass) == UNKNOWN_PAIR
    assert not file.exists()
    [line] = [
        record
        for record in caplog.records
        if file.name in record.getMessage() and record.levelname in {"WARNING", "ERROR"}
    ]
    await store(hass, b_number=PAIR[1])
    await _restart(hass, simulator, entry)
    assert stored_pair(hass) == PAIR


async def test_slow_disk(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a reply named is not written after another store has begun."""
    rename = os.rename

    def slow_rename(*paths: Any) -> None:
        time.sleep(0.1)
        rename(*paths)

    monkeypatch.setattr(os, "rename", slow_rename)
    demo.extra = {"anumber": OTHER_PAIR[0], "bnumber": OTHER_PAIR[1]}
    polling = hass.async_create_task(poll(hass))
    while not simulator.requests[1:]:
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)
    simulator.fail(Fault.RESET_AFTER)

    with pytest.raises(HomeAssistantError, match="unknown whether"):
        await store(hass, b_number=PAIR[1])
    await polling

    assert stored_pair(hass) == UNKNOWN_PAIR
    assert not file.exists()
