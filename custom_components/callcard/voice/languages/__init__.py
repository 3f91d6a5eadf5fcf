"""The languages that are spoken: one file each, read in the executor."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
import re
from typing import Any, Final, Literal, Self

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_precision

from homeassistant.util.language import matches
from homeassistant.util.yaml import load_yaml_dict

from ...api import Balance
from ...contacts import fold
from ..numbers import NumberWords

CARD: Final = "CARD"
COUNTRY: Final = "COUNTRY"
PERSON: Final = "WHO"
MOST_NAMES: Final = 5  # that are told at once

_DEFAULT: Final = "en"
_FOLDER: Final = Path(__file__).parent
_GAPS: Final = {"..": r"(?: \S+){0,8}?", "_": r"(?: \S+){0,2}?"}
_MARKS: Final = {CARD, COUNTRY, PERSON}

type _Style = Literal["standard", "or"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """A language, ready to be used without reading from disk.

    Its patterns search folded words with a space before and behind each.
    """

    tag: str
    """As Home Assistant writes it, and the file's name."""
    locale: Locale
    lists: Mapping[str, re.Pattern[str]]
    """Name of a list → its phrases."""
    rules: Sequence[tuple[str, re.Pattern[str]]]
    """What is asked, and the phrases that tell; the first that is found counts."""
    titles: Mapping[str, int]
    """Folded title → its kind, as Mr or Dr."""
    name_endings: Sequence[str]
    """What may be added to a name."""
    words: frozenset[str]
    """Folded words that are no names."""
    stems: tuple[str, ...]
    """Beginnings of folded words that are no names."""
    numbers: NumberWords
    country_names: Mapping[str, str]
    """ISO 3166-1 alpha-2 → name."""
    country_codes: Mapping[str, str]
    """Folded name → ISO 3166-1 alpha-2."""
    responses: Mapping[str, str]
    reasons: Mapping[str, str]
    """Why something was not done, by `Reason`."""

    @classmethod
    def from_dict(cls, tag: str, data: Mapping[str, Any]) -> Self:
        """Take what stands in a language's file."""
        locale = Locale.parse(tag, sep="-")
        names = {
            code: name for code, name in locale.territories.items() if code.isalpha()
        }
        numbers = NumberWords.from_dict(data["numbers"])
        rules = [(kind, each) for rule in data["rules"] for kind, each in rule.items()]
        phrases = chain(*data["lists"].values(), *(each for _, each in rules))
        titles = {
            folded: kind
            for kind, each in enumerate(data["titles"])
            for title in each
            for folded in fold(title).split()
        }
        words = [
            (fold(part), part.endswith("*"))
            for phrase in phrases
            for part in phrase.split()
        ]
        return cls(
            tag=tag,
            locale=locale,
            lists={
                name: _pattern(each, numbers) for name, each in data["lists"].items()
            },
            rules=[(kind, _pattern(each, numbers)) for kind, each in rules],
            titles=titles,
            name_endings=data["name_endings"],
            words=numbers.words.union(*(word.split() for word, _ in words)),
            stems=tuple(word for word, is_stem in words if is_stem and word),
            numbers=numbers,
            country_names=names,
            country_codes={fold(name): code for code, name in names.items()}
            | {fold(name): code for name, code in data["countries"].items()},
            responses=data["responses"],
            reasons=data["reasons"],
        )

    def knows(self, word: str) -> bool:
        """Tell whether a folded word, or a mark, is no name."""
        return (
            word in self.words
            or word in _MARKS
            or word.isdecimal()
            or word.startswith(self.stems)
        )

    def say(self, response: str, **placeholders: str) -> str:
        """Return a response."""
        return self.responses[response].format(**placeholders)

    def amount(self, balance: Balance) -> str:
        """Return an amount, whatever its sign, as it is spoken."""
        amount = abs(balance.amount)
        if balance.currency is None:
            return format_decimal(amount, locale=self.locale)
        precision = get_currency_precision(balance.currency)
        units, cents = divmod(int(amount.scaleb(precision)), 10**precision)
        told = format_currency(
            units,
            balance.currency,
            "#,##0",
            self.locale,
            currency_digits=False,
            format_type="name",
        )
        return self.say("amount", units=told, cents=str(cents)) if cents else told

    def names(self, names: Collection[str], style: _Style = "standard") -> str:
        """Return the names as a list, with "and" or "or"; not too many."""
        return format_list(sorted(names)[:MOST_NAMES], style, locale=self.locale)

    def has(self, name: str, text: str) -> bool:
        """Tell whether a text has a phrase of a list."""
        return self.lists[name].search(text) is not None

    def country(self, name: str) -> str | None:
        """Return the country of that name or ISO 3166-1 alpha-2 code."""
        code = name.strip().upper()
        known = self.country_codes.get(fold(name))
        return known or (code if code in self.country_names else None)


def load_language(tag: str) -> Language:
    """Read the language that is nearest to one of Home Assistant's; else English."""
    return read_language(_nearest(tag))


def load_languages(tag: str) -> list[Language]:
    """Read all languages, the nearest first."""
    return [read_language(each) for each in dict.fromkeys((_nearest(tag), *_tags()))]


@cache
def read_language(tag: str) -> Language:
    """Read a language's file, once; `tag` is one of the files' names."""
    return Language.from_dict(tag, _read(tag))


def load_names() -> list[str]:
    """Read what every sentence has one of: all names of the card, in all languages."""
    lists = [_read(tag)["lists"] for tag in _tags()]
    names = {
        name.rstrip("*") for each in lists for name in (*each["card"], *each["entry"])
    }
    return sorted(
        name
        for name in names
        if not any(name != other and name.startswith(other) for other in names)
    )


def _tags() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def _nearest(tag: str) -> str:
    return (*matches(tag, _tags()), _DEFAULT)[0]


def _read(tag: str) -> dict[str, Any]:
    return load_yaml_dict(_FOLDER / f"{tag}.yaml")


def _pattern(phrases: Iterable[str], numbers: NumberWords) -> re.Pattern[str]:
    """Return what finds any of the phrases, as docs/voice.md writes them."""
    return re.compile("|".join(_expression(phrase, numbers) for phrase in phrases))


def _expression(phrase: str, numbers: NumberWords) -> str:
    parts = []
    for part in phrase.split():
        match part:
            case "^":
                parts.append("^")
            case _ if part in _GAPS:
                parts.append(_GAPS[part])
            case "NUMBER":
                parts.append(rf" (?:\d+|{'|'.join(numbers.small)})")
            case _ if part in _MARKS:
                parts.append(f" {part}")
            case _:
                before = r"\S*" * part.startswith("*")
                after = r"(\S*)" * part.endswith("*")
                parts.append(f" {before}{fold(part)}{after}")
    return f"{''.join(parts)}(?= )"
