"""The triggers, as automations use them."""

from typing import Any, NamedTuple

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import entity_registry as er

from .automations import ABOVE_10, B_NUMBER, BALANCE, BELOW_5, CALL, LOW, automate
from .common import AccountUnderTest, call, value_of
from .simulator import Fault

type Acts = list[ServiceCall]


class Trigger(NamedTuple):
    """A trigger, the entity that it looks at, and its options."""

    name: str
    entity: str
    options: dict[str, Any] = {}

    async def automate(self, hass: HomeAssistant, *entities: str) -> None:
        """Set an automation up, for the entity or for others."""
        await automate(
            hass,
            triggers={
                "trigger": f"callcard.{self.name}",
                "target": {"entity_id": list(entities) or self.entity},
                "options": self.options,
            },
            actions={
                "action": "test.act",
                "data": {"state": "{{ trigger.to_state.state }}"},
            },
        )


BELOW = Trigger("balance_crossed_threshold", BALANCE, BELOW_5)
ABOVE = Trigger("balance_crossed_threshold", BALANCE, ABOVE_10)
BECAME_LOW = Trigger("balance_became_low", LOW)
NO_LONGER_LOW = Trigger("balance_no_longer_low", LOW)
PREPARED = Trigger("call_prepared", CALL)
PLACED = Trigger("call_placed", CALL)

EVERY_TRIGGER = pytest.mark.parametrize(
    "trigger",
    [BELOW, ABOVE, BECAME_LOW, NO_LONGER_LOW, PREPARED, PLACED],
    ids=["below", "above", "low", "no longer low", "prepared", "placed"],
)


def _states(acts: Acts) -> list[str | float]:
    return [act.data["state"] for act in acts]


@pytest.mark.parametrize(
    ("trigger", "balances", "states"),
    [
        (BELOW, ["5,00", "3,20", "2,50", "20,00", "4,00"], [3.2, 4.0]),
        (ABOVE, ["9,99", "10,00", "10,01", "30,00", "4,00"], [10.01]),
        (BECAME_LOW, ["9,00", "3,20", "2,50", "20,00", "4,00"], ["on", "on"]),
        (NO_LONGER_LOW, ["9,00", "3,20", "2,50", "20,00", "30,00"], ["off"]),
    ],
    ids=["below", "above", "low", "no longer low"],
)
async def test_balance(
    account: AccountUnderTest,
    acts: Acts,
    trigger: Trigger,
    balances: list[str],
    states: list[str | float],
) -> None:
    """A crossing fires once, and not while the balance stays on that side."""
    await trigger.automate(account.hass)

    await account.set_balance(*balances)

    assert _states(acts) == states


@EVERY_TRIGGER
@pytest.mark.parametrize("balance", ["18,00", "3,20"])
async def test_nothing_has_changed(
    account: AccountUnderTest, acts: Acts, trigger: Trigger, balance: str
) -> None:
    """Outages, replies without a balance, failed stores and reloads fire nothing."""
    await account.store()
    await call(account.hass, "call", b_number=B_NUMBER)
    await account.set_balance(balance)
    await trigger.automate(account.hass)

    await account.fail()
    await account.set_balance(balance, None, balance)
    await account.fail()
    await account.set_balance(None, balance)
    account.simulator.fail(Fault.RESET_BEFORE)
    assert await account.store() == "unknown_stored_cannot_connect"
    account.simulator.clear_faults()
    await account.reload()

    assert value_of(account.hass, trigger.entity) != "unavailable"
    assert acts == []


@pytest.mark.parametrize(("trigger", "state"), [(BELOW, 3.2), (BECAME_LOW, "on")])
async def test_balance_falls_during_an_outage(
    account: AccountUnderTest, acts: Acts, trigger: Trigger, state: str | float
) -> None:
    """What has changed fires at the end of the outage, once."""
    await trigger.automate(account.hass)

    await account.fail()
    assert acts == []
    await account.set_balance(None, "3,20")
    await account.fail()
    await account.set_balance("3,20")

    assert _states(acts) == [state]


async def test_limit_is_raised(account: AccountUnderTest, acts: Acts) -> None:
    """A new limit in the options, which reloads the account, fires as well."""
    await BECAME_LOW.automate(account.hass)

    await account.reload(low_balance=20)

    assert _states(acts) == ["on"]


@EVERY_TRIGGER
@pytest.mark.parametrize("balance", ["18,00", "3,20"])
async def test_start_of_home_assistant(
    account: AccountUnderTest,
    acts: Acts,
    entity_registry: er.EntityRegistry,
    trigger: Trigger,
    balance: str,
) -> None:
    """What is so when the account comes up is no change."""
    await account.store()
    account.remote.balance = balance
    await account.unload()
    account.hass.states.async_remove(trigger.entity)
    await trigger.automate(account.hass)
    # As at the start of Home Assistant: there at once, but not available.
    entity_registry.entities[trigger.entity].write_unavailable_state(account.hass)
    await account.hass.async_block_till_done()

    await account.set_up()

    assert value_of(account.hass, trigger.entity) != "unavailable"
    assert acts == []


@pytest.mark.parametrize(
    ("trigger", "action", "other_action"),
    [(PREPARED, "store_targets", "call"), (PLACED, "call", "store_targets")],
)
@pytest.mark.parametrize(
    ("contact", "count"),
    [("", 3), ("Zoë", 1), (" ZOE ", 1), ("To", 0), ("Tom 📱", 0), ("Grandma", 0)],
)
async def test_calls(
    freezer: FrozenDateTimeFactory,
    account: AccountUnderTest,
    acts: Acts,
    trigger: Trigger,
    action: str,
    other_action: str,
    contact: str,
    count: int,
) -> None:
    """Each call fires its trigger, also during an outage, or those to a contact."""
    account.know(Zoë="+61293744000", Tom="+442079460958")
    await trigger._replace(options={"contact": contact}).automate(account.hass)

    await call(account.hass, other_action, b_number=B_NUMBER, a_number="+3228084223")
    await account.hass.async_block_till_done()
    assert acts == []
    for who in ({"contact": "zoe"}, {"contact": "Tom"}, {"b_number": "040 123456"}):
        freezer.tick()
        await account.fail()
        await call(account.hass, action, **who)
        await account.hass.async_block_till_done()

    assert len(acts) == count


@pytest.mark.parametrize("entity_id", [LOW, CALL])
async def test_sensors_are_up_to_date(
    account: AccountUnderTest, acts: Acts, entity_id: str
) -> None:
    """Whoever acts on a low balance, or on a call, finds the sensors of the same reply."""
    sensors = ("balance", "a_number", "b_number", "number_to_dial")
    await automate(
        account.hass,
        triggers={"trigger": "state", "entity_id": entity_id},
        actions={
            "action": "test.act",
            "data": {
                name: f"{{{{ states('sensor.demo_{name}') }}}}" for name in sensors
            },
        },
    )
    account.remote.balance = "1,11"

    assert await account.store() == "stored"

    [act] = acts  # Templates make numbers of them
    shown = (1.11, 493012345678, 61293744000, 493034649495)
    assert tuple(act.data.values()) == shown


@EVERY_TRIGGER
async def test_other_entities_are_ignored(
    account: AccountUnderTest,
    acts: Acts,
    entity_registry: er.EntityRegistry,
    trigger: Trigger,
) -> None:
    """What is not an account's, or is another of its entities, fires nothing."""
    own = entity_registry.entities[trigger.entity]
    foreign = entity_registry.async_get_or_create(
        own.domain, "bank", "1", translation_key=own.translation_key
    )
    entities = [foreign.entity_id, f"{own.domain}.unknown", "sensor.demo_b_number"]
    await trigger.automate(account.hass, *entities, "button.missing")

    for state in ("18", "3", "18", "off", "on", "off", "2026-11-23", "2026-11-24"):
        for other in entities:
            account.hass.states.async_set(other, state, {"event_type": "prepared"})
        await account.hass.async_block_till_done()

    assert acts == []


@EVERY_TRIGGER
async def test_automation_is_turned_off(
    account: AccountUnderTest, trigger: Trigger
) -> None:
    """Its trigger leaves no listener behind."""
    hass = account.hass

    async def listeners_after(service: str) -> int:
        await hass.services.async_call(
            "automation", service, {"entity_id": "automation.test"}, blocking=True
        )
        return sum(hass.bus.async_listeners().values())

    await trigger.automate(hass)
    before = await listeners_after("turn_off")

    assert await listeners_after("turn_on") != before
    assert await listeners_after("turn_off") == before
