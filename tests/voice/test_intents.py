"""The intents, as scripts, the REST API and other assistants use them."""

from typing import Any

import pytest

from custom_components.callcard.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
from tests.common import AccountUnderTest


async def intend(hass: HomeAssistant, intent_type: str, **slots: str) -> dict[str, Any]:
    """Return the response to an intent, and in `text` what is said."""
    assert await async_setup_component(hass, "intent", {})
    values = {name: {"value": value} for name, value in slots.items()}
    response = await intent.async_handle(hass, DOMAIN, intent_type, values)
    speech: str = response.speech["plain"]["speech"]
    text = speech.replace("\N{NO-BREAK SPACE}", " ")
    return {**response.as_dict(), "text": text}


async def test_answers(account: AccountUnderTest) -> None:
    """The intents answer as the sentences do."""
    account.know(Grandma="+61293744000")

    balance = await intend(account.hass, "CallcardGetBalance", account="dem")
    number = await intend(account.hass, "CallcardGetDialInNumber", country="GB")
    call = await intend(account.hass, "CallcardCall", who="Grandma")

    assert balance["text"] == "You have 18 euros 40 left on your calling card."
    assert balance["response_type"] == "query_answer"
    assert "4 4, 2 0" in number["text"]
    assert call["text"].startswith("Grandma is set.")
    assert call["response_type"] == "action_done"
    assert account.simulator.stores == [("demo", "493012345678", "61293744000")]


@pytest.mark.parametrize(
    ("intent_type", "slots", "text"),
    [
        ("CallcardCall", {"who": "Bob"}, "I do not know the contact “Bob”."),
        ("CallcardGetDialInNumber", {"country": "Narnia"}, "I do not know the country “Narnia”."),
        ("CallcardGetBalance", {"account": "work"}, "There is no calling card “work”. There is: demo."),
    ],
)  # fmt: skip
async def test_errors(
    account: AccountUnderTest, intent_type: str, slots: dict[str, str], text: str
) -> None:
    """What is not known is an error, with the text that says so."""
    response = await intend(account.hass, intent_type, **slots)

    assert response["response_type"] == "error"
    assert response["data"] == {"code": "failed_to_handle"}
    assert response["text"] == text
    assert account.simulator.stores == []
