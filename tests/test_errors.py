"""A clock that is wrong: what the user is told of it, and for how long."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from custom_components.callcard.const import DOMAIN
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir

from .common import AccountUnderTest, store, trust
from .conftest import SetUp
from .simulator import Simulator
from .tls import Tls

HOUR = timedelta(hours=1)


@pytest.fixture
async def tls_account(
    tls: Tls, tls_simulator: Simulator, set_up: SetUp
) -> AsyncGenerator[AccountUnderTest]:
    """Return the demo account over TLS; Home Assistant trusts the certificate."""
    trust(tls)
    account = await set_up(platform=tls_simulator)
    yield account
    await account.unload()


def _issue(
    account: AccountUnderTest,
) -> tuple[str | None, dict[str, str] | None] | None:
    """Return the account's repair: its key and its placeholders."""
    issue_id = f"clock_{account.entry.entry_id}"
    if issue := ir.async_get(account.hass).async_get_issue(DOMAIN, issue_id):
        return issue.translation_key, issue.translation_placeholders
    return None


async def test_corrected_over_tls(tls_account: AccountUnderTest) -> None:
    """All works on; the repair tells by how much the clock is off, and goes when right."""
    account = tls_account
    for minutes in (-60, 10):
        account.simulator.clock_offset = timedelta(minutes=minutes)
        await account.poll()
        assert await account.store() == "stored"
        assert account.balance == "18.40"
        placeholders = {"account": "demo", "minutes": str(abs(minutes))}
        assert _issue(account) == ("clock_corrected", placeholders)

    account.simulator.clock_offset = timedelta()
    await account.poll()

    assert _issue(account) is None


async def test_refused_over_http(account: AccountUnderTest) -> None:
    """The clock is only told, until the platform accepts it again.

    A repair is Markdown; a title that looks so is shown as it is.
    """
    account.hass.config_entries.async_update_entry(
        account.entry, title="[me](https://a.example) <b>*_`1`_*</b>"
    )
    title = r"\[me\]\(https\:\/\/a\.example\) \<b\>\*\_\`1\`\_\*\<\/b\>"
    account.simulator.clock_offset = HOUR
    assert await account.store() == "not_stored_clock_skew"
    await account.poll()
    assert account.balance == "unavailable"
    assert _issue(account) == ("clock_refused", {"account": title})

    await account.simulator.stop()
    await account.poll()
    assert _issue(account)

    await account.simulator.start()
    account.simulator.clock_offset = timedelta()
    await account.poll()
    assert _issue(account) is None
    assert account.balance == "18.40"


@pytest.mark.freeze_time("2026-11-23 12:00:00+00:00")
async def test_both_clocks_are_told(account: AccountUnderTest) -> None:
    """In the time of the home, which is that of Berlin."""
    account.simulator.clock_offset = HOUR
    times = "says 2026-11-23 13:00:00, the platform's 2026-11-23 14:00:00."

    with pytest.raises(HomeAssistantError, match=times):
        await store(account.hass, b_number="+61 2 9374 4000")
