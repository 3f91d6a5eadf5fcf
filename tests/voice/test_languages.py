"""The languages' files: each is complete, and says what English says."""

from collections.abc import Iterator
import json
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import custom_components.callcard
from custom_components.callcard.errors import Reason
from custom_components.callcard.voice.languages import load_language
from custom_components.callcard.voice.question import ACTS, Subject
from homeassistant.util.yaml import load_yaml_dict

FOLDER = Path(custom_components.callcard.__file__).parent
FILES = {
    path.stem: load_yaml_dict(path) for path in FOLDER.glob("voice/languages/*.yaml")
}
FLAGS = {"tens_follow_hundreds", "units_follow_tens"}
OPTIONAL_NUMBERS = {
    "compounds",
    "joiners",
    "one",
    "teens_after",
    "unit_and_ten",
    *FLAGS,
}


@pytest.fixture(params=sorted(FILES))
def tag(request: pytest.FixtureRequest) -> str:
    """Return a language."""
    tag: str = request.param
    return tag


def texts_of(data: Any) -> Iterator[Any]:
    """Yield all that stands in a file, but for the values of numbers."""
    match data:
        case dict():
            for key, value in data.items():
                yield key
                if key not in {"others", "repeats", "teens_after", *FLAGS}:
                    yield from texts_of(value)
        case list():
            for value in data:
                yield from texts_of(value)
        case _:
            yield data


def test_sections(tag: str) -> None:
    """Each language has all sections, lists, and responses."""
    data, english = FILES[tag], FILES["en"]

    assert set(data) == set(english)
    for section in ("lists", "responses"):
        assert set(data[section]) == set(english[section])
    assert set(data["reasons"]) >= set(Reason)
    assert set(data["reasons"]) == set(english["reasons"])
    numbers = set(data["numbers"])
    assert set(english["numbers"]) - OPTIONAL_NUMBERS == numbers - OPTIONAL_NUMBERS


def test_texts(tag: str) -> None:
    """No word has become something else, as `no` and `on` do in YAML without quotes."""
    assert all(isinstance(text, str) for text in texts_of(FILES[tag]))


def test_placeholders(tag: str) -> None:
    """Every response tells what English tells."""

    def placeholders(language: str) -> dict[str, set[str | None]]:
        return {
            name: {field for _, field, _, _ in Formatter().parse(text)} - {None}
            for name, text in FILES[language]["responses"].items()
        }

    assert placeholders(tag) == placeholders("en")


def test_rules(tag: str) -> None:
    """Each language has a rule for each thing that can be asked, but for what is unclear."""
    kinds = [kind for rule in FILES[tag]["rules"] for kind in rule]

    assert set(kinds) == {*Subject, "others"} - {Subject.UNCLEAR}
    assert max(kinds.index(act) for act in ACTS) > kinds.index(Subject.LATER)


def test_countries(tag: str) -> None:
    """Further names of countries stand for countries."""
    language = load_language(tag)

    assert set(FILES[tag]["countries"].values()) <= set(language.country_names)


def test_option_is_named_as_users_see_it(tag: str) -> None:
    """Who is told to enter the own phone finds the option by its name."""
    path = FOLDER / "translations" / f"{tag}.json"
    translations = json.loads(path.read_text(encoding="utf-8"))

    option = translations["options"]["step"]["init"]["data"]["a_number"]

    assert option in FILES[tag]["responses"]["no_a_number"]


@pytest.mark.parametrize(
    ("language", "nearest"),
    [("en-GB", "en"), ("pt", "pt-BR"), ("de-CH", "de"), ("ja", "en"), ("", "en")],
)
def test_nearest_language(language: str, nearest: str) -> None:
    """A language that is not there is answered in the nearest, or in English."""
    assert load_language(language).tag == nearest
