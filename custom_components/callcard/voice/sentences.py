"""The sentences for the built-in voice assistant: understood in every language."""

from collections.abc import Collection, Sequence
from dataclasses import replace
import logging
from typing import Final, TypedDict

from homeassistant.const import CONF_COMMAND, CONF_PLATFORM
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.script import ScriptRunResult
from homeassistant.helpers.trigger import (
    async_initialize_triggers,
    async_validate_trigger_config,
)

from ..const import DOMAIN
from ..contacts import fold
from ..dial_in import Service
from . import Question, Subject, async_answer
from .languages import Language, load_languages, load_sentences
from .resolve import voice_accounts

_LOGGER = logging.getLogger(__name__)

_MAX_LENGTH: Final = 512  # characters of a sentence


class _UserInput(TypedDict):
    language: str | None


class _Trigger(TypedDict):
    """What is known of a sentence that was understood."""

    sentence: str
    slots: dict[str, str]
    user_input: _UserInput


async def async_register(hass: HomeAssistant, component: str) -> None:
    """Register the sentences, once for all accounts."""

    async def async_hear(
        run_variables: dict[str, _Trigger], context: Context | None = None
    ) -> ScriptRunResult:
        return await _async_hear(hass, run_variables["trigger"])

    # One trigger for all: every trigger that matches a sentence runs.
    trigger = {
        CONF_PLATFORM: component,
        CONF_COMMAND: await hass.async_add_executor_job(load_sentences),
    }
    config = await async_validate_trigger_config(hass, [trigger])
    await async_initialize_triggers(
        hass, config, async_hear, DOMAIN, "sentences", _LOGGER.log
    )


async def _async_hear(hass: HomeAssistant, trigger: _Trigger) -> ScriptRunResult:
    """Answer a sentence."""
    language = trigger["user_input"]["language"] or hass.config.language
    languages = await hass.async_add_executor_job(load_languages, language)
    question = understand(
        trigger["sentence"][:_MAX_LENGTH],
        trigger["slots"].get("who", ""),
        languages,
        [entry.title for entry in voice_accounts(hass)],
    )
    answer = await async_answer(hass, replace(question, language=language))
    return ScriptRunResult(
        conversation_response=answer.text, service_response=None, variables={}
    )


def understand(
    sentence: str, who: str, languages: Sequence[Language], accounts: Collection[str]
) -> Question:
    """Return what a sentence asks; the first of the languages is the likeliest.

    `who` stands where the name of a contact would. It is none in "Which number must I call
    with the calling card?".
    """
    text = fold(sentence)
    subject, heard = _subject(text, who, languages)
    rest = text.replace(fold(who), " ") if subject is Subject.CALL else text
    return Question(
        subject=subject,
        language=languages[0].tag,
        heard_in=heard.tag,
        account=_longest_in(rest, accounts),
        country=heard.country_in(rest),
        service=Service.CALLBACK if heard.has("callback", text) else Service.CALLTHROUGH,
        freephone=heard.has("freephone", text),
        who=who,
    )


def _subject(
    text: str, who: str, languages: Sequence[Language]
) -> tuple[Subject, Language]:
    """Return what is asked, and the language in which it is."""
    heard = next((each for each in languages if each.has("call", text)), languages[0])
    if _is_callee(who, text, heard):
        return Subject.CALL, heard
    subjects = [
        (Subject(subject), each)
        for each in languages
        if (subject := each.subject(text))
    ]
    return subjects[0] if subjects else (Subject.BALANCE, languages[0])


def _is_callee(who: str, text: str, heard: Language) -> bool:
    """Tell whether what stands where a contact would is one, and no part of a question."""
    bare = heard.without_skip_words(who)
    name = fold(bare)
    if not name or name in heard.articles:
        return False
    before, _, _ = text.partition(fold(who))
    return (
        heard.subject(f"{before.strip()} {name}") is None
        or heard.numbers.heard(bare) is not None
    )


def _longest_in(text: str, names: Collection[str]) -> str | None:
    """Return the longest of the names that a folded text has."""
    found = [name for name in names if f" {fold(name)} " in f" {text} "]
    return max(found, key=len, default=None)
