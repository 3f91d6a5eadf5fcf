"""Commands that must succeed."""

from pathlib import Path
import subprocess


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command, and return what it printed."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
