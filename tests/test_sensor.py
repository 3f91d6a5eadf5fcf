"""The sensors."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from custom_components.callcard.parts import Part
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .common import state_of, store, value_of
from .conftest import SetUp
from .simulator import Account, Simulator

BALANCE = "sensor.demo_balance"
BELGIUM = "sensor.demo_dial_in_number_belgium"
FRANCE = "sensor.demo_dial_in_number_france"


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_entities(
    hass: HomeAssistant,
    set_up: SetUp,
    demo: Account,
    entity_registry: er.EntityRegistry,
    snapshot: SnapshotAssertion,
) -> None:
    """All entities of the demo account, with a pair that the platform names."""
    demo.anumber, demo.bnumber, demo.reveal_targets = "493012345678", "0301234", True
    entry = await set_up()
    for entity in er.async_entries_for_config_entry(entity_registry, entry.entry_id):
        entity_registry.async_update_entity(entity.entity_id, disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)

    for entity in er.async_entries_for_config_entry(entity_registry, entry.entry_id):
        assert entity == snapshot(name=f"{entity.entity_id}-entry")
        state = state_of(hass, entity.entity_id)
        assert state == snapshot(name=f"{entity.entity_id}-state")


async def test_device(
    entry: MockConfigEntry, device_registry: dr.DeviceRegistry
) -> None:
    """An account is one service device."""
    [device] = dr.async_entries_for_config_entry(device_registry, entry.entry_id)

    assert device.entry_type is dr.DeviceEntryType.SERVICE
    assert device.identifiers == {("callcard", "1234")}
    assert device.manufacturer == "42com"
    assert device.serial_number == "1234"
    assert device.name == "demo"


async def test_callback_numbers_are_for_home(
    entry: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    """Callback numbers are enabled for the home country only, the others always."""
    disabled = {
        entity.unique_id
        for entity in er.async_entries_for_config_entry(entity_registry, entry.entry_id)
        if entity.disabled
    }

    assert disabled == {
        "1234_callback_geo_be",
        "1234_callback_geo_br",
        "1234_callback_geo_gb",
        "1234_callback_geo_us",
    }


async def test_names_in_the_users_language(hass: HomeAssistant, set_up: SetUp) -> None:
    """Countries are named in Home Assistant's language."""
    hass.config.language = "de"

    await set_up()

    state = state_of(hass, "sensor.demo_einwahlnummer_brasilien")
    assert state.attributes["country"] == "BR"


async def test_number_that_no_list_knows(
    hass: HomeAssistant, demo: Account, set_up: SetUp
) -> None:
    """A country and a number that are not known are shown all the same."""
    demo.callthrough_geo = {"xx": "999123456"}
    demo.personal_number = "999123456"

    await set_up()

    state = state_of(hass, "sensor.demo_dial_in_number_xx")
    assert state.state == "+999123456"
    assert state.attributes["country"] == "XX"
    assert state.attributes["formatted"] == "+999123456"
    personal = state_of(hass, "sensor.demo_personal_dial_in_number")
    assert personal.attributes["country"] is None


async def test_bare_account(hass: HomeAssistant, set_up: SetUp) -> None:
    """An account that tells next to nothing has its sensors, unknown."""
    await set_up("bare")

    assert {
        entity_id: value_of(hass, entity_id)
        for entity_id in hass.states.async_entity_ids()
        if entity_id != "sensor.bare_last_update"
    } == {
        "binary_sensor.bare_low_balance": STATE_UNKNOWN,
        "event.bare_targets": STATE_UNKNOWN,
        "sensor.bare_a_number": STATE_UNKNOWN,
        "sensor.bare_b_number": STATE_UNKNOWN,
        "sensor.bare_balance": STATE_UNKNOWN,
        "sensor.bare_personal_dial_in_number": STATE_UNKNOWN,
    }


async def test_two_accounts_side_by_side(hass: HomeAssistant, set_up: SetUp) -> None:
    """Accounts that share numbers have sensors of their own."""
    await set_up()
    await set_up("family")

    assert value_of(hass, "sensor.demo_balance") == "18.40"
    balance = state_of(hass, "sensor.family_balance")
    assert balance.state == "1234.56"
    assert balance.attributes["unit_of_measurement"] == "USD"
    assert value_of(hass, "sensor.demo_dial_in_number_germany") == (
        value_of(hass, "sensor.family_dial_in_number_germany")
    )


async def test_huge_account(
    hass: HomeAssistant, set_up: SetUp, entity_registry: er.EntityRegistry
) -> None:
    """An account with 60 countries in all four kinds has a sensor for each."""
    entry = await set_up("world")

    entities = er.async_entries_for_config_entry(entity_registry, entry.entry_id)
    assert len([entity for entity in entities if "_call" in entity.unique_id]) == 240


@pytest.mark.parametrize(
    ("value", "balance", "low"),
    [
        ("4,99", "4.99", "on"),
        ("5,00", "5.00", "off"),
        ("-3,50", "-3.50", "on"),
        (18.5, "18.5", "off"),
        (None, STATE_UNKNOWN, STATE_UNKNOWN),
        ("much", STATE_UNKNOWN, STATE_UNKNOWN),
    ],
)
async def test_balance(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    value: Any,
    balance: str,
    low: str,
) -> None:
    """The balance is exact, and low below the limit of the options."""
    demo.balance = value

    await entry.runtime_data.async_refresh()

    assert value_of(hass, "sensor.demo_balance") == balance
    assert value_of(hass, "binary_sensor.demo_low_balance") == low


async def test_currency_that_is_none(
    hass: HomeAssistant, demo: Account, set_up: SetUp
) -> None:
    """A balance whose currency is not known is shown without one."""
    demo.currency = "€"

    await set_up()

    state = state_of(hass, "sensor.demo_balance")
    assert state.state == "18.40"
    assert "unit_of_measurement" not in state.attributes


async def test_new_number_appears(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """A number that the account gets appears without a restart."""
    assert hass.states.get(FRANCE) is None
    demo.callthrough_geo["fr"] = "33170615000"

    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()

    assert value_of(hass, FRANCE) == "+33170615000"


async def test_number_goes_and_comes_back(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """A number that the account loses is unavailable at once, until it is back."""
    number = demo.callthrough_geo.pop("be")
    await entry.runtime_data.async_refresh()
    assert value_of(hass, BELGIUM) == STATE_UNAVAILABLE
    assert value_of(hass, "sensor.demo_dial_in_number_brazil") == "+557137175960"

    demo.callthrough_geo["be"] = number
    await entry.runtime_data.async_refresh()
    assert value_of(hass, BELGIUM) == f"+{number}"


async def test_number_that_stays_gone_is_removed(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    """A number is removed at the next setup if it is still gone."""
    del demo.callthrough_geo["be"]
    await entry.runtime_data.async_refresh()
    assert entity_registry.async_get(BELGIUM)

    await hass.config_entries.async_reload(entry.entry_id)

    assert entity_registry.async_get(BELGIUM) is None
    assert hass.states.get(BELGIUM) is None
    assert entity_registry.async_get("sensor.demo_dial_in_number_brazil")
    assert entity_registry.async_get("sensor.demo_balance")


async def test_one_strange_reply_costs_no_entity(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    """A number that is missing only at setup keeps its customized entity."""
    entity_registry.async_update_entity(BELGIUM, name="Brussels")
    number = demo.callthrough_geo.pop("be")
    await hass.config_entries.async_reload(entry.entry_id)
    assert value_of(hass, BELGIUM) == STATE_UNAVAILABLE

    demo.callthrough_geo["be"] = number
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()

    assert value_of(hass, BELGIUM) == f"+{number}"
    entity = entity_registry.async_get(BELGIUM)
    assert entity is not None
    assert entity.name == "Brussels"


NO_NUMBERS: dict[str, Any] = {"dialinnumberGeo": [], "callbacknumberGeo": []}


@pytest.mark.parametrize("first_is_empty", [True, False])
async def test_reply_without_numbers_tells_of_none_that_it_is_gone(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    first_is_empty: bool,
) -> None:
    """A number is not gone twice when one of two replies is too strange to tell."""
    number = demo.callthrough_geo.pop("be")
    demo.extra = NO_NUMBERS if first_is_empty else {}
    demo.callthrough_free = {}
    await entry.runtime_data.async_refresh()

    demo.extra = {} if first_is_empty else NO_NUMBERS
    await hass.config_entries.async_reload(entry.entry_id)
    assert entity_registry.async_get(BELGIUM)

    demo.extra = {}
    demo.callthrough_geo["be"] = number
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert value_of(hass, BELGIUM) == f"+{number}"


async def written_by_poll(hass: HomeAssistant, entry: MockConfigEntry) -> set[str]:
    """Return the entities whose states a poll writes, be it as they were."""
    before = {state.entity_id: state for state in hass.states.async_all()}
    reported = {name: state.last_reported for name, state in before.items()}

    await entry.runtime_data.async_refresh()

    return {
        state.entity_id
        for state in hass.states.async_all()
        if state.last_reported != reported[state.entity_id]
    }


async def test_poll_that_brings_nothing_new(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Only the time of the last update changes then, and no other state is written."""
    assert await written_by_poll(hass, entry) == {"sensor.demo_last_update"}


async def test_poll_that_brings_another_balance(
    hass: HomeAssistant, entry: MockConfigEntry, demo: Account
) -> None:
    """What does not show the balance is not written."""
    demo.balance = "17,90"

    assert await written_by_poll(hass, entry) == {
        "sensor.demo_last_update",
        "sensor.demo_balance",
        "binary_sensor.demo_low_balance",
    }
    assert value_of(hass, "sensor.demo_balance") == "17.90"


async def test_poll_that_brings_another_number(
    hass: HomeAssistant, entry: MockConfigEntry, demo: Account
) -> None:
    """What shows another number is not written."""
    demo.callthrough_geo["be"] = "3228888888"

    assert await written_by_poll(hass, entry) == {"sensor.demo_last_update", BELGIUM}
    assert value_of(hass, BELGIUM) == "+3228888888"


async def test_listener_that_fails(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    demo: Account,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A listener that fails keeps no other from being called."""
    heard = []

    def fail() -> None:
        raise ValueError("for this test")

    stop = [
        entry.runtime_data.async_add_listener(listener, Part.BALANCE)
        for listener in (fail, lambda: heard.append(value_of(hass, BALANCE)))
    ]
    for demo.balance in ("17,90", "17,80"):
        await entry.runtime_data.async_refresh()
    for remove in stop:
        remove()
    demo.balance = "17,70"
    await entry.runtime_data.async_refresh()

    assert heard == ["17.90", "17.80"]
    assert value_of(hass, BALANCE) == "17.70"
    assert caplog.text.count("ValueError: for this test") == 2


async def test_last_update(
    hass: HomeAssistant,
    simulator: Simulator,
    set_up: SetUp,
    freezer: Any,
) -> None:
    """The time of the last reply, to a store too, stays while there is none."""
    freezer.move_to("2026-11-23 12:00:00+00:00")
    entry = await set_up()
    coordinator = entry.runtime_data
    freezer.move_to("2026-11-23 12:15:00+00:00")
    await coordinator.async_refresh()
    assert value_of(hass, "sensor.demo_last_update") == "2026-11-23T12:15:00+00:00"

    freezer.move_to("2026-11-23 12:20:00+00:00")
    await store(hass, b_number="+61 2 9374 4000")
    assert value_of(hass, "sensor.demo_last_update") == "2026-11-23T12:20:00+00:00"

    await simulator.stop()
    freezer.move_to("2026-11-23 12:30:00+00:00")
    await coordinator.async_refresh()

    assert value_of(hass, "sensor.demo_balance") == STATE_UNAVAILABLE
    assert value_of(hass, "sensor.demo_last_update") == "2026-11-23T12:20:00+00:00"
