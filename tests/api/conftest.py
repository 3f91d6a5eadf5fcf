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
    Identity,
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
async def tls_session(tls: Tls) -> AsyncGenerator[ClientSession]:
    """Open a session that trusts the certificate."""
    async with ClientSession(connector=TCPConnector(ssl=tls.client)) as session:
        yield session


def demo_client(session: ClientSession, url: str) -> CallcardClient:
    """Return the client of the account `demo` at another address."""
    return CallcardClient(session, "demo", KEY, url, Identity("1234"))


async def failure(result: Awaitable[object]) -> CallcardError:
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


def never(text: str) -> bool:
    """Hold no secret."""
    return False


def receive(content: object, status: int = 200) -> Account | CallcardError:
    """Return what such a reply means."""
    try:
        return Account.from_body(read_body(respond(content, status), never))
    except CallcardError as err:
        return err


def parse(body: str) -> Account:
    """Parse a reply's body, given as JSON."""
    account = receive(f'{{"error": false, "body": {body}}}'.encode())
    assert isinstance(account, Account)
    return account


@asynccontextmanager
async def serve(
    answer: Callable[[web.BaseRequest], web.Response],
    context: ssl.SSLContext | None = None,
) -> AsyncGenerator[str]:
    """Answer whatever is asked for."""

    async def handle(request: web.BaseRequest) -> web.Response:
        await request.read()
        return answer(request)

    server = await asyncio.get_running_loop().create_server(
        web.Server(handle, access_log=None), "127.0.0.1", 0, ssl=context
    )
    scheme = "http" if context is None else "https"
    async with server:
        try:
            yield f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.abort_clients()
