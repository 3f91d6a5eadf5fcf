"""A process that answers with prepared replies: the simulator would take longer for one than a client does."""

import asyncio
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice
import json
import re
import socket

import phonenumbers

from tests.simulator import Account

BALANCES = {"same": ("18,40",), "another": ("18,40", "18,30")}


@cache
def replies(path: str) -> Iterator[bytes]:
    """Return the replies for a path: /how many numbers/balance/account number/…."""
    _, count, balance, number, _ = path.split("/", 4)
    numbers = (
        (country.lower(), f"{example.country_code}{example.national_number}")
        for country in sorted(phonenumbers.SUPPORTED_REGIONS)
        if (example := phonenumbers.example_number(country))
    )
    account = Account("demo", "secret", number, number, "eur", None)
    account.callthrough_geo = dict(islice(numbers, int(count)))
    return cycle([reply(account, value) for value in BALANCES[balance]])


def reply(account: Account, balance: str) -> bytes:
    """Return a reply."""
    account.balance = balance
    codes = [{"code": 200, "description": "OK"}]
    body = json.dumps({"error": False, "codes": codes, "body": account.body()}).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of a connection."""
    while head := await reader.readuntil(b"\r\n\r\n"):
        if length := re.search(rb"(?i)content-length: (\d+)", head):
            await reader.readexactly(int(length[1]))
        writer.write(next(replies(head.split()[1].decode())))


def serve(listener: socket.socket) -> None:
    """Serve for ever."""

    async def serve() -> None:
        # Connections that end are no errors.
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        server = await asyncio.start_server(answer, sock=listener)
        await server.serve_forever()

    asyncio.run(serve())
