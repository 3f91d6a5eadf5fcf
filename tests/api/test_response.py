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

from .conftest import NOW, never, receive, respond

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
    """Without an error the body counts, after whatever codes, status and byte order marks."""
    envelope = json.dumps({"error": False, "codes": codes, "body": body})
    reply = respond(f" \ufeff\n\ufeff {envelope}\r\n\ufeff".encode(), status)
    assert read_body(reply, never) == (body or {})


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
    ("codes", "text"),
    [
        ([{"code": 401, "description": "Missing"}], "Missing"),
        ([{"code": 7, "description": [1]}, {"code": " 403 "}], "7, 403"),
        ([{"code": 403, "description": [1]}], "403"),
    ],
)
def test_login_refused_by_code(codes: object, text: str) -> None:
    """The login is refused by its codes."""
    error = refusal(codes)
    assert isinstance(error, CallcardAuthenticationError)
    assert str(error) == text


WRONG_LOGIN = """
An error occured while login. Please check username and password.
Benutzername oder Passwort ungültig
Benutzername oder Passwort ungueltig
Benutzername oder Passwort ungÃ¼ltig
Anmeldung fehlgeschlagen
Anmeldung fehlgeschlagen!
Die Anmeldung ist leider fehlgeschlagen.
Invalid password
wrong user name
Falsches Kennwort
Zugangsdaten ungültig
Ihre Zugangsdaten sind nicht korrekt.
Ungültige Zugangsdaten
Wrong LOGIN
Log-in failed
Login incorrect
Login failed
Unknown username
Unknown user name.
Unknown user
User not found
User demo not found
Benutzer nicht gefunden
Unbekannter Benutzer
Unbekannter Benutzer oder falsches Passwort.
Password expired
Ihr Passwort ist abgelaufen.
Kundennummer oder Passwort falsch
The password you entered is incorrect.
Username and password do not match.
Username and password don't match
Das eingegebene Passwort ist falsch.
Das Passwort stimmt leider nicht.
Invalid username/password combination
Bad credentials
Authentication failed.
Authentifizierung fehlgeschlagen
Bitte überprüfen Sie Ihre Zugangsdaten
Bitte ueberpruefen Sie Ihren Benutzernamen und Ihr Passwort.
Bitte Zugangsdaten prüfen
Incorrect login or password
Wrong password. Please try again later.
Login denied
The user does not exist
Benutzer existiert nicht
PASSWORT FALSCH
Sie haben ein falsches Passwort eingegeben.
Passwort: falsch
Password: incorrect
Invalid login data
Ungueltige Anmeldedaten
Die Kombination aus Benutzername und Passwort ist uns nicht bekannt.
Anmeldung nicht erfolgreich
"""
OTHER_MATTERS = """
You are not authorized to call this destination
Sender id not authorized
The catalog in which the number is listed is invalid.
The catalog in which
Login currently not possible due to maintenance
Login failed due to maintenance
Anmeldung wegen Wartung derzeit nicht möglich
Anmeldung fehlgeschlagen: Wartungsarbeiten
Invalid password check: system under maintenance
Login failed. Please try again later.
Anmeldung fehlgeschlagen. Bitte versuchen Sie es später noch einmal.
Login temporarily failed
Invalid destination for user name demo
User name demo: number invalid
User name demo may not call invalid numbers
User demo has an invalid number
Password ok, number invalid
Top-up failed, please login again
Log in to your account to correct the invalid amount
Unauthorized
Authorization failed
Access denied
Number not known
Not known
You try to get a specific result which is not known
Your account is not connected to a specific callingcard.
Your given Personal Identification Number to charge your account is not valid anymore
Invalid number. Please login to see your numbers.
The backlog in this queue is invalid
Dieses Ziel ist für Benutzer demo nicht freigeschaltet
Die Nummer ist ungültig. Ihr Passwort bleibt unverändert.
Unknown resource
Try again later
Blogin failed to load
Wrong x-date Too Old.
Passwort der Datenbank falsch
Login failed. System busy
Login failed: too many connections
Authentication server failure
Dienst nicht erreichbar. Login fehlgeschlagen
Anmeldedienst gestört: Anmeldung fehlgeschlagen
User is not allowed to call invalid numbers
Not enough credit, check your account
Wrong number for user demo
"""


@pytest.mark.parametrize(
    ("texts", "is_about_login"),
    [(WRONG_LOGIN, True), (OTHER_MATTERS, False)],
    ids=["login", "other"],
)
def test_words(texts: str, is_about_login: bool) -> None:
    """Words are about the login where they say that user name or password is wrong."""
    for text in texts.strip().split("\n"):
        for encoding in ("utf-8", "iso-8859-1"):
            envelope = '{"error": true, "codes": [{"code": 1001, "description": "%s"}]}'
            error = receive((envelope % text).encode(encoding))
            assert isinstance(error, CallcardApiError)
            assert (text, error.is_about_login) == (text, is_about_login)


@pytest.mark.parametrize("codes", [[], [{"code": 1234, "description": "No"}]])
def test_status_401(codes: list[object]) -> None:
    """HTTP 401 with an envelope is about the login, unless it speaks of maintenance."""
    error = refusal(codes, 401)
    assert isinstance(error, CallcardApiError) and error.is_about_login
    for code in (401, 403, 1001):
        maintenance = {"code": code, "description": "Wrong password: maintenance"}
        error = refusal([*codes, maintenance], 401)
        assert isinstance(error, CallcardApiError) and not error.is_about_login


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
        ([{"code": 10**300}], "", ""),
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
        ("Schl%C3%BCssel &amp;amp; %252F \\u0041\\x42 100 %", "Schlüssel & / AB 100 %"),
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
    assert plain_text(text, never) == plain


def test_shape() -> None:
    """A reply's shape has its codes, and the kinds of its fields, but no value."""
    body = {
        "dialinnumberGeo": {"de": "493034649495"},
        "callbacknumberFree": [],
        "customeraccountstate": "18,40",
        "accountnumber": 1234,
        "anumber": None,
        "is_new": True,
        "more": {"one": 1},
        "none": {},
        "4930": "x",
        "a" * 41: "x",
    }
    codes = [{"code": 200}, {"code": "1001"}, {"code": 1234567}, {"code": "x"}, {}, 1]
    media_type = {"Content-Type": "text/html; charset=UTF-8"}
    reply = respond({"error": False, "codes": codes, "body": body}, 201, media_type)
    assert reply.shape == {
        "status": 201,
        "content_type": "text/html",
        "codes": ["200", "1001", "other", "other", "other"],
        "fields": {
            "dialinnumberGeo": "map of countries",
            "callbacknumberFree": "list",
            "customeraccountstate": "text of 5",
            "accountnumber": "number",
            "anumber": "null",
            "is_new": "yes or no",
            "more": "map",
            "none": "map",
            "other": "text of 1",
        },
    }
    for content in (b"<h1>", b"[1]", b'{"codes": 1, "body": 2}'):
        shape = respond(content).shape
        assert (shape["codes"], shape["fields"]) == ([], {})


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
        ("3601", HOUR),
        ("9" * 5000, HOUR),
        ("Mon, 06 May 2030 09:08:09 GMT", HOUR),
        ("Mon, 06 May 2030 08:08:09 GMT", None),
        ("Wed, 08 May 2030 08:08:09 GMT", HOUR),
    ],
    ids=lambda value: str(value)[:30],
)
def test_retry_after(told: str, wait: timedelta | None) -> None:
    """Seconds and dates by the vendor's clock are understood, up to an hour."""
    date = "Mon, 06 May 2030 08:08:09 GMT"
    for content in (b"", b'{"error": true, "codes": [{"code": 504}]}'):
        reply = respond(content, 503, {"Retry-After": told, "Date": date})
        with pytest.raises(CallcardError) as caught:
            read_body(reply, never)
        assert caught.value.retry_after == wait


def test_page_of_maintenance() -> None:
    """HTTP 401 refuses the login, but for a page that speaks of maintenance."""
    with pytest.raises(CallcardAuthenticationError):
        read_body(respond(b"<h1>Unauthorized</h1>", 401), never)
    with pytest.raises(CallcardResponseError):
        read_body(respond(b"<h1>Wartungsarbeiten</h1>", 401), never)


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
