"""What is asked of the platform: in turn, not too often, and no longer than it is wanted."""

import asyncio
from collections.abc import Awaitable, Callable
import logging

import pytest

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component

from .automations import BALANCE, CALL, automate
from .common import AccountUnderTest, call, expire_timeouts, value_of
from .conftest import SetUp
from .simulator import Fault

MOBILE = "+4917612345678"
WAITING = 19

type Stop = Callable[[AccountUnderTest], Awaitable[object]]


async def _send(account: AccountUnderTest, message: str = "Hi") -> str:
    """Send an SMS; return "sent", or the translation key of what is told."""
    data = {"config_entry_id": account.entry.entry_id, "number": MOBILE}
    try:
        await call(account.hass, "send_sms", **data, message=message)
    except HomeAssistantError as error:
        return error.translation_key or str(error)
    return "sent"


async def _place(account: AccountUnderTest, number: int) -> str:
    """Have the platform ring a number; return "placed", or what is told."""
    data = {"config_entry_id": account.entry.entry_id}
    try:
        await call(account.hass, "call", **data, b_number=f"+49301234{number:04}")
    except HomeAssistantError as error:
        return error.translation_key or str(error)
    return "placed"


async def _send_many(account: AccountUnderTest) -> list[asyncio.Task[str]]:
    """Send one SMS that is under way on return, and more that wait for it."""
    account.simulator.delay = 0.3
    first = await account.start(_send(account))
    rest = [account.hass.async_create_task(_send(account)) for _ in range(WAITING)]
    return [first, *rest]


async def _stop_home_assistant(account: AccountUnderTest) -> None:
    async with asyncio.timeout(20):
        await account.hass.async_stop(force=True)


async def _disable(account: AccountUnderTest) -> None:
    await account.hass.config_entries.async_set_disabled_by(
        account.entry.entry_id, ConfigEntryDisabler.USER
    )


@pytest.mark.parametrize(
    "stop",
    [
        _disable,
        _stop_home_assistant,
        AccountUnderTest.remove,
        AccountUnderTest.unload,
        AccountUnderTest.reload,
    ],
    ids=lambda stop: stop.__name__,
)
async def test_what_waits_ends_with_the_account(
    account: AccountUnderTest, caplog: pytest.LogCaptureFixture, stop: Stop
) -> None:
    """One SMS is under way, and arrives; those behind it are refused, and never sent."""
    sending = await _send_many(account)

    await stop(account)

    async with asyncio.timeout(1):
        outcomes = await asyncio.gather(*sending)
    assert outcomes == ["sent", *["not_sent_not_loaded"] * WAITING]
    assert len(account.simulator.texts) == 1
    assert not [record for record in caplog.records if record.exc_info]


async def test_what_waits_ends_with_its_caller(account: AccountUnderTest) -> None:
    """A script that is stopped sends no more; who waits behind it has the turn."""
    messages = "{{ repeat.index }}"
    action = {
        "action": "callcard.send_sms",
        "data": {"number": MOBILE, "message": messages},
    }
    script = {"test": {"sequence": {"repeat": {"count": 10, "sequence": [action]}}}}
    assert await async_setup_component(account.hass, "script", {"script": script})
    account.simulator.delay = 0.2
    await account.start(account.hass.services.async_call("script", "test"))
    waiting = account.hass.async_create_task(_place(account, 1))
    behind = account.hass.async_create_task(_send(account, "behind"))
    await asyncio.sleep(0)

    await account.hass.services.async_call("script", "turn_off", {"entity_id": "all"})
    waiting.cancel()

    assert await behind == "sent"
    await account.hass.async_block_till_done()
    assert [text[2] for text in account.simulator.texts] == ["1", "behind"]
    assert account.simulator.calls == []


async def test_nobody_waits_for_long(
    account: AccountUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the platform hangs, those behind are refused after 30 s: each hangs for 10."""
    account.simulator.fail(Fault.SILENCE)
    expire_timeouts(monkeypatch, account.simulator)

    outcomes = await asyncio.gather(*(_send(account) for _ in range(20)))

    assert account.simulator.hung == 3
    assert outcomes == ["unknown_sent_cannot_connect"] * 3 + ["not_sent_busy"] * 17


async def test_brake(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """20 calls and SMS are let through in 5 minutes, over reloads; each account has its own."""
    account, family = await set_up(), await set_up("family")
    loop = asyncio.get_running_loop()
    begin, passed = loop.time(), 0.0
    monkeypatch.setattr(loop, "time", lambda: begin + passed)
    for number in range(10):
        assert await _place(account, number) == "placed"
        passed += 10
        assert await _send(account) == "sent"
    await account.reload()

    for _ in range(3):
        assert await _send(account) == "not_sent_too_many"
    assert await _place(account, 11) == "not_called_too_many"
    assert await account.store() == "stored"
    assert await _send(family) == "sent"
    passed = 299
    assert await _send(account) == "not_sent_too_many"
    passed = 301
    assert await _send(account) == "sent"
    assert await _send(account) == "not_sent_too_many"

    assert len(account.simulator.calls) == 10
    assert len(account.simulator.texts) == 10 + 2
    warnings = [
        record.getMessage()
        for record in caplog.records
        if record.levelno == logging.WARNING and "callcard" in record.name
    ]
    assert len(warnings) == 1
    assert "demo: more than 20 calls and SMS in 5 minutes are refused" in warnings[0]


async def test_what_was_not_done_does_not_count(account: AccountUnderTest) -> None:
    """After an outage, the alarm goes out that was refused before."""
    account.simulator.fail(Fault.API_ERROR)
    for _ in range(25):
        assert await _send(account) == "not_sent_api_error"
    account.simulator.clear_faults()

    assert await _send(account) == "sent"


@pytest.mark.parametrize("entity_id", [CALL, BALANCE])
async def test_storm(
    hass: HomeAssistant, account: AccountUnderTest, entity_id: str
) -> None:
    """An automation that starts itself is stopped by the brake."""
    account.know(**{f"No {number}": f"+4930123456{number}" for number in range(5)})
    number = "+49301234{{ '%04d' | format(range(10000) | random) }}"
    actions = [
        {"action": "callcard.call", "data": {"b_number": number}},
        {
            "action": "callcard.send_sms",
            "data": {
                "number": MOBILE,
                "message": "{{ states('sensor.demo_balance') }}",
            },
        },
    ]
    await automate(
        hass,
        triggers={"trigger": "state", "entity_id": entity_id},
        actions=actions,
        mode="parallel",
        max=100,
    )

    for balance in range(30):
        account.remote.balance = f"{balance},00"
        await _place(account, balance)
        await hass.async_block_till_done()

    simulator = account.simulator
    assert len(simulator.calls) + len(simulator.texts) == 20


async def test_context(account: AccountUnderTest) -> None:
    """The event names who asked, also where it was a button."""
    account.know(Grandma="+61293744000")
    await account.hass.async_block_till_done()
    for action, data in (
        ("callcard.store_targets", {"contact": "Grandma"}),
        ("callcard.call", {"contact": "Grandma"}),
        ("button.press", {"entity_id": "button.demo_call_grandma"}),
    ):
        context = Context()
        domain, _, name = action.partition(".")
        await account.hass.services.async_call(domain, name, data, True, context)
        state = account.hass.states.get(CALL)
        assert state is not None
        assert state.context is context
    assert value_of(account.hass, CALL) != "unknown"
