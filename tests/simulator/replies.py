"""What the simulator answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
import json
from typing import Any


@dataclass(frozen=True)
class Reply:
    """A whole reply, before it is sent; its headers come on top of the usual ones."""

    body: bytes = b""
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


def success(body: Mapping[str, Any]) -> Reply:
    """Return the reply to a request that was accepted."""
    return _envelope(False, [{"code": 200, "description": "OK"}], body)


def refusal(code: int, description: str) -> Reply:
    """Return the reply to a request that was understood, but refused."""
    return _envelope(True, [{"code": code, "description": description}], [])


def page(status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Reply:
    """Return the kind of HTML page that a proxy or a web server sends."""
    title = f"{status} {status.phrase}"
    text = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    )
    return Reply(text.encode(), status, headers or {})


def _envelope(error: bool, codes: list[dict[str, Any]], body: object) -> Reply:
    return Reply(json.dumps({"error": error, "codes": codes, "body": body}).encode())


LOGIN_REFUSED = refusal(
    1001, "An error occured while login. <br>Please check username and password.<br>"
)
LOGIN_REFUSED_GERMAN = Reply(
    '{"error": true, "codes": [{"code": 1001, "description": "Benutzername oder Passwort '
    'ungültig"}], "body": []}'.encode("iso-8859-1")
)
CLOCK_REFUSED = refusal(1011, "Wrong x-date Too Old.")
DATE_IN_FUTURE = refusal(1012, "Your given date is located in the future.")
EMPTY_BODY = _envelope(False, [{"code": 200, "description": "OK"}], [])
ERROR_WITHOUT_CODES = _envelope(True, [], [])
NOT_FOUND = page(HTTPStatus.NOT_FOUND)
