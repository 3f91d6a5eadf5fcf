"""The sentences for the built-in voice assistant: understood in every language."""

from collections.abc import Mapping
import logging
from typing import Final, TypedDict

from homeassistant.const import CONF_COMMAND, CONF_ID, CONF_PLATFORM
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.script import ScriptRunResult
from homeassistant.helpers.trigger import (
    async_initialize_triggers,
    async_validate_trigger_config,
)

from ..ask import async_ask
from ..const import DOMAIN
from ..questions import Question, Subject
from . import de, en, es, fr, nl, pt_br

_LOGGER = logging.getLogger(__name__)

CONVERSATION: Final = "conversation"

SENTENCES: Final[Mapping[str, Mapping[Subject, tuple[str, ...]]]] = {
    "en": en.SENTENCES,
    "de": de.SENTENCES,
    "nl": nl.SENTENCES,
    "fr": fr.SENTENCES,
    "pt-BR": pt_br.SENTENCES,
    "es": es.SENTENCES,
}


async def async_register(hass: HomeAssistant) -> None:
    """Register the sentences, once for all accounts."""

    async def async_hear(
        run_variables: dict[str, _Trigger], context: Context | None = None
    ) -> ScriptRunResult:
        return await _async_hear(hass, run_variables["trigger"])

    config = await async_validate_trigger_config(
        hass,
        [
            {
                CONF_PLATFORM: CONVERSATION,
                CONF_ID: f"{language} {subject}",
                CONF_COMMAND: list(templates),
            }
            for language, subjects in SENTENCES.items()
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
    answer = await async_ask(
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
