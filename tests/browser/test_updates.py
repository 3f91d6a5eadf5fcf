"""What a change costs the card: nothing, or a render that leaves the user's typing alone."""

from dataclasses import replace

from playwright.async_api import expect

from scripts import demo
from tests.simulator import Simulator

from .card import Card
from .conftest import OpenCard, OpenPage
from .home_assistant_server import HomeAssistantServer

COUNT_RENDERS = """() => {
  window.renders = 0;
  for (const name of ["card", "call", "copy", "dial", "numbers", "recent", "sms", "who"]) {
    const { prototype } = customElements.get(`callcard-${name}`);
    const { render } = prototype;
    prototype.render = function () {
      window.renders++;
      return render.call(this);
    };
  }
}"""


async def renders(card: Card) -> int:
    """Return how often a part of a card was drawn since it was last asked."""
    await card.page.wait_for_timeout(200)
    count: int = await card.page.evaluate("const n = renders; renders = 0; n")
    return count


async def test_other_entities(open_card: OpenCard, server: HomeAssistantServer) -> None:
    """Nothing is drawn when other entities change."""
    card = await open_card()
    await card.page.evaluate(COUNT_RENDERS)

    for number in range(5):
        await server.client.post("api/states/sensor.other", {"state": str(number)})
    await card.page.wait_for_function(
        "document.querySelector('home-assistant').hass.states['sensor.other']?.state === '4'"
    )

    assert await renders(card) == 0


async def test_balance(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """Another balance is shown at once, and what is being typed stays as it is."""
    card = await open_card()
    await card.who.press_sequentially("Gr")
    await card.page.keyboard.press("ArrowLeft")
    await card.page.evaluate(COUNT_RENDERS)
    simulator.accounts["demo"].balance = "17,00"

    await server.poll("demo")

    await card.shows("€17.00")
    assert await renders(card) > 0
    await expect(card.who).to_be_focused()
    await expect(card.options).to_have_count(1)
    await card.page.keyboard.type("x")
    await expect(card.who).to_have_value("Gxr")


async def test_restart(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """A card that is open finds its account again after a restart of Home Assistant."""
    card = await open_card()
    # After a restart, dashboards are drawn anew, but not what is outside of them.
    await card.page.evaluate(
        """config => {
          const card = document.createElement("callcard-card");
          card.setConfig(config);
          card.hass = document.querySelector("home-assistant").hass;
          document.body.append(card);
        }""",
        await server.card("demo"),
    )
    outside = card.page.locator("body > callcard-card")
    await expect(outside).to_contain_text("€18.40")

    await server.stop()
    await server.start()
    simulator.accounts["demo"].balance = "16,00"
    await server.reload("demo")

    await card.shows("€16.00")
    await expect(outside).to_contain_text("€16.00")


async def test_contact_added(open_card: OpenCard, server: HomeAssistantServer) -> None:
    """A new contact is there at once."""
    card = await open_card("family")
    zoe = {"name": "Zoë", "number": "+32 2 555 12 34"}

    await demo.add_contact(server.client, await server.entry_id("family"), zoe)

    await expect(card.chips).to_have_text(["0800 1234567", "24/7", "Zoë"])


async def test_removed(
    open_page: OpenPage, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """A new account is greeted by no warning; once removed, its card says so, until it is added again."""
    simulator.accounts["leaver"] = replace(
        simulator.accounts["demo"], username="leaver", account_number="88"
    )
    await server.add_account("leaver")
    await server.add_dashboard("of-leaver", {"card": [await server.card("leaver")]})
    page = await open_page(f"{server.url}/of-leaver/card")
    card = await Card(page).ready()
    await card.shows("Choose whom to call. Then the number to dial is here.")
    await expect(card.root.locator(".message")).to_have_count(0)
    await card.root.locator("callcard-recent summary").click()
    await card.shows("No calls yet.")

    await server.remove_account("leaver")

    await card.shows("This account is no longer in Home Assistant, or")
    await page.reload()
    await card.ready()
    await card.shows("This account is no longer in Home Assistant, or")

    await server.add_account("leaver")
    await card.shows("€18.40")
    await server.remove_account("leaver")
    await card.shows("This account is no longer in Home Assistant, or")


async def test_new_version(open_card: OpenCard, server: HomeAssistantServer) -> None:
    """After an update, browsers load the new card, though they may keep the old one for a month."""
    card = await open_card()
    bundle = server.component / "frontend" / "callcard-card.js"
    bundle.write_text(
        bundle.read_text().replace(
            '"Calling card (Callcard)"', '"Callcard, the new one"'
        )
    )

    await server.stop()
    await server.start()
    await card.page.reload()
    await card.ready()

    names = await card.page.evaluate("window.customCards.map(card => card.name)")
    assert names == ["Callcard, the new one"]
    resources = await server.client.command("lovelace/resources")
    assert len(resources) == 1
