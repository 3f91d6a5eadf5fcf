"""Calls that the platform places: it rings the own phone, then the other one."""

import asyncio

import pytest

from homeassistant.exceptions import HomeAssistantError

from .common import (
    PAIR,
    UNKNOWN_PAIR,
    AccountUnderTest,
    call,
    expire_timeouts,
    state_of,
)
from .conftest import SetUp
from .simulator import Fault

GRANDMA = "+61293744000"
RANG = ("demo", "493012345678", "61293744000")
BUTTON = "button.demo_call_grandma"
RINGS = {"a_number": "+493012345678", "call_method": "web_callback"}


async def test_call(account: AccountUnderTest) -> None:
    """The platform is asked to ring; the pair that is stored stays what it was."""
    account.know(Grandma=GRANDMA)
    account.remote.balance = "17,90"
    account.simulator.requests.clear()

    response = await call(account.hass, "call", contact="grandma")

    call_id = response.pop("call_id")
    assert response == {
        "config_entry_id": account.entry.entry_id,
        "a_number": "+493012345678",
        "b_number": GRANDMA,
        "contact": "Grandma",
        "balance": 17.9,
        "currency": "EUR",
    }
    [request] = account.simulator.requests
    assert request.target == "/api/rest/v2/?webcallback"
    assert request.form == {
        "act": "trycallback",
        "aNumber": "493012345678",
        "bNumber": "61293744000",
    }
    assert account.pair == UNKNOWN_PAIR
    assert account.balance == "17.90"
    germany = state_of(account.hass, "sensor.demo_germany_dial_in")
    assert germany.state == "+493034649495"
    event = state_of(account.hass, "event.demo_call").attributes
    names = ("a_number", "b_number", "contact")
    assert {name: event[name] for name in names} == {
        name: response[name] for name in names
    }
    assert (event["event_type"], event["call_id"]) == ("placed", call_id)
    assert event["dial_in_number"] is None


async def test_rings_once_in_30_seconds(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same pair rings again only when asked to, or later; another pair rings at once."""
    account = await set_up(options=RINGS)
    account.know(Grandma=GRANDMA, Ann="+442079460000")
    loop = asyncio.get_running_loop()
    begin, passed = loop.time(), 0.0
    monkeypatch.setattr(loop, "time", lambda: begin + passed)

    buttons = (BUTTON, BUTTON, "button.demo_call_ann")
    outcomes = await asyncio.gather(*(account.press(button) for button in buttons))
    assert outcomes == ["stored", "not_called_rang", "stored"]
    await account.reload()
    passed = 12
    with pytest.raises(HomeAssistantError, match="it rang 12 seconds ago"):
        await call(account.hass, "call", b_number=GRANDMA)
    await call(account.hass, "call", contact="Grandma", again=True)
    passed = 41
    assert await account.press(BUTTON) == "not_called_rang"
    passed = 43
    assert await account.press(BUTTON) == "stored"

    assert account.simulator.calls == [RANG, (*RANG[:2], "442079460000"), RANG, RANG]
    assert account.simulator.stores == []


async def test_refused_again(account: AccountUnderTest) -> None:
    """A call that is refused when it is asked for again does not undo that it has rung."""
    await call(account.hass, "call", b_number=GRANDMA)
    account.simulator.fail(Fault.API_ERROR, times=1)
    with pytest.raises(HomeAssistantError, match="refused the request"):
        await call(account.hass, "call", b_number=GRANDMA, again=True)

    with pytest.raises(HomeAssistantError, match="it rang"):
        await call(account.hass, "call", b_number=GRANDMA)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [(Fault.API_ERROR, "stored"), (Fault.SILENCE_AFTER, "not_called_rang")],
)
async def test_what_may_have_rung(
    set_up: SetUp, monkeypatch: pytest.MonkeyPatch, fault: Fault, outcome: str
) -> None:
    """A call that was refused can be tried again at once, one that may have rung cannot."""
    account = await set_up(options=RINGS)
    account.know(Grandma=GRANDMA)
    await account.hass.async_block_till_done()
    account.simulator.fail(fault, times=1)
    with monkeypatch.context() as context:
        expire_timeouts(context, account.simulator)
        await account.press(BUTTON)

    assert await account.press(BUTTON) == outcome
    assert account.simulator.calls == [RANG]


async def test_unknown_outcome_is_no_event(account: AccountUnderTest) -> None:
    """What may not have rung is not told as a call, and leaves the pair as it was."""
    await account.store()
    account.simulator.fail(Fault.RESET_AFTER)

    with pytest.raises(HomeAssistantError, match="Your phone may ring"):
        await call(account.hass, "call", b_number=GRANDMA)

    assert account.simulator.calls == [RANG]
    event = state_of(account.hass, "event.demo_call")
    assert event.attributes["event_type"] == "prepared"
    assert account.pair == PAIR


async def test_call_ends_an_outage(account: AccountUnderTest) -> None:
    """Its reply shows that the platform is back."""
    await account.fail()

    await call(account.hass, "call", b_number=GRANDMA)

    assert account.balance == "18.40"


async def test_poll_during_a_call(account: AccountUnderTest) -> None:
    """What a poll brings that was sent before a call is dropped."""
    account.simulator.delay = 0.05
    polling = await account.start(account.entry.runtime_data.async_refresh())
    account.simulator.delay = 0
    account.remote.balance = "17,00"
    await call(account.hass, "call", b_number=GRANDMA)
    await polling

    assert account.balance == "17.00"
