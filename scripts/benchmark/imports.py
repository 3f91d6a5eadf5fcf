"""Imports: how long they take, and that none of them keeps the event loop waiting."""

import asyncio
import importlib
from pathlib import Path
import re
from statistics import median
import sys
import threading
from time import process_time
from types import FrameType

from scripts.benchmark.home import OURS, add_lean, add_ours, home_assistant
from scripts.benchmark.measure import Measure
from scripts.benchmark.replies import SMALL
from scripts.servers import ROOT

GOAL = 0.025
ROUNDS = 20
PACKAGE = f"custom_components.{OURS}"
LIBRARIES = ("phonenumbers", "babel")


async def measure(server: str) -> list[Measure]:
    """Look for imports inside the event loop, then measure how long imports take."""
    in_loop, needed = await _set_up_and_watch(server)
    for name in in_loop:
        print(f"Imported inside the event loop: {name}", file=sys.stderr)
    needed_time, libraries_time = await asyncio.to_thread(_import_times, needed)
    everything = await asyncio.to_thread(_modules)
    all_time, _ = await asyncio.to_thread(_import_times, everything)
    return [
        Measure("import, modules that an account needs", needed_time, GOAL),
        Measure("import, all our modules", all_time),
        Measure("import, the libraries", libraries_time),
        Measure("imports inside the event loop", len(in_loop), 0, unit="modules"),
    ]


def _import_times(modules: list[str]) -> tuple[float, float]:
    """Return how long these take, and before them what they need of the libraries."""
    _forget()
    _time(modules)
    needed = [name for name in sys.modules if name.split(".")[0] in LIBRARIES]
    ours, libraries = [], []
    for _ in range(ROUNDS):
        _forget()
        libraries.append(_time(needed))
        ours.append(_time(modules))
    return median(ours), median(libraries)


def _modules() -> list[str]:
    """Return the names of all our modules."""
    package = ROOT / "custom_components" / OURS
    modules = [PACKAGE]
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package)
        parts = (
            relative.parent.parts
            if path.stem == "__init__"
            else (*relative.parent.parts, path.stem)
        )
        modules.append(".".join((PACKAGE, *parts)))
    return modules


def _forget() -> None:
    """Let Python import our modules and their libraries anew; all others stay imported."""
    for name in list(sys.modules):
        if name.startswith(PACKAGE) or name.split(".")[0] in LIBRARIES:
            del sys.modules[name]
    re.purge()


def _time(modules: list[str]) -> float:
    begin = process_time()
    for name in modules:
        importlib.import_module(name)
    return process_time() - begin


async def _set_up_and_watch(server: str) -> tuple[list[str], list[str]]:
    """Set an account up, poll, store and unload.

    Return what was imported for it inside the event loop, and which of our modules were imported at all.
    """
    imported: list[str] = []
    is_watching = False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if (
            event == "import"
            and is_watching
            and threading.current_thread() is threading.main_thread()
            and (_is_ours(str(arguments[0])) or _is_for_us(sys._getframe()))  # noqa: SLF001
        ):
            imported.append(str(arguments[0]))

    sys.addaudithook(watch)
    _forget()
    async with home_assistant() as hass:
        await add_lean(hass, f"{server}/{SMALL}", 1)
        is_watching = True
        entry = await add_ours(hass, f"{server}/{SMALL}")
        await entry.runtime_data.async_refresh()
        await hass.services.async_call(
            OURS, "store_targets", {"b_number": "+61 2 9374 4000"}, blocking=True
        )
        await hass.config_entries.async_unload(entry.entry_id)
        is_watching = False
    ours = [name for name in sys.modules if f"{name}.".startswith(f"{PACKAGE}.")]
    return imported, ours


def _is_ours(module: str) -> bool:
    return module.startswith(PACKAGE) or module.split(".", maxsplit=1)[0] in LIBRARIES


def _is_for_us(frame: FrameType | None) -> bool:
    """Tell whether our code is on the way to this frame."""
    folder = str(Path("custom_components") / OURS)
    while frame is not None:
        if folder in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False
