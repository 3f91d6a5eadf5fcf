"""The sentences for the built-in voice assistant: understood in every language."""

import logging
from typing import Final, TypedDict

from homeassistant.const import CONF_COMMAND, CONF_ID, CONF_PLATFORM
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.helpers.importlib import async_import_module
from homeassistant.helpers.script import ScriptRunResult
from homeassistant.helpers.trigger import (
    async_initialize_triggers,
    async_validate_trigger_config,
)
from homeassistant.setup import async_when_setup

from ..const import DOMAIN
from ..questions import Question, Subject, async_answer

_LOGGER = logging.getLogger(__name__)

CONVERSATION: Final = "conversation"


@callback
def async_setup_sentences(hass: HomeAssistant) -> None:
    """Register the sentences as soon as there is an assistant to understand them."""
    async_when_setup(hass, CONVERSATION, _async_register)


async def _async_register(hass: HomeAssistant, component: str) -> None:
    async def async_hear(
        run_variables: dict[str, _Trigger], context: Context | None = None
    ) -> ScriptRunResult:
        return await _async_hear(hass, run_variables["trigger"])

    languages = await async_import_module(hass, f"{__name__}.languages")
    config = await async_validate_trigger_config(
        hass,
        [
            {
                CONF_PLATFORM: CONVERSATION,
                CONF_ID: f"{language} {subject}",
                CONF_COMMAND: list(templates),
            }
            for language, subjects in languages.SENTENCES.items()
            for subject, templates in subjects.items()
        ],
    )
    await async_initialize_triggers(
        hass, config, async_hear, DOMAIN, "sentences", _LOGGER.log
    )


class _UserInput(TypedDict):
    language: str | None


class _Trigger(TypedDict):
    """What is known of a sentence that was understood."""

    id: str
    slots: dict[str, str]
    user_input: _UserInput


async def _async_hear(hass: HomeAssistant, trigger: _Trigger) -> ScriptRunResult:
    """Answer a sentence."""
    heard_in, subject = trigger["id"].split()
    answer = await async_answer(
        hass,
        Question(
            subject=Subject(subject),
            language=trigger["user_input"]["language"] or hass.config.language,
            heard_in=heard_in,
            **trigger["slots"],
        ),
    )
    return ScriptRunResult(
        conversation_response=answer.text, service_response=None, variables={}
    )
