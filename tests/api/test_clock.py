"""A clock that is wrong: corrected over TLS, reported over plain http."""

from datetime import timedelta

from aiohttp import ClientSession, web
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.callcard.api import CallcardClient, CallcardClockError
from tests.simulator import Fault, Simulator
from tests.tls import Tls

from .conftest import NOW, STORED, TARGETS, demo_client, failure, serve

HOUR = timedelta(hours=1)
NONE = timedelta()


@pytest.fixture(autouse=True)
def frozen(freezer: FrozenDateTimeFactory) -> None:
    """Stop our clock."""
    freezer.move_to(NOW)


@pytest.fixture
def tls_client(tls_session: ClientSession, tls_simulator: Simulator) -> CallcardClient:
    """Return the client of the account `demo` over TLS."""
    return demo_client(tls_session, tls_simulator.url)


@pytest.mark.parametrize("offset", [-HOUR, HOUR, timedelta(days=20_000)])
async def test_corrected(
    tls_client: CallcardClient, tls_simulator: Simulator, offset: timedelta
) -> None:
    """A request that is too old, or too new, is signed again by the vendor's clock."""
    tls_simulator.clock_offset = offset
    await tls_client.async_store_targets(TARGETS)
    assert tls_client.clock_offset == offset
    assert len(tls_simulator.requests) == 2
    assert tls_simulator.stores == [STORED]


async def test_offset_follows(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A clock that drifts on is followed before requests are refused."""
    for drift in range(5):
        tls_simulator.clock_offset = HOUR + drift * timedelta(minutes=2)
        await tls_client.async_get_account()
        assert tls_client.clock_offset == tls_simulator.clock_offset
    assert len(tls_simulator.requests) == 1 + 5


@pytest.mark.parametrize(("seconds", "kept"), [(29, 0), (-29, 0), (30, 30), (-30, -30)])
async def test_right_means_half_a_minute(
    tls_client: CallcardClient, tls_simulator: Simulator, seconds: int, kept: int
) -> None:
    """An offset is dropped when the clock is right again, to less than 30 s."""
    tls_simulator.clock_offset = timedelta(seconds=200 if seconds > 0 else -200)
    await tls_client.async_get_account()
    tls_simulator.clock_offset = timedelta(seconds=seconds)
    await tls_client.async_get_account()
    assert tls_client.clock_offset == timedelta(seconds=kept)


async def test_tolerated_offset(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A clock that the vendor accepts is left alone."""
    tls_simulator.clock_offset = timedelta(minutes=2)
    await tls_client.async_get_account()
    assert tls_client.clock_offset == NONE


@pytest.mark.parametrize("fault", [Fault.CLOCK, Fault.CLOCK_FUTURE])
async def test_still_refused(
    tls_client: CallcardClient, tls_simulator: Simulator, fault: Fault
) -> None:
    """A request that is refused by the vendor's own clock is sent no third time."""
    tls_simulator.clock_offset = HOUR
    tls_simulator.fail(fault)
    error = await failure(tls_client.async_get_account())
    assert isinstance(error, CallcardClockError)
    assert (error.ours, error.theirs) == (NOW, NOW + HOUR)
    assert len(tls_simulator.requests) == 2


@pytest.mark.parametrize("offset", [-HOUR, HOUR])
async def test_never_corrected_over_http(
    client: CallcardClient, simulator: Simulator, offset: timedelta
) -> None:
    """Over plain http both clocks are told, and nothing is signed for another time."""
    simulator.clock_offset = offset
    for _ in range(2):
        error = await failure(client.async_store_targets(TARGETS))
        assert isinstance(error, CallcardClockError)
        assert (error.ours, error.theirs) == (NOW, NOW + offset)
    assert client.clock_offset == NONE
    assert len(simulator.requests) == 2


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
