"""The simulator refuses what docs/api.md forbids."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientSession
import pytest

from .simulator import Simulator
from .simulator.signature import DATE_FORMAT, sign

PATH = "/api/rest/v2/?onlinecallthrough"
STORE = {"act": "store", "anumber": "491701234567", "bnumber": "61280734500"}


async def request(
    simulator: Simulator,
    form: dict[str, str] | str,
    *,
    password: str = "secret",
    age: int = 0,
) -> Any:
    """Post a form, signed so many seconds ago; return the parsed reply."""
    x_date = (datetime.now(UTC) - timedelta(seconds=age)).strftime(DATE_FORMAT)
    signature = sign(password, x_date)
    headers = {"x-date": x_date, "x-authorization": f"demo:{signature}"}
    async with (
        ClientSession(simulator.url, raise_for_status=True) as session,
        session.post(PATH, data=form, headers=headers) as reply,
    ):
        date = parsedate_to_datetime(reply.headers["Date"])
        assert abs(date - simulator.now()) < timedelta(seconds=5)
        return await reply.json(content_type="text/html")


@pytest.mark.parametrize(
    "form",
    [
        STORE | {"act": "trycallback"},
        STORE | {"anumber": "+491701234567"},
        {"act": "store", "aNumber": "491701234567", "bNumber": "61280734500"},
        "{}",
    ],
)
async def test_form(simulator: Simulator, form: dict[str, str] | str) -> None:
    """A form with other fields than the module's is refused, and stores nothing."""
    reply = await request(simulator, form)
    assert (reply["error"], reply["codes"][0]["code"]) == (True, 400)
    assert simulator.stores == []


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
