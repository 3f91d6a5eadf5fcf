"""Contacts: the people whom the user calls."""

from types import MappingProxyType
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigFlowResult,
    ConfigSubentry,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .common import know, state_of, store, stored_pair, value_of
from .conftest import SetUp
from .simulator import Fault, Simulator

GRANDMA = {"name": "Grandma", "number": "+61 2 9374 4000"}
TOM = {"name": "Tom", "number": "+44 20 7946 0958"}
BUTTON = "button.demo_call_grandma"
PAIR = ("demo", "493012345678", "61293744000")


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
    assert result["title"] == "Grandma (+61 2 9374 4000)"
    assert result["data"] == {"name": "Grandma", "number": "+61293744000"}
    assert state_of(hass, BUTTON).name == "demo Call Grandma"

    await _press(hass)

    assert simulator.stores == [PAIR]
    assert stored_pair(hass) == ("+493012345678", "+61293744000")
    assert len(simulator.requests) == reads + 1, "the account was reloaded"


@pytest.mark.parametrize("is_outage", [False, True])
async def test_press_fails(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, is_outage: bool
) -> None:
    """A button says what became of the numbers, also while the platform is down."""
    await _add(hass, entry, GRANDMA)
    simulator.fail(Fault.API_ERROR)
    if is_outage:
        await simulator.stop()
        await entry.runtime_data.async_refresh()

    with pytest.raises(HomeAssistantError, match="The numbers were not stored"):
        await _press(hass)


async def test_remove(
    hass: HomeAssistant, entry: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """A removed contact's button goes, loaded or not, and no other entity is touched."""
    await _add(hass, entry, TOM)
    before = {state.entity_id: state for state in hass.states.async_all()}
    for is_loaded in (True, False):
        await _add(hass, entry, GRANDMA)
        _, grandma = entry.subentries

        if not is_loaded:
            await hass.config_entries.async_unload(entry.entry_id)
        hass.config_entries.async_remove_subentry(entry, grandma)
        if not is_loaded:
            await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()

        assert entity_registry.async_get(BUTTON) is None
        after = {state.entity_id: state for state in hass.states.async_all()}
        assert after == before or not is_loaded
        assert after.keys() == before.keys()


async def test_contacts_are_deleted_with_the_account(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A contact's button is there after a restart, and not after removal."""
    await _add(hass, entry, GRANDMA)
    await hass.config_entries.async_reload(entry.entry_id)
    assert value_of(hass, BUTTON) == "unknown"

    await hass.config_entries.async_remove(entry.entry_id)
    await hass.async_block_till_done()

    assert not hass.states.async_entity_ids()
    assert DOMAIN not in hass.config_entries.async_domains()


async def test_change(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    """A changed contact keeps its button, which has the new name and number."""
    await _add(hass, entry, GRANDMA)
    entity_registry.async_update_entity(BUTTON, icon="mdi:heart")
    [subentry_id] = entry.subentries

    dialog = await entry.start_subentry_reconfigure_flow(hass, subentry_id)
    result = await _submit(hass, dialog, {"name": "grandma", "number": "letters"})
    assert result["errors"] == {"number": "number_characters"}
    assert entry.subentries[subentry_id].data["number"] == "+61293744000"
    result = await _submit(hass, result, {**TOM, "name": "Granny"})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    subentry = entry.subentries[subentry_id]
    assert subentry.title == "Granny (+44 20 7946 0958)"
    assert state_of(hass, BUTTON).name == "demo Call Granny"
    assert state_of(hass, BUTTON).attributes["icon"] == "mdi:heart"
    await _press(hass)
    assert simulator.stores == [("demo", "493012345678", "442079460958")]

    result = await _add(hass, entry, GRANDMA)
    assert result["type"] is FlowResultType.CREATE_ENTRY, "the old name is still taken"


async def test_names(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Case, accents and signs do not count; marks that make another word do."""
    for one, another, is_same in (
        ("दादी", "दादा", False),
        ("はは", "ばば", False),
        ("ปู่", "ปู", False),
        ("Ann", "Anna", False),
        ("Zoë", "zoe", True),
        ("Đặng", "đang", True),
        ("O'Neil", "o neil", True),
        ("مُحَمَّد", "محمد", True),
    ):
        await _add(hass, entry, {**GRANDMA, "name": one})
        result = await _add(hass, entry, {**GRANDMA, "name": another})

        assert result.get("errors") == ({"name": "name_taken"} if is_same else None)
        assert (await store(hass, contact=one))["contact"] == one
        found = (await store(hass, contact=another))["contact"]
        assert found == (one if is_same else another)


async def test_mistakes(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Mistakes are told beside the fields, and can be corrected."""
    await _add(hass, entry, GRANDMA)

    for mistake, errors in (
        ({"name": " GRÁNDMA "}, {"name": "name_taken"}),
        ({"name": " ... "}, {"name": "name_empty"}),
        ({"name": "N" * 65}, {"name": "name_too_long"}),
        ({"number": "112"}, {"number": "number_emergency"}),
        ({"number": "1" * 100}, {"number": "number_too_long"}),
        (
            {"name": "", "number": "me"},
            {"name": "name_empty", "number": "number_characters"},
        ),
    ):
        result = await _add(hass, entry, {**TOM, **mistake})
        assert result["errors"] == errors
        typed = {**TOM, **mistake}["number"]
        assert result["description_placeholders"] == {"number": typed[:64]}

    result = await _submit(hass, result, {**TOM, "name": "N" * 64})
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("options", "typed", "number"),
    [
        ({}, "030 1234567", "+49301234567"),
        ({"country": "GB"}, "020 3514 0171", "+442035140171"),
    ],
)
async def test_national_number(
    hass: HomeAssistant, set_up: SetUp, options: dict[str, Any], typed: str, number: str
) -> None:
    """A contact's number is kept in international form, and its name without padding."""
    entry = await set_up(options=options)

    await _add(hass, entry, {"name": "  Aunt \t Mary ", "number": typed})

    [subentry] = entry.subentries.values()
    assert subentry.data == {"name": "Aunt Mary", "number": number}


async def test_store_by_contact(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A whole name comes first, then a number, then the beginning of a name."""
    names = ["Grandma", "Grandpa", "Anna", "Ann", "0800 1234567", "24/7"]
    numbers = {name: f"+4420794609{index}0" for index, name in enumerate(names)}
    know(hass, entry, **numbers)

    for name, contact in {
        **dict(zip(names, names, strict=True)),
        **dict.fromkeys(
            ["grändma", "my grandma", "meine Grandma", "Grandm"], "Grandma"
        ),
    }.items():
        response = await store(hass, contact=name)
        assert response["contact"] == contact
        assert response["b_number"] == numbers[contact]
    for number, e164 in (
        ("+61 2 9374 4000", "+61293744000"),
        ("0800 123456 7", "+498001234567"),
    ):
        response = await store(hass, contact=number)
        assert response["contact"] is None
        assert response["b_number"] == e164


async def test_contact_not_found(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Nobody is called whom the name does not tell clearly."""
    numbers = dict.fromkeys(["Grandpa", "Grandma", "Tomlee"], "+442079460958")
    know(hass, entry, **numbers)

    for name, text in {
        "Zoë": "The account demo has no contact “Zoë”",
        "Grand": "“Grand” may be Grandma, Grandpa",
        "tommy lee": "has no contact “tommy lee”",
        "": "has no contact “”",
        "...": "has no contact “...”",
        "my": "has no contact “my”",
        "G" * 65: f"has no contact “{'G' * 64}”",
        "112": "“112” is an emergency number",
    }.items():
        with pytest.raises(ServiceValidationError) as error:
            await store(hass, contact=name)
        assert text in str(error.value)
    assert simulator.stores == []


@pytest.mark.parametrize(
    "broken", [{}, {"name": "Tom"}, {"number": "+442079460958"}, {"name": "", "number": ""}]
)  # fmt: skip
async def test_broken_contact(
    hass: HomeAssistant, entry: MockConfigEntry, broken: dict[str, str]
) -> None:
    """What is stored without a name or a number is no contact, and in nobody's way."""
    subentry = ConfigSubentry(
        data=MappingProxyType(broken),
        subentry_type="contact",
        title="Broken",
        unique_id=None,
    )
    hass.config_entries.async_add_subentry(entry, subentry)
    know(hass, entry, Grandma="+61293744000")
    await hass.config_entries.async_reload(entry.entry_id)

    assert hass.states.async_entity_ids("button") == [BUTTON]
    assert (await store(hass, contact="Grandma"))["contact"] == "Grandma"
    assert (await _add(hass, entry, TOM))["type"] is FlowResultType.CREATE_ENTRY
