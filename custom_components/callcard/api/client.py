"""The 42com client: one request path, sign → send → open the envelope → model."""

from collections.abc import Mapping
from datetime import MAXYEAR, UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
import re
from typing import Final
from urllib.parse import urlencode

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHandlerType,
    ClientRequest,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    hdrs,
)
from yarl import URL

from .auth import Signer
from .envelope import ClockRefusal, open_envelope, plain_text
from .errors import (
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
    UnansweredError,
)
from .models import Account, NumberKind, NumberMap, Targets

DEFAULT_URL: Final = "https://login.42call.com"

# api.md, "Transport": the module's name is a bare query key.
_ENDPOINT: Final = "api/rest/v2/?onlinecallthrough"
_TIMEOUT: Final = ClientTimeout(total=10, connect=7)
_LARGEST_REPLY: Final = 1024 * 1024
_CLOCK_TOLERANCE: Final = timedelta(seconds=30)
_LONGEST_RETRY_AFTER: Final = timedelta(days=1)


class CallcardClient:
    """An account's door to the platform.

    Every method raises `CallcardConnectionError`, `CallcardResponseError`,
    `CallcardAuthenticationError`, `CallcardClockError` or `CallcardApiError`.
    """

    def __init__(
        self, session: ClientSession, username: str, key: str, url: str = DEFAULT_URL
    ) -> None:
        """`key` is the password's `password_key`, `url` the platform's address."""
        self._session = session
        self._signer = Signer(username, key)
        self._key = key
        self._url = URL(f"{url.rstrip('/')}/{_ENDPOINT}")
        self._last_content: bytes | None = None
        self._last_account = Account()
        self._known_numbers: dict[NumberKind, NumberMap] = {}
        self.clock_offset = timedelta()
        """How far the vendor's clock is ahead of ours, where that had to be healed."""

    async def async_get_account(self) -> Account:
        """Read the account."""
        return await self._async_request(None)

    async def async_store_targets(self, targets: Targets) -> Account:
        """Store the pair, and return the account with it.

        Storing a pair twice is harmless: where it stays unknown whether it was stored,
        it is sent once more, unless the platform asks to be left alone.
        """
        a, b = targets.digits
        form = urlencode({"act": "store", "anumber": a, "bnumber": b}).encode()
        try:
            account = await self._async_request(form)
        except UnansweredError as err:
            if not err.may_have_arrived or err.retry_after is not None:
                raise
            try:
                account = await self._async_request(form)
            except CallcardError as again:
                again.may_have_arrived = True
                raise
        return account.with_known_targets(targets)

    async def _async_request(self, form: bytes | None) -> Account:
        """Send a request, and once more when it was refused for a healed clock."""
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
        headers = self._signer.sign(datetime.now(UTC) + self.clock_offset)
        if form is not None:
            headers[hdrs.CONTENT_TYPE] = "application/x-www-form-urlencoded"
        show = partial(self._show, headers)
        try:
            # A redirect could carry the signature elsewhere, or turn a POST into a GET.
            async with self._session.request(
                hdrs.METH_GET if form is None else hdrs.METH_POST,
                self._url,
                data=form,
                headers=headers,
                timeout=_TIMEOUT,
                allow_redirects=False,
                middlewares=[_without_cookies],
            ) as response:
                content = await _async_read(response)
        except (ClientError, TimeoutError) as err:
            # Not chained: some of these hold the request, and with it the signature.
            raise CallcardConnectionError(
                show(str(err)) or type(err).__name__,
                may_have_arrived=not isinstance(
                    err, ClientConnectorError | ConnectionTimeoutError
                ),
            ) from None

        theirs = _date(response.headers.get(hdrs.DATE)) if self.clock_offset else None
        if theirs is not None:
            self._follow_clock(theirs)
        # Most polls bring nothing new, not a byte.
        if content == self._last_content:
            return self._last_account
        try:
            body = open_envelope(
                response.status, response.headers.get(hdrs.LOCATION), content, show
            )
        except ClockRefusal:
            theirs = _date(response.headers.get(hdrs.DATE))
            raise CallcardClockError(datetime.now(UTC), theirs) from None
        except CallcardResponseError as err:
            err.retry_after = _retry_after(response.headers)
            raise
        self._last_account = Account.from_body(body, self._known_numbers)
        self._last_content = content
        return self._last_account

    def _follow_clock(self, theirs: datetime) -> None:
        """Keep the offset true, and drop it when our clock is right again."""
        offset = theirs - datetime.now(UTC)
        recovered = abs(offset) < _CLOCK_TOLERANCE
        self.clock_offset = timedelta() if recovered else offset

    def _show(self, headers: dict[str, str], text: str) -> str:
        """Make the vendor's text fit to show: some replies repeat the request."""
        signature = headers["x-authorization"].rpartition(":")[2]
        for secret in (self._key, headers["x-date"], signature):
            # However a reply escapes the rest, letters and digits stay.
            parts = re.findall("[0-9A-Za-z]+", secret)
            text = re.sub(".{1,24}?".join(parts), "…", text, flags=re.DOTALL)
        return plain_text(text)


async def _without_cookies(
    request: ClientRequest, handler: ClientHandlerType
) -> ClientResponse:
    """Keep the accounts that share a session apart."""
    request.headers.popall(hdrs.COOKIE, None)
    return await handler(request)


async def _async_read(response: ClientResponse) -> bytes:
    """Read a reply, but not without end."""
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > _LARGEST_REPLY:
            # The error, which may be kept, keeps what this function holds.
            content.clear()
            del chunk
            raise CallcardResponseError(
                f"HTTP {response.status}, > {_LARGEST_REPLY} B", may_have_arrived=True
            )
    return bytes(content)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Return how long the server wants to be left alone, at most a day."""
    text = headers.get(hdrs.RETRY_AFTER, "")
    if text.isascii() and text.isdigit():
        seconds = int(text[:9])
    elif (date := _date(text)) is not None:
        now = _date(headers.get(hdrs.DATE)) or datetime.now(UTC)
        seconds = max(0, int((date - now).total_seconds()))
    else:
        return None
    return min(timedelta(seconds=seconds), _LONGEST_RETRY_AFTER)


def _date(text: str | None) -> datetime | None:
    """Read a date as HTTP writes it."""
    try:
        date = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    if date.year == MAXYEAR:  # Nothing can be added to it
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
