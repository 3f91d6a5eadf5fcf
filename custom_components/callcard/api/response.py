"""What a reply means (docs/api.md, "The reply")."""

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from functools import cached_property
import html
from http import HTTPStatus
import json
import re
from string import whitespace
from typing import Final, TypedDict
from urllib.parse import unquote

from .exceptions import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardError,
    CallcardResponseError,
)
from .models import Fields, Json
from .words import is_about_login, is_outage

_CLOCK_CODES: Final = {"1011", "1012"}
_LOGIN_CODES: Final = {"401", "403"}
_AROUND: Final = BOM_UTF8 + whitespace.encode()
_ESCAPE: Final = re.compile(r"\\(?:u00|x)(?=[0-9a-f]{2})", re.IGNORECASE)
_MARKUP: Final = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|</?[a-z!?][^>]*(?:>|$)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_RETRY_AFTER: Final = timedelta(hours=1)
_READ: Final = 2048  # characters of a stranger's text that are looked at
_SHOWN: Final = 200  # characters
_LONGEST_SECRET: Final = 128  # characters, with spaces in between

_MEDIA_TYPES: Final = {
    *("application/json", "application/xml"),
    *("text/html", "text/javascript", "text/json", "text/plain", "text/xml"),
}
_OTHER: Final = "other"
_KINDS: Final[dict[type, str]] = {
    type(None): "null",
    bool: "yes or no",
    Decimal: "number",
    list: "list",
    dict: "map",
}
_COUNTRY: Final = re.compile(r"[a-zA-Z]{2}")
_CODE: Final = re.compile(r"[0-9]{1,6}")
_NAME: Final = re.compile(r"(?!(?:\D*\d){4})[a-zA-Z]\w{0,39}", re.ASCII)
_MOST_CODES: Final = 10
_MOST_NAMES: Final = 60


class Shape(TypedDict):
    """What a reply looks like, without any value of it."""

    status: int
    content_type: str
    codes: list[str]
    fields: dict[str, str]
    """The names of the fields of its body, with their kinds."""


@dataclass(frozen=True)
class Response:
    """A reply, and when it came by our own clock."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    received: datetime

    @cached_property
    def text(self) -> str:
        """The content, which may be ISO-8859-1, without what surrounds an envelope."""
        content = self.content.strip(_AROUND)
        try:
            return content.decode()
        except UnicodeDecodeError:
            return content.decode("iso-8859-1")

    @cached_property
    def envelope(self) -> dict[str, Json]:
        """The content as JSON, whatever its type is said to be; empty if it is no map."""
        try:
            document: Json = _DECODER.decode(self.text)
        except ValueError, RecursionError:
            return {}
        return document if isinstance(document, dict) else {}

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The codes of the envelope, each with its description; both may be empty."""
        match self.envelope:
            case {"codes": list(entries)}:
                return [
                    (
                        Fields(entry).text("code") or "",
                        text if isinstance(text, str) else "",
                    )
                    for entry in entries
                    if isinstance(entry, dict)
                    for text in [entry.get("description")]
                ]
        return []

    @property
    def shape(self) -> Shape:
        """What the reply looks like."""
        body = self.envelope.get("body")
        fields: dict[str, str] = {}
        for name, value in body.items() if isinstance(body, dict) else ():
            is_told = len(fields) < _MOST_NAMES and _NAME.fullmatch(name)
            fields[name if is_told else _OTHER] = _kind(value)
        media_type = self.headers.get("Content-Type", "").partition(";")[0].strip()
        return Shape(
            status=self.status,
            content_type=media_type if media_type in _MEDIA_TYPES else _OTHER,
            codes=[
                code if _CODE.fullmatch(code) else _OTHER
                for code, _ in self.codes[:_MOST_CODES]
            ],
            fields=fields,
        )

    @property
    def date(self) -> datetime | None:
        """The platform's time, if the reply tells it."""
        return _date(self.headers.get("Date", ""))

    @property
    def retry_after(self) -> timedelta | None:
        """How long the platform asks to wait before the next request, at most an hour."""
        text = self.headers.get("Retry-After", "")
        if text.isascii() and text.isdigit():
            wait = timedelta(seconds=int(text[:9]))
        elif (date := _date(text)) is not None:
            wait = date - (self.date or self.received)
        else:
            return None
        return min(wait, _LONGEST_RETRY_AFTER) if wait > timedelta() else None


def read_body(
    response: Response, holds_secret: Callable[[str], bool]
) -> dict[str, Json]:
    """Return the `body` of a reply; a text that holds a secret is not shown.

    Raises `CallcardClockError`, `CallcardAuthenticationError`, `CallcardApiError`, and
    `CallcardResponseError` for what is no envelope.
    """
    match response.envelope:
        case {"error": False, "body": dict(body)}:
            return body
        case {"error": False, "body": [] | None}:  # PHP sends an empty map as a list
            return {}
        case {"error": True}:
            refusal = _refusal(response, holds_secret)
            refusal.retry_after = response.retry_after
            raise refusal
    if response.status == HTTPStatus.UNAUTHORIZED and not is_outage(response.text):
        raise CallcardAuthenticationError(f"HTTP {response.status}")
    location = response.headers.get("Location")
    shown = plain_text(f"→ {location}" if location else response.text, holds_secret)
    raise CallcardResponseError(
        f"HTTP {response.status}, {len(response.content)} B: {shown}",
        may_have_arrived=response.status < 400 or response.status >= 500,
        retry_after=response.retry_after,
    )


def plain_text(text: str, holds_secret: Callable[[str], bool]) -> str:
    """Return a stranger's text on one line, without markup, cut to 200 characters.

    Of a text that repeats a secret, however it is escaped, nothing is shown.
    """
    rest, text = text[_READ:], text[:_READ]
    while (plain := html.unescape(unquote(_ESCAPE.sub("%", text)))) != text:
        text = plain
    printable = "".join(
        character if character.isprintable() else " "
        for character in _MARKUP.sub(" ", text)
    )
    words = " ".join(printable.split())
    if holds_secret(words):
        return "…"
    if rest:  # A secret that was cut would not be recognized
        words = words[:-_LONGEST_SECRET]
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _date(text: str) -> datetime | None:
    """Read a date as HTTP writes it."""
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.year == MAXYEAR:  # Nothing can be added to it
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _exact(number: str) -> Decimal | str:
    """Read a JSON number of any length."""
    try:
        return Decimal(number)
    except InvalidOperation:
        return number


_DECODER: Final = json.JSONDecoder(
    parse_float=_exact, parse_int=_exact, parse_constant=str
)


def _kind(value: Json) -> str:
    """Return what a field holds, but for its value."""
    if isinstance(value, str):
        return f"text of {len(value)}"
    if isinstance(value, dict) and value and all(map(_COUNTRY.fullmatch, value)):
        return "map of countries"
    return _KINDS[type(value)]


def _refusal(response: Response, holds_secret: Callable[[str], bool]) -> CallcardError:
    """Return what a refusal means."""
    codes = [code for code, _ in response.codes if code]
    code = plain_text(", ".join(codes), holds_secret)
    text = plain_text(" ".join(text for _, text in response.codes), holds_secret)
    if not _CLOCK_CODES.isdisjoint(codes):
        return CallcardClockError(response.received, response.date)
    if is_outage(text):
        return CallcardApiError(code, text)
    if not _LOGIN_CODES.isdisjoint(codes):
        return CallcardAuthenticationError(text or code)
    return CallcardApiError(
        code,
        text,
        is_about_login=response.status == HTTPStatus.UNAUTHORIZED
        or is_about_login(text),
    )
