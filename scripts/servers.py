"""The folder that `scripts/develop` works in, and the servers that it runs there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
import fcntl
import json
import os
from pathlib import Path
import shutil
import signal
import socket
import sys

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_STOP = 30

CONFIGURATION = """\
homeassistant:
  name: Callcard
  country: DE
  currency: EUR
  time_zone: Europe/Berlin

frontend:
config:
history:
logbook:
automation: !include automations.yaml
script: !include scripts.yaml
conversation:

logger:
  default: info
  logs:
    custom_components.callcard: debug
"""


class Failure(Exception):
    """A step did not work."""


class Folder:
    """What Home Assistant and the simulator keep: a configuration, their ports, their logs."""

    def __init__(self, path: Path, *, is_new: bool) -> None:
        """Use the folder as it is, or begin it anew; also if its ports are taken, as they stand in what is kept."""
        path.mkdir(parents=True, exist_ok=True)
        self.logs = path.relative_to(ROOT)
        self.config = path / "config"
        self.home_assistant_log = path / "home-assistant.log"
        self.simulator_log = path / "simulator.log"
        self._lock = (path / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("scripts/develop is already running.")

        for log in (self.home_assistant_log, self.simulator_log):
            log.unlink(missing_ok=True)
        ports = path / "ports.json"
        kept = json.loads(ports.read_text()) if ports.exists() and not is_new else []
        if kept and all(is_free(port) for port in kept):
            self.home_assistant_port, self.simulator_port = kept
            return
        shutil.rmtree(self.config, ignore_errors=True)
        self.home_assistant_port, self.simulator_port = free_ports(2)
        self._fill()
        ports.write_text(json.dumps([self.home_assistant_port, self.simulator_port]))

    def _fill(self) -> None:
        """Write a configuration for a server of this machine alone, which asks for nothing but its first user.

        The server's address and the finished steps of the onboarding stand in Home Assistant's storage, in their first
        format: Home Assistant brings it up to date.
        """
        storage = self.config / ".storage"
        storage.mkdir(parents=True)
        (self.config / "configuration.yaml").write_text(CONFIGURATION)
        for name in ("automations", "scripts"):
            (self.config / f"{name}.yaml").touch()
        (self.config / "custom_components").symlink_to(ROOT / "custom_components")
        server = {"server_host": ["127.0.0.1"], "server_port": self.home_assistant_port}
        for key, data in {"http": server, "onboarding": {"done": []}}.items():
            content = {"version": 1, "key": key, "data": data}
            (storage / key).write_text(json.dumps(content))


def is_free(port: int) -> bool:
    """Return whether a server could listen on this port."""
    with socket.socket() as server, suppress(OSError):
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", port))
        return True
    return False


def free_ports(count: int) -> list[int]:
    """Return free ports, none of them twice."""
    servers = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in servers]
    for server in servers:
        server.close()
    return ports


@asynccontextmanager
async def running(
    log: Path, *arguments: str, cwd: Path = ROOT
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run Python with these arguments, and end it and all its children at the end."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            cwd=cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        try:
            if process.returncode is None:
                process.terminate()
                with suppress(TimeoutError):
                    await asyncio.wait_for(process.wait(), SECONDS_TO_STOP)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
