"""What a reply means, whatever it holds."""

import json

import pytest

from custom_components.callcard.api import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardError,
    CallcardResponseError,
)
from custom_components.callcard.api.envelope import (
    ClockRefusal,
    open_envelope,
    plain_text,
)
from custom_components.callcard.api.models import Json

LOGIN_TEXT = "An error occured while login. <br>Please check username and password.<br>"


def opened(content: object, status: int = 200) -> dict[str, Json]:
    """Open an envelope that is given as bytes, or as what its JSON says."""
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    return open_envelope(status, None, content, plain_text)


def refusal(codes: object, status: int = 200) -> CallcardError:
    """Return what a refusal with these codes means."""
    with pytest.raises(CallcardError) as caught:
        opened({"error": True, "codes": codes, "body": []}, status)
    return caught.value


@pytest.mark.parametrize(
    "codes",
    [
        [],
        [{"code": 200, "description": "OK"}],
        [{"code": 200}, {"code": 1011, "description": "password"}],
        None,
        "OK",
    ],
    ids=["none", "one", "several", "null", "text"],
)
@pytest.mark.parametrize("status", [200, 401, 500])
def test_error_decides(codes: object, status: int) -> None:
    """Without an error the body counts, whatever the codes and the status say."""
    envelope = {"error": False, "codes": codes, "body": {"username": "demo"}}
    assert opened(envelope, status) == {"username": "demo"}


@pytest.mark.parametrize("body", [{}, [], None])
def test_empty_body(body: object) -> None:
    """PHP's empty map is an empty map."""
    assert opened({"error": False, "body": body}) == {}


@pytest.mark.parametrize(
    "document",
    [
        {"body": {}},
        {"error": None, "body": {}},
        {"error": 0, "body": {}},
        {"error": 1, "body": {}},
        {"error": "false", "body": {}},
        {"error": False},
        {"error": False, "body": [1]},
        {"error": False, "body": "demo"},
        {"error": False, "body": 1},
        {"error": False, "body": True},
        [],
        [{"error": False, "body": {}}],
        "OK",
        None,
    ],
    ids=repr,
)
def test_no_envelope(document: object) -> None:
    """Anything else is no envelope, and is shown."""
    with pytest.raises(CallcardResponseError) as caught:
        opened(document)
    assert str(caught.value).endswith(f"B: {json.dumps(document)}")


@pytest.mark.parametrize(
    ("status", "may_have_arrived"),
    [(200, True), (204, True), (302, False), (404, False), (429, False), (500, True)],
)
def test_unknown_outcome(status: int, may_have_arrived: bool) -> None:
    """A reply without an envelope leaves the outcome open, unless it turns us away."""
    with pytest.raises(CallcardResponseError, match=f"HTTP {status}") as caught:
        opened(b"", status)
    assert caught.value.may_have_arrived is may_have_arrived


def test_byte_order_mark() -> None:
    """A byte order mark, as PHP files that were saved with one send it, costs nothing."""
    assert opened(b'\xef\xbb\xbf{"error": false, "body": {"username": "demo"}}') == {
        "username": "demo"
    }


def test_cut_short() -> None:
    """What came instead is shown cut short."""
    with pytest.raises(CallcardResponseError) as caught:
        opened(b"x" * 100_000)
    assert str(caught.value).startswith("HTTP 200, 100000 B: xxx")
    assert len(str(caught.value)) == 200
    assert str(caught.value).endswith("x…")


@pytest.mark.parametrize(
    "text",
    [
        LOGIN_TEXT,
        "Wrong LOGIN",
        "Log-in failed",
        "Unknown username",
        "Unknown user name.",
        "Password expired",
        "Not authorized",
        "No authorisation",
    ],
)
def test_login_refused_by_text(text: str) -> None:
    """A text that speaks of the login refuses the login."""
    error = refusal([{"code": 1001, "description": text}])
    assert isinstance(error, CallcardAuthenticationError)
    assert str(error) == plain_text(text)


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(
    "content",
    [b"", b"<h1>No</h1>", b'{"error": true}', b'{"error": true, "codes": []}'],
)
def test_login_refused_by_status(status: int, content: bytes) -> None:
    """These statuses refuse the login, with an envelope or without."""
    with pytest.raises(CallcardAuthenticationError):
        opened(content, status)


@pytest.mark.parametrize("code", [1011, "1011"])
@pytest.mark.parametrize("status", [200, 401, 403, 500])
def test_clock_refused(code: object, status: int) -> None:
    """The clock's code goes before the status, the text and other codes."""
    codes = [{"code": 1001, "description": LOGIN_TEXT}, {"code": code}]
    assert isinstance(refusal(codes, status), ClockRefusal)


@pytest.mark.parametrize(
    ("codes", "code", "text"),
    [
        ([], "", ""),
        (None, "", ""),
        ("broken", "", ""),
        ([{"code": 1234, "description": "No credit"}], "1234", "No credit"),
        ([{"code": "E1", "description": "No <b>credit</b>"}], "E1", "No credit"),
        ([{"code": "<i>E1</i>"}], "E1", ""),
        ([{"description": "a &lt;b&gt;c&lt;/b&gt; &amp; d"}], "", "a c & d"),
        ([{"code": 1, "description": "A."}, {"code": 2}, {"code": 3}], "1, 2, 3", "A."),
        (
            [{"code": 1, "description": "A."}, {"code": 2, "description": "B."}],
            "1, 2",
            "A. B.",
        ),
        ([{"code": None, "description": None}], "", ""),
        ([{"code": True, "description": [1]}], "", ""),
        ([None, 1, "x", [], {}, {"code": 5}], "5", ""),
        ([{"code": 10**300}], f"{'1'.ljust(199, '0')}…", ""),
        (
            [{"code": "9" * 300, "description": "x" * 300}],
            f"{'9' * 199}…",
            "x" * 199 + "…",
        ),
    ],
)
def test_api_error(codes: object, code: str, text: str) -> None:
    """Any other refusal keeps its codes and its texts, fit to show."""
    error = refusal(codes)
    assert isinstance(error, CallcardApiError)
    assert (error.code, error.text) == (code, text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("  a \n\t b\r\n", "a b"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("a<br>b<br/>c", "a b c"),
        ('<a href="x">y</a', "y"),
        ("<!DOCTYPE html><!-- <b> -->x<!-- open", "x"),
        ("<style>p { color: red }</style >x<SCRIPT>if (a < b) c()</script>y", "x y"),
        ("x<script>never closed", "x"),
        ("&lt;b&gt;Schl&uuml;ssel&#33;&lt;/b&gt;", "Schlüssel!"),
        ("<<b>b>", "< b>"),
        ("a\0\x1b[31m\u202eb\u200bc\u2028d", "a [31m b c d"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        ("<b>" * 500 + "x", "x"),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    """A stranger's text is shown on one line, without markup, and cut short."""
    assert plain_text(text) == plain
