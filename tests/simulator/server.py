"""The simulated server itself."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
import ssl
from typing import Self
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from aiohttp import web
from multidict import CIMultiDictProxy

from . import control, replies
from .accounts import Account, demo_accounts
from .delivery import deliver
from .faults import Failure, Fault
from .replies import Reply
from .signature import WINDOW, verify

HOST = "127.0.0.1"
PATH = "/api/rest/v2/?"
FORM_TYPE = "application/x-www-form-urlencoded"
FORMS = {
    "onlinecallthrough": {"act": "store", "anumber": None, "bnumber": None},
    "webcallback": {"act": "trycallback", "aNumber": None, "bNumber": None},
    "sms": {"act": "sendSms", "phonenumbers": None, "message": None},
}
"""Module → the fields of its form, with their values where those are fixed."""
KEEP_ALIVE_SECONDS = 10**9
"""Longer than any time that a test skips."""


@dataclass(frozen=True)
class Request:
    """A request as it arrived."""

    method: str
    target: str
    """The raw request target, query included."""
    headers: CIMultiDictProxy[str]
    cookies: dict[str, str]
    form: dict[str, str]
    connection: int
    """Tells connections apart, counted from 1."""


class Simulator:
    """A server on a real port that behaves like the vendor's."""

    def __init__(
        self,
        accounts: dict[str, Account] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        port: int = 0,
    ) -> None:
        """Make a server, not yet started."""
        self.accounts = demo_accounts() if accounts is None else accounts
        self.clock_offset = timedelta()
        self.delay = 0.0
        """Seconds between carrying a request out and answering it."""
        self.requests: list[Request] = []
        self.keep_requests = True
        self.stores: list[tuple[str, str, str]] = []
        """User name, A and B number of what was accepted, in that order."""
        self.calls: list[tuple[str, str, str]] = []
        """User name, A and B number of each call that rang."""
        self.texts: list[tuple[str, str, str]] = []
        """User name, number and message of each SMS that was sent."""
        self.failures: list[Failure] = []
        self.hung = 0
        """How many requests were left waiting."""
        self._ssl_context = ssl_context
        self._port = port
        self._web = web.Server(
            self._handle,
            handler_cancellation=True,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
            access_log=None,
        )
        self._listener: asyncio.Server | None = None
        self._connections: WeakKeyDictionary[asyncio.Task[None], int] = (
            WeakKeyDictionary()
        )
        self._connection_count = 0

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Stop."""
        await self.stop()

    @property
    def url(self) -> str:
        """Return the address to give to a client."""
        scheme = "http" if self._ssl_context is None else "https"
        return f"{scheme}://{HOST}:{self._port}"

    async def start(self) -> None:
        """Listen: at first on any free port unless told which, later on the same one."""
        self._listener = await asyncio.get_running_loop().create_server(
            self._web, HOST, self._port, ssl=self._ssl_context
        )
        self._port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening, and break off every connection."""
        if self._listener is None:
            return
        self._listener.close()
        self._listener.abort_clients()
        await self._listener.wait_closed()
        while self._web.connections:
            await asyncio.sleep(0)
        self._listener = None

    def fail(
        self,
        fault: Fault,
        *,
        times: int | None = None,
        method: str | None = None,
        retry_after: int | str = 120,
    ) -> None:
        """Let requests fail from now on; faults that were set earlier take their turn first."""
        self.failures.append(Failure(fault, times, method, retry_after))

    def clear_faults(self) -> None:
        """Let no request fail any more."""
        self.failures.clear()

    def now(self) -> datetime:
        """Return the time by the server's clock."""
        return datetime.now(UTC) + self.clock_offset

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.startswith(control.PREFIX):
            return await control.handle(self, request)
        if request.task not in self._connections:
            self._connection_count += 1
            self._connections[request.task] = self._connection_count
        fields = parse_qsl(
            (await request.read()).decode(errors="replace"), keep_blank_values=True
        )
        if self.keep_requests:
            self.requests.append(
                Request(
                    request.method,
                    request.raw_path,
                    request.headers,
                    dict(request.cookies),
                    dict(fields),
                    self._connections[request.task],
                )
            )
        failure = self._next_failure(request.method)
        reply = Reply()
        if failure is None or failure.fault.accepts:
            reply = self._carry_out(request, fields)
        if failure is not None:
            reply = failure.spoil(reply)
        if self.delay:
            await asyncio.sleep(self.delay)
        date = format_datetime(self.now(), usegmt=True)
        fault = None if failure is None else failure.fault
        if fault is not None and fault.hangs:
            self.hung += 1
        return await deliver(request, reply, date, fault)

    def _next_failure(self, method: str) -> Failure | None:
        for failure in self.failures:
            if failure.applies_to(method):
                if failure.times is not None:
                    failure.times -= 1
                    if failure.times == 0:
                        self.failures.remove(failure)
                return failure
        return None

    def _carry_out(
        self, request: web.BaseRequest, fields: list[tuple[str, str]]
    ) -> Reply:
        module = request.raw_path.removeprefix(PATH)
        if module not in FORMS:
            return replies.NOT_FOUND
        proof = verify(request.headers, self.accounts)
        if proof is None:
            return replies.LOGIN_REFUSED
        account, date = proof
        if self.now() - date > WINDOW:
            return replies.CLOCK_REFUSED
        if date - self.now() > WINDOW:
            return replies.DATE_IN_FUTURE
        if request.method == "GET" and module == "onlinecallthrough":
            return replies.success(account.body())
        if request.method != "POST":
            return replies.refusal(400, f"Method {request.method} is not supported.")
        if objection := _objection(request.content_type, fields, FORMS[module]):
            return replies.refusal(400, objection)
        form = dict(fields)
        match module:
            case "webcallback":
                self.calls.append((account.username, form["aNumber"], form["bNumber"]))
                numbers = {"firstownnumber": None, "destinationnumber": None}
                return replies.success(account.receipt("callId") | numbers)
            case "sms":
                text = (account.username, form["phonenumbers"], form["message"])
                self.texts.append(text)
                return replies.success(account.receipt("smsbilledId"))
        account.anumber, account.bnumber = form["anumber"], form["bnumber"]
        self.stores.append((account.username, account.anumber, account.bnumber))
        return replies.success(account.body())


def _objection(
    content_type: str, fields: list[tuple[str, str]], wanted: dict[str, str | None]
) -> str | None:
    """Return what is wrong with a form, if anything."""
    if content_type != FORM_TYPE:
        return f"Content-Type is {content_type}, not {FORM_TYPE}."
    if (names := [name for name, _ in fields]) != list(wanted):
        return f"Fields are {names}, not {list(wanted)}."
    form = dict(fields)
    if form["act"] != wanted["act"]:
        return f"act is {form['act']!r}, not {wanted['act']!r}."
    for name in form.keys() - {"act", "message"}:
        if not (form[name].isascii() and form[name].isdigit()):
            return f"{name} is {form[name]!r}, not digits only."
    return None
