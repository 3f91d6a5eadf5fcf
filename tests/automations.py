"""What the tests of triggers, conditions and blueprints share."""

from typing import Any

from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .common import value_of
from .simulator import Account, Fault, Simulator

BALANCE = "sensor.demo_balance"
LOW = "binary_sensor.demo_low_balance"
CALL = "event.demo_call"
B_NUMBER = "+61 2 9374 4000"

BELOW_5 = {"threshold": {"type": "below", "value": {"number": 5}}}
ABOVE_10 = {"threshold": {"type": "above", "value": {"number": 10}}}


async def automate(hass: HomeAssistant, **config: Any) -> None:
    """Set up the automation `automation.test`."""
    config = {"automation": {"alias": "Test", **config}}
    assert await async_setup_component(hass, "automation", config)
    await hass.async_block_till_done()
    assert value_of(hass, "automation.test") == "on"


async def poll(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Read the account."""
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()


async def set_balance(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    account: Account,
    *balances: str | None,
) -> None:
    """Let the account have one balance after another, each of which is read."""
    for balance in balances:
        account.balance = balance
        await poll(hass, entry)


async def outage(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator
) -> None:
    """Read the account in vain; the platform is up again afterwards."""
    simulator.fail(Fault.SERVER_ERROR)
    await poll(hass, entry)
    assert {value_of(hass, entity) for entity in (BALANCE, LOW, CALL)} == {
        "unavailable"
    }
    simulator.clear_faults()
