"""Accounts come, go and change, also at bad moments: no error, nothing left behind."""

import asyncio
import builtins
from collections.abc import AsyncGenerator
import logging
from pathlib import Path
import threading
from typing import Any

from aiohttp import AsyncResolver, ThreadedResolver
from phonenumbers import PhoneMetadata
import pytest

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component

from .common import OTHER_PAIR, PAIR, AccountUnderTest, open_files
from .conftest import SetUp
from .simulator import Fault, Simulator

BALANCE = "sensor.demo_balance"


@pytest.fixture(autouse=True)
async def quiet(
    hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> AsyncGenerator[None]:
    """Check that no test of this file logs an error, but outages, or a traceback."""
    yield
    for record in caplog.get_records("setup") + caplog.get_records("call"):
        if record.levelno >= logging.WARNING:
            assert record.exc_info is None, record.getMessage()
            assert record.levelno == logging.WARNING or "fetching" in record.msg


async def test_actions_without_account(hass: HomeAssistant) -> None:
    """The actions are there without an account, so that automations are valid."""
    assert await async_setup_component(hass, DOMAIN, {})

    assert hass.services.has_service(DOMAIN, "store_targets")
    assert hass.services.has_service(DOMAIN, "get_dial_in_number")


async def test_nothing_is_read_in_the_event_loop(
    hass: HomeAssistant, set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbering plans and names of countries are read from disk elsewhere."""
    hass.config.language = "eo"  # No other test has read it
    readers: dict[str, int] = {}
    real_open = builtins.open

    def noted_open(file: Any, *args: Any, **kwargs: Any) -> Any:
        if "locale-data" in str(file):
            readers[Path(file).name] = threading.get_ident()
        return real_open(file, *args, **kwargs)

    def read(country: str) -> None:
        readers[f"plan {len(readers)}"] = threading.get_ident()

    monkeypatch.setattr(builtins, "open", noted_open)
    PhoneMetadata.register_region_loader("DE", read)
    PhoneMetadata.register_short_region_loader("DE", read)

    await set_up()

    assert "eo.dat" in readers
    assert len([name for name in readers if name.startswith("plan")]) == 2
    assert threading.get_ident() not in readers.values()


async def test_set_up_is_retried(simulator: Simulator, set_up: SetUp) -> None:
    """The platform is left alone as long as it asked for, where Home Assistant can."""
    can = (MAJOR_VERSION, MINOR_VERSION) >= (2026, 11)
    simulator.fail(Fault.UNAVAILABLE, retry_after="600")
    account = await set_up()
    simulator.clear_faults()
    assert account.entry.state is ConfigEntryState.SETUP_RETRY

    await account.skip(seconds=300)
    assert (account.hass.states.get(BALANCE) is None) is can
    await account.skip(seconds=601)

    assert account.balance == "18.40"


@pytest.mark.parametrize("how", ["unload", "remove", "reload"])
async def test_during_a_poll(account: AccountUnderTest, how: str) -> None:
    """A poll that is under way is given up."""
    account.simulator.fail(Fault.SILENCE, times=1)
    poll = account.entry.async_create_background_task(
        account.hass, account.entry.runtime_data.async_refresh(), "poll"
    )
    while not account.simulator.hung:
        await asyncio.sleep(0)

    async with asyncio.timeout(5):
        await getattr(account, how)()

    assert poll.cancelled()
    state = account.hass.states.get(BALANCE)
    shown = {"unload": "unavailable", "remove": None, "reload": "18.40"}
    assert (state.state if state else None) == shown[how]


@pytest.mark.parametrize("how", ["reload", "remove"])
async def test_during_a_store(
    account: AccountUnderTest, hass_storage: dict[str, Any], how: str
) -> None:
    """A store that is under way comes to its end; meanwhile, others are refused."""
    account.know(Tom="+44 20 7946 0958")
    account.simulator.delay = 0.2
    storing = await account.start(account.store())
    ending = account.hass.async_create_task(getattr(account, how)())

    assert await account.press("button.demo_call_tom") == "not_stored_not_loaded"
    assert await account.store(OTHER_PAIR) == "service_config_entry_not_loaded"
    assert not storing.done()
    await ending

    assert await storing == "stored"
    assert [b for _, _, b in account.simulator.stores] == ["61293744000"]
    if how == "reload":
        assert account.pair == PAIR
    else:
        assert not [key for key in hass_storage if key.startswith(DOMAIN)]


async def test_remove(
    account: AccountUnderTest,
    hass_storage: dict[str, Any],
    issue_registry: ir.IssueRegistry,
) -> None:
    """Nothing of a removed account is left, though it was not even loaded."""
    await account.store()
    account.simulator.fail(Fault.CLOCK)
    await account.poll()
    await account.reload()
    assert issue_registry.issues
    assert f"callcard.{account.entry.entry_id}" in hass_storage

    await account.remove()

    assert not issue_registry.issues
    assert not [key for key in hass_storage if key.startswith(DOMAIN)]
    assert not account.hass.states.async_all()


@pytest.mark.parametrize("is_down", [False, True])
@pytest.mark.parametrize(
    "fault", [Fault.OTHER_TARGETS, Fault.CLOCK, Fault.LOGIN_REFUSED]
)
async def test_remove_during_an_update(
    account: AccountUnderTest,
    hass_storage: dict[str, Any],
    issue_registry: ir.IssueRegistry,
    fault: Fault,
    is_down: bool,
) -> None:
    """A reply that comes after the removal brings nothing back."""
    if is_down:
        await account.fail()
    account.simulator.fail(fault)
    account.simulator.delay = 0.2
    updating = await account.start(account.refresh())

    await account.hass.config_entries.async_remove(account.entry.entry_id)
    assert not updating.done()
    await updating
    await account.hass.async_block_till_done()

    assert not issue_registry.issues
    assert not [key for key in hass_storage if key.startswith(DOMAIN)]
    assert account.flows == []


async def test_reload_in_a_loop(account: AccountUnderTest) -> None:
    """Reloading, also several times at once, leaves no task and no socket behind."""
    await account.store()
    used: list[tuple[int, int]] = []
    for _ in range(10):
        await asyncio.gather(account.reload(), account.reload())
        used.append((len(asyncio.all_tasks()), open_files()))

    assert used[-1] <= used[0]
    assert account.pair == PAIR


async def test_disable_and_enable(
    account: AccountUnderTest, issue_registry: ir.IssueRegistry
) -> None:
    """A disabled account says nothing, not of the clock either; it comes back whole."""
    await account.store()
    account.simulator.fail(Fault.CLOCK, times=1)
    await account.poll()
    assert issue_registry.issues
    set_disabled_by = account.hass.config_entries.async_set_disabled_by

    await set_disabled_by(account.entry.entry_id, ConfigEntryDisabler.USER)
    await account.hass.async_block_till_done()
    state = account.hass.states.get(BALANCE)
    assert state is None or state.state == "unavailable"
    assert not issue_registry.issues
    await set_disabled_by(account.entry.entry_id, None)
    await account.hass.async_block_till_done()

    assert account.balance == "18.40"
    assert account.pair == PAIR


async def test_disable_while_the_clock_is_wrong(
    simulator: Simulator, set_up: SetUp, issue_registry: ir.IssueRegistry
) -> None:
    """An account that has never come up leaves no repair when it is disabled."""
    simulator.fail(Fault.CLOCK)
    account = await set_up()
    assert account.entry.state is ConfigEntryState.SETUP_RETRY
    assert issue_registry.issues

    await account.hass.config_entries.async_set_disabled_by(
        account.entry.entry_id, ConfigEntryDisabler.USER
    )

    assert not issue_registry.issues


async def test_cookies(
    account: AccountUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vendor's are not kept, so that one account's never reach another."""
    monkeypatch.setattr(AsyncResolver, "resolve", ThreadedResolver().resolve)
    url = account.simulator.url.replace("127.0.0.1", "localhost")  # IPs get no cookies
    account.hass.config_entries.async_update_entry(
        account.entry, data=account.entry.data | {"url": url}
    )
    await account.reload()

    assert await account.store() == "stored"

    assert not any(request.cookies for request in account.simulator.requests)
