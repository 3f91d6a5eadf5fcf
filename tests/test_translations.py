"""What the user reads: every key that the code uses has its text, and the reverse."""

import json
from pathlib import Path
from typing import Any

import pytest
import voluptuous as vol

from custom_components.callcard import config_flow, contact_flow, services
from custom_components.callcard.phone import NumberProblem
from homeassistant.data_entry_flow import section
from homeassistant.util.yaml import load_yaml_dict

FOLDER = Path(config_flow.__file__).parent
ENGLISH = json.loads((FOLDER / "translations/en.json").read_text())
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
    text = ENGLISH["exceptions"][problem]["message"]

    assert "{number}" in text
    assert ENGLISH["options"]["error"][problem] == text
    assert CONTACT["error"][problem] == text


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
