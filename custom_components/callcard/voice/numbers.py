"""Phone numbers as they are spoken: heard as words or digits, told digit by digit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import re
from typing import Any, Final, Self

from ..contacts import fold
from ..phone_number import formatted, is_number

_WORD: Final = re.compile(r"\+|\d++|[^\W\d]++")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The words that a language dictates phone numbers with, folded."""

    plus: str
    """How the plus sign is told."""
    values: Mapping[str, int]
    """Word → 0 to 99."""
    repeats: Mapping[str, int]
    """Word → how many times the digit behind it counts."""
    fillers: frozenset[str]
    """What may stand before the number."""
    joiners: frozenset[str]
    """What stands between tens and units."""
    units_follow_tens: bool
    """Whether units are added to tens also without it."""
    compounds: Mapping[str, str]
    """Several words that are one → that one."""
    teens_after: frozenset[int]
    """The tens that ten to nineteen are added to, in place of their own tens."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read the section `numbers` of a language's file."""
        values = _values(data["from_0"], 0, 1)
        tens = _values(data["tens_from_20"], 20, 10)
        values |= tens | {fold(word): value for word, value in data["others"].items()}
        if unit_and_ten := data.get("unit_and_ten"):
            values |= {
                f"{unit}{unit_and_ten}{ten}": values[unit] + values[ten]
                for unit in [word for word, value in values.items() if 0 < value < 10]
                for ten in tens
            }
        return cls(
            plus=data["plus"],
            values=values,
            repeats={fold(word): times for word, times in data["repeats"].items()},
            fillers=frozenset(map(fold, data["fillers"])),
            joiners=frozenset(map(fold, data.get("joiners", ()))),
            units_follow_tens=data.get("units_follow_tens", False),
            compounds=data.get("compounds", {}),
            teens_after=frozenset(data.get("teens_after", ())),
        )

    def heard(self, text: str) -> str | None:
        """Return the phone number that was said, or None if it is none."""
        written = text if is_number(text) else None
        if written and not any(map(str.isalpha, written)):
            return written
        text = f" {text.casefold()} "
        for several, one in self.compounds.items():
            text = text.replace(f" {several}", f" {one}")
        words: list[str] = _WORD.findall("+".join(map(fold, text.split("+"))))
        while words and words[0] in self.fillers:
            words.pop(0)
        plus = bool(words) and words[0] in {"+", fold(self.plus)}
        try:
            digits = "".join(self._digits(words[plus:]))
        except LookupError:
            return written
        return f"{'+' * plus}{digits}" if digits else None

    def told(self, number: str) -> str:
        """Return the number for the ear: digit by digit, with a pause between groups."""
        groups = re.findall(r"\d++", formatted(number))
        told = ", ".join(" ".join(group) for group in groups)
        return f"{self.plus} {told}" if number.startswith("+") else told

    def _digits(self, words: list[str]) -> Iterator[str]:
        """Yield the digits of the words; raises `LookupError` for any other word."""
        rest = words[::-1]
        while rest:
            word = rest.pop()
            if word.isdecimal():
                yield word
            elif (times := self.repeats.get(word)) and rest:
                yield times * self._digit(rest.pop())
            else:
                yield str(self._value(word, rest))

    def _digit(self, word: str) -> str:
        digit = word if word.isdecimal() else str(self.values[word])
        if len(digit) > 1:
            raise LookupError(word)
        return digit

    def _value(self, word: str, rest: list[str]) -> int:
        """Return the value that begins with `word`; take its other words from `rest`."""
        value = self.values[word]
        while rest:
            joined = rest[-1] in self.joiners
            following = (
                self.values.get(rest[-2 if joined else -1]) if rest[joined:] else None
            )
            if following is None or not (joined or self.units_follow_tens):
                break
            if (total := self._sum(value, following)) is None:
                break
            del rest[-1 - joined :]
            value = total
        return value

    def _sum(self, value: int, following: int) -> int | None:
        """Return what two values that follow each other are together, if they are one."""
        is_ten = value >= 20 and not value % 10
        if (
            (is_ten and 1 <= following <= 9)
            or (self.teens_after and value == 10 and 7 <= following <= 9)
            or (value in self.teens_after and 10 <= following <= 19)
        ):
            return value + following
        return None


def _values(words: str, first: int, step: int) -> dict[str, int]:
    """Return the words with their values, which rise by `step`."""
    return {
        fold(word): first + step * index for index, word in enumerate(words.split())
    }
