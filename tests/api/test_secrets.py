"""No error tells the key, the signature or the moment that was signed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import html
import json
import re
import traceback
from urllib.parse import quote, unquote

from aiohttp import ClientSession, web
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.callcard.api import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
    password_key,
)
from custom_components.callcard.api.auth import Signer
from tests.hurry import hurry
from tests.simulator import Fault, Simulator

from .conftest import CALLS, TARGETS, demo_client, serve, serve_raw
from .test_faults import failure

KEY = password_key("secret")

type Answer = Callable[[web.BaseRequest], web.Response]


@pytest.fixture
def secrets(freezer: FrozenDateTimeFactory) -> tuple[str, str]:
    """Stop the clock when the signature has all that a reply may escape."""
    moment = datetime(2030, 5, 6, tzinfo=UTC)
    while True:
        headers = Signer("demo", KEY).sign(moment)
        signature = headers["x-authorization"].removeprefix("demo:")
        if "/" in signature and "+" in signature:
            freezer.move_to(moment)
            return signature, headers["x-date"]
        moment += timedelta(seconds=1)


def assert_keeps_secrets(error: CallcardError, *secrets: str) -> None:
    """Check all that may get into a log, escaped or not."""
    told = "\n".join([str(error), repr(error), *traceback.format_exception(error)])
    told = unquote(html.unescape(re.sub(r"<[^>]*>|\\", "", told)))
    for secret in (KEY, *secrets):
        assert secret not in told


def headers_of(request: web.BaseRequest) -> str:
    """Write the request's headers as they came."""
    return "".join(f"{name}: {value}\n" for name, value in request.headers.items())


def php_json(value: object) -> str:
    """Write JSON as PHP does."""
    return json.dumps(value).replace("/", "\\/")


def error_envelope(text: str) -> str:
    """Write an error envelope."""
    return php_json({"error": True, "codes": [{"code": text, "description": text}]})


ECHOES: dict[str, tuple[Answer, type[CallcardError]]] = {
    "page": (
        lambda request: web.Response(
            text=f"<html><body><pre>{headers_of(request)}</pre></body></html>"
        ),
        CallcardResponseError,
    ),
    "escaped page": (
        lambda request: web.Response(
            text="<p>"
            + headers_of(request)
            .replace("/", "&#x2F;")
            .replace("=", "&#x3D;")
            .replace("+", "&#43;")
            .replace(" ", "&nbsp;")
        ),
        CallcardResponseError,
    ),
    "marked up page": (
        lambda request: web.Response(
            text=headers_of(request).replace("/", "/<wbr>").replace(" ", "<b> </b>")
        ),
        CallcardResponseError,
    ),
    "key, which the vendor knows": (
        lambda request: web.Response(text=error_envelope(f"No such key: {KEY}")),
        CallcardApiError,
    ),
    "JSON, no envelope": (
        lambda request: web.Response(text=php_json(dict(request.headers))),
        CallcardResponseError,
    ),
    "refused login": (
        lambda request: web.Response(text=error_envelope(headers_of(request))),
        CallcardAuthenticationError,
    ),
    "refused request": (
        lambda request: web.Response(
            text=error_envelope(" ".join(request.headers.values()))
        ),
        CallcardApiError,
    ),
    "redirect": (
        lambda request: web.Response(
            status=302,
            headers={
                "Location": "/login?"
                + quote(request.headers["x-authorization"], safe="")
            },
        ),
        CallcardResponseError,
    ),
}


@pytest.mark.parametrize(("answer", "error"), ECHOES.values(), ids=ECHOES.keys())
async def test_echo(
    session: ClientSession,
    secrets: tuple[str, str],
    answer: Answer,
    error: type[CallcardError],
) -> None:
    """A reply that repeats the request is shown without its secrets."""
    async with serve(answer) as url:
        with pytest.raises(error) as caught:
            await demo_client(session, url).async_store_targets(TARGETS)
    assert "…" in str(caught.value)
    assert_keeps_secrets(caught.value, *secrets)


async def test_echo_in_broken_header(
    session: ClientSession, secrets: tuple[str, str]
) -> None:
    """A reply that is no HTTP is shown without the secrets that it repeats."""

    def repeat(request: bytes) -> bytes:
        header = re.search(rb"(?i)x-authorization:[^\r]*", request)
        assert header is not None
        return b"HTTP/1.1 200 OK\r\nrequest: " + header[0] + b"\0\r\n\r\n"

    async with serve_raw(repeat) as url:
        with pytest.raises(CallcardConnectionError) as caught:
            await demo_client(session, url).async_get_account()
    assert "…" in str(caught.value)
    assert_keeps_secrets(caught.value, *secrets)


@pytest.mark.parametrize("fault", Fault)
async def test_fault(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
) -> None:
    """Whatever fails, the error tells nothing that was signed."""
    hurry(monkeypatch, simulator)
    simulator.fail(fault)
    error = await failure(CALLS["store"], client)
    if error is None:
        return
    for request in simulator.requests:
        signature = request.headers["x-authorization"].removeprefix("demo:")
        assert_keeps_secrets(error, signature, request.headers["x-date"])
