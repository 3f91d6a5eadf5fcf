"""Requests without a reply: whether they may have arrived, and what is sent again."""

import asyncio
from collections.abc import AsyncGenerator
import socket
from typing import override

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
import pytest

from custom_components.callcard.api import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardConnectionError,
    CallcardResponseError,
)
from tests.hurry import hurry
from tests.simulator import Fault, Simulator

from .conftest import CALLS, STORED, TARGETS, Call, demo_client


async def test_second_attempt_succeeds(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A store whose outcome is unknown is sent once more, and then is a success."""
    simulator.fail(Fault.RESET_AFTER, times=1)
    account = await client.async_store_targets(TARGETS)
    assert account.targets == TARGETS
    assert simulator.stores == [STORED, STORED]


async def test_second_attempt_fails(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A store is sent no more than twice, and then may have arrived."""
    simulator.fail(Fault.RESET_AFTER)
    with pytest.raises(CallcardConnectionError) as caught:
        await client.async_store_targets(TARGETS)
    assert caught.value.may_have_arrived
    assert simulator.stores == [STORED, STORED]


async def test_second_attempt_is_not_sent(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A store may have arrived though its second attempt could not be sent."""
    simulator.fail(Fault.SILENCE_AFTER)
    store = asyncio.create_task(client.async_store_targets(TARGETS))
    while not simulator.stores:
        await asyncio.sleep(0)
    await simulator.stop()
    with pytest.raises(CallcardConnectionError, match="Cannot connect") as caught:
        await store
    assert caught.value.may_have_arrived
    assert simulator.stores == [STORED]


async def test_second_attempt_meets_another_answer(
    client: CallcardClient, simulator: Simulator
) -> None:
    """A store may have arrived though its second attempt got a reply that denies it."""
    simulator.fail(Fault.RESET_AFTER, times=1)
    simulator.fail(Fault.TOO_MANY_REQUESTS)
    with pytest.raises(CallcardResponseError, match="429") as caught:
        await client.async_store_targets(TARGETS)
    assert caught.value.may_have_arrived
    assert len(simulator.requests) == 2


async def test_stale_connection(client: CallcardClient, simulator: Simulator) -> None:
    """A store over a connection that has just been closed is stored all the same."""
    await client.async_get_account()
    simulator.fail(Fault.STALE)
    account = await client.async_store_targets(TARGETS)
    assert account.targets == TARGETS
    assert simulator.stores == [STORED]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.API_ERROR, CallcardApiError),
        (Fault.LOGIN_REFUSED, CallcardAuthenticationError),
        (Fault.REDIRECT, CallcardResponseError),
        (Fault.TOO_MANY_REQUESTS, CallcardResponseError),
    ],
)
async def test_refused_store_is_not_sent_again(
    client: CallcardClient,
    simulator: Simulator,
    fault: Fault,
    error: type[Exception],
) -> None:
    """A store that was refused is sent once."""
    simulator.fail(fault, times=1)
    with pytest.raises(error):
        await client.async_store_targets(TARGETS)
    assert len(simulator.requests) == 1
    assert simulator.stores == []


async def test_stopped_server(client: CallcardClient, simulator: Simulator) -> None:
    """What nobody accepts a connection for has not arrived."""
    await simulator.stop()
    with pytest.raises(CallcardConnectionError, match="Cannot connect") as caught:
        await client.async_store_targets(TARGETS)
    assert not caught.value.may_have_arrived
    await simulator.start()
    await client.async_get_account()


class NoNames(AbstractResolver):
    """A name server that knows nothing, and counts how often it is asked."""

    def __init__(self) -> None:
        """Start counting."""
        self.asked = 0

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Find nothing."""
        self.asked += 1
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    @override
    async def close(self) -> None:
        """Hold nothing."""


async def test_unknown_name() -> None:
    """What no address is found for has not arrived, and is not sent again."""
    resolver = NoNames()
    async with ClientSession(connector=TCPConnector(resolver=resolver)) as session:
        client = demo_client(session, "https://callcard.invalid")
        with pytest.raises(
            CallcardConnectionError, match=r"callcard\.invalid"
        ) as caught:
            await client.async_store_targets(TARGETS)
    assert not caught.value.may_have_arrived
    assert resolver.asked == 1


async def test_untrusted_certificate(
    session: ClientSession, tls_simulator: Simulator
) -> None:
    """Nothing is sent to a server whose certificate is not trusted."""
    client = demo_client(session, tls_simulator.url)
    with pytest.raises(CallcardConnectionError, match=r"(?i)certificate") as caught:
        await client.async_store_targets(TARGETS)
    assert not caught.value.may_have_arrived
    assert tls_simulator.requests == []


async def test_no_tls(session: ClientSession, simulator: Simulator) -> None:
    """Nothing is sent in clear to a server that was meant to speak TLS."""
    client = demo_client(session, simulator.url.replace("http", "https"))
    with pytest.raises(CallcardConnectionError) as caught:
        await client.async_store_targets(TARGETS)
    assert not caught.value.may_have_arrived
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
    client = demo_client(session, mute_server)
    with pytest.raises(CallcardConnectionError, match=r"(?i)timeout") as caught:
        await client.async_store_targets(TARGETS)
    assert not caught.value.may_have_arrived


@pytest.mark.parametrize("fault", [Fault.SILENCE, Fault.DRIP])
async def test_reply_takes_too_long(
    client: CallcardClient,
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
) -> None:
    """The time for a request is limited in all, not from one byte to the next."""
    hurry(monkeypatch, simulator)
    simulator.fail(fault)
    with pytest.raises(CallcardConnectionError, match="TimeoutError") as caught:
        await client.async_get_account()
    assert caught.value.may_have_arrived


async def test_ten_seconds(
    client: CallcardClient, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request that is not answered is given up when ten seconds have passed."""
    simulator.fail(Fault.SILENCE)
    read = asyncio.create_task(client.async_get_account())
    while not simulator.requests:
        await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    now = loop.time

    monkeypatch.setattr(loop, "time", lambda: now() + 5)
    for _ in range(10):
        await asyncio.sleep(0)
    assert not read.done()

    monkeypatch.setattr(loop, "time", lambda: now() + 11)
    with pytest.raises(CallcardConnectionError, match="TimeoutError"):
        await read


@pytest.mark.parametrize("location", ["https://elsewhere.example/a?b", "/login"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_redirect_is_not_followed(
    client: CallcardClient, simulator: Simulator, location: str, call: Call
) -> None:
    """A redirect is a failure that tells where it pointed."""
    simulator.fail(Fault.REDIRECT, location=location)
    with pytest.raises(CallcardResponseError) as caught:
        await call(client)
    assert "HTTP 301" in str(caught.value)
    assert str(caught.value).endswith(f"→ {location}")
    assert len(simulator.requests) == 1
