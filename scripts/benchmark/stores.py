"""The action that stores a pair, as an automation calls it."""

from itertools import cycle
from typing import Any

from yarl import URL

from homeassistant.helpers.aiohttp_client import async_get_clientsession
from scripts.benchmark.home import LEAN, OURS, add_lean, add_ours, home_assistant
from scripts.benchmark.measure import Measure, compare, interleave
from scripts.benchmark.replies import FIRST_ACCOUNT, SMALL
from scripts.benchmark.server import PATH

ROUNDS, RUNS = 200, 10
GOAL = 1.5
B_NUMBERS = ("+61 2 9374 4000", "+49 30 3464 9495")


async def measure(server: str) -> list[Measure]:
    """Compare the action, called with another number each time, with a bare post and with the leanest action."""
    address = f"{server}/{SMALL}"
    url = URL(f"{address}/{FIRST_ACCOUNT + 1}{PATH}", encoded=True)
    form = {"act": "store", "anumber": "493012345678", "bnumber": "61293744000"}
    numbers = cycle(B_NUMBERS)
    async with home_assistant() as hass:
        await add_ours(hass, address)
        lean = await add_lean(hass, address, 0)
        session = async_get_clientsession(hass)

        async def call(domain: str, action: str, data: dict[str, Any]) -> None:
            await hass.services.async_call(
                domain, action, data, blocking=True, return_response=True
            )

        async def store() -> None:
            await call(OURS, "store_targets", {"b_number": next(numbers)})

        async def store_lean() -> None:
            await call(LEAN, "store", {"url": lean.data["url"], "b": "61293744000"})

        async def post() -> None:
            async with session.post(url, data=form) as response:
                await response.read()

        ours, lean_times, floor = await interleave(
            store, store_lean, post, rounds=ROUNDS, runs=RUNS
        )
    return [
        *(
            compare(
                f"store, {percent} % of calls",
                ours.percentile(percent),
                floor.percentile(percent),
                GOAL,
            )
            for percent in (50, 99)
        ),
        compare(
            "store, 50 % of calls, to the leanest action",
            ours.percentile(50),
            lean_times.percentile(50),
        ),
    ]
