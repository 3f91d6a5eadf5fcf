"""Calls that ring: the card of an account whose option says so, and the other way in its fold."""

from collections.abc import AsyncGenerator
import itertools
from typing import NamedTuple

from playwright.async_api import expect
import pytest

from scripts import demo
from tests.simulator import Fault, Simulator

from .card import Card
from .conftest import OpenCard, function_fixture
from .home_assistant_server import HomeAssistantServer

RINGS_NOW = "Your phone \u2066+49 30 {}\u2069 rings now. Answer it."

_own_phones = itertools.count(1234_0001)


class Rings(NamedTuple):
    """The platform, and a phone that has not rung yet: it rings once in 30 seconds."""

    simulator: Simulator
    number: int

    @property
    def rang(self) -> tuple[str, str, str]:
        """The call to Grandma."""
        return ("demo", f"4930{self.number}", "61293744000")

    @property
    def now(self) -> str:
        """What the card says then."""
        return RINGS_NOW.format(self.number)


@function_fixture
async def rings(
    server: HomeAssistantServer, simulator: Simulator
) -> AsyncGenerator[Rings]:
    """Let the phone of the demo account ring."""
    entry_id = await server.entry_id("demo")
    simulator.calls.clear()
    rings = Rings(simulator, next(_own_phones))
    options = demo.ALL_OPTIONS | demo.RINGS | {"a_number": f"+4930{rings.number}"}
    await demo.set_options(server.client, entry_id, options)
    yield rings
    await demo.set_options(server.client, entry_id, demo.ALL_OPTIONS)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_ring(open_card: OpenCard, rings: Rings, dark: bool) -> None:
    """A tap on a contact lets the phone ring, and nothing is left to dial."""
    card = await open_card(dark=dark)
    before = rings.simulator.stores[:]

    await card.tap("Grandma")

    await card.shows(rings.now)
    await expect(card.dial_panel).to_have_count(0)
    assert (rings.simulator.calls, rings.simulator.stores) == ([rings.rang], before)
    assert await card.violations() == []


async def test_double_tap(open_card: OpenCard, rings: Rings) -> None:
    """It starts one call: the button waits for the first one."""
    card = await open_card()
    rings.simulator.delay = 0.5

    await card.chips.get_by_text("Grandma", exact=True).dblclick()
    await expect(card.button).to_be_disabled()
    await expect(card.button).to_have_text("Asking for the call…")

    await card.shows(rings.now)
    assert rings.simulator.calls == [rings.rang]


async def test_same_call_again(open_card: OpenCard, rings: Rings) -> None:
    """The same pair asks before it rings again; another one does not."""
    card = await open_card()
    await card.tap("Grandma")
    await card.shows(rings.now)

    await card.tap("Grandma")
    await card.tap("Grandma")
    await card.shows("Do you want your phone to ring again?")
    assert rings.simulator.calls == [rings.rang]
    await card.button.get_by_text("Ring again").click()
    await card.shows(rings.now)
    assert rings.simulator.calls == [rings.rang, rings.rang]

    await card.tap("Oma")
    await card.shows(rings.now)
    assert len(rings.simulator.calls) == 3


async def test_refused(open_card: OpenCard, rings: Rings) -> None:
    """A call that was refused says why, and the next try does not ask."""
    card = await open_card()
    rings.simulator.fail(Fault.API_ERROR, times=1)

    await card.tap("Grandma")
    await card.shows("The call was not placed: the platform refused the request")
    assert rings.simulator.calls == []

    await card.tap("Grandma")
    await card.shows(rings.now)


async def test_unknown(open_card: OpenCard, rings: Rings) -> None:
    """What may ring is told so, and another try asks."""
    card = await open_card()
    rings.simulator.fail(Fault.RESET_AFTER, times=1)

    await card.tap("Grandma")
    await expect(card.root.locator(".unknown")).to_contain_text("Your phone may ring.")

    await card.tap("Grandma")
    await card.shows("Do you want your phone to ring again?")
    assert rings.simulator.calls == [rings.rang]


async def test_prepare_where_it_rings(open_card: OpenCard, rings: Rings) -> None:
    """The fold still prepares a call, which is then to be dialed."""
    card = await open_card()
    await card.who.fill("Oma")

    await _otherwise(card, "Prepare call")

    await expect(card.dial_button).to_be_visible()
    assert rings.simulator.stores[-1] == (*rings.rang[:2], "49407654321")
    assert rings.simulator.calls == []


async def test_ring_where_one_dials(open_card: OpenCard, simulator: Simulator) -> None:
    """The fold lets the phone ring, and the number to dial stays."""
    simulator.calls.clear()
    card = await open_card()
    await card.who.fill("Oma")

    await _otherwise(card, "Let my phone ring")

    await card.shows(RINGS_NOW.format(12345678))
    await card.shows("Dial to reach Grandma")
    assert simulator.calls == [("demo", "493012345678", "49407654321")]
    ring = card.root.get_by_role("button", name="Let my phone ring")
    await ring.click()
    await ring.click()
    await card.shows("Do you want your phone to ring again?")
    assert len(simulator.calls) == 1
    await card.button.get_by_text("Ring again").click()
    await card.shows(RINGS_NOW.format(12345678))
    assert len(simulator.calls) == 2


async def _otherwise(card: Card, text: str) -> None:
    """Use the button in the fold of the own phone."""
    await card.who.blur()  # Else, its suggestions lie over the fold
    await card.root.get_by_text("Calling from").click()
    await card.root.get_by_role("button", name=text).click()
