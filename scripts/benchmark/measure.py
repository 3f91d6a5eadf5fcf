"""What is measured, and how two sides are compared."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from statistics import fmean, median, quantiles
from time import process_time
from typing import Any

type Work = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Measure:
    """A figure beside its goal; `value` is the ratio of ours to the floor where there is a floor."""

    name: str
    value: float
    goal: float | None = None
    ours: float | None = None
    floor: float | None = None
    unit: str = "s"

    @property
    def is_reached(self) -> bool:
        """Tell whether the goal is reached, if there is one."""
        return self.goal is None or self.value <= self.goal

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` writes."""
        return asdict(self) | {
            "ours_s": self.ours if self.unit == "s" else None,
            "floor_s": self.floor if self.unit == "s" else None,
        }


def compare(
    name: str, ours: float, floor: float, goal: float | None = None, unit: str = "s"
) -> Measure:
    """Return the ratio of two figures."""
    return Measure(name, ours / floor, goal, ours, floor, unit)


class Times:
    """How long each run of a work took, in seconds of processor time, round by round."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rounds: list[list[float]] = []

    @property
    def typical(self) -> float:
        """The median round's time for one run: the garbage collector's share is in it."""
        return median(fmean(runs) for runs in self.rounds)

    def percentile(self, percent: int) -> float:
        """Return what so many percent of all runs did not exceed."""
        runs = [run for runs in self.rounds for run in runs]
        return quantiles(runs, n=100, method="inclusive")[percent - 1]


async def interleave(
    *works: Work, rounds: int, runs: int = 1, before: Work | None = None
) -> list[Times]:
    """Run the works by turns, so that whatever else the machine does meets all of them.

    `before` comes before each run and is not counted. A tenth of the rounds comes first and
    is not counted either. The order of the works changes from round to round.
    """
    times = [Times() for _ in works]
    warm_up = max(1, rounds // 10)
    for number in range(-warm_up, rounds):
        order = list(zip(works, times, strict=True))
        shift = number % len(works)
        for work, its_times in order[shift:] + order[:shift]:
            elapsed = []
            for _ in range(runs):
                if before is not None:
                    await before()
                begin = process_time()
                await work()
                elapsed.append(process_time() - begin)
            if number >= 0:
                its_times.rounds.append(elapsed)
    return times
