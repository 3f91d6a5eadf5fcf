"""What the dashboard card costs a browser."""

import asyncio
from statistics import median

from aiohttp import ClientSession
from playwright.async_api import async_playwright

from scripts import chromium
from scripts.card import gzipped_size
from scripts.servers import ROOT, Folder
from tests.browser.home_assistant_server import DASHBOARD, HomeAssistantServer
from tests.simulator import Simulator

from .conftest import Record

# Times the card's creation, and every update of the elements in it, which all have the same base class.
TIME_SCRIPTS = """() => {
  window.timed = work => {
    const begin = performance.now();
    work();
    window.milliseconds += performance.now() - begin;
  };
  let { prototype } = customElements.get("callcard-card");
  while (!Object.hasOwn(prototype, "performUpdate"))
    prototype = Object.getPrototypeOf(prototype);
  const { performUpdate } = prototype;
  prototype.performUpdate = function () { timed(() => performUpdate.call(this)); };
}"""
RENDER = """async config => {
  window.milliseconds = 0;
  const card = document.createElement("callcard-card");
  timed(() => {
    card.setConfig(config);
    card.hass = document.querySelector("home-assistant").hass;
    document.body.append(card);
  });
  while (!card.shadowRoot.querySelector("callcard-numbers")?.hasUpdated)
    await new Promise(requestAnimationFrame);
  card.remove();
  return milliseconds;
}"""


async def first_render() -> float:
    """Return how many milliseconds the scripts of a card with many numbers take, on a processor that is slowed down."""
    folder = Folder(ROOT / ".cache" / "benchmark", is_new=True)
    async with (
        Simulator() as simulator,
        ClientSession() as session,
        async_playwright() as playwright,
    ):
        server = HomeAssistantServer(session, folder, simulator)
        await server.start()
        await server.add_accounts()
        browser = await playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        page = await browser.new_page()
        await page.add_init_script(await server.login_script())
        await page.goto(f"{server.url}/{DASHBOARD}/bare")
        await page.locator("callcard-card ha-card:not(.loading)").wait_for()
        await page.evaluate(TIME_SCRIPTS)
        cdp = await page.context.new_cdp_session(page)
        await cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        card = await server.card("world")
        times = [await page.evaluate(RENDER, card) for _ in range(15)]
        await browser.close()
        await server.stop()
    return median(times)


def test_size(record: Record) -> None:
    """Measure what goes over the wire."""
    record("card gzipped, KB", gzipped_size() / 1024, 12)


def test_first_render(record: Record) -> None:
    """Measure the first render in Chromium."""
    record("card's first render, ms", asyncio.run(first_render()), 50)
