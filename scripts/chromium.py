"""Chromium: the machine's, else playwright's own, which is downloaded into the checkout."""

from contextlib import suppress
import os
import shutil
import subprocess
import sys

from scripts.commands import run
from scripts.environment import CACHE, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)
FOLDER = CACHE / "browsers"

os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(FOLDER)


def find() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    if path := next(filter(None, map(shutil.which, NAMES)), None):
        return path
    return next((str(path) for path in FOLDER.glob("*/*/*headless*shell")), None)


def main() -> int:
    """Print the path of a Chromium, which is downloaded if need be; fail where none can be had."""
    if not find():
        step("Getting Chromium")
        install = ("-m", "playwright", "install", "--only-shell", "chromium")
        with suppress(subprocess.CalledProcessError):
            run(sys.executable, *install)
    if path := find():
        print(path)
        return 0
    step("No Chromium was found, and none could be downloaded")
    return 1


if __name__ == "__main__":
    sys.exit(main())
