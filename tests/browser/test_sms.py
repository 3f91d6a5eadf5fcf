"""An SMS from the card: to whom, the text, and what became of it."""

from playwright.async_api import expect
import pytest

from tests.simulator import Fault, Simulator

from .card import Card
from .conftest import OpenCard
from .websocket import WebSocket

TEXT = "Grüße, 1 + 1 = 100 % 👵🏽"


async def write(card: Card, who: str, text: str) -> None:
    """Write an SMS, and send it."""
    if await card.sms.get_attribute("open") is None:
        await card.sms.locator("summary").click()
    await card.sms.get_by_role("combobox").fill(who)
    await card.sms.get_by_role("textbox", name="Message").fill(text)
    await card.sms.get_by_role("button", name="Send", exact=True).click()


@pytest.mark.parametrize(
    ("who", "number", "name"),
    [
        ("grandma", "61293744000", "Grandma"),
        ("+32 2 555 12 34", "3225551234", "\u2066+3225551234\u2069"),
    ],
)
async def test_sent(
    open_card: OpenCard, simulator: Simulator, who: str, number: str, name: str
) -> None:
    """It goes to a contact or a number, and the card says so."""
    card = await open_card()

    await write(card, who, TEXT)

    await card.shows(f"The SMS to {name} is on its way.")
    assert simulator.texts[-1] == ("demo", number, TEXT)
    await expect(card.sms.get_by_role("textbox", name="Message")).to_have_value("")
    assert await card.violations() == []


async def test_not_sent(open_card: OpenCard, simulator: Simulator) -> None:
    """Nobody, nothing, or a refusal: that is said, and what was written stays."""
    card = await open_card()
    texts = len(simulator.texts)

    await write(card, "Nobody", TEXT)
    await card.shows("No contact is called “Nobody”.")
    await write(card, "Oma", " ")
    await expect(card.sms.get_by_role("textbox", name="Message")).to_be_focused()
    simulator.fail(Fault.API_ERROR, times=1)
    await write(card, "Oma", TEXT)
    await card.shows("The SMS was not sent: the platform refused the request")
    await expect(card.sms.get_by_role("textbox", name="Message")).to_have_value(TEXT)
    assert len(simulator.texts) == texts


async def test_connection_lost(open_card: OpenCard, simulator: Simulator) -> None:
    """If Home Assistant is lost meanwhile it is unknown; later, nothing is sent."""
    websocket = WebSocket(lambda command: command.get("domain") == "callcard")
    card = await open_card(websocket=websocket)
    await write(card, "Oma", TEXT)
    await expect(card.sms.locator("button.main")).to_have_text("Sending…")

    await websocket.close()

    await card.shows("It is unknown whether the SMS was sent")
    await card.sms.locator("button.main").click()
    await expect(card.sms).to_contain_text("Not connected to Home Assistant.")
