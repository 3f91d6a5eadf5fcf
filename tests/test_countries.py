"""The names of countries."""

import pytest

from custom_components.callcard.countries import load_country_names


@pytest.mark.parametrize(
    ("language", "germany"),
    [
        ("en", "Germany"),
        ("en-GB", "Germany"),
        ("de", "Deutschland"),
        ("pt-BR", "Alemanha"),
        ("es-419", "Alemania"),
        ("zh-Hans", "德国"),
        ("zh-Hant", "德國"),
        ("sr-Latn", "Nemačka"),
        ("xx", "Germany"),
        ("klingon", "Germany"),
        ("", "Germany"),
        ("!", "Germany"),
    ],
)
def test_country_names(language: str, germany: str) -> None:
    """Countries are named in the language, or in English where it is not known."""
    assert load_country_names(language)["DE"] == germany


@pytest.mark.parametrize("country", ["BE", "BR", "GB", "US", "XK", "TW"])
@pytest.mark.parametrize("language", ["en", "de", "pt-BR", "zh-Hans"])
def test_every_country_has_a_name(language: str, country: str) -> None:
    """A country that the vendor serves has a name other than its code."""
    assert load_country_names(language)[country] not in {"", country}
