"""scripts/release, in a copy of the checkout whose scripts/test passes at once."""

from collections.abc import Callable
import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import zipfile

import pytest

from scripts.environment import ROOT
from scripts.release import COMPONENT, VERSIONS, ZIP, versions

VERSION = "1.2.3"
ENVIRONMENT = {
    "HOME": os.environ["HOME"],
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_GLOBAL": os.devnull,
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Test"),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "test@localhost"),
}
CHANGELOG = f"""\
# Changelog

## [{VERSION}] - Unreleased

What is new.

## [1.0.0] - 2026-12-01

[1.0.0]: https://github.com/somebody/callcard
"""


class Checkout:
    """A copy of the checkout, committed, that can be released as VERSION."""

    def __init__(self, path: Path) -> None:
        """Copy the files that git does not ignore, and commit them."""
        self.path = path
        self.zip = path / ZIP.relative_to(ROOT)
        self.manifest = path / "custom_components" / "callcard" / "manifest.json"
        ignored = (ROOT / ".gitignore").read_text().replace("/", "").split()
        ignore = shutil.ignore_patterns(".git", *ignored)
        shutil.copytree(ROOT, path, ignore=ignore, dirs_exist_ok=True)
        self.git("init", "--quiet")
        self.git("add", "--all")
        assert self.release("--set-owner", "somebody").returncode == 0
        self.write("CHANGELOG.md", CHANGELOG)
        self.write("scripts/test", "#!/bin/sh\nexit 0\n")

    def git(self, *arguments: str) -> str:
        """Return what git prints."""
        return subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    def state(self) -> tuple[str, str]:
        """Return the commits and tags, and what is not committed."""
        return self.git("show-ref"), self.git("status", "--porcelain")

    def write(self, name: str, text: str) -> None:
        """Change a file, and commit everything."""
        (self.path / name).write_text(text)
        self.git("commit", "--all", "--message", "Change")

    def remove_owner(self) -> None:
        """Put the placeholder back."""
        self.release("--set-owner", "OWNER")
        self.git("commit", "--all", "--message", "Change")

    def version_in_zip(self) -> str:
        """Return the version of the manifest in the zip."""
        with zipfile.ZipFile(self.zip) as archive:
            version: str = json.loads(archive.read("manifest.json"))["version"]
        return version

    def release(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run scripts/release."""
        return subprocess.run(
            [self.path / "scripts" / "release", *arguments],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a copy of the checkout."""
    return Checkout(tmp_path)


def test_versions_agree() -> None:
    """The manifest, pyproject.toml, and the card have the same version."""
    assert len(versions()) == 1


def test_release(checkout: Checkout) -> None:
    """The version is set, committed, and tagged, and its entry in the changelog gets the date."""
    done = checkout.release(VERSION)

    assert done.returncode == 0, done.stderr
    assert checkout.git("describe", "--dirty") == f"v{VERSION}"
    assert checkout.git("tag", "--format", "%(contents)") == f"Callcard {VERSION}"
    changed = checkout.git("show", "--format=", "--name-only").splitlines()
    assert set(changed) == {"CHANGELOG.md", *VERSIONS}
    changelog = (checkout.path / "CHANGELOG.md").read_text()
    assert re.search(rf"## \[{VERSION}\] - \d{{4}}-\d\d-\d\d\n", changelog)
    assert "## [1.0.0] - 2026-12-01\n" in changelog
    assert checkout.version_in_zip() == VERSION


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda checkout: (checkout.path / "new").touch(), "uncommitted changes"),
        (lambda checkout: checkout.git("tag", f"v{VERSION}"), "There is a tag v1.2.3"),
        (
            lambda checkout: checkout.write("CHANGELOG.md", "# Changelog\n"),
            f"CHANGELOG.md has no entry ## [{VERSION}] - Unreleased",
        ),
        (Checkout.remove_owner, "OWNER is not replaced"),
        (
            lambda checkout: checkout.write("scripts/test", "#!/bin/sh\nexit 1\n"),
            "The tests failed",
        ),
    ],
)
def test_nothing_is_released(
    checkout: Checkout, change: Callable[[Checkout], object], message: str
) -> None:
    """Where something is missing, it is said, and nothing is changed."""
    change(checkout)
    before = checkout.state()

    done = checkout.release(VERSION)

    assert done.returncode == 1
    assert message in done.stderr
    assert checkout.state() == before


def test_dry_run(checkout: Checkout) -> None:
    """A dry run says that the placeholder is there, builds the zip, and changes nothing else.

    The zip that hacs.json names has the integration's files at its root, and no others.
    """
    checkout.remove_owner()
    before = checkout.state()

    done = checkout.release(VERSION, "--dry-run")

    assert done.returncode == 0, done.stderr
    assert "Still to be done: OWNER is not replaced" in done.stdout
    assert checkout.state() == before
    assert checkout.version_in_zip() == VERSION
    hacs = json.loads((ROOT / "hacs.json").read_text())
    assert hacs["zip_release"] and hacs["filename"] == checkout.zip.name
    files = checkout.git("ls-files", str(checkout.manifest.parent)).splitlines()
    prefix = f"{COMPONENT.relative_to(ROOT)}/"
    with zipfile.ZipFile(checkout.zip) as archive:
        assert {prefix + name for name in archive.namelist()} == set(files)


def test_zip_has_the_same_bytes(checkout: Checkout) -> None:
    """Neither times, permissions, nor caches get into the zip."""
    checkout.release(VERSION, "--dry-run")
    before = checkout.zip.read_bytes()
    component = checkout.manifest.parent
    for path in component.rglob("*.*"):
        path.chmod(0o600)
        os.utime(path, (0, 0))
    (component / "__pycache__").mkdir()
    (component / "__pycache__" / "const.cpython-314.pyc").touch()

    checkout.release(VERSION, "--dry-run")

    assert checkout.zip.read_bytes() == before
    with zipfile.ZipFile(checkout.zip) as archive:
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_set_owner(checkout: Checkout) -> None:
    """Another account is put everywhere at once."""
    assert checkout.release("--set-owner", "other").returncode == 0

    address = rb"(?:github\.com(?:/|%2F)|--repo |owner=)([\w-]+)(?:/|%2F|&repository=)callcard\b"
    texts = (
        (checkout.path / name).read_bytes()
        for name in checkout.git("ls-files").splitlines()
    )
    assert {name for text in texts for name in re.findall(address, text)} == {b"other"}
    assert json.loads(checkout.manifest.read_text())["codeowners"] == ["@other"]


def test_build(checkout: Checkout) -> None:
    """The workflow gets the zip of the release again, and what is new; no other version."""
    checkout.release(VERSION)
    released = checkout.zip.read_bytes()
    checkout.zip.unlink()

    refused = checkout.release("1.2.4", "--build")
    assert refused.stderr == f"The version is {VERSION}, not 1.2.4\n"
    assert not checkout.zip.exists()
    assert checkout.release(VERSION, "--build").returncode == 0

    assert checkout.zip.read_bytes() == released
    assert (checkout.zip.parent / "notes.md").read_text() == "What is new.\n"
