"""A sentence's words, with marks in place of the card, people and countries."""

from collections.abc import Iterable, Sequence
import re
from typing import Final
import unicodedata

from ..phone_number import MAX_LENGTH, is_number
from .languages import CARD, COUNTRY, PERSON, Language
from .people import Mention, Person, Whom, Word, closest, find_people, split

_LATER: Final = "later"
_LONGEST_COUNTRY: Final = 6  # words
_SHORTEST_NUMBER: Final = 3  # digits


def texts_of(words: Iterable[Word]) -> list[str]:
    """Return the words alone."""
    return [word.text for word in words]


def joined(words: Iterable[Word]) -> str:
    """Return the words as the languages' patterns search them."""
    return f" {' '.join(texts_of(words))} "


def span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return which words of a joined text a pattern has found: first and end."""
    first = text.count(" ", 0, match.start() + 1) - 1
    return first, first + match[0].count(" ")


def with_card(words: list[Word], language: Language) -> list[Word]:
    """Return the words with a mark for each name of the card."""
    text = joined(words)
    for match in reversed([*language.lists["card"].finditer(text)]):
        first, end = span(text, match)
        ending = match[match.lastindex] if match.lastindex else ""
        marks = [Word(CARD, words[first].first, words[end - 1].end)]
        if len(ending) > 1:  # As in "Telefonkartenguthaben"
            marks.append(marks[0]._replace(text=ending))
        words[first:end] = marks
    return words


def without(words: Sequence[Word], pattern: re.Pattern[str]) -> list[Word]:
    """Return the words without those that a pattern finds."""
    text, rest = joined(words), list(words)
    for match in reversed([*pattern.finditer(text)]):
        first, end = span(text, match)
        del rest[first:end]
    return rest


def with_account(
    words: list[Word], accounts: Iterable[str], people: Iterable[Person]
) -> tuple[list[Word], str | None]:
    """Return the words without the title of an account, or with a card in its place."""
    names = {name.casefold() for person in people for name in person.names}
    texts = texts_of(words)
    for account in sorted(accounts, key=len, reverse=True):
        title = texts_of(split(unicodedata.normalize("NFC", account)))
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


def with_whom(
    words: list[Word], sentence: str, people: Iterable[Person], language: Language
) -> list[Word]:
    """Return the words with a mark for each person, and for the longest number."""
    texts = texts_of(words)
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
            # Words such as “plus” are parsed; brackets and dashes are left as written.
            is_written = is_number(written) and not any(map(str.isalpha, written))
            number = written if is_written else number
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


def without_wrong(words: list[Word], language: Language) -> list[Word]:
    """Return the words without those who are named only to be corrected."""
    words = without(words, language.lists["instead_of"])
    text = joined(words)
    *_, last = (None, *language.lists["rather"].finditer(text))
    if last is None:
        return words
    _, end = span(text, last)
    if not any(word.whom or not language.knows(word.text) for word in words[end:]):
        return words
    return [word for index, word in enumerate(words) if index >= end or not word.whom]


def with_country(
    words: list[Word], language: Language
) -> tuple[list[Word], str | None]:
    """Return the words with a mark for the country that has the longest name, and its code."""
    texts = texts_of(words)
    for length in range(_LONGEST_COUNTRY, 0, -1):
        for first in range(len(texts) - length + 1):
            name = " ".join(texts[first : first + length])
            if code := language.country_codes.get(name):
                mark = words[first]._replace(text=COUNTRY)
                return [*words[:first], mark, *words[first + length :]], code
    return words, None


def without_message(
    words: list[Word], sentence: str, language: Language
) -> tuple[list[Word], str]:
    """Return the words without those of a text message, and that message as it was said."""
    text, texts = joined(words), texts_of(words)
    by_card = language.lists["by_card"].search(text)
    if by_card is None or PERSON not in texts:
        return words, ""
    first, end = span(text, by_card)
    start = max(end, texts.index(PERSON) + 1)
    colon = sentence.find(":", words[start - 1].end)
    if colon >= 0:
        start = next(
            (index for index, word in enumerate(words) if word.first > colon),
            len(words),
        )
    else:
        behind = joined(words[start:])
        if any(kind == _LATER and rule.match(behind) for kind, rule in language.rules):
            return words, ""  # As in "Text Mum with the calling card tomorrow"
        while match := language.lists["before_message"].match(joined(words[start:])):
            start += match[0].count(" ")
    if start < len(words):
        return words[:start], sentence[words[start].first :].strip()
    start = texts.index(PERSON) + 1  # "Text Mum I am late with the calling card"
    said = sentence[words[start].first : words[first - 1].end] if start < first else ""
    return [*words[:start], *words[first:]], said
