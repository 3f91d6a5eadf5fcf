"""What an account costs, beside one of the lean integration."""

import asyncio
from functools import partial
import gc
from itertools import cycle
import tracemalloc

from aiohttp import ClientSession, TCPConnector
import pytest

from custom_components.callcard.api import CallcardClient
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from . import lean
from .conftest import KEY, MANY, Add, Compare, Entries, figures

OURS, LEAN = "callcard", "lean"
OTHERS = 8  # Entities of an account that are no numbers
FLOORS = {"a signed read": 1.3, "the vendor's way": 0.65}

each_side = pytest.mark.parametrize("side", [OURS, LEAN])
each_size = pytest.mark.parametrize("size", [20, 240])
one_and_many = pytest.mark.parametrize("count", [MANY, 1])


async def poll(entries: Entries) -> None:
    """Poll one account after the other."""
    for entry in entries:
        await entry.runtime_data.async_refresh()


async def set_up(hass: HomeAssistant, entries: Entries) -> None:
    """Set accounts up all at once, as Home Assistant does when it starts."""
    ids = [entry.entry_id for entry in entries]
    assert all(await asyncio.gather(*map(hass.config_entries.async_setup, ids)))
    await hass.async_block_till_done()


async def unload(hass: HomeAssistant, entries: Entries) -> None:
    """Unload the accounts that are set up."""
    for entry in entries:
        if entry.state is ConfigEntryState.LOADED:
            await hass.config_entries.async_unload(entry.entry_id)


@each_side
@pytest.mark.parametrize("floor", FLOORS)
@each_size
def test_read(url: str, compare: Compare, size: int, floor: str, side: str) -> None:
    """Compare the client with a bare read; the vendor's way connects for each."""
    address = f"{url}/{size}/another/1000"
    is_new = side == LEAN and floor == "the vendor's way"

    async def reads() -> None:
        async with ClientSession(connector=TCPConnector(force_close=is_new)) as session:
            client = CallcardClient(session, "demo", KEY, address)
            for _ in range(50):
                if side == OURS:
                    await client.async_get_account()
                else:
                    await lean.send(session, "GET", address, headers=lean.signed())

    name = f"read, {size} numbers, to {floor}"
    compare(name, side, FLOORS[floor], 50, reads)


@each_side
def test_store(hass: HomeAssistant, add: Add, compare: Compare, side: str) -> None:
    """Compare the action with one that signs and posts."""
    add(side, "20/same")
    numbers = cycle(("+61 2 9374 4000", "+49 30 3464 9495"))

    async def stores() -> None:
        for _ in range(10):
            data = {"b_number": next(numbers)}
            await hass.services.async_call(side, "store_targets", data, blocking=True)

    compare("store, to the leanest action", side, 3, 10, stores)


@each_side
@pytest.mark.parametrize("balance", ["same", "another"])
@each_size
def test_poll(add: Add, compare: Compare, size: int, balance: str, side: str) -> None:
    """Compare polls, which update every entity."""
    entry = add(side, f"{size}/{balance}", 1, OTHERS)
    name = f"poll, {size} numbers, {balance} balance"
    compare(name, side, 1.5, 10, partial(poll, entry * 10))


@each_side
@each_size
def test_set_up(
    hass: HomeAssistant, add: Add, compare: Compare, size: int, side: str
) -> None:
    """Compare the set-up of an account that was set up before."""
    entry = add(side, f"{size}/same", 1, OTHERS)
    assert len(er.async_get(hass).entities) == size + OTHERS
    work, before = partial(set_up, hass, entry), partial(unload, hass, entry)
    compare(f"set-up, {size + OTHERS} entities", side, 1.4, 1, work, before)


@one_and_many
def test_poll_of_many(add: Add, compare: Compare, count: int) -> None:
    """Compare polls of many accounts with as many of one."""
    entries = add(OURS, "20/same", count) * (MANY // count)
    name = f"poll, each of {MANY} accounts"
    compare(name, count, 1.15, MANY, partial(poll, entries))


@one_and_many
def test_set_up_of_many(
    hass: HomeAssistant, add: Add, compare: Compare, count: int
) -> None:
    """Compare the set-up of many accounts with that of one."""
    entries = add(OURS, "20/same", count)
    work, before = partial(set_up, hass, entries), partial(unload, hass, entries)
    name = f"set-up, each of {MANY} accounts"
    compare(name, count, 1.15, count, work, before)


@each_size
def test_memory(add: Add, size: int) -> None:
    """Compare what five accounts take when there is one already."""
    sizes = []
    for domain in (OURS, LEAN):
        add(domain, f"{size}/same", 1, OTHERS)
        gc.collect()
        tracemalloc.start()
        add(domain, f"{size}/same", 5, OTHERS)
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    figures[f"memory, {size + OTHERS} entities"] = sizes[0] / sizes[1], 1.3
