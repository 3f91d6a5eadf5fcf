"""Without a connection to Home Assistant: nothing is claimed, dialed or sent."""

from playwright.async_api import expect
import pytest

from tests.simulator import Simulator

from .conftest import OpenCard
from .home_assistant_server import HomeAssistantServer
from .websocket import WebSocket

NOT_CONNECTED = "Not connected to Home Assistant."


@pytest.mark.parametrize("is_stored", [False, True])
async def test_offline(
    open_card: OpenCard,
    server: HomeAssistantServer,
    simulator: Simulator,
    is_stored: bool,
) -> None:
    """No number is shown that may reach another person by now; a tap sends nothing."""
    websocket = WebSocket()
    card = await open_card(websocket=websocket)
    if is_stored:
        await card.tap("Grandma")
        await expect(card.dial_button).to_be_visible()

    await websocket.close()
    await server.store("demo", contact="Oma")
    stores = len(simulator.stores)

    await expect(card.dial_panel).to_contain_text(NOT_CONNECTED)
    await expect(card.root.locator("a[href^='tel:']")).to_have_count(0)
    await card.tap("Ann")
    await expect(card.outcome).to_contain_text(NOT_CONNECTED)
    await expect(card.outcome).to_have_class("message error")

    websocket.reopen()
    await card.shows("Dial to reach Oma")
    await expect(card.dial_button).to_have_count(0)
    assert len(simulator.stores) == stores
