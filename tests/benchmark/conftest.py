"""Home Assistant with an account of the simulator, and what is measured of it."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from dataclasses import dataclass
import json
import logging
from pathlib import Path
from subprocess import PIPE, Popen
import sys
from time import time
from typing import Any
from unittest.mock import patch
from urllib.request import urlopen
from uuid import uuid4

from aiohttp import ThreadedResolver
import phonenumbers
import pytest
from pytest_homeassistant_custom_component import common

from custom_components.callcard.api import password_key
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import frame
from homeassistant.helpers.entity import Entity
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from tests.browser.conftest import function_fixture

from . import lean

KEY = password_key("secret")
NUMBERS = [
    (country.lower(), f"{number.country_code}{number.national_number}")
    for country in sorted(phonenumbers.SUPPORTED_REGIONS)
    if (number := phonenumbers.example_number(country))
]

type Work = Callable[[], Awaitable[object]]

measures: dict[str, tuple[float, float]] = {}  # Name → value and goal
first_sides: dict[str, float] = {}  # Name of a comparison → what was measured first


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `scripts/bench` write a file."""
    parser.addoption("--json", type=Path, metavar="FILE", help="write figures to FILE")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the figures, and write them to the file."""
    rows = []
    for name, (value, goal) in measures.items():
        rows.append({"name": name, "value": value, "goal": goal})
        missed = "  missed" if value > goal else ""
        terminalreporter.write_line(f"{name:45} {value:6.2f} {goal:5}{missed}")
    if file := terminalreporter.config.getoption("json"):
        file.write_text(json.dumps({"measures": rows}, indent=2) + "\n")


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """Run the simulator in a process of its own, and return its address."""
    command = [sys.executable, "-m", "tests.simulator"]
    with Popen(command, stdout=PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[2]
        process.terminate()


@dataclass
class Bench:
    """What a benchmark works with."""

    hass: HomeAssistant
    url: str
    benchmark: Any

    def run[T](self, work: Awaitable[T]) -> T:
        """Run a coroutine."""
        return self.hass.loop.run_until_complete(work)

    def change_account(self, size: int) -> None:
        """Give the account as many dial-in numbers, and another balance."""
        numbers = dict(NUMBERS[:size])
        # Without an account number, it can be added more than once.
        fields = {"account_number": None, "balance": time(), "currency": "eur"}
        account = {"username": "bare", "callthrough_geo": numbers, **fields}
        data = json.dumps(account).encode()
        urlopen(f"{self.url}/simulator/account", data).close()

    def add(
        self, domain: str, size: int = 20, count: int = 1
    ) -> list[common.MockConfigEntry]:
        """Add the account, with as many dial-in numbers, as if it were many."""
        self.change_account(size)
        data = {"username": "bare", "key": KEY, "url": self.url, "identity": {}}
        options = {"a_number": "+493012345678"}
        entries = [
            common.MockConfigEntry(
                domain=domain, unique_id=uuid4().hex, data=data, options=options
            )
            for _ in range(count)
        ]
        for entry in entries:
            self.run(self.hass.config_entries.async_add(entry))
            assert entry.state is ConfigEntryState.LOADED
        return entries

    async def call(self, domain: str, action: str) -> None:
        """Call an action that prepares a call."""
        data = {"b_number": "+61 2 9374 4000"}
        await self.hass.services.async_call(domain, action, data, blocking=True)

    def time(self, work: Work, setup: Callable[[], None] | None = None) -> float:
        """Return how many seconds something takes, without what comes before it."""
        self.benchmark.pedantic(
            lambda: self.run(work()),
            setup=setup,
            rounds=10,
            warmup_rounds=1,
            iterations=1 if setup else 10,
        )
        return float(self.benchmark.stats.stats.min)

    def compare(self, name: str, goal: float, value: float) -> None:
        """Divide what is measured first by what is measured second."""
        measures[name] = first_sides.setdefault(name, value) / value, goal


@function_fixture
async def bench(tmp_path: Path, url: str, benchmark: Any) -> AsyncGenerator[Bench]:
    """Run Home Assistant, with all entities enabled that are disabled at first."""
    logging.disable()
    async with common.async_test_home_assistant(config_dir=str(tmp_path)) as hass:
        del hass.data[DATA_CUSTOM_COMPONENTS]
        frame.async_setup(hass)
        # Home Assistant's own would look for devices in the network.
        hass.data["aiohttp_resolver"] = ThreadedResolver()
        lean.register(hass)
        with patch.object(Entity, "entity_registry_enabled_default", new=True):
            yield Bench(hass, url, benchmark)
        await hass.async_stop(force=True)
