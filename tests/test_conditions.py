"""The conditions, as automations and the editor use them."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component

from .common import value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

BALANCE = "sensor.demo_balance"
LOW = "binary_sensor.demo_low_balance"

IS_BALANCE = "callcard.is_balance"
IS_LOW = "callcard.balance_is_low"
IS_NOT_LOW = "callcard.balance_is_not_low"

BELOW_5 = {"threshold": {"type": "below", "value": {"number": 5}}}
ABOVE_10 = {"threshold": {"type": "above", "value": {"number": 10}}}

BEHAVIORS = ({"behavior": "any"}, {"behavior": "all"})

type Holds = Callable[..., Awaitable[bool]]


@pytest.fixture
def holds(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> Holds:
    """Return what tests a condition, as the editor does."""

    async def holds(condition: str, target: dict[str, Any], **options: Any) -> bool:
        client = await hass_ws_client()
        await client.send_json_auto_id(
            {
                "type": "test_condition",
                "condition": {
                    "condition": condition,
                    "target": target,
                    "options": options,
                },
            }
        )
        result: bool = (await client.receive_json())["result"]["result"]
        return result

    return holds


async def _balance_is(
    hass: HomeAssistant, entry: MockConfigEntry, demo: Account, balance: str | None
) -> None:
    """Ask the platform, which answers with a balance."""
    demo.balance = balance
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()


@pytest.mark.parametrize(
    ("balance", "below", "above", "low", "not_low"),
    [
        ("3,20", True, False, True, False),
        ("5,00", False, False, False, True),
        ("10,00", False, False, False, True),
        ("10,01", False, True, False, True),
        (None, False, False, False, False),
    ],
)
async def test_balance(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    holds: Holds,
    balance: str | None,
    below: bool,
    above: bool,
    low: bool,
    not_low: bool,
) -> None:
    """The balance is below or above a limit, and low or not; unknown, it is nothing."""
    await _balance_is(hass, entry, demo, balance)

    for behavior in BEHAVIORS:
        target = {"entity_id": BALANCE}
        assert await holds(IS_BALANCE, target, **BELOW_5, **behavior) is below
        assert await holds(IS_BALANCE, target, **ABOVE_10, **behavior) is above
        target = {"entity_id": LOW}
        assert await holds(IS_LOW, target, **behavior) is low
        assert await holds(IS_NOT_LOW, target, **behavior) is not_low


CONDITIONS = pytest.mark.parametrize(
    ("condition", "options"),
    [(IS_BALANCE, BELOW_5), (IS_BALANCE, ABOVE_10), (IS_LOW, {}), (IS_NOT_LOW, {})],
    ids=["below", "above", "low", "not low"],
)


@CONDITIONS
@pytest.mark.parametrize("balance", ["3,20", "18,00"])
async def test_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    holds: Holds,
    condition: str,
    options: dict[str, Any],
    balance: str,
) -> None:
    """During an outage nothing holds, whatever the balance was."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    await _balance_is(hass, entry, demo, balance)

    simulator.fail(Fault.SERVER_ERROR)
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()

    assert value_of(hass, BALANCE) == value_of(hass, LOW) == "unavailable"
    target = {"device_id": device.id}
    for behavior in BEHAVIORS:
        assert not await holds(condition, target, **options, **behavior)


@CONDITIONS
async def test_other_entities_are_ignored(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    holds: Holds,
    condition: str,
    options: dict[str, Any],
) -> None:
    """Of what is not an account's, or is another of its entities, nothing holds."""
    registry = er.async_get(hass)
    entities = ["sensor.demo_b_number", "sensor.new", "binary_sensor.new"]
    for domain, key in (("sensor", "balance"), ("binary_sensor", "low_balance")):
        foreign = registry.async_get_or_create(domain, "bank", "1", translation_key=key)
        entities.append(foreign.entity_id)
    target = {"entity_id": [*entities, "button.missing"]}

    for state in ("3", "18", "on", "off"):
        for entity in entities:
            hass.states.async_set(entity, state)
        for behavior in BEHAVIORS:
            assert not await holds(condition, target, **options, **behavior)


@pytest.mark.parametrize(("behavior", "low"), [("any", True), ("all", False)])
async def test_several_accounts(
    hass: HomeAssistant,
    demo: Account,
    set_up: SetUp,
    holds: Holds,
    behavior: str,
    low: bool,
) -> None:
    """Any account will do, or it must be all; one that is unknown does not count."""
    demo.balance = "3,20"
    await set_up()
    await set_up("family")
    lows = [f"binary_sensor.{name}_low_balance" for name in ("demo", "family")]
    assert [value_of(hass, entity) for entity in lows] == ["on", "off"]

    assert await holds(IS_LOW, {"entity_id": lows}, behavior=behavior) is low
    assert await holds(IS_LOW, {"entity_id": [LOW, "sensor.a"]}, behavior=behavior)


@pytest.mark.parametrize("balance", ["3,20", "18,00"])
async def test_automation(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry, balance: str
) -> None:
    """An automation goes on only if its conditions hold."""
    done = async_mock_service(hass, "test", "done")
    target = {"entity_id": [BALANCE, LOW]}
    config = {
        "alias": "Test",
        "triggers": {"trigger": "event", "event_type": "ask"},
        "conditions": [
            {"condition": IS_LOW, "target": target},
            {"condition": IS_BALANCE, "target": target, "options": BELOW_5},
        ],
        "actions": {"action": "test.done"},
    }
    assert await async_setup_component(hass, "automation", {"automation": config})
    await _balance_is(hass, entry, demo, balance)

    hass.bus.async_fire("ask")
    await hass.async_block_till_done()

    assert len(done) == (balance == "3,20")


@pytest.mark.parametrize(
    ("condition", "options"),
    [(IS_BALANCE, BELOW_5), (IS_LOW, {})],
    ids=["below", "low"],
)
async def test_for_a_while(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    demo: Account,
    entry: MockConfigEntry,
    condition: str,
    options: dict[str, Any],
) -> None:
    """The balance can be asked for what it has been for a time."""
    done = async_mock_service(hass, "test", "done")
    config = {
        "triggers": {"trigger": "event", "event_type": "ask"},
        "conditions": {
            "condition": condition,
            "target": {"entity_id": [BALANCE, LOW]},
            "options": {**options, "for": "01:00:00"},
        },
        "actions": {"action": "test.done"},
    }
    assert await async_setup_component(hass, "automation", {"automation": config})
    await _balance_is(hass, entry, demo, "3,20")

    counts = []
    for minutes in (0, 50, 20):
        freezer.tick(timedelta(minutes=minutes))
        hass.bus.async_fire("ask")
        await hass.async_block_till_done()
        counts.append(len(done))

    assert counts == [0, 0, 1]


# The editor


@pytest.mark.usefixtures("entry")
async def test_editor_lists(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    """The editor offers the conditions, for our entities only, with their fields."""
    client = await hass_ws_client()
    await client.send_json_auto_id({"type": "condition_platforms/subscribe"})
    assert (await client.receive_json())["success"]
    offered = (await client.receive_json())["event"]

    low_balance = {
        "integration": "callcard",
        "domain": ["binary_sensor"],
        "device_class": ["problem"],
    }
    balance = {
        "integration": "callcard",
        "domain": ["sensor"],
        "device_class": ["monetary"],
    }
    assert {
        key: (condition["target"]["entity"], list(condition["fields"]))
        for key, condition in offered.items()
        if key.startswith("callcard")
    } == {
        IS_BALANCE: ([balance], ["behavior", "for", "threshold"]),
        IS_LOW: ([low_balance], ["behavior", "for"]),
        IS_NOT_LOW: ([low_balance], ["behavior", "for"]),
    }


@pytest.mark.parametrize(
    ("entity", "conditions"),
    [
        (None, {IS_BALANCE, IS_LOW, IS_NOT_LOW}),
        (BALANCE, {IS_BALANCE}),
        (LOW, {IS_LOW, IS_NOT_LOW}),
        ("sensor.demo_b_number", set()),
    ],
    ids=["device", "balance", "low balance", "B number"],
)
async def test_editor_offers_for_target(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    entry: MockConfigEntry,
    entity: str | None,
    conditions: set[str],
) -> None:
    """The account's device has all conditions, and each entity its own."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    target = {"entity_id": [entity]} if entity else {"device_id": [device.id]}
    client = await hass_ws_client()
    await client.send_json_auto_id(
        {"type": "get_conditions_for_target", "target": target}
    )
    offered = (await client.receive_json())["result"]

    assert {key for key in offered if key.startswith("callcard.")} == conditions


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("condition", "valid"),
    [
        ({"condition": IS_LOW, "target": {"entity_id": LOW}}, True),
        (
            {
                "condition": IS_NOT_LOW,
                "target": {"entity_id": LOW},
                "options": {"behavior": "all", "for": {"minutes": 5}},
            },
            True,
        ),
        (
            {
                "condition": IS_BALANCE,
                "target": {"entity_id": BALANCE},
                "options": BELOW_5,
            },
            True,
        ),
        ({"condition": IS_LOW}, False),
        ({"condition": IS_BALANCE, "target": {"entity_id": BALANCE}}, False),
        (
            {
                "condition": IS_BALANCE,
                "target": {"entity_id": BALANCE},
                "options": {"threshold": {"type": "below", "value": {"number": "x"}}},
            },
            False,
        ),
        ({"condition": "callcard.unknown", "target": {"entity_id": LOW}}, False),
    ],
)
async def test_editor_validates(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    condition: dict[str, Any],
    valid: bool,
) -> None:
    """The editor says what is complete, and what is not."""
    client = await hass_ws_client()
    await client.send_json_auto_id(
        {"type": "validate_config", "conditions": [condition]}
    )

    result = (await client.receive_json())["result"]["conditions"]
    assert result["valid"] is valid, result
