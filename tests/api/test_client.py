"""What goes over the wire, and what a read and a store return."""

from decimal import Decimal

from aiohttp import ClientSession, CookieJar, web
import pytest

from custom_components.callcard.api import (
    Account,
    Balance,
    CallcardClient,
    NumberKind,
    Targets,
    password_key,
)
from tests.simulator import Simulator

from .conftest import STORED, TARGETS, demo_client, serve

TARGET = "/api/rest/v2/?onlinecallthrough"

DEMO = Account(
    account_number="1234",
    customer_number="1234",
    username="demo",
    balance=Balance(Decimal("18.40"), "EUR"),
    personal_number="+493034649495",
    numbers={
        NumberKind.CALLTHROUGH_GEO: {
            "BE": "+3228084223",
            "BR": "+557137175960",
            "DE": "+493034649495",
            "GB": "+442035140171",
            "US": "+13025979000",
        },
        NumberKind.CALLTHROUGH_FREE: {"DE": "+498005888868", "GB": "+448000148915"},
        NumberKind.CALLBACK_GEO: dict.fromkeys(
            ("BE", "BR", "DE", "GB", "US"), "+493020167207"
        ),
        NumberKind.CALLBACK_FREE: {},
    },
)


async def test_read(client: CallcardClient) -> None:
    """A read returns all that the reply tells."""
    assert await client.async_get_account() == DEMO


async def test_read_on_the_wire(client: CallcardClient, simulator: Simulator) -> None:
    """A read is a GET of the bare module name, without a body, signed."""
    await client.async_get_account()
    (request,) = simulator.requests
    assert (request.method, request.target) == ("GET", TARGET)
    assert request.username == "demo"
    assert request.form == {}
    assert request.headers.keys().isdisjoint(
        {"Content-Type", "Content-Length", "Transfer-Encoding"}
    )


async def test_store_on_the_wire(client: CallcardClient, simulator: Simulator) -> None:
    """A store is a POST of a form of exactly three fields, without plus signs."""
    await client.async_store_targets(TARGETS)
    (request,) = simulator.requests
    assert (request.method, request.target) == ("POST", TARGET)
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.form == {
        "act": "store",
        "anumber": "491701234567",
        "bnumber": "61280734500",
    }


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("", TARGET),
        ("/", TARGET),
        ("///", TARGET),
        ("/proxy/42", f"/proxy/42{TARGET}"),
        ("/proxy/", f"/proxy{TARGET}"),
        ("/a%2Fb", f"/a%2Fb{TARGET}"),
    ],
    ids=["plain", "slash", "slashes", "prefix", "prefix slash", "escaped prefix"],
)
async def test_request_target(
    session: ClientSession, address: str, target: str
) -> None:
    """The module name stays a bare query key, however the address is written."""
    targets: list[str] = []

    def note(request: web.BaseRequest) -> web.Response:
        targets.append(request.raw_path)
        return web.json_response({"error": False, "codes": [], "body": []})

    async with serve(note) as url:
        client = demo_client(session, url + address)
        assert await client.async_get_account() == Account(
            numbers={kind: {} for kind in NumberKind}
        )
    assert targets == [target]


async def test_password_beyond_ascii(
    session: ClientSession, simulator: Simulator
) -> None:
    """A login with a password in UTF-8 is accepted."""
    key = password_key("pässwörd€")
    client = CallcardClient(session, "family", key, simulator.url)
    account = await client.async_get_account()
    assert account.balance == Balance(Decimal("1234.56"), "USD")


async def test_connection_is_kept(client: CallcardClient, simulator: Simulator) -> None:
    """Requests that follow each other share a connection."""
    await client.async_get_account()
    await client.async_store_targets(TARGETS)
    await client.async_get_account()
    assert [request.connection for request in simulator.requests] == [1, 1, 1]


async def test_no_cookies() -> None:
    """No account gets the cookie that another one, or anybody else, was given."""
    cookies: list[str | None] = []

    def set_cookie(request: web.BaseRequest) -> web.Response:
        cookies.append(request.headers.get("Cookie"))
        reply = web.json_response({"error": False, "codes": [], "body": []})
        reply.set_cookie("PHPSESSID", "demo")
        return reply

    async with (
        serve(set_cookie) as url,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        client = demo_client(session, url)
        await client.async_get_account()
        assert list(session.cookie_jar)
        await client.async_get_account()
        await client.async_store_targets(TARGETS)
        async with session.get(url):
            pass
    assert cookies == [None, None, None, "PHPSESSID=demo"]


async def test_store(client: CallcardClient, simulator: Simulator) -> None:
    """A store returns the account with the pair, though the reply keeps quiet."""
    account = await client.async_store_targets(TARGETS)
    assert account.targets == TARGETS
    assert account.balance == DEMO.balance
    assert simulator.stores == [STORED]


async def test_store_of_national_numbers(
    client: CallcardClient, simulator: Simulator
) -> None:
    """National numbers go as their digits, and come back as they went."""
    simulator.accounts["demo"].reveal_targets = True
    national = Targets("0301234567", "1234567")
    account = await client.async_store_targets(national)
    assert account.targets == national
    assert simulator.stores == [("demo", "0301234567", "1234567")]


async def test_another_pair_wins(client: CallcardClient, simulator: Simulator) -> None:
    """A pair that the reply names replaces the one that was sent."""
    simulator.accounts["demo"].extra = {"anumber": "4930111111", "bnumber": 4930222222}
    account = await client.async_store_targets(TARGETS)
    assert account.targets == Targets("+4930111111", "+4930222222")


async def test_read_of_stored_pair(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A read returns the pair that its reply names."""
    simulator.accounts["demo"].reveal_targets = True
    await client.async_store_targets(TARGETS)
    assert (await client.async_get_account()).targets == TARGETS
