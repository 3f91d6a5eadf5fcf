"""The 42com client: one request path, sign → send → read the reply → model."""

import asyncio
from collections import deque
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import quote, urlencode

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    ConnectionTimeoutError,
    hdrs,
)

from .auth import sign
from .exceptions import (
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
    Problem,
)
from .models import Account, Fields, Json, Receipt, Targets
from .response import Response, read_body

DEFAULT_URL: Final = "https://login.42call.com"

_SECONDS: Final = 10
_TIMEOUT: Final = ClientTimeout(total=_SECONDS, connect=7)
_LARGEST_REPLY: Final = 1024 * 1024  # bytes
_CLOCK_TOLERANCE: Final = timedelta(seconds=30)
_STORE_ATTEMPTS: Final = 3  # Two pooled connections may be stale, one after the other
_KEPT_SECRETS: Final = 32


class _Module(StrEnum):
    """A bare query key (docs/api.md, "Transport")."""

    CALLTHROUGH = "onlinecallthrough"
    CALLBACK = "webcallback"
    SMS = "sms"


class CallcardClient:
    """The requests of one account.

    Every method raises `CallcardConnectionError`, `CallcardResponseError`,
    `CallcardAuthenticationError`, `CallcardClockError` or `CallcardApiError`.
    """

    def __init__(
        self,
        session: ClientSession,
        username: str,
        key: str,
        url: str = DEFAULT_URL,
        identity: str | None = None,
    ) -> None:
        """`key` is the password's `password_key`, `url` the platform's address.

        With an `identity`, that of the account, the reply of another account is an error.
        """
        self._session = session
        self._username = username
        self._key = key
        self._url = url.rstrip("/")
        self._identity = identity
        self._secrets: deque[str] = deque(maxlen=_KEPT_SECRETS)
        self.clock_offset = timedelta()
        """How far the platform's clock is ahead of ours, where that had to be corrected."""

    async def async_get_account(self) -> Account:
        """Read the account."""
        return self._account(await self._async_request(_Module.CALLTHROUGH))

    async def async_store_targets(self, targets: Targets) -> Account:
        """Store the pair, and return the account with what its reply tells.

        Storing a pair again is harmless: while it is unknown whether it was stored, it
        is sent again, unless the platform asks to wait or 10 s have passed.
        """
        a, b = targets.digits
        form = {"act": "store", "anumber": a, "bnumber": b}
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _SECONDS
        unknown: CallcardError | None = None
        for _ in range(_STORE_ATTEMPTS):
            try:
                body = await self._async_request(_Module.CALLTHROUGH, form)
                account = self._account(body)
                if not account.has_unclear_targets:
                    return account
                raise CallcardResponseError(
                    Problem.UNCLEAR_TARGETS, may_have_arrived=True
                )
            except CallcardError as err:
                if not err.may_have_arrived:
                    raise unknown or err from None
                unknown = unknown or err
                if (
                    err.retry_after is not None
                    or loop.time() >= deadline
                    or self._session.closed
                ):
                    break
        assert unknown is not None
        raise unknown

    async def async_request_callback(self, targets: Targets) -> Receipt:
        """Have the platform ring A, then B, and connect them. Never sent twice."""
        a, b = targets.digits
        form = {"act": "trycallback", "aNumber": a, "bNumber": b}
        body = await self._async_request(_Module.CALLBACK, form)
        return Receipt(Fields(body).text("callId"), self._account(body))

    async def async_post_sms(self, number: str, message: str) -> Receipt:
        """Send a text to a number (E.164, or national digits). Never sent twice."""
        digits = number.removeprefix("+")
        form = {"act": "sendSms", "phonenumbers": digits, "message": message}
        body = await self._async_request(_Module.SMS, form)
        return Receipt(Fields(body).text("smsbilledId"), self._account(body))

    def _account(self, body: dict[str, Json]) -> Account:
        account = Account.from_body(body)
        if self._identity and account.is_other_than(self._identity):
            raise CallcardResponseError(Problem.OTHER_ACCOUNT, may_have_arrived=True)
        return account

    async def _async_request(
        self, module: _Module, form: dict[str, str] | None = None
    ) -> dict[str, Json]:
        """Send a request, and once more when it was refused for a corrected clock."""
        try:
            return self._read(await self._async_send(module, form))
        except CallcardClockError as err:
            # Over plain http a stranger could forge the Date header, and so collect
            # signatures for the future.
            if err.theirs is None or not self._url.startswith("https"):
                raise
            self.clock_offset = err.theirs - err.ours
        return self._read(await self._async_send(module, form))

    def _read(self, response: Response) -> dict[str, Json]:
        """Return the body of a reply, and see whether the clock still is to be corrected."""
        if self.clock_offset and (theirs := response.date) is not None:
            offset = theirs - response.received
            is_right = abs(offset) < _CLOCK_TOLERANCE
            self.clock_offset = timedelta() if is_right else offset
        return read_body(response, self._mask)

    async def _async_send(
        self, module: _Module, form: dict[str, str] | None
    ) -> Response:
        """Sign and send a request, and return whatever comes back."""
        headers = sign(self._username, self._key, datetime.now(UTC) + self.clock_offset)
        self._secrets += (
            headers["x-date"],
            headers["x-authorization"].rpartition(":")[2],
        )
        data = None
        if form is not None:
            headers[hdrs.CONTENT_TYPE] = "application/x-www-form-urlencoded"
            data = urlencode(form).encode()
        try:
            # A redirect could carry the signature elsewhere, or turn a POST into a GET.
            async with self._session.request(
                hdrs.METH_GET if data is None else hdrs.METH_POST,
                f"{self._url}/api/rest/v2/?{module}",
                data=data,
                headers=headers,
                timeout=_TIMEOUT,
                allow_redirects=False,
            ) as response:
                content = bytearray()
                async for chunk in response.content.iter_any():
                    content += chunk
                    if len(content) > _LARGEST_REPLY:
                        raise CallcardResponseError(
                            f"HTTP {response.status}, > {_LARGEST_REPLY} B",
                            may_have_arrived=True,
                        )
                return Response(
                    response.status,
                    response.headers,
                    bytes(content),
                    datetime.now(UTC),
                )
        except (ClientError, TimeoutError) as err:
            # Not chained: some of these hold the request, and with it the signature.
            raise CallcardConnectionError(
                _problem(err),
                may_have_arrived=not isinstance(
                    err, ClientConnectorError | ConnectionTimeoutError
                ),
            ) from None

    def _mask(self, text: str) -> str:
        """Make secrets unreadable: some replies repeat the request."""
        for secret in (self._key, *self._secrets):
            for written in (secret, quote(secret, safe="")):
                text = text.replace(written, "…")
        return text


def _problem(err: ClientError | TimeoutError) -> Problem:
    """Return why there is no reply."""
    match err:
        case ConnectionTimeoutError():
            return Problem.NOT_REACHABLE
        case TimeoutError():
            return Problem.NO_ANSWER
        case ClientConnectorDNSError():
            return Problem.NO_SUCH_NAME
        case ClientConnectorCertificateError():
            return Problem.NOT_TRUSTED
        case ClientSSLError():
            return Problem.NO_TLS
        case ClientConnectorError(os_error=ConnectionRefusedError()):
            return Problem.REFUSED
        case ClientConnectorError():
            return Problem.NOT_REACHABLE
    return Problem.BROKEN
