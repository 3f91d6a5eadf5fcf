"""Whatever the platform and the way to it do: each fault, for each kind of request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
import re
import tracemalloc

import pytest

from custom_components.callcard.api import (
    Account,
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
    Receipt,
)
from tests.common import expire_timeouts
from tests.simulator import Fault, Simulator

from .conftest import TARGETS, failure


@dataclass(frozen=True)
class Outcome:
    """What a client makes of a fault."""

    error: type[CallcardError] | None
    text: str = ""
    may_have_arrived: bool = False
    reads: int = 1
    """Requests for a read: aiohttp itself repeats a GET whose connection broke."""
    stores: int = 1


def unknown(text: str) -> Outcome:
    """Expect a reply that does not tell what became of a store, which is repeated."""
    return Outcome(CallcardResponseError, text, True, stores=3)


BROKEN = Outcome(CallcardConnectionError, "the connection broke", True, stores=3)
NO_ANSWER = Outcome(CallcardConnectionError, "no answer in 10 s", True)
HARMLESS = Outcome(None)
REDIRECTED = unknown("HTTP 30[13], .* B: → https://elsewhere.example/login")
UNCLEAR = unknown("it names a pair that is not clear")
LOGIN_TEXT = "An error occured while login. Please check username and password."

OUTCOMES = {
    Fault.RESET_BEFORE: replace(BROKEN, reads=2),
    Fault.RESET_WITHIN: BROKEN,
    Fault.RESET_AFTER: replace(BROKEN, reads=2),
    Fault.SILENCE: NO_ANSWER,
    Fault.SILENCE_AFTER: NO_ANSWER,
    Fault.DRIP: NO_ANSWER,
    Fault.STALE: HARMLESS,
    Fault.SERVER_ERROR: unknown("HTTP 500, 21 B: Internal Server Error"),
    Fault.BAD_GATEWAY: unknown("HTTP 502, .*: 502 Bad Gateway 502 Bad Gateway"),
    Fault.FORBIDDEN_PAGE: Outcome(CallcardResponseError, "HTTP 403, .* Forbidden"),
    Fault.TOO_MANY_REQUESTS: Outcome(CallcardResponseError, "HTTP 429, .* Requests"),
    # The platform asks to wait, so the store is not repeated.
    Fault.UNAVAILABLE: Outcome(CallcardResponseError, "HTTP 503, .* Unavailable", True),
    Fault.RETRY_AFTER_0: unknown("HTTP 503, .* Unavailable"),
    Fault.REDIRECT: REDIRECTED,
    Fault.REDIRECT_AFTER: REDIRECTED,
    Fault.HTML: unknown("HTTP 200, 68 B: Login"),
    Fault.EMPTY: unknown("HTTP 200, 0 B: "),
    Fault.CUT_JSON: unknown(r'HTTP 200, 47 B: {"error": false, .*"descr'),
    Fault.LIST: unknown(r"HTTP 200, 36 B: \[.*\]"),
    Fault.NOT_ENVELOPE: unknown('HTTP 200, 16 B: {"status": "ok"}'),
    Fault.SCALAR: unknown("HTTP 200, 2 B: 42"),
    Fault.HUGE: unknown("HTTP 200, > 1048576 B"),
    Fault.BOMB: unknown("HTTP 200, > 1048576 B"),
    Fault.WRONG_CHARSET: HARMLESS,
    Fault.BAD_UTF8: HARMLESS,
    Fault.NAN: HARMLESS,
    Fault.DEEP: unknown("HTTP 200, .*"),
    Fault.OTHER_ACCOUNT: unknown("it is about another account"),
    Fault.OTHER_TARGETS: HARMLESS,
    Fault.ONE_TARGET: UNCLEAR,
    Fault.UNREADABLE_TARGETS: UNCLEAR,
    Fault.LOGIN_REFUSED: Outcome(CallcardAuthenticationError, LOGIN_TEXT),
    Fault.LOGIN_REFUSED_401: Outcome(CallcardAuthenticationError, "HTTP 401"),
    Fault.LOGIN_CODE_401: Outcome(CallcardAuthenticationError, "Credentials .*"),
    Fault.LOGIN_CODE_403: Outcome(CallcardAuthenticationError, r"Refused\."),
    Fault.CLOCK: Outcome(CallcardClockError, "our clock says .*, the platform's .*"),
    Fault.CLOCK_FUTURE: Outcome(CallcardClockError, "our clock says .*"),
    Fault.API_ERROR: Outcome(CallcardApiError, r"Number not allowed\. \(1234\)"),
    Fault.API_ERROR_NO_CODES: Outcome(CallcardApiError, r" \(\)"),
    Fault.NO_CALLING_CARD: Outcome(CallcardApiError, r".* callingcard\. \(1201\)"),
}


REQUESTS: dict[str, Callable[[CallcardClient], Awaitable[Account | Receipt]]] = {
    "read": lambda client: client.async_get_account(),
    "store": lambda client: client.async_store_targets(TARGETS),
    "call": lambda client: client.async_call(TARGETS),
    "sms": lambda client: client.async_send_sms(TARGETS.b, "Hi"),
}


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("kind", REQUESTS)
async def test_fault(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    fault: Fault,
) -> None:
    """A fault gives its error after as many requests as it should, and leaves nothing."""
    expected = OUTCOMES[fault]
    if kind != "store" and expected is UNCLEAR:
        expected = HARMLESS
    expire_timeouts(monkeypatch, simulator)
    simulator.fail(fault)
    done = None
    if expected.error is None:
        done = await REQUESTS[kind](client)
    else:
        error = await failure(REQUESTS[kind](client))
        assert type(error) is expected.error
        assert re.fullmatch(expected.text, str(error))
        assert error.may_have_arrived is expected.may_have_arrived
        waits = fault in {Fault.TOO_MANY_REQUESTS, Fault.UNAVAILABLE}
        assert (error.retry_after is not None) is waits
    # What rings or costs money is never sent twice.
    attempts = {"read": expected.reads, "store": expected.stores}.get(kind, 1)
    assert len(simulator.requests) == attempts
    accepts = fault.accepts or fault is Fault.STALE  # which spares a first request
    accepted = {
        "store": simulator.stores,
        "call": simulator.calls,
        "sms": simulator.texts,
    }
    for name, found in accepted.items():
        assert len(found) == (attempts if name == kind and accepts else 0)

    simulator.clear_faults()
    after = await client.async_get_account()
    if isinstance(done, Account):
        assert done.numbers == after.numbers
    elif done:
        assert done.id
    await client.async_store_targets(TARGETS)


@pytest.mark.parametrize("fault", [Fault.HUGE, Fault.BOMB])
async def test_memory(
    client: CallcardClient, simulator: Simulator, fault: Fault
) -> None:
    """A reply without end is not kept, however it is compressed."""
    simulator.fail(fault)
    await failure(client.async_get_account())
    tracemalloc.start()
    try:
        await failure(client.async_get_account())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 2**20
