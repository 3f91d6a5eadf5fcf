"""A clock that is wrong: corrected over TLS."""

from datetime import timedelta

from aiohttp import ClientSession, web
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.callcard.api import CallcardClient, CallcardClockError
from tests.simulator import Fault, Simulator
from tests.tls import Tls

from .conftest import NOW, STORED, TARGETS, demo_client, failure, serve

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def frozen(freezer: FrozenDateTimeFactory) -> None:
    """Stop our clock."""
    freezer.move_to(NOW)


@pytest.fixture
def tls_client(tls_session: ClientSession, tls_simulator: Simulator) -> CallcardClient:
    """Return the client of the account `demo` over TLS."""
    return demo_client(tls_session, tls_simulator.url)


async def test_offset_follows(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A clock that drifts on is followed before requests are refused."""
    for drift in range(5):
        tls_simulator.clock_offset = HOUR + drift * timedelta(minutes=2)
        await tls_client.async_get_account()
        assert tls_client.clock_offset == tls_simulator.clock_offset
    assert len(tls_simulator.requests) == 1 + 5


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [(200, 29, 0), (-200, -29, 0), (200, 30, 30), (-200, -30, -30), (120, 120, 0)],
)
async def test_right_means_half_a_minute(
    tls_client: CallcardClient,
    tls_simulator: Simulator,
    first: int,
    then: int,
    kept: int,
) -> None:
    """An offset that is refused is dropped below 30 s; one that is accepted is left alone."""
    for seconds in (first, then):
        tls_simulator.clock_offset = timedelta(seconds=seconds)
        await tls_client.async_get_account()
    assert tls_client.clock_offset == timedelta(seconds=kept)


async def test_still_refused(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A request that is refused by the vendor's own clock is sent no third time."""
    tls_simulator.clock_offset = HOUR
    tls_simulator.fail(Fault.CLOCK)
    error = await failure(tls_client.async_get_account())
    assert isinstance(error, CallcardClockError)
    assert (error.ours, error.theirs) == (NOW, NOW + HOUR)
    assert len(tls_simulator.requests) == 2


async def test_time_that_is_not_told(tls: Tls, tls_session: ClientSession) -> None:
    """A request is not signed again when the reply does not tell the vendor's time."""
    signed: list[str] = []

    def refuse(request: web.BaseRequest) -> web.Response:
        signed.append(request.headers["x-date"])
        refusal = {"error": True, "codes": [{"code": 1011}]}
        return web.json_response(refusal, headers={"Date": "yesterday"})

    async with serve(refuse, tls.server) as url:
        error = await failure(demo_client(tls_session, url).async_get_account())
    assert isinstance(error, CallcardClockError)
    assert error.theirs is None
    assert len(signed) == 1


async def test_callback_is_signed_again(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A call that was refused for the clock was not placed, and is asked for again."""
    tls_simulator.clock_offset = HOUR
    await tls_client.async_request_callback(TARGETS)
    assert len(tls_simulator.requests) == 2
    assert tls_simulator.calls == [STORED]
