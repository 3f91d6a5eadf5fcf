"""The 42com client: one request path, sign → send → read the reply → model."""

import asyncio
from collections import deque
from datetime import UTC, datetime, timedelta
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
from yarl import URL

from .auth import sign
from .exceptions import (
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
)
from .models import Account, Targets
from .response import Response, read_body

DEFAULT_URL: Final = "https://login.42call.com"

# docs/api.md, "Transport": the module's name is a bare query key.
_ENDPOINT: Final = "api/rest/v2/?onlinecallthrough"
_SECONDS: Final = 10
_TIMEOUT: Final = ClientTimeout(total=_SECONDS, connect=7)
_LARGEST_REPLY: Final = 1024 * 1024  # bytes
_CLOCK_TOLERANCE: Final = timedelta(seconds=30)
_STORE_ATTEMPTS: Final = 3  # Two pooled connections may be stale, one after the other
_KEPT_SECRETS: Final = 32


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
        self._url = URL(f"{url.rstrip('/')}/{_ENDPOINT}")
        self._identity = identity
        self._secrets: deque[str] = deque(maxlen=_KEPT_SECRETS)
        self.clock_offset = timedelta()
        """How far the vendor's clock is ahead of ours, where that had to be corrected."""

    async def async_get_account(self) -> Account:
        """Read the account."""
        return await self._async_request(None)

    async def async_store_targets(self, targets: Targets) -> Account:
        """Store the pair, and return the account with what its reply tells.

        Storing a pair again is harmless: while it is unknown whether it was stored, it
        is sent again, unless the platform asks to wait or 10 s have passed.
        """
        a, b = targets.digits
        form = urlencode({"act": "store", "anumber": a, "bnumber": b}).encode()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _SECONDS
        unknown: CallcardError | None = None
        for _ in range(_STORE_ATTEMPTS):
            try:
                account = await self._async_request(form)
                if not account.has_unclear_targets:
                    return account
                raise CallcardResponseError(
                    "it names a pair that is not clear", may_have_arrived=True
                )
            except CallcardError as err:
                if not err.may_have_arrived:
                    raise unknown or err from None
                unknown = unknown or err
                if err.retry_after is not None or loop.time() >= deadline:
                    break
        assert unknown is not None
        raise unknown

    async def _async_request(self, form: bytes | None) -> Account:
        """Send a request, and once more when it was refused for a corrected clock."""
        try:
            return await self._async_request_once(form)
        except CallcardClockError as err:
            # Over plain http a stranger could forge the Date header, and so collect
            # signatures for the future.
            if err.theirs is None or self._url.scheme != "https":
                raise
            self.clock_offset = err.theirs - err.ours
        return await self._async_request_once(form)

    async def _async_request_once(self, form: bytes | None) -> Account:
        """Sign and send a request, and return what its reply tells."""
        response = await self._async_send(form)
        if self.clock_offset and (theirs := response.date) is not None:
            offset = theirs - response.received
            is_right = abs(offset) < _CLOCK_TOLERANCE
            self.clock_offset = timedelta() if is_right else offset
        account = Account.from_body(read_body(response, self._mask))
        if self._identity and account.is_other_than(self._identity):
            raise CallcardResponseError(
                "it is about another account", may_have_arrived=True
            )
        return account

    async def _async_send(self, form: bytes | None) -> Response:
        """Sign and send a request, and return whatever comes back."""
        headers = sign(self._username, self._key, datetime.now(UTC) + self.clock_offset)
        self._secrets += (
            headers["x-date"],
            headers["x-authorization"].rpartition(":")[2],
        )
        if form is not None:
            headers[hdrs.CONTENT_TYPE] = "application/x-www-form-urlencoded"
        try:
            # A redirect could carry the signature elsewhere, or turn a POST into a GET.
            async with self._session.request(
                hdrs.METH_GET if form is None else hdrs.METH_POST,
                self._url,
                data=form,
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
                _reason(err),
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


def _reason(err: ClientError | TimeoutError) -> str:
    """Say in plain words why there is no reply."""
    match err:
        case TimeoutError():
            return f"no answer in {_SECONDS} s"
        case ClientConnectorDNSError():
            return "no such name"
        case ClientConnectorCertificateError():
            return "the certificate is not trusted"
        case ClientSSLError():
            return "no TLS"
        case ClientConnectorError(os_error=ConnectionRefusedError()):
            return "connection refused"
        case ClientConnectorError():
            return "not reachable"
    return "the connection broke"
