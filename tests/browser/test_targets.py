"""Whom a call reaches: what the card tells is what the platform holds, or that it is unknown."""

import asyncio

from playwright.async_api import expect
import pytest

from tests.simulator import Fault, Simulator

from .card import Card
from .conftest import OpenCard
from .home_assistant_server import HomeAssistantServer
from .websocket import WebSocket

UNKNOWN = "It is unknown whom a call reaches. Choose whom to call."


async def shows_doubt(card: Card, text: str = UNKNOWN) -> None:
    """Expect the card to say that it is unknown, with no number to dial but those in the fold."""
    await expect(card.dial_panel).to_contain_text(text)
    await expect(card.dial).to_have_count(0)
    await expect(card.dial_button).to_have_count(0)


async def test_other_phone(open_card: OpenCard, server: HomeAssistantServer) -> None:
    """The number to dial says for which phone it is, unless it is the own one."""
    card = await open_card()
    await card.shows("Dial to reach Grandma")

    await server.store("demo", a_number="+32 2 555 12 34", contact="Oma")

    await card.shows("From \u2066+32 2 555 12 34\u2069, dial to reach Oma")
    await expect(card.dial).to_have_text("+32 2 808 42 23")
    await card.shows("Belgium")


async def test_store_in_progress(open_card: OpenCard, simulator: Simulator) -> None:
    """Meanwhile no card tells the old pair, and the one that stores takes no other."""
    card, other = await asyncio.gather(open_card(), open_card())
    await other.shows("Dial to reach Grandma")
    simulator.delay = 4
    before = len(simulator.stores)

    await card.tap("Oma")

    await expect(card.button).to_have_text("Preparing…")
    await expect(card.button).to_be_disabled()
    await expect(card.dial_panel).to_have_text("Preparing…")
    await card.tap("Grandma")
    await shows_doubt(other, "Choose whom to call.")
    await expect(card.dial_button).to_be_visible()
    await expect(card.who).to_have_value("Oma")
    await other.shows("Dial to reach Oma")
    assert [store[2] for store in simulator.stores[before:]] == ["49407654321"]


async def test_outcome_unknown(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """After a store without an answer it is unknown, also on a new page, until a store succeeds."""
    card = await open_card()
    simulator.fail(Fault.RESET_AFTER, method="POST")

    await card.tap("Oma")

    await expect(card.outcome).to_have_class("message unknown")
    await expect(card.outcome).to_contain_text("It is unknown whether")
    await shows_doubt(card)
    await shows_doubt(await open_card())

    simulator.clear_faults()
    await server.store("demo", contact="Grandma")
    await card.shows("Dial to reach Grandma")
    await expect(card.outcome).to_have_count(0)


@pytest.mark.parametrize(("is_heard", "callee"), [(True, "Oma"), (False, "Grandma")])
async def test_connection_lost(
    open_card: OpenCard, simulator: Simulator, is_heard: bool, callee: str
) -> None:
    """If Home Assistant is lost during a store, which it may have heard of, it is unknown until it is there again."""
    websocket = WebSocket(
        lambda command: command.get("domain") == "callcard" and not is_heard
    )
    card = await open_card(websocket=websocket)
    simulator.delay = 1
    await card.tap("Oma")
    await expect(card.button).to_be_disabled()

    await websocket.close()

    await expect(card.outcome).to_have_class("message unknown")
    await expect(card.outcome).to_contain_text("the connection to Home Assistant broke")
    await shows_doubt(card, "Not connected to Home Assistant.")

    websocket.reopen()
    await card.shows(f"Dial to reach {callee}")
    await expect(card.outcome).to_have_count(0)


async def test_platform_holds_another_pair(
    open_card: OpenCard, simulator: Simulator
) -> None:
    """Where the platform's reply names another pair, the card tells that one."""
    card = await open_card()
    simulator.accounts["demo"].extra = {
        "anumber": "493012345678",
        "bnumber": "3225551234",
    }

    await card.tap("Oma")

    await expect(card.outcome).to_have_class("message error")
    await expect(card.outcome).to_have_text(
        "The call to Oma was not prepared: the platform connects "
        "\u2066+49 30 12345678\u2069 to \u2066+32 2 555 12 34\u2069 now."
    )
    await card.shows("Dial to reach \u2066+32 2 555 12 34\u2069")
    await expect(card.button).to_have_text("Prepare call")


async def test_another_pair_stored(
    open_card: OpenCard, server: HomeAssistantServer
) -> None:
    """When another pair is stored, the button no longer dials: it would reach another person."""
    card = await open_card()
    await card.tap("Grandma")
    await expect(card.dial_button).to_be_visible()

    await server.store("demo", contact="Oma")

    await expect(card.button).to_have_text("Prepare call")
