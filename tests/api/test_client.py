"""What goes over the wire, and what a read and a store return."""

from contextlib import suppress
from decimal import Decimal

from aiohttp import ClientSession
import pytest

from custom_components.callcard.api import (
    Account,
    Balance,
    CallcardClient,
    CallcardError,
    Targets,
    password_key,
)
from tests.simulator import OTHER_PAIR, Account as SimulatedAccount, Fault, Simulator

from .conftest import STORED, TARGETS, demo_client

TARGET = "/api/rest/v2/?onlinecallthrough"


async def test_read(
    client: CallcardClient, simulator: Simulator, demo: SimulatedAccount
) -> None:
    """A read is a signed GET without a body, and returns all that its reply tells."""
    assert await client.async_get_account() == Account.from_body(demo.body())
    (request,) = simulator.requests
    assert (request.method, request.target) == ("GET", TARGET)
    assert request.username == "demo"
    assert request.form == {}
    assert request.headers.keys().isdisjoint(
        {"Content-Type", "Content-Length", "Transfer-Encoding"}
    )


async def test_store(
    client: CallcardClient, simulator: Simulator, demo: SimulatedAccount
) -> None:
    """A store is a POST of a form of exactly three fields, without plus signs."""
    account = await client.async_store_targets(TARGETS)
    assert account == Account.from_body(demo.body())
    (request,) = simulator.requests
    assert (request.method, request.target) == ("POST", TARGET)
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.form == {
        "act": "store",
        "anumber": "491701234567",
        "bnumber": "61280734500",
    }
    assert simulator.stores == [STORED]


@pytest.mark.parametrize("targets", [TARGETS, Targets("0301234567", "0171234567")])
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


async def test_any_account(session: ClientSession, simulator: Simulator) -> None:
    """Without an identity any account is accepted; passwords are UTF-8."""
    key = password_key("pässwörd€")
    client = CallcardClient(session, "family", key, simulator.url)
    account = await client.async_get_account()
    assert account.account_number == "5678"
    assert account.balance == Balance(Decimal("1234.56"), "USD")


@pytest.mark.parametrize(
    ("address", "prefix"),
    [("///", ""), ("/proxy/42", "/proxy/42"), ("/p/", "/p"), ("/a%2Fb", "/a%2Fb")],
)
async def test_request_target(
    session: ClientSession, simulator: Simulator, address: str, prefix: str
) -> None:
    """The module name stays a bare query key, however the address is written."""
    with suppress(CallcardError):
        await demo_client(session, simulator.url + address).async_get_account()
    assert simulator.requests[0].target == prefix + TARGET
