"""A platform that is down: polls slow down, and come back to normal."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from .common import store, value_of
from .conftest import SetUp
from .simulator import Fault, Simulator

BALANCE = "sensor.demo_balance"


async def _polls_after(hass: HomeAssistant, simulator: Simulator, minutes: int) -> None:
    """Check that the next poll comes after so many minutes, and not before."""
    for wait, polls in ((minutes - 1, 0), (minutes + 1, 1)):
        before = len(simulator.requests)
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(minutes=wait))
        await hass.async_block_till_done(wait_background_tasks=True)
        assert len(simulator.requests) - before == polls, f"{wait} of {minutes} min"


async def test_polls_slow_down(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """The interval doubles up to 2 hours, and is normal after the first success."""
    simulator.fail(Fault.SERVER_ERROR)
    for minutes in (15, 30, 60, 120, 120):
        await _polls_after(hass, simulator, minutes)
    simulator.clear_faults()
    await _polls_after(hass, simulator, 120)
    assert value_of(hass, BALANCE) == "18.40"

    await _polls_after(hass, simulator, 15)


async def test_store_brings_polls_back_to_normal(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A store that works is a success, too."""
    simulator.fail(Fault.SERVER_ERROR)
    for minutes in (15, 30):
        await _polls_after(hass, simulator, minutes)
    simulator.clear_faults()

    await store(hass, b_number="+61 2 9374 4000")

    await _polls_after(hass, simulator, 15)


@pytest.mark.parametrize("fault", [Fault.CLOCK, Fault.API_ERROR])
async def test_refusals_do_not_slow_down(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, fault: Fault
) -> None:
    """A platform that answers is not down."""
    simulator.fail(fault)

    for _ in range(3):
        await _polls_after(hass, simulator, 15)


@pytest.mark.parametrize("fault", [Fault.TOO_MANY_REQUESTS, Fault.UNAVAILABLE])
@pytest.mark.parametrize(
    ("retry_after", "minutes"),
    [
        ("10800", 180),
        ("60", 30),
        ("Mon, 23 Nov 2026 15:30:00 GMT", 210),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 30),
        ("999999999999", 24 * 60),
        ("soon", 30),
        ("", 30),
    ],
)
async def test_retry_after(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    fault: Fault,
    retry_after: str,
    minutes: int,
) -> None:
    """The platform's wish to be left alone is honored, by its clock, up to a day."""
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    simulator.clock_offset = noon - datetime.now(UTC)
    simulator.fail(fault, retry_after=retry_after)
    await entry.runtime_data.async_refresh()

    await _polls_after(hass, simulator, minutes)


@pytest.mark.parametrize(("retry_after", "minutes"), [("10800", 180), ("60", 15)])
async def test_retry_after_a_store(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    retry_after: str,
    minutes: int,
) -> None:
    """A wish that a store is answered with is honored by the next poll, once."""
    simulator.fail(Fault.TOO_MANY_REQUESTS, retry_after=retry_after)
    with pytest.raises(HomeAssistantError, match="429"):
        await store(hass, b_number="+61 2 9374 4000")
    simulator.clear_faults()

    await _polls_after(hass, simulator, minutes)
    await _polls_after(hass, simulator, 15)


async def test_retry_after_at_setup(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp
) -> None:
    """The platform is left alone as long as it asked for, where Home Assistant can."""
    can = (MAJOR_VERSION, MINOR_VERSION) >= (2026, 11)
    simulator.fail(Fault.UNAVAILABLE, retry_after="600")
    await set_up()
    simulator.clear_faults()

    for seconds, is_up in ((300, not can), (601, True)):
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
        await hass.async_block_till_done(wait_background_tasks=True)
        assert (hass.states.get(BALANCE) is not None) is is_up
