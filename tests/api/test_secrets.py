"""No error tells the key, a signature or the time that was signed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import html
import json
import traceback
from urllib.parse import quote

from aiohttp import ClientSession, web
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.callcard.api import CallcardError
from custom_components.callcard.api.auth import sign

from .conftest import CALLS, KEY, Call, demo_client, failure, serve, serve_raw

PIECE = 8
"""Characters of a secret that nobody must read."""


@pytest.fixture
def frozen(freezer: FrozenDateTimeFactory) -> None:
    """Stop the clock when the signature has all that a reply may escape."""
    at = datetime(2030, 5, 6, tzinfo=UTC)
    while not {"/", "+"} <= set(sign("demo", KEY, at)["x-authorization"]):
        at += timedelta(seconds=1)
    freezer.move_to(at)


def assert_secret(error: CallcardError, signatures: list[str], date: str) -> None:
    """Check all that may get into a log."""
    told = "\n".join([str(error), repr(error), *traceback.format_exception(error)])
    assert date not in told
    for secret in (KEY, *signatures):
        for start in range(len(secret) - PIECE):
            assert secret[start : start + PIECE] not in told


def page(text: str) -> web.Response:
    """Repeat a text in a page that tells of a fault."""
    return web.Response(status=500, text=f"<html><body><pre>{text}</pre></body></html>")


def php_json(value: object) -> str:
    """Write JSON as PHP does."""
    return json.dumps(value).replace("/", "\\/")


def refusal(text: str) -> web.Response:
    """Repeat a text in a refusal."""
    codes = [{"code": text, "description": text}]
    return web.Response(text=php_json({"error": True, "codes": codes}))


def everything(text: str) -> str:
    """Write every character as HTML may."""
    return "".join(f"&#x{ord(character):X};" for character in text)


ECHOES: dict[str, Callable[[str], web.Response]] = {
    "page": page,
    "escaped page": lambda text: page(html.escape(text)),
    "wholly escaped page": lambda text: page(everything(text)),
    "JSON, no envelope": lambda text: web.Response(text=php_json({"request": text})),
    "JSON in a page": lambda text: page(html.escape(php_json([text]))),
    "refusal": refusal,
    "refused login": lambda text: refusal(f"login {text}"),
    "redirect": lambda text: web.Response(
        status=302, headers={"Location": f"/login?{quote(text, safe='')}"}
    ),
}


@pytest.mark.parametrize("answer", ECHOES.values(), ids=ECHOES.keys())
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.usefixtures("frozen")
async def test_echo(
    session: ClientSession, call: Call, answer: Callable[[str], web.Response]
) -> None:
    """A reply that repeats this request and earlier ones is shown without secrets."""
    dates, signatures = [], []

    def repeat(request: web.BaseRequest) -> web.Response:
        dates.append(request.headers["x-date"])
        signatures.append(request.headers["x-authorization"].removeprefix("demo:"))
        return answer(f"{' '.join(signatures)} {dates[0]} {KEY}")

    async with serve(repeat) as url:
        client = demo_client(session, url)
        for _ in range(2):
            error = await failure(call(client))
            assert "…" in str(error)
            assert_secret(error, signatures, dates[0])


async def test_earlier_requests(
    session: ClientSession, freezer: FrozenDateTimeFactory
) -> None:
    """The signatures of the last minutes are secret: they can be sent again."""
    signatures: list[str] = []

    def repeat(request: web.BaseRequest) -> web.Response:
        signatures.append(request.headers["x-authorization"].removeprefix("demo:"))
        return web.Response(text=signatures[0])

    async with serve(repeat) as url:
        client = demo_client(session, url)
        for _ in range(12):
            error = await failure(client.async_get_account())
            assert_secret(error, signatures, "GMT")
            freezer.tick(15)
    assert len(set(signatures)) == 12


@pytest.mark.parametrize("write", [str, everything], ids=["plain", "escaped"])
@pytest.mark.usefixtures("frozen")
async def test_border(session: ClientSession, write: Callable[[str], str]) -> None:
    """A secret that is cut where no more of a text is read is not shown in part."""
    fillers = iter(range(1600, 2060, 3))

    def repeat(request: web.BaseRequest) -> web.Response:
        filler = f"<!--{'x' * next(fillers)}-->"
        secrets = (request.headers["x-authorization"], KEY, request.headers["x-date"])
        return web.Response(text=filler + "".join(map(write, secrets)))

    signature = sign("demo", KEY, datetime.now(UTC))["x-authorization"]
    async with serve(repeat) as url:
        client = demo_client(session, url)
        for _ in range(150):
            error = await failure(client.async_get_account())
            assert_secret(error, [signature.removeprefix("demo:")], "-05-06")


async def test_broken_header(session: ClientSession) -> None:
    """A reply that is no HTTP is not shown at all."""

    def repeat(request: bytes) -> bytes:
        return b"HTTP/1.1 200 OK\r\nrequest: " + request.replace(b"\r\n", b"\0")

    async with serve_raw(repeat) as url:
        error = await failure(demo_client(session, url).async_get_account())
    assert str(error) == "the connection broke"
