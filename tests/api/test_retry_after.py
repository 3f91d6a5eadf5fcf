"""How long the platform asks to be left alone."""

from datetime import UTC, datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.callcard.api import CallcardClient, CallcardResponseError
from tests.simulator import Fault, Simulator

from .conftest import CALLS, Call

NOW = datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize(
    ("told", "understood"),
    [
        ("120", timedelta(minutes=2)),
        ("0", timedelta()),
        ("86401", timedelta(days=1)),
        ("9" * 5000, timedelta(days=1)),
        ("Mon, 06 May 2030 08:08:09 GMT", timedelta(hours=1)),
        ("Mon, 06 May 2030 06:08:09 GMT", timedelta()),
        ("Wed, 08 May 2030 07:08:09 GMT", timedelta(days=1)),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_retry_after(
    client: CallcardClient,
    simulator: Simulator,
    freezer: FrozenDateTimeFactory,
    call: Call,
    told: str,
    understood: timedelta | None,
) -> None:
    """Seconds and dates are understood, up to a day."""
    freezer.move_to(NOW)
    simulator.fail(Fault.UNAVAILABLE, retry_after=told)
    with pytest.raises(CallcardResponseError) as caught:
        await call(client)
    assert caught.value.retry_after == understood


async def test_by_the_vendors_clock(
    client: CallcardClient, simulator: Simulator, freezer: FrozenDateTimeFactory
) -> None:
    """A date means the vendor's clock, however wrong ours is."""
    freezer.move_to(NOW)
    simulator.clock_offset = timedelta(hours=5)
    simulator.fail(Fault.TOO_MANY_REQUESTS, retry_after="Mon, 06 May 2030 12:18:09 GMT")
    with pytest.raises(CallcardResponseError) as caught:
        await client.async_get_account()
    assert caught.value.retry_after == timedelta(minutes=10)


async def test_nothing_asked(client: CallcardClient, simulator: Simulator) -> None:
    """Most failures ask for nothing."""
    simulator.fail(Fault.BAD_GATEWAY)
    with pytest.raises(CallcardResponseError) as caught:
        await client.async_get_account()
    assert caught.value.retry_after is None
