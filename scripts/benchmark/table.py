"""The figures, written for people."""

from collections.abc import Iterator
from typing import Any

_ROW = "{:<53}  {:>10}  {:>10}  {:>8}  {:>6}  {}"


def head(machine: dict[str, Any]) -> Iterator[str]:
    """Return the lines above the figures."""
    yield ", ".join(f"{name} {value}" for name, value in machine.items())
    yield ""
    yield _ROW.format("", "ours", "floor", "ratio", "goal", "")


def lines(measures: list[dict[str, Any]]) -> Iterator[str]:
    """Return a line for each measure."""
    for measure in measures:
        value, goal, unit = measure["value"], measure["goal"], measure["unit"]
        is_ratio = measure["floor"] is not None
        yield _ROW.format(
            measure["name"],
            _amount(measure["ours"] if is_ratio else value, unit),
            _amount(measure["floor"], unit) if is_ratio else "",
            f"{value:.2f}" if is_ratio else "",
            "" if goal is None else f"{goal:g}" if is_ratio else _amount(goal, unit),
            "" if goal is None or value <= goal else "missed",
        ).rstrip()


def _amount(amount: float, unit: str) -> str:
    if unit == "s":
        return f"{amount * 1000:.3f} ms" if amount < 0.01 else f"{amount * 1000:.1f} ms"
    if unit == "B":
        return f"{amount / 1024:.1f} KiB"
    return f"{amount:g} {unit}"
