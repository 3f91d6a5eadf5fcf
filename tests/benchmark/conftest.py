"""Measures both sides of a comparison by turns, and shows the ratio of their times beside its goal."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
import json
from operator import truediv
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.runner import create_event_loop

from .home_assistant import start
from .server import serving

TURNS = 11

type Work = Callable[[], Coroutine[Any, Any, object]]
type Compare = Callable[..., None]
type Record = Callable[[str, float, float], None]

figures: dict[str, tuple[float, float]] = {}
"""Values and goals by name."""
seconds: dict[str, dict[str, list[float]]] = {}
"""What each side of a comparison took in each turn, by name and side; the integration is the first side."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `scripts/bench` write a file."""
    parser.addoption("--json", type=Path, metavar="FILE", help="write figures to FILE")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the figures, and write them to the file."""
    for name, (value, goal) in figures.items():
        missed = "missed" if value > goal else ""
        times = ", ".join(
            f"{side} {median(turns) * 1000:.3f} ms"
            for side, turns in seconds.get(name, {}).items()
        )
        terminalreporter.write_line(
            f"{name:56} {value:7.3f} {goal:5} {missed:6}  {times}"
        )
    if file := config.getoption("json"):
        measures = [
            {"name": name, "value": value, "goal": goal}
            for name, (value, goal) in figures.items()
        ]
        file.write_text(json.dumps({"measures": measures}, indent=2))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Run the server, and return its address."""
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def hass(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HomeAssistant]:
    """Run Home Assistant."""
    with (
        asyncio.Runner(loop_factory=create_event_loop) as runner,
        # Also the numbers that are disabled at first are entities to be measured.
        patch.object(Entity, "entity_registry_enabled_default", new=True),
    ):
        hass = runner.run(start(str(tmp_path_factory.mktemp("config"))))
        yield hass
        runner.run(hass.async_stop(force=True))


@pytest.fixture
def record() -> Record:
    """Return what records a figure and its goal."""

    def record(name: str, value: float, goal: float) -> None:
        figures[name] = value, goal

    return record


@pytest.fixture(params=range(TURNS))
def compare(
    benchmark: BenchmarkFixture, hass: HomeAssistant, record: Record
) -> Compare:
    """Return what measures one side of a comparison; its goal is a ratio."""

    def compare(
        name: str,
        side: str,
        work: Work,
        goal: float,
        *,
        rounds: int,
        runs: int,
        setup: Work | None = None,
    ) -> None:
        """`work` does the same thing so many times (`runs`); `setup` comes before it and is not counted."""
        run = hass.loop.run_until_complete
        benchmark.group = name
        benchmark.pedantic(
            lambda: run(work()),
            setup=(lambda: run(setup())) if setup else None,
            rounds=rounds,
            warmup_rounds=2,
        )
        sides = seconds.setdefault(name, {})
        sides.setdefault(side, []).append(benchmark.stats.stats.median / runs)
        if len(sides) == 2:
            record(name, median(map(truediv, *sides.values())), goal)

    return compare
