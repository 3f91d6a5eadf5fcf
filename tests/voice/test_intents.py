"""The intents, as scripts, the REST API and other assistants use them."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
from homeassistant.setup import async_setup_component
from tests.common import know
from tests.conftest import SetUp
from tests.simulator import Simulator


@pytest.fixture(autouse=True)
async def intents(hass: HomeAssistant) -> None:
    """Set up the intents."""
    assert await async_setup_component(hass, "intent", {})


async def intend(hass: HomeAssistant, intent_type: str, **slots: str) -> dict[str, Any]:
    """Return the response to an intent."""
    response = await intent.async_handle(
        hass, DOMAIN, intent_type, {name: {"value": slots[name]} for name in slots}
    )
    return response.as_dict()


def speech_of(response: dict[str, Any]) -> str:
    """Return what is said."""
    speech: str = response["speech"]["plain"]["speech"]
    return speech.replace("\N{NO-BREAK SPACE}", " ")


async def test_answers(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator
) -> None:
    """The intents answer as the sentences do."""
    know(hass, entry, Grandma="+61 2 9374 4000")

    balance = await intend(hass, "CallcardGetBalance", account="dem")
    number = await intend(hass, "CallcardGetDialInNumber", country="GB")
    call = await intend(hass, "CallcardCall", who="Grandma")

    assert speech_of(balance) == "Your calling card has 18.40 euros left."
    assert balance["response_type"] == "query_answer"
    assert "4 4, 2 0" in speech_of(number)
    assert speech_of(call).startswith("Grandma is set.")
    assert call["response_type"] == "action_done"
    assert simulator.stores == [("demo", "493012345678", "61293744000")]


@pytest.mark.parametrize(
    ("intent_type", "slots", "text"),
    [
        (
            "CallcardCall",
            {"who": "Nobody"},
            "I do not know the contact “Nobody”. I know: Grandma.",
        ),
        (
            "CallcardGetDialInNumber",
            {"country": "Narnia"},
            "I do not know the country “Narnia”.",
        ),
        (
            "CallcardGetBalance",
            {"account": "work"},
            "There is no calling card “work”. There is: demo.",
        ),
    ],
)
async def test_errors(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    simulator: Simulator,
    intent_type: str,
    slots: dict[str, str],
    text: str,
) -> None:
    """What is not known is an error, with the text that says so."""
    know(hass, entry, Grandma="+61 2 9374 4000")

    response = await intend(hass, intent_type, **slots)

    assert response["response_type"] == "error"
    assert response["data"] == {"code": "failed_to_handle"}
    assert speech_of(response) == text
    assert simulator.stores == []


async def test_voice_off(
    hass: HomeAssistant, set_up: SetUp, simulator: Simulator
) -> None:
    """Where calling by voice is off, the intent does not call either."""
    entry = await set_up(options={"a_number": "+493012345678", "voice": False})
    know(hass, entry, Grandma="+61 2 9374 4000")

    response = await intend(hass, "CallcardCall", who="Grandma")

    assert response["response_type"] == "error"
    assert simulator.stores == []
