"""Who was called last, to be called again."""

import asyncio

from playwright.async_api import expect

from tests.simulator import Simulator

from .conftest import OpenCard
from .home_assistant_server import HomeAssistantServer

SECONDS_TO_RECORD = 6


async def test_call_again(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """The last five, each once and the newest first, from wherever; a tap calls them again."""
    await server.store("world", contact="Friend 1")
    for number in range(2, 7):
        await server.store("world", b_number=f"+49 30 300000{number:02}")
    await asyncio.sleep(SECONDS_TO_RECORD)
    await server.store("world", contact="Friend 3")
    card = await open_card("world")
    recent = card.root.locator("callcard-recent")
    called = recent.locator("bdi")

    await recent.locator("summary").click()

    numbers = [f"\u2066+49303000000{number}\u2069" for number in (6, 5, 4, 3)]
    await expect(called).to_have_text(["Friend 3", *numbers])
    assert await card.violations() == []
    await called.first.click()
    await card.shows("can reach Friend 3 now")
    await called.last.click()
    await card.shows("can reach \u2066+49\xa030\xa030000003\u2069 now")
    assert simulator.stores[-1][2] == "493030000003"
