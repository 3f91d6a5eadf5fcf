"""Measures both sides of a comparison by turns, and shows the ratio of their times beside its goal."""

from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
import json
import logging
from multiprocessing import get_context
from operator import truediv
from pathlib import Path
import socket
from statistics import median
from typing import Any
from unittest.mock import patch

from aiohttp import ThreadedResolver
import pytest
import pytest_asyncio
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from homeassistant.core import HomeAssistant
from homeassistant.helpers import frame
from homeassistant.helpers.entity import Entity
from homeassistant.loader import DATA_CUSTOM_COMPONENTS

from . import lean
from .server import serve

TURNS = 5
MANY = 100  # Accounts

KEY = "5ebe2294ecd0e0f08eab7690d2a6ee69"  # MD5 of "secret"

type Add = Callable[..., list[MockConfigEntry]]
type Compare = Callable[..., None]
type Entries = list[MockConfigEntry]
type Work = Callable[[], Coroutine[Any, Any, object]]

figures: dict[str, tuple[float, float]] = {}
"""Value and goal by name."""
seconds: dict[str, dict[str, list[float]]] = {}
"""What a side took in each turn, by name and side; the integration is the first side."""


async def nothing() -> None:
    """Do nothing."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `scripts/bench` write a file."""
    parser.addoption("--json", type=Path, metavar="FILE", help="write figures to FILE")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the figures, and write them to the file."""
    measures = []
    for name, (value, goal) in figures.items():
        measures.append({"name": name, "value": value, "goal": goal})
        sides = seconds.get(name, {}).items()
        times = ", ".join(f"{side} {median(s) * 1000:.2f} ms" for side, s in sides)
        missed = "missed" if value > goal else ""
        row = f"{name:42} {value:6.2f} {goal:5} {missed:6}  {times}"
        terminalreporter.write_line(row.rstrip())
    if file := terminalreporter.config.getoption("json"):
        file.write_text(json.dumps({"measures": measures}, indent=2) + "\n")


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """Run the server, and return its address."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=1000)
    process = get_context("spawn").Process(target=serve, args=(listener,))
    process.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    process.terminate()


@asynccontextmanager
async def home_assistant(config_dir: Path) -> AsyncGenerator[HomeAssistant]:
    """Run Home Assistant, with all entities enabled that are disabled at first."""
    async with async_test_home_assistant(config_dir=str(config_dir)) as hass:
        del hass.data[DATA_CUSTOM_COMPONENTS]
        frame.async_setup(hass)
        # Home Assistant's own would look for devices in the network.
        hass.data["aiohttp_resolver"] = ThreadedResolver()
        with patch.object(Entity, "entity_registry_enabled_default", new=True):
            yield hass
        await hass.async_stop(force=True)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hass(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncGenerator[HomeAssistant]:
    """Run the Home Assistant that both sides of a comparison share."""
    logging.disable()
    async with home_assistant(tmp_path_factory.mktemp("config")) as hass:
        lean.register(hass)
        yield hass


async def async_add(
    hass: HomeAssistant, domain: str, url: str, count: int = 1, others: int = 0
) -> Entries:
    """Add accounts; `others` is how many sensors of a lean one show no number."""
    first = 1000 + len(hass.config_entries.async_entries(domain))
    entries = [
        MockConfigEntry(
            domain=domain,
            unique_id=str(number),
            data={
                "username": "demo",
                "key": KEY,
                "url": f"{url}/{number}",
                "others": others,
            },
            options={"a_number": "+493012345678"},
        )
        for number in range(first, first + count)
    ]
    for entry in entries:
        await hass.config_entries.async_add(entry)
    await hass.async_block_till_done()
    return entries


@pytest.fixture
def add(hass: HomeAssistant, url: str) -> Iterator[Add]:
    """Return what adds accounts, which are removed at the end."""
    run = hass.loop.run_until_complete
    yield lambda domain, path, *counts: run(
        async_add(hass, domain, f"{url}/{path}", *counts)
    )
    for entry in hass.config_entries.async_entries():
        run(hass.config_entries.async_remove(entry.entry_id))


@pytest.fixture(params=range(TURNS))
def compare(benchmark: Any, hass: HomeAssistant) -> Compare:
    """Return what measures one side of a comparison.

    `work` does the same thing `runs` times; `before` comes before it, and is not counted.
    """
    run = hass.loop.run_until_complete

    def compare(
        name: str, side: str, goal: float, runs: int, work: Work, before: Work = nothing
    ) -> None:
        benchmark.pedantic(
            lambda: run(work()),
            setup=lambda: run(before()),
            rounds=2 if runs == MANY else 5,
            warmup_rounds=1,
        )
        both = seconds.setdefault(name, {})
        both.setdefault(side, []).append(benchmark.stats.stats.median / runs)
        if len(both) == 2:
            figures[name] = median(map(truediv, *both.values())), goal

    return compare
