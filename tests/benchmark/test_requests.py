"""What a read and a store cost."""

from itertools import cycle
import json

from aiohttp import ClientSession, TCPConnector
import pytest

from custom_components.callcard.api import CallcardClient
from homeassistant.core import HomeAssistant

from .conftest import Compare
from .custom_components.callcard_lean import KEY, endpoint, sign
from .home_assistant import LEAN, OURS, accounts

BARE, VENDOR = "a signed bare read", "the vendor's way"
GOALS = {BARE: 1.3, VENDOR: 0.65}


@pytest.mark.parametrize("is_ours", [True, False])
@pytest.mark.parametrize("floor", GOALS)
@pytest.mark.parametrize("numbers", [20, 240])
def test_read(
    server: str, compare: Compare, numbers: int, floor: str, is_ours: bool
) -> None:
    """Compare the client with what reads as little as can be; the vendor's way opens a connection each time."""
    url = f"{server}/{numbers}/another/1000"
    force_close = floor == VENDOR and not is_ours

    async def read() -> None:
        connector = TCPConnector(force_close=force_close)
        async with ClientSession(connector=connector) as session:
            client = CallcardClient(session, "demo", KEY, url)
            for _ in range(100):
                if is_ours:
                    await client.async_get_account()
                    continue
                async with session.get(endpoint(url), headers=sign()) as response:
                    json.loads(await response.read())

    side = OURS if is_ours else floor
    name = f"read, {numbers} numbers, to {floor}"
    compare(name, side, read, GOALS[floor], rounds=5, runs=100)


@pytest.mark.parametrize("side", [OURS, LEAN])
def test_store(hass: HomeAssistant, server: str, compare: Compare, side: str) -> None:
    """Compare the action with one that signs and posts, and does nothing else."""
    b_numbers = cycle(("+61 2 9374 4000", "+49 30 3464 9495"))

    async def store() -> None:
        for _ in range(20):
            await hass.services.async_call(
                side,
                "store_targets",
                {"b_number": next(b_numbers)},
                blocking=True,
                return_response=True,
            )

    with accounts(hass, f"{server}/20/same"):
        compare("store, to the leanest action", side, store, 3, rounds=5, runs=20)
