"""What an account costs: its polls, its set-up and its memory, also as one of many."""

import asyncio
from collections.abc import Iterator
from functools import partial
import gc
import tracemalloc

import pytest

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from .conftest import Compare, Record
from .home_assistant import LEAN, OURS, Entry, accounts, add, remove

MANY = 100

side = pytest.mark.parametrize("side", [OURS, LEAN])
numbers = pytest.mark.parametrize("numbers", [20, 240])
side_of_many = pytest.mark.parametrize("count", [MANY, 1])


async def poll(entries: list[Entry]) -> None:
    """Poll one account after the other."""
    for entry in entries:
        await entry.runtime_data.async_refresh()


async def set_up(hass: HomeAssistant, entries: list[Entry]) -> None:
    """Set accounts up all at once, as Home Assistant does when it starts."""
    set_up = hass.config_entries.async_setup
    assert all(await asyncio.gather(*(set_up(entry.entry_id) for entry in entries)))
    await hass.async_block_till_done()


async def unload(hass: HomeAssistant, entries: list[Entry]) -> None:
    """Unload the accounts that are set up."""
    for entry in entries:
        if entry.state is ConfigEntryState.LOADED:
            await hass.config_entries.async_unload(entry.entry_id)


@side
@pytest.mark.parametrize("balance", ["the same", "another"])
@numbers
def test_poll(
    hass: HomeAssistant,
    server: str,
    compare: Compare,
    numbers: int,
    balance: str,
    side: str,
) -> None:
    """Compare polls, which update every entity."""
    with accounts(hass, f"{server}/{numbers}/{balance.split()[-1]}") as entries:
        polls = partial(poll, [entries[side]] * 10)
        name = f"poll, {numbers} numbers, {balance} balance"
        compare(name, side, polls, 1.5, rounds=5, runs=10)


@side
@numbers
def test_set_up(
    hass: HomeAssistant, server: str, compare: Compare, numbers: int, side: str
) -> None:
    """Compare the set-up of an account that was set up before."""
    with accounts(hass, f"{server}/{numbers}/same") as entries:
        entry = [entries[side]]
        work, before = partial(set_up, hass, entry), partial(unload, hass, entry)
        name = f"set-up, {numbers} numbers"
        compare(name, side, work, 1.4, rounds=5, runs=1, setup=before)


@pytest.fixture(scope="module")
def many(hass: HomeAssistant, server: str) -> Iterator[list[Entry]]:
    """Return many accounts."""
    run, url = hass.loop.run_until_complete, f"{server}/20/same"
    entries = [run(add(hass, OURS, url, 1000 + number)) for number in range(MANY)]
    yield entries
    run(remove(hass, entries))


@side_of_many
def test_poll_of_many(compare: Compare, many: list[Entry], count: int) -> None:
    """Compare polls of all accounts with as many polls of one."""
    polls = partial(poll, many[:count] * (MANY // count))
    compare(f"poll, each of {MANY} accounts", count, polls, 1.15, rounds=1, runs=MANY)


@side_of_many
def test_set_up_of_many(
    hass: HomeAssistant, compare: Compare, many: list[Entry], count: int
) -> None:
    """Compare the set-up of all accounts with that of one alone."""
    work, before = partial(set_up, hass, many[:count]), partial(unload, hass, many)
    name, rounds = f"set-up, each of {MANY} accounts", 10 if count == 1 else 1
    compare(name, count, work, 1.15, rounds=rounds, runs=count, setup=before)


@numbers
def test_memory(hass: HomeAssistant, server: str, record: Record, numbers: int) -> None:
    """Compare what an account adds when there is one already."""
    run, url = hass.loop.run_until_complete, f"{server}/{numbers}/same"

    def growth(domain: str) -> int:
        gc.collect()
        tracemalloc.start()
        added = [run(add(hass, domain, url, n, others)) for n in range(2000, 2005)]
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        run(remove(hass, added))
        return size

    with accounts(hass, url) as entries:
        others = entries[LEAN].data["others"]
        value = growth(OURS) / growth(LEAN)
    record(f"memory of an account, {numbers} numbers", value, 1.3)
