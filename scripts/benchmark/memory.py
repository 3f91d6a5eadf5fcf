"""The memory that an account takes, as Python counts it."""

from collections.abc import Awaitable, Callable
from functools import partial
import gc
import tracemalloc

from homeassistant.config_entries import ConfigEntry
from scripts.benchmark.home import add_lean, add_ours, home_assistant, other_entities
from scripts.benchmark.measure import Measure, compare
from scripts.benchmark.replies import FIRST_ACCOUNT, LARGE, SMALL

GOAL = 1.3
ACCOUNTS = {SMALL: 30, LARGE: 5}


async def measure(server: str) -> list[Measure]:
    """Compare what an account of the integration and one of the lean one take, after the first of each."""
    measures = []
    account = FIRST_ACCOUNT
    async with home_assistant() as hass:
        for size, count in ACCOUNTS.items():
            url = f"{server}/{size}"
            others = other_entities(hass, await add_ours(hass, url, account), size)
            await add_lean(hass, url, others, account)
            accounts = range(account + 1, account + 1 + count)
            ours = await _grow(partial(add_ours, hass, url), accounts)
            lean = await _grow(partial(add_lean, hass, url, others), accounts)
            name = f"memory of an account, {size + others} entities"
            measures.append(compare(name, ours, lean, GOAL, "B"))
            account = accounts.stop
    return measures


async def _grow(add: Callable[[int], Awaitable[ConfigEntry]], accounts: range) -> float:
    """Return by how much an account makes memory grow."""
    gc.collect()
    tracemalloc.start()
    for account in accounts:
        await add(account)
    gc.collect()
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return grown / len(accounts)
