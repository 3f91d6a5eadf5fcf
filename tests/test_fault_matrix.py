"""Faults on each occasion: what is told, how soon, and that all works afterwards."""

import re
import time

import pytest

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError

from .common import PAIR, UNKNOWN_PAIR, AccountUnderTest, call, expire_timeouts
from .simulator import Fault

SOON = 5  # seconds
ACTIONS = {
    "stored": ("store_targets", {"b_number": PAIR[1]}),
    "called": ("call", {"b_number": PAIR[1]}),
    "sent": ("send_sms", {"number": PAIR[1], "message": "Hi"}),
}

TOLD = {
    ("cannot_connect", "unknown"): (
        Fault.RESET_BEFORE,
        Fault.RESET_WITHIN,
        Fault.RESET_AFTER,
        Fault.SILENCE,
        Fault.SILENCE_AFTER,
        Fault.DRIP,
    ),
    ("invalid_response", "unknown"): (
        Fault.SERVER_ERROR,
        Fault.BAD_GATEWAY,
        Fault.UNAVAILABLE,
        Fault.RETRY_AFTER_0,
        Fault.REDIRECT,
        Fault.REDIRECT_AFTER,
        Fault.HTML,
        Fault.EMPTY,
        Fault.CUT_JSON,
        Fault.LIST,
        Fault.NOT_ENVELOPE,
        Fault.SCALAR,
        Fault.HUGE,
        Fault.BOMB,
        Fault.DEEP,
        Fault.OTHER_ACCOUNT,
    ),
    ("invalid_response", "not"): (Fault.FORBIDDEN_PAGE, Fault.TOO_MANY_REQUESTS),
    ("invalid_auth", "not"): (
        Fault.LOGIN_REFUSED,
        Fault.LOGIN_REFUSED_401,
        Fault.LOGIN_CODE_401,
        Fault.LOGIN_CODE_403,
    ),
    ("clock_skew", "not"): (Fault.CLOCK, Fault.CLOCK_FUTURE),
    ("api_error", "not"): (Fault.API_ERROR, Fault.API_ERROR_NO_CODES),
    ("no_calling_card", "not"): (Fault.NO_CALLING_CARD,),
}
"""The reason and the outcome that are told → the faults. The others are no failures, or not always."""

type Message = tuple[str | None, str | None]
"""The key and the text of what the user is told when a request fails."""


async def _attempt(account: AccountUnderTest, occasion: str) -> Message | None:
    """Let it come, and return what the user is told of a failure."""
    if occasion == "set up":
        await account.reload()
        if account.entry.state is ConfigEntryState.LOADED:
            return None
        return account.entry.error_reason_translation_key, account.entry.reason
    if occasion == "poll":
        await account.poll()
        coordinator = account.entry.runtime_data
        if coordinator.last_update_success:
            return None
        error = coordinator.last_exception
        return error.translation_key, str(error)
    action, data = ACTIONS[occasion]
    try:
        await call(account.hass, action, **data)
    except HomeAssistantError as error:
        return error.translation_key, str(error)
    return None


@pytest.mark.parametrize(
    ("fault", "reason", "outcome"),
    [(fault, *told) for told, faults in TOLD.items() for fault in faults],
)
async def test_fault(
    account: AccountUnderTest, fault: Fault, reason: str, outcome: str
) -> None:
    """The user is soon told what is wrong, in readable words; then all works again."""
    for occasion in ("poll", *ACTIONS, "set up"):
        await account.store()
        account.simulator.requests.clear()
        account.simulator.fail(fault)
        started = time.monotonic()
        with pytest.MonkeyPatch.context() as monkeypatch:
            expire_timeouts(monkeypatch, account.simulator)
            message = await _attempt(account, occasion)
        account.simulator.clear_faults()

        assert time.monotonic() - started < SOON, occasion
        key, text = message or (None, None)
        prefix = f"{outcome}_{occasion}_" if occasion in ACTIONS else ""
        assert (occasion, key) == (occasion, prefix + reason)
        assert text is not None
        assert not re.search(r"{[a-z_]+}|<|&\w+;|\n", text), text
        assert len(text) < 500
        assert account.flows == ["reauth_confirm"] * (reason == "invalid_auth")
        if occasion == "stored":
            assert account.pair == (UNKNOWN_PAIR if outcome == "unknown" else PAIR)
        if occasion in {"called", "sent"}:
            assert len(account.simulator.requests) == 1, "these are never sent twice"

        assert await _attempt(account, occasion) is None, occasion
        assert account.balance == "18.40"
        assert account.flows == []
