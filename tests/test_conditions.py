"""The conditions, as automations and the editor use them."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import pytest
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from homeassistant.helpers import device_registry as dr, entity_registry as er

from .automations import ABOVE_10, BALANCE, BELOW_5, LOW
from .common import AccountUnderTest


class Condition(NamedTuple):
    """A condition, the entity that it looks at, its options, and when it holds."""

    name: str
    entity: str
    options: dict[str, Any]
    balances: set[str | None]


EVERY_CONDITION = pytest.mark.parametrize(
    "condition",
    [
        Condition("is_balance", BALANCE, BELOW_5, {"3,20"}),
        Condition("is_balance", BALANCE, ABOVE_10, {"10,01"}),
        Condition("balance_is_low", LOW, {}, {"3,20"}),
        Condition("balance_is_not_low", LOW, {}, {"5,00", "10,00", "10,01"}),
    ],
    ids=["below", "above", "low", "not low"],
)

type Holds = Callable[..., Awaitable[bool]]


@pytest.fixture
def holds(hass_ws_client: WebSocketGenerator) -> Holds:
    """Return what tests a condition, which is the same for any and for all entities."""

    async def holds(condition: Condition, **target: str | list[str]) -> bool:
        client = await hass_ws_client()
        results = set()
        for behavior in ("any", "all"):
            config = {
                "condition": f"callcard.{condition.name}",
                "target": target or {"entity_id": condition.entity},
                "options": {**condition.options, "behavior": behavior},
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
    account: AccountUnderTest, holds: Holds, condition: Condition
) -> None:
    """The balance is below or above a limit, and low or not; unknown, it is nothing."""
    devices = dr.async_get(account.hass)
    [device] = dr.async_entries_for_config_entry(devices, account.entry.entry_id)

    for balance in ("3,20", "5,00", "10,00", "10,01", None):
        await account.set_balance(balance)
        assert await holds(condition) is (balance in condition.balances), balance
        await account.fail()
        assert not await holds(condition)
        assert not await holds(condition, device_id=device.id)


@EVERY_CONDITION
async def test_other_entities_are_ignored(
    account: AccountUnderTest,
    entity_registry: er.EntityRegistry,
    holds: Holds,
    condition: Condition,
) -> None:
    """Of what is not an account's, or is another of its entities, nothing holds."""
    own = entity_registry.entities[condition.entity]
    foreign = entity_registry.async_get_or_create(
        own.domain, "bank", "1", translation_key=own.translation_key
    )
    entities = [foreign.entity_id, f"{own.domain}.unknown", "sensor.demo_b_number"]

    for state in ("3", "18", "on", "off"):
        for other in entities:
            account.hass.states.async_set(other, state)
        assert not await holds(condition, entity_id=[*entities, "button.missing"])
