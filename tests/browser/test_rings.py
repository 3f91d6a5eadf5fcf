"""Calls that ring: the card of an account whose option says so, and the other way in its fold."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect
import pytest

from scripts import demo
from tests.simulator import Fault, Simulator

from .card import Card
from .conftest import OpenCard, function_fixture
from .home_assistant_server import HomeAssistantServer

RANG = ("demo", "493012345678", "61293744000")
RINGS_NOW = "Your phone \u2066+49 30 12345678\u2069 rings now. Answer it."


@function_fixture
async def rings(
    server: HomeAssistantServer, simulator: Simulator
) -> AsyncGenerator[Simulator]:
    """Let the phone of the demo account ring."""
    entry_id = await server.entry_id("demo")
    simulator.calls.clear()
    await demo.set_options(server.client, entry_id, demo.ALL_OPTIONS | demo.RINGS)
    yield simulator
    await demo.set_options(server.client, entry_id, demo.ALL_OPTIONS)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_ring(open_card: OpenCard, rings: Simulator, dark: bool) -> None:
    """A tap on a contact lets the phone ring, and nothing is left to dial."""
    card = await open_card(dark=dark)
    before = rings.stores[:]

    await card.tap("Grandma")

    await card.shows(RINGS_NOW)
    await expect(card.dial_panel).to_have_count(0)
    assert (rings.calls, rings.stores) == ([RANG], before)
    assert await card.violations() == []


async def test_double_tap(open_card: OpenCard, rings: Simulator) -> None:
    """It starts one call: the button waits for the first one."""
    card = await open_card()
    rings.delay = 0.5

    await card.chips.get_by_text("Grandma", exact=True).dblclick()
    await expect(card.button).to_be_disabled()
    await expect(card.button).to_have_text("Asking for the call…")

    await card.shows(RINGS_NOW)
    assert rings.calls == [RANG]


async def test_same_call_again(open_card: OpenCard, rings: Simulator) -> None:
    """The same pair asks before it rings again; another one does not."""
    card = await open_card()
    await card.tap("Grandma")
    await card.shows(RINGS_NOW)

    await card.tap("Grandma")
    await card.tap("Grandma")
    await card.shows("Do you want your phone to ring again?")
    assert rings.calls == [RANG]
    await card.button.get_by_text("Ring again").click()
    await card.shows(RINGS_NOW)
    assert rings.calls == [RANG, RANG]

    await card.tap("Oma")
    await card.shows(RINGS_NOW)
    assert len(rings.calls) == 3


async def test_refused(open_card: OpenCard, rings: Simulator) -> None:
    """A call that was refused says why, and the next try does not ask."""
    card = await open_card()
    rings.fail(Fault.API_ERROR, times=1)

    await card.tap("Grandma")
    await card.shows("The call was not placed: the platform refused the request")
    assert rings.calls == []

    await card.tap("Grandma")
    await card.shows(RINGS_NOW)


async def test_unknown(open_card: OpenCard, rings: Simulator) -> None:
    """What may ring is told so, and another try asks."""
    card = await open_card()
    rings.fail(Fault.RESET_AFTER, times=1)

    await card.tap("Grandma")
    await expect(card.root.locator(".unknown")).to_contain_text("Your phone may ring.")

    await card.tap("Grandma")
    await card.shows("Do you want your phone to ring again?")
    assert rings.calls == [RANG]


async def test_prepare_where_it_rings(open_card: OpenCard, rings: Simulator) -> None:
    """The fold still prepares a call, which is then to be dialed."""
    card = await open_card()
    await card.who.fill("Oma")

    await _otherwise(card, "Prepare call")

    await expect(card.dial_button).to_be_visible()
    assert rings.stores[-1] == ("demo", "493012345678", "49407654321")
    assert rings.calls == []


async def test_ring_where_one_dials(open_card: OpenCard, simulator: Simulator) -> None:
    """The fold lets the phone ring, and the number to dial stays."""
    simulator.calls.clear()
    card = await open_card()
    await card.who.fill("Oma")

    await _otherwise(card, "Let my phone ring")

    await card.shows(RINGS_NOW)
    await card.shows("Dial to reach Grandma")
    assert simulator.calls == [("demo", "493012345678", "49407654321")]
    ring = card.root.get_by_role("button", name="Let my phone ring")
    await ring.click()
    await ring.click()
    await card.shows("Do you want your phone to ring again?")
    assert len(simulator.calls) == 1
    await card.button.get_by_text("Ring again").click()
    await card.shows(RINGS_NOW)
    assert len(simulator.calls) == 2


async def _otherwise(card: Card, text: str) -> None:
    """Use the button in the fold of the own phone."""
    await card.who.blur()  # Else, its suggestions lie over the fold
    await card.root.get_by_text("Calling from").click()
    await card.root.get_by_role("button", name=text).click()
