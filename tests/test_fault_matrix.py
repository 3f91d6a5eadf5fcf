"""Each fault at each entry point: what is told, how soon, and that all works afterwards."""

from collections.abc import AsyncGenerator
from pathlib import Path
import re
import time
import tracemalloc

import pytest

from homeassistant.core import HomeAssistant

from .common import expire_timeouts, value_of
from .entry_points import ENTRY_POINTS, EntryPoint, Message
from .network_faults import (
    ClosedPlatform,
    NamedPlatform,
    NetworkFault,
    Platform,
    UntrustedPlatform,
)
from .simulator import Fault
from .tls import Tls, make_tls

MEBIBYTE = 2**20
SOON = 5  # seconds

# The key, whether the pair of a store may be stored, and a pattern of the text.
MESSAGES: dict[Fault | NetworkFault, tuple[str, str, str]] = {
    NetworkFault.REFUSED: ("cannot_connect", "not", "(connection refused)"),
    NetworkFault.NO_NAME: ("cannot_connect", "not", "(no such name)"),
    NetworkFault.CERTIFICATE: ("cannot_connect", "not", "certificate is not trusted)"),
    Fault.RESET_BEFORE: ("cannot_connect", "unknown", "(the connection broke)"),
    Fault.RESET_WITHIN: ("cannot_connect", "unknown", "(the connection broke)"),
    Fault.RESET_AFTER: ("cannot_connect", "unknown", "(the connection broke)"),
    Fault.SILENCE: ("cannot_connect", "unknown", "(no answer in 10 s)"),
    Fault.SILENCE_AFTER: ("cannot_connect", "unknown", "(no answer in 10 s)"),
    Fault.DRIP: ("cannot_connect", "unknown", "(no answer in 10 s)"),
    Fault.SERVER_ERROR: ("invalid_response", "unknown", "500, 21 B: Internal Server"),
    Fault.BAD_GATEWAY: ("invalid_response", "unknown", "(HTTP 502, 93 B: 502 Bad"),
    Fault.FORBIDDEN_PAGE: ("invalid_response", "not", "(HTTP 403, 89 B: 403 Forb"),
    Fault.TOO_MANY_REQUESTS: ("invalid_response", "not", "429 Too Many Requests)"),
    Fault.UNAVAILABLE: ("invalid_response", "unknown", "503 Service Unavailable)"),
    Fault.RETRY_AFTER_0: ("invalid_response", "unknown", "503 Service Unavailable)"),
    Fault.REDIRECT: ("invalid_response", "unknown", "→ https://elsewhere.example/"),
    Fault.REDIRECT_AFTER: ("invalid_response", "unknown", "→ https://elsewhere.exam"),
    Fault.HTML: ("invalid_response", "unknown", "(HTTP 200, 68 B: Login)"),
    Fault.EMPTY: ("invalid_response", "unknown", "(HTTP 200, 0 B:"),
    Fault.CUT_JSON: ("invalid_response", "unknown", '200, 47 B: {"error": false,'),
    Fault.LIST: ("invalid_response", "unknown", "(HTTP 200, 36 B: ["),
    Fault.NOT_ENVELOPE: ("invalid_response", "unknown", '16 B: {"status": "ok"})'),
    Fault.SCALAR: ("invalid_response", "unknown", "(HTTP 200, 2 B: 42)"),
    Fault.HUGE: ("invalid_response", "unknown", "(HTTP 200, > 1048576 B)"),
    Fault.BOMB: ("invalid_response", "unknown", "(HTTP 200, > 1048576 B)"),
    Fault.DEEP: ("invalid_response", "unknown", "…)"),
    Fault.LOGIN_REFUSED: ("invalid_auth", "not", "(An error occured while login."),
    Fault.LOGIN_REFUSED_401: ("invalid_auth", "not", "(HTTP 401)"),
    Fault.LOGIN_CODE_401: ("invalid_auth", "not", "(Credentials missing or incor"),
    Fault.LOGIN_CODE_403: ("invalid_auth", "not", "(Refused)"),
    Fault.CLOCK: ("clock_skew", "not", "Home Assistant's says 20"),
    Fault.CLOCK_FUTURE: ("clock_skew", "not", "Home Assistant's says 20"),
    Fault.API_ERROR: ("api_error", "not", ": Number not allowed (code 1234)"),
    Fault.API_ERROR_NO_CODES: ("api_error", "not", ": ? (code ?)"),
    Fault.NO_CALLING_CARD: ("no_calling_card", "not", "is not connected to a calling"),
}
HARMLESS = {Fault.STALE, Fault.WRONG_CHARSET, Fault.BAD_UTF8, Fault.NAN}
ABOUT_THE_ACCOUNT = {
    Fault.OTHER_ACCOUNT,
    Fault.OTHER_TARGETS,
    Fault.ONE_TARGET,
    Fault.UNREADABLE_TARGETS,
}
"""What these mean depends on what is known: test_coordinator.py has them."""


@pytest.fixture
async def platform(
    fault: Fault | NetworkFault,
    hass: HomeAssistant,
    tls: Tls,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncGenerator[Platform]:
    """Run a platform at which the fault can begin."""
    hass.config.country = "DE"
    match fault:
        case NetworkFault.REFUSED:
            platform: Platform = ClosedPlatform()
        case NetworkFault.NO_NAME:
            platform = NamedPlatform(hass, monkeypatch)
        case NetworkFault.CERTIFICATE:
            platform = UntrustedPlatform(tls, make_tls(tmp_path))
        case _:
            platform = Platform()
    async with platform:
        yield platform


async def attempt(
    hass: HomeAssistant,
    platform: Platform,
    fault: Fault | NetworkFault,
    entry_point: EntryPoint,
) -> Message | None:
    """Send a request while there is a fault."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        expire_timeouts(monkeypatch, platform)
        await platform.begin(fault)
        message = await entry_point(hass, platform)
    await platform.end()
    return message


def test_matrix_is_whole() -> None:
    """No fault is left out."""
    assert MESSAGES.keys() | HARMLESS | ABOUT_THE_ACCOUNT == {*Fault, *NetworkFault}


@pytest.mark.parametrize("fault", MESSAGES)
async def test_fault(
    hass: HomeAssistant, platform: Platform, fault: Fault | NetworkFault
) -> None:
    """The user is soon told what is wrong, in readable words; then all works again."""
    key, outcome, text = MESSAGES[fault]
    for name, entry_point in ENTRY_POINTS.items():
        started = time.monotonic()
        message = await attempt(hass, platform, fault, entry_point)

        assert time.monotonic() - started < SOON, name
        assert message is not None, name
        prefix = f"{outcome}_stored_" if name == "store" else ""
        assert (name, message.key) == (name, prefix + key)
        assert message.text is not None, name
        assert text in message.text, name
        assert not re.search(r"{[a-z_]+}|<|&\w+;|\n", message.text), message.text
        assert len(message.text) < 500, name
        if name != "dialog":
            flows = hass.config_entries.flow.async_progress()
            steps = [flow["step_id"] for flow in flows]
            assert (name, steps) == (name, ["reauth_confirm"] * (key == "invalid_auth"))

        assert await entry_point(hass, platform) is None, name
        assert value_of(hass, "sensor.demo_balance") == "18.40", name
        assert not hass.config_entries.flow.async_progress(), name


@pytest.mark.parametrize("fault", sorted(HARMLESS))
async def test_harmless_fault(
    hass: HomeAssistant, platform: Platform, fault: Fault
) -> None:
    """What costs no more than a field or an attempt is no failure."""
    for name, entry_point in ENTRY_POINTS.items():
        assert await attempt(hass, platform, fault, entry_point) is None, name
        balance = "unknown" if fault is Fault.NAN else "18.40"
        assert value_of(hass, "sensor.demo_balance") == balance, name
    assert platform.stores == [("demo", "493012345678", "61293744000")]


@pytest.mark.parametrize("fault", [Fault.HUGE, Fault.BOMB])
async def test_memory(hass: HomeAssistant, platform: Platform, fault: Fault) -> None:
    """A reply without end is not kept, however it is compressed."""
    for name, entry_point in ENTRY_POINTS.items():
        await platform.begin(fault)
        assert await entry_point(hass, platform) is not None, name
        tracemalloc.start()
        try:
            await entry_point(hass, platform)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 8 * MEBIBYTE, name
        await platform.end()
        await entry_point(hass, platform)
