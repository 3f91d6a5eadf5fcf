"""The sensors."""

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .common import know, state_of, store, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

BELGIUM = "sensor.demo_belgium_dial_in"
LAST_UPDATE = "sensor.demo_last_update"
NUMBER_TO_DIAL = "sensor.demo_number_to_dial"


async def _enable(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Enable all entities of an account."""
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(registry, entry.entry_id):
        registry.async_update_entity(entity.entity_id, disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)


def _enabled_numbers(hass: HomeAssistant, entry: MockConfigEntry) -> set[str]:
    """Return kind and country of the dial-in numbers that are enabled."""
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    ids = [entity.unique_id for entity in entities if not entity.disabled]
    return {number.partition("_")[2] for number in ids if "_call" in number} - {"call"}


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
    await _enable(hass, entry)

    assert {
        entity.entity_id: {
            "name": entity.original_name,
            "unique_id": entity.unique_id,
            "translation_key": str(entity.translation_key),
            "category": entity.entity_category,
            "device_class": entity.original_device_class,
            "state": state_of(hass, entity.entity_id).state,
            "attributes": {
                str(key): value
                for key, value in state_of(hass, entity.entity_id).attributes.items()
            },
        }
        for entity in er.async_entries_for_config_entry(entity_registry, entry.entry_id)
    } == snapshot


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
    assert device.configuration_url == entry.data["url"]


@pytest.mark.parametrize(
    ("options", "callback_countries"),
    [({}, {"de"}), ({"country": "BE", "a_number": "+442035140171"}, {"be", "gb"})],
)
async def test_callback_numbers_are_for_home(
    hass: HomeAssistant,
    set_up: SetUp,
    options: dict[str, str],
    callback_countries: set[str],
) -> None:
    """Callback numbers are enabled for home and the own phone only, the others always."""
    entry = await set_up(options=options)

    assert _enabled_numbers(hass, entry) == {
        *(f"callback_geo_{country}" for country in callback_countries),
        *(f"callthrough_geo_{country}" for country in ("be", "br", "de", "gb", "us")),
        *(f"callthrough_free_{country}" for country in ("de", "gb")),
    }
    assert hass.states.get(LAST_UPDATE) is None


@pytest.mark.parametrize(("count", "enabled"), [(10, 10), (11, 2)])
async def test_many_countries(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp, count: int, enabled: int
) -> None:
    """With more than ten countries, only numbers of home and the own phone are enabled."""
    countries = ["de", "gb", "be", "br", "ca", "ch", "cz", "dk", "es", "fi", "fr"]
    bare = simulator.accounts["bare"]
    bare.callthrough_geo = dict.fromkeys(countries[:count], "493034649495")

    entry = await set_up("bare", {"a_number": "+442035140171"})

    assert _enabled_numbers(hass, entry) == {
        f"callthrough_geo_{country}" for country in countries[:enabled]
    }


async def test_nothing_that_is_known(
    hass: HomeAssistant, demo: Account, set_up: SetUp
) -> None:
    """A country, a number and a currency that are not known are shown all the same."""
    demo.callthrough_geo = {"xx": "999123456"}
    demo.personal_number = "999123456"
    demo.currency = "€"

    await set_up()

    state = state_of(hass, "sensor.demo_xx_dial_in")
    assert state.state == "+999123456"
    assert state.attributes["country"] == "XX"
    assert state.attributes["formatted"] == "+999123456"
    personal = state_of(hass, "sensor.demo_personal_dial_in_number")
    assert personal.attributes["country"] is None
    balance = state_of(hass, "sensor.demo_balance")
    assert balance.state == "18.40"
    assert "unit_of_measurement" not in balance.attributes


async def test_bare_account(hass: HomeAssistant, set_up: SetUp) -> None:
    """An account that tells next to nothing has its entities, unknown."""
    await set_up("bare")

    assert {state.entity_id: state.state for state in hass.states.async_all()} == (
        dict.fromkeys(
            [
                "binary_sensor.bare_low_balance",
                "event.bare_call",
                "sensor.bare_a_number",
                "sensor.bare_b_number",
                "sensor.bare_balance",
                "sensor.bare_number_to_dial",
                "sensor.bare_personal_dial_in_number",
            ],
            STATE_UNKNOWN,
        )
    )
    await store(hass, b_number="+61 2 9374 4000")
    assert value_of(hass, "sensor.bare_number_to_dial") == STATE_UNKNOWN
    assert state_of(hass, "event.bare_call").attributes["dial_in_number"] is None


async def test_two_accounts_side_by_side(hass: HomeAssistant, set_up: SetUp) -> None:
    """Accounts that share numbers have sensors of their own."""
    await set_up()
    know(hass, await set_up("family"), Tom="+442079460958")

    for name, balance, unit in (("demo", "18.40", "EUR"), ("family", "1234.56", "USD")):
        state = state_of(hass, f"sensor.{name}_balance")
        assert (state.state, state.attributes["unit_of_measurement"]) == (balance, unit)
        assert value_of(hass, f"sensor.{name}_germany_dial_in") == "+493034649495"


async def test_balance(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """The balance is exact, and low below the limit of the options."""
    for demo.balance, balance, low in (
        ("4,99", "4.99", "on"),
        ("5,00", "5.00", "off"),
        ("-3,50", "-3.50", "on"),
        (18.5, "18.5", "off"),
        (None, STATE_UNKNOWN, STATE_UNKNOWN),
        ("much", STATE_UNKNOWN, STATE_UNKNOWN),
    ):
        await entry.runtime_data.async_refresh()

        assert value_of(hass, "sensor.demo_balance") == balance
        assert value_of(hass, "binary_sensor.demo_low_balance") == low


async def test_number_goes_and_comes_back(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
) -> None:
    """A number that is gone is unavailable until it is back; a new one appears at once."""
    entity_registry.async_update_entity(BELGIUM, name="Brussels")
    number = demo.callthrough_geo.pop("be")
    await entry.runtime_data.async_refresh()
    assert value_of(hass, BELGIUM) == STATE_UNAVAILABLE
    assert value_of(hass, "sensor.demo_brazil_dial_in") == "+557137175960"
    await hass.config_entries.async_reload(entry.entry_id)
    assert value_of(hass, BELGIUM) == STATE_UNAVAILABLE

    demo.callthrough_geo |= {"be": number, "fr": "33170615000"}
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()

    assert value_of(hass, BELGIUM) == f"+{number}"
    assert entity_registry.entities[BELGIUM].name == "Brussels"
    assert value_of(hass, "sensor.demo_france_dial_in") == "+33170615000"


async def test_number_to_dial(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """It is that of the stored pair, and unknown while it is unknown whom a call reaches."""
    know(hass, entry, Grandma="+61293744000")
    assert value_of(hass, NUMBER_TO_DIAL) == STATE_UNKNOWN

    await store(hass, a_number="+44 20 3514 0171", contact="Grandma")
    state = state_of(hass, NUMBER_TO_DIAL)
    assert state.state == "+442035140171"
    assert state.attributes == {
        "friendly_name": "demo Number to dial",
        "a_number": "+442035140171",
        "b_number": "+61293744000",
        "contact": "Grandma",
        "country": "GB",
        "formatted": "+44 20 3514 0171",
        "kind": "callthrough_geo",
        "tel_uri": "tel:+442035140171",
    }

    [grandma] = entry.subentries
    hass.config_entries.async_remove_subentry(entry, grandma)
    assert state_of(hass, NUMBER_TO_DIAL).attributes["contact"] is None

    simulator.fail(Fault.RESET_BEFORE)
    with pytest.raises(HomeAssistantError):
        await store(hass, b_number="+61 2 9374 4000")
    state = state_of(hass, NUMBER_TO_DIAL)
    assert state.state == STATE_UNKNOWN
    assert "b_number" not in state.attributes


async def test_last_update(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The time of the last reply, to a store too, stays while there is none."""
    await _enable(hass, entry)
    freezer.move_to("2026-11-23 12:15:00+00:00")
    await entry.runtime_data.async_refresh()
    assert value_of(hass, LAST_UPDATE) == "2026-11-23T12:15:00+00:00"

    freezer.move_to("2026-11-23 12:20:00+00:00")
    await store(hass, b_number="+61 2 9374 4000")
    assert value_of(hass, LAST_UPDATE) == "2026-11-23T12:20:00+00:00"

    await simulator.stop()
    freezer.move_to("2026-11-23 12:30:00+00:00")
    await entry.runtime_data.async_refresh()

    assert value_of(hass, "sensor.demo_balance") == STATE_UNAVAILABLE
    assert value_of(hass, LAST_UPDATE) == "2026-11-23T12:20:00+00:00"
