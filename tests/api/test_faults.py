"""Whatever the platform and the way to it do: each fault, for a read and for a store."""

from dataclasses import dataclass
import re
import tracemalloc

import pytest

from custom_components.callcard.api import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
)
from tests.common import expire_timeouts
from tests.simulator import Fault, Simulator

from .conftest import CALLS, KEY, STORED, TARGETS, failure

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Outcome:
    """What a client makes of a fault."""

    error: type[CallcardError] | None
    text: str = ""
    may_have_arrived: bool = False
    reads: int = 1
    """Requests for a read: aiohttp itself repeats a GET whose connection broke."""
    stores: int = 1


def unknown(error: type[CallcardError], text: str, *, reads: int = 1) -> Outcome:
    """Expect that a store may have arrived, and is sent up to three times."""
    return Outcome(error, text, True, reads, 3)


def unanswered(text: str) -> Outcome:
    """Expect no reply within the time that a store may be repeated."""
    return Outcome(CallcardConnectionError, text, True)


def no_envelope(text: str) -> Outcome:
    """Expect a reply that does not tell whether the store was accepted."""
    return unknown(CallcardResponseError, text)


BROKEN = "the connection broke"
HARMLESS = Outcome(None)
REDIRECTED = "HTTP 30[13], .* B: → https://elsewhere.example/login"
UNCLEAR = no_envelope("it names a pair that is not clear")
LOGIN_TEXT = "An error occured while login. Please check username and password."

OUTCOMES = {
    Fault.RESET_BEFORE: unknown(CallcardConnectionError, BROKEN, reads=2),
    Fault.RESET_WITHIN: unknown(CallcardConnectionError, BROKEN),
    Fault.RESET_AFTER: unknown(CallcardConnectionError, BROKEN, reads=2),
    Fault.SILENCE: unanswered("no answer in 10 s"),
    Fault.SILENCE_AFTER: unanswered("no answer in 10 s"),
    Fault.DRIP: unanswered("no answer in 10 s"),
    Fault.STALE: HARMLESS,
    Fault.SERVER_ERROR: no_envelope("HTTP 500, 21 B: Internal Server Error"),
    Fault.BAD_GATEWAY: no_envelope("HTTP 502, .*: 502 Bad Gateway 502 Bad Gateway"),
    Fault.FORBIDDEN_PAGE: Outcome(CallcardResponseError, "HTTP 403, .* Forbidden"),
    Fault.TOO_MANY_REQUESTS: Outcome(CallcardResponseError, "HTTP 429, .* Requests"),
    # The platform asks to wait, so the store is not repeated.
    Fault.UNAVAILABLE: Outcome(CallcardResponseError, "HTTP 503, .* Unavailable", True),
    Fault.RETRY_AFTER_0: no_envelope("HTTP 503, .* Unavailable"),
    Fault.REDIRECT: no_envelope(REDIRECTED),
    Fault.REDIRECT_AFTER: no_envelope(REDIRECTED),
    Fault.HTML: no_envelope("HTTP 200, 68 B: Login"),
    Fault.EMPTY: no_envelope("HTTP 200, 0 B: "),
    Fault.CUT_JSON: no_envelope(r'HTTP 200, 47 B: {"error": false, .*"descr'),
    Fault.LIST: no_envelope(r"HTTP 200, 36 B: \[.*\]"),
    Fault.NOT_ENVELOPE: no_envelope('HTTP 200, 16 B: {"status": "ok"}'),
    Fault.SCALAR: no_envelope("HTTP 200, 2 B: 42"),
    Fault.HUGE: no_envelope("HTTP 200, > 1048576 B"),
    Fault.BOMB: no_envelope("HTTP 200, > 1048576 B"),
    Fault.WRONG_CHARSET: HARMLESS,
    Fault.BAD_UTF8: HARMLESS,
    Fault.NAN: HARMLESS,
    Fault.DEEP: no_envelope("HTTP 200, .*"),
    Fault.OTHER_ACCOUNT: no_envelope("it is about another account"),
    Fault.OTHER_TARGETS: HARMLESS,
    Fault.ONE_TARGET: UNCLEAR,
    Fault.UNREADABLE_TARGETS: UNCLEAR,
    Fault.LOGIN_REFUSED: Outcome(CallcardAuthenticationError, LOGIN_TEXT),
    Fault.LOGIN_REFUSED_401: Outcome(CallcardAuthenticationError, "HTTP 401"),
    Fault.LOGIN_CODE_401: Outcome(CallcardAuthenticationError, "Credentials .*"),
    Fault.LOGIN_CODE_403: Outcome(CallcardAuthenticationError, r"Refused\."),
    Fault.CLOCK: Outcome(CallcardClockError, "our clock says .*, the vendor's .*"),
    Fault.CLOCK_FUTURE: Outcome(CallcardClockError, "our clock says .*"),
    Fault.API_ERROR: Outcome(CallcardApiError, r"Number not allowed\. \(1234\)"),
    Fault.API_ERROR_NO_CODES: Outcome(CallcardApiError, r" \(\)"),
    Fault.NO_CALLING_CARD: Outcome(CallcardApiError, r".* callingcard\. \(1201\)"),
}


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("call", CALLS)
async def test_fault(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    fault: Fault,
) -> None:
    """A fault gives its error after as many requests as it should, and leaves nothing."""
    expected = OUTCOMES[fault]
    if call == "read" and expected is UNCLEAR:
        expected = HARMLESS
    expire_timeouts(monkeypatch, simulator)
    simulator.fail(fault)
    if expected.error is None:
        await CALLS[call](client)
    else:
        error = await failure(CALLS[call](client))
        assert type(error) is expected.error
        assert re.fullmatch(expected.text, str(error))
        assert error.may_have_arrived is expected.may_have_arrived
        waits = fault in {Fault.TOO_MANY_REQUESTS, Fault.UNAVAILABLE}
        assert (error.retry_after is not None) is waits
        for request in simulator.requests:
            signature = request.headers["x-authorization"].removeprefix("demo:")
            for secret in (KEY, signature, request.headers["x-date"]):
                assert secret not in str(error)
    requests = expected.reads if call == "read" else expected.stores
    assert len(simulator.requests) == requests
    accepts = fault.accepts or fault is Fault.STALE  # which spares a first request
    assert simulator.stores == [STORED] * (
        requests if call == "store" and accepts else 0
    )

    simulator.clear_faults()
    await client.async_get_account()
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
    assert peak < 8 * MEBIBYTE


@pytest.mark.parametrize(
    ("fault", "unreadable"),
    [
        (
            Fault.NAN,
            "customeraccountstate dialinnumber customercurrency customernumber",
        ),
        (Fault.WRONG_CHARSET, ""),
        (Fault.BAD_UTF8, ""),
    ],
)
async def test_unreadable_fields(
    client: CallcardClient, simulator: Simulator, fault: Fault, unreadable: str
) -> None:
    """What cannot be read costs its fields only; a wrong encoding costs nothing."""
    account = await client.async_get_account()
    simulator.fail(fault)
    after = await client.async_get_account()
    assert after.unreadable_fields == set(unreadable.split())
    assert (after == account) is (unreadable == "")
    assert after.numbers == account.numbers
    assert after.account_number == account.account_number
