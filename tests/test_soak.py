"""An account that runs for long: nothing piles up.

A full run: `CALLCARD_SOAK=20000 python -m pytest tests/test_soak.py`, the number being
that of the polls; every tenth comes with a store, every hundredth with an outage.
"""

import asyncio
from collections.abc import Iterator
import gc
import logging
import os
from pathlib import Path
import re
import tracemalloc

import pytest

from custom_components.callcard import phone_number

from .common import PAIR, AccountUnderTest, open_files
from .simulator import Fault

POLLS = int(os.environ.get("CALLCARD_SOAK", "2000"))
OUTAGES = [Fault.SERVER_ERROR, Fault.RESET_WITHIN, Fault.HUGE, Fault.CLOCK, Fault.HTML]
GROWTH = 256 * 1024  # Caches that were full before take new entries for old ones


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give Home Assistant a folder of its own."""
    return str(tmp_path)


@pytest.fixture
def hass_storage() -> None:
    """Let files be on the disk."""


def _use() -> tuple[int, int, int]:
    """Return memory, tasks and files in use, without caches of limited size."""
    phone_number.formatted.cache_clear()
    phone_number.country_of.cache_clear()
    re.purge()
    gc.collect()
    memory, _ = tracemalloc.get_traced_memory()
    return memory, len(asyncio.all_tasks()), open_files()


@pytest.fixture
def traced() -> Iterator[None]:
    """Trace memory, without what is logged, which pytest keeps."""
    logging.disable()
    tracemalloc.start()
    yield
    tracemalloc.stop()
    logging.disable(logging.NOTSET)


@pytest.mark.timeout(60 + POLLS / 20)
@pytest.mark.usefixtures("traced")
async def test_nothing_piles_up(account: AccountUnderTest) -> None:
    """Memory, tasks and sockets are the same after many polls as after half of them."""
    account.simulator.keep_requests = False
    asyncio.get_running_loop().set_debug(False)
    used: list[tuple[int, int, int]] = []
    for poll in range(POLLS):
        if poll in {POLLS // 2, POLLS - 1}:
            await account.hass.async_block_till_done()
            used.append(_use())
        account.simulator.accounts["demo"].balance = f"{poll},00"
        await account.entry.runtime_data.async_refresh()
        if poll % 10 == 0:
            account.simulator.stores.clear()
            assert await account.store((PAIR[0], f"+6129{poll:07}")) == "stored"
        if poll % 100 == 0:
            account.simulator.fail(OUTAGES[poll // 100 % len(OUTAGES)])
            await account.entry.runtime_data.async_refresh()
            assert await account.store() != "stored"
            account.simulator.clear_faults()

    half, end = used
    assert end[0] < half[0] + GROWTH
    assert end[1:] == half[1:]
