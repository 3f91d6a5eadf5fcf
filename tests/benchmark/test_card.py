"""What the dashboard card costs a browser."""

from pathlib import Path
from statistics import median

from scripts.card import gzipped_size
from tests.browser.conftest import OpenCard
from tests.browser.home_assistant_server import HomeAssistantServer

from .conftest import measures

SHOW = Path(__file__).with_name("card.js").read_text()


def test_size() -> None:
    """Measure what goes over the wire."""
    measures["card gzipped, KB"] = gzipped_size() / 1024, 16


async def test_first_render(open_card: OpenCard, server: HomeAssistantServer) -> None:
    """Time the first render with many numbers, on a processor that is four times as slow."""
    page = (await open_card("bare")).page
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    config = await server.card("world")
    times = [await page.evaluate(SHOW, config) for _ in range(15)]
    measures["card's first render, ms"] = median(times), 50
