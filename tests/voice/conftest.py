"""What the voice tests share: Home Assistant's own assistant."""

from collections.abc import Awaitable, Callable

import pytest

from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component

type Say = Callable[..., Awaitable[str]]


@pytest.fixture(autouse=True)
async def assistant(hass: HomeAssistant) -> None:
    """Set up Home Assistant's own assistant."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})


@pytest.fixture
def say(hass: HomeAssistant) -> Say:
    """Return what says a sentence to the assistant and returns its answer."""

    async def say(sentence: str, language: str = "en") -> str:
        result = await conversation.async_converse(
            hass, sentence, None, Context(), language=language
        )
        speech: str = result.response.speech["plain"]["speech"]
        return speech.replace("\N{NO-BREAK SPACE}", " ")

    return say
