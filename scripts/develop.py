"""Starts the simulator and a Home Assistant that has its demo account, and shows what they do."""

import argparse
import asyncio
import signal
import sys
import time

from aiohttp import ClientError, ClientSession

from scripts import demo
from scripts.home_assistant import HomeAssistant
from scripts.servers import ROOT, Failure, Folder, running

USER = PASSWORD = "demo"
RESTART_EXIT_CODE = 100
SECONDS_TO_START = 300

_begin = time.monotonic()


def step(text: str) -> None:
    """Tell what begins now."""
    print(f"{time.monotonic() - _begin:4.0f} s  {text}", flush=True)


async def answers(
    session: ClientSession, url: str, process: asyncio.subprocess.Process
) -> None:
    """Wait until a server answers."""
    async with asyncio.timeout(SECONDS_TO_START):
        while process.returncode is None:
            try:
                async with session.get(url):
                    return
            except ClientError:
                await asyncio.sleep(0.1)
    raise Failure(f"The server of {url} ended by itself")


async def develop(folder: Folder, once: bool) -> list[str]:
    """Run both servers until Home Assistant ends, or, if it is for once, until checked; return what is wrong."""
    url = f"http://127.0.0.1:{folder.home_assistant_port}"
    simulator_url = f"http://127.0.0.1:{folder.simulator_port}"
    simulator = ("-m", "tests.simulator", "--port", str(folder.simulator_port))
    home_assistant = (
        "-m",
        "homeassistant",
        "--config",
        str(folder.config),
        "--log-no-color",
    )

    step("Starting the simulator")
    async with (
        ClientSession() as session,
        running(folder.simulator_log, *simulator) as process,
    ):
        await answers(session, f"{simulator_url}/simulator/state", process)
        step("Starting Home Assistant, which installs more packages the first time")
        async with running(folder.home_assistant_log, *home_assistant) as process:
            await answers(session, url, process)
            home = await HomeAssistant.login(session, url, USER, PASSWORD)
            async with asyncio.timeout(SECONDS_TO_START):
                while (await home.get("api/config"))["state"] != "RUNNING":
                    await asyncio.sleep(0.1)
            step("Adding the demo account")
            await demo.add_account(home, simulator_url)
            await demo.add_dashboard(home)
            step("Talking to it")
            problems = await demo.talk(home, session, simulator_url)
            step("Letting it ring and text")
            problems += await demo.ring(home, session, simulator_url)
            step("Storing a pair of numbers")
            answer = await demo.store_targets(home)
            print(f"\n{url}  user {USER}, password {PASSWORD}")
            print(f"{url}/{demo.DASHBOARD}  the dashboard card\n")
            await demo.show(home, answer)
            if once:
                print()
                step("Checking and ending")
                return problems + await demo.differences(home, session, simulator_url)
            print(f"\nLogs: {folder.logs}. Ctrl-C ends everything.", flush=True)
            await process.wait()
        while process.returncode == RESTART_EXIT_CODE:
            step("Starting Home Assistant again")
            async with running(folder.home_assistant_log, *home_assistant) as process:
                await process.wait()
    return ["Home Assistant ended by itself"]


async def main() -> int:
    """Run until done or told to end."""
    parser = argparse.ArgumentParser(prog="scripts/develop", description=__doc__)
    parser.add_argument(
        "--once",
        action="store_true",
        help="begin anew, check what they do, and end them",
    )
    once: bool = parser.parse_args().once
    if task := asyncio.current_task():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    folder = Folder(ROOT / ".cache" / ("once" if once else "develop"), is_new=once)
    try:
        problems = await develop(folder, once)
    except asyncio.CancelledError:
        step("Ended")
        return int(once)
    except (ClientError, Failure, TimeoutError) as error:
        problems = [str(error) or repr(error)]
    problems += demo.errors(folder.home_assistant_log)
    step("FAILED" if problems else "Everything worked")
    if not problems:
        return 0
    print(*problems, f"Logs: {folder.logs}", sep="\n")
    return 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
