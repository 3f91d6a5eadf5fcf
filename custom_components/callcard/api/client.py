"""The 42com client: one request path, sign → send → read the reply → model."""

from collections import deque
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
import re
from typing import Final, override
import unicodedata

import aiohttp
from aiohttp import hdrs
from aiohttp.connector import Connection

from .auth import sign
from .exceptions import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
    Problem,
    UnansweredError,
)
from .models import Account, Fields, Identity, Json, Receipt, Targets
from .response import Response, Shape, read_body

DEFAULT_URL: Final = "https://login.42call.com"

_SECONDS: Final = 10
_TIMEOUT: Final = aiohttp.ClientTimeout(total=_SECONDS, connect=7)
_LARGEST_REPLY: Final = 128 * 1024  # bytes
_CLOCK_TOLERANCE: Final = timedelta(seconds=30)
_PROBLEMS: Final = (
    (aiohttp.ClientConnectorDNSError, Problem.NO_SUCH_NAME),
    (aiohttp.ClientConnectorCertificateError, Problem.NOT_TRUSTED),
    (aiohttp.ClientSSLError, Problem.NO_TLS),
    (aiohttp.ClientConnectorError, Problem.NOT_REACHABLE),
    (aiohttp.ConnectionTimeoutError, Problem.NOT_REACHABLE),
    (TimeoutError, Problem.NO_ANSWER),
    (Exception, Problem.BROKEN),
)
_TELLING: Final = 16  # characters of a secret
_KEPT_SECRETS: Final = 32
_NO_LETTERS: Final = re.compile("[^a-z0-9]+")


class _Module(StrEnum):
    """A bare query key (docs/api.md, "Transport")."""

    CALLTHROUGH = "onlinecallthrough"
    CALLBACK = "webcallback"
    SMS = "sms"


class _LastResponse(aiohttp.ClientResponse):
    """A response whose connection is closed behind it, whatever else the server sends."""

    @override
    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        assert connection.protocol is not None
        connection.protocol.force_close()
        return await super().start(connection)


async def _send_alone(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Send a request once, over a connection that carries nothing else.

    A reply too many to another request would be taken for the reply to this one.
    """
    request.response_class = _LastResponse
    # The session's pool may have connections of others: theirs are without this name.
    request.server_hostname = request.url.raw_host
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except aiohttp.ClientOSError, aiohttp.ServerDisconnectedError:
        # As any other error, so that aiohttp does not send a GET again
        raise aiohttp.ClientConnectionError from None


class CallcardClient:
    """The requests of one account.

    Every method raises `CallcardConnectionError`, `CallcardResponseError`,
    `CallcardAuthenticationError`, `CallcardClockError` or `CallcardApiError`.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        username: str,
        key: str,
        url: str,
        identity: Identity | None = None,
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
        self.shapes: dict[str, Shape] = {}
        """Of the last reply of each module, and of the last "refusal" or unreadable one."""

    async def async_get_account(self) -> Account:
        """Read the account."""
        try:
            return self._account(await self._async_request(_Module.CALLTHROUGH))
        except CallcardApiError as err:
            if err.is_about_login:
                raise CallcardAuthenticationError(err.text or "HTTP 401") from None
            raise

    async def async_store_targets(self, targets: Targets) -> Account:
        """Store the pair, and return the account with what its reply tells.

        Storing a pair again is harmless: while it is unknown whether it was stored, it
        is sent once more, unless the platform asks to wait or 10 s have passed.
        """
        try:
            return await self._async_store(targets)
        except UnansweredError as err:
            if (
                not err.may_have_arrived
                or err.retry_after
                or err.reason is Problem.NO_ANSWER
                or self._session.closed
            ):
                raise
            unknown = err
        with suppress(CallcardError):
            return await self._async_store(targets)
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

    async def _async_store(self, targets: Targets) -> Account:
        a, b = targets.digits
        form = {"act": "store", "anumber": a, "bnumber": b}
        account = self._account(await self._async_request(_Module.CALLTHROUGH, form))
        if account.has_unclear_targets:
            raise CallcardResponseError(Problem.UNCLEAR_TARGETS, may_have_arrived=True)
        return account

    def _account(self, body: dict[str, Json]) -> Account:
        account = Account.from_body(body)
        if self._identity and account.identity.is_other_than(self._identity):
            raise CallcardResponseError(Problem.OTHER_ACCOUNT, may_have_arrived=True)
        return account

    async def _async_request(
        self, module: _Module, form: dict[str, str] | None = None
    ) -> dict[str, Json]:
        """Send a request, and once more when it was refused for a corrected clock."""
        try:
            return self._read(module, await self._async_send(module, form))
        except CallcardClockError as err:
            # Over plain http a stranger could forge the Date header, and so collect
            # signatures for the future.
            if err.theirs is None or not self._url.startswith("https"):
                raise
            self.clock_offset = err.theirs - err.ours
        return self._read(module, await self._async_send(module, form))

    def _read(self, module: _Module, response: Response) -> dict[str, Json]:
        """Return the body of a reply, and see whether the clock still is to be corrected."""
        if self.clock_offset and (theirs := response.date) is not None:
            offset = theirs - response.received
            is_right = abs(offset) < _CLOCK_TOLERANCE
            self.clock_offset = timedelta() if is_right else offset
        try:
            body = read_body(response, self._holds_secret)
        except CallcardError:
            self.shapes["refusal"] = response.shape
            raise
        self.shapes[module] = response.shape
        return body

    async def _async_send(
        self, module: _Module, form: dict[str, str] | None
    ) -> Response:
        """Sign and send a request, and return whatever comes back."""
        headers = sign(self._username, self._key, datetime.now(UTC) + self.clock_offset)
        signature = headers["x-authorization"].rpartition(":")[2]
        self._secrets += (_bare(headers["x-date"]), _bare(signature)[:_TELLING])
        headers[hdrs.CONNECTION] = "close"
        try:
            # A redirect could carry the signature elsewhere, or turn a POST into a GET.
            async with self._session.request(
                hdrs.METH_GET if form is None else hdrs.METH_POST,
                f"{self._url}/api/rest/v2/?{module}",
                data=form,
                headers=headers,
                timeout=_TIMEOUT,
                allow_redirects=False,
                middlewares=(_send_alone,),
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
        except (aiohttp.ClientError, TimeoutError) as err:
            # Not chained: some of these hold the request, and with it the signature.
            problem = _problem(err)
            may_have_arrived = problem in {Problem.BROKEN, Problem.NO_ANSWER}
            raise CallcardConnectionError(
                problem, may_have_arrived=may_have_arrived
            ) from None

    def _holds_secret(self, text: str) -> bool:
        """Tell whether a text repeats what must not be shown: some replies do."""
        bare = _bare(text)
        return any(each in bare for each in (self._key[:_TELLING], *self._secrets))


def _bare(text: str) -> str:
    """Return only what is never escaped."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).lower())


def _problem(err: aiohttp.ClientError | TimeoutError) -> Problem:
    """Return why there is no reply."""
    match err:
        case aiohttp.ClientConnectorError(os_error=ConnectionRefusedError()):
            return Problem.REFUSED
    return next(problem for kind, problem in _PROBLEMS if isinstance(err, kind))
