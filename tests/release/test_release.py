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
    """The version is set, committed, and tagged, and the zip has it."""
    done = checkout.release(VERSION)

    assert done.returncode == 0, done.stderr
    assert checkout.git("describe", "--dirty") == f"v{VERSION}"
    assert checkout.git("tag", "--format", "%(contents)") == f"Callcard {VERSION}"
    changed = checkout.git("show", "--format=", "--name-only").splitlines()
    assert set(changed) == {"CHANGELOG.md", *VERSIONS}
    with zipfile.ZipFile(checkout.zip) as archive:
        assert json.loads(archive.read("manifest.json"))["version"] == VERSION


def test_changelog_gets_its_date(checkout: Checkout) -> None:
    """The entry of the released version gets the date; others stay."""
    checkout.release(VERSION)

    changelog = (checkout.path / "CHANGELOG.md").read_text()
    assert re.search(rf"## \[{VERSION}\] - \d{{4}}-\d\d-\d\d\n", changelog)
    assert "## [1.0.0] - 2026-12-01\n" in changelog


def add_file(checkout: Checkout) -> None:
    """Leave a file that is not committed."""
    (checkout.path / "new").touch()


def add_tag(checkout: Checkout) -> None:
    """Tag the version."""
    checkout.git("tag", f"v{VERSION}")


def remove_entry(checkout: Checkout) -> None:
    """Take the version out of the changelog."""
    checkout.write("CHANGELOG.md", "# Changelog\n")


def remove_owner(checkout: Checkout) -> None:
    """Put the placeholder back."""
    checkout.release("--set-owner", "OWNER")
    checkout.git("commit", "--all", "--message", "Change")


def break_tests(checkout: Checkout) -> None:
    """Let scripts/test fail."""
    checkout.write("scripts/test", "#!/bin/sh\nexit 1\n")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (add_file, "There are uncommitted changes"),
        (add_tag, f"There is a tag v{VERSION} already"),
        (remove_entry, f"CHANGELOG.md has no entry ## [{VERSION}] - Unreleased"),
        (remove_owner, "OWNER is not replaced"),
        (break_tests, "The tests failed"),
    ],
)
def test_nothing_is_released(
    checkout: Checkout, change: Callable[[Checkout], None], message: str
) -> None:
    """Where something is missing, it is said, and nothing is changed."""
    change(checkout)
    before = checkout.state()

    done = checkout.release(VERSION)

    assert done.returncode == 1
    assert message in done.stderr
    assert checkout.state() == before


def test_dry_run(checkout: Checkout) -> None:
    """A dry run says that the placeholder is there, builds the zip, and changes nothing else."""
    remove_owner(checkout)
    before = checkout.state()

    done = checkout.release(VERSION, "--dry-run")

    assert done.returncode == 0, done.stderr
    assert "Still to be done: OWNER is not replaced" in done.stdout
    assert checkout.state() == before
    with zipfile.ZipFile(checkout.zip) as archive:
        assert json.loads(archive.read("manifest.json"))["version"] == VERSION


def test_zip_is_what_hacs_installs(checkout: Checkout) -> None:
    """The zip that hacs.json names has the integration's files at its root, and no others."""
    checkout.release(VERSION, "--dry-run")

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
    """The workflow gets the zip of the release again, and what is new."""
    checkout.release(VERSION)
    released = checkout.zip.read_bytes()
    checkout.zip.unlink()

    assert checkout.release(VERSION, "--build").returncode == 0

    assert checkout.zip.read_bytes() == released
    assert (checkout.zip.parent / "notes.md").read_text() == "What is new.\n"


def test_build_of_another_version(checkout: Checkout) -> None:
    """A tag that is not the version of the files is not built."""
    checkout.release(VERSION)

    assert checkout.release("1.2.4", "--build").returncode == 1
