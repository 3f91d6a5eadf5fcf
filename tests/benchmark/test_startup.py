"""What the integration costs once, whatever accounts there are."""

from pathlib import Path
import re
from statistics import median
import sys
from threading import current_thread, main_thread
from time import process_time
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .conftest import Add, async_add, figures, home_assistant

PACKAGE = "custom_components.callcard"


def forget(*packages: str) -> list[str]:
    """Let Python import these packages anew, and return their modules."""
    names = [name for name in sys.modules if f"{name}.".startswith(packages)]
    for name in names:
        del sys.modules[name]
    re.purge()
    return names


def test_imports(hass: HomeAssistant, add: Add) -> None:
    """Time the modules that an account needs; all others are imported already."""
    add("callcard", "20/same")
    times = []
    with patch.dict(sys.modules):
        for _ in range(20):
            own = forget(f"{PACKAGE}.")
            begin = process_time()
            for name in own:
                __import__(name)
            times.append(process_time() - begin)
    figures["own imports, ms"] = median(times) * 1000, 12


class ImportsInEventLoop(list[str]):
    """What is imported in the main thread."""

    def find_spec(self, name: str, *args: object) -> None:
        """Take note of a module that is not imported yet."""
        if current_thread() is main_thread():
            self.append(name)


def test_event_loop(hass: HomeAssistant, url: str, add: Add, tmp_path: Path) -> None:
    """Count what an account imports in the event loop, beside what all accounts need."""
    add("callcard", "20/same")
    imports = ImportsInEventLoop()

    async def use_account() -> None:
        async with home_assistant(tmp_path) as other:
            [entry] = await async_add(other, "callcard", f"{url}/20/another")
            await entry.runtime_data.async_refresh()
            data = {"b_number": "+61 2 9374 4000"}
            await other.services.async_call("callcard", "store_targets", data, True)
            await other.config_entries.async_unload(entry.entry_id)

    with (
        patch.dict(sys.modules),
        patch.object(sys, "meta_path", [imports, *sys.meta_path]),
    ):
        forget(f"{PACKAGE}.", "phonenumbers.", "babel.")
        hass.loop.run_until_complete(use_account())
    figures["imports in the event loop"] = len(imports), 0


def test_sentences(hass: HomeAssistant, tmp_path: Path) -> None:
    """Time how much longer the set-up takes when there is a voice assistant."""

    async def set_up(component: str) -> float:
        async with home_assistant(tmp_path) as other:
            for name in ("homeassistant", "http", "intent", component):
                assert await async_setup_component(other, name, {})
            begin = process_time()
            assert await async_setup_component(other, "callcard", {})
            await other.async_block_till_done()
            return process_time() - begin

    run = hass.loop.run_until_complete
    times = [run(set_up("conversation")) - run(set_up("intent")) for _ in range(20)]
    figures["voice sentences, ms"] = median(times) * 1000, 15
