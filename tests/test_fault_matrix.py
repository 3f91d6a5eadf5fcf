"""Faults on each occasion: what is told, how soon, and that all works afterwards."""

from dataclasses import dataclass, replace
import re
import time
from typing import Any

import pytest

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError

from .common import PAIR, UNKNOWN_PAIR, AccountUnderTest, call, expire_timeouts
from .simulator import Fault

SOON = 5  # seconds
ACTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "stored": ("store_targets", {"b_number": PAIR[1]}),
    "called": ("call", {"b_number": PAIR[1], "again": True}),
    "sent": ("send_sms", {"number": PAIR[1], "message": "Hi"}),
}


@dataclass(frozen=True)
class Outcome:
    """What a fault leads to."""

    reason: str | None
    """The end of the translation key; None where nothing fails."""
    text: str = ""
    """A pattern of what the message says."""
    outcome: str = "not"
    stores: int = 1


def unknown(text: str) -> Outcome:
    """Expect a reply that does not tell what became of a store, which is repeated."""
    return Outcome("invalid_response", text, "unknown", stores=2)


BROKEN = Outcome("cannot_connect", "the connection broke", "unknown", stores=2)
NO_ANSWER = Outcome("cannot_connect", "no answer in 10 s", "unknown")
HARMLESS = Outcome(None)
REDIRECTED = unknown("HTTP 30[13], .* B: → https://elsewhere.example/login")
UNCLEAR = unknown("it names a pair that is not clear")

OUTCOMES = {
    Fault.RESET_BEFORE: BROKEN,
    Fault.RESET_WITHIN: BROKEN,
    Fault.RESET_AFTER: BROKEN,
    Fault.SILENCE: NO_ANSWER,
    Fault.SILENCE_AFTER: NO_ANSWER,
    Fault.DRIP: NO_ANSWER,
    Fault.EXTRA_REPLY: HARMLESS,
    Fault.SERVER_ERROR: unknown("HTTP 500, 21 B: Internal Server Error"),
    Fault.BAD_GATEWAY: unknown("HTTP 502, .*: 502 Bad Gateway 502 Bad Gateway"),
    Fault.FORBIDDEN_PAGE: Outcome("invalid_response", "HTTP 403, .* Forbidden"),
    Fault.TOO_MANY_REQUESTS: Outcome("invalid_response", "HTTP 429, .* Requests"),
    # The platform asks to wait, so the store is not repeated.
    Fault.UNAVAILABLE: replace(unknown("HTTP 503, .* Unavailable"), stores=1),
    Fault.RETRY_AFTER_0: unknown("HTTP 503, .* Unavailable"),
    Fault.REDIRECT: REDIRECTED,
    Fault.REDIRECT_AFTER: REDIRECTED,
    Fault.HTML: unknown("HTTP 200, 68 B: Login"),
    Fault.EMPTY: unknown("HTTP 200, 0 B: "),
    Fault.EMPTY_BODY: HARMLESS,
    Fault.CUT_JSON: unknown(r'HTTP 200, 47 B: {"error": false, .*"descr'),
    Fault.LIST: unknown(r"HTTP 200, 36 B: \[.*\]"),
    Fault.NOT_ENVELOPE: unknown('HTTP 200, 16 B: {"status": "ok"}'),
    Fault.SCALAR: unknown("HTTP 200, 2 B: 42"),
    Fault.HUGE: unknown("HTTP 200, > 131072 B"),
    Fault.BOMB: unknown("HTTP 200, > 131072 B"),
    Fault.WRONG_CHARSET: HARMLESS,
    Fault.BAD_UTF8: HARMLESS,
    Fault.NAN: HARMLESS,
    Fault.DEEP: unknown("HTTP 200, "),
    Fault.OTHER_ACCOUNT: unknown("it is about another account"),
    Fault.OTHER_TARGETS: HARMLESS,
    Fault.ONE_TARGET: UNCLEAR,
    Fault.UNREADABLE_TARGETS: UNCLEAR,
    Fault.LOGIN_REFUSED: Outcome("invalid_auth", "Please check username and password"),
    Fault.LOGIN_REFUSED_GERMAN: Outcome(
        "invalid_auth", "Benutzername oder Passwort un"
    ),
    Fault.LOGIN_REFUSED_401: Outcome("invalid_auth", "HTTP 401"),
    Fault.LOGIN_CODE_401: Outcome("invalid_auth", "Credentials missing"),
    Fault.LOGIN_CODE_403: Outcome("invalid_auth", "Refused"),
    Fault.CLOCK: Outcome("clock_skew", "one of two clocks is wrong"),
    Fault.CLOCK_FUTURE: Outcome("clock_skew", "one of two clocks is wrong"),
    Fault.API_ERROR: Outcome("api_error", r"Number not allowed \(code 1234\)"),
    Fault.API_ERROR_NO_CODES: Outcome("api_error", r"\? \(code \?\)"),
    Fault.NO_CALLING_CARD: Outcome("no_calling_card", "not connected to a calling"),
    Fault.TOP_UP_PIN: Outcome("api_error", r"not valid anymore \(code 1200\)"),
    Fault.UNKNOWN_RESOURCE: Outcome("api_error", r"Unknown resource \(code 404\)"),
    Fault.BUSY: Outcome("api_error", r"Try again later \(code 504\)"),
    Fault.MAINTENANCE: Outcome("api_error", "due to maintenance"),
    Fault.NOT_AUTHORIZED: Outcome("api_error", "not authorized to call"),
}

REFUSED_BY_WORDS = {Fault.LOGIN_REFUSED, Fault.LOGIN_REFUSED_GERMAN}
"""Only at a read do words refuse the login: it follows an action that they refuse."""

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


def _check_message(message: Message | None, expected: Outcome, occasion: str) -> None:
    """Check that a failure is told in readable words."""
    assert message is not None, occasion
    key, text = message
    prefix = f"{expected.outcome}_{occasion}_" if occasion in ACTIONS else ""
    assert (occasion, key) == (occasion, f"{prefix}{expected.reason}")
    assert text is not None
    assert re.search(expected.text, text)
    assert not re.search(r"{[a-z_]+}|<|&\w+;|\n", text), text
    assert len(text) < 500


@pytest.mark.parametrize("fault", Fault)
async def test_fault(account: AccountUnderTest, fault: Fault) -> None:
    """The user is soon told what is wrong, after as many requests as are allowed."""
    for occasion in ("poll", *ACTIONS, "set up"):
        expected = OUTCOMES[fault]
        if expected is UNCLEAR and occasion != "stored":
            expected = HARMLESS
        is_decided_by_poll = fault in REFUSED_BY_WORDS and occasion in ACTIONS
        is_login_refused = expected.reason == "invalid_auth"
        if is_decided_by_poll:
            expected = replace(expected, reason="api_error")
        await account.store()
        account.simulator.requests.clear()
        account.simulator.fail(fault)
        started = time.monotonic()
        with pytest.MonkeyPatch.context() as monkeypatch:
            expire_timeouts(monkeypatch, account.simulator)
            message = await _attempt(account, occasion)
            await account.hass.async_block_till_done(wait_background_tasks=True)
        account.simulator.clear_faults()

        assert time.monotonic() - started < SOON, occasion
        if expected is HARMLESS:
            assert message is None, occasion
        else:
            _check_message(message, expected, occasion)
            if occasion == "stored" and not is_decided_by_poll:
                is_unknown = expected.outcome == "unknown"
                assert account.pair == (UNKNOWN_PAIR if is_unknown else PAIR)
        assert account.flows == ["reauth_confirm"] * is_login_refused
        # What rings or costs money is never sent twice.
        requests = {"stored": expected.stores, "called": 1, "sent": 1}
        # A poll decides whether the login is refused, and brings a missing balance.
        is_polled = is_decided_by_poll or (
            fault in {Fault.NAN, Fault.EMPTY_BODY} and occasion in ACTIONS
        )
        made = len(account.simulator.requests) - is_polled
        assert (occasion, made) == (occasion, requests.get(occasion, 1))

        assert await _attempt(account, occasion) is None, occasion
        assert account.balance == "18.40"
        assert account.flows == []
