"""Set-up of an account that was set up before, as at each start of Home Assistant."""

from functools import partial

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from scripts.benchmark.home import (
    add_lean,
    add_ours,
    count_entities,
    home_assistant,
    other_entities,
    set_up,
    unload,
)
from scripts.benchmark.measure import Measure, compare, interleave
from scripts.benchmark.replies import LARGE, SMALL

GOAL = 1.3
ROUNDS = {SMALL: 100, LARGE: 30}


async def measure(server: str) -> list[Measure]:
    """Compare the integration with the lean one, in the same Home Assistant."""
    measures = []
    async with home_assistant() as hass:
        for size in (SMALL, LARGE):
            url = f"{server}/{size}"
            ours = await add_ours(hass, url)
            lean = await add_lean(hass, url, other_entities(hass, ours, size))
            count = count_entities(hass, ours)
            assert count == count_entities(hass, lean)
            ours_times, floor_times = await interleave(
                partial(set_up, hass, ours),
                partial(set_up, hass, lean),
                rounds=ROUNDS[size],
                before=partial(_unload_all, hass, ours, lean),
            )
            measures.append(
                compare(
                    f"set-up, {count} entities",
                    ours_times.typical,
                    floor_times.typical,
                    GOAL,
                )
            )
            for entry in (ours, lean):
                await hass.config_entries.async_remove(entry.entry_id)
    return measures


async def _unload_all(hass: HomeAssistant, *entries: ConfigEntry) -> None:
    for entry in entries:
        await unload(hass, entry)
