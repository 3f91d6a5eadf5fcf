"""The languages that are spoken: their texts, and how they write amounts and lists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from ..api import Balance
from ..contacts import fold
from . import de, en, es, fr, nl, pt_br
from .numbers import heard_number, told_number
from .texts import Texts

_LANGUAGES: Final[Mapping[str, tuple[str, Texts]]] = {
    "en": ("en", en.TEXTS),
    "de": ("de", de.TEXTS),
    "nl": ("nl", nl.TEXTS),
    "fr": ("fr", fr.TEXTS),
    "pt": ("pt_BR", pt_br.TEXTS),
    "es": ("es", es.TEXTS),
}


@dataclass(frozen=True, slots=True)
class Language:
    """A language, ready to be used without reading from disk."""

    texts: Texts
    locale: Locale
    country_names: Mapping[str, str]
    """ISO 3166-1 alpha-2 → name."""
    country_codes: Mapping[str, str]
    """Folded name → ISO 3166-1 alpha-2."""

    def amount(self, balance: Balance) -> str:
        """Return the amount as it is spoken."""
        if balance.currency is None:
            return format_decimal(balance.amount, locale=self.locale)
        return format_currency(
            balance.amount, balance.currency, locale=self.locale, format_type="name"
        )

    def either(self, names: Collection[str]) -> str:
        """Return the names to choose from."""
        return format_list(sorted(names), "or", locale=self.locale)

    def every(self, names: Collection[str]) -> str:
        """Return all the names."""
        return format_list(sorted(names), locale=self.locale)

    def country(self, name: str) -> str | None:
        """Return the country of that name or ISO 3166-1 alpha-2 code."""
        folded = fold(name)
        code = folded.upper()
        return (
            self.country_codes.get(folded)
            or self.country_codes.get(self.without_article(name))
            or (code if code in self.country_names else None)
        )

    def without_article(self, name: str) -> str:
        """Return the name, folded, without the article that may stand before it."""
        folded = fold(name)
        article, _, bare = folded.partition(" ")
        return bare if article in self.texts.articles and bare else folded

    def told(self, number: str) -> str:
        """Return the phone number for the ear."""
        return told_number(number, self.texts.numbers)

    def heard(self, words: str) -> str | None:
        """Return the phone number that was said, or None if it is none."""
        return heard_number(words, self.texts.numbers)


@lru_cache(maxsize=16)
def load_language(tag: str) -> Language:
    """Read a language from disk, at its first use; one not spoken is English."""
    base = tag.replace("_", "-").partition("-")[0].lower()
    locale_id, texts = _LANGUAGES.get(base, _LANGUAGES["en"])
    locale = Locale.parse(locale_id)
    names = {code: name for code, name in locale.territories.items() if code.isalpha()}
    codes = {fold(name): code for code, name in names.items()}
    return Language(texts, locale, names, {**codes, **texts.countries})
