"""What the voice tests share: Home Assistant's own assistant."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from inspect import signature
from typing import Any, Literal, override

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.components import conversation
from homeassistant.components.conversation.chat_log import current_chat_log
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import intent
from homeassistant.helpers.chat_session import ChatSession, async_get_chat_session
from homeassistant.setup import async_setup_component
from tests.common import AccountUnderTest
from tests.conftest import SetUp

OTHER_AGENT = "other_agent"

type Say = Callable[..., Awaitable[Any]]


@pytest.fixture(autouse=True)
async def assistant(hass: HomeAssistant) -> None:
    """Set up Home Assistant's own assistant."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})


@pytest.fixture
async def set_up(hass: HomeAssistant, set_up: SetUp) -> SetUp:
    """Return what sets an account up that speakers may be asked about."""

    async def set_up_exposed(
        username: str = "demo", options: dict[str, Any] | None = None
    ) -> AccountUnderTest:
        account = await set_up(username, options)
        balance = f"sensor.{username}_balance"
        async_expose_entity(hass, conversation.DOMAIN, balance, True)
        return account

    return set_up_exposed


@pytest.fixture
def say(hass: HomeAssistant) -> Say:
    """Return what says a sentence to the assistant and returns its answer."""

    async def say(
        sentence: str,
        language: str = "en",
        context: Context | None = None,
        device_id: str | None = "speaker",
    ) -> str:
        """Say it to a speaker; without a device, it is typed."""
        result = await conversation.async_converse(
            hass,
            sentence,
            None,
            context or Context(),
            language=language,
            device_id=device_id,
        )
        speech: str = result.response.speech["plain"]["speech"]
        return speech.replace("\N{NO-BREAK SPACE}", " ")

    return say


class OtherAgent(conversation.AbstractConversationAgent):
    """An agent that answers everything, and keeps what it was asked."""

    ANSWER = "another answer"

    def __init__(self) -> None:
        """Have been asked nothing."""
        self.asked: list[str] = []
        self.log: list[str] = []
        """What was in its log when it was asked last."""

    @property
    @override
    def supported_languages(self) -> Literal["*"]:
        """Return all languages."""
        return "*"

    @override
    async def async_process(
        self, user_input: conversation.ConversationInput
    ) -> conversation.ConversationResult:
        """Answer, in the log that is open."""
        self.asked.append(user_input.text)
        log = current_chat_log.get()
        assert log is not None
        assert log.delta_listener is None
        self.log = [content.role for content in log.content]
        response = intent.IntentResponse(language=user_input.language)
        response.async_set_speech(self.ANSWER)
        return conversation.ConversationResult(response)


@pytest.fixture
def other_agent(hass: HomeAssistant) -> OtherAgent:
    """Return another agent than Home Assistant's own."""
    entry = MockConfigEntry(entry_id=OTHER_AGENT)
    entry.add_to_hass(hass)
    agent = OtherAgent()
    conversation.async_set_agent(hass, entry, agent)
    return agent


def chat_session(hass: HomeAssistant) -> AbstractContextManager[ChatSession]:
    """Return a session of no user; only newer versions want to know that it has none."""
    known = signature(async_get_chat_session).parameters
    no_user = {name: None for name in ("context",) if name in known}
    return async_get_chat_session(hass, **no_user)


def said_to_other(
    sentence: str, language: str = "en"
) -> conversation.ConversationInput:
    """Return what a speaker says to the other agent."""
    return conversation.ConversationInput(
        text=sentence,
        context=Context(),
        conversation_id=None,
        device_id="speaker",
        satellite_id=None,
        language=language,
        agent_id=OTHER_AGENT,
    )


@pytest.fixture
def say_to_other(hass: HomeAssistant, other_agent: OtherAgent) -> Say:
    """Return what says a sentence to the other agent, as a pipeline does it.

    It returns None where no trigger answers, and the pipeline asks the agent itself.
    """

    async def say(sentence: str, language: str = "en") -> str | None:
        user_input = said_to_other(sentence, language)
        with (
            chat_session(hass) as session,
            conversation.async_get_chat_log(hass, session, user_input) as log,
        ):
            return await conversation.async_handle_sentence_triggers(
                hass, user_input, log
            )

    return say
