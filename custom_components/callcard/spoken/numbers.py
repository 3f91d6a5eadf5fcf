"""Phone numbers as they are spoken: heard as words or digits, told digit by digit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import re
from typing import Final

from ..contacts import fold
from ..phone import formatted

_WRITTEN: Final = re.compile(r"\+?[0-9 ()./-]*[0-9][0-9 ()./-]*")
_WORD: Final = re.compile(r"\+|\d+|[^\W\d]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The words that a language dictates phone numbers with, folded."""

    plus: str
    """How the plus sign is told."""
    pluses: frozenset[str]
    values: Mapping[str, int]
    """Word → 0 to 99."""
    repeats: Mapping[str, int]
    """Word → how many times the digit behind it is meant."""
    joiners: frozenset[str] = frozenset()
    """What stands between tens and units."""
    joins_unsaid: bool = False
    """Whether units are added to tens also without it."""
    fillers: frozenset[str] = frozenset()
    """What may stand before the number."""
    compounds: tuple[tuple[re.Pattern[str], str], ...] = ()
    """Several words that are one, and that one."""
    teens_after: frozenset[int] = frozenset()
    """The tens that ten to nineteen are added to, in place of their own tens."""


def words(text: str, first: int = 0, step: int = 1) -> dict[str, int]:
    """Return the words of `text` with their values, which rise by `step`."""
    return {word: first + step * index for index, word in enumerate(text.split())}


def heard_number(text: str, language: NumberWords) -> str | None:
    """Return the phone number that was said, or None if it is none."""
    if _WRITTEN.fullmatch(text):
        return text
    for several, one in language.compounds:
        text = several.sub(one, text)
    heard: list[str] = _WORD.findall(_fold_keeping_plus(text))
    while heard and heard[0] in language.fillers:
        heard.pop(0)
    plus = bool(heard) and heard[0] in {"+", *language.pluses}
    try:
        digits = "".join(_digits(heard[plus:], language))
    except LookupError:
        return None
    return f"{'+' * plus}{digits}" if digits else None


def told_number(number: str, language: NumberWords) -> str:
    """Return the number for the ear: digit by digit, with a pause between its groups."""
    groups = re.findall(r"\d+", formatted(number))
    told = ", ".join(" ".join(group) for group in groups)
    return f"{language.plus} {told}" if number.startswith("+") else told


def _fold_keeping_plus(text: str) -> str:
    return "+".join(fold(part) for part in text.split("+"))


def _digits(heard: list[str], language: NumberWords) -> Iterator[str]:
    """Yield the digits of the words; raises `LookupError` for any other word."""
    rest = list(heard)
    while rest:
        word = rest.pop(0)
        if word.isdecimal():
            yield word
        elif (times := language.repeats.get(word)) and rest:
            digit = rest.pop(0)
            yield times * _digit(digit, language)
        else:
            yield str(_value(word, rest, language))


def _digit(word: str, language: NumberWords) -> str:
    digit = word if word.isdecimal() else str(language.values[word])
    if len(digit) > 1:
        raise LookupError(word)
    return digit


def _value(word: str, rest: list[str], language: NumberWords) -> int:
    """Return the value that begins with `word`; take its other words from `rest`."""
    value = language.values[word]
    while True:
        joined = bool(rest) and rest[0] in language.joiners
        following = language.values.get(rest[joined]) if rest[joined:] else None
        if following is None or not (joined or language.joins_unsaid):
            return value
        if (total := _sum(value, following, language)) is None:
            return value
        del rest[: joined + 1]
        value = total


def _sum(value: int, following: int, language: NumberWords) -> int | None:
    """Return what two values that follow each other are together, if they are one."""
    if value >= 20 and not value % 10 and 1 <= following <= 9:
        return value + following
    if language.teens_after and value == 10 and 7 <= following <= 9:
        return value + following
    if value in language.teens_after and 10 <= following <= 19:
        return value + following
    return None
