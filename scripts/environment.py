"""Runs Python in the environment of a Home Assistant version, which is made first if need be.

The Python of the machine runs this module (3.11 or newer, with pip or uv): it needs nothing but the standard library, and
leaves nothing outside the checkout but uv's cache.
"""

from contextlib import suppress
import fcntl
import hashlib
import os
from pathlib import Path
import shlex
import shutil
import signal
import subprocess
import sys
import time

from scripts import debian_python
from scripts.commands import run

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
REQUIREMENTS = ROOT / "requirements_test.txt"
PYTHON = ">=3.14.2,<3.15"
# Where the environment lies, and what it has instead of what the requirements ask for.
ENVIRONMENTS = {
    "2026.10": (".venv", ""),
    "2026.11": (
        ".venv-2026.11",
        (
            "homeassistant==2026.11.0\n"
            "home-assistant-frontend==20261028.4\n"
            "home-assistant-intents==2026.10.27\n"
        ),
    ),
}

_begin = time.monotonic()


def step(text: str) -> None:
    """Tell what begins now."""
    print(f"{time.monotonic() - _begin:4.0f} s  {text}", file=sys.stderr, flush=True)


def find_uv() -> Path:
    """Return a uv that works, installed into the checkout if the machine has none."""
    if path := shutil.which("uv"):
        # A version manager's stand-in for uv may find no uv behind it.
        with suppress(subprocess.CalledProcessError):
            run(path, "--version")
            return Path(path)
    target = CACHE / "uv"
    uv = target / "bin" / "uv"
    if not uv.exists():
        step("Installing uv")
        run(sys.executable, "-m", "pip", "install", "--target", target, "uv")
    return uv


def find_python(uv: Path) -> Path:
    """Return a Python that Home Assistant runs on: the machine's, else uv's download, else Debian's."""
    find = (uv, "python", "find", "--system", PYTHON)
    with suppress(subprocess.CalledProcessError):
        return Path(run(*find))
    if python := debian_python.find(CACHE / "debian-python"):
        return python
    step("Getting Python 3.14")
    os.environ["UV_PYTHON_INSTALL_DIR"] = str(CACHE / "python")
    try:
        run(uv, "python", "install", "--no-bin", "3.14")
        return Path(run(*find))
    except subprocess.CalledProcessError:
        if not debian_python.is_possible():
            raise
    step("Getting Python 3.14 from Debian's packages, as its download failed")
    return debian_python.unpack(CACHE / "debian-python", uv)


def prepare(version: str) -> Path:
    """Return the Python of the environment for a version of Home Assistant; make it unless it is up to date."""
    name, override = ENVIRONMENTS[version]
    environment = ROOT / name
    python = environment / "bin" / "python"
    stamp = environment / "callcard.stamp"
    inputs = f"{environment}\n{override}\n{REQUIREMENTS.read_text()}"
    wanted = hashlib.sha256(inputs.encode()).hexdigest()
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if python.exists() and stamp.exists() and stamp.read_text() == wanted:
            return python
        uv = find_uv()
        base = find_python(uv)
        step(f"Installing Home Assistant {version} and the tools into {name}")
        run(uv, "venv", "--clear", "--python", base, environment)
        overrides = environment / "overrides.txt"
        overrides.write_text(override)
        install = (uv, "pip", "install", "--python", python)
        run(*install, "--override", overrides, "--requirement", REQUIREMENTS)
        stamp.write_text(wanted)
    step(f"{name} is ready")
    return python


def main() -> None:
    """Become the Python of the environment."""
    # As an exception, it also ends the command that is running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    version, *arguments = sys.argv[1:]
    try:
        python = prepare(version)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except subprocess.CalledProcessError as error:
        print(f"This command failed: {shlex.join(error.cmd)}", file=sys.stderr)
        print(
            *(error.stdout + error.stderr).splitlines()[-15:], sep="\n", file=sys.stderr
        )
        sys.exit(1)
    os.environ["VIRTUAL_ENV"] = str(python.parent.parent)
    os.execv(python, [str(python), *arguments])


if __name__ == "__main__":
    main()
