"""What the integration costs once, whatever accounts there are."""

import re
from statistics import median
import sys
from threading import current_thread, main_thread
from time import process_time
from types import ModuleType
from unittest.mock import patch

from pytest_homeassistant_custom_component.common import async_test_home_assistant

from homeassistant.core import HomeAssistant
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component

from .conftest import Add, figures

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


def test_event_loop(hass: HomeAssistant, add: Add) -> None:
    """Count the modules that an account imports in the event loop."""
    run = hass.loop.run_until_complete
    imports = ImportsInEventLoop()
    with (
        patch.dict(sys.modules),
        patch.object(sys, "meta_path", [imports, *sys.meta_path]),
        patch.dict(hass.data),
    ):
        forget(f"{PACKAGE}.", "phonenumbers.", "babel.")
        ...


def test_sentences(hass: HomeAssistant) -> None:
    """Time how much longer the set-up takes when there is a voice assistant."""

    async def set_up(component: str) -> float:
        async with async_test_home_assistant(config_dir=hass.config.config_dir) as other:
            del other.data[DATA_CUSTOM_COMPONENTS]
            for name in ("homeassistant", "http", "intent", component):
                assert await async_setup_component(other, name, {})
            begin = process_time()
            assert await async_setup_component(other, "callcard", {})
            await other.async_block_till_done()
            taken = process_time() - begin
            await other.async_stop(force=True)
        return taken

    run = hass.loop.run_until_complete
    times = [
        run(set_up("conversation")) - run(set_up("intent")) for _ in range(20)
    ]
    figures["voice sentences, ms"] = median(times) * 1000, 15
