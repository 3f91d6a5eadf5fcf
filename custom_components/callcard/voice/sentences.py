"""The sentences for the built-in voice assistant: understood in every language."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
import logging
from typing import Any, Final

from homeassistant.const import CONF_COMMAND, CONF_PLATFORM
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.script import ScriptRunResult
from homeassistant.helpers.trigger import async_initialize_triggers

from ..const import DOMAIN
from ..contacts import fold
from ..dial_in import Service
from . import Question, Subject, async_answer
from .languages import Language, load_languages, load_sentences
from .resolve import voice_accounts

_LOGGER = logging.getLogger(__name__)

_MAX_LENGTH: Final = 512  # characters of a sentence


async def async_register(hass: HomeAssistant, component: str) -> None:
    """Register the sentences with the conversation integration, once for all accounts."""

    async def async_hear(
        run_variables: dict[str, Any], context: Context | None = None
    ) -> ScriptRunResult:
        trigger = run_variables["trigger"]
        language = trigger["user_input"]["language"] or hass.config.language
        languages = await hass.async_add_executor_job(load_languages, language)
        question = understand(
            trigger["sentence"][:_MAX_LENGTH],
            trigger["slots"].get("who", "")[:_MAX_LENGTH],
            languages,
            [entry.title for entry in voice_accounts(hass)],
        )
        answer = await async_answer(hass, replace(question, language=language))
        return ScriptRunResult(
            conversation_response=answer.text, service_response=None, variables={}
        )

    # One trigger for all: every trigger that matches a sentence runs.
    trigger = {
        CONF_PLATFORM: component,
        CONF_COMMAND: await hass.async_add_executor_job(load_sentences),
    }
    # Not validated, which would parse all of them a second time.
    await async_initialize_triggers(
        hass, [trigger], async_hear, DOMAIN, "sentences", _LOGGER.log
    )


def understand(
    sentence: str, who: str, languages: Sequence[Language], accounts: Collection[str]
) -> Question:
    """Return what a sentence asks; the first of the languages is the likeliest.

    `who` stands where the name of a contact would. It is none in "Which number must I call
    with the calling card?".
    """
    text = fold(sentence)
    before, _, after = f" {text} ".partition(f" {fold(who)} ")
    heard = next((each for each in languages if each.has("call", text)), languages[0])
    bare = heard.without_skip_words(who)
    if bare and (
        heard.subject(f"{before} {fold(bare)}") is None or heard.numbers.heard(bare)
    ):
        subject, text = Subject.CALL, f"{before} {after}"
    else:
        subject, heard = next(
            (
                (Subject(name), each)
                for each in languages
                if (name := each.subject(text))
            ),
            (Subject.BALANCE, languages[0]),
        )
    return Question(
        subject=subject,
        language=languages[0].tag,
        heard_in=heard.tag,
        account=_longest_in(text, {fold(account): account for account in accounts}),
        country=_longest_in(text, heard.country_codes),
        service=Service.CALLBACK
        if heard.has("callback", text)
        else Service.CALLTHROUGH,
        freephone=heard.has("freephone", text),
        who=who,
    )


def _longest_in(text: str, names: Mapping[str, str]) -> str | None:
    """Return what the longest of the folded names stands for that a folded text has."""
    found = [name for name in names if name and f" {name} " in f" {text} "]
    return names[max(found, key=len)] if found else None
