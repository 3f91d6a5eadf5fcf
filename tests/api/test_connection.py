"""Requests without a reply: why, whether they may have arrived, what is sent again."""

import asyncio
from collections.abc import Coroutine
import socket
import tracemalloc
from typing import Any

from aiohttp import ClientSession, ClientTimeout, TCPConnector
import pytest

from custom_components.callcard.api import CallcardClient, CallcardConnectionError
from tests.simulator import Fault, Simulator

from .conftest import STORED, TARGETS, demo_client, failure


async def begin[T](
    simulator: Simulator, request: Coroutine[Any, Any, T]
) -> asyncio.Task[T]:
    """Send a request, and return as soon as it has arrived."""
    task = asyncio.create_task(request)
    while not simulator.requests:
        await asyncio.sleep(0)
    return task


def skip(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Let so many seconds pass at once."""
    loop = asyncio.get_running_loop()
    now = loop.time
    monkeypatch.setattr(loop, "time", lambda: now() + seconds)


@pytest.mark.parametrize(
    "fault", [Fault.RESET_AFTER, Fault.REDIRECT_AFTER, Fault.RETRY_AFTER_0]
)
async def test_second_attempt_succeeds(
    client: CallcardClient, simulator: Simulator, fault: Fault
) -> None:
    """A store whose outcome is unknown is sent once more, and then is a success."""
    simulator.fail(fault, times=1)
    await client.async_store_targets(TARGETS)
    assert len(simulator.requests) == 2
    assert simulator.stores[-1] == STORED


async def test_reply_too_many(client: CallcardClient, simulator: Simulator) -> None:
    """What comes behind a reply is never taken for the reply to another request."""
    simulator.fail(Fault.EXTRA_REPLY)
    for _ in range(2):
        await client.async_get_account()
        await asyncio.sleep(0.1)
    await client.async_store_targets(TARGETS)
    assert [request.connection for request in simulator.requests] == [1, 2, 3]
    assert simulator.stores == [STORED]


async def test_connection_of_another(
    client: CallcardClient, session: ClientSession, simulator: Simulator
) -> None:
    """A connection that others left in the session's pool is not used, and stays theirs."""
    for _ in range(2):
        async with session.get(simulator.url) as response:
            await response.read()
        await client.async_get_account()
    assert [request.connection for request in simulator.requests] == [1, 2, 1, 3]


async def test_read_is_not_repeated(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A read whose connection broke is left to the next poll."""
    simulator.fail(Fault.RESET_BEFORE)
    assert str(await failure(client.async_get_account())) == "the connection broke"
    assert len(simulator.requests) == 1


@pytest.mark.parametrize(
    "later", [Fault.LOGIN_REFUSED, Fault.CLOCK, Fault.FORBIDDEN_PAGE, Fault.UNAVAILABLE]
)
async def test_later_attempt_is_refused(
    client: CallcardClient, simulator: Simulator, later: Fault
) -> None:
    """A store stays unknown when its second attempt is refused, and is not sent again."""
    simulator.fail(Fault.RESET_AFTER, times=1)
    simulator.fail(later)
    error = await failure(client.async_store_targets(TARGETS))
    assert str(error) == "the connection broke"
    assert error.may_have_arrived
    assert len(simulator.requests) == 2


@pytest.mark.parametrize("what", ["platform", "session"])
async def test_later_attempt_is_not_sent(
    client: CallcardClient, session: ClientSession, simulator: Simulator, what: str
) -> None:
    """A store that waits stays unknown when the platform, or Home Assistant, ends."""
    simulator.fail(Fault.SILENCE_AFTER)
    store = await begin(simulator, client.async_store_targets(TARGETS))
    await (simulator.stop() if what == "platform" else session.close())
    error = await failure(store)
    assert isinstance(error, CallcardConnectionError)
    assert error.may_have_arrived
    assert simulator.stores == [STORED]


@pytest.mark.parametrize(("seconds", "attempts"), [(9, 2), (11, 1)])
async def test_store_is_not_repeated_for_long(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    seconds: int,
    attempts: int,
) -> None:
    """A store is repeated no more when ten seconds have passed."""
    simulator.delay = 0.05
    simulator.fail(Fault.RESET_AFTER)
    store = await begin(simulator, client.async_store_targets(TARGETS))
    skip(monkeypatch, seconds)
    assert (await failure(store)).may_have_arrived
    assert len(simulator.requests) == attempts


@pytest.mark.parametrize(
    ("reason", "address", "options"),
    [
        ("connection refused", "http://127.0.0.1:1", {}),
        ("no such name", "https://callcard.onion", {}),
        ("not reachable", "http://{plain}", {"local_addr": ("192.0.2.1", 0)}),
        ("the certificate is not trusted", "https://{encrypted}", {}),
        ("no TLS", "https://{plain}", {}),
    ],
)
async def test_unreached(
    simulator: Simulator,
    tls_simulator: Simulator,
    reason: str,
    address: str,
    options: dict[str, Any],
) -> None:
    """What cannot be sent has not arrived, is not sent again, and is told why."""
    url = address.format(
        plain=simulator.url.removeprefix("http://"),
        encrypted=tls_simulator.url.removeprefix("https://"),
    )
    async with ClientSession(connector=TCPConnector(**options)) as session:
        error = await failure(demo_client(session, url).async_store_targets(TARGETS))
    assert isinstance(error, CallcardConnectionError)
    assert str(error) == reason
    assert not error.may_have_arrived
    assert simulator.requests == tls_simulator.requests == []


async def test_connecting_takes_too_long(
    session: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for the connection has not arrived."""
    monkeypatch.setattr(
        "custom_components.callcard.api.client._TIMEOUT",
        ClientTimeout(total=10, connect=0.1),
    )
    with socket.create_server(("127.0.0.1", 0)) as server:  # Nobody shakes hands
        client = demo_client(session, f"https://127.0.0.1:{server.getsockname()[1]}")
        error = await failure(client.async_store_targets(TARGETS))
    assert str(error) == "not reachable"
    assert not error.may_have_arrived


@pytest.mark.parametrize("fault", [Fault.SILENCE, Fault.DRIP])
async def test_ten_seconds(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
) -> None:
    """A request ends after ten seconds in all, whether nothing comes or too little."""
    simulator.fail(fault)
    read = await begin(simulator, client.async_get_account())
    skip(monkeypatch, 5)
    for _ in range(10):
        await asyncio.sleep(0)
    assert not read.done()
    skip(monkeypatch, 6)
    error = await failure(read)
    assert str(error) == "no answer in 10 s"
    assert error.may_have_arrived


@pytest.mark.parametrize("fault", [Fault.HUGE, Fault.BOMB])
async def test_memory(
    client: CallcardClient, simulator: Simulator, fault: Fault
) -> None:
    """A reply without end is not kept, however it is compressed."""
    simulator.fail(fault)
    await failure(client.async_get_account())
    tracemalloc.start()
    try:
        await failure(client.async_get_account())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 2**20
