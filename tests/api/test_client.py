"""What goes over the wire."""

from contextlib import suppress

from aiohttp import ClientSession
import pytest

from custom_components.callcard.api import CallcardError
from tests.simulator import Simulator

from .conftest import demo_client


@pytest.mark.parametrize(
    ("address", "prefix"),
    [("///", ""), ("/proxy/42", "/proxy/42"), ("/p/", "/p"), ("/a%2Fb", "/a%2Fb")],
)
async def test_read(
    session: ClientSession, simulator: Simulator, address: str, prefix: str
) -> None:
    """A read is a GET without a body of a bare query key, however the address is written."""
    with suppress(CallcardError):
        await demo_client(session, simulator.url + address).async_get_account()
    [request] = simulator.requests
    target = f"{prefix}/api/rest/v2/?onlinecallthrough"
    assert (request.method, request.target) == ("GET", target)
    assert request.headers.keys().isdisjoint(
        {"Content-Type", "Content-Length", "Transfer-Encoding"}
    )
