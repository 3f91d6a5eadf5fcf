"""What a reply means, whatever it holds."""

from datetime import datetime, timedelta
import json
import time

import pytest

from custom_components.callcard.api import (
    Account,
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardError,
    CallcardResponseError,
)
from custom_components.callcard.api.response import plain_text, read_body

from .conftest import NOW, receive, respond

LOGIN_TEXT = "An error occured while login. <br>Please check username and password.<br>"
HOUR = timedelta(hours=1)


def refusal(codes: object, status: int = 200) -> Account | CallcardError:
    """Return what a refusal with these codes means."""
    return receive({"error": True, "codes": codes, "body": []}, status)


@pytest.mark.parametrize(
    "codes",
    [[], [{"code": 200}, {"code": 1011, "description": "password"}], None, "OK"],
)
@pytest.mark.parametrize("status", [200, 401, 500])
@pytest.mark.parametrize("body", [{"username": "demo"}, {}, [], None])
def test_error_decides(codes: object, status: int, body: object) -> None:
    """Without an error the body counts, after whatever codes, status and byte order mark."""
    envelope = json.dumps({"error": False, "codes": codes, "body": body})
    reply = respond(f"\ufeff{envelope}".encode(), status)
    assert read_body(reply, str) == (body or {})


@pytest.mark.parametrize(
    "document",
    [
        {"body": {}},
        *({"error": error, "body": {}} for error in (None, 0, 1, "false")),
        {"error": False},
        *({"error": False, "body": body} for body in ([1], "demo", True)),
        [{"error": False, "body": {}}],
        "OK",
        None,
    ],
    ids=repr,
)
def test_no_envelope(document: object) -> None:
    """Anything else is no envelope: its status, its size and itself are shown."""
    error = receive(document, 201)
    assert isinstance(error, CallcardResponseError)
    text = json.dumps(document)
    assert str(error) == f"HTTP 201, {len(text)} B: {text}"


@pytest.mark.parametrize(
    ("status", "may_have_arrived"),
    [
        *((status, True) for status in (200, 204, 301, 303, 307, 500, 502, 503)),
        *((status, False) for status in (400, 403, 404, 429, 499)),
    ],
)
def test_unknown_outcome(status: int, may_have_arrived: bool) -> None:
    """A page leaves the outcome unknown, unless its status says that it was refused."""
    error = receive(b"<h1>Log in</h1>", status)
    assert isinstance(error, CallcardResponseError)
    assert error.may_have_arrived is may_have_arrived


@pytest.mark.parametrize(
    ("codes", "status", "text"),
    [
        *(
            ([{"code": 1001, "description": text}], 200, plain_text(text, str))
            for text in (
                *(LOGIN_TEXT, "Wrong LOGIN", "Log-in failed", "Unknown username"),
                *("Unknown user name.", "Password expired", "Unauthorized"),
            )
        ),
        ([{"code": 401, "description": "Missing"}], 200, "Missing"),
        ([{"code": 7}, {"code": "403"}], 200, "7, 403"),
        ([{"code": 1234, "description": "No"}], 401, "No"),
        ([], 401, "HTTP 401"),
    ],
)
def test_login_refused(codes: object, status: int, text: str) -> None:
    """The login is refused by a text that speaks of it, by its codes, and by HTTP 401."""
    error = refusal(codes, status)
    assert isinstance(error, CallcardAuthenticationError)
    assert str(error) == text


@pytest.mark.parametrize("code", [1011, "1011", 1012])
@pytest.mark.parametrize("status", [200, 401, 500])
def test_clock_refused(code: object, status: int) -> None:
    """The clock's codes go before the status, the text and other codes."""
    codes = [{"code": 401, "description": LOGIN_TEXT}, {"code": code}]
    assert isinstance(refusal(codes, status), CallcardClockError)


@pytest.mark.parametrize(
    ("codes", "code", "text"),
    [
        ([], "", ""),
        (None, "", ""),
        ([None, 1, [], {}], "", ""),
        ([{"code": 1001, "description": "Not known"}], "1001", "Not known"),
        ([{"code": 1201, "description": "No card"}], "1201", "No card"),
        ([{"code": "<i>E1</i>", "description": "No <b>credit</b>"}], "E1", "No credit"),
        ([{"description": "a &lt;b&gt;c&lt;/b&gt; &amp; d"}], "", "a c & d"),
        ([{"code": 1, "description": "A."}, {"code": 2}, {"code": 3}], "1, 2, 3", "A."),
        ([{"code": 1, "description": "A."}, {"description": "B."}], "1", "A. B."),
        ([{"code": True, "description": [1]}, {"code": None}], "", ""),
        ([{"code": 10**300}], f"{'1'.ljust(199, '0')}…", ""),
        ([{"description": "x" * 300}], "", f"{'x' * 199}…"),
    ],
)
@pytest.mark.parametrize("status", [200, 403, 500])
def test_api_error(codes: object, code: str, text: str, status: int) -> None:
    """Any other refusal keeps its codes and its texts, fit to show."""
    error = refusal(codes, status)
    assert isinstance(error, CallcardApiError)
    assert (error.code, error.text) == (code, text)
    assert not error.may_have_arrived


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  a \n\t b\r\n", "a b"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ('<a href="x">y<br/>z</a', "y z"),
        ("<!DOCTYPE html><!-- <b> -->x<!-- open", "x"),
        ("<style>p { color: red }</style >x<SCRIPT>if (a < b) c()</script>y", "x y"),
        ("x<script>never closed", "x"),
        ("&lt;b&gt;Schl&uuml;ssel&#33;&lt;/b&gt;", "Schlüssel!"),
        ("<<b>b>", "< b>"),
        ("a\0\x1b[31m\u202eb\u200bc\u2028d", "a [31m b c d"),
        ("x" * 200, "x" * 200),
        ("x" * 201, f"{'x' * 199}…"),
        ("<br>" * 500 + "x", "x"),
        ("<br>" * 600 + "x", ""),
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_plain_text(text: str, plain: str) -> None:
    """A stranger's text is shown on one line, without markup, and cut short."""
    assert plain_text(text, str) == plain


PIECES = """
< <b <!-- <script <script></script </script_ <style [ & &#9 &lt;b \\ " {"a": 9 - 0. 1.234.
"""


@pytest.mark.parametrize("piece", [*PIECES.split(), " ", "\0"])
def test_quick(piece: str) -> None:
    """A MiB of anything, as a page, in a refusal or in a field, is read at once."""
    text = piece * (2**20 // len(piece))
    started = time.monotonic()
    receive(text.encode())
    refusal([{"code": text, "description": text}])
    body = {"customeraccountstate": text, "dialinnumber": text, "dialinnumberGeo": text}
    receive({"error": False, "body": body | {"callbacknumberGeo": {text: text}}})
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        *((text, None) for text in ("", "0", "soon", "-5", "1.5", "٣")),
        ("120", timedelta(minutes=2)),
        ("86401", timedelta(days=1)),
        ("9" * 5000, timedelta(days=1)),
        ("Mon, 06 May 2030 09:08:09 GMT", HOUR),
        ("Mon, 06 May 2030 08:08:09 GMT", None),
        ("Wed, 08 May 2030 08:08:09 GMT", timedelta(days=1)),
    ],
    ids=lambda value: str(value)[:30],
)
def test_retry_after(told: str, wait: timedelta | None) -> None:
    """Seconds and dates by the vendor's clock are understood, up to a day."""
    date = "Mon, 06 May 2030 08:08:09 GMT"
    reply = respond(b"", 503, {"Retry-After": told, "Date": date})
    with pytest.raises(CallcardResponseError) as caught:
        read_body(reply, str)
    assert caught.value.retry_after == wait


@pytest.mark.parametrize(
    ("date", "theirs"),
    [
        *((text, None) for text in ("yesterday", "Mon, 99 May 2030 07:08:09 GMT")),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Mon, 06 May 2030 08:08:09", NOW + HOUR),
        ("Mon, 06 May 2030 10:08:09 +0200", NOW + HOUR),
    ],
)
def test_date(date: str, theirs: datetime | None) -> None:
    """The vendor's time is read where the reply tells one, and is unknown where not."""
    assert respond(b"", headers={"Date": date}).date == theirs
