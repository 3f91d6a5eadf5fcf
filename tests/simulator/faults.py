"""What can go wrong at the vendor's, and on the way there and back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
import functools
from http import HTTPStatus
import json
import zlib

from .replies import (
    CLOCK_REFUSED,
    DATE_IN_FUTURE,
    EMPTY_BODY,
    ERROR_WITHOUT_CODES,
    LOGIN_REFUSED,
    LOGIN_REFUSED_GERMAN,
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
    EXTRA_REPLY = "extra_reply"
    """The connection is kept alive whatever is asked, and a reply too many follows."""
    # The status.
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    FORBIDDEN_PAGE = "forbidden_page"
    TOO_MANY_REQUESTS = "too_many_requests"
    UNAVAILABLE = "unavailable"
    RETRY_AFTER_0 = "retry_after_0"
    REDIRECT = "redirect"
    REDIRECT_AFTER = "redirect_after"
    """The request is carried out, and then redirected."""
    # The content.
    HTML = "html"
    EMPTY = "empty"
    EMPTY_BODY = "empty_body"
    """The request is carried out, and its reply has no fields."""
    CUT_JSON = "cut_json"
    LIST = "list"
    NOT_ENVELOPE = "not_envelope"
    SCALAR = "scalar"
    HUGE = "huge"
    BOMB = "bomb"
    WRONG_CHARSET = "wrong_charset"
    BAD_UTF8 = "bad_utf8"
    # The fields of a reply to a request that is carried out.
    NAN = "nan"
    DEEP = "deep"
    OTHER_ACCOUNT = "other_account"
    OTHER_TARGETS = "other_targets"
    """The reply names another pair than the one that is stored."""
    ONE_TARGET = "one_target"
    """The reply names an A number, and no B number."""
    UNREADABLE_TARGETS = "unreadable_targets"
    # The vendor's own refusals.
    LOGIN_REFUSED = "login_refused"
    LOGIN_REFUSED_GERMAN = "login_refused_german"
    LOGIN_REFUSED_401 = "login_refused_401"
    LOGIN_CODE_401 = "login_code_401"
    LOGIN_CODE_403 = "login_code_403"
    CLOCK = "clock"
    CLOCK_FUTURE = "clock_future"
    API_ERROR = "api_error"
    API_ERROR_NO_CODES = "api_error_no_codes"
    NO_CALLING_CARD = "no_calling_card"
    TOP_UP_PIN = "top_up_pin"
    UNKNOWN_RESOURCE = "unknown_resource"
    BUSY = "busy"
    MAINTENANCE = "maintenance"
    NOT_AUTHORIZED = "not_authorized"

    @property
    def accepts(self) -> bool:
        """Tell whether the request is carried out, whatever becomes of its reply."""
        return self in _ACCEPTING

    @property
    def hangs(self) -> bool:
        """Tell whether the client waits in vain."""
        return self in {Fault.SILENCE, Fault.SILENCE_AFTER, Fault.DRIP}


OTHER_PAIR = ("4930111111", "4930222222")
_OTHER_TARGETS = {
    "anumber": f'"{OTHER_PAIR[0]}"',
    "bnumber": f'"{OTHER_PAIR[1]}"',
}

# JSON texts, some of which `json.dumps` would not write.
_FIELDS: dict[Fault, Mapping[str, str]] = {
    Fault.NAN: {
        "customeraccountstate": "NaN",
        "dialinnumber": "Infinity",
        "customercurrency": "1e999",
        "customernumber": "9" * 5_000,
    },
    Fault.DEEP: {"nested": "[" * 100_000 + "]" * 100_000},
    Fault.OTHER_ACCOUNT: {
        "accountnumber": '"9999"',
        "customeraccountstate": '"999,00"',
        **_OTHER_TARGETS,
    },
    Fault.OTHER_TARGETS: _OTHER_TARGETS,
    Fault.ONE_TARGET: _OTHER_TARGETS | {"bnumber": "null"},
    Fault.UNREADABLE_TARGETS: dict.fromkeys(_OTHER_TARGETS, '"unknown"'),
}

_ACCEPTING = {
    Fault.RESET_WITHIN,
    Fault.RESET_AFTER,
    Fault.SILENCE_AFTER,
    Fault.DRIP,
    Fault.REDIRECT_AFTER,
    Fault.WRONG_CHARSET,
    Fault.BAD_UTF8,
    Fault.EXTRA_REPLY,
    Fault.EMPTY_BODY,
    *_FIELDS,
}

_REPLACEMENTS = {
    Fault.SERVER_ERROR: Reply(
        b"Internal Server Error", HTTPStatus.INTERNAL_SERVER_ERROR
    ),
    Fault.BAD_GATEWAY: page(HTTPStatus.BAD_GATEWAY),
    Fault.FORBIDDEN_PAGE: page(HTTPStatus.FORBIDDEN),
    Fault.RETRY_AFTER_0: page(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "0"}),
    Fault.HTML: Reply(
        b"<!DOCTYPE html><html><body><h1>Login</h1><form></form></body></html>"
    ),
    Fault.EMPTY: Reply(),
    Fault.EMPTY_BODY: EMPTY_BODY,
    Fault.CUT_JSON: Reply(b'{"error": false, "codes": [{"code": 200, "descr'),
    Fault.LIST: Reply(b'[{"code": 200, "description": "OK"}]'),
    Fault.NOT_ENVELOPE: Reply(b'{"status": "ok"}'),
    Fault.SCALAR: Reply(b"42"),
    Fault.LOGIN_REFUSED: LOGIN_REFUSED,
    Fault.LOGIN_REFUSED_GERMAN: LOGIN_REFUSED_GERMAN,
    Fault.LOGIN_REFUSED_401: page(HTTPStatus.UNAUTHORIZED),
    Fault.LOGIN_CODE_401: refusal(401, "Credentials missing or incorrect."),
    Fault.LOGIN_CODE_403: refusal(403, "Refused."),
    Fault.CLOCK: CLOCK_REFUSED,
    Fault.CLOCK_FUTURE: DATE_IN_FUTURE,
    Fault.API_ERROR: refusal(1234, "Number <b>not</b> allowed.<br>"),
    Fault.API_ERROR_NO_CODES: ERROR_WITHOUT_CODES,
    Fault.NO_CALLING_CARD: refusal(
        1201, "Your account is not connected to a specific callingcard."
    ),
    Fault.TOP_UP_PIN: refusal(
        1200,
        "Your given Personal Identification Number to charge your account is not valid "
        "anymore",
    ),
    Fault.UNKNOWN_RESOURCE: refusal(404, "Unknown resource."),
    Fault.BUSY: refusal(504, "Try again later."),
    Fault.MAINTENANCE: refusal(
        1001, "Login currently not possible due to maintenance."
    ),
    Fault.NOT_AUTHORIZED: refusal(
        1001, "You are not authorized to call this destination."
    ),
}


@dataclass
class Failure:
    """A fault that is in force, and the requests that it applies to."""

    fault: Fault
    times: int | None
    method: str | None
    retry_after: int | str

    def applies_to(self, method: str) -> bool:
        """Tell whether such a request fails."""
        return self.method in (None, method)

    def spoil(self, reply: Reply) -> Reply:
        """Return what comes instead of this reply."""
        retry_after = {"Retry-After": str(self.retry_after)}
        location = {"Location": "https://elsewhere.example/login"}
        match self.fault:
            case Fault.TOO_MANY_REQUESTS:
                return page(HTTPStatus.TOO_MANY_REQUESTS, retry_after)
            case Fault.UNAVAILABLE:
                return page(HTTPStatus.SERVICE_UNAVAILABLE, retry_after)
            case Fault.REDIRECT:
                return page(HTTPStatus.MOVED_PERMANENTLY, location)
            case Fault.REDIRECT_AFTER:
                return page(HTTPStatus.SEE_OTHER, location)
            case Fault.BOMB:
                return Reply(_bomb(), headers={"Content-Encoding": "gzip"})
            case Fault.WRONG_CHARSET:
                mislabeled = {"Content-Type": "text/html; charset=utf-16"}
                return replace(reply, headers=mislabeled)
            case Fault.BAD_UTF8:
                latin_1 = reply.body.replace(b'"OK"', b'"Schl\xfcssel angenommen"')
                return replace(reply, body=latin_1)
            case fault if fault in _FIELDS:
                return _with_fields(reply, _FIELDS[fault])
        return _REPLACEMENTS.get(self.fault, reply)


def _with_fields(reply: Reply, json_texts: Mapping[str, str]) -> Reply:
    """Return the reply with these fields in its body, unless it is a refusal."""
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
