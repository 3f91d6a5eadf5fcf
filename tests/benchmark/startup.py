"""What the integration does once in each Home Assistant: runs in a process of its own, where nothing is imported yet."""

import asyncio
import re
from statistics import median
import sys
from tempfile import TemporaryDirectory
import threading
from time import process_time
import traceback

from homeassistant.runner import create_event_loop
from homeassistant.setup import async_setup_component

from .home_assistant import OURS, add, start

PACKAGE = f"custom_components.{OURS}"
FOLDER = f"custom_components/{OURS}/"
TIMES = 20

sys.dont_write_bytecode = False  # Home Assistant compiles each module once


def imports(server: str) -> tuple[list[str], float]:
    """Return what is imported in the event loop for an account, and the seconds that its own modules take."""
    imported: list[str] = []

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if event == "import" and threading.current_thread() is threading.main_thread():
            name = str(arguments[0])
            files = [frame.filename for frame in traceback.extract_stack()]
            if name.startswith(PACKAGE) or any(FOLDER in file for file in files):
                imported.append(name)

    async def use_account(config: str) -> None:
        hass = await start(config)
        sys.addaudithook(audit)
        entry = await add(hass, OURS, f"{server}/20/another", 1000)
        await entry.runtime_data.async_refresh()
        b_number = {"b_number": "+61 2 9374 4000"}
        await hass.services.async_call(OURS, "store_targets", b_number, blocking=True)
        await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_stop(force=True)

    with (
        TemporaryDirectory() as config,
        asyncio.Runner(loop_factory=create_event_loop) as runner,
    ):
        runner.run(use_account(config))
    return imported.copy(), median(import_again() for _ in range(TIMES))


def import_again() -> float:
    """Return the seconds that the integration's modules take when all others are imported."""
    own = [name for name in sys.modules if f"{name}.".startswith(f"{PACKAGE}.")]
    for name in own:
        del sys.modules[name]
    re.purge()
    begin = process_time()
    for name in own:
        __import__(name)
    return process_time() - begin


def sentences() -> float:
    """Return the seconds that the set-up of the integration takes longer when there is a voice assistant."""

    async def set_up(*others: str) -> float:
        with TemporaryDirectory() as config:
            hass = await start(config, *others)
            begin = process_time()
            assert await async_setup_component(hass, OURS, {})
            await hass.async_block_till_done()
            seconds = process_time() - begin
            await hass.async_stop(force=True)
        return seconds

    def take(*others: str) -> float:
        with asyncio.Runner(loop_factory=create_event_loop) as runner:
            return runner.run(set_up(*others))

    a = [(take("http", "intent"), take("conversation")) for _ in range(TIMES)]
    print(a)
    return median(b - a for a, b in a)
