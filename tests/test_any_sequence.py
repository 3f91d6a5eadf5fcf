"""Whatever happens in whichever order: what is shown and said about stores is true.

For more examples, other ones each time:
`CALLCARD_EXAMPLES=1000 python -m pytest tests/test_any_sequence.py`
"""

from collections.abc import Sequence
import logging
import os
from pathlib import Path
import random
from typing import Any, NamedTuple

from hypothesis import HealthCheck, example, given, settings, strategies as st
import pytest

from custom_components.callcard.const import DOMAIN

from .account_model import AccountModel, Pair
from .common import expire_timeouts, trust
from .conftest import SetUp
from .simulator import Fault, Simulator
from .tls import Tls

EXAMPLES = int(os.environ.get("CALLCARD_EXAMPLES", "50"))

PAIRS: list[Pair] = [
    ("493012345678", "61293744000"),
    ("493012345678", "442079460000"),
    ("491701234567", "61293744000"),
]


class Step(NamedTuple):
    """One thing that happens."""

    name: str
    arguments: tuple[Any, ...] = ()


def step(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    """Draw a step of this name."""
    return st.builds(Step, st.just(name), st.tuples(*arguments))


BOOLEANS, ONE_PAIR = st.booleans(), st.sampled_from(PAIRS)
STEPS = st.one_of(
    step("poll"),
    step("store_at_once", st.permutations(PAIRS[:2]), BOOLEANS),
    step("store_at_once", st.tuples(ONE_PAIR), st.just(False)),
    step("ring_and_text"),
    step("store_elsewhere", ONE_PAIR),
    step("set_fault", st.sampled_from(Fault), st.sampled_from([1, 2, 3, None])),
    step("clear_faults"),
    step("jump", st.sampled_from([-3600, -170, 0, 170, 3600])),
    step("fill_disk", BOOLEANS),
    step("reload_during_store", ONE_PAIR),
    step("restart", BOOLEANS),
    step("crash_during_store", ONE_PAIR),
)


@pytest.fixture
def hass_config_dir(tmp_path: Path) -> str:
    """Give Home Assistant a folder of its own."""
    return str(tmp_path)


@pytest.fixture
def hass_storage() -> None:
    """Let files be on the disk."""


def _errors(records: list[logging.LogRecord]) -> list[str]:
    """Return what was logged that is no outage, but a mistake of the program."""
    return [
        record.getMessage()
        for record in records
        if record.levelno >= logging.WARNING
        and record.name
        not in {
            "aiohttp.server",  # The simulator's, when it is hung up on
            "homeassistant.helpers.storage",  # When the disk is full
            "homeassistant.util.file",
        }
        and (
            record.exc_info
            or (record.levelno >= logging.ERROR and DOMAIN not in record.name)
        )
    ]


STORE = Step("store_at_once", (PAIRS[:1], False))
STORE_TWO = Step("store_at_once", (PAIRS[:2], False))
RESTART = Step("restart", (True,))
FULL, EMPTY = Step("fill_disk", (True,)), Step("fill_disk", (False,))


def failure(fault: Fault, times: int | None = None) -> Step:
    """Let requests fail."""
    return Step("set_fault", (fault, times))


def tried(*steps: Step) -> example:
    """Try steps, too, of which chance may not think."""
    return example(steps=steps, over_tls=False, reveal_targets=False)


@settings(
    max_examples=EXAMPLES,
    derandomize="CALLCARD_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(
    steps=st.lists(STEPS, min_size=4, max_size=12),
    over_tls=BOOLEANS,
    reveal_targets=BOOLEANS,
)
@tried(failure(Fault.RESET_BEFORE, 1), STORE_TWO)
@tried(failure(Fault.RESET_AFTER), STORE)
@tried(failure(Fault.RESET_AFTER, 1), failure(Fault.API_ERROR), STORE)
@tried(STORE, Step("poll"), failure(Fault.API_ERROR), STORE_TWO, RESTART)
@tried(FULL, STORE, EMPTY, Step("poll"), Step("poll"), FULL, RESTART)
@tried(failure(Fault.RESET_AFTER), Step("ring_and_text"))
@tried(STORE, FULL, STORE_TWO, Step("poll"), Step("restart", (False,)))
@pytest.mark.timeout(max(60, EXAMPLES))
async def test_any_sequence(
    set_up: SetUp,
    tls: Tls,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    steps: Sequence[Step],
    over_tls: bool,
    reveal_targets: bool,
) -> None:
    """Nothing untrue is shown or said, no mistake is logged, and in the end all works."""
    random.seed()  # Hypothesis has seeded it, and the ids of entries come from it
    trust(tls)
    caplog.clear()
    async with Simulator(ssl_context=tls.server if over_tls else None) as simulator:
        simulator.accounts["demo"].reveal_targets = reveal_targets
        model = AccountModel(await set_up(platform=simulator))
        try:
            for name, arguments in steps:
                with monkeypatch.context() as context:
                    expire_timeouts(context, simulator)
                    await getattr(model, name)(*arguments)
                model.check()
            await model.clear_faults()
            await model.jump(0)
            await model.poll()
            model.check()
            assert model.entry.runtime_data.last_update_success
        finally:
            model.disk.close()
            await model.remove()
    assert _errors(caplog.records) == []
