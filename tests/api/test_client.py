"""What goes over the wire, and what a read and a store return."""

from decimal import Decimal

from aiohttp import ClientSession, web
import pytest

from custom_components.callcard.api import (
    Account,
    Balance,
    CallcardClient,
    CallcardResponseError,
    NumberKind,
    Targets,
    password_key,
)
from tests.simulator import OTHER_PAIR, Account as SimulatedAccount, Fault, Simulator

from .conftest import CALLS, KEY, STORED, TARGETS, Call, demo_client, failure, serve

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


async def test_read(client: CallcardClient, simulator: Simulator) -> None:
    """A read is a signed GET without a body, and returns all that its reply tells."""
    assert await client.async_get_account() == DEMO
    (request,) = simulator.requests
    assert (request.method, request.target) == ("GET", TARGET)
    assert request.username == "demo"
    assert request.form == {}
    assert request.headers.keys().isdisjoint(
        {"Content-Type", "Content-Length", "Transfer-Encoding"}
    )


async def test_store(client: CallcardClient, simulator: Simulator) -> None:
    """A store is a POST of a form of exactly three fields, without plus signs."""
    assert await client.async_store_targets(TARGETS) == DEMO
    (request,) = simulator.requests
    assert (request.method, request.target) == ("POST", TARGET)
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.form == {
        "act": "store",
        "anumber": "491701234567",
        "bnumber": "61280734500",
    }
    assert simulator.stores == [STORED]


@pytest.mark.parametrize("targets", [TARGETS, Targets("0301234567", "1234567")])
async def test_named_pair(
    client: CallcardClient, demo: SimulatedAccount, targets: Targets
) -> None:
    """A pair comes back as it went, where replies name it; national numbers, too."""
    demo.reveal_targets = True
    assert (await client.async_store_targets(targets)).targets == targets
    assert (await client.async_get_account()).targets == targets


async def test_another_pair(client: CallcardClient, simulator: Simulator) -> None:
    """A pair that the reply names is returned, whichever was sent."""
    simulator.fail(Fault.OTHER_TARGETS)
    account = await client.async_store_targets(TARGETS)
    assert account.targets is not None
    assert account.targets.digits == OTHER_PAIR


@pytest.mark.parametrize(
    ("a", "b"),
    [("4930111111", None), (None, "4930111111"), ("4930111111", "?"), ("?", "?")],
)
async def test_unclear_pair(
    client: CallcardClient,
    simulator: Simulator,
    demo: SimulatedAccount,
    a: object,
    b: object,
) -> None:
    """A store is unknown whose reply names a pair that is not clear; a read tells it."""
    demo.extra = {"anumber": a, "bnumber": b}
    assert (await client.async_get_account()).has_unclear_targets
    error = await failure(client.async_store_targets(TARGETS))
    assert isinstance(error, CallcardResponseError)
    assert error.may_have_arrived
    assert STORED in simulator.stores


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_another_account(
    client: CallcardClient, simulator: Simulator, call: Call
) -> None:
    """The reply of another account is an error, not data."""
    simulator.fail(Fault.OTHER_ACCOUNT)
    error = await failure(call(client))
    assert isinstance(error, CallcardResponseError)
    assert error.may_have_arrived
    assert str(error) == "it is about another account"


async def test_unnamed_account(client: CallcardClient, demo: SimulatedAccount) -> None:
    """A reply without an account number is about the account that was asked for."""
    demo.account_number = None
    assert (await client.async_get_account()).balance == DEMO.balance


async def test_any_account(session: ClientSession, simulator: Simulator) -> None:
    """Without an identity any account is accepted; passwords are UTF-8."""
    key = password_key("pässwörd€")
    client = CallcardClient(session, "family", key, simulator.url)
    account = await client.async_get_account()
    assert account.account_number == "5678"
    assert account.balance == Balance(Decimal("1234.56"), "USD")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("", TARGET),
        ("///", TARGET),
        ("/proxy/42", f"/proxy/42{TARGET}"),
        ("/proxy/", f"/proxy{TARGET}"),
        ("/a%2Fb", f"/a%2Fb{TARGET}"),
    ],
    ids=["plain", "slashes", "prefix", "prefix slash", "escaped prefix"],
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
        await CallcardClient(session, "demo", KEY, url + address).async_get_account()
    assert targets == [target]


async def test_connection_is_kept(client: CallcardClient, simulator: Simulator) -> None:
    """Requests that follow each other share a connection."""
    await client.async_get_account()
    await client.async_store_targets(TARGETS)
    await client.async_get_account()
    assert [request.connection for request in simulator.requests] == [1, 1, 1]
