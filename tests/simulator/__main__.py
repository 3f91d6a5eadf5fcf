"""Runs the simulator by itself: `python -m tests.simulator [--port N]`."""

import argparse
import asyncio
import signal

from .server import Simulator


async def serve(port: int) -> None:
    """Serve until told to stop."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Simulator(port=port) as simulator:
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
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
