"""What a sentence asks: a pure function of its words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
import unicodedata

from homeassistant.core import Context

from ..dial_in import Service
from ..phone_number import MAX_LENGTH
from .languages import CARD, Language
from .marks import (
    joined,
    span,
    texts_of,
    with_account,
    with_card,
    with_country,
    with_whom,
    without,
    without_message,
    without_wrong,
)
from .people import Person, Whom, Word, split

_LONGEST: Final = 512  # characters of a sentence
_MOST_STRANGE: Final = 2  # words of a sentence that is acted on
_OTHERS: Final = "others"


class Subject(StrEnum):
    """What can be asked; also the kinds of rules in the languages' files."""

    BALANCE = "balance"
    CALL = "call"
    CANNOT = "cannot"
    CONTACTS = "contacts"
    DIAL_IN = "dial_in"
    LATER = "later"
    """Something that is not for now."""
    SET = "set"
    SMS = "sms"
    TARGETS = "targets"
    UNCLEAR = "unclear"


ACTS: Final = {Subject.CALL, Subject.SET, Subject.SMS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks."""

    subject: Subject
    language: str
    """The language to answer in, as Home Assistant writes it."""
    context: Context
    """Who asks."""
    assistant: str | None = None
    """The accounts must be exposed to it; without it, where no user asks, to core's."""
    among: Collection[str] | None = None
    """The ids of the accounts that may be spoken of; None for all."""
    is_typed: bool = False
    """Whether the answer is read, not heard."""
    account: str | None = None
    """Its name, or a beginning of it."""
    country: str | None = None
    """A name or an ISO 3166-1 alpha-2 code."""
    service: Service = Service.CALLTHROUGH
    freephone: bool = False
    who: str | Whom = ""
    """Whom a sentence names; else a contact's name, or a number as it is written or spoken."""
    again: bool = False
    """Whether to call although the same call has just rung."""
    message: str = ""


def decide(
    asked: Question,
    sentence: str,
    languages: Sequence[Language],
    people: Collection[Person],
    accounts: Collection[str],
) -> Question | None:
    """Return what a sentence asks, or None where it is not for a calling card.

    The first of the languages is the likeliest. `accounts` are their titles.
    """
    sentence = unicodedata.normalize("NFC", sentence[:_LONGEST])
    words = split(sentence)
    for language in languages:
        words = with_card(words, language)
    language = max(
        languages, key=lambda each: sum(each.knows(word.text) for word in words)
    )
    words = without(words, language.lists["polite"])
    is_named = CARD in texts_of(words)
    words, account = with_account(words, accounts, people)
    is_entry = language.has("entry", joined(words))
    if not (is_named or account or is_entry):
        return None
    words = without_wrong(with_whom(words, sentence, people, language), language)
    words, country = with_country(words, language)
    asked = replace(asked, account=account)
    message, text = "", joined(words)
    if any(kind == Subject.SMS and rule.search(text) for kind, rule in language.rules):
        if not language.has("by_card", text):
            return None
        words, message = without_message(words, sentence, language)
        text = joined(words)
    for kind, pattern in language.rules:
        if not pattern.search(text):
            continue
        if kind == _OTHERS:
            return None
        subject = Subject(kind)
        if subject in ACTS:
            if not (whom := _meant(words, sentence, language)):
                continue
            if len(whom) > 1:
                subject = Subject.LATER
            elif (whom[0].people or whom[0].number) and _is_strange(words, language):
                subject = Subject.UNCLEAR
            asked = replace(asked, who=whom[0], message=message)
        if not is_named and subject in {Subject.CANNOT, Subject.LATER}:
            return None
        if not is_named and not account and subject is not Subject.DIAL_IN:
            return None
        return replace(
            asked,
            subject=subject,
            country=country or _strange_place(words, sentence, language),
            service=Service.CALLBACK
            if language.has("callback", text)
            else Service.CALLTHROUGH,
            freephone=language.has("freephone", text),
            again=language.has("again", text),
        )
    return replace(asked, subject=Subject.UNCLEAR) if is_named else None


def find_whom(who: str, people: Iterable[Person], language: Language) -> Whom:
    """Return whom a name, or a number, that stands alone stands for."""
    who = unicodedata.normalize("NFC", who[:_LONGEST])
    words = with_whom(split(who), who, people, language)
    named = [word.whom for word in words if word.whom]
    if len(named) == 1:
        return named[0]
    everybody = frozenset[Person]().union(*(each.people for each in named))
    return Whom(who[:MAX_LENGTH].strip(), everybody)


def _meant(words: Sequence[Word], sentence: str, language: Language) -> list[Whom]:
    """Return whom the words name; several are several people."""
    named = list(dict.fromkeys(word.whom for word in words if word.whom))
    if len(named) > 1 and (
        both := frozenset[Person].intersection(*(each.people for each in named))
    ):
        return [named[0]._replace(people=both)]
    if strange := "" if named else _strange(words, sentence, language):
        return [Whom(strange)]
    return named


def _strange(words: Sequence[Word], sentence: str, language: Language) -> str:
    """Return the first words that the language has not, as they were said."""
    strange = ["" if language.knows(word.text) else "x" for word in words]
    first = next((index for index, each in enumerate(strange) if each), None)
    if first is None:
        return ""
    end = next(
        (index for index in range(first, len(words)) if not strange[index]), len(words)
    )
    return sentence[words[first].first : words[end - 1].end][:MAX_LENGTH]


def _is_strange(words: Iterable[Word], language: Language) -> bool:
    """Tell whether too much of it is not understood to act on the rest."""
    strange = [
        word
        for word in words
        if len(word.text) > 2
        and word.text not in language.titles
        and not language.knows(word.text)
    ]
    return len(strange) > _MOST_STRANGE


def _strange_place(
    words: Sequence[Word], sentence: str, language: Language
) -> str | None:
    """Return the place that is no country the language has, as it was said."""
    text = joined(words)
    for match in language.lists["places"].finditer(text):
        _, end = span(text, match)
        if end < len(words) and not language.knows(words[end].text):
            return _strange(words[end:], sentence, language)
    return None
