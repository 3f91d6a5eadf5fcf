"""The languages that are spoken: one file each, read in the executor."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Self

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from homeassistant.util.language import matches
from homeassistant.util.yaml import load_yaml_dict

from ...api import Balance
from ...contacts import fold
from ..numbers import NumberWords

_DEFAULT: Final = "en"
_FOLDER: Final = Path(__file__).parent
_DEEPEST: Final = 3  # rules within rules
_LONGEST_SKIPPED: Final = 4  # words
MOST_NAMES: Final = 5  # that are told at once

type _Style = Literal["standard", "or"]

SUBJECT_LISTS: Final = ("targets", "dial_in_number", "balance")
"""What is asked for, in the order in which it is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language, ready to be used without reading from disk."""

    tag: str
    """As Home Assistant writes it, and the file's name."""
    locale: Locale
    lists: Mapping[str, Sequence[str]]
    """Name of a list → its phrases, folded."""
    skip_words: frozenset[str]
    """What may stand around the name of a contact, folded."""
    articles: frozenset[str]
    numbers: NumberWords
    country_names: Mapping[str, str]
    """ISO 3166-1 alpha-2 → name."""
    country_codes: Mapping[str, str]
    """Folded name → ISO 3166-1 alpha-2."""
    responses: Mapping[str, str]
    reasons: Mapping[str, str]
    """Why a call was neither prepared nor placed, by `Reason`."""

    @classmethod
    def from_dict(cls, tag: str, data: Mapping[str, Any]) -> Self:
        """Take what stands in a language's file."""
        locale = Locale.parse(tag, sep="-")
        names = {
            code: name for code, name in locale.territories.items() if code.isalpha()
        }
        return cls(
            tag=tag,
            locale=locale,
            lists={
                name: [fold(phrase) for phrase in phrases]
                for name, phrases in data["lists"].items()
            },
            skip_words=frozenset(map(fold, data["skip_words"])),
            articles=frozenset(map(fold, data["articles"])),
            numbers=NumberWords.from_dict(data["numbers"]),
            country_names=names,
            country_codes={fold(name): code for code, name in names.items()}
            | {fold(name): code for name, code in data["countries"].items()},
            responses=data["responses"],
            reasons=data["reasons"],
        )

    def say(self, response: str, **placeholders: str) -> str:
        """Return a response."""
        return self.responses[response].format(**placeholders)

    def amount(self, balance: Balance) -> str:
        """Return the amount as it is spoken."""
        if balance.currency is None:
            return format_decimal(balance.amount, locale=self.locale)
        return format_currency(
            balance.amount, balance.currency, locale=self.locale, format_type="name"
        )

    def names(self, names: Collection[str], style: _Style = "standard") -> str:
        """Return the names as a list, with "and" or "or"; not too many."""
        return format_list(sorted(names)[:MOST_NAMES], style, locale=self.locale)

    def has(self, name: str, text: str) -> bool:
        """Tell whether a folded text has a phrase of the list."""
        return any(f" {phrase} " in f" {text} " for phrase in self.lists[name])

    def subject(self, text: str) -> str | None:
        """Return which of the `SUBJECT_LISTS` a folded text has a phrase of."""
        return next((name for name in SUBJECT_LISTS if self.has(name, text)), None)

    def country(self, name: str) -> str | None:
        """Return the country of that name or ISO 3166-1 alpha-2 code."""
        folded = fold(name)
        known = self.country_codes.get(folded) or self.country_codes.get(
            self.without_article(folded)
        )
        return known or (
            folded.upper() if folded.upper() in self.country_names else None
        )

    def without_skip_words(self, who: str) -> str:
        """Return a name, or a number, without what may stand around it."""
        words = who.split()
        count = _LONGEST_SKIPPED
        while count:
            if fold(" ".join(words[:count])) in self.skip_words:
                words, count = words[count:], _LONGEST_SKIPPED
            elif fold(" ".join(words[-count:])) in self.skip_words:
                words, count = words[:-count], _LONGEST_SKIPPED
            else:
                count -= 1
        return " ".join(words)

    def without_article(self, name: str) -> str:
        """Return a folded name without the article that may stand before it."""
        article, _, bare = name.partition(" ")
        return bare if article in self.articles and bare else name


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


def load_sentences() -> list[str]:
    """Read the sentences of all languages, as Home Assistant's triggers take them."""
    return [sentence for tag in _tags() for sentence in expand(_read(tag))]


def expand(data: Mapping[str, Any]) -> list[str]:
    """Return the sentences of a language's file with its rules in place."""
    lists: dict[str, str] = {
        name: "|".join(phrases) for name, phrases in data["lists"].items()
    }
    rules = {name: f"({phrases})" for name, phrases in lists.items()}
    rules["subject"] = f"({'|'.join(lists[subject] for subject in SUBJECT_LISTS)})"
    rules |= data["expansion_rules"]
    sentences: list[str] = data["sentences"]
    for _ in range(_DEEPEST):
        for name, rule in rules.items():
            sentences = [sentence.replace(f"<{name}>", rule) for sentence in sentences]
    return sentences


def _tags() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def _nearest(tag: str) -> str:
    return (*matches(tag, _tags()), _DEFAULT)[0]


def _read(tag: str) -> dict[str, Any]:
    return load_yaml_dict(_FOLDER / f"{tag}.yaml")
