"""What a reply means (docs/api.md, "The reply")."""

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
import html
from http import HTTPStatus
import json
import re
from typing import Final

from .exceptions import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardError,
    CallcardResponseError,
)
from .models import Json

_CLOCK_CODES: Final = {"1011", "1012"}
_LOGIN_CODES: Final = {"401", "403"}
_ABOUT_LOGIN: Final = re.compile(
    r"log[- ]?in|user ?name|password|authori[sz]", re.IGNORECASE
)
_MARKUP: Final = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|</?[a-z!?][^>]*(?:>|$)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_RETRY_AFTER: Final = timedelta(days=1)
_READ: Final = 2048  # characters of a stranger's text that are looked at
_SHOWN: Final = 200  # characters
_LONGEST_SECRET: Final = 64  # characters


@dataclass(frozen=True, slots=True)
class Response:
    """A reply, and when it came by our own clock."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    received: datetime

    @property
    def date(self) -> datetime | None:
        """The platform's time, if the reply tells it."""
        return _date(self.headers.get("Date", ""))

    @property
    def retry_after(self) -> timedelta | None:
        """How long the platform asks to wait before the next request, at most a day."""
        text = self.headers.get("Retry-After", "")
        if text.isascii() and text.isdigit():
            wait = timedelta(seconds=int(text[:9]))
        elif (date := _date(text)) is not None:
            wait = date - (self.date or self.received)
        else:
            return None
        return min(wait, _LONGEST_RETRY_AFTER) if wait > timedelta() else None


def read_body(response: Response, mask: Callable[[str], str]) -> dict[str, Json]:
    """Return the `body` of a reply; `mask` makes secrets in a text unreadable.

    Raises `CallcardClockError`, `CallcardAuthenticationError`, `CallcardApiError`, and
    `CallcardResponseError` for what is no envelope.
    """
    # The vendor's own clients parse the text whatever its Content-Type says.
    text = response.content.removeprefix(BOM_UTF8).decode(errors="replace")
    match _parse(text):
        case {"error": False, "body": dict(body)}:
            return body
        case {"error": False, "body": [] | None}:  # PHP sends an empty map as a list
            return {}
        case {"error": True, "codes": list(codes)}:
            raise _refusal(response, codes, mask)
        case {"error": True}:
            raise _refusal(response, [], mask)
    if response.status == HTTPStatus.UNAUTHORIZED:
        raise CallcardAuthenticationError(f"HTTP {response.status}")
    if location := response.headers.get("Location"):
        text = f"→ {location}"
    shown = plain_text(text, mask)
    raise CallcardResponseError(
        f"HTTP {response.status}, {len(response.content)} B: {shown}",
        may_have_arrived=response.status < 400 or response.status >= 500,
        retry_after=response.retry_after,
    )


def plain_text(text: str, mask: Callable[[str], str]) -> str:
    """Return a stranger's text on one line, without markup, cut to 200 characters."""
    plain = mask(html.unescape(text[:_READ]).replace("\\/", "/"))
    if len(text) > _READ:  # A secret that was cut would not be recognized
        plain = plain[:-_LONGEST_SECRET]
    printable = "".join(
        character if character.isprintable() else " "
        for character in _MARKUP.sub(" ", plain)
    )
    words = " ".join(printable.split())
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


def _parse(text: str) -> Json:
    """Parse JSON with exact numbers; what is no JSON is no envelope either."""
    try:
        document: Json = _DECODER.decode(text)
    except ValueError, RecursionError:
        return None
    return document


def _exact(number: str) -> Decimal | str:
    """Read a JSON number of any length."""
    try:
        return Decimal(number)
    except InvalidOperation:
        return number


_DECODER: Final = json.JSONDecoder(
    parse_float=_exact, parse_int=_exact, parse_constant=str
)


def _refusal(
    response: Response, codes: list[Json], mask: Callable[[str], str]
) -> CallcardError:
    """Return what a refusal means; each of its codes may have a description."""
    entries = [code for code in codes if isinstance(code, dict)]
    numbers = [
        str(number)
        for entry in entries
        if isinstance(number := entry.get("code"), Decimal | str)
    ]
    texts = [
        text for entry in entries if isinstance(text := entry.get("description"), str)
    ]
    code = plain_text(", ".join(numbers), mask)
    text = plain_text(" ".join(texts), mask)
    if not _CLOCK_CODES.isdisjoint(numbers):
        return CallcardClockError(response.received, response.date)
    if (
        not _LOGIN_CODES.isdisjoint(numbers)
        or response.status == HTTPStatus.UNAUTHORIZED
        or _ABOUT_LOGIN.search(text)
    ):
        return CallcardAuthenticationError(text or code or f"HTTP {response.status}")
    return CallcardApiError(code, text)
