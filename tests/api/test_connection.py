"""Requests without a reply: why, whether they may have arrived, what is sent again."""

import asyncio
from collections.abc import AsyncGenerator
import socket
from typing import override

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
import pytest

from custom_components.callcard.api import (
    CallcardClient,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
)
from tests.common import expire_timeouts
from tests.simulator import Fault, Simulator

from .conftest import STORED, TARGETS, demo_client, failure

BROKEN = "the connection broke"
NO_ANSWER = "no answer in 10 s"


def is_unreached(error: CallcardError, reason: str) -> bool:
    """Tell whether nothing was sent, for this reason."""
    return (
        isinstance(error, CallcardConnectionError)
        and str(error) == reason
        and not error.may_have_arrived
    )


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


async def test_stale_connections(client: CallcardClient, simulator: Simulator) -> None:
    """A pair is stored though both pooled connections have just been closed."""
    simulator.delay = 0.05
    await asyncio.gather(client.async_get_account(), client.async_get_account())
    simulator.delay = 0
    simulator.fail(Fault.STALE)
    await client.async_store_targets(TARGETS)
    assert sorted(r.connection for r in simulator.requests) == [1, 1, 2, 2, 3]
    assert simulator.stores == [STORED]


@pytest.mark.parametrize(
    "later",
    [
        *(Fault.LOGIN_REFUSED, Fault.API_ERROR, Fault.CLOCK, Fault.FORBIDDEN_PAGE),
        *(Fault.TOO_MANY_REQUESTS, Fault.UNAVAILABLE),
    ],
)
async def test_later_attempt_is_refused(
    client: CallcardClient, simulator: Simulator, later: Fault
) -> None:
    """A store stays unknown though its second attempt was refused, and is not sent again."""
    simulator.fail(Fault.RESET_AFTER, times=1)
    simulator.fail(later)
    error = await failure(client.async_store_targets(TARGETS))
    assert isinstance(error, CallcardConnectionError)
    assert str(error) == BROKEN
    assert error.may_have_arrived
    assert len(simulator.requests) == 2


async def test_later_attempt_is_not_sent(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A store stays unknown though its second attempt could not be sent."""
    simulator.fail(Fault.SILENCE_AFTER)
    store = asyncio.create_task(client.async_store_targets(TARGETS))
    while not simulator.stores:
        await asyncio.sleep(0)
    await simulator.stop()
    error = await failure(store)
    assert str(error) == BROKEN
    assert error.may_have_arrived
    assert simulator.stores == [STORED]


async def test_platform_that_wants_time(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A store is not sent again to a platform that says for how long to wait."""
    simulator.fail(Fault.UNAVAILABLE, retry_after=1)
    error = await failure(client.async_store_targets(TARGETS))
    assert error.may_have_arrived
    assert error.retry_after is not None
    assert len(simulator.requests) == 1


@pytest.mark.parametrize(("seconds", "attempts"), [(9, 3), (10, 1)])
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
    store = asyncio.create_task(client.async_store_targets(TARGETS))
    while not simulator.requests:
        await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    now = loop.time
    monkeypatch.setattr(loop, "time", lambda: now() + seconds)
    assert (await failure(store)).may_have_arrived
    assert len(simulator.requests) == attempts


async def test_stopped_server(client: CallcardClient, simulator: Simulator) -> None:
    """What nobody accepts a connection for has not arrived."""
    await simulator.stop()
    error = await failure(client.async_store_targets(TARGETS))
    assert is_unreached(error, "connection refused")
    await simulator.start()
    await client.async_get_account()


class NoNames(AbstractResolver):
    """A name server that knows nothing, and counts its queries."""

    queries = 0

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Find nothing."""
        self.queries += 1
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    @override
    async def close(self) -> None:
        """Hold nothing."""


async def test_unknown_name() -> None:
    """What no address is found for has not arrived, and is not sent again."""
    resolver = NoNames()
    async with ClientSession(connector=TCPConnector(resolver=resolver)) as session:
        client = demo_client(session, "https://callcard.invalid")
        error = await failure(client.async_store_targets(TARGETS))
    assert is_unreached(error, "no such name")
    assert resolver.queries == 1


async def test_no_address(simulator: Simulator) -> None:
    """What cannot leave this machine has not arrived."""
    connector = TCPConnector(local_addr=("192.0.2.1", 0))  # Not this machine's
    async with ClientSession(connector=connector) as session:
        client = demo_client(session, simulator.url)
        error = await failure(client.async_store_targets(TARGETS))
    assert is_unreached(error, "not reachable")


async def test_untrusted_certificate(
    session: ClientSession, tls_simulator: Simulator
) -> None:
    """Nothing is sent to a server whose certificate is not trusted."""
    client = demo_client(session, tls_simulator.url)
    error = await failure(client.async_store_targets(TARGETS))
    assert is_unreached(error, "the certificate is not trusted")
    assert tls_simulator.requests == []


async def test_no_tls(session: ClientSession, simulator: Simulator) -> None:
    """Nothing is sent in clear to a server that should speak TLS."""
    client = demo_client(session, simulator.url.replace("http", "https"))
    error = await failure(client.async_store_targets(TARGETS))
    assert is_unreached(error, "no TLS")
    assert simulator.requests == []


@pytest.fixture
async def mute_server() -> AsyncGenerator[str]:
    """Accept connections, and then say nothing: not even hello in TLS."""
    end = asyncio.Event()

    async def wait(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await end.wait()
        writer.close()

    async with await asyncio.start_server(wait, "127.0.0.1", 0) as server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        end.set()


async def test_connecting_takes_too_long(
    session: ClientSession, mute_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for the connection has not arrived."""
    monkeypatch.setattr(
        "custom_components.callcard.api.client._TIMEOUT",
        ClientTimeout(total=10, connect=0.1),
    )
    error = await failure(
        demo_client(session, mute_server).async_store_targets(TARGETS)
    )
    assert is_unreached(error, NO_ANSWER)


@pytest.mark.parametrize("fault", [Fault.SILENCE, Fault.DRIP])
async def test_ten_seconds(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
) -> None:
    """A request ends after ten seconds in all, whether nothing comes or too little."""
    simulator.fail(fault)
    read = asyncio.create_task(client.async_get_account())
    while not simulator.hung:
        await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    now = loop.time
    monkeypatch.setattr(loop, "time", lambda: now() + 5)
    for _ in range(10):
        await asyncio.sleep(0)
    assert not read.done()
    monkeypatch.setattr(loop, "time", lambda: now() + 11)
    error = await failure(read)
    assert str(error) == NO_ANSWER
    assert error.may_have_arrived
