"""The triggers, as automations and the editor use them."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
import logging
from typing import Any
from unittest.mock import AsyncMock

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.trigger import (
    async_initialize_triggers,
    async_validate_trigger_config,
)
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .common import know, store, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

BALANCE = "sensor.demo_balance"
LOW = "binary_sensor.demo_low_balance"
TARGETS = "event.demo_targets"
B_NUMBER = "+61 2 9374 4000"

BECAME_LOW = "callcard.balance_became_low"
CROSSED = "callcard.balance_crossed_threshold"
NO_LONGER_LOW = "callcard.balance_no_longer_low"
STORED = "callcard.targets_stored"

BELOW_5 = {"threshold": {"type": "below", "value": {"number": 5}}}
ABOVE_10 = {"threshold": {"type": "above", "value": {"number": 10}}}

type Answers = Callable[..., Awaitable[None]]


@pytest.fixture
def fired(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what the automation has done."""
    return async_mock_service(hass, "test", "fired")


@pytest.fixture
def answers(hass: HomeAssistant, entry: MockConfigEntry, demo: Account) -> Answers:
    """Return what asks the platform, which answers with one balance after another."""

    async def answers(*balances: str | None) -> None:
        for balance in balances:
            demo.balance = balance
            await entry.runtime_data.async_refresh()
            await hass.async_block_till_done()

    return answers


async def _automate(
    hass: HomeAssistant, trigger: str, target: dict[str, Any], **options: Any
) -> None:
    """Set an automation up."""
    config = {
        "alias": "Test",
        "triggers": {"trigger": trigger, "target": target, "options": options},
        "actions": {
            "action": "test.fired",
            "data": {"state": "{{ trigger.to_state.state }}"},
        },
    }
    assert await async_setup_component(hass, "automation", {"automation": config})
    await hass.async_block_till_done()
    assert value_of(hass, "automation.test") == "on"


async def _outage(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator
) -> None:
    """Ask the platform in vain, and let it come back."""
    simulator.fail(Fault.SERVER_ERROR)
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert {value_of(hass, entity) for entity in (BALANCE, LOW, TARGETS)} == {
        "unavailable"
    }
    simulator.heal()


def _states(fired: list[ServiceCall]) -> list[str | float]:
    return [call.data["state"] for call in fired]


# The balance


@pytest.mark.parametrize(
    ("threshold", "balances", "states"),
    [
        (BELOW_5, ["5,00", "3,20", "2,50", "20,00", "4,00"], [3.2, 4.0]),
        (ABOVE_10, ["9,99", "10,00", "10,01", "30,00", "4,00"], [10.01]),
        (
            {
                "threshold": {
                    "type": "between",
                    "value_min": {"number": 5},
                    "value_max": {"number": 10},
                }
            },
            ["12,00", "10,00", "7,00", "3,00"],
            [10.0],
        ),
        (
            {"threshold": {"type": "below", "value": {"entity": "input_number.limit"}}},
            ["8,00", "6,00", "4,00"],
            [6.0],
        ),
    ],
    ids=["below", "above", "between", "below a helper"],
)
async def test_balance_crosses_a_threshold(
    hass: HomeAssistant,
    answers: Answers,
    fired: list[ServiceCall],
    threshold: dict[str, Any],
    balances: list[str],
    states: list[float],
) -> None:
    """It is told once for each time, and not while it stays on that side."""
    hass.states.async_set("input_number.limit", "7.5")
    await _automate(hass, CROSSED, {"entity_id": BALANCE}, **threshold)

    await answers(*balances)

    assert _states(fired) == states


@pytest.mark.parametrize(
    ("trigger", "count", "state"), [(BECAME_LOW, 2, "on"), (NO_LONGER_LOW, 1, "off")]
)
async def test_low_balance(
    hass: HomeAssistant,
    answers: Answers,
    fired: list[ServiceCall],
    trigger: str,
    count: int,
    state: str,
) -> None:
    """It is told once that the balance is low, and once that the card is topped up."""
    await _automate(hass, trigger, {"entity_id": LOW})

    await answers("9,00", "3,20", "2,50", "20,00", "30,00", "4,00")

    assert _states(fired) == [state] * count


@pytest.mark.parametrize(
    ("trigger", "target", "options"),
    [
        (CROSSED, BALANCE, BELOW_5),
        (CROSSED, BALANCE, ABOVE_10),
        (BECAME_LOW, LOW, {}),
        (NO_LONGER_LOW, LOW, {}),
    ],
    ids=["below", "above", "low", "no longer low"],
)
@pytest.mark.parametrize("balance", ["18,00", "3,20"])
async def test_outage_is_no_change(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    answers: Answers,
    fired: list[ServiceCall],
    trigger: str,
    target: str,
    options: dict[str, Any],
    balance: str,
) -> None:
    """Neither an outage nor a reply without a balance fires, nor does their end."""
    await answers(balance)
    await _automate(hass, trigger, {"entity_id": target}, **options)

    await _outage(hass, entry, simulator)
    await answers(balance, None, balance)
    await _outage(hass, entry, simulator)
    await answers(None, balance)

    assert fired == []


@pytest.mark.parametrize(
    ("trigger", "target", "options", "state"),
    [(CROSSED, BALANCE, BELOW_5, 3.2), (BECAME_LOW, LOW, {}, "on")],
    ids=["below", "low"],
)
async def test_balance_falls_during_an_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    answers: Answers,
    fired: list[ServiceCall],
    trigger: str,
    target: str,
    options: dict[str, Any],
    state: str | float,
) -> None:
    """What has changed is told at the end of the outage, once."""
    await _automate(hass, trigger, {"entity_id": target}, **options)

    await _outage(hass, entry, simulator)
    assert fired == []
    await answers(None, "3,20")
    await _outage(hass, entry, simulator)
    await answers("3,20")

    assert _states(fired) == [state]


async def test_limit_is_raised(
    hass: HomeAssistant, entry: MockConfigEntry, fired: list[ServiceCall]
) -> None:
    """A new limit in the options, which reloads the account, is told as well."""
    await _automate(hass, BECAME_LOW, {"entity_id": LOW})

    hass.config_entries.async_update_entry(
        entry, options={**entry.options, "low_balance": 20}
    )
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert _states(fired) == ["on"]


@pytest.mark.parametrize(
    ("trigger", "target", "options"),
    [
        (CROSSED, BALANCE, BELOW_5),
        (CROSSED, BALANCE, ABOVE_10),
        (BECAME_LOW, LOW, {}),
        (NO_LONGER_LOW, LOW, {}),
        (STORED, TARGETS, {}),
    ],
    ids=["below", "above", "low", "no longer low", "stored"],
)
@pytest.mark.parametrize("balance", ["18,00", "3,20"])
async def test_start_of_home_assistant(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
    trigger: str,
    target: str,
    options: dict[str, Any],
    balance: str,
) -> None:
    """What is so when the account comes up is no change."""
    await store(hass, b_number=B_NUMBER)
    demo.balance = balance
    await hass.config_entries.async_unload(entry.entry_id)
    hass.states.async_remove(target)
    await hass.async_block_till_done()
    await _automate(hass, trigger, {"entity_id": target}, **options)
    # As at the start of Home Assistant: there at once, but not available.
    registered = er.async_get(hass).async_get(target)
    assert registered is not None
    registered.write_unavailable_state(hass)
    await hass.async_block_till_done()

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert value_of(hass, target) != "unavailable"
    assert fired == []


async def test_low_for_a_while(
    hass: HomeAssistant, answers: Answers, fired: list[ServiceCall]
) -> None:
    """A time that the balance must stay low is waited for, and ends with a top-up."""
    await _automate(hass, BECAME_LOW, {"entity_id": LOW}, **{"for": "01:00:00"})

    await answers("3,20", "20,00")
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(hours=2))
    await hass.async_block_till_done()
    assert fired == []

    an_hour_later_and_more = dt_util.utcnow() + timedelta(hours=4)
    await answers("3,20")
    assert fired == []
    async_fire_time_changed(hass, an_hour_later_and_more)
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
    names = ("demo", "family")
    entries = [await set_up(name) for name in names]
    lows = [f"binary_sensor.{name}_low_balance" for name in names]
    assert [value_of(hass, low) for low in lows] == ["off", "off"]
    await _automate(hass, BECAME_LOW, {"entity_id": lows}, behavior=behavior)

    for name, entry in zip(names, entries, strict=True):
        simulator.accounts[name].balance = "1,00"
        await entry.runtime_data.async_refresh()
        await hass.async_block_till_done()

    assert len(fired) == count


# A pair is stored


@pytest.fixture
def contacts(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Give the account two contacts."""
    know(hass, entry, Zoë="+61293744000", Tom="+442079460958")


@pytest.mark.usefixtures("contacts")
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
async def test_targets_stored(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    fired: list[ServiceCall],
    options: dict[str, str],
    count: int,
) -> None:
    """Each store fires, or only those of one contact."""
    await _automate(hass, STORED, {"entity_id": TARGETS}, **options)

    for whom in ({"contact": "zoe"}, {"contact": "Tom"}, {"b_number": B_NUMBER}):
        freezer.tick()
        await store(hass, **whom)
        await hass.async_block_till_done()

    assert len(fired) == count


async def test_not_stored(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
) -> None:
    """What was not stored for sure does not fire, nor do outages, polls and reloads."""
    await store(hass, b_number=B_NUMBER)
    await _automate(hass, STORED, {"entity_id": TARGETS})

    simulator.fail(Fault.RESET_BEFORE)
    with pytest.raises(HomeAssistantError):
        await store(hass, b_number=B_NUMBER)
    simulator.heal()
    await _outage(hass, entry, simulator)
    await entry.runtime_data.async_refresh()
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()

    assert value_of(hass, TARGETS) != "unavailable"
    assert fired == []


async def test_stored_during_an_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
) -> None:
    """A store that ends an outage fires."""
    await _automate(hass, STORED, {"entity_id": TARGETS})
    await _outage(hass, entry, simulator)

    await store(hass, b_number=B_NUMBER)
    await hass.async_block_till_done()

    assert _states(fired) == [value_of(hass, TARGETS)]


# Which entities


@pytest.mark.parametrize(
    ("trigger", "options"),
    [(CROSSED, BELOW_5), (BECAME_LOW, {}), (STORED, {})],
    ids=["below", "low", "stored"],
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
    await _automate(hass, trigger, {"device_id": device.id}, **options)

    demo.balance = "3,20"
    await store(hass, b_number=B_NUMBER)
    await hass.async_block_till_done()

    assert len(fired) == 1


@pytest.mark.parametrize(
    ("trigger", "options", "like", "states"),
    [
        (CROSSED, BELOW_5, "sensor.balance", ("18", "3")),
        (BECAME_LOW, {}, "binary_sensor.low_balance", ("off", "on")),
        (NO_LONGER_LOW, {}, "binary_sensor.low_balance", ("on", "off")),
        (STORED, {}, "event.targets", ("2026-11-23T12:00:00", "2026-11-23T13:00:00")),
    ],
    ids=["below", "low", "no longer low", "stored"],
)
async def test_other_entities_are_ignored(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    fired: list[ServiceCall],
    trigger: str,
    options: dict[str, Any],
    like: str,
    states: tuple[str, str],
) -> None:
    """What is not an account's, or is another of its entities, fires nothing."""
    domain, key = like.split(".")
    foreign = (
        er.async_get(hass)
        .async_get_or_create(domain, "bank", "1", translation_key=key)
        .entity_id
    )
    unregistered = f"{domain}.unregistered"
    entities = [foreign, unregistered, "sensor.demo_b_number", "button.missing"]
    await _automate(hass, trigger, {"entity_id": entities}, **options)

    for state in states:
        for entity in (foreign, unregistered, "sensor.demo_b_number"):
            hass.states.async_set(entity, state, {"event_type": "stored"})
        await hass.async_block_till_done()

    assert fired == []


async def test_account_is_added_later(
    hass: HomeAssistant, demo: Account, set_up: SetUp, fired: list[ServiceCall]
) -> None:
    """An automation that was there before the account works as well."""
    await _automate(hass, BECAME_LOW, {"entity_id": LOW})
    entry = await set_up()

    demo.balance = "3,20"
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()

    assert _states(fired) == ["on"]


async def test_automation_is_turned_off(
    hass: HomeAssistant,
    answers: Answers,
    fired: list[ServiceCall],
) -> None:
    """Then nothing is told."""
    await _automate(hass, BECAME_LOW, {"entity_id": LOW})
    await hass.services.async_call(
        "automation", "turn_off", {"entity_id": "automation.test"}, blocking=True
    )

    await answers("3,20")

    assert fired == []


# The editor


@pytest.mark.usefixtures("entry")
async def test_editor_lists(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    """The editor offers the triggers, for our entities only, with their fields."""
    client = await hass_ws_client()
    await client.send_json_auto_id({"type": "trigger_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    offered = (await client.receive_json())["event"]

    ours = {key: offered[key] for key in offered if key.startswith("callcard")}
    assert {
        key: (trigger["target"]["entity"], list(trigger["fields"]))
        for key, trigger in ours.items()
    } == {
        BECAME_LOW: (
            [
                {
                    "integration": "callcard",
                    "domain": ["binary_sensor"],
                    "device_class": ["problem"],
                }
            ],
            ["behavior", "for"],
        ),
        CROSSED: (
            [
                {
                    "integration": "callcard",
                    "domain": ["sensor"],
                    "device_class": ["monetary"],
                }
            ],
            ["behavior", "for", "threshold"],
        ),
        NO_LONGER_LOW: (
            [
                {
                    "integration": "callcard",
                    "domain": ["binary_sensor"],
                    "device_class": ["problem"],
                }
            ],
            ["behavior", "for"],
        ),
        STORED: ([{"integration": "callcard", "domain": ["event"]}], ["contact"]),
    }


@pytest.mark.parametrize(
    ("entity", "triggers"),
    [
        (None, {BECAME_LOW, CROSSED, NO_LONGER_LOW, STORED}),
        (BALANCE, {CROSSED}),
        (LOW, {BECAME_LOW, NO_LONGER_LOW}),
        (TARGETS, {STORED}),
        ("sensor.demo_b_number", set()),
    ],
    ids=["device", "balance", "low balance", "targets", "B number"],
)
async def test_editor_offers_for_target(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    entry: MockConfigEntry,
    entity: str | None,
    triggers: set[str],
) -> None:
    """The account's device has all triggers, and each entity its own."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    target = {"entity_id": [entity]} if entity else {"device_id": [device.id]}
    client = await hass_ws_client()
    await client.send_json_auto_id(
        {"type": "get_triggers_for_target", "target": target}
    )
    offered = (await client.receive_json())["result"]

    assert {key for key in offered if key.startswith("callcard.")} == triggers


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("trigger", "valid"),
    [
        ({"trigger": BECAME_LOW, "target": {"entity_id": LOW}}, True),
        (
            {
                "trigger": NO_LONGER_LOW,
                "target": {"entity_id": LOW},
                "options": {"behavior": "each", "for": {"minutes": 5}},
            },
            True,
        ),
        (
            {"trigger": CROSSED, "target": {"entity_id": BALANCE}, "options": BELOW_5},
            True,
        ),
        ({"trigger": STORED, "target": {"entity_id": TARGETS}}, True),
        (
            {
                "trigger": STORED,
                "target": {"entity_id": TARGETS},
                "options": {"contact": "Grandma"},
            },
            True,
        ),
        ({"trigger": BECAME_LOW}, False),
        ({"trigger": CROSSED, "target": {"entity_id": BALANCE}}, False),
        (
            {
                "trigger": CROSSED,
                "target": {"entity_id": BALANCE},
                "options": {"threshold": {"type": "below"}},
            },
            False,
        ),
        (
            {
                "trigger": STORED,
                "target": {"entity_id": TARGETS},
                "options": {"contact": ["Grandma"]},
            },
            False,
        ),
        ({"trigger": "callcard.unknown", "target": {"entity_id": LOW}}, False),
    ],
)
async def test_editor_validates(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    trigger: dict[str, Any],
    valid: bool,
) -> None:
    """The editor says what is complete, and what is not."""
    client = await hass_ws_client()
    await client.send_json_auto_id({"type": "validate_config", "triggers": trigger})

    result = (await client.receive_json())["result"]["triggers"]
    assert result["valid"] is valid, result


@pytest.mark.parametrize(
    ("trigger", "target", "options"),
    [(CROSSED, BALANCE, BELOW_5), (BECAME_LOW, LOW, {}), (STORED, TARGETS, {})],
)
async def test_removed_trigger_listens_no_more(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trigger: str,
    target: str,
    options: dict[str, Any],
) -> None:
    """A trigger whose automation is gone leaves nothing behind."""
    config = await async_validate_trigger_config(
        hass,
        cv.TRIGGER_SCHEMA(
            {"trigger": trigger, "target": {"entity_id": target}, "options": options}
        ),
    )
    before = hass.bus.async_listeners()

    remove = await async_initialize_triggers(
        hass, config, AsyncMock(), "test", "test", logging.getLogger(__name__).log
    )
    assert remove is not None
    assert hass.bus.async_listeners() != before
    remove()

    assert hass.bus.async_listeners() == before
