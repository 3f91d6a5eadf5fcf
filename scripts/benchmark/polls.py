"""Polls: with nothing new, and with another balance."""

from functools import partial

from yarl import URL

from custom_components.callcard.coordinator import CallcardConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from scripts.benchmark.home import add_lean, add_ours, home_assistant, other_entities
from scripts.benchmark.measure import Measure, compare, interleave
from scripts.benchmark.reads import read
from scripts.benchmark.replies import FIRST_ACCOUNT, LARGE, SMALL
from scripts.benchmark.server import PATH

ROUNDS, RUNS = 150, 10
POLLS_COUNTED = 10


async def measure(server: str) -> list[Measure]:
    """Compare polls with bare reads of the same bytes over the same session."""
    async with home_assistant() as hass:
        return [
            *await _compare(hass, "poll, nothing new", server, f"{SMALL}", 1.3, 1),
            *await _compare(hass, "poll, nothing new", server, f"{LARGE}", 1.3, 1),
            *await _compare(
                hass, "poll, another balance", server, f"{LARGE}/changing", 1.6, None
            ),
        ]


async def _compare(
    hass: HomeAssistant,
    name: str,
    server: str,
    page: str,
    goal: float,
    states_goal: int | None,
) -> list[Measure]:
    size = int(page.partition("/")[0])
    name = f"{name}, {size} numbers"
    entry: CallcardConfigEntry = await add_ours(hass, f"{server}/{page}")
    others = other_entities(hass, entry, size)
    lean = await add_lean(hass, f"{server}/{page}", others, FIRST_ACCOUNT + 1)
    url = URL(f"{server}/{page}/{FIRST_ACCOUNT + 2}{PATH}", encoded=True)
    ours, lean_times, floor = await interleave(
        entry.runtime_data.async_refresh,
        lean.runtime_data.async_refresh,
        partial(read, async_get_clientsession(hass), url),
        rounds=ROUNDS,
        runs=RUNS,
    )
    written = [await _states_written(hass, entry) for _ in range(POLLS_COUNTED)]
    for added in (entry, lean):
        await hass.config_entries.async_remove(added.entry_id)
    return [
        compare(name, ours.typical, floor.typical, goal),
        compare(f"{name}, to the lean one's", ours.typical, lean_times.typical),
        Measure(f"{name}: written", max(written), states_goal, unit="states"),
    ]


async def _states_written(hass: HomeAssistant, entry: CallcardConfigEntry) -> int:
    """Return how many states a poll writes, those that stay as they are included."""

    def reported() -> dict[str, float]:
        return {
            state.entity_id: state.last_reported_timestamp
            for state in hass.states.async_all()
        }

    before = reported()
    await entry.runtime_data.async_refresh()
    return len(reported().items() - before.items())
