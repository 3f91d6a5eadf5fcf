"""Takes one group's measures in a process of its own, so that none meets what another one left behind."""

import importlib
import json
import sys

from scripts.benchmark.home import run


def main() -> None:
    """Print the measures of a group as JSON."""
    group, server = sys.argv[1:]
    measures = run(
        importlib.import_module(f"scripts.benchmark.{group}").measure(server)
    )
    print(json.dumps([measure.as_json() for measure in measures]))


if __name__ == "__main__":
    main()
