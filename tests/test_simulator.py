"""The simulator replies what docs/api.md says."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

from aiohttp import ClientSession
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


@pytest.mark.parametrize(
    ("password", "age", "code", "description"),
    [
        (
            "wrong",
            0,
            1001,
            "An error occured while login. <br>Please check username and password.<br>",
        ),
        ("secret", 181, 1011, "Wrong x-date Too Old."),
        ("secret", -182, 1012, "Your given date is located in the future."),
    ],
)
async def test_refused(
    simulator: Simulator, password: str, age: int, code: int, description: str
) -> None:
    """A wrong signature stores nothing; a right one holds for 180 s of the platform's clock."""
    simulator.clock_offset = timedelta(hours=2)

    reply = await request(simulator, STORE, password=password, age=age - 7200)

    codes = [{"code": code, "description": description}]
    assert reply == {"error": True, "codes": codes, "body": []}
    assert simulator.stores == []
