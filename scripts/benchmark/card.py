"""The dashboard card in Chromium, with 240 numbers: how long its scripts take on a processor that is four times as slow."""

from statistics import median

from aiohttp import ClientSession
from playwright.async_api import Page, async_playwright

from scripts import chromium
from scripts.benchmark.measure import Measure
from scripts.card import LARGEST, gzipped_size
from scripts.servers import ROOT, Folder
from tests.browser.house import DASHBOARD, House
from tests.simulator import Simulator

SLOWDOWN = 4
ROUNDS = 15
SCRIPTING_GOAL = 0.050
CHANGES = 100

WATCH = """() => {
  window.scripting = 0;
  window.timed = work => {
    const begin = performance.now();
    const result = work();
    scripting += performance.now() - begin;
    return result;
  };
  for (const part of ["card", "call", "copy", "numbers", "who"]) {
    const { prototype } = customElements.get(`callcard-${part}`);
    const { performUpdate } = prototype;
    prototype.performUpdate = function () { timed(() => performUpdate.call(this)); };
  }
}"""
SHOW = """async config => {
  timed(() => {
    window.card = document.createElement("callcard-card");
    card.setConfig(config);
    card.hass = document.querySelector("home-assistant").hass;
    document.body.append(card);
  });
  while (!card.shadowRoot?.querySelector("callcard-call")?.hasUpdated)
    await new Promise(requestAnimationFrame);
}"""
UNFOLD = """async () => {
  const numbers = card.shadowRoot.querySelector("callcard-numbers");
  numbers.shadowRoot.querySelector("summary").click();
  while (numbers.shadowRoot.querySelectorAll("callcard-copy").length < 240)
    await new Promise(requestAnimationFrame);
}"""
CHANGE_BALANCE = """async () => {
  const { account } = card.account;
  const balance = { amount: String(Math.random()), currency: "EUR" };
  card.account = { ...card.account, account: { ...account, balance } };
  await card.updateComplete;
}"""
TAKE_TIME = "() => { const taken = scripting; scripting = 0; return taken; }"
REMOVE = "() => card.remove()"
CHANGE_OTHER_ENTITIES = """async count => {
  let renders = 0;
  const { render } = card;
  card.render = () => { renders++; return render.call(card); };
  for (let number = 0; number < count; number++) {
    card.hass = { ...card.hass, states: { ...card.hass.states } };
    await card.updateComplete;
  }
  return renders;
}"""


async def measure_page(page: Page, config: dict[str, str]) -> list[Measure]:
    """Measure a card that comes and goes on a page."""
    await page.evaluate(WATCH)
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    steps = {
        "card, first render": SHOW,
        "card, another balance": CHANGE_BALANCE,
        "card, all numbers unfolded": UNFOLD,
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            await page.evaluate(step, config)
            times[name].append(await page.evaluate(TAKE_TIME) / 1000)
        renders = await page.evaluate(CHANGE_OTHER_ENTITIES, CHANGES)
        await page.evaluate(REMOVE)
    goals = {"card, first render": SCRIPTING_GOAL}
    return [
        *(Measure(name, median(times[name]), goals.get(name)) for name in steps),
        Measure(
            f"card, renders in {CHANGES} changes elsewhere", renders, 0, unit="renders"
        ),
    ]


async def measure() -> list[Measure]:
    """Measure the bundle, and the card on a page of Home Assistant."""
    folder = Folder(ROOT / ".cache" / "benchmark", is_new=True)
    async with (
        Simulator() as platform,
        ClientSession() as session,
        async_playwright() as playwright,
    ):
        house = House(session, folder, platform)
        await house.start()
        await house.furnish()
        browser = await playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.ARGUMENTS
        )
        page = await browser.new_page()
        await page.add_init_script(await house.tokens())
        await page.goto(f"{house.url}/{DASHBOARD}/bare")
        await page.locator("callcard-card .message").wait_for()
        measures = await measure_page(page, await house.card("world"))
        await browser.close()
        await house.stop()
    bundle = Measure("card, bundle gzipped", gzipped_size(), LARGEST, unit="B")
    return [bundle, *measures]
