"""The simulator replies what docs/api.md says."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

from aiohttp import ClientResponseError, ClientSession
from freezegun.api import FrozenDateTimeFactory
import pytest

from .simulator import Simulator
from .simulator.signature import DATE_FORMAT, sign

PATH = "/api/rest/v2/?onlinecallthrough"
STORE = {"act": "store", "anumber": "491701234567", "bnumber": "61280734500"}
FIELDS = (
    "dialinnumberGeo dialinnumberFree callbacknumberGeo callbacknumberFree dialinnumber anumber "
    "bnumber customernumber accountnumber username customercurrency customeraccountstate"
)


async def request(
    simulator: Simulator,
    form: dict[str, str] | str | None = None,
    *,
    path: str = PATH,
    password: str = "secret",
    age: int = 0,
) -> Any:
    """Read, or post a form, signed so many seconds ago; return the parsed reply."""
    x_date = (datetime.now(UTC) - timedelta(seconds=age)).strftime(DATE_FORMAT)
    signature = sign(password, x_date)
    headers = {"x-date": x_date, "x-authorization": f"demo:{signature}"}
    async with ClientSession(simulator.url, raise_for_status=True) as session:
        method = "GET" if form is None else "POST"
        async with session.request(method, path, data=form, headers=headers) as reply:
            date = parsedate_to_datetime(reply.headers["Date"])
            assert abs(date - simulator.now()) < timedelta(seconds=5)
            return await reply.json(content_type="text/html")


def refused(code: int, description: str) -> dict[str, Any]:
    """Return the envelope of a refusal."""
    codes = [{"code": code, "description": description}]
    return {"error": True, "codes": codes, "body": []}


TOO_OLD = refused(1011, "Wrong x-date Too Old.")
IN_FUTURE = refused(1012, "Your given date is located in the future.")


def test_signature() -> None:
    """The signature is the one that PHP and OpenSSL compute."""
    x_date = "2014-02-20 18:03:32.000000 GMT+0000"
    assert sign("secret", x_date) == "+KUrFmxNbIb2DPokamPzPuBNKx4="


async def test_read_and_store(simulator: Simulator) -> None:
    """Both tell the account; neither names the pair, though it is stored."""
    reply = await request(simulator)
    assert reply["error"] is False
    assert reply["codes"] == [{"code": 200, "description": "OK"}]
    body = reply["body"]
    assert set(body) == set(FIELDS.split())
    assert body["dialinnumberFree"] == {"de": "498005888868", "gb": "448000148915"}
    assert body["callbacknumberFree"] == []
    assert body["customeraccountstate"] == "18,40"
    assert body["anumber"] is body["bnumber"] is None
    assert await request(simulator, STORE) == reply
    assert simulator.stores == [("demo", "491701234567", "61280734500")]


async def test_call_and_sms(simulator: Simulator) -> None:
    """Their replies have an id and the account, but no dial-in numbers."""
    form = {"act": "trycallback", "aNumber": "491701234567", "bNumber": "61280734500"}
    called = (await request(simulator, form, path="/api/rest/v2/?webcallback"))["body"]
    assert UUID(called.pop("callId"))
    assert called.pop("firstownnumber") is called.pop("destinationnumber") is None
    form = {"act": "sendSms", "phonenumbers": "491701234567", "message": "Grüße"}
    sent = (await request(simulator, form, path="/api/rest/v2/?sms"))["body"]
    assert UUID(sent.pop("smsbilledId"))
    assert called == sent
    assert set(sent) == set(FIELDS.split()[6:]) - {"bnumber"}
    assert simulator.calls == [("demo", "491701234567", "61280734500")]
    assert simulator.texts == [("demo", "491701234567", "Grüße")]


async def test_refused_login(simulator: Simulator) -> None:
    """A wrong signature stores nothing."""
    assert await request(simulator, STORE, password="wrong") == refused(
        1001,
        "An error occured while login. <br>Please check username and password.<br>",
    )
    assert simulator.stores == []


@pytest.mark.parametrize(
    ("age", "refusal"), [(180, None), (181, TOO_OLD), (-180, None), (-181, IN_FUTURE)]
)
async def test_signature_window(
    simulator: Simulator,
    freezer: FrozenDateTimeFactory,
    age: int,
    refusal: dict[str, Any] | None,
) -> None:
    """A signature holds for 180 s of the platform's clock."""
    freezer.move_to("2030-05-06 07:08:09")
    simulator.clock_offset = timedelta(hours=2)
    reply = await request(simulator, STORE, age=age - 7200)
    assert reply == refusal or (refusal is None and simulator.stores)


@pytest.mark.parametrize(
    "form",
    [
        "act=store&anumber=1&bnumber=2",
        {"act": "store", "anumber": "1"},
        STORE | {"cnumber": "1"},
        STORE | {"act": "delete"},
        STORE | {"anumber": "+49"},
        STORE | {"bnumber": ""},
    ],
)
async def test_refused_form(simulator: Simulator, form: dict[str, str] | str) -> None:
    """What is not exactly a store's form is refused."""
    assert (await request(simulator, form))["error"] is True
    assert simulator.stores == []


@pytest.mark.parametrize("path", [f"{PATH}=", "/api/rest/v2/?fax", "/api/rest/v2/"])
async def test_unknown_module(simulator: Simulator, path: str) -> None:
    """Any other module, or spelling of it, is not found."""
    with pytest.raises(ClientResponseError, match="404"):
        await request(simulator, path=path)
