"""Each fault on each occasion: what is told, how soon, and that all works afterwards."""

from collections.abc import Awaitable, Callable
import re
import time

import pytest

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError

from .common import PAIR, AccountUnderTest, call, expire_timeouts
from .simulator import Fault

SOON = 5  # seconds
ABOUT_THE_ACCOUNT = {
    Fault.OTHER_ACCOUNT,
    Fault.OTHER_TARGETS,
    Fault.ONE_TARGET,
    Fault.UNREADABLE_TARGETS,
}
"""What these mean depends on what is known: test_coordinator.py has them."""

type Message = tuple[str | None, str | None]
"""The key and the text of what the user is told when a request fails."""


async def _set_up(account: AccountUnderTest) -> Message | None:
    await account.reload()
    if account.entry.state is ConfigEntryState.LOADED:
        return None
    return account.entry.error_reason_translation_key, account.entry.reason


async def _poll(account: AccountUnderTest) -> Message | None:
    await account.poll()
    coordinator = account.entry.runtime_data
    if coordinator.last_update_success:
        return None
    return coordinator.last_exception.translation_key, str(coordinator.last_exception)


async def _act(account: AccountUnderTest, action: str, **data: str) -> Message | None:
    try:
        await call(account.hass, action, **data)
    except HomeAssistantError as error:
        return error.translation_key, str(error)
    return None


async def _store(account: AccountUnderTest) -> Message | None:
    return await _act(account, "store_targets", b_number=PAIR[1])


async def _call(account: AccountUnderTest) -> Message | None:
    return await _act(account, "call", b_number=PAIR[1])


async def _send_sms(account: AccountUnderTest) -> Message | None:
    return await _act(account, "send_sms", number=PAIR[1], message="Hi")


OCCASIONS: dict[str, Callable[[AccountUnderTest], Awaitable[Message | None]]] = {
    "poll": _poll,
    "store": _store,
    "call": _call,
    "SMS": _send_sms,
    "set-up": _set_up,
}


ACTIONS = {"store": "stored", "call": "called", "SMS": "sent"}


def _told(fault: Fault, occasion: str) -> tuple[str, str] | None:
    """Return the key, and what is told of an action; None for what is no failure."""
    match fault:
        case Fault.STALE if occasion in {"call", "SMS"}:
            return "cannot_connect", "unknown"
        case Fault.STALE | Fault.WRONG_CHARSET | Fault.BAD_UTF8 | Fault.NAN:
            return None
        case Fault.RESET_BEFORE | Fault.RESET_WITHIN | Fault.RESET_AFTER:
            return "cannot_connect", "unknown"
        case Fault.SILENCE | Fault.SILENCE_AFTER | Fault.DRIP:
            return "cannot_connect", "unknown"
        case Fault.FORBIDDEN_PAGE | Fault.TOO_MANY_REQUESTS:
            return "invalid_response", "not"
        case Fault.LOGIN_REFUSED | Fault.LOGIN_REFUSED_401:
            return "invalid_auth", "not"
        case Fault.LOGIN_CODE_401 | Fault.LOGIN_CODE_403:
            return "invalid_auth", "not"
        case Fault.CLOCK | Fault.CLOCK_FUTURE:
            return "clock_skew", "not"
        case Fault.API_ERROR | Fault.API_ERROR_NO_CODES:
            return "api_error", "not"
        case Fault.NO_CALLING_CARD:
            return "no_calling_card", "not"
    return "invalid_response", "unknown"


@pytest.mark.parametrize("fault", sorted({*Fault} - ABOUT_THE_ACCOUNT))
async def test_fault(account: AccountUnderTest, fault: Fault) -> None:
    """The user is soon told what is wrong, in readable words; then all works again."""
    for name, attempt in OCCASIONS.items():
        told = _told(fault, name)
        account.simulator.fail(fault)
        requests = account.simulator.requests
        requests.clear()
        started = time.monotonic()
        with pytest.MonkeyPatch.context() as monkeypatch:
            expire_timeouts(monkeypatch, account.simulator)
            message = await attempt(account)
        account.simulator.clear_faults()

        assert time.monotonic() - started < SOON, name
        if name in {"call", "SMS"}:
            assert len(requests) == 1, name  # These are never sent twice
        key, text = message or (None, "")
        action = ACTIONS.get(name)
        prefix = f"{told[1]}_{action}_" if told and action else ""
        assert (name, key) == (name, told and prefix + told[0])
        assert text is not None
        assert not re.search(r"{[a-z_]+}|<|&\w+;|\n", text), text
        assert len(text) < 500
        is_login_refused = told == ("invalid_auth", "not")
        assert account.flows == ["reauth_confirm"] * is_login_refused
        if told is None and name not in {"call", "SMS"}:
            assert account.balance == ("unknown" if fault is Fault.NAN else "18.40")

        assert await attempt(account) is None, name
        assert account.balance == "18.40"
        assert account.flows == []
