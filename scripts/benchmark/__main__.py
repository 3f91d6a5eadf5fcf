"""Measures everything, or the groups that are named, and shows the figures."""

import argparse
import asyncio
from importlib.metadata import version
import json
import os
from pathlib import Path
import platform
import subprocess
import sys
import time
from typing import Any

from scripts.benchmark import card
from scripts.benchmark.server import serving
from scripts.benchmark.table import head, lines

GROUPS = (
    "reads",
    "stores",
    "polls",
    "setups",
    "accounts",
    "first",
    "memory",
    "imports",
)

KEEP_BYTECODE = {"PYTHONDONTWRITEBYTECODE": ""}
"""A home compiles modules at the first import of a version only, whatever this shell says."""


def machine() -> dict[str, Any]:
    """Describe the machine in general words."""
    return {
        "cpus": os.process_cpu_count(),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "homeassistant": version("homeassistant"),
        "aiohttp": version("aiohttp"),
        "load": round(os.getloadavg()[0], 1),
    }


def take(group: str, server: str) -> list[dict[str, Any]]:
    """Take a group's measures."""
    output = subprocess.run(
        [sys.executable, "-m", "scripts.benchmark.child", group, server],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=os.environ | KEEP_BYTECODE,
        check=True,
    ).stdout
    measures: list[dict[str, Any]] = json.loads(output)
    return measures


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="group", help=", ".join(GROUPS))
    parser.add_argument(
        "--card", action="store_true", help="measure the dashboard card in Chromium"
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    arguments = parser.parse_args()
    if unknown := set(arguments.groups) - set(GROUPS):
        parser.error(f"there is no group {', '.join(sorted(unknown))}")
    begin = time.monotonic()
    measures = []
    # Before the server takes a processor for itself.
    where = machine()
    print(*head(where), sep="\n", flush=True)
    if arguments.card:
        measures = [measure.as_json() for measure in asyncio.run(card.measure())]
        print(*lines(measures), sep="\n", flush=True)
    else:
        with serving() as server:
            for group in arguments.groups or GROUPS:
                taken = take(group, server)
                measures += taken
                print(*lines(taken), sep="\n", flush=True)
    print(f"\nMeasured in {time.monotonic() - begin:.0f} s.")
    if arguments.json:
        document = {"machine": where, "measures": measures}
        arguments.json.write_text(json.dumps(document, indent=2) + "\n")


if __name__ == "__main__":
    main()
