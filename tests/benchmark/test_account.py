"""What an account costs, beside one of the lean integration."""

from asyncio import gather
from functools import partial
import gc
import tracemalloc

import pytest

from custom_components.callcard.api import CallcardClient
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from . import lean
from .conftest import KEY, Bench

READS = {"a signed read": 1.3, "the vendor's way": 0.65}
ACTIONS = {"store_targets": 3, "call": 2}
MANY = "each of 100 accounts"

each_side = pytest.mark.parametrize("side", ["callcard", "lean"])
each_size = pytest.mark.parametrize("size", [20, 240])
each_case = pytest.mark.parametrize(
    ("case", "size", "side", "count"),
    [
        ("20 numbers", 20, "callcard", 1),
        ("20 numbers", 20, "lean", 1),
        ("240 numbers", 240, "callcard", 1),
        ("240 numbers", 240, "lean", 1),
        (MANY, 20, "callcard", 100),
        (MANY, 20, "callcard", 1),
    ],
)


@each_side
@pytest.mark.parametrize("other", READS)
@each_size
def test_read(bench: Bench, size: int, other: str, side: str) -> None:
    """Compare the client with a bare read; the vendor's way connects for each."""
    bench.change_account(size)
    connection = "close" if other == "the vendor's way" else "keep-alive"

    async def read() -> None:
        session = async_get_clientsession(bench.hass)
        if side == "callcard":
            await CallcardClient(session, "bare", KEY, bench.url).async_get_account()
        else:
            await lean.send(session, bench.url + lean.READ, Connection=connection)

    bench.compare(f"read, {size} numbers, to {other}", READS[other], bench.time(read))


@each_side
@pytest.mark.parametrize("action", ACTIONS)
def test_action(bench: Bench, action: str, side: str) -> None:
    """Compare an action with one that signs and posts."""
    bench.add(side)
    seconds = bench.time(partial(bench.call, side, action))
    bench.compare(f"{action}, to the leanest", ACTIONS[action], seconds)


@each_case
def test_poll(bench: Bench, case: str, size: int, side: str, count: int) -> None:
    """Compare polls that bring nothing new, and update every entity."""
    entries = bench.add(side, size, count)

    async def poll() -> None:
        for entry in entries:
            await entry.runtime_data.async_refresh()

    goal = 1.15 if case == MANY else 1.5
    bench.compare(f"poll, {case}", goal, bench.time(poll) / count)


@each_side
@each_size
def test_poll_of_another_balance(bench: Bench, size: int, side: str) -> None:
    """Compare polls that bring another balance each time."""
    [entry] = bench.add(side, size)
    change = partial(bench.change_account, size)
    seconds = bench.time(entry.runtime_data.async_refresh, change)
    bench.compare(f"poll, {size} numbers, another balance", 1.5, seconds)


@each_case
def test_set_up(bench: Bench, case: str, size: int, side: str, count: int) -> None:
    """Compare set-ups of known accounts, all at once as when Home Assistant starts."""
    manager = bench.hass.config_entries
    ids = [entry.entry_id for entry in bench.add(side, size, count)]

    def unload() -> None:
        bench.run(gather(*map(manager.async_unload, ids)))

    async def set_up() -> None:
        assert all(await gather(*map(manager.async_setup, ids)))
        await bench.hass.async_block_till_done()

    goal = 1.15 if case == MANY else 1.4
    bench.compare(f"set-up, {case}", goal, bench.time(set_up, unload) / count)


@each_side
@each_size
def test_memory(bench: Bench, size: int, side: str) -> None:
    """Compare what five accounts take when there is one already."""
    bench.add(side, size)
    gc.collect()
    tracemalloc.start()
    bench.add(side, size, 5)
    gc.collect()
    bench.compare(f"memory, {size} numbers", 1.3, tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
