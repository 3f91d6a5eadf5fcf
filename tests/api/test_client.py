"""What goes over the wire."""

from contextlib import suppress
import json

from aiohttp import ClientSession, web
import pytest

from custom_components.callcard.api import (
    Account,
    CallcardClient,
    CallcardError,
    Receipt,
    Targets,
)
from tests.simulator import Fault, Simulator

from .conftest import STORED, TARGETS, demo_client, failure, serve


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
    assert request.headers["Connection"] == "close"
    assert request.headers.keys().isdisjoint(
        {"Content-Type", "Content-Length", "Transfer-Encoding"}
    )


@pytest.mark.parametrize(
    ("targets", "sent"),
    [(TARGETS, STORED), (Targets("01701234", "0800"), ("demo", "01701234", "0800"))],
)
async def test_digits(
    client: CallcardClient,
    simulator: Simulator,
    targets: Targets,
    sent: tuple[str, str, str],
) -> None:
    """Numbers go as digits, without the plus sign; national ones as they are."""
    await client.async_store_targets(targets)
    called = await client.async_request_callback(targets)
    texted = await client.async_post_sms(targets.b, "Grüße")
    assert simulator.stores == simulator.calls == [sent]
    assert simulator.texts == [("demo", sent[2], "Grüße")]
    assert called.id and texted.id
    assert called.account.balance == texted.account.balance is not None


async def test_receipt_without_anything(session: ClientSession) -> None:
    """A call is placed though its reply names neither its id nor a balance."""
    empty = {"error": False, "body": []}
    async with serve(lambda _: web.json_response(empty)) as url:
        receipt = await demo_client(session, url).async_request_callback(TARGETS)
    assert receipt == Receipt(None, Account())


async def test_shapes(client: CallcardClient, simulator: Simulator) -> None:
    """The shapes of the last replies are kept: one a module, and that of a refusal."""
    await client.async_get_account()
    await client.async_request_callback(TARGETS)
    await client.async_post_sms("+4930123", "Hi")
    for fault, codes in ((Fault.HTML, []), (Fault.LOGIN_REFUSED, ["1001"])):
        simulator.fail(fault, times=1)
        await failure(client.async_get_account())
        refusal = client.shapes["refusal"]
        assert refusal == {
            "status": 200,
            "content_type": "text/html",
            "codes": codes,
            "fields": {},
        }
    shapes = json.loads(json.dumps(client.shapes))
    read, called, sent = (
        shapes.pop(module)["fields"]
        for module in ("onlinecallthrough", "webcallback", "sms")
    )
    assert read["dialinnumberGeo"] == "map of countries"
    assert called["callId"] == sent["smsbilledId"] == "text of 36"
    assert shapes == {"refusal": refusal}
