"""A clock that is wrong: healed over TLS, reported over plain http."""

from datetime import UTC, datetime, timedelta

from aiohttp import ClientSession, TCPConnector
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.callcard.api import CallcardClient, CallcardClockError
from tests.simulator import Fault, Simulator
from tests.tls import Tls

from .conftest import STORED, TARGETS, demo_client, serve_raw

NOW = datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
NONE = timedelta()

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def frozen(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """Stop our clock."""
    freezer.move_to(NOW)
    return freezer


@pytest.mark.parametrize("offset", [-HOUR, HOUR, timedelta(days=20_000)])
async def test_healed(
    tls_client: CallcardClient, tls_simulator: Simulator, offset: timedelta
) -> None:
    """A request that is refused for the clock is signed again by the vendor's."""
    tls_simulator.clock_offset = offset
    await tls_client.async_get_account()
    assert len(tls_simulator.requests) == 2
    assert tls_client.clock_offset == offset


async def test_store_is_healed(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A store that was refused for the clock is stored, once."""
    tls_simulator.clock_offset = HOUR
    assert (await tls_client.async_store_targets(TARGETS)).targets == TARGETS
    assert tls_simulator.stores == [STORED]


async def test_offset_is_kept(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """After a clock was healed, requests are right at once."""
    tls_simulator.clock_offset = HOUR
    await tls_client.async_get_account()
    await tls_client.async_get_account()
    await tls_client.async_store_targets(TARGETS)
    assert len(tls_simulator.requests) == 4


async def test_offset_follows(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A clock that drifts on is followed before requests are refused."""
    for drift in range(5):
        tls_simulator.clock_offset = HOUR + drift * timedelta(minutes=2)
        await tls_client.async_get_account()
        assert tls_client.clock_offset == tls_simulator.clock_offset
    assert len(tls_simulator.requests) == 1 + 5


async def test_offset_is_dropped_when_the_clock_jumps(
    tls_client: CallcardClient,
    tls_simulator: Simulator,
    frozen: FrozenDateTimeFactory,
) -> None:
    """A clock that was set right needs no offset any more."""
    tls_simulator.clock_offset = HOUR
    await tls_client.async_get_account()
    frozen.move_to(NOW + HOUR)
    tls_simulator.clock_offset = NONE
    await tls_client.async_get_account()
    assert tls_client.clock_offset == NONE


@pytest.mark.parametrize(
    ("offset", "kept"),
    [
        (timedelta(seconds=29), NONE),
        (timedelta(seconds=-29), NONE),
        (timedelta(seconds=30), timedelta(seconds=30)),
        (timedelta(seconds=-30), timedelta(seconds=-30)),
    ],
)
async def test_right_means_half_a_minute(
    tls_client: CallcardClient,
    tls_simulator: Simulator,
    offset: timedelta,
    kept: timedelta,
) -> None:
    """A healed clock counts as right again when it is off by less than 30 s."""
    tls_simulator.clock_offset = timedelta(seconds=200 if offset > NONE else -200)
    await tls_client.async_get_account()
    tls_simulator.clock_offset = offset
    await tls_client.async_get_account()
    assert tls_client.clock_offset == kept


async def test_tolerated_offset(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A clock that the vendor accepts is left alone."""
    tls_simulator.clock_offset = timedelta(minutes=2)
    await tls_client.async_get_account()
    assert tls_client.clock_offset == NONE


async def test_still_refused(
    tls_client: CallcardClient, tls_simulator: Simulator
) -> None:
    """A request that is refused by its own clock is sent no third time."""
    tls_simulator.clock_offset = HOUR
    tls_simulator.fail(Fault.CLOCK)
    with pytest.raises(CallcardClockError) as caught:
        await tls_client.async_get_account()
    assert (caught.value.ours, caught.value.theirs) == (NOW, NOW + HOUR)
    assert "2030-05-06 07:08:09" in str(caught.value)
    assert "2030-05-06 08:08:09" in str(caught.value)
    assert len(tls_simulator.requests) == 2


@pytest.mark.parametrize("offset", [-HOUR, HOUR])
async def test_never_healed_over_http(
    client: CallcardClient, simulator: Simulator, offset: timedelta
) -> None:
    """Over plain http both clocks are told, and nothing is signed for another time."""
    simulator.clock_offset = offset
    for _ in range(2):
        with pytest.raises(CallcardClockError) as caught:
            await client.async_store_targets(TARGETS)
        assert (caught.value.ours, caught.value.theirs) == (NOW, NOW + offset)
    assert client.clock_offset == NONE
    assert len(simulator.requests) == 2


@pytest.mark.parametrize(
    ("date", "theirs"),
    [
        (None, None),
        ("", None),
        ("yesterday", None),
        ("Mon, 99 May 2030 07:08:09 GMT", None),
        ("Mon, 06 May 2030 07:08:09 +9999", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Mon, 06 May 2030 08:08:09", NOW + HOUR),
        ("Mon, 06 May 2030 08:08:09 -0000", NOW + HOUR),
        ("Mon, 06 May 2030 10:08:09 +0200", NOW + HOUR),
    ],
)
async def test_date(tls: Tls, date: str | None, theirs: datetime | None) -> None:
    """The vendor's time is read where the reply tells one, and is unknown where not."""
    signed: list[bytes] = []

    def refuse(request: bytes) -> bytes:
        signed.append(request)
        header = b"" if date is None else f"Date: {date}\r\n".encode()
        body = b'{"error": true, "codes": [{"code": 1011}]}'
        return b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (
            header,
            len(body),
            body,
        )

    async with (
        serve_raw(refuse, tls.server) as url,
        ClientSession(connector=TCPConnector(ssl=tls.client)) as session,
    ):
        with pytest.raises(CallcardClockError) as caught:
            await demo_client(session, url).async_get_account()
    assert caught.value.theirs == theirs
    assert len(signed) == (1 if theirs is None else 2)
