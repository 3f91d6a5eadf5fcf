"""What the integration does once in each Home Assistant."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from . import startup
from .conftest import Record


@pytest.fixture
def process() -> Iterator[Executor]:
    """Return what calls functions in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        yield executor


def test_imports(server: str, record: Record, process: Executor) -> None:
    """Look for imports in the event loop, and time those of the integration's own modules."""
    in_event_loop, seconds = process.submit(startup.imports, server).result()
    record("imports in the event loop", len(in_event_loop), 0)
    record("own imports, ms", seconds * 1000, 12)


def test_sentences(record: Record, process: Executor) -> None:
    """Time the registration of the sentences."""
    seconds = process.submit(startup.sentences).result()
    record("voice sentences registered, ms", seconds * 1000, 15)
