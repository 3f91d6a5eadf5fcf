"""Measures both sides of a comparison by turns, and shows the ratio of their times beside its goal."""

from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
import json
import logging
from multiprocessing import get_context
from operator import truediv
from pathlib import Path
import socket
from statistics import median
from typing import Any
from unittest.mock import patch

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.loader import DATA_CUSTOM_COMPONENTS

from . import lean
from .server import serve

TURNS = 11

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


@pytest.fixture(scope="session")
async def hass(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[HomeAssistant]:
    """Run Home Assistant, with all entities enabled that are disabled at first."""
    logging.disable()
    config_dir = str(tmp_path_factory.mktemp("config"))
    async with async_test_home_assistant(config_dir=config_dir) as hass:
        del hass.data[DATA_CUSTOM_COMPONENTS]
        lean.register(hass)
        with patch.object(Entity, "entity_registry_enabled_default", new=True):
            yield hass
        await hass.async_stop(force=True)


@pytest.fixture
def add(hass: HomeAssistant, url: str) -> Iterator[Add]:
    """Return what adds accounts, which are removed at the end."""
    run = hass.loop.run_until_complete

    def add(domain: str, path: str, count: int = 1, others: int = 0) -> Entries:
        numbers = range(1000, 1000 + count)
        login = {"username": "demo", "key": KEY, "others": others}
        entries = [
            MockConfigEntry(
                domain=domain,
                unique_id=str(number),
                data=login | {"url": f"{url}/{path}/{number}"},
                options={"a_number": "+493012345678"},
            )
            for number in numbers
        ]
        for entry in entries:
            run(hass.config_entries.async_add(entry))
        run(hass.async_block_till_done())
        return entries

    yield add
    for entry in hass.config_entries.async_entries():
        run(hass.config_entries.async_remove(entry.entry_id))


@pytest.fixture(params=range(TURNS))
def compare(benchmark: BenchmarkFixture, hass: HomeAssistant) -> Compare:
    """Return what measures one side of a comparison.

    `work` does the same thing `runs` times; `before` comes before it, and is not counted.
    """
    run = hass.loop.run_until_complete

    def compare(
        name: str, side: str, goal: float, runs: int, work: Work, before: Work = nothing
    ) -> None:
        benchmark.pedantic(
            lambda: run(work()), setup=lambda: run(before()), rounds=5, warmup_rounds=2
        )
        both = seconds.setdefault(name, {})
        both.setdefault(side, []).append(benchmark.stats.stats.median / runs)
        if len(both) == 2:
            figures[name] = median(map(truediv, *both.values())), goal

    return compare
