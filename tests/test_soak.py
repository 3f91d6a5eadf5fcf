"""A model that runs for long: nothing piles up.

A full run: `CALLCARD_SOAK=20000 python -m pytest tests/test_soak.py`, the number being
that of the polls; every tenth comes with a store, every hundredth with an outage.
"""

import asyncio
from contextlib import suppress
import gc
import logging
import os
from pathlib import Path
import re
import tracemalloc
from typing import NamedTuple

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard import phone
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .common import store
from .simulator import Fault, Simulator

POLLS = int(os.environ.get("CALLCARD_SOAK", "2000"))
POLLS_PER_STORE = 10
POLLS_PER_OUTAGE = 100
OUTAGES = [Fault.SERVER_ERROR, Fault.RESET_WITHIN, Fault.HTML, Fault.HUGE]
GROWTH = 256 * 1024  # Caches that were full before take new entries for old ones


class Use(NamedTuple):
    """What the model uses, and the platform with it."""

    memory: int
    tasks: int
    files: int


def _use() -> Use:
    """Return what is in use, without what is kept in caches of limited size."""
    phone.formatted.cache_clear()
    phone.country_of.cache_clear()
    re.purge()
    gc.collect()
    memory, _ = tracemalloc.get_traced_memory()
    files = len(list(Path("/proc/self/fd").iterdir()))
    return Use(memory, len(asyncio.all_tasks()), files)


async def _live(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, polls: range
) -> None:
    """Poll, each time with another balance, and store a pair that was never stored."""
    for poll in polls:
        simulator.accounts["demo"].balance = f"{poll},00"
        await entry.runtime_data.async_refresh()
        if poll % POLLS_PER_STORE == 0:
            simulator.stores.clear()
            await store(hass, b_number=f"+6129{poll:07}")
        if poll % POLLS_PER_OUTAGE == 0:
            outages = (poll - polls.start) // POLLS_PER_OUTAGE
            fault = OUTAGES[outages % len(OUTAGES)]
            await _suffer(hass, simulator, entry, fault)
    await hass.async_block_till_done()


async def _suffer(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, fault: Fault
) -> None:
    simulator.fail(fault)
    await entry.runtime_data.async_refresh()
    with suppress(HomeAssistantError):
        await store(hass, b_number="+61 2 9374 4000")
    simulator.clear_faults()


@pytest.mark.timeout(60 + POLLS / 20)
async def test_nothing_piles_up(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Memory, tasks and sockets are the same after many polls as after half of them."""
    simulator.keep_requests = False
    asyncio.get_running_loop().set_debug(False)
    logging.disable()  # What is logged is kept until the end of the test
    tracemalloc.start()
    try:
        await _live(hass, simulator, entry, range(POLLS // 2))
        half = _use()
        await _live(hass, simulator, entry, range(POLLS // 2, POLLS))
        end = _use()
    finally:
        tracemalloc.stop()
        logging.disable(logging.NOTSET)

    assert end.memory < half.memory + GROWTH
    assert end[1:] == half[1:]
