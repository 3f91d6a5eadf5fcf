"""The entities of an account."""

from freezegun.api import FrozenDateTimeFactory
import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .common import AccountUnderTest, state_of, store, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

BELGIUM = "sensor.demo_belgium_dial_in"
LAST_UPDATE = "sensor.demo_last_update"
LOW = "binary_sensor.demo_low_balance"
NUMBER_TO_DIAL = "sensor.demo_number_to_dial"


async def _enable(account: AccountUnderTest) -> None:
    """Enable all entities of an account."""
    registry = er.async_get(account.hass)
    for entity in er.async_entries_for_config_entry(registry, account.entry.entry_id):
        registry.async_update_entity(entity.entity_id, disabled_by=None)
    await account.reload()


def _enabled_numbers(account: AccountUnderTest) -> set[str]:
    """Return kind and country of the dial-in numbers that are enabled."""
    registry = er.async_get(account.hass)
    entities = er.async_entries_for_config_entry(registry, account.entry.entry_id)
    ids = [entity.unique_id for entity in entities if not entity.disabled]
    return {number.partition("_")[2] for number in ids if "_call" in number} - {"call"}


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_entities(
    account: AccountUnderTest,
    entity_registry: er.EntityRegistry,
    snapshot: SnapshotAssertion,
) -> None:
    """All entities of the demo account, with a pair that the platform names."""
    remote = account.remote
    remote.anumber, remote.bnumber = "493012345678", "0301234"
    remote.reveal_targets = True
    await _enable(account)

    entities = er.async_entries_for_config_entry(
        entity_registry, account.entry.entry_id
    )
    assert {
        entity.entity_id: {
            "name": entity.original_name,
            "unique_id": entity.unique_id,
            "translation_key": str(entity.translation_key),
            "category": entity.entity_category,
            "device_class": entity.original_device_class,
            "state": state_of(account.hass, entity.entity_id).state,
            "attributes": {
                str(key): value
                for key, value in state_of(
                    account.hass, entity.entity_id
                ).attributes.items()
            },
        }
        for entity in entities
    } == snapshot


async def test_device(
    account: AccountUnderTest, device_registry: dr.DeviceRegistry
) -> None:
    """An account is one service device."""
    [device] = dr.async_entries_for_config_entry(
        device_registry, account.entry.entry_id
    )

    assert device.entry_type is dr.DeviceEntryType.SERVICE
    assert device.identifiers == {("callcard", "1234")}
    assert device.manufacturer == "42com"
    assert device.serial_number == "1234"
    assert device.name == "demo"
    assert device.configuration_url == account.simulator.url


@pytest.mark.parametrize(
    ("options", "callback_countries"),
    [({}, {"de"}), ({"country": "BE", "a_number": "+442035140171"}, {"be", "gb"})],
)
async def test_callback_numbers_are_for_home(
    set_up: SetUp, options: dict[str, str], callback_countries: set[str]
) -> None:
    """Callback numbers are enabled for home and the own phone only, the others always."""
    account = await set_up(options=options)

    assert _enabled_numbers(account) == {
        *(f"callback_geo_{country}" for country in callback_countries),
        *(f"callthrough_geo_{country}" for country in ("be", "br", "de", "gb", "us")),
        *(f"callthrough_free_{country}" for country in ("de", "gb")),
    }
    assert account.hass.states.get(LAST_UPDATE) is None


@pytest.mark.parametrize(("count", "enabled"), [(10, 10), (11, 2)])
async def test_many_countries(
    simulator: Simulator, set_up: SetUp, count: int, enabled: int
) -> None:
    """With more than ten countries, only numbers of home and the own phone are enabled."""
    countries = ["de", "gb", "be", "br", "ca", "ch", "cz", "dk", "es", "fi", "fr"]
    bare = simulator.accounts["bare"]
    bare.callthrough_geo = dict.fromkeys(countries[:count], "493034649495")

    account = await set_up("bare", {"a_number": "+442035140171"})

    assert _enabled_numbers(account) == {
        f"callthrough_geo_{country}" for country in countries[:enabled]
    }


async def test_nothing_that_is_known(demo: Account, set_up: SetUp) -> None:
    """A country, a number and a currency that are not known are shown all the same."""
    demo.callthrough_geo = {"xx": "999123456"}
    demo.personal_number = "999123456"
    demo.currency = "€"

    account = await set_up()

    number = state_of(account.hass, "sensor.demo_xx_dial_in")
    assert number.state == number.attributes["formatted"] == "+999123456"
    assert number.attributes["country"] == "XX"
    personal = state_of(account.hass, "sensor.demo_personal_dial_in")
    assert personal.attributes["country"] is None
    balance = state_of(account.hass, "sensor.demo_balance")
    assert balance.state == "18.40"
    assert "unit_of_measurement" not in balance.attributes


async def test_bare_account(set_up: SetUp) -> None:
    """An account that tells next to nothing has its entities, unknown."""
    bare = await set_up("bare")
    states = {state.entity_id: state.state for state in bare.hass.states.async_all()}

    names = ("a_number", "b_number", "balance", "number_to_dial")
    assert states == dict.fromkeys(
        [
            "binary_sensor.bare_low_balance",
            "event.bare_call",
            *(f"sensor.bare_{name}" for name in names),
        ],
        STATE_UNKNOWN,
    )
    await bare.store()
    assert value_of(bare.hass, "sensor.bare_number_to_dial") == STATE_UNKNOWN
    event = state_of(bare.hass, "event.bare_call")
    assert event.attributes["dial_in_number"] is None
    for number in ("493034649495", "493034649496"):  # It gets one
        bare.remote.personal_number = number
        await bare.refresh()
        assert value_of(bare.hass, "sensor.bare_personal_dial_in") == f"+{number}"


async def test_two_accounts_side_by_side(set_up: SetUp) -> None:
    """Accounts that share numbers have sensors of their own."""
    for name, balance, unit in (("demo", "18.40", "EUR"), ("family", "1234.56", "USD")):
        account = await set_up(name)
        state = state_of(account.hass, f"sensor.{name}_balance")
        assert (state.state, state.attributes["unit_of_measurement"]) == (balance, unit)
        germany = value_of(account.hass, f"sensor.{name}_germany_dial_in")
        assert germany == "+493034649495"


async def test_balance(account: AccountUnderTest) -> None:
    """The balance is exact, and low below the limit of the options."""
    for told, balance, low in (
        ("4,99", "4.99", "on"),
        ("5,00", "5.00", "off"),
        ("-3,50", "-3.50", "on"),
        (18.5, "18.5", "off"),
        (None, STATE_UNKNOWN, STATE_UNKNOWN),
        ("much", STATE_UNKNOWN, STATE_UNKNOWN),
    ):
        await account.set_balance(told)

        assert account.balance == balance
        assert value_of(account.hass, LOW) == low


async def test_number_goes_and_comes_back(
    account: AccountUnderTest, entity_registry: er.EntityRegistry
) -> None:
    """A number that is gone is unavailable until it is back; a new one appears at once."""
    entity_registry.async_update_entity(BELGIUM, name="Brussels")
    number = account.remote.callthrough_geo.pop("be")
    for update in (account.refresh, account.reload):
        await update()
        assert value_of(account.hass, BELGIUM) == STATE_UNAVAILABLE
        brazil = value_of(account.hass, "sensor.demo_brazil_dial_in")
        assert brazil == "+557137175960"

    account.remote.callthrough_geo |= {"be": number, "fr": "33170615000"}
    await account.refresh()

    assert value_of(account.hass, BELGIUM) == f"+{number}"
    assert entity_registry.entities[BELGIUM].name == "Brussels"
    assert value_of(account.hass, "sensor.demo_france_dial_in") == "+33170615000"


async def test_deleted_number(
    account: AccountUnderTest, entity_registry: er.EntityRegistry
) -> None:
    """A sensor that the user deletes, as its number is gone, comes back with the number."""
    number = account.remote.callthrough_geo.pop("be")
    await account.refresh()
    entity_registry.async_remove(BELGIUM)
    await account.refresh()
    assert account.hass.states.get(BELGIUM) is None

    account.remote.callthrough_geo["be"] = number
    await account.refresh()

    assert value_of(account.hass, BELGIUM) == f"+{number}"


async def test_number_to_dial(account: AccountUnderTest) -> None:
    """It is that of the stored pair, and unknown while it is unknown whom a call reaches."""
    account.know(Grandma="+61293744000")
    assert value_of(account.hass, NUMBER_TO_DIAL) == STATE_UNKNOWN

    await store(account.hass, a_number="+44 20 3514 0171", contact="Grandma")
    state = state_of(account.hass, NUMBER_TO_DIAL)
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

    [grandma] = account.entry.subentries
    account.hass.config_entries.async_remove_subentry(account.entry, grandma)
    await account.hass.async_block_till_done()
    assert state_of(account.hass, NUMBER_TO_DIAL).attributes["contact"] is None

    account.simulator.fail(Fault.RESET_BEFORE)
    await account.store()
    state = state_of(account.hass, NUMBER_TO_DIAL)
    assert state.state == STATE_UNKNOWN
    assert "b_number" not in state.attributes


async def test_last_update(
    account: AccountUnderTest, freezer: FrozenDateTimeFactory
) -> None:
    """The time of the last reply, to a store too, stays while there is none."""
    await _enable(account)
    for minute, update, shown in (
        (15, account.refresh, 15),
        (20, account.store, 20),
        (30, account.fail, 20),
    ):
        freezer.move_to(f"2026-11-23 12:{minute}:00+00:00")
        await update()
        assert value_of(account.hass, LAST_UPDATE) == f"2026-11-23T12:{shown}:00+00:00"
