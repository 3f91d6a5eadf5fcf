"""What can go wrong at the vendor's, and on the way there and back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
import functools
from http import HTTPStatus
import json
import zlib

from .replies import (
    CLOCK_REFUSED,
    ERROR_WITHOUT_CODES,
    LOGIN_REFUSED,
    Reply,
    page,
    refusal,
)

HUGE_CHUNK = b" " * 2**16
HUGE_CHUNKS = 1600
"""100 MiB in all."""


class Fault(StrEnum):
    """One way to fail."""

    # The connection.
    RESET_BEFORE = "reset_before"
    RESET_WITHIN = "reset_within"
    RESET_AFTER = "reset_after"
    SILENCE = "silence"
    SILENCE_AFTER = "silence_after"
    DRIP = "drip"
    STALE = "stale"
    # The status.
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    TOO_MANY_REQUESTS = "too_many_requests"
    UNAVAILABLE = "unavailable"
    REDIRECT = "redirect"
    # The content.
    HTML = "html"
    EMPTY = "empty"
    CUT_JSON = "cut_json"
    LIST = "list"
    NOT_ENVELOPE = "not_envelope"
    SCALAR = "scalar"
    HUGE = "huge"
    BOMB = "bomb"
    WRONG_CHARSET = "wrong_charset"
    BAD_UTF8 = "bad_utf8"
    NAN = "nan"
    DEEP = "deep"
    # The vendor's own refusals.
    LOGIN_REFUSED = "login_refused"
    LOGIN_REFUSED_401 = "login_refused_401"
    LOGIN_REFUSED_403 = "login_refused_403"
    CLOCK = "clock"
    API_ERROR = "api_error"
    API_ERROR_NO_CODES = "api_error_no_codes"

    @property
    def accepts(self) -> bool:
        """Tell whether the request is carried out, whatever becomes of its reply."""
        return self in _ACCEPTING

    @property
    def hangs(self) -> bool:
        """Tell whether the client waits in vain."""
        return self in {Fault.SILENCE, Fault.SILENCE_AFTER, Fault.DRIP}


_ACCEPTING = frozenset(
    {
        Fault.RESET_WITHIN,
        Fault.RESET_AFTER,
        Fault.SILENCE_AFTER,
        Fault.DRIP,
        Fault.WRONG_CHARSET,
        Fault.BAD_UTF8,
        Fault.NAN,
        Fault.DEEP,
    }
)


@dataclass
class Failure:
    """A fault that is in force, and the requests that it applies to."""

    fault: Fault
    times: int | None
    method: str | None
    retry_after: int | str
    location: str

    def applies_to(self, method: str, reused_connection: bool) -> bool:
        """Tell whether such a request fails."""
        return self.method in (None, method) and (
            reused_connection or self.fault is not Fault.STALE
        )

    def spoil(self, reply: Reply) -> Reply:
        """Return what comes instead of this reply."""
        match self.fault:
            case Fault.TOO_MANY_REQUESTS:
                return page(
                    HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(self.retry_after)}
                )
            case Fault.UNAVAILABLE:
                return page(
                    HTTPStatus.SERVICE_UNAVAILABLE,
                    {"Retry-After": str(self.retry_after)},
                )
            case Fault.REDIRECT:
                return page(HTTPStatus.MOVED_PERMANENTLY, {"Location": self.location})
            case Fault.BOMB:
                return Reply(_bomb(), headers={"Content-Encoding": "gzip"})
            case fault if fault in _SPOILERS:
                return _SPOILERS[fault](reply)
        return _REPLACEMENTS.get(self.fault, reply)


_REPLACEMENTS = {
    Fault.SERVER_ERROR: Reply(
        b"Internal Server Error", HTTPStatus.INTERNAL_SERVER_ERROR
    ),
    Fault.BAD_GATEWAY: page(HTTPStatus.BAD_GATEWAY),
    Fault.HTML: Reply(
        b"<!DOCTYPE html><html><body><h1>Login</h1><form></form></body></html>"
    ),
    Fault.EMPTY: Reply(),
    Fault.CUT_JSON: Reply(b'{"error": false, "codes": [{"code": 200, "descr'),
    Fault.LIST: Reply(b'[{"code": 200, "description": "OK"}]'),
    Fault.NOT_ENVELOPE: Reply(b'{"status": "ok"}'),
    Fault.SCALAR: Reply(b"42"),
    Fault.LOGIN_REFUSED: LOGIN_REFUSED,
    Fault.LOGIN_REFUSED_401: page(HTTPStatus.UNAUTHORIZED),
    Fault.LOGIN_REFUSED_403: page(HTTPStatus.FORBIDDEN),
    Fault.CLOCK: CLOCK_REFUSED,
    Fault.API_ERROR: refusal(1234, "Number <b>not</b> allowed.<br>"),
    Fault.API_ERROR_NO_CODES: ERROR_WITHOUT_CODES,
}


def _wrong_charset(reply: Reply) -> Reply:
    return replace(reply, headers={"Content-Type": "text/html; charset=utf-16"})


def _bad_utf8(reply: Reply) -> Reply:
    return replace(
        reply, body=reply.body.replace(b'"OK"', b'"Schl\xfcssel angenommen"')
    )


def _not_a_number(reply: Reply) -> Reply:
    return _with_fields(
        reply,
        customeraccountstate="NaN",
        dialinnumber="Infinity",
        customercurrency="1e999",
        customernumber="9" * 5_000,
    )


def _deep(reply: Reply) -> Reply:
    return _with_fields(reply, nested="[" * 100_000 + "]" * 100_000)


_SPOILERS: dict[Fault, Callable[[Reply], Reply]] = {
    Fault.WRONG_CHARSET: _wrong_charset,
    Fault.BAD_UTF8: _bad_utf8,
    Fault.NAN: _not_a_number,
    Fault.DEEP: _deep,
}


def _with_fields(reply: Reply, **json_texts: str) -> Reply:
    """Return the reply with fields that `json.dumps` would not write."""
    envelope = json.loads(reply.body)
    if envelope["error"]:
        return reply
    envelope["body"] |= {name: f"<{name}>" for name in json_texts}
    text = json.dumps(envelope)
    for name, json_text in json_texts.items():
        text = text.replace(f'"<{name}>"', json_text)
    return replace(reply, body=text.encode())


@functools.cache
def _bomb() -> bytes:
    compressor = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    compressed = [compressor.compress(HUGE_CHUNK) for _ in range(HUGE_CHUNKS)]
    return b"".join([*compressed, compressor.flush()])
