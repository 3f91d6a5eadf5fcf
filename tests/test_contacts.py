"""Contacts: the people whom the user calls."""

from types import MappingProxyType
from typing import Any

import pytest

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigFlowResult,
    ConfigSubentry,
    SubentryFlowResult,
)
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .common import PAIR, AccountUnderTest, state_of, store
from .conftest import SetUp
from .simulator import Fault

GRANDMA = {"name": "Grandma", "number": "+61 2 9374 4000"}
TOM = {"name": "Tom", "number": "+44 20 7946 0958"}
BUTTON = "button.demo_call_grandma"


async def _add(
    account: AccountUnderTest, contact: dict[str, str]
) -> SubentryFlowResult:
    """Add a contact in the dialog."""
    menu = await account.hass.config_entries.subentries.async_init(
        (account.entry.entry_id, "contact"), context={"source": SOURCE_USER}
    )
    form = await _submit(account, menu, {"next_step_id": "enter"})
    return await _submit(account, form, contact)


async def _submit(
    account: AccountUnderTest,
    form: SubentryFlowResult | ConfigFlowResult,
    contact: dict[str, str],
) -> SubentryFlowResult:
    result = await account.hass.config_entries.subentries.async_configure(
        form["flow_id"], contact
    )
    await account.hass.async_block_till_done()
    return result


async def test_add_and_press(account: AccountUnderTest) -> None:
    """A contact has a button that stores the own phone and the contact."""
    reads = len(account.simulator.requests)
    result = await _add(account, GRANDMA)
    assert result["title"] == "Grandma (+61 2 9374 4000)"
    assert result["data"] == {"name": "Grandma", "number": "+61293744000"}
    assert state_of(account.hass, BUTTON).name == "demo Call Grandma"

    assert await account.press(BUTTON) == "stored"

    assert account.pair == PAIR
    assert len(account.simulator.requests) == reads + 1, "the account was reloaded"


@pytest.mark.parametrize(
    ("is_outage", "reason"), [(False, "api_error"), (True, "cannot_connect")]
)
async def test_press_fails(
    account: AccountUnderTest, is_outage: bool, reason: str
) -> None:
    """A button says what became of the numbers, also while the platform is down."""
    await _add(account, GRANDMA)
    account.simulator.fail(Fault.API_ERROR)
    if is_outage:
        await account.simulator.stop()
        await account.refresh()

    assert await account.press(BUTTON) == f"not_stored_{reason}"


async def test_remove(
    account: AccountUnderTest, entity_registry: er.EntityRegistry
) -> None:
    """A removed contact's button goes, loaded or not, and no other entity is touched."""
    await _add(account, TOM)
    before = {state.entity_id: state for state in account.hass.states.async_all()}
    for is_loaded in (True, False):
        await _add(account, GRANDMA)
        _, grandma = account.entry.subentries

        if not is_loaded:
            await account.unload()
        account.hass.config_entries.async_remove_subentry(account.entry, grandma)
        if not is_loaded:
            await account.set_up()
        await account.hass.async_block_till_done()

        assert entity_registry.async_get(BUTTON) is None
        after = {state.entity_id: state for state in account.hass.states.async_all()}
        assert after == before or not is_loaded
        assert after.keys() == before.keys()


async def test_change(
    account: AccountUnderTest, entity_registry: er.EntityRegistry
) -> None:
    """A changed contact keeps its button, which has the new name and number, and stays."""
    hass, entry = account.hass, account.entry
    await _add(account, GRANDMA)
    entity_registry.async_update_entity(BUTTON, icon="mdi:heart")
    [subentry_id] = entry.subentries

    dialog = await entry.start_subentry_reconfigure_flow(hass, subentry_id)
    result = await _submit(account, dialog, {"name": "grandma", "number": "letters"})
    assert result["errors"] == {"number": "number_characters"}
    assert entry.subentries[subentry_id].data["number"] == "+61293744000"
    expensive = {"name": "Granny", "number": "+870 773 111 632"}
    result = await _submit(account, result, expensive)
    assert result["errors"] == {"number": "number_costly"}
    result = await _submit(account, result, {**TOM, "name": "Granny"})

    assert result["reason"] == "reconfigure_successful"
    assert entry.subentries[subentry_id].title == "Granny (+44 20 7946 0958)"
    assert state_of(hass, BUTTON).name == "demo Call Granny"
    assert state_of(hass, BUTTON).attributes["icon"] == "mdi:heart"
    await account.reload()
    await account.press(BUTTON)
    assert account.simulator.stores == [("demo", "493012345678", "442079460958")]

    result = await _add(account, GRANDMA)
    assert result["type"] is FlowResultType.CREATE_ENTRY, "the old name is still taken"


async def test_names(account: AccountUnderTest) -> None:
    """Case and accents do not count; signs, and marks that make another word, do."""
    for one, another, is_same in (
        ("दादी", "दादा", False),
        ("はは", "ばば", False),
        ("ปู่", "ปู", False),
        ("Ann", "Anna", False),
        ("Zoë", "zoe", True),
        ("Đặng", "đang", True),
        ("O'Neil", "o neil", False),
        ("Mama 📱", "mama 🏠", False),
        ("مُحَمَّد", "محمد", True),
    ):
        await _add(account, {**GRANDMA, "name": one})
        result = await _add(account, {**GRANDMA, "name": another})

        assert result.get("errors") == ({"name": "name_taken"} if is_same else None)
        found = await store(account.hass, contact=another)
        assert found["contact"] == (one if is_same else another)


async def test_mistakes(account: AccountUnderTest) -> None:
    """Mistakes are told beside the fields, and can be corrected."""
    await _add(account, GRANDMA)
    no_name_and_no_number = {"name": "name_empty", "number": "number_characters"}

    for mistake, errors in (
        ({"name": " GRÁNDMA "}, {"name": "name_taken"}),
        ({"name": " ... "}, {"name": "name_empty"}),
        ({"name": "N" * 65}, {"name": "name_too_long"}),
        ({"number": "112"}, {"number": "number_emergency"}),
        ({"number": "1" * 100}, {"number": "number_too_long"}),
        ({"name": "", "number": "me"}, no_name_and_no_number),
    ):
        typed = {**TOM, **mistake}
        result = await _add(account, typed)
        assert result["errors"] == errors
        assert result["description_placeholders"] == {"number": typed["number"][:64]}

    for number in ("0900 1 123456", "+870 773111632", "+870773111632"):
        assert result["type"] is FlowResultType.FORM, "it is kept at the second submit"
        result = await _submit(account, result, {"name": "N" * 64, "number": number})
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("options", "typed", "number"),
    [
        ({}, "030 1234567", "+49301234567"),
        ({"country": "GB"}, "020 3514 0171", "+442035140171"),
    ],
)
async def test_national_number(
    set_up: SetUp, options: dict[str, Any], typed: str, number: str
) -> None:
    """A contact's number is kept in international form, and its name without padding."""
    account = await set_up(options=options)

    await _add(account, {"name": "  Aunt \t Mary ", "number": typed})

    [subentry] = account.entry.subentries.values()
    assert subentry.data == {"name": "Aunt Mary", "number": number}


async def test_store_by_contact(account: AccountUnderTest) -> None:
    """A name comes first, then a number; what two names differ in counts."""
    names = ["Grandma", "Anna", "Ann", "24/7", "040 123456 desk", "Jürgen"]
    names += ["Mama 📱", "Mama ❤️", "Straße"]
    numbers = {name: f"+4420794609{index}0" for index, name in enumerate(names)}
    account.know(**numbers)
    others = {"grändma": "Grandma", " GRANDMA ": "Grandma", "Grandma!": "Grandma"}
    others |= {"juergen": "Jürgen", "STRASSE": "Straße", "mama  📱": "Mama 📱"}

    for name, contact in {**dict(zip(names, names, strict=True)), **others}.items():
        response = await store(account.hass, contact=name)
        assert response["contact"] == contact
        assert response["b_number"] == numbers[contact]
    for number, e164 in (
        ("+61 2 9374 4000", "+61293744000"),
        ("040 123456", "+4940123456"),
    ):
        response = await store(account.hass, contact=number)
        assert response["contact"] is None
        assert response["b_number"] == e164


async def test_contact_not_found(account: AccountUnderTest) -> None:
    """Nobody is called whom the name does not tell clearly."""
    names = ["Maxine", "Mama 📱", "Mama 🏠", "Unknown caller"]
    names += [f"Tom {sign}" for sign in "♠♡♢♣♤♥"]
    account.know(**dict.fromkeys(names, "+442079460958"))

    for name, text in (
        ("Zoë", "The account demo has no contact “Zoë”"),
        ("Max", "has no contact “Max”"),
        ("M", "has no contact “M”"),
        ("unknown", "has no contact “unknown”"),
        ("mama", "“mama” may be Mama 🏠, Mama 📱. Use"),
        ("Tom", "“Tom” may be Tom ♠, Tom ♡, Tom ♢, Tom ♣, Tom ♤. Use"),
        ("", "either a B number or a contact"),
        ("...", "has no contact “...”"),
        ("my", "has no contact “my”"),
        ("G" * 65, f"has no contact “{'G' * 64}”"),
        ("112", "“112” is an emergency number"),
    ):
        with pytest.raises(ServiceValidationError, match=text):
            await store(account.hass, contact=name)
    assert account.simulator.stores == []


@pytest.mark.parametrize(
    "broken",
    [{}, {"name": "Tom"}, {"number": "+442079460958"}, {"name": "", "number": ""}],
)
async def test_broken_contact(
    account: AccountUnderTest, broken: dict[str, str]
) -> None:
    """What is stored without a name or a number is no contact, and in nobody's way."""
    subentry = ConfigSubentry(
        data=MappingProxyType(broken),
        subentry_type="contact",
        title="Broken",
        unique_id=None,
    )
    account.hass.config_entries.async_add_subentry(account.entry, subentry)
    account.know(Grandma="+61293744000")
    await account.reload()

    assert account.hass.states.async_entity_ids("button") == [BUTTON]
    assert (await store(account.hass, contact="Grandma"))["contact"] == "Grandma"
    assert (await _add(account, TOM))["type"] is FlowResultType.CREATE_ENTRY
