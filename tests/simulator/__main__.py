"""Runs the simulator by itself: `python -m tests.simulator [--port N] [--host 127.0.0.1]`."""

import argparse
import asyncio
import signal

from .server import Simulator


async def serve(host: str, port: int) -> None:
    """Serve until told to stop."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Simulator(host=host, port=port, control=True) as simulator:
        logins = ", ".join(
            f"{account.username}/{account.password}"
            for account in simulator.accounts.values()
        )
        print(f"Simulator at {simulator.url} (accounts: {logins})", flush=True)
        await stopped.wait()


def main() -> None:
    """Read the command line, and serve."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulator", description=__doc__
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.host, arguments.port))


if __name__ == "__main__":
    main()
