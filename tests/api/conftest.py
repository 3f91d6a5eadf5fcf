"""A client, and a simulator that it talks to through real sockets."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
import json
import ssl

from aiohttp import ClientSession, TCPConnector, web
import pytest

from custom_components.callcard.api import (
    Account,
    CallcardClient,
    CallcardError,
    Targets,
    password_key,
)
from custom_components.callcard.api.response import Response, read_body
from tests.simulator import Simulator
from tests.tls import Tls

KEY = password_key("secret")
NOW = datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC)
TARGETS = Targets("+491701234567", "+61280734500")
STORED = ("demo", "491701234567", "61280734500")

type Call = Callable[[CallcardClient], Awaitable[Account]]

CALLS: dict[str, Call] = {
    "read": CallcardClient.async_get_account,
    "store": lambda client: client.async_store_targets(TARGETS),
}


@pytest.fixture
async def session() -> AsyncGenerator[ClientSession]:
    """Open a session, as Home Assistant has one."""
    async with ClientSession() as session:
        yield session


@pytest.fixture
def client(simulator: Simulator, session: ClientSession) -> CallcardClient:
    """Return the client of the account `demo`."""
    return demo_client(session, simulator.url)


@pytest.fixture
async def tls_client(
    tls: Tls, tls_simulator: Simulator
) -> AsyncGenerator[CallcardClient]:
    """Return the client of the account `demo` over TLS."""
    async with ClientSession(connector=TCPConnector(ssl=tls.client)) as session:
        yield demo_client(session, tls_simulator.url)


def demo_client(session: ClientSession, url: str) -> CallcardClient:
    """Return the client of the account `demo` at another address."""
    return CallcardClient(session, "demo", KEY, url, "1234")


async def failure(result: Awaitable[Account]) -> CallcardError:
    """Return how a request fails."""
    with pytest.raises(CallcardError) as caught:
        await result
    return caught.value


def respond(
    content: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a reply with these bytes, or with this as JSON."""
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    return Response(status, headers or {}, content, NOW)


def receive(content: object, status: int = 200) -> Account | CallcardError:
    """Return what such a reply means."""
    try:
        return Account.from_body(read_body(respond(content, status), str))
    except CallcardError as err:
        return err


def parse(body: Mapping[str, object] | str) -> Account:
    """Parse a reply's body, given as what its JSON says, or as JSON itself."""
    text = body if isinstance(body, str) else json.dumps(body)
    account = receive(f'{{"error": false, "body": {text}}}'.encode())
    assert isinstance(account, Account)
    return account


@asynccontextmanager
async def serve(
    answer: Callable[[web.BaseRequest], web.Response],
) -> AsyncGenerator[str]:
    """Answer whatever is asked for."""

    async def handle(request: web.BaseRequest) -> web.Response:
        await request.read()
        return answer(request)

    application = web.Server(handle, access_log=None)
    server = await asyncio.get_running_loop().create_server(application, "127.0.0.1", 0)
    async with server:
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.abort_clients()


@asynccontextmanager
async def serve_raw(
    answer: Callable[[bytes], bytes], context: ssl.SSLContext | None = None
) -> AsyncGenerator[str]:
    """Answer the head of each connection's request with any bytes at all."""

    async def handle(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(answer(await reader.readuntil(b"\r\n\r\n")))
        writer.close()
        await writer.wait_closed()

    scheme = "http" if context is None else "https"
    async with await asyncio.start_server(
        handle, "127.0.0.1", 0, ssl=context
    ) as server:
        yield f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
