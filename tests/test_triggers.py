"""The triggers, as automations use them."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util

from .automations import (
    ABOVE_10,
    B_NUMBER,
    BALANCE,
    BELOW_5,
    CALL,
    LOW,
    automate,
    outage,
    poll,
    set_balance,
)
from .common import know, store, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

BECAME_LOW = "callcard.balance_became_low"
CROSSED = "callcard.balance_crossed_threshold"
NO_LONGER_LOW = "callcard.balance_no_longer_low"
PREPARED = "callcard.call_prepared"

EVERY_TRIGGER = pytest.mark.parametrize(
    ("trigger", "entity", "options"),
    [
        (CROSSED, BALANCE, BELOW_5),
        (CROSSED, BALANCE, ABOVE_10),
        (BECAME_LOW, LOW, {}),
        (NO_LONGER_LOW, LOW, {}),
        (PREPARED, CALL, {}),
    ],
    ids=["below", "above", "low", "no longer low", "prepared"],
)


@pytest.fixture
def fired(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what the automation has done."""
    return async_mock_service(hass, "test", "fired")


def _states(fired: list[ServiceCall]) -> list[str | float]:
    return [call.data["state"] for call in fired]


async def _automate(
    hass: HomeAssistant,
    trigger: str,
    entities: str | list[str] | None = None,
    device: str | None = None,
    **options: Any,
) -> None:
    """Set an automation up."""
    target = {"device_id": device} if device else {"entity_id": entities}
    await automate(
        hass,
        triggers={"trigger": trigger, "target": target, "options": options},
        actions={
            "action": "test.fired",
            "data": {"state": "{{ trigger.to_state.state }}"},
        },
    )


def _threshold(kind: str, **values: Any) -> dict[str, Any]:
    return {"threshold": {"type": kind, **values}}


@pytest.mark.parametrize(
    ("trigger", "entity", "options", "balances", "states"),
    [
        (CROSSED, BALANCE, BELOW_5, ["5,00", "3,20", "2,50", "20,00", "4,00"], [3.2, 4.0]),
        (CROSSED, BALANCE, ABOVE_10, ["9,99", "10,00", "10,01", "30,00", "4,00"], [10.01]),
        (
            CROSSED,
            BALANCE,
            _threshold("between", value_min={"number": 5}, value_max={"number": 10}),
            ["12,00", "10,00", "7,00", "3,00"],
            [10.0],
        ),
        (
            CROSSED,
            BALANCE,
            _threshold("below", value={"entity": "input_number.limit"}),
            ["8,00", "6,00", "4,00"],
            [6.0],
        ),
        (BECAME_LOW, LOW, {}, ["9,00", "3,20", "2,50", "20,00", "4,00"], ["on", "on"]),
        (NO_LONGER_LOW, LOW, {}, ["9,00", "3,20", "2,50", "20,00", "30,00"], ["off"]),
    ],
    ids=["below", "above", "between", "below a helper", "low", "no longer low"],
)  # fmt: skip
async def test_balance(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
    trigger: str,
    entity: str,
    options: dict[str, Any],
    balances: list[str],
    states: list[str | float],
) -> None:
    """A crossing fires once, and not while the balance stays on that side."""
    hass.states.async_set("input_number.limit", "7.5")
    await _automate(hass, trigger, entity, **options)

    await set_balance(hass, entry, demo, *balances)

    assert _states(fired) == states


@EVERY_TRIGGER
@pytest.mark.parametrize("balance", ["18,00", "3,20"])
async def test_nothing_has_changed(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
    trigger: str,
    entity: str,
    options: dict[str, Any],
    balance: str,
) -> None:
    """Outages, replies without a balance, failed stores and reloads fire nothing."""
    await store(hass, b_number=B_NUMBER)
    await set_balance(hass, entry, demo, balance)
    await _automate(hass, trigger, entity, **options)

    await outage(hass, entry, simulator)
    await set_balance(hass, entry, demo, balance, None, balance)
    await outage(hass, entry, simulator)
    await set_balance(hass, entry, demo, None, balance)
    simulator.fail(Fault.RESET_BEFORE)
    with pytest.raises(HomeAssistantError):
        await store(hass, b_number=B_NUMBER)
    simulator.clear_faults()
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert value_of(hass, entity) != "unavailable"
    assert fired == []


@pytest.mark.parametrize(
    ("trigger", "entity", "options", "state"),
    [(CROSSED, BALANCE, BELOW_5, 3.2), (BECAME_LOW, LOW, {}, "on")],
    ids=["below", "low"],
)
async def test_balance_falls_during_an_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
    trigger: str,
    entity: str,
    options: dict[str, Any],
    state: str | float,
) -> None:
    """What has changed fires at the end of the outage, once."""
    await _automate(hass, trigger, entity, **options)

    await outage(hass, entry, simulator)
    assert fired == []
    await set_balance(hass, entry, demo, None, "3,20")
    await outage(hass, entry, simulator)
    await poll(hass, entry)

    assert _states(fired) == [state]


async def test_prepared_during_an_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
) -> None:
    """A store that ends an outage fires."""
    await _automate(hass, PREPARED, CALL)
    await outage(hass, entry, simulator)

    await store(hass, b_number=B_NUMBER)
    await hass.async_block_till_done()

    assert _states(fired) == [value_of(hass, CALL)]


async def test_limit_is_raised(
    hass: HomeAssistant, entry: MockConfigEntry, fired: list[ServiceCall]
) -> None:
    """A new limit in the options, which reloads the account, fires as well."""
    await _automate(hass, BECAME_LOW, LOW)

    hass.config_entries.async_update_entry(
        entry, options={**entry.options, "low_balance": 20}
    )
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert _states(fired) == ["on"]


@EVERY_TRIGGER
@pytest.mark.parametrize("balance", ["18,00", "3,20"])
async def test_start_of_home_assistant(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
    trigger: str,
    entity: str,
    options: dict[str, Any],
    balance: str,
) -> None:
    """What is so when the account comes up is no change."""
    await store(hass, b_number=B_NUMBER)
    demo.balance = balance
    await hass.config_entries.async_unload(entry.entry_id)
    hass.states.async_remove(entity)
    await _automate(hass, trigger, entity, **options)
    # As at the start of Home Assistant: there at once, but not available.
    registered = er.async_get(hass).async_get(entity)
    assert registered is not None
    registered.write_unavailable_state(hass)
    await hass.async_block_till_done()

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert value_of(hass, entity) != "unavailable"
    assert fired == []


async def test_low_for_a_while(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
) -> None:
    """A time that the balance must stay low is waited for, and ends with a top-up."""
    await _automate(hass, BECAME_LOW, LOW, **{"for": "01:00:00"})

    await set_balance(hass, entry, demo, "3,20", "20,00")
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(hours=2))
    await hass.async_block_till_done()
    assert fired == []

    await set_balance(hass, entry, demo, "3,20")
    assert fired == []
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(hours=4))
    await hass.async_block_till_done()
    assert _states(fired) == ["on"]


@pytest.mark.parametrize(("behavior", "count"), [("each", 2), ("first", 1), ("all", 1)])
async def test_several_accounts(
    hass: HomeAssistant,
    simulator: Simulator,
    set_up: SetUp,
    fired: list[ServiceCall],
    behavior: str,
    count: int,
) -> None:
    """Each account, the first one, or the last of all fires."""
    entries = {name: await set_up(name) for name in ("demo", "family")}
    lows = [f"binary_sensor.{name}_low_balance" for name in entries]
    await _automate(hass, BECAME_LOW, lows, behavior=behavior)

    for name, entry in entries.items():
        await set_balance(hass, entry, simulator.accounts[name], "9,00", "1,00")

    assert len(fired) == count


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({}, 3),
        ({"contact": ""}, 3),
        ({"contact": "Zoë"}, 1),
        ({"contact": " ZOE "}, 1),
        ({"contact": "Tom"}, 1),
        ({"contact": "To"}, 0),
        ({"contact": "Grandma"}, 0),
    ],
)
async def test_call_prepared(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    fired: list[ServiceCall],
    options: dict[str, str],
    count: int,
) -> None:
    """Each call that is prepared fires, or only those to one contact."""
    know(hass, entry, Zoë="+61293744000", Tom="+442079460958")
    await _automate(hass, PREPARED, CALL, **options)

    for who in ({"contact": "zoe"}, {"contact": "Tom"}, {"b_number": B_NUMBER}):
        freezer.tick()
        await store(hass, **who)
        await hass.async_block_till_done()

    assert len(fired) == count


@pytest.mark.parametrize(
    ("trigger", "options"),
    [(CROSSED, BELOW_5), (BECAME_LOW, {}), (PREPARED, {})],
    ids=["below", "low", "prepared"],
)
async def test_device(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
    trigger: str,
    options: dict[str, Any],
) -> None:
    """The account's device stands for the entity that the trigger looks at."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    await _automate(hass, trigger, device=device.id, **options)

    demo.balance = "3,20"
    await store(hass, b_number=B_NUMBER)
    await hass.async_block_till_done()

    assert len(fired) == 1


@EVERY_TRIGGER
async def test_other_entities_are_ignored(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    fired: list[ServiceCall],
    trigger: str,
    entity: str,
    options: dict[str, Any],
) -> None:
    """What is not an account's, or is another of its entities, fires nothing."""
    registered = entity_registry.async_get(entity)
    assert registered is not None
    foreign = entity_registry.async_get_or_create(
        registered.domain, "bank", "1", translation_key=registered.translation_key
    )
    unknown = f"{registered.domain}.unknown"
    entities = [foreign.entity_id, unknown, "sensor.demo_b_number"]
    await _automate(hass, trigger, [*entities, "button.missing"], **options)

    for state in ("18", "3", "18", "off", "on", "off", "2026-11-23", "2026-11-24"):
        for other in entities:
            hass.states.async_set(other, state, {"event_type": "prepared"})
        await hass.async_block_till_done()

    assert fired == []


async def test_account_is_added_later(
    hass: HomeAssistant, demo: Account, set_up: SetUp, fired: list[ServiceCall]
) -> None:
    """An automation that was there before the account works as well."""
    await _automate(hass, BECAME_LOW, LOW)

    await set_balance(hass, await set_up(), demo, "3,20")

    assert _states(fired) == ["on"]


@EVERY_TRIGGER
async def test_automation_is_turned_off(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trigger: str,
    entity: str,
    options: dict[str, Any],
) -> None:
    """Its trigger leaves no listener behind."""

    async def listeners_after(service: str) -> dict[str, int]:
        await hass.services.async_call(
            "automation", service, {"entity_id": "automation.test"}, blocking=True
        )
        return dict(hass.bus.async_listeners())

    await _automate(hass, trigger, entity, **options)
    before = await listeners_after("turn_off")

    assert await listeners_after("turn_on") != before
    assert await listeners_after("turn_off") == before
