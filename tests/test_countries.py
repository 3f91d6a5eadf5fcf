"""The names of countries."""

import pytest

from custom_components.callcard.countries import load_country_names


@pytest.mark.parametrize(
    ("language", "germany"),
    [
        ("en", "Germany"), ("de", "Deutschland"), ("pt-BR", "Alemanha"), ("es-419", "Alemania"),
        ("zh-Hans", "德国"), ("zh-Hant", "德國"), ("sr-Latn", "Nemačka"),
        ("klingon", "Germany"), ("", "Germany"), ("!", "Germany"),
    ],
)  # fmt: skip
def test_country_names(language: str, germany: str) -> None:
    """Countries are named in the language, or in English where it is not known."""
    names = load_country_names(language)

    assert names["DE"] == germany
    for country in ("BE", "BR", "GB", "US", "XK", "TW"):
        assert names[country] not in {"", country}
