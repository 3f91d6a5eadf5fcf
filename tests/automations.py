"""What the tests of triggers, conditions and blueprints share."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .common import value_of

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
