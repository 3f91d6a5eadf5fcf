"""A process that answers with prepared replies: the simulator would take longer for one than a client does."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import cycle
import json
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import override

import phonenumbers
from phonenumbers import PhoneNumberType

from tests.simulator import Account

BALANCES = {"same": ("18,40",), "another": ("18,40", "18,30")}


class Server(asyncio.Protocol):
    """Answers the requests of one connection."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._received = transport, b""

    @override
    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, form = self._received.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]
        if end and len(form) == int(length or 0):
            self._received = b""
            self._transport.write(next(replies(head.split()[1].decode())))


@cache
def replies(path: str) -> Iterator[bytes]:
    """Return the replies for a path, which begins with /<numbers>/<balance>/<account number>."""
    _, numbers, balance, account_number, _ = path.split("/", 4)
    return cycle(
        reply(int(numbers) // 2, account_number, balance)
        for balance in BALANCES[balance]
    )


def reply(countries: int, account_number: str, balance: str) -> bytes:
    """Return a reply with two numbers of each country."""
    numbers = {
        country.lower(): f"{example.country_code}{example.national_number}"
        for country in sorted(phonenumbers.SUPPORTED_REGIONS)
        if (example := phonenumbers.example_number(country))
    }
    some = dict(list(numbers.items())[:countries])
    account = Account(
        username="demo",
        password="secret",
        account_number=account_number,
        customer_number=account_number,
        currency="eur",
        balance=balance,
        personal_number="493034649495",
        callthrough_geo=some,
        callthrough_free=some,
    )
    codes = [{"code": 200, "description": "OK"}]
    body = json.dumps({"error": False, "codes": codes, "body": account.body()}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def serve(port: Connection) -> None:
    """Serve for ever, and tell the port."""

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Server, "127.0.0.1")
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


@contextmanager
def serving() -> Iterator[str]:
    """Run the server, and return its address."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    yield f"http://127.0.0.1:{ours.recv()}"
    process.terminate()
    process.join()
