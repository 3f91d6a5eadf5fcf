"""What one of many accounts costs, beside one that is alone."""

import asyncio
from time import process_time

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from scripts.benchmark.home import (
    add_lean,
    add_ours,
    home_assistant,
    other_entities,
    set_up,
    unload,
)
from scripts.benchmark.measure import Measure, Times, compare
from scripts.benchmark.replies import FIRST_ACCOUNT, SMALL

GOAL = 1.1
COUNTS = (1, 10, 100)
ROUNDS = 6
POLLS = 100


async def measure(server: str) -> list[Measure]:
    """Set up and poll so many accounts; beside it, do the same with the lean integration.

    Set-up is of all accounts at once, as at Home Assistant's start; polls come one by one, as each account has its
    own time for them.
    """
    url = f"{server}/{SMALL}"
    numbers = range(FIRST_ACCOUNT, FIRST_ACCOUNT + max(COUNTS))
    async with home_assistant() as hass:
        entries = [await add_ours(hass, url, number) for number in numbers]
        set_ups, polls = await _by_turns(hass, entries)
        others = other_entities(hass, entries[0], SMALL)
        await _unload_all(hass, entries)
        lean_entries = [await add_lean(hass, url, others, number) for number in numbers]
        lean_set_ups, lean_polls = await _by_turns(hass, lean_entries)
    return [
        compare(
            f"{name}, each of {count} accounts",
            times[count].typical,
            times[1].typical,
            goal if count > 1 else None,
        )
        for name, times, goal in (
            ("set-up", set_ups, GOAL),
            ("set-up of the lean one", lean_set_ups, None),
            ("poll", polls, GOAL),
            ("poll of the lean one", lean_polls, None),
        )
        for count in COUNTS
    ]


async def _by_turns(
    hass: HomeAssistant, entries: list[ConfigEntry]
) -> tuple[dict[int, Times], dict[int, Times]]:
    """Return how long set-up and poll of each account take, by the number of accounts."""
    set_ups = {count: Times() for count in COUNTS}
    polls = {count: Times() for count in COUNTS}
    for _ in range(ROUNDS):
        for count in COUNTS:
            elapsed = []
            for _ in range(max(1, 10 // count)):
                await _unload_all(hass, entries)
                begin = process_time()
                await asyncio.gather(
                    *(set_up(hass, entry) for entry in entries[:count])
                )
                elapsed.append((process_time() - begin) / count)
            set_ups[count].rounds.append(elapsed)
            begin = process_time()
            for _ in range(POLLS // count):
                for entry in entries[:count]:
                    await entry.runtime_data.async_refresh()
            polls[count].rounds.append([(process_time() - begin) / POLLS])
    return set_ups, polls


async def _unload_all(hass: HomeAssistant, entries: list[ConfigEntry]) -> None:
    for entry in entries:
        await unload(hass, entry)
