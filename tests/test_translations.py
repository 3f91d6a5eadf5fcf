"""What the user reads: every key that the code uses has its text, in every language."""

import json
from pathlib import Path
import re
from string import Formatter
from typing import Any

import pytest
import voluptuous as vol

from custom_components.callcard import config_flow, contact_flow, services
from custom_components.callcard.api import NumberKind
from custom_components.callcard.const import DOMAIN
from custom_components.callcard.phone import NumberProblem
from custom_components.callcard.sentences import SENTENCES
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.translation import async_get_translations, recursive_flatten
from homeassistant.util.yaml import load_yaml_dict

from .common import state_of, store
from .conftest import SetUp

FOLDER = Path(config_flow.__file__).parent
LANGUAGES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((FOLDER / "translations").glob("*.json"))
}
TEXTS = {
    language: recursive_flatten("", texts) for language, texts in LANGUAGES.items()
}
TRANSLATIONS = sorted(TEXTS.keys() - {"en"})
ENGLISH = LANGUAGES["en"]
CONTACT = ENGLISH["config_subentries"]["contact"]
ICONS = json.loads((FOLDER / "icons.json").read_text())


@pytest.mark.parametrize(
    ("schema", "step"),
    [
        (config_flow.USER_SCHEMA, ENGLISH["config"]["step"]["user"]),
        (config_flow.REAUTH_SCHEMA, ENGLISH["config"]["step"]["reauth_confirm"]),
        (config_flow.RECONFIGURE_SCHEMA, ENGLISH["config"]["step"]["reconfigure"]),
        (config_flow.OPTIONS_SCHEMA, ENGLISH["options"]["step"]["init"]),
        (contact_flow.CONTACT_SCHEMA, CONTACT["step"]["user"]),
        (contact_flow.CONTACT_SCHEMA, CONTACT["step"]["reconfigure"]),
    ],
    ids=["user", "reauth", "reconfigure", "options", "contact", "change contact"],
)
def test_every_field_has_label_and_description(
    schema: vol.Schema, step: dict[str, Any]
) -> None:
    """Also those in the collapsed section."""
    fields = {
        str(key) for key, kind in schema.schema.items() if not isinstance(kind, section)
    }
    sections = {
        str(key): {str(field) for field in kind.schema.schema}
        for key, kind in schema.schema.items()
        if isinstance(kind, section)
    }

    assert set(step["data"]) == set(step["data_description"]) == fields
    assert {
        name: set(texts["data"]) for name, texts in step.get("sections", {}).items()
    } == sections
    assert {
        name: set(texts["data_description"])
        for name, texts in step.get("sections", {}).items()
    } == sections


@pytest.mark.parametrize(
    ("action", "schema"),
    [
        ("store_targets", services.STORE_TARGETS_SCHEMA),
        ("get_dial_in_number", services.GET_DIAL_IN_NUMBER_SCHEMA),
    ],
)
def test_every_action_is_described(action: str, schema: vol.Schema) -> None:
    """Its fields have a selector, a name and a description, and it has an icon."""
    fields = {str(key) for key in schema.schema}
    texts = ENGLISH["services"][action]
    described = load_yaml_dict(FOLDER / "services.yaml")[action]["fields"]

    assert set(described) == set(texts["fields"]) == fields
    assert all(field["selector"] for field in described.values())
    assert texts["name"] and texts["description"]
    assert ICONS["services"][action]["service"]


@pytest.mark.parametrize("problem", NumberProblem)
def test_every_problem_of_a_number_has_its_text(problem: NumberProblem) -> None:
    """It is the same in an action's error, in the options and in a contact's dialog."""
    for texts in LANGUAGES.values():
        text = texts["exceptions"][problem]["message"]

        assert "{number}" in text
        assert texts["options"]["error"][problem] == text
        assert texts["config_subentries"]["contact"]["error"][problem] == text


@pytest.mark.parametrize("kind", ["trigger", "condition"])
def test_every_trigger_and_condition_is_described(kind: str) -> None:
    """Each, and each of its fields, has a name and a description, and an icon."""
    described = load_yaml_dict(FOLDER / f"{kind}s.yaml")
    texts = ENGLISH[f"{kind}s"]

    assert set(described) - {".common"} >= set(texts) == set(ICONS[f"{kind}s"])
    for key, text in texts.items():
        assert text["name"]
        assert text["description"]
        assert set(text.get("fields", {})) == set(described[key].get("fields", {}))


@pytest.mark.parametrize("platform", ENGLISH["entity"])
def test_every_entity_has_an_icon(platform: str) -> None:
    """Home Assistant's own would say less."""
    assert set(ICONS["entity"][platform]) == set(ENGLISH["entity"][platform])


def test_languages_that_are_spoken_are_also_written() -> None:
    """Nobody hears German and reads English."""
    assert set(TEXTS) == set(SENTENCES)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_translation_has_the_keys_of_english(language: str) -> None:
    """And in its order, so that two languages can be read side by side."""
    assert list(TEXTS[language]) == list(TEXTS["en"])


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_translation_has_the_placeholders_of_english(language: str) -> None:
    """Home Assistant drops a text that has others."""
    assert _placeholders(language) == _placeholders("en")


def _placeholders(language: str) -> dict[str, set[str]]:
    return {
        key: {field for _, field, _, _ in Formatter().parse(text) if field}
        for key, text in TEXTS[language].items()
    }


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_nothing_is_left_in_english(language: str) -> None:
    """A single word, such as Name, may be the same in both."""
    same = TEXTS[language].items() & TEXTS["en"].items()

    assert not [text for _, text in same if " " in text]


@pytest.mark.parametrize("language", TEXTS)
def test_every_text_can_be_shown(language: str) -> None:
    """None is empty, has space around it, markup, an address or a quoted placeholder."""
    for text in TEXTS[language].values():
        assert text
        assert text == text.strip()
        assert cv.string_with_no_html(text)
        assert "://" not in text
        assert "www." not in text
        assert "'{" not in text


@pytest.mark.parametrize(
    ("language", "balance", "dial_in_number"),
    [
        ("de", "Guthaben", "Einwahlnummer Brasilien"),
        ("en", "Balance", "Dial-in number Brazil"),
        ("es", "Saldo", "Número de acceso Brasil"),
        ("fr", "Solde", "Numéro d'accès Brésil"),
        ("nl", "Saldo", "Inbelnummer Brazilië"),
        ("pt-BR", "Saldo", "Número de acesso Brasil"),
    ],
)
async def test_entities_are_named_in_the_language_of_the_home(
    hass: HomeAssistant,
    set_up: SetUp,
    entity_registry: er.EntityRegistry,
    language: str,
    balance: str,
    dial_in_number: str,
) -> None:
    """Home Assistant finds the file of each language."""
    hass.config.language = language

    await set_up()

    for key, name in (("balance", balance), ("callthrough_geo_br", dial_in_number)):
        entity_id = entity_registry.async_get_entity_id("sensor", DOMAIN, f"1234_{key}")
        assert entity_id is not None
        assert state_of(hass, entity_id).attributes["friendly_name"] == f"demo {name}"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Konto demo hat keinen Kontakt „Oma“."),
        ("en", "The account demo has no contact “Oma”."),
        ("es", "La cuenta demo no tiene ningún contacto «Oma»."),
        ("fr", "Le compte demo n'a pas de contact «\u00a0Oma\u00a0»."),
        ("nl", "Het account demo heeft geen contact ‘Oma’."),
        ("pt-BR", "A conta demo não tem nenhum contato “Oma”."),
    ],
)
async def test_errors_are_told_in_the_language_of_the_user(
    hass: HomeAssistant, set_up: SetUp, language: str, text: str
) -> None:
    """The error of an action holds what a user's browser translates it with."""
    await set_up()

    with pytest.raises(ServiceValidationError) as error:
        await store(hass, contact="Oma")

    texts = await async_get_translations(hass, language, "exceptions", [DOMAIN])
    key = f"component.{DOMAIN}.exceptions.{error.value.translation_key}.message"
    placeholders = error.value.translation_placeholders or {}
    assert texts[key].format(**placeholders).startswith(text)


def test_card_uses_its_texts() -> None:
    """The card has a text for each key that it uses, and uses each text that it has."""
    source = "".join(
        path.read_text("utf-8")
        for path in (FOLDER.parents[1] / "card" / "src").glob("*.ts")
    )
    keys = {
        key
        for arguments in re.findall(r"this\.text\(([^)]*)", source)
        for key in re.findall(r'"(\w+)"', arguments)
    }
    keys |= {f"kind_{kind}" for kind in (*NumberKind, "personal")}
    keys |= {"account", "connection_lost"}  # Named elsewhere

    assert keys - {"invalid_auth"} == set(ENGLISH["config_panel"]["card"])
