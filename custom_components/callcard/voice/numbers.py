"""Phone numbers as they are spoken: heard as words or digits, told digit by digit."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any, Final, NamedTuple, Self

import phonenumbers
from phonenumbers import PhoneNumberFormat

from ..contacts import fold
from ..phone_number import country_of, formatted

_LONGEST: Final = 6  # words that are one value
_SMALL: Final = 61  # minutes, and hours


class _Value(NamedTuple):
    digits: str
    words: int
    """How many it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The words that a language dictates phone numbers with, folded."""

    plus: str
    """How the plus sign is told."""
    values: Mapping[str, int]
    """Word → 0 to 999."""
    repeats: Mapping[str, int]
    """Word → how many times the digit behind it counts."""
    hundred: str
    joiners: frozenset[str]
    """What stands between tens and units."""
    units_follow_tens: bool
    """Whether units are added to tens also without it."""
    tens_follow_hundreds: bool
    """Whether tens and units are added to hundreds also without it."""
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
        hundred = fold(data["hundred"])
        if unit_and_ten := data.get("unit_and_ten"):
            units = {word: value for word, value in values.items() if 0 < value < 10}
            units |= {fold(word): 1 for word in data["one"]}
            values |= {
                f"{unit}{unit_and_ten}{ten}": units[unit] + values[ten]
                for unit in units
                for ten in tens
            }
            values |= {
                f"{unit}{hundred}{rest}": 100 * units[unit] + value
                for unit in units
                for rest, value in [("", 0), *values.items()]
                if value < 100
            }
        return cls(
            plus=data["plus"],
            values=values,
            repeats={fold(word): times for word, times in data["repeats"].items()},
            hundred=hundred,
            joiners=frozenset(map(fold, data.get("joiners", ()))),
            units_follow_tens=data.get("units_follow_tens", False),
            tens_follow_hundreds=data.get("tens_follow_hundreds", False),
            compounds=data.get("compounds", {}),
            teens_after=frozenset(data.get("teens_after", ())),
        )

    @property
    def words(self) -> frozenset[str]:
        """All words of numbers."""
        return frozenset((*self.values, *self.repeats, self.hundred, fold(self.plus)))

    @property
    def small(self) -> list[str]:
        """The words of times of day, and of minutes."""
        return [word for word, value in self.values.items() if value < _SMALL]

    def heard(
        self, words: Sequence[str], bound: Collection[int] = ()
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the numbers in folded words and plus signs: first, end, and digits.

        `bound` are the words that a hyphen joins to the one before: "vingt-quatre vingt"
        is not "vingt quatre-vingt".
        """
        words = list(words)
        for several, one in self.compounds.items():
            parts = several.split()
            for first in set(range(len(words))) - set(bound):
                if words[first : first + len(parts)] == parts:
                    words[first : first + len(parts)] = [one] + [""] * (len(parts) - 1)
        first = 0
        while first < len(words):
            is_plus = words[first] in {"+", fold(self.plus)}
            end, digits = first + is_plus, ""
            while value := self._value(words[end : end + _LONGEST]):
                end, digits = end + value.words, digits + value.digits
            if digits:
                yield first, end, f"{'+' * is_plus}{digits}"
            first = max(end, first + 1)

    def told(self, number: str, country: str | None) -> str:
        """Return the number for the ear: digit by digit, with a pause between groups.

        In its own country, it is told as it is dialled there.
        """
        written, plus = formatted(number), number.startswith("+")
        if plus and country is not None and country == country_of(number):
            parsed, plus = phonenumbers.parse(number), False
            written = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
        told = ", ".join(" ".join(group) for group in re.findall(r"\d++", written))
        return f"{self.plus} {told}" if plus else told

    def _value(self, words: Sequence[str]) -> _Value | None:
        """Return the value that the words begin with, if they do."""
        match words:
            case ["", *_]:
                return _Value("", 1)
            case [digits, *_] if digits.isdecimal():
                return _Value(digits, 1)
            case [repeat, digit, *_] if repeat in self.repeats:
                value = self._value([digit])
                if value and len(value.digits) == 1:
                    return _Value(self.repeats[repeat] * value.digits, 2)
                return None
            case [word, *rest] if word == self.hundred:
                return self._sum(100, 1, rest)
            case [word, hundred, *rest] if hundred == self.hundred and (
                0 < (unit := self.values.get(word, 0)) < 10
            ):
                return self._sum(100 * unit, 2, rest)
            case [word, *rest] if word in self.values:
                return self._sum(self.values[word], 1, rest)
        return None

    def _sum(self, value: int, count: int, words: Sequence[str]) -> _Value:
        """Return a value with those that are added to it: tens to hundreds, units to tens."""
        joined = bool(words) and words[0] in self.joiners
        if words[:1] == [""]:
            return self._sum(value, count + 1, words[1:])
        following = self.values.get(words[joined]) if words[joined:] else None
        if following is not None:
            ten = value % 100
            if value >= 100 and not ten:
                is_added = joined or self.tens_follow_hundreds
                is_added = is_added and 0 < following < 100
            else:
                is_added = (joined or self.units_follow_tens) and (
                    (ten >= 20 and not ten % 10 and 1 <= following <= 9)
                    or (bool(self.teens_after) and ten == 10 and 7 <= following <= 9)
                    or (ten in self.teens_after and 10 <= following <= 19)
                )
            if is_added:
                added = 1 + joined
                return self._sum(value + following, count + added, words[added:])
        return _Value(str(value), count)


def _values(words: str, first: int, step: int) -> dict[str, int]:
    """Return the words with their values, which rise by `step`."""
    return {
        fold(word): first + step * index for index, word in enumerate(words.split())
    }
