"""A server that answers with bytes that it has ready, so that the time measured is the client's.

It is a process of its own, and does as little as a server can: the simulator takes several times as long for a
reply as a client does, and its time would count for both sides and make them look alike. For the same reason it
has a processor for itself where there is more than one, and does not sleep right after a request: to wake a
sleeping processor up takes the longer the longer it slept, so a client that does more between two requests would
pay for that, too.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
import os
import selectors
import socket
import subprocess
import sys
from time import monotonic

from scripts.benchmark.replies import for_account, replies

SECONDS_AWAKE = 0.05
PATH = "/api/rest/v2/?onlinecallthrough"


class Server:
    """Answers each whole request on any connection."""

    def __init__(self, pages: dict[str, list[bytes]]) -> None:
        """Answer what the pages say for a path; an account number follows the path."""
        self._pages = pages
        self._replies: dict[bytes, Iterator[bytes]] = {}
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self.port: int = self._listener.getsockname()[1]

    def run(self, seconds_awake: float) -> None:
        """Serve for ever."""
        awake_until = 0.0
        while True:
            is_awake = monotonic() < awake_until
            for key, _ in self._selector.select(0 if is_awake else None):
                awake_until = monotonic() + seconds_awake
                if key.fileobj is self._listener:
                    connection, _ = self._listener.accept()
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._selector.register(
                        connection, selectors.EVENT_READ, bytearray()
                    )
                elif isinstance(key.fileobj, socket.socket):
                    self._read(key.fileobj, key.data)

    def _read(self, connection: socket.socket, received: bytearray) -> None:
        try:
            chunk = connection.recv(65536)
            received += chunk
            if chunk and is_whole(received):
                connection.sendall(self._reply(bytes(received).split(b" ", 2)[1]))
                received.clear()
        except OSError:
            chunk = b""
        if not chunk:
            self._selector.unregister(connection)
            connection.close()

    def _reply(self, target: bytes) -> bytes:
        """Return the next reply for a request target; each target has its own turns."""
        if target not in self._replies:
            path, _, number = target.decode().removesuffix(PATH).rpartition("/")
            replies = [for_account(reply, int(number)) for reply in self._pages[path]]
            self._replies[target] = cycle(replies)
        return next(self._replies[target])


def is_whole(request: bytes | bytearray) -> bool:
    """Tell whether a request has arrived to its end."""
    head, end, body = bytes(request).partition(b"\r\n\r\n")
    if not end:
        return False
    length = head.lower().partition(b"content-length:")[2].split(maxsplit=1)
    return not length or len(body) >= int(length[0])


def divide_processors() -> list[str]:
    """Leave one processor to the server, and return its number, if there is more than one."""
    if sys.platform != "linux":
        return []
    *ours, servers = sorted(os.sched_getaffinity(0))
    if not ours:
        return []
    os.sched_setaffinity(0, ours)
    return [str(servers)]


@contextmanager
def serving() -> Iterator[str]:
    """Run the server as a process of its own, and return its address."""
    command = [sys.executable, "-m", __name__, *divide_processors()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


def main() -> None:
    """Serve."""
    server = Server(asyncio.run(replies()))
    processor = {int(number) for number in sys.argv[1:]}
    if processor and sys.platform == "linux":
        os.sched_setaffinity(0, processor)
    print(server.port, flush=True)
    server.run(SECONDS_AWAKE if processor else 0)


if __name__ == "__main__":
    main()
