"""Contacts: the people whom the user calls."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigFlowResult,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .common import state_of, store, stored_pair, value_of
from .conftest import SetUp
from .simulator import Fault, Simulator

GRANDMA = {"name": "Grandma", "number": "+61 2 9374 4000"}
BUTTON = "button.demo_call_grandma"


async def _add(
    hass: HomeAssistant, entry: MockConfigEntry, contact: dict[str, str]
) -> SubentryFlowResult:
    """Add a contact in the dialog."""
    result = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "contact"), context={"source": SOURCE_USER}
    )
    assert result["type"] is FlowResultType.FORM
    return await _submit(hass, result, contact)


async def _submit(
    hass: HomeAssistant,
    form: SubentryFlowResult | ConfigFlowResult,
    contact: dict[str, str],
) -> SubentryFlowResult:
    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], contact
    )
    await hass.async_block_till_done()
    return result


async def _change(
    hass: HomeAssistant, entry: MockConfigEntry, contact: dict[str, str]
) -> SubentryFlowResult:
    """Change the only contact in the dialog."""
    [subentry_id] = entry.subentries
    result = await entry.start_subentry_reconfigure_flow(hass, subentry_id)
    return await _submit(hass, result, contact)


async def _press(hass: HomeAssistant, entity_id: str = BUTTON) -> None:
    await hass.services.async_call(
        "button", "press", {"entity_id": entity_id}, blocking=True
    )


async def test_add_and_press(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A contact has a button that stores the own phone and the contact."""
    reads = len(simulator.requests)
    result = await _add(hass, entry, GRANDMA)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Grandma"
    assert result["data"] == {"name": "Grandma", "number": "+61293744000"}
    assert state_of(hass, BUTTON).name == "demo Call Grandma"

    await _press(hass)

    assert simulator.stores == [("demo", "493012345678", "61293744000")]
    assert stored_pair(hass) == ("+493012345678", "+61293744000")
    assert len(simulator.requests) == reads + 1, "the account was reloaded"


async def test_press_without_own_phone(hass: HomeAssistant, set_up: SetUp) -> None:
    """The error says where to set it."""
    await _add(hass, await set_up(options={}), GRANDMA)

    with pytest.raises(ServiceValidationError, match="in the options of demo"):
        await _press(hass)


async def test_press_fails(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A button says what became of the numbers."""
    await _add(hass, entry, GRANDMA)
    simulator.fail(Fault.API_ERROR)

    with pytest.raises(HomeAssistantError, match="The numbers were not stored"):
        await _press(hass)


async def test_press_during_an_outage(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A button does not keep silent about an outage."""
    await _add(hass, entry, GRANDMA)
    await simulator.stop()
    await entry.runtime_data.async_refresh()

    with pytest.raises(HomeAssistantError, match="The numbers were not stored"):
        await _press(hass)


async def test_contacts_disturb_nobody(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Adding and removing a contact touches no other entity."""
    before = {state.entity_id: state for state in hass.states.async_all()}

    await _add(hass, entry, GRANDMA)
    [subentry_id] = entry.subentries
    hass.config_entries.async_remove_subentry(entry, subentry_id)
    await hass.async_block_till_done()

    assert {state.entity_id: state for state in hass.states.async_all()} == before


async def test_remove(
    hass: HomeAssistant, entry: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """A removed contact's button goes, another one's stays."""
    await _add(hass, entry, GRANDMA)
    await _add(hass, entry, {"name": "Tom", "number": "+44 20 7946 0958"})
    subentry_id = next(
        subentry_id
        for subentry_id, subentry in entry.subentries.items()
        if subentry.title == "Grandma"
    )

    hass.config_entries.async_remove_subentry(entry, subentry_id)
    await hass.async_block_till_done()

    assert hass.states.get(BUTTON) is None
    assert entity_registry.async_get(BUTTON) is None
    assert state_of(hass, "button.demo_call_tom")


async def test_removed_while_not_loaded(
    hass: HomeAssistant, entry: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """A contact that went while the account was not loaded leaves no button."""
    await _add(hass, entry, GRANDMA)
    [subentry_id] = entry.subentries
    await hass.config_entries.async_unload(entry.entry_id)
    hass.config_entries.async_remove_subentry(entry, subentry_id)

    await hass.config_entries.async_setup(entry.entry_id)

    assert entity_registry.async_get(BUTTON) is None


async def test_contacts_survive_reload(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A contact's button is there after a restart."""
    await _add(hass, entry, GRANDMA)

    await hass.config_entries.async_reload(entry.entry_id)

    assert value_of(hass, BUTTON) == "unknown"


async def test_change(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    """A changed contact keeps its button, which has the new name and number."""
    await _add(hass, entry, GRANDMA)
    entity_registry.async_update_entity(BUTTON, icon="mdi:heart")

    result = await _change(
        hass, entry, {"name": "Granny", "number": "+44 20 7946 0958"}
    )

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert state_of(hass, BUTTON).name == "demo Call Granny"
    assert state_of(hass, BUTTON).attributes["icon"] == "mdi:heart"
    await _press(hass)
    assert simulator.stores == [("demo", "493012345678", "442079460958")]

    result = await _add(hass, entry, GRANDMA)
    assert result["type"] is FlowResultType.CREATE_ENTRY, "the old name is still taken"


async def test_space_in_a_name(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A name keeps what is between its words, and no more."""
    result = await _add(hass, entry, {**GRANDMA, "name": "  Aunt \t Mary "})

    assert result["title"] == "Aunt Mary"
    assert state_of(hass, "button.demo_call_aunt_mary").name == "demo Call Aunt Mary"


@pytest.mark.parametrize(
    ("one", "another"),
    [("दादी", "दादा"), ("はは", "ばば"), ("ปู่", "ปู"), ("Ann", "Anna")],
)
async def test_names_that_differ(
    hass: HomeAssistant, entry: MockConfigEntry, one: str, another: str
) -> None:
    """Marks that make another word of a name count, in whichever script."""
    for name in (one, another):
        result = await _add(hass, entry, {**GRANDMA, "name": name})
        assert result["type"] is FlowResultType.CREATE_ENTRY

    assert (await store(hass, contact=one))["contact"] == one


@pytest.mark.parametrize(
    ("one", "another"),
    [("Zoë", "zoe"), ("Đặng", "đang"), ("O'Neil", "o neil"), ("مُحَمَّد", "محمد")],
)
async def test_names_that_are_the_same(
    hass: HomeAssistant, entry: MockConfigEntry, one: str, another: str
) -> None:
    """Case, accents and signs do not count."""
    await _add(hass, entry, {**GRANDMA, "name": one})

    result = await _add(hass, entry, {**GRANDMA, "name": another})
    assert result["errors"] == {"name": "name_taken"}
    assert (await store(hass, contact=another))["contact"] == one


@pytest.mark.parametrize(
    ("contact", "errors"),
    [
        ({"name": " GRÁNDMA "}, {"name": "name_taken"}),
        ({"name": " ... "}, {"name": "name_empty"}),
        ({"number": "112"}, {"number": "number_emergency"}),
        (
            {"name": "", "number": "me"},
            {"name": "name_empty", "number": "number_characters"},
        ),
    ],
    ids=["taken", "no name", "emergency", "both"],
)
async def test_mistakes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    contact: dict[str, str],
    errors: dict[str, str],
) -> None:
    """Mistakes are told beside the fields, and can be mended."""
    await _add(hass, entry, GRANDMA)
    correct = {"name": "Tom", "number": "+44 20 7946 0958"}

    result = await _add(hass, entry, {**correct, **contact})
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == errors
    typed = {**correct, **contact}["number"]
    assert result["description_placeholders"] == {"number": typed}

    result = await _submit(hass, result, correct)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_mistake_in_a_change(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A contact may keep its name, and is not changed by a mistake."""
    await _add(hass, entry, GRANDMA)

    result = await _change(hass, entry, {"name": "grandma", "number": "letters"})

    assert result["errors"] == {"number": "number_characters"}
    [subentry] = entry.subentries.values()
    assert subentry.data["number"] == "+61293744000"


@pytest.mark.parametrize(
    ("options", "typed", "number"),
    [
        ({}, "030 1234567", "+49301234567"),
        ({"country": "GB"}, "020 3514 0171", "+442035140171"),
    ],
    ids=["Home Assistant's country", "the options' country"],
)
async def test_national_number(
    hass: HomeAssistant,
    set_up: SetUp,
    options: dict[str, Any],
    typed: str,
    number: str,
) -> None:
    """A contact's number is kept in international form."""
    entry = await set_up(options=options)

    await _add(hass, entry, {"name": "Tom", "number": typed})

    [subentry] = entry.subentries.values()
    assert subentry.data["number"] == number


@pytest.mark.parametrize(
    "name", ["Grandma", "grandma", "Grändma", "my grandma", "Grand", "meine Grandma"]
)
async def test_store_by_contact(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, name: str
) -> None:
    """A contact is found by its name, as people say it."""
    await _add(hass, entry, GRANDMA)

    response = await store(hass, contact=name)

    assert response["contact"] == "Grandma"
    assert response["b_number"] == "+61293744000"
    assert simulator.stores == [("demo", "493012345678", "61293744000")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tom", "has no contact “Tom”"),
        ("Grand", "“Grand” may be Grandma, Grandpa"),
        ("", "has no contact “”"),
    ],
)
async def test_contact_not_found(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    name: str,
    text: str,
) -> None:
    """Nobody is called whom the name does not tell clearly."""
    await _add(hass, entry, {"name": "Grandpa", "number": "+44 20 7946 0958"})
    await _add(hass, entry, GRANDMA)

    with pytest.raises(ServiceValidationError, match=text):
        await store(hass, contact=name)

    assert simulator.stores == []


async def test_whole_name_comes_before_a_beginning(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Ann is Ann, though there is an Anna."""
    await _add(hass, entry, {"name": "Anna", "number": "+44 20 7946 0958"})
    await _add(hass, entry, {"name": "Ann", "number": "+61 2 9374 4000"})

    await store(hass, contact="ann")

    assert simulator.stores == [("demo", "493012345678", "61293744000")]


@pytest.mark.parametrize(
    "data", [{}, {"contact": "Grandma", "b_number": "+44 20 7946 0958"}]
)
async def test_b_number_or_contact(
    hass: HomeAssistant, entry: MockConfigEntry, data: dict[str, Any]
) -> None:
    """Exactly one of the two says whom to call."""
    await _add(hass, entry, GRANDMA)

    with pytest.raises(ServiceValidationError, match="either a B number or a contact"):
        await store(hass, **data)


async def test_contacts_are_deleted_with_the_account(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Nothing of the contacts is left."""
    await _add(hass, entry, GRANDMA)

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert not hass.states.async_entity_ids()
    assert DOMAIN not in hass.config_entries.async_domains()
