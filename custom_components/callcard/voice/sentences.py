"""The sentences for the built-in voice assistant: caught, decided, or handed back."""

from collections.abc import Callable
import re
from typing import Final

from homeassistant.components.conversation import (
    HOME_ASSISTANT_AGENT,
    ConversationInput,
    async_converse,
    async_handle_intents,
)
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.components.conversation.chat_log import current_chat_log
from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from . import Question, Subject, async_answer
from .accounts import RefusalError, all_accounts, async_accounts_for
from .languages import load_languages, load_names
from .people import people_of
from .question import decide

_SHORTEST_TITLE: Final = 3  # letters; each sentence that has it is looked at


async def async_register(hass: HomeAssistant, _: str) -> None:
    """Register a sentence with the conversation integration, once for all accounts."""
    names = await hass.async_add_executor_job(load_names)
    registered = dict[frozenset[str], Callable[[], None]]()

    async def async_hear(user_input: ConversationInput, _: object) -> str | None:
        return await _async_hear(hass, user_input)

    @callback
    def register(*_: object) -> None:
        """Catch what names the card, or an account by its title: titles come and go."""
        titles = frozenset(_plain(entry.title) for entry in all_accounts(hass))
        if titles in registered:
            return
        while registered:
            registered.popitem()[1]()
        caught = [*names, *(each for each in titles if len(each) >= _SHORTEST_TITLE)]
        registered[titles] = get_agent_manager(hass).register_trigger(
            [f"[{{a}}] ({'|'.join(caught)})[{{b}}]"], async_hear
        )

    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, register)
    register()


def _plain(title: str) -> str:
    """Return a title with nothing in it that means something in a template."""
    return " ".join(re.findall(r"\w+", title.casefold()))


async def _async_hear(hass: HomeAssistant, user_input: ConversationInput) -> str | None:
    """Return the answer; None leaves it to the user's own sentence triggers."""
    language = user_input.language or hass.config.language
    languages = await hass.async_add_executor_job(load_languages, language)
    asked = Question(
        subject=Subject.UNCLEAR,
        language=language,
        context=user_input.context,
        is_typed=user_input.device_id is None and user_input.satellite_id is None,
    )
    try:
        entries = await async_accounts_for(hass, user_input.context)
    except RefusalError:
        entries = []  # Why, is said when it is asked for one
    titles = [entry.title for entry in entries]
    people = people_of(hass, entries)
    # With many contacts, the first sentence takes long enough to block the loop.
    question = await hass.async_add_executor_job(
        decide, asked, user_input.text, languages, people, titles
    )
    if question is not None and question.subject is not Subject.LATER:
        return (await async_answer(hass, question)).text
    agent = get_agent_manager(hass).default_agent
    caught = agent and await agent.async_recognize_sentence_trigger(user_input)
    if caught and len(caught.matched_triggers) > 1:
        return None
    if text := await _async_hand_back(hass, user_input):
        return text
    return languages[0].say(question.subject if question else "not_ours")


async def _async_hand_back(
    hass: HomeAssistant, user_input: ConversationInput
) -> str | None:
    """Return what the agent answers that was asked, or None where it is core's and cannot.

    Meanwhile, its log has no call of a trigger, and nobody listens to parts of its answer:
    the answer is that of the trigger.
    """
    log = current_chat_log.get()
    assert log is not None  # The trigger has just written into it
    call, listener = log.content.pop(), log.delta_listener
    log.delta_listener = None
    try:
        if user_input.agent_id == HOME_ASSISTANT_AGENT:
            response = await async_handle_intents(hass, user_input, log)
        else:
            result = await async_converse(
                hass,
                user_input.text,
                log.conversation_id,
                user_input.context,
                user_input.language,
                user_input.agent_id,
                user_input.device_id,
                user_input.satellite_id,
                user_input.extra_system_prompt,
            )
            response = result.response
    finally:
        log.content.append(call)
        log.delta_listener = listener
    if response is None:
        return None
    speech: str = response.speech.get("plain", {}).get("speech", "")
    return speech
