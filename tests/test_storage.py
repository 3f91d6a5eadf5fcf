"""Which pair the platform holds is known again after a restart, or unknown; never untrue."""

import asyncio
from contextlib import nullcontext
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
from homeassistant.loader import DATA_CUSTOM_COMPONENTS

from .common import (
    OTHER_PAIR,
    PAIR,
    UNKNOWN_PAIR,
    AccountUnderTest,
    expire_timeouts,
    full_disk,
    stored_pair,
)
from .simulator import Fault


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give Home Assistant a folder of its own."""
    return str(tmp_path)


@pytest.fixture
def hass_storage() -> None:
    """Let files be on the disk."""


async def _restart(account: AccountUnderTest) -> tuple[str, str]:
    """Set the account up anew, at the second try only; return the pair that is shown."""
    await account.unload()
    await account.simulator.stop()
    await account.set_up()
    assert account.entry.state is ConfigEntryState.SETUP_RETRY
    await account.simulator.start()
    await account.skip(minutes=1)
    return account.pair


def _replace_file(account: AccountUnderTest, content: str | None) -> None:
    """Replace the account's file; without content, by what is no file."""
    name = f".storage/callcard.{account.entry.entry_id}"
    file = Path(account.hass.config.path(name))
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    if content is None:
        file.mkdir()
    else:
        file.write_text(content)


async def test_pair_and_doubt_survive(account: AccountUnderTest) -> None:
    """The pair outlives a restart; so does doubt, until a store succeeds."""
    await account.store()
    assert await _restart(account) == PAIR
    account.simulator.fail(Fault.RESET_AFTER)
    assert await account.store(OTHER_PAIR) == "unknown_stored_cannot_connect"
    account.simulator.clear_faults()
    assert await _restart(account) == UNKNOWN_PAIR
    account.simulator.fail(Fault.API_ERROR, times=1)
    assert await account.store() == "not_stored_api_error"
    assert account.pair == UNKNOWN_PAIR
    assert await account.store() == "stored"
    assert account.pair == PAIR


async def test_restart_during_a_store(
    account: AccountUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Home Assistant waits no longer than a request takes, and then does not know the pair."""
    await account.store()
    account.simulator.fail(Fault.SILENCE_AFTER, method="POST")
    storing = await account.start(account.store(OTHER_PAIR))
    storing.cancel()
    expire_timeouts(monkeypatch, account.simulator)
    async with asyncio.timeout(5):
        await account.hass.async_stop(force=True)

    folder = account.hass.config.config_dir
    async with async_test_home_assistant(config_dir=folder) as hass:
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        entry = MockConfigEntry(
            entry_id=account.entry.entry_id,
            domain=account.entry.domain,
            title=account.entry.title,
            unique_id=account.entry.unique_id,
            data=account.entry.data,
        )
        entry.add_to_hass(hass)
        await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        shown = stored_pair(hass)
        await hass.async_stop(force=True)

    assert shown == UNKNOWN_PAIR


async def test_power_cut(
    account: AccountUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a pair is sent, the disk knows already that the file of the one before is gone."""
    await account.store()
    fsync, synced = os.fsync, []

    def noted_fsync(file: int) -> None:
        fsync(file)
        path = Path(f"/proc/self/fd/{file}").resolve()
        synced.append(
            (path.name, len(account.simulator.stores), list(path.glob("callcard.*")))
        )

    monkeypatch.setattr(os, "fsync", noted_fsync)
    await account.store(OTHER_PAIR)

    assert synced[0] == (".storage", 1, [])


@pytest.mark.parametrize("is_stored", [True, False])
async def test_full_disk(account: AccountUnderTest, is_stored: bool) -> None:
    """A pair that is stored, or named, but not written, is unknown after a restart."""
    await account.store()
    with full_disk():
        if is_stored:
            assert await account.store(OTHER_PAIR) == "stored"
        else:
            account.simulator.fail(Fault.OTHER_TARGETS, times=1)
        await account.poll()
        assert account.pair not in {PAIR, UNKNOWN_PAIR}

        assert await _restart(account) == UNKNOWN_PAIR


@pytest.mark.parametrize("how", ["poll", "refused store", "unload"])
async def test_unsaved_pair_is_written(account: AccountUnderTest, how: str) -> None:
    """A pair that could not be written is written as soon as there is an occasion."""
    with full_disk():
        await account.store()
        await account.poll()
    if how == "poll":
        await account.poll()
    if how == "refused store":
        account.simulator.fail(Fault.API_ERROR, times=1)
        assert await account.store(OTHER_PAIR) == "not_stored_api_error"
        await account.hass.async_block_till_done()

    with nullcontext() if how == "unload" else full_disk():
        assert await _restart(account) == PAIR


async def test_file_that_cannot_be_removed(account: AccountUnderTest) -> None:
    """A store is refused before it is sent when the doubt cannot be kept."""
    await account.store()
    _replace_file(account, None)

    assert await account.store(OTHER_PAIR) == "not_stored_cannot_write"

    assert len(account.simulator.stores) == 1
    await account.poll()
    assert account.pair == PAIR
    account.simulator.fail(Fault.UNREADABLE_TARGETS, times=1)
    await account.poll()
    assert account.pair == UNKNOWN_PAIR


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ('{"version": 1, "data": {"a": 1, "b": "+61293744000"}}', 1),
        ('{"version": 1, "data": ["+493012345678", "+61293744000"]}', 1),
        ('{"version": 2, "data": {"a": "+493012345678", "b": "+61293744000"}}', 1),
        ('{"data": {"a": "+493012345678", "b": "+61293744000"}}', 1),
        ("[]", 1),
        ("null", 1),
        (None, 2),  # It cannot even be removed
        ('{"version": 1, "data"', 0),  # Home Assistant says it, and keeps a copy
        ("", 0),
    ],
)
async def test_file_that_cannot_be_read(
    account: AccountUnderTest,
    caplog: pytest.LogCaptureFixture,
    content: str | None,
    lines: int,
) -> None:
    """It is forgotten, with one line in the log, and all works."""
    await account.unload()
    _replace_file(account, content)

    await account.set_up()
    await account.reload()

    assert account.pair == UNKNOWN_PAIR
    assert account.balance == "18.40"
    assert caplog.text.count("Forgot the stored pair") == lines
    if content is not None:
        assert await account.store() == "stored"
        assert await _restart(account) == PAIR


async def test_slow_disk(
    account: AccountUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reply named is not written after another store has begun."""
    rename, renames = os.rename, []

    def slow_rename(*paths: Any) -> None:
        renames.append(paths)
        time.sleep(0.1)
        rename(*paths)

    monkeypatch.setattr(os, "rename", slow_rename)
    account.simulator.fail(Fault.OTHER_TARGETS, times=1)
    polling = account.hass.async_create_task(account.poll())
    while not renames:
        await asyncio.sleep(0)
    account.simulator.fail(Fault.RESET_AFTER)

    assert await account.store() == "unknown_stored_cannot_connect"
    await polling
    account.simulator.clear_faults()

    assert account.pair == UNKNOWN_PAIR
    assert await _restart(account) == UNKNOWN_PAIR


@pytest.mark.parametrize(
    ("version", "minor_version", "state"),
    [
        (2, 1, ConfigEntryState.MIGRATION_ERROR),
        (1, 2, ConfigEntryState.LOADED),
    ],
)
async def test_account_of_a_newer_version(
    account: AccountUnderTest,
    caplog: pytest.LogCaptureFixture,
    version: int,
    minor_version: int,
    state: ConfigEntryState,
) -> None:
    """An account that a newer version has changed stays as it is, and Home Assistant says why."""
    data = dict(account.entry.data)
    await account.unload()
    account.hass.config_entries.async_update_entry(
        account.entry, version=version, minor_version=minor_version
    )

    await account.set_up()

    assert account.entry.state is state
    assert account.entry.data == data
    is_refused = state is ConfigEntryState.MIGRATION_ERROR
    assert ("higher than the current version" in caplog.text) is is_refused
