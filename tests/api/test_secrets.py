"""No error tells the key, a signature or the time that was signed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import html
import json
import traceback
from urllib.parse import quote, quote_plus, unquote_plus

from aiohttp import ClientSession, web
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.callcard.api import CallcardError
from custom_components.callcard.api.auth import sign

from .conftest import KEY, demo_client, failure, serve

PIECE = 8
"""Characters of a secret that nobody must read."""


@pytest.fixture
def frozen(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """Stop the clock when the signature has all that a reply may escape."""
    at = datetime(2030, 5, 6, tzinfo=UTC)
    while not {"/", "+"} <= set(sign("demo", KEY, at)["x-authorization"]):
        at += timedelta(seconds=1)
    freezer.move_to(at)
    return freezer


def assert_secret(
    error: CallcardError, signatures: list[str], dates: list[str]
) -> None:
    """Check all that may get into a log."""
    told = unquote_plus(
        "\n".join([str(error), repr(error), *traceback.format_exception(error)])
    )
    assert not any(date in told for date in dates)
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


def partly(text: str) -> str:
    """Escape some characters for an address, and spaces as forms do."""
    for character, escaped in (("/", "%2f"), (":", "%3A"), (" ", "+"), ("=", "%3D")):
        text = text.replace(character, escaped, 1)
    return text


ECHOES: dict[str, Callable[[str], web.Response]] = {
    "page": page,
    "escaped page": lambda text: page(html.escape(text)),
    "wholly escaped page": lambda text: page(everything(text)),
    "JSON, no envelope": lambda text: web.Response(text=php_json({"request": text})),
    "JSON in a page": lambda text: page(html.escape(php_json([text]))),
    "refusal": refusal,
    "partly quoted": lambda text: page(partly(text)),
    "quoted": lambda text: page(quote(text)),
    "quoted twice": lambda text: page(quote(quote(text, safe=""))),
    "form": lambda text: page(quote_plus(text)),
    "JavaScript": lambda text: page(text.replace("/", "\\u002f").replace("+", "\\x2B")),
    "capitals": lambda text: page(text.upper()),
    "refused login": lambda text: refusal(f"login {text}"),
    "redirect": lambda text: web.Response(
        status=302, headers={"Location": f"/login?{quote(text, safe='')}"}
    ),
}


@pytest.mark.parametrize("answer", ECHOES.values(), ids=ECHOES.keys())
async def test_echo(
    session: ClientSession,
    frozen: FrozenDateTimeFactory,
    answer: Callable[[str], web.Response],
) -> None:
    """A reply that repeats the requests of the last minutes is shown without secrets."""
    signatures: list[str] = []
    dates: list[str] = []

    def repeat(request: web.BaseRequest) -> web.Response:
        signatures.append(request.headers["x-authorization"].removeprefix("demo:"))
        dates.append(request.headers["x-date"])
        return answer(f"{signatures[0]} {signatures[-1]} {KEY} {dates[0]} {dates[-1]}")

    async with serve(repeat) as url:
        client = demo_client(session, url)
        for _ in range(12):
            error = await failure(client.async_get_account())
            assert "…" in str(error)
            assert_secret(error, signatures, dates)
            frozen.tick(15)


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
            assert_secret(error, [signature.removeprefix("demo:")], ["-05-06"])
