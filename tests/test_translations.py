"""What the user reads: every key that the code uses has its text, in every language."""

import json
from pathlib import Path
import re
from string import Formatter
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard import services
from custom_components.callcard.api import NumberKind, Problem
from custom_components.callcard.const import DOMAIN
from custom_components.callcard.errors import Act, Outcome, Reason
from custom_components.callcard.phone_number import NumberProblem
from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.helpers.translation import async_get_translations, recursive_flatten
from homeassistant.util.yaml import load_yaml_dict

from .common import know, state_of, store
from .conftest import SetUp
from .simulator import Simulator

FOLDER = Path(services.__file__).parent
LANGUAGES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((FOLDER / "translations").glob("*.json"))
}
TEXTS = {
    language: recursive_flatten("", texts) for language, texts in LANGUAGES.items()
}
ENGLISH = LANGUAGES["en"]
ICONS = json.loads((FOLDER / "icons.json").read_text(encoding="utf-8"))
OTHER_LANGUAGES = pytest.mark.parametrize("language", sorted(TEXTS.keys() - {"en"}))


def _check_fields(form: Any, texts: dict[str, Any]) -> None:
    """Check that each field of a form has a label and a description, and no other has."""
    fields = set()
    sections = texts.get("sections", {})
    for key, field in form["data_schema"].schema.items():
        if isinstance(field, section):
            _check_fields({"data_schema": field.schema}, sections.pop(str(key)))
        else:
            fields.add(str(key))

    assert set(texts["data"]) == set(texts["data_description"]) == fields
    assert not sections


async def test_every_field_is_described(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Also those in the collapsed section."""
    flows, steps = hass.config_entries.flow, ENGLISH["config"]["step"]
    contacts = hass.config_entries.subentries
    contact_steps = ENGLISH["config_subentries"]["contact"]["step"]
    know(hass, entry, Grandma="+61293744000")
    [grandma] = entry.subentries
    url = {"url": simulator.url}
    login = {"username": "family", "password": "pässwörd€", "advanced": url}

    form = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    _check_fields(form, steps["user"])
    _check_fields(await flows.async_configure(form["flow_id"], login), steps["phone"])
    _check_fields(await entry.start_reauth_flow(hass), steps["reauth_confirm"])
    _check_fields(await entry.start_reconfigure_flow(hass), steps["reconfigure"])
    options = await hass.config_entries.options.async_init(entry.entry_id)
    _check_fields(options, ENGLISH["options"]["step"]["init"])
    for step in contact_steps["user"]["menu_options"]:
        new = await contacts.async_init(
            (entry.entry_id, "contact"), context={"source": SOURCE_USER}
        )
        new = await contacts.async_configure(new["flow_id"], {"next_step_id": step})
        _check_fields(new, contact_steps[step])
    known = await entry.start_subentry_reconfigure_flow(hass, grandma)
    _check_fields(known, contact_steps["reconfigure"])


def test_every_action_is_described() -> None:
    """Its fields have a selector, a name and a description, and it has an icon."""
    described = load_yaml_dict(FOLDER / "services.yaml")
    for action, schema in (
        ("store_targets", services.TARGETS_SCHEMA),
        ("call", services.CALL_SCHEMA),
        ("send_sms", services.SEND_SMS_SCHEMA),
        ("get_dial_in_number", services.GET_DIAL_IN_NUMBER_SCHEMA),
    ):
        texts, fields = ENGLISH["services"][action], described[action]["fields"]
        assert set(fields) == set(texts["fields"]) == {*map(str, schema.schema)}
        assert all(field["selector"] for field in fields.values())
        assert texts["name"] and texts["description"]
        assert ICONS["services"][action]["service"]


def test_every_problem_of_a_number_has_its_text() -> None:
    """It is the same in an action's error and in the dialogs."""
    for texts in LANGUAGES.values():
        for problem in NumberProblem:
            text = texts["exceptions"][problem]["message"]
            assert ("{number}" in text) is (problem is not NumberProblem.EMPTY)
            assert texts["config"]["error"][problem] == text
            assert texts["options"]["error"][problem] == text
            assert texts["config_subentries"]["contact"]["error"][problem] == text


def test_every_failure_has_its_text() -> None:
    """A failed request, in the login's dialog, in a poll, and in a store."""
    exceptions = ENGLISH["exceptions"].keys()
    in_home_assistant = {
        Reason.CANNOT_WRITE,
        Reason.NOT_LOADED,
        Reason.BUSY,
        Reason.RANG,
        Reason.TOO_MANY,
    }
    texts = {key: text["message"] for key, text in ENGLISH["exceptions"].items()}
    assert {*Problem} == {
        texts[f"problem_{problem.name.lower()}"] for problem in Problem
    }

    assert {*Reason} - in_home_assistant <= ENGLISH["config"]["error"].keys()
    assert {*Reason} - in_home_assistant <= exceptions
    for act in Act:
        impossible = {
            Act.STORE: {Reason.RANG, Reason.TOO_MANY},
            Act.CALL: {Reason.CANNOT_WRITE},
            Act.SMS: {Reason.CANNOT_WRITE, Reason.RANG},
        }
        reasons = {*Reason} - impossible[act]
        keys = {f"{Outcome.NOT_DONE}_{act}_{reason}" for reason in reasons}
        assert {key for key in exceptions if f"_{act}_" in key} == {
            *keys,
            f"unknown_{act}_cannot_connect",
            f"unknown_{act}_invalid_response",
        }


@pytest.mark.parametrize("kind", ["trigger", "condition"])
def test_every_trigger_and_condition_is_described(kind: str) -> None:
    """Each, and each of its fields, has a name and a description, and an icon."""
    described = load_yaml_dict(FOLDER / f"{kind}s.yaml")
    texts = ENGLISH[f"{kind}s"]

    assert (
        {key for key in described if not key.startswith(".")}
        == texts.keys()
        == ICONS[f"{kind}s"].keys()
    )
    for key, text in texts.items():
        assert text["name"]
        assert text["description"]
        assert text["fields"].keys() == described[key]["fields"].keys()


def test_every_entity_has_an_icon() -> None:
    """Home Assistant's own would say less."""
    for platform, entities in ENGLISH["entity"].items():
        assert ICONS["entity"][platform].keys() == entities.keys()


def test_languages_that_are_spoken_are_also_written() -> None:
    """Nobody hears German and reads English."""
    spoken = (FOLDER / "voice" / "languages").glob("*.yaml")

    assert set(TEXTS) == {path.stem for path in spoken}


@OTHER_LANGUAGES
def test_translation_is_complete(language: str) -> None:
    """It has the keys of English, in their order, and their placeholders."""
    assert list(TEXTS[language]) == list(TEXTS["en"])
    # Home Assistant drops a text that has other placeholders.
    assert _placeholders(language) == _placeholders("en")
    # A single word, such as Name, may be the same in both.
    same = TEXTS[language].items() & TEXTS["en"].items()
    assert not [text for _, text in same if " " in text]


def _placeholders(language: str) -> dict[str, set[str]]:
    return {
        key: {field for _, field, _, _ in Formatter().parse(text) if field}
        for key, text in TEXTS[language].items()
    }


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
    ("language", "balance", "brazil", "no_contact"),
    [
        ("de", "Guthaben", "Brasilien Einwahl", "Das Konto demo hat keinen Kontakt „Oma“."),
        ("en", "Balance", "Brazil dial-in", "The account demo has no contact “Oma”."),
        ("es", "Saldo", "Brasil: acceso", "La cuenta demo no tiene ningún contacto «Oma»."),
        ("fr", "Solde", "Brésil\u00a0: accès", "Le compte demo n'a pas de contact «\u00a0Oma\u00a0»."),
        ("nl", "Saldo", "Brazilië inbellen", "Het account demo heeft geen contact ‘Oma’."),
        ("pt-BR", "Saldo", "Brasil: acesso", "A conta demo não tem nenhum contato “Oma”."),
    ],
)  # fmt: skip
async def test_language(
    hass: HomeAssistant,
    set_up: SetUp,
    entity_registry: er.EntityRegistry,
    language: str,
    balance: str,
    brazil: str,
    no_contact: str,
) -> None:
    """Entities are named in Home Assistant's language, errors are told in the user's."""
    hass.config.language = language
    await set_up()

    for key, name in (("balance", balance), ("callthrough_geo_br", brazil)):
        entity_id = entity_registry.async_get_entity_id("sensor", DOMAIN, f"1234_{key}")
        assert entity_id is not None
        assert state_of(hass, entity_id).attributes["friendly_name"] == f"demo {name}"
    with pytest.raises(ServiceValidationError) as error:
        await store(hass, contact="Oma")
    texts = await async_get_translations(hass, language, "exceptions", [DOMAIN])
    text = texts[f"component.{DOMAIN}.exceptions.{error.value.translation_key}.message"]
    placeholders = error.value.translation_placeholders or {}
    assert text.format(**placeholders).startswith(no_contact)


def test_card_uses_its_texts() -> None:
    """The card has a text for each key that it uses, and uses each text that it has."""
    source = "".join(
        path.read_text("utf-8")
        for path in (FOLDER.parents[1] / "card" / "src").glob("*.ts")
    )
    used = set(re.findall(r'this\.(?:text|link)\(.*?"(\w+)"', source))
    composed = {f"kind_{kind}" for kind in (*NumberKind, "personal")} | {
        f"{action}_{when}"
        for action in ("store_targets", "call")
        for when in ("now", "lost")
    }
    texts = set(ENGLISH["config_panel"]["card"])

    assert used - {"invalid_auth"} <= texts
    assert texts - composed <= set(re.findall(r'"(\w+)"', source))
    assert composed <= texts
