"""Time that passes when nothing happens, so that no test waits for it."""

import asyncio

import pytest

from .simulator import Simulator

LONGER_THAN_ANYBODY_WAITS = 11  # seconds


def hurry(monkeypatch: pytest.MonkeyPatch, simulator: Simulator) -> None:
    """Let clients lose their patience as soon as a request hangs, and not before."""
    loop = asyncio.get_running_loop()
    now = loop.time
    monkeypatch.setattr(
        loop, "time", lambda: now() + simulator.hung * LONGER_THAN_ANYBODY_WAITS
    )
