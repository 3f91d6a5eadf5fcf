"""What a sentence asks: a pure function of its words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
import re
from typing import Final
import unicodedata

from homeassistant.core import Context

from ..dial_in import Service
from ..phone_number import MAX_LENGTH, is_number
from .languages import CARD, COUNTRY, PERSON, Language
from .people import Mention, Person, Whom, Word, closest, find_people, split

_LONGEST: Final = 512  # characters of a sentence
_LONGEST_COUNTRY: Final = 6  # words
_SHORTEST_NUMBER: Final = 3  # digits
_OTHERS: Final = "others"


class Subject(StrEnum):
    """What can be asked; also the kinds of rules in the languages' files."""

    BALANCE = "balance"
    CALL = "call"
    CANNOT = "cannot"
    CONTACTS = "contacts"
    DIAL_IN = "dial_in"
    LATER = "later"
    """Something that is not meant for now."""
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
        words = _with_card(words, language)
    language = max(
        languages, key=lambda each: sum(each.knows(word.text) for word in words)
    )
    words = _without(words, language.lists["polite"])
    is_named = CARD in _texts(words)
    words, account = _with_account(words, accounts, people)
    is_entry = language.has("entry", _joined(words))
    if not (is_named or account or is_entry):
        return None
    words = _without_wrong(_with_whom(words, sentence, people, language), language)
    words, country = _with_country(words, language)
    asked = replace(asked, account=account)
    message, text = "", _joined(words)
    if any(kind == Subject.SMS and rule.search(text) for kind, rule in language.rules):
        if not language.has("by_card", text):
            return None
        words, message = _without_message(words, sentence, language)
        text = _joined(words)
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
    """Return who is meant by a name, or by a number, that stands alone."""
    who = unicodedata.normalize("NFC", who[:_LONGEST])
    words = _with_whom(split(who), who, people, language)
    named = [word.whom for word in words if word.whom]
    if len(named) == 1:
        return named[0]
    everybody = frozenset[Person]().union(*(each.people for each in named))
    return Whom(who[:MAX_LENGTH].strip(), everybody)


def _texts(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words]


def _joined(words: Iterable[Word]) -> str:
    """Return the words as the languages' patterns search them."""
    return f" {' '.join(_texts(words))} "


def _span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return which words of a joined text a pattern has found: first and end."""
    first = text.count(" ", 0, match.start() + 1) - 1
    return first, first + match[0].count(" ")


def _with_card(words: list[Word], language: Language) -> list[Word]:
    """Return the words with a mark for each name of the card."""
    text = _joined(words)
    for match in reversed([*language.lists["card"].finditer(text)]):
        first, end = _span(text, match)
        ending = match[match.lastindex] if match.lastindex else ""
        marks = [Word(CARD, words[first].first, words[end - 1].end)]
        if len(ending) > 1:  # As in "Telefonkartenguthaben"
            marks.append(marks[0]._replace(text=ending))
        words[first:end] = marks
    return words


def _without(words: Sequence[Word], pattern: re.Pattern[str]) -> list[Word]:
    """Return the words without those that a pattern finds."""
    text, rest = _joined(words), list(words)
    for match in reversed([*pattern.finditer(text)]):
        first, end = _span(text, match)
        del rest[first:end]
    return rest


def _with_account(
    words: list[Word], accounts: Iterable[str], people: Iterable[Person]
) -> tuple[list[Word], str | None]:
    """Return the words without the title of an account, or with a card in its place."""
    names = {name.casefold() for person in people for name in person.names}
    texts = _texts(words)
    for account in sorted(accounts, key=len, reverse=True):
        title = _texts(split(unicodedata.normalize("NFC", account)))
        for first in range(len(texts) - len(title) + 1 if title else 0):
            end = first + len(title)
            beside = {*texts[:first][-1:], *texts[end:][:1]}
            if texts[first:end] != title or (
                account.casefold() in names and CARD not in beside
            ):
                continue
            card = [] if CARD in texts else [words[first]._replace(text=CARD)]
            return [*words[:first], *card, *words[end:]], account
    return words, None


def _with_whom(
    words: list[Word], sentence: str, people: Iterable[Person], language: Language
) -> list[Word]:
    """Return the words with a mark for each person, and for the longest number."""
    texts = _texts(words)
    mentions = find_people(words, people, language)
    bound = [
        index
        for index, word in enumerate(words)
        if sentence[: word.first].endswith("-")
    ]
    numbers = [
        (first, end, number)
        for first, end, number in language.numbers.heard(texts, bound)
        if len(number) >= _SHORTEST_NUMBER
        and not _is_freephone(f" {' '.join(texts[first:end])} ", language)
    ]
    found = [(each.first, each.end, _whom(each, words, sentence)) for each in mentions]
    if numbers:
        first, end, number = max(numbers, key=lambda each: len(each[2]))
        written = sentence[words[first].first : words[end - 1].end]
        if all(
            each.end <= first
            or end <= each.first
            or each.end - each.first < end - first
            for each in mentions
        ):
            found = [each for each in found if each[1] <= first or end <= each[0]]
            number = written if is_number(written) else number
            found.append((first, end, Whom(written[:MAX_LENGTH], number=number)))
    names = [
        each for each in found if not language.knows(" ".join(texts[each[0] : each[1]]))
    ]
    marked = list(words)
    for first, end, whom in sorted(names or found, key=lambda each: -each[0]):
        mark = Word(PERSON, words[first].first, words[end - 1].end, whom)
        marked[first:end] = [mark]
    return marked


def _is_freephone(text: str, language: Language) -> bool:
    """Tell whether digits only say which kind of number is asked for, as 0800."""
    match = language.lists["freephone"].match(text)
    return match is not None and match.end() == len(text) - 1


def _whom(mention: Mention, words: Sequence[Word], sentence: str) -> Whom:
    heard = sentence[words[mention.first].first : words[mention.end - 1].end]
    return Whom(heard, closest(mention.people, sentence))


def _without_wrong(words: list[Word], language: Language) -> list[Word]:
    """Return the words without those who are named only to be corrected."""
    words = _without(words, language.lists["instead_of"])
    text = _joined(words)
    *_, last = (None, *language.lists["rather"].finditer(text))
    if last is None:
        return words
    _, end = _span(text, last)
    if not any(word.whom or not language.knows(word.text) for word in words[end:]):
        return words
    return [word for index, word in enumerate(words) if index >= end or not word.whom]


def _with_country(
    words: list[Word], language: Language
) -> tuple[list[Word], str | None]:
    """Return the words with a mark for the country that has the longest name, and its code."""
    texts = _texts(words)
    for length in range(_LONGEST_COUNTRY, 0, -1):
        for first in range(len(texts) - length + 1):
            name = " ".join(texts[first : first + length])
            if code := language.country_codes.get(name):
                mark = words[first]._replace(text=COUNTRY)
                return [*words[:first], mark, *words[first + length :]], code
    return words, None


def _without_message(
    words: list[Word], sentence: str, language: Language
) -> tuple[list[Word], str]:
    """Return the words without those of a text message, and that message as it was said."""
    text, texts = _joined(words), _texts(words)
    by_card = language.lists["by_card"].search(text)
    if by_card is None or PERSON not in texts:
        return words, ""
    first, end = _span(text, by_card)
    start = max(end, texts.index(PERSON) + 1)
    colon = sentence.find(":", words[start - 1].end)
    if colon >= 0:
        start = next(
            (index for index, word in enumerate(words) if word.first > colon),
            len(words),
        )
    else:
        behind = _joined(words[start:])
        if any(
            kind == Subject.LATER and rule.match(behind)
            for kind, rule in language.rules
        ):
            return words, ""  # As in "Text Mum with the calling card tomorrow"
        while match := language.lists["before_message"].match(_joined(words[start:])):
            start += match[0].count(" ")
    if start < len(words):
        return words[:start], sentence[words[start].first :].strip()
    start = texts.index(PERSON) + 1  # "Text Mum I am late with the calling card"
    said = sentence[words[start].first : words[first - 1].end] if start < first else ""
    return [*words[:start], *words[first:]], said


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


def _strange_place(
    words: Sequence[Word], sentence: str, language: Language
) -> str | None:
    """Return the place that is no country the language has, as it was said."""
    text = _joined(words)
    for match in language.lists["places"].finditer(text):
        _, end = _span(text, match)
        if end < len(words) and not language.knows(words[end].text):
            return _strange(words[end:], sentence, language)
    return None
