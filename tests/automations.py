"""What the tests of triggers, conditions and blueprints share."""

from typing import Any

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .common import value_of
from .simulator import Fault, Simulator

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


class AutomatedAccount:
    """The demo account, and what automations do: calls of the action `test.act`."""

    def __init__(
        self, hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
    ) -> None:
        """Record what automations do."""
        self.hass = hass
        self.simulator = simulator
        self.entry = entry
        self.acts = async_mock_service(hass, "test", "act")

    async def set_balance(self, *balances: str | None) -> None:
        """Let the account have one balance after another, each of which is read."""
        for balance in balances:
            self.simulator.accounts["demo"].balance = balance
            await self.entry.runtime_data.async_refresh()
            await self.hass.async_block_till_done()

    async def fail(self) -> None:
        """Read the account in vain; the platform is up again afterwards."""
        self.simulator.fail(Fault.SERVER_ERROR)
        await self.entry.runtime_data.async_refresh()
        await self.hass.async_block_till_done()
        for entity in (BALANCE, LOW, CALL):
            assert value_of(self.hass, entity) == "unavailable"
        self.simulator.clear_faults()

    async def reload(self, **options: Any) -> None:
        """Reload the account, with other options."""
        config_entries = self.hass.config_entries
        options = {**self.entry.options, **options}
        config_entries.async_update_entry(self.entry, options=options)
        await config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done()
