"""What the integration costs once, whatever accounts there are."""

import re
import sys
from threading import current_thread, main_thread
from unittest.mock import Mock, patch

from custom_components.callcard.voice.sentences import async_register
from homeassistant.setup import async_setup_component

from .conftest import Bench, measures

PACKAGE = "custom_components.callcard."


def forget(*packages: str) -> None:
    """Let Python import these packages anew."""
    for name in list(sys.modules):
        if f"{name}.".startswith(packages):
            del sys.modules[name]
    re.purge()


def test_imports(bench: Bench) -> None:
    """Time the modules that an account needs; all others are imported already."""
    bench.add("callcard")
    names = [name for name in sys.modules if f"{name}.".startswith(PACKAGE)]

    async def import_all() -> None:
        for name in names:
            __import__(name)

    with patch.dict(sys.modules):
        seconds = bench.time(import_all, lambda: forget(PACKAGE))
    measures["own imports, ms"] = seconds * 1000, 12


def test_event_loop(bench: Bench) -> None:
    """Count what the integration and its libraries import in the event loop."""
    packages = PACKAGE, "phonenumbers.", "babel."
    imports = []

    def find_spec(name: str, *_: object) -> None:
        if current_thread() is main_thread() and f"{name}.".startswith(packages):
            imports.append(name)

    finders = [Mock(find_spec=find_spec), *sys.meta_path]
    with patch.dict(sys.modules), patch.object(sys, "meta_path", finders):
        forget(*packages)
        [entry] = bench.add("callcard")
        bench.run(entry.runtime_data.async_refresh())
        bench.run(bench.call("callcard", "store_targets"))
        bench.run(bench.hass.config_entries.async_unload(entry.entry_id))
    measures["imports in the event loop"] = len(imports), 0


def test_sentences(bench: Bench) -> None:
    """Time how long it takes until the built-in voice assistant knows the sentences."""
    for name in ("homeassistant", "http", "conversation"):
        assert bench.run(async_setup_component(bench.hass, name, {}))
    seconds = bench.time(lambda: async_register(bench.hass, "conversation"))
    measures["voice sentences, ms"] = seconds * 1000, 15
