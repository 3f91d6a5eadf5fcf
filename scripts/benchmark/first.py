"""The first set-up after Home Assistant's start: with the imports, and with all that is read from disk only once."""

import asyncio
from statistics import median
import subprocess
import sys
from time import process_time

from scripts.benchmark.home import (
    add_lean,
    add_ours,
    count_entities,
    home_assistant,
    run,
)
from scripts.benchmark.measure import Measure, compare
from scripts.benchmark.replies import LARGE, SMALL

ROUNDS = 3


async def measure(server: str) -> list[Measure]:
    """Compare the first set-up of the integration with that of the lean one, each in new processes."""
    return [
        compare(f"very first set-up, {size} numbers", *await _medians(server, size))
        for size in (SMALL, LARGE)
    ]


async def _medians(server: str, size: int) -> tuple[float, float]:
    url = f"{server}/{size}"
    ours, lean = [], []
    for _ in range(ROUNDS):
        elapsed, entities = await asyncio.to_thread(_one, url)
        ours.append(elapsed)
        elapsed, _ = await asyncio.to_thread(_one, url, str(int(entities) - size))
        lean.append(elapsed)
    return median(ours), median(lean)


def _one(*arguments: str) -> tuple[float, float]:
    output = subprocess.run(
        [sys.executable, "-m", __name__, *arguments], stdout=subprocess.PIPE, check=True
    ).stdout
    elapsed, entities = map(float, output.split())
    return elapsed, entities


async def set_up(url: str, others: str | None = None) -> tuple[float, int]:
    """Return how long it takes to add an account, and how many entities it has."""
    async with home_assistant() as hass:
        begin = process_time()
        if others is None:
            entry = await add_ours(hass, url)
        else:
            entry = await add_lean(hass, url, int(others))
        return process_time() - begin, count_entities(hass, entry)


if __name__ == "__main__":
    print(*run(set_up(*sys.argv[1:])))
