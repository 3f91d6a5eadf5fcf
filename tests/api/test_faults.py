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
from tests.hurry import hurry
from tests.simulator import Fault, Simulator

from .conftest import CALLS, STORED, TARGETS, Call

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Outcome:
    """What a client makes of a fault."""

    error: type[CallcardError] | None
    text: str = ""
    may_have_arrived: bool | None = None
    reads: int = 1
    """Requests for a read: aiohttp itself repeats a GET whose connection broke."""
    stores: int = 1


def unanswered(text: str, *, reads: int = 1) -> Outcome:
    """Expect no reply: the store may have arrived, and is sent once more."""
    return Outcome(CallcardConnectionError, text, True, reads, 2)


def no_envelope(text: str) -> Outcome:
    """Expect a reply that does not tell whether the store was accepted."""
    return Outcome(CallcardResponseError, text, True, 1, 2)


def turned_away(text: str) -> Outcome:
    """Expect a reply that tells that the store was not accepted."""
    return Outcome(CallcardResponseError, text, False)


def refused(error: type[CallcardError], text: str) -> Outcome:
    """Expect the vendor's refusal."""
    return Outcome(error, text, False)


HARMLESS = Outcome(None)
LOGIN_TEXT = "An error occured while login. Please check username and password."

OUTCOMES = {
    Fault.RESET_BEFORE: unanswered(".*[Cc]onnection.*|Server disconnected", reads=2),
    Fault.RESET_WITHIN: unanswered(".+"),
    Fault.RESET_AFTER: unanswered(".*[Cc]onnection.*|Server disconnected", reads=2),
    Fault.SILENCE: unanswered("TimeoutError"),
    Fault.SILENCE_AFTER: unanswered("TimeoutError"),
    Fault.DRIP: unanswered("TimeoutError"),
    Fault.STALE: HARMLESS,
    Fault.SERVER_ERROR: no_envelope("HTTP 500, 21 B: Internal Server Error"),
    Fault.BAD_GATEWAY: no_envelope("HTTP 502, .*: 502 Bad Gateway 502 Bad Gateway"),
    Fault.TOO_MANY_REQUESTS: turned_away("HTTP 429, .*429 Too Many Requests"),
    # It asks to be left alone, so the store is not sent once more.
    Fault.UNAVAILABLE: Outcome(
        CallcardResponseError, "HTTP 503, .*503 Service Unavailable", True
    ),
    Fault.REDIRECT: turned_away("HTTP 301, .*: → https://elsewhere.example/login"),
    Fault.HTML: no_envelope("HTTP 200, 68 B: Login"),
    Fault.EMPTY: no_envelope("HTTP 200, 0 B:"),
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
    Fault.LOGIN_REFUSED: refused(CallcardAuthenticationError, LOGIN_TEXT),
    Fault.LOGIN_REFUSED_401: refused(CallcardAuthenticationError, "HTTP 401"),
    Fault.LOGIN_REFUSED_403: refused(CallcardAuthenticationError, "HTTP 403"),
    Fault.CLOCK: refused(CallcardClockError, "our clock says .*, the vendor's .*"),
    Fault.API_ERROR: refused(CallcardApiError, r"Number not allowed\. \(1234\)"),
    Fault.API_ERROR_NO_CODES: refused(CallcardApiError, r" \(\)"),
}


async def failure(call: Call, client: CallcardClient) -> CallcardError | None:
    """Return how the client fails, if it does."""
    try:
        await call(client)
    except CallcardError as err:
        return err
    return None


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("call", CALLS)
async def test_fault(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    fault: Fault,
) -> None:
    """A fault gives its error, with its text, after as many requests as it should."""
    expected = OUTCOMES[fault]
    requests = expected.reads if call == "read" else expected.stores
    hurry(monkeypatch, simulator)
    simulator.fail(fault)
    error = await failure(CALLS[call], client)

    assert type(error) is (expected.error or type(None))
    assert getattr(error, "may_have_arrived", None) is expected.may_have_arrived
    assert len(simulator.requests) == requests
    accepted = requests if call == "store" and accepts(fault) else 0
    assert simulator.stores == [STORED] * accepted
    if error is not None:
        assert re.fullmatch(expected.text, str(error), re.DOTALL)
        assert "<" not in str(error)
        assert len(str(error)) <= 200


def accepts(fault: Fault) -> bool:
    """Tell whether a request is carried out in spite of the fault."""
    return fault.accepts or fault is Fault.STALE  # which spares a first request


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("call", CALLS)
async def test_heals(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    fault: Fault,
) -> None:
    """After a fault, over whichever connection it left, the next request succeeds."""
    account = await client.async_get_account()
    hurry(monkeypatch, simulator)
    simulator.fail(fault)
    await failure(CALLS[call], client)
    simulator.heal()
    assert await client.async_get_account() == account
    assert (await client.async_store_targets(TARGETS)).targets == TARGETS


@pytest.mark.parametrize("fault", [Fault.HUGE, Fault.BOMB])
async def test_memory(
    client: CallcardClient, simulator: Simulator, fault: Fault
) -> None:
    """A reply without end is not kept, however it is compressed."""
    simulator.fail(fault)
    await failure(CALLS["read"], client)
    tracemalloc.start()
    try:
        await failure(CALLS["read"], client)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * MEBIBYTE


async def test_odd_numbers(client: CallcardClient, simulator: Simulator) -> None:
    """Numbers that are none cost their fields only."""
    account = await client.async_get_account()
    simulator.fail(Fault.NAN)
    odd = await client.async_get_account()
    assert odd.odd_fields == {
        "customeraccountstate",
        "dialinnumber",
        "customercurrency",
        "customernumber",
    }
    assert odd.numbers == account.numbers
    assert odd.account_number == account.account_number


@pytest.mark.parametrize("fault", [Fault.WRONG_CHARSET, Fault.BAD_UTF8])
async def test_other_encodings(
    client: CallcardClient, simulator: Simulator, fault: Fault
) -> None:
    """What the reply says about its encoding, or makes of it, costs nothing."""
    account = await client.async_get_account()
    simulator.fail(fault)
    assert await client.async_get_account() == account
