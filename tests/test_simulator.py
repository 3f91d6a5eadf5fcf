"""The vendor simulator: an ordinary server first, then every way in which it fails."""

import asyncio
import base64
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
import hashlib
import hmac
from http import HTTPStatus
import json
import logging
from pathlib import Path
import signal
import sys
import time
from typing import Any

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import phonenumbers
import pytest

from tests.simulator import Account, Fault, Simulator, demo_accounts
from tests.simulator.signature import sign
from tests.tls import Tls

pytestmark = pytest.mark.usefixtures("socket_enabled")

PATH = "/api/rest/v2/?onlinecallthrough"
STORE = {"act": "store", "anumber": "491701234567", "bnumber": "61280734500"}
STORED = ("demo", "491701234567", "61280734500")
MEBIBYTE = 2**20

DEMO_BODY: dict[str, Any] = {
    "dialinnumberGeo": {
        "be": "3228084223",
        "br": "557137175960",
        "de": "493034649495",
        "gb": "442035140171",
        "us": "13025979000",
    },
    "dialinnumberFree": {"de": "498005888868", "gb": "448000148915"},
    "callbacknumberGeo": {
        "de": "493020167207",
        "be": "493020167207",
        "br": "493020167207",
        "gb": "493020167207",
        "us": "493020167207",
    },
    "callbacknumberFree": [],
    "dialinnumber": "493034649495",
    "anumber": None,
    "bnumber": None,
    "customernumber": "1234",
    "accountnumber": "1234",
    "username": "demo",
    "customercurrency": "eur",
    "customeraccountstate": "18,40",
}
SUCCESS = {
    "error": False,
    "codes": [{"code": 200, "description": "OK"}],
    "body": DEMO_BODY,
}
LOGIN_REFUSED = {
    "error": True,
    "codes": [
        {
            "code": 1001,
            "description": "An error occured while login. <br>"
            "Please check username and password.<br>",
        }
    ],
    "body": [],
}
CLOCK_REFUSED = {
    "error": True,
    "codes": [{"code": 1011, "description": "Wrong x-date Too Old."}],
    "body": [],
}


def signed(
    username: str = "demo",
    password: str = "secret",
    *,
    age: float = 0,
    x_date: str | None = None,
) -> dict[str, str]:
    """Return the two headers of a request that was signed so many seconds ago."""
    if x_date is None:
        moment = datetime.now(UTC) - timedelta(seconds=age)
        x_date = f"{moment:%Y-%m-%d %H:%M:%S}.000000 GMT+0000"
    key = hashlib.md5(password.encode("utf-8")).hexdigest()
    message = f"{key}\n{x_date}".encode()
    mac = hmac.new(key.encode(), message, hashlib.sha1).digest()
    return {
        "x-date": x_date,
        "x-authorization": f"{username}:{base64.b64encode(mac).decode()}",
    }


class Client:
    """Talks to the simulator as a right client would, unless told otherwise."""

    def __init__(self, simulator: Simulator, session: aiohttp.ClientSession) -> None:
        """Keep both ends."""
        self.simulator = simulator
        self.session = session

    async def call(
        self, method: str, *, path: str = PATH, **options: Any
    ) -> tuple[aiohttp.ClientResponse, bytes]:
        """Send a request; return the response and its bytes."""
        defaults: dict[str, Any] = {
            "headers": signed(),
            "allow_redirects": False,
            "timeout": aiohttp.ClientTimeout(total=5),
        }
        async with self.session.request(
            method, self.simulator.url + path, **(defaults | options)
        ) as response:
            return response, await response.read()

    async def get(self, **options: Any) -> Any:
        """Read the account; return the parsed reply."""
        response, body = await self.call("GET", **options)
        assert response.status == HTTPStatus.OK
        return json.loads(body)

    async def post(self, **options: Any) -> Any:
        """Store a pair; return the parsed reply."""
        response, body = await self.call("POST", **({"data": STORE} | options))
        assert response.status == HTTPStatus.OK
        return json.loads(body)


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Serve the demo accounts."""
    async with Simulator() as running:
        yield running


@pytest.fixture
async def client(simulator: Simulator) -> AsyncGenerator[Client]:
    """Connect to the simulator."""
    async with aiohttp.ClientSession() as session:
        yield Client(simulator, session)


# The signature.


def test_known_answer() -> None:
    """The signature agrees with PHP's and OpenSSL's."""
    x_date = "2014-02-20 18:03:32.000000 GMT+0000"
    assert sign("secret", x_date) == "+KUrFmxNbIb2DPokamPzPuBNKx4="


async def test_password_beyond_ascii(client: Client) -> None:
    """A password's key is taken over its UTF-8 bytes."""
    reply = await client.get(headers=signed("family", "pässwörd€"))
    assert reply["body"]["accountnumber"] == "5678"


def without(name: str) -> dict[str, str]:
    """Return signed headers with one left out."""
    return {key: value for key, value in signed().items() if key != name}


REFUSED_LOGINS: dict[str, Callable[[], dict[str, str]]] = {
    "password": lambda: signed(password="wrong"),
    "other user's": lambda: signed("family", "secret"),
    "unknown user": lambda: signed("nobody"),
    "no x-date": lambda: without("x-date"),
    "no x-authorization": lambda: without("x-authorization"),
    "no colon": lambda: signed() | {"x-authorization": "demo"},
    "no signature": lambda: signed() | {"x-authorization": "demo:"},
    "another date": lambda: signed() | {"x-date": signed(age=5)["x-date"]},
    "no microseconds": lambda: signed(x_date="2026-01-01 10:00:00 GMT+0000"),
    "other zone": lambda: signed(x_date="2026-01-01 10:00:00.000000 GMT+0100"),
    "no leading zero": lambda: signed(x_date="2026-1-01 10:00:00.000000 GMT+0000"),
    "no such day": lambda: signed(x_date="2026-02-30 10:00:00.000000 GMT+0000"),
}


@pytest.mark.parametrize("headers", REFUSED_LOGINS.values(), ids=REFUSED_LOGINS.keys())
async def test_refused_login(
    client: Client, headers: Callable[[], dict[str, str]]
) -> None:
    """Wrong, malformed and missing signatures get the vendor's refusal, and store nothing."""
    assert await client.post(headers=headers()) == LOGIN_REFUSED
    assert client.simulator.stores == []
    assert client.simulator.requests[0].username is None


@pytest.mark.parametrize(
    ("age", "reply"),
    [(180, SUCCESS), (181, CLOCK_REFUSED), (-180, SUCCESS), (-181, CLOCK_REFUSED)],
)
async def test_window(
    client: Client, freezer: FrozenDateTimeFactory, age: int, reply: dict[str, Any]
) -> None:
    """A signature holds for 180 s of the server's clock, either way."""
    freezer.move_to("2030-05-06 07:08:09+00:00")
    assert await client.get(headers=signed(age=age)) == reply


async def test_clock_offset_moves_window_and_date(client: Client) -> None:
    """The server's clock decides, and replies name its time."""
    client.simulator.clock_offset = timedelta(hours=2)
    response, body = await client.call("POST", data=STORE)
    assert json.loads(body) == CLOCK_REFUSED
    assert client.simulator.stores == []
    ahead = parsedate_to_datetime(response.headers["Date"]) - datetime.now(UTC)
    assert abs(ahead - timedelta(hours=2)) < timedelta(seconds=5)
    assert await client.get(headers=signed(age=-7200)) == SUCCESS


async def test_frozen_time_moves_both_sides(
    client: Client, freezer: FrozenDateTimeFactory
) -> None:
    """With time frozen elsewhere, client and server still agree."""
    freezer.move_to("2030-05-06 07:08:09+00:00")
    response, body = await client.call("GET")
    assert json.loads(body) == SUCCESS
    assert response.headers["Date"] == "Mon, 06 May 2030 07:08:09 GMT"


async def test_idle_connection_outlasts_skipped_time(
    simulator: Simulator, freezer: FrozenDateTimeFactory
) -> None:
    """A connection stays open however far a test moves the time."""
    patient = aiohttp.TCPConnector(keepalive_timeout=10**9)
    async with aiohttp.ClientSession(connector=patient) as session:
        client = Client(simulator, session)
        await client.get()
        freezer.tick(timedelta(days=30))
        for _ in range(10):
            await asyncio.sleep(0)
        await client.get()
    first, second = simulator.requests
    assert first.connection == second.connection


# Reading and storing.


async def test_read(client: Client) -> None:
    """A read answers the documented envelope, as PHP sends it."""
    response, body = await client.call("GET")
    assert json.loads(body) == SUCCESS
    assert response.status == HTTPStatus.OK
    assert response.headers["Content-Type"] == "text/html; charset=UTF-8"


async def test_store(client: Client) -> None:
    """A store is recorded, and its reply keeps quiet about the pair."""
    assert await client.post() == SUCCESS
    assert client.simulator.stores == [STORED]
    account = client.simulator.accounts["demo"]
    assert (account.anumber, account.bnumber) == STORED[1:]


async def test_revealed_targets(client: Client) -> None:
    """A server that names the pair names it in the store's reply and in later ones."""
    client.simulator.accounts["demo"].reveal_targets = True
    stored, read = await client.post(), await client.get()
    assert (stored["body"]["anumber"], stored["body"]["bnumber"]) == STORED[1:]
    assert read == stored


async def test_stores_keep_their_order(client: Client) -> None:
    """Stores are listed in the order in which they were accepted."""
    await client.post(data=STORE | {"bnumber": "1"})
    await client.post(data=STORE | {"bnumber": "2"})
    assert [bnumber for *_, bnumber in client.simulator.stores] == ["1", "2"]


async def test_account_changes_show(client: Client) -> None:
    """What a test puts into an account is in the next reply."""
    account = client.simulator.accounts["demo"]
    account.balance = 18.4
    account.callthrough_geo = {}
    account.extra = {"dialinnumber": 493034649495, "unheard": [1]}
    body = (await client.get())["body"]
    assert body["customeraccountstate"] == 18.4
    assert body["dialinnumberGeo"] == []
    assert body["dialinnumber"] == 493034649495
    assert body["unheard"] == [1]


async def test_own_accounts(socket_enabled: None) -> None:
    """A simulator serves the accounts that it is given, and no others."""
    account = Account("anna", "pw", "7", "8", "chf", "0,00")
    async with (
        Simulator({"anna": account}) as simulator,
        aiohttp.ClientSession() as session,
    ):
        client = Client(simulator, session)
        reply = await client.get(headers=signed("anna", "pw"))
        assert reply["body"]["customernumber"] == "8"
        assert await client.get() == LOGIN_REFUSED


@pytest.mark.parametrize(
    "target",
    [
        "/api/rest/v2/?onlinecallthrough=",
        "/api/rest/v2/?onlinecallthrough=1",
        "/api/rest/v2/?onlinecallthrough&x",
        "/api/rest/v2/?Onlinecallthrough",
        "/api/rest/v2/?onlinecallthroug%68",
        "/api/rest/v2/?",
        "/api/rest/v2/",
        "/api/rest/v2?onlinecallthrough",
        "//api/rest/v2/?onlinecallthrough",
        "/?onlinecallthrough",
        "/simulator/state",
    ],
)
async def test_only_the_exact_target(simulator: Simulator, target: str) -> None:
    """Any other spelling of path or query, as sent on the wire, is not found."""
    status, headers, body = await raw_get(simulator, target)
    assert status == b"HTTP/1.1 404 Not Found"
    assert b"text/html" in headers
    assert b"<h1>404 Not Found</h1>" in body
    assert simulator.requests[0].target == target


async def test_exact_target(simulator: Simulator) -> None:
    """The documented target, as sent on the wire, is found."""
    status, _, body = await raw_get(simulator, PATH)
    assert status == b"HTTP/1.1 200 OK"
    assert json.loads(body) == SUCCESS


async def raw_get(simulator: Simulator, target: str) -> tuple[bytes, bytes, bytes]:
    """Send a target as it is; return the reply's status line, headers and body."""
    port = int(simulator.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"GET {target} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in signed().items()]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    status, _, headers = head.partition(b"\r\n")
    return status, headers, body


@pytest.mark.parametrize(
    ("options", "description"),
    [
        ({"data": json.dumps(STORE)}, "Content-Type is text/plain, not "),
        ({"data": None, "json": STORE}, "Content-Type is application/json, not "),
        ({"data": {"act": "store", "anumber": "1"}}, "Fields are ['act', 'anumber'],"),
        (
            {"data": STORE | {"xnumber": "1"}},
            "Fields are ['act', 'anumber', 'bnumber',",
        ),
        ({"data": [*STORE.items(), ("bnumber", "1")]}, "Fields are ['act', 'anumber',"),
        ({"data": STORE | {"act": "delete"}}, "act is 'delete', not 'store'."),
        (
            {"data": STORE | {"anumber": "+4917"}},
            "anumber is '+4917', not digits only.",
        ),
        ({"data": STORE | {"bnumber": ""}}, "bnumber is '', not digits only."),
        ({"data": STORE | {"bnumber": "٤٩"}}, "bnumber is '٤٩', not digits only."),
    ],
)
async def test_refused_form(
    client: Client, options: dict[str, Any], description: str
) -> None:
    """A form that is not exactly a store is refused, saying what is wrong."""
    reply = await client.post(**options)
    assert reply["error"] is True
    assert reply["codes"][0]["code"] == 400
    assert reply["codes"][0]["description"].startswith(description)
    assert client.simulator.stores == []


async def test_refused_method(client: Client) -> None:
    """Only GET and POST are known."""
    _, body = await client.call("PUT", data=STORE)
    assert json.loads(body)["codes"] == [
        {"code": 400, "description": "Method PUT is not supported."}
    ]
    assert client.simulator.stores == []


async def test_requests_are_recorded(client: Client) -> None:
    """A request is kept as it arrived, with the connection that it came over."""
    await client.get()
    await client.post(headers=signed("family", "pässwörd€") | {"X-Trace": "7"})
    await client.get(headers=signed() | {"Connection": "close"})
    await client.get()
    first, second, third, fourth = client.simulator.requests
    assert (first.method, first.target, first.form) == ("GET", PATH, {})
    assert (first.username, second.username) == ("demo", "family")
    assert (second.method, second.form) == ("POST", STORE)
    assert second.headers["x-trace"] == "7"
    assert first.connection == second.connection == third.connection
    assert fourth.connection != first.connection


async def test_requests_need_not_be_kept(client: Client) -> None:
    """A soak run may go on for long without filling the memory."""
    client.simulator.keep_requests = False
    await client.get()
    assert client.simulator.requests == []


async def test_delay(client: Client) -> None:
    """A delayed store is carried out at once and answered later."""
    client.simulator.delay = 0.1
    began = time.monotonic()
    store = asyncio.create_task(client.post())
    while not client.simulator.stores:
        await asyncio.sleep(0.005)
    assert not store.done()
    assert await store == SUCCESS
    assert time.monotonic() - began >= 0.1


# The demo accounts.


def test_world() -> None:
    """The world has 60 countries in all four kinds, each number of its own country."""
    world = demo_accounts()["world"]
    kinds = (
        world.callthrough_geo,
        world.callthrough_free,
        world.callback_geo,
        world.callback_free,
    )
    for numbers in kinds:
        assert len(numbers) == 60
        for country, digits in numbers.items():
            number = phonenumbers.parse(f"+{digits}")
            assert phonenumbers.is_possible_number(number)
            assert number.country_code == phonenumbers.country_code_for_region(
                country.upper()
            )
    assert demo_accounts()["world"] == world


def test_bare() -> None:
    """An account may have nothing at all."""
    body = demo_accounts()["bare"].body()
    assert body["dialinnumberGeo"] == body["callbacknumberGeo"] == []
    assert body["dialinnumber"] is body["customeraccountstate"] is None
    assert "customercurrency" not in body


def test_demo_accounts_are_fresh() -> None:
    """One test's changes do not reach the next one's accounts."""
    demo_accounts()["demo"].callthrough_geo.clear()
    assert demo_accounts()["demo"].body() == DEMO_BODY


# The faults.

type Check = Callable[[Client], Awaitable[None]]


def breaks_off(error: type[Exception]) -> Check:
    """Check that the client gets no reply, for this reason."""

    async def check(client: Client) -> None:
        with pytest.raises(error):
            await client.call(
                "POST", data=STORE, timeout=aiohttp.ClientTimeout(total=0.1)
            )

    return check


def answers(status: int, body: str, **headers: str) -> Check:
    """Check what the client receives."""

    async def check(client: Client) -> None:
        response, received = await client.call("POST", data=STORE)
        assert response.status == status
        assert body in received.decode()
        for name, value in headers.items():
            assert response.headers[name.replace("_", "-")] == value

    return check


def answers_json(expected: object) -> Check:
    """Check the reply that the client receives."""

    async def check(client: Client) -> None:
        assert await client.post() == expected

    return check


async def resets_within(client: Client) -> None:
    """Check that half of the reply comes, then a reset."""
    async with client.session.post(
        client.simulator.url + PATH, headers=signed(), data=STORE
    ) as response:
        half = await response.content.readany()
        assert len(half) == int(response.headers["Content-Length"]) // 2
        assert half == json.dumps(SUCCESS).encode()[: len(half)]
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()


async def drips(client: Client) -> None:
    """Check that the right reply begins, a byte at a time."""
    async with client.session.post(
        client.simulator.url + PATH, headers=signed(), data=STORE
    ) as response:
        assert await response.content.readany() == b"{"
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await response.content.readany()
        assert response.content_length == len(json.dumps(SUCCESS))


async def is_cut(client: Client) -> None:
    """Check that the reply is the beginning of JSON."""
    _, body = await client.call("POST", data=STORE)
    assert body.startswith(b'{"error": false')
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)


async def is_huge(client: Client) -> None:
    """Check that 100 MiB come."""
    size = 0
    async with client.session.post(
        client.simulator.url + PATH, headers=signed(), data=STORE
    ) as response:
        async for chunk in response.content.iter_any():
            size += len(chunk)
    assert size == 100 * MEBIBYTE


async def is_bomb(client: Client) -> None:
    """Check that little comes, which unpacks to 100 MiB."""
    size = 0
    async with client.session.post(
        client.simulator.url + PATH, headers=signed(), data=STORE
    ) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert int(response.headers["Content-Length"]) < MEBIBYTE
        async for chunk in response.content.iter_any():
            size += len(chunk)
    assert size == 100 * MEBIBYTE


async def has_wrong_charset(client: Client) -> None:
    """Check that the reply is right, and mislabeled."""
    response, body = await client.call("POST", data=STORE)
    assert response.charset == "utf-16"
    assert json.loads(body.decode("utf-8")) == SUCCESS


async def has_bad_utf8(client: Client) -> None:
    """Check that only the description is not UTF-8."""
    _, body = await client.call("POST", data=STORE)
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert json.loads(body.decode("utf-8", "replace"))["body"] == DEMO_BODY


async def has_odd_numbers(client: Client) -> None:
    """Check that some fields are beyond JSON or reason, and the others right."""
    _, body = await client.call("POST", data=STORE)
    tokens: list[str] = []

    def note(token: str) -> str:
        tokens.append(token)
        return token

    parsed = json.loads(body, parse_constant=note, parse_int=note, parse_float=note)
    assert {"NaN", "Infinity", "1e999", "9" * 5000} < set(tokens)
    assert parsed["body"]["customeraccountstate"] == "NaN"
    assert parsed["body"]["accountnumber"] == "1234"


async def is_deep(client: Client) -> None:
    """Check that the body nests deeper than a parser can go."""
    _, body = await client.call("POST", data=STORE)
    assert b"[" * 100_000 + b"]" * 100_000 in body
    with pytest.raises(RecursionError):
        json.loads(body)


async def closes_stale_connection(client: Client) -> None:
    """Check that a connection's first request succeeds, and its second breaks off."""
    assert await client.get() == SUCCESS
    with pytest.raises(aiohttp.ClientOSError):
        await client.call("POST", data=STORE)
    first, second = client.simulator.requests
    assert first.connection == second.connection


ACCEPTED = True
REFUSED = False

FAULTS: dict[Fault, tuple[Check, bool]] = {
    Fault.RESET_BEFORE: (breaks_off(aiohttp.ClientOSError), REFUSED),
    Fault.RESET_WITHIN: (resets_within, ACCEPTED),
    Fault.RESET_AFTER: (breaks_off(aiohttp.ClientOSError), ACCEPTED),
    Fault.SILENCE: (breaks_off(TimeoutError), REFUSED),
    Fault.SILENCE_AFTER: (breaks_off(TimeoutError), ACCEPTED),
    Fault.DRIP: (drips, ACCEPTED),
    Fault.STALE: (closes_stale_connection, REFUSED),
    Fault.SERVER_ERROR: (answers(500, "Internal Server Error"), REFUSED),
    Fault.BAD_GATEWAY: (answers(502, "<h1>502 Bad Gateway</h1>"), REFUSED),
    Fault.TOO_MANY_REQUESTS: (answers(429, "<html>", Retry_After="120"), REFUSED),
    Fault.UNAVAILABLE: (answers(503, "<html>", Retry_After="120"), REFUSED),
    Fault.REDIRECT: (
        answers(301, "<html>", Location="https://elsewhere.example/login"),
        REFUSED,
    ),
    Fault.HTML: (answers(200, "<h1>Login</h1>"), REFUSED),
    Fault.EMPTY: (answers(200, "", Content_Length="0"), REFUSED),
    Fault.CUT_JSON: (is_cut, REFUSED),
    Fault.LIST: (answers_json([{"code": 200, "description": "OK"}]), REFUSED),
    Fault.NOT_ENVELOPE: (answers_json({"status": "ok"}), REFUSED),
    Fault.SCALAR: (answers_json(42), REFUSED),
    Fault.HUGE: (is_huge, REFUSED),
    Fault.BOMB: (is_bomb, REFUSED),
    Fault.WRONG_CHARSET: (has_wrong_charset, ACCEPTED),
    Fault.BAD_UTF8: (has_bad_utf8, ACCEPTED),
    Fault.NAN: (has_odd_numbers, ACCEPTED),
    Fault.DEEP: (is_deep, ACCEPTED),
    Fault.LOGIN_REFUSED: (answers_json(LOGIN_REFUSED), REFUSED),
    Fault.LOGIN_REFUSED_401: (answers(401, "<html>"), REFUSED),
    Fault.LOGIN_REFUSED_403: (answers(403, "<html>"), REFUSED),
    Fault.CLOCK: (answers_json(CLOCK_REFUSED), REFUSED),
    Fault.API_ERROR: (
        answers_json(
            {
                "error": True,
                "codes": [
                    {"code": 1234, "description": "Number <b>not</b> allowed.<br>"}
                ],
                "body": [],
            }
        ),
        REFUSED,
    ),
    Fault.API_ERROR_NO_CODES: (
        answers_json({"error": True, "codes": [], "body": []}),
        REFUSED,
    ),
}


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged as an error, which nothing that is simulated should be."""
    return [
        entry.getMessage() for entry in caplog.records if entry.levelno >= logging.ERROR
    ]


@pytest.mark.parametrize("fault", Fault)
async def test_fault(
    client: Client, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    """Each fault shows the client what it should, and accepts a store or does not."""
    check, accepted = FAULTS[fault]
    client.simulator.fail(fault)
    await check(client)
    assert client.simulator.stores == ([STORED] if accepted else [])
    assert fault.accepts is accepted
    client.simulator.heal()
    assert await client.get() == SUCCESS
    assert errors(caplog) == []


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault.accepts])
async def test_no_fault_accepts_a_wrong_login(client: Client, fault: Fault) -> None:
    """A fault of the reply does not make the server accept what it would refuse."""
    client.simulator.fail(fault)
    request = client.call(
        "POST",
        data=STORE,
        headers=signed(password="wrong"),
        timeout=aiohttp.ClientTimeout(total=0.05),
    )
    await asyncio.gather(request, return_exceptions=True)
    assert client.simulator.requests
    assert client.simulator.stores == []


async def test_fault_for_some_requests_only(client: Client) -> None:
    """A limited fault passes; until then it leaves other methods alone."""
    client.simulator.fail(Fault.CLOCK, times=2, method="POST")
    assert await client.get() == SUCCESS
    assert await client.post() == CLOCK_REFUSED
    assert await client.post() == CLOCK_REFUSED
    assert await client.post() == SUCCESS


async def test_faults_take_turns(client: Client) -> None:
    """Faults apply in the order in which they were set."""
    client.simulator.fail(Fault.CLOCK, times=1)
    client.simulator.fail(Fault.LOGIN_REFUSED)
    assert await client.get() == CLOCK_REFUSED
    assert await client.get() == LOGIN_REFUSED
    assert await client.get() == LOGIN_REFUSED


async def test_fault_for_no_request() -> None:
    """A fault for less than one request is a mistake in the test."""
    with pytest.raises(ValueError, match="at least 1"):
        Simulator().fail(Fault.HTML, times=0)


async def test_stale_spares_new_connections(client: Client) -> None:
    """A retry over a new connection succeeds, however often."""
    client.simulator.fail(Fault.STALE)
    for _ in range(3):
        reply = await client.get(headers=signed() | {"Connection": "close"})
        assert reply == SUCCESS


async def test_retry_after_and_location(client: Client) -> None:
    """Tests set what the client is told about later, or elsewhere."""
    client.simulator.fail(Fault.TOO_MANY_REQUESTS, times=1, retry_after=7)
    client.simulator.fail(Fault.UNAVAILABLE, times=1, retry_after="soon")
    client.simulator.fail(Fault.REDIRECT, location="/login")
    await answers(429, "<html>", Retry_After="7")(client)
    await answers(503, "<html>", Retry_After="soon")(client)
    await answers(301, "<html>", Location="/login")(client)


# Starting and stopping.


async def test_down_and_up_again(client: Client) -> None:
    """A stopped server refuses connections, and comes back on the same port."""
    url = client.simulator.url
    await client.get()
    await client.simulator.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get()
    await client.simulator.start()
    assert client.simulator.url == url
    assert await client.get() == SUCCESS


@pytest.mark.parametrize("fault", [None, Fault.SILENCE, Fault.DRIP, Fault.HUGE])
async def test_stop_is_quick(
    simulator: Simulator, fault: Fault | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Stopping waits for nobody: neither for idle clients nor for hanging ones."""
    if fault is not None:
        simulator.fail(fault)
    port = int(simulator.url.rpartition(":")[2])
    idle_reader, idle_writer = await asyncio.open_connection("127.0.0.1", port)
    _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
    writer.write(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    while not simulator.requests:
        await asyncio.sleep(0.005)
    began = time.monotonic()
    await simulator.stop()
    assert time.monotonic() - began < 0.5
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert await idle_reader.read() == b""
    for own in (idle_writer, writer):
        own.close()
        await own.wait_closed()
    assert errors(caplog) == []


@pytest.mark.parametrize("fault", [Fault.SILENCE, Fault.DRIP, Fault.HUGE])
async def test_client_may_leave(
    client: Client, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    """A client that gives up disturbs neither the server nor the next request."""
    client.simulator.fail(fault, times=1)
    url = client.simulator.url + PATH
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), client.session.get(url, headers=signed()):
            await asyncio.sleep(1)
    assert await client.get() == SUCCESS
    assert errors(caplog) == []


async def test_tls(tls: Tls) -> None:
    """Over TLS the same server answers, breaks off and stops."""
    async with (
        Simulator(ssl_context=tls.server) as simulator,
        aiohttp.ClientSession() as session,
    ):
        client = Client(simulator, session)
        assert simulator.url.startswith("https://127.0.0.1:")
        assert await client.get(ssl=tls.client) == SUCCESS
        simulator.fail(Fault.RESET_AFTER)
        with pytest.raises(aiohttp.ClientConnectionError):
            await client.post(ssl=tls.client)
        assert simulator.stores == [STORED]
        simulator.heal()
        assert await client.get(ssl=tls.client) == SUCCESS


# Steering over HTTP.


@pytest.fixture
async def steered(socket_enabled: None) -> AsyncGenerator[Client]:
    """Connect to a simulator that can be steered over HTTP."""
    async with (
        Simulator(control=True) as simulator,
        aiohttp.ClientSession() as session,
    ):
        yield Client(simulator, session)


async def steer(client: Client, command: str, data: object = None) -> Any:
    """Give a command; return the state that it leads to."""
    response, body = await client.call("POST", path=f"/simulator/{command}", json=data)
    assert response.status == HTTPStatus.OK
    return json.loads(body)


async def test_state(steered: Client) -> None:
    """The state tells what happened; asking for it is no request to the vendor."""
    await steered.post()
    state = await steered.get(path="/simulator/state")
    assert state["accounts"]["demo"] == {
        "balance": "18,40",
        "anumber": "491701234567",
        "bnumber": "61280734500",
    }
    assert state["stores"] == [list(STORED)]
    assert state["faults"] == []
    assert state["requests"] == 1


async def test_steered_fault(steered: Client) -> None:
    """A fault can be set for some requests, and taken back."""
    state = await steer(
        steered, "fault", {"fault": "clock", "times": 1, "method": "POST"}
    )
    assert state["faults"] == [{"fault": "clock", "times": 1, "method": "POST"}]
    assert await steered.get() == SUCCESS
    assert await steered.post() == CLOCK_REFUSED
    await steer(
        steered, "fault", {"fault": "login_refused", "times": None, "method": None}
    )
    assert await steered.get() == LOGIN_REFUSED
    assert (await steer(steered, "heal"))["faults"] == []
    assert await steered.get() == SUCCESS


async def test_steered_account(steered: Client) -> None:
    """Any field of an account can be set."""
    await steer(
        steered,
        "account",
        {"username": "demo", "balance": "3,00", "callback_geo": {"de": "491"}},
    )
    body = (await steered.get())["body"]
    assert body["customeraccountstate"] == "3,00"
    assert body["callbacknumberGeo"] == {"de": "491"}


async def test_steered_clock(steered: Client) -> None:
    """The server's clock can be set."""
    await steer(steered, "clock", {"offset": 7200})
    assert await steered.get() == CLOCK_REFUSED


@pytest.mark.parametrize(
    ("command", "data"),
    [
        ("fault", "{"),
        ("fault", "{}"),
        ("fault", "[]"),
        ("fault", '{"fault": "unheard"}'),
        ("account", '{"username": "nobody"}'),
        ("account", '{"username": "demo", "balance": "1,00", "unheard": 1}'),
        ("clock", '{"offset": "soon"}'),
    ],
)
async def test_wrong_command(steered: Client, command: str, data: str) -> None:
    """A command that makes no sense is refused, and changes nothing."""
    before = await steered.get(path="/simulator/state")
    response, _ = await steered.call("POST", path=f"/simulator/{command}", data=data)
    assert response.status == HTTPStatus.BAD_REQUEST
    assert await steered.get(path="/simulator/state") == before


@pytest.mark.parametrize(
    ("method", "name"),
    [("POST", "state"), ("GET", "heal"), ("GET", ""), ("POST", "x")],
)
async def test_unknown_command(steered: Client, method: str, name: str) -> None:
    """There are no other commands."""
    response, _ = await steered.call(method, path=f"/simulator/{name}")
    assert response.status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_run_by_itself(socket_enabled: None, number: signal.Signals) -> None:
    """Run as a module it says where it is, can be steered, and stops when told to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulator",
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    assert line.startswith("Simulator at http://127.0.0.1:")
    assert "(accounts: demo/secret, family/pässwörd€, " in line
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{line.split()[2]}/simulator/state") as response,
    ):
        assert (await response.json())["requests"] == 0
    process.send_signal(number)
    assert await asyncio.wait_for(process.wait(), 5) == 0
