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

from .automations import ABOVE_10, BALANCE, BELOW_5, LOW, automate, outage, set_balance
from .common import value_of
from .conftest import SetUp
from .simulator import Account, Simulator

IS_BALANCE = "callcard.is_balance"
IS_LOW = "callcard.balance_is_low"
IS_NOT_LOW = "callcard.balance_is_not_low"

EVERY_CONDITION = pytest.mark.parametrize(
    ("condition", "entity", "options"),
    [
        (IS_BALANCE, BALANCE, BELOW_5),
        (IS_BALANCE, BALANCE, ABOVE_10),
        (IS_LOW, LOW, {}),
        (IS_NOT_LOW, LOW, {}),
    ],
    ids=["below", "above", "low", "not low"],
)

type Holds = Callable[..., Awaitable[bool]]


@pytest.fixture
def holds(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> Holds:
    """Return what tests a condition, for any and for all of its entities."""

    async def holds(condition: str, target: dict[str, Any], **options: Any) -> bool:
        client = await hass_ws_client()
        results = set()
        for behavior in options.pop("behaviors", ("any", "all")):
            config = {
                "condition": condition,
                "target": target,
                "options": {**options, "behavior": behavior},
            }
            await client.send_json_auto_id(
                {"type": "test_condition", "condition": config}
            )
            results.add((await client.receive_json())["result"]["result"])
        [result] = results
        return bool(result)

    return holds


@EVERY_CONDITION
async def test_balance(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    holds: Holds,
    condition: str,
    entity: str,
    options: dict[str, Any],
) -> None:
    """The balance is below or above a limit, and low or not; unknown, it is nothing."""
    balances = ["3,20", "5,00", "10,00", "10,01", None]
    target = {"entity_id": entity}
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    held = set()
    for balance in balances:
        await set_balance(hass, entry, demo, balance)
        if await holds(condition, target, **options):
            held.add(balance)
        await outage(hass, entry, simulator)
        assert not await holds(condition, target, **options)
        assert not await holds(condition, {"device_id": device.id}, **options)

    assert (
        held
        == {
            (IS_BALANCE, "below"): {"3,20"},
            (IS_BALANCE, "above"): {"10,01"},
            (IS_LOW, None): {"3,20"},
            (IS_NOT_LOW, None): {"5,00", "10,00", "10,01"},
        }[condition, options.get("threshold", {}).get("type")]
    )


@EVERY_CONDITION
async def test_other_entities_are_ignored(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    entity_registry: er.EntityRegistry,
    holds: Holds,
    condition: str,
    entity: str,
    options: dict[str, Any],
) -> None:
    """Of what is not an account's, or is another of its entities, nothing holds."""
    registered = entity_registry.async_get(entity)
    assert registered is not None
    foreign = entity_registry.async_get_or_create(
        registered.domain, "bank", "1", translation_key=registered.translation_key
    )
    entities = [
        foreign.entity_id,
        f"{registered.domain}.unknown",
        "sensor.demo_b_number",
    ]
    target = {"entity_id": [*entities, "button.missing"]}

    for state in ("3", "18", "on", "off"):
        for other in entities:
            hass.states.async_set(other, state)
        assert not await holds(condition, target, **options)


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

    assert await holds(IS_LOW, {"entity_id": lows}, behaviors=[behavior]) is low
    assert await holds(IS_LOW, {"entity_id": [LOW, "sensor.a"]}, behaviors=[behavior])


@pytest.mark.parametrize(
    ("condition", "options"),
    [(IS_BALANCE, BELOW_5), (IS_LOW, {})],
    ids=["below", "low"],
)
@pytest.mark.parametrize(
    ("duration", "counts"), [("00:00:00", [1, 2, 3]), ("01:00:00", [0, 0, 1])]
)
async def test_automation(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    demo: Account,
    entry: MockConfigEntry,
    condition: str,
    options: dict[str, Any],
    duration: str,
    counts: list[int],
) -> None:
    """An automation goes on only if its condition holds, if need be for a while."""
    done = async_mock_service(hass, "test", "done")
    await automate(
        hass,
        triggers={"trigger": "event", "event_type": "check"},
        conditions={
            "condition": condition,
            "target": {"entity_id": [BALANCE, LOW]},
            "options": {**options, "for": duration},
        },
        actions={"action": "test.done"},
    )

    async def count_after(minutes: int) -> int:
        freezer.tick(timedelta(minutes=minutes))
        hass.bus.async_fire("check")
        await hass.async_block_till_done()
        return len(done)

    assert await count_after(90) == 0
    await set_balance(hass, entry, demo, "3,20")
    assert [await count_after(minutes) for minutes in (0, 50, 20)] == counts
