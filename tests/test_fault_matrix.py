"""Each fault at each door of Home Assistant: what is told, how soon, and that it heals."""

from collections.abc import AsyncGenerator
from pathlib import Path
import re
import time
import tracemalloc
from typing import NamedTuple

import pytest

from homeassistant.core import HomeAssistant

from .common import value_of
from .conftest import SetUp
from .doors import DOORS, Door, Told
from .hurry import hurry
from .simulator import Fault
from .tls import Tls, make_tls
from .ways import NAME, ClosedPlatform, DisguisedPlatform, NamedPlatform, Platform, Way

BALANCE = "sensor.demo_balance"
MEBIBYTE = 2**20


class Outcome(NamedTuple):
    """What the user is told: a key, whether a store may be stored, a pattern."""

    key: str
    stored: str
    text: str


def unreached(text: str) -> Outcome:
    """Expect that nothing was sent."""
    return Outcome("cannot_connect", "not", text)


def unanswered(text: str) -> Outcome:
    """Expect that no reply came."""
    return Outcome("cannot_connect", "maybe", text)


def strange(text: str, stored: str = "maybe") -> Outcome:
    """Expect a reply that is none of the platform's."""
    return Outcome("invalid_response", stored, text)


def refused(key: str, text: str) -> Outcome:
    """Expect that the platform refused."""
    return Outcome(key, "not", text)


OUTCOMES: dict[Fault | Way, Outcome] = {
    Way.REFUSED: unreached(r"\(Cannot connect to host 127\.0\.0\.1:.*\)"),
    Way.NO_NAME: unreached(rf"\(Cannot connect to host {NAME}:.*name not found.*\)"),
    Way.CERTIFICATE: unreached(r"\(Cannot connect .*certificate verify failed.*\)"),
    Fault.RESET_BEFORE: unanswered(r"\(.*onnect.*\)"),
    Fault.RESET_WITHIN: unanswered(r"\(.+\)"),
    Fault.RESET_AFTER: unanswered(r"\(.*onnect.*\)"),
    Fault.SILENCE: unanswered(r"\(TimeoutError\)"),
    Fault.SILENCE_AFTER: unanswered(r"\(TimeoutError\)"),
    Fault.DRIP: unanswered(r"\(TimeoutError\)"),
    Fault.SERVER_ERROR: strange(r"\(HTTP 500, 21 B: Internal Server Error\)"),
    Fault.BAD_GATEWAY: strange(r"\(HTTP 502, .* Bad Gateway\)"),
    Fault.TOO_MANY_REQUESTS: strange(r"\(HTTP 429, .* Too Many Requests\)", "not"),
    Fault.UNAVAILABLE: strange(r"\(HTTP 503, .* Service Unavailable\)"),
    Fault.REDIRECT: strange(r"→ https://elsewhere\.example/login\)", "not"),
    Fault.HTML: strange(r"\(HTTP 200, 68 B: Login\)"),
    Fault.EMPTY: strange(r"\(HTTP 200, 0 B:\)"),
    Fault.CUT_JSON: strange(r'\(HTTP 200, 47 B: {"error": false, .*\)'),
    Fault.LIST: strange(r"\(HTTP 200, 36 B: \[.*\]\)"),
    Fault.NOT_ENVELOPE: strange(r'\(HTTP 200, 16 B: {"status": "ok"}\)'),
    Fault.SCALAR: strange(r"\(HTTP 200, 2 B: 42\)"),
    Fault.HUGE: strange(r"\(HTTP 200, > 1048576 B\)"),
    Fault.BOMB: strange(r"\(HTTP 200, > 1048576 B\)"),
    Fault.DEEP: strange(r"\(HTTP 200, .*…\)"),
    Fault.LOGIN_REFUSED: refused("invalid_auth", r"\(An error occured .*\)"),
    Fault.LOGIN_REFUSED_401: refused("invalid_auth", r"\(HTTP 401\)"),
    Fault.LOGIN_REFUSED_403: refused("invalid_auth", r"\(HTTP 403\)"),
    Fault.CLOCK: refused("clock_skew", r"says [-\d]+ [:\d]+, the platform's [-\d]+"),
    Fault.API_ERROR: refused("api_error", r": Number not allowed \(code 1234\)"),
    Fault.API_ERROR_NO_CODES: refused("api_error", r": \? \(code \?\)"),
}
HARMLESS = {Fault.STALE, Fault.WRONG_CHARSET, Fault.BAD_UTF8, Fault.NAN}
SOON = 5


@pytest.fixture
async def simulator(
    fault: Fault | Way,
    hass: HomeAssistant,
    tls: Tls,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncGenerator[Platform]:
    """Run a platform that the fault can come over."""
    match fault:
        case Way.REFUSED:
            platform: Platform = ClosedPlatform()
        case Way.NO_NAME:
            platform = NamedPlatform(hass, monkeypatch)
        case Way.CERTIFICATE:
            platform = DisguisedPlatform(tls, make_tls(tmp_path))
        case _:
            platform = Platform()
    async with platform:
        yield platform


@pytest.fixture
async def door(
    hass: HomeAssistant, simulator: Platform, set_up: SetUp, way_in: str
) -> Door:
    """Return a door that is ready to be gone through."""
    door = DOORS[way_in](hass, simulator, set_up)
    await door.prepare()
    return door


async def fail(door: Door, platform: Platform, fault: Fault | Way) -> Told | None:
    """Go through a door while the fault is there; return what is told."""
    with pytest.MonkeyPatch.context() as patience:
        hurry(patience, platform)
        await platform.begin(fault)
        told = await door.attempt()
    await platform.end()
    return told


at_each_door = pytest.mark.parametrize("way_in", DOORS)


def test_matrix_is_whole() -> None:
    """No fault is left out."""
    assert OUTCOMES.keys() | HARMLESS == {*Fault, *Way}


@pytest.mark.parametrize("fault", OUTCOMES)
@at_each_door
async def test_fault(
    hass: HomeAssistant,
    simulator: Platform,
    door: Door,
    way_in: str,
    fault: Fault | Way,
) -> None:
    """The user is soon told what is wrong, in readable words, and then it heals."""
    expected = OUTCOMES[fault]
    started = time.monotonic()
    told = await fail(door, simulator, fault)

    assert time.monotonic() - started < SOON
    assert told is not None and told.text is not None
    prefix = f"{expected.stored}_stored_" if way_in == "store" else ""
    assert told.key == prefix + expected.key
    assert re.search(expected.text, told.text), told.text
    assert not re.search(r"{[a-z_]+}|<|&\w+;|\n", told.text), told.text
    assert len(told.text) < 500
    dialogs = hass.config_entries.flow.async_progress()
    asks = expected.key == "invalid_auth" and way_in != "dialog"
    assert [dialog["step_id"] for dialog in dialogs if dialog["step_id"] != "user"] == [
        "reauth_confirm"
    ] * asks

    assert await door.again() is None
    assert value_of(hass, BALANCE) == "18.40"


@pytest.mark.parametrize("fault", sorted(HARMLESS))
@at_each_door
async def test_harmless_fault(
    hass: HomeAssistant, simulator: Platform, door: Door, way_in: str, fault: Fault
) -> None:
    """What costs no more than a field or an attempt is no failure."""
    assert await fail(door, simulator, fault) is None

    assert value_of(hass, BALANCE) == ("unknown" if fault is Fault.NAN else "18.40")
    assert bool(simulator.stores) == (way_in == "store")


@pytest.mark.parametrize("fault", [Fault.HUGE, Fault.BOMB])
@at_each_door
async def test_memory(simulator: Platform, door: Door, fault: Fault) -> None:
    """A reply without end is not kept, however it is compressed."""
    await simulator.begin(fault)
    await door.attempt()
    tracemalloc.start()
    try:
        assert await door.again() is not None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * MEBIBYTE
