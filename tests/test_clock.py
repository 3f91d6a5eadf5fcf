"""A clock that is wrong: healed over TLS, and told as a repair."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from .common import store, trust, value_of
from .conftest import SetUp
from .simulator import Simulator
from .tls import Tls

BALANCE = "sensor.demo_balance"
HOUR = timedelta(hours=1)


@pytest.fixture
async def tls_entry(
    hass: HomeAssistant, tls: Tls, tls_simulator: Simulator, set_up: SetUp
) -> AsyncGenerator[MockConfigEntry]:
    """Return the demo account over TLS; Home Assistant trusts the certificate."""
    trust(tls)
    entry = await set_up(platform=tls_simulator)
    yield entry
    await hass.config_entries.async_unload(entry.entry_id)


def _issue(
    issue_registry: ir.IssueRegistry, entry: MockConfigEntry
) -> ir.IssueEntry | None:
    return issue_registry.async_get_issue(DOMAIN, f"clock_{entry.entry_id}")


async def test_healed_over_tls(
    hass: HomeAssistant,
    tls_simulator: Simulator,
    tls_entry: MockConfigEntry,
    issue_registry: ir.IssueRegistry,
) -> None:
    """All works on with a wrong clock, and the user is told by how much it is off."""
    tls_simulator.clock_offset = -HOUR

    await tls_entry.runtime_data.async_refresh()
    await store(hass, b_number="+61 2 9374 4000")

    assert value_of(hass, BALANCE) == "18.40"
    issue = _issue(issue_registry, tls_entry)
    assert issue is not None
    assert issue.severity is ir.IssueSeverity.WARNING
    assert issue.translation_key == "clock_healed"
    assert issue.translation_placeholders == {"account": "demo", "minutes": "60"}


async def test_issue_follows_the_clock_and_goes(
    hass: HomeAssistant,
    tls_simulator: Simulator,
    tls_entry: MockConfigEntry,
    issue_registry: ir.IssueRegistry,
) -> None:
    """The repair tells the present difference, and goes when the clock is right."""
    for minutes in (60, 10):
        tls_simulator.clock_offset = timedelta(minutes=minutes)
        await tls_entry.runtime_data.async_refresh()
        issue = _issue(issue_registry, tls_entry)
        assert issue is not None
        assert issue.translation_placeholders == {
            "account": "demo",
            "minutes": str(minutes),
        }

    tls_simulator.clock_offset = timedelta()
    await tls_entry.runtime_data.async_refresh()

    assert _issue(issue_registry, tls_entry) is None


async def test_issue_goes_with_a_disabled_account(
    hass: HomeAssistant,
    tls_simulator: Simulator,
    tls_entry: MockConfigEntry,
    issue_registry: ir.IssueRegistry,
) -> None:
    """An account that is disabled says nothing of the clock any more."""
    tls_simulator.clock_offset = HOUR
    await tls_entry.runtime_data.async_refresh()
    assert _issue(issue_registry, tls_entry) is not None

    await hass.config_entries.async_set_disabled_by(
        tls_entry.entry_id, ConfigEntryDisabler.USER
    )

    assert _issue(issue_registry, tls_entry) is None
    await hass.config_entries.async_set_disabled_by(tls_entry.entry_id, None)


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_both_clocks_are_told(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """In the time of the home, which is that of Berlin."""
    simulator.clock_offset = HOUR

    with pytest.raises(HomeAssistantError) as error:
        await store(hass, b_number="+61 2 9374 4000")

    assert "says 2026-11-23 13:00:00, the platform's 2026-11-23 14:00:00." in str(
        error.value
    )


async def test_refused_over_http(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    issue_registry: ir.IssueRegistry,
) -> None:
    """Over plain http the clock is only told, until the platform accepts it again."""
    simulator.clock_offset = HOUR

    await entry.runtime_data.async_refresh()
    with pytest.raises(HomeAssistantError, match="not stored"):
        await store(hass, b_number="+61 2 9374 4000")

    assert value_of(hass, BALANCE) == "unavailable"
    issue = _issue(issue_registry, entry)
    assert issue is not None
    assert issue.severity is ir.IssueSeverity.ERROR
    assert issue.translation_key == "clock_refused"

    await simulator.stop()
    await entry.runtime_data.async_refresh()
    assert _issue(issue_registry, entry) is not None

    await simulator.start()
    simulator.clock_offset = timedelta()
    await entry.runtime_data.async_refresh()
    assert _issue(issue_registry, entry) is None
    assert value_of(hass, BALANCE) == "18.40"


async def test_issue_goes_with_the_account(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    issue_registry: ir.IssueRegistry,
) -> None:
    """A removed account leaves no repair behind."""
    simulator.clock_offset = HOUR
    await entry.runtime_data.async_refresh()

    await hass.config_entries.async_remove(entry.entry_id)

    assert _issue(issue_registry, entry) is None
