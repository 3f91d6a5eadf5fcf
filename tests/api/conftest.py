"""A client, and a simulator that it talks to through real sockets."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
import ipaddress
import json
from pathlib import Path
import ssl
from typing import NamedTuple

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
import pytest

from custom_components.callcard.api import (
    Account,
    CallcardClient,
    Targets,
    password_key,
)
from custom_components.callcard.api.envelope import open_envelope, plain_text
from tests.simulator import Simulator

TARGETS = Targets("+491701234567", "+61280734500")
STORED = ("demo", "491701234567", "61280734500")

type Call = Callable[[CallcardClient], Awaitable[Account]]

CALLS: dict[str, Call] = {
    "read": CallcardClient.async_get_account,
    "store": lambda client: client.async_store_targets(TARGETS),
}


@pytest.fixture(autouse=True)
def callcard_is_found(socket_enabled: None) -> None:
    """Let tests talk to servers on this machine; Home Assistant need not run for them."""


@pytest.fixture
async def simulator() -> AsyncGenerator[Simulator]:
    """Run the platform."""
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def session() -> AsyncGenerator[ClientSession]:
    """Open a session, as Home Assistant has one."""
    async with ClientSession() as session:
        yield session


@pytest.fixture
def client(simulator: Simulator, session: ClientSession) -> CallcardClient:
    """Return the client of the account `demo`."""
    return demo_client(session, simulator.url)


def demo_client(session: ClientSession, url: str) -> CallcardClient:
    """Return the client of the account `demo` at another address."""
    return CallcardClient(session, "demo", password_key("secret"), url)


def account(body: Mapping[str, object] | str) -> Account:
    """Parse a body, given as what its JSON says, or as JSON itself."""
    text = body if isinstance(body, str) else json.dumps(body)
    envelope = f'{{"error": false, "body": {text}}}'.encode()
    return Account.from_body(open_envelope(200, None, envelope, plain_text))


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


def set_timeout(monkeypatch: pytest.MonkeyPatch, timeout: ClientTimeout) -> None:
    """Let clients wait shorter than they do."""
    monkeypatch.setattr("custom_components.callcard.api.client._TIMEOUT", timeout)


class Tls(NamedTuple):
    """Both ends of an encrypted connection to 127.0.0.1."""

    server: ssl.SSLContext
    client: ssl.SSLContext


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """Make a certificate that only the client of this test run trusts."""
    pem = tmp_path_factory.mktemp("tls") / "simulator.pem"
    _write_certificate(pem)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(pem)
    return Tls(server, ssl.create_default_context(cafile=pem))


def _write_certificate(pem: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "simulator")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(True, None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@pytest.fixture
async def tls_simulator(tls: Tls) -> AsyncGenerator[Simulator]:
    """Run the platform over TLS."""
    async with Simulator(ssl_context=tls.server) as simulator:
        yield simulator


@pytest.fixture
async def tls_client(
    tls: Tls, tls_simulator: Simulator
) -> AsyncGenerator[CallcardClient]:
    """Return the client of the account `demo` over TLS."""
    async with ClientSession(connector=TCPConnector(ssl=tls.client)) as session:
        yield demo_client(session, tls_simulator.url)
