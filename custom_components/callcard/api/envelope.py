"""The envelope of every reply (api.md, "The reply")."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
import html
from http import HTTPStatus
import json
import re

from .errors import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardError,
    CallcardResponseError,
)
from .models import Json

_CLOCK_CODE = "1011"
_ABOUT_LOGIN = re.compile(r"log[- ]?in|user ?name|password|authori[sz]", re.IGNORECASE)
_REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}

_MARKUP = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)|</?[a-z!?][^>]*(?:>|$)",
    re.IGNORECASE | re.DOTALL,
)
_READ = 8192
_SHOWN = 200


class ClockRefusal(CallcardError):
    """The request is too old, by the vendor's clock."""


def plain_text(text: str) -> str:
    """Return a stranger's text on one line, without markup, cut to 200 characters."""
    without_markup = _MARKUP.sub(" ", html.unescape(text[:_READ]))
    printable = "".join(
        character if character.isprintable() else " " for character in without_markup
    )
    words = " ".join(printable.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def open_envelope(
    status: int, location: str | None, content: bytes, show: Callable[[str], str]
) -> dict[str, Json]:
    """Return the `body` of a reply; `show` makes the vendor's text fit to show.

    Raises `ClockRefusal`, `CallcardAuthenticationError`, `CallcardApiError`, and
    `CallcardResponseError` for what is no envelope.
    """
    # The vendor's own clients parse the text whatever its Content-Type says.
    text = content.removeprefix(BOM_UTF8).decode(errors="replace")
    match _parse(text):
        case {"error": False, "body": dict(body)}:
            return body
        case {"error": False, "body": [] | None}:  # PHP sends an empty map as a list
            return {}
        case {"error": True, "codes": list(codes)}:
            raise _refusal(status, list(_codes(codes)), show)
        case {"error": True}:
            raise _refusal(status, [], show)
    if status in _REFUSED:
        raise CallcardAuthenticationError(f"HTTP {status}")
    if location is not None:
        text = f"→ {location}"
    raise CallcardResponseError(
        show(f"HTTP {status}, {len(content)} B: {text}"),
        may_have_arrived=status < 300 or status >= 500,
    )


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


_DECODER = json.JSONDecoder(parse_float=_exact, parse_int=_exact, parse_constant=str)


def _codes(codes: list[Json]) -> Iterator[tuple[str, str]]:
    """Return each code with its description, empty where there is none."""
    for entry in codes:
        if isinstance(entry, dict):
            code, text = entry.get("code"), entry.get("description")
            yield (
                str(code) if isinstance(code, Decimal | str) else "",
                text if isinstance(text, str) else "",
            )


def _refusal(
    status: int, codes: list[tuple[str, str]], show: Callable[[str], str]
) -> CallcardError:
    """Return what a refusal means."""
    text = show(" ".join(text for _, text in codes))
    if any(code == _CLOCK_CODE for code, _ in codes):
        return ClockRefusal(text)
    if status in _REFUSED or _ABOUT_LOGIN.search(text):
        return CallcardAuthenticationError(text)
    return CallcardApiError(show(", ".join(code for code, _ in codes if code)), text)
