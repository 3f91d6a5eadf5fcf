"""Names of countries."""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=4)
def load_country_names(language: str) -> Mapping[str, str]:
    """Read the names of countries from disk: ISO 3166-1 alpha-2 code → name.

    `language` is one of Home Assistant's; one that is not known is answered in English.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except UnknownLocaleError, ValueError:
        locale = Locale("en")
    return dict(locale.territories)
