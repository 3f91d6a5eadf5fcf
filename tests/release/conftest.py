"""A copy of the checkout, to release it."""

import os
from pathlib import Path
import re
import shutil
import subprocess

import pytest

from scripts.commands import run
from scripts.environment import ROOT

VERSION = "1.2.3"
OWNER = "some-body"
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

[1.0.0]: https://github.com/{OWNER}/callcard
"""


def repository_files() -> list[str]:
    """Return the files of the checkout, also those that are not committed yet."""
    arguments = ("ls-files", "--cached", "--others", "--exclude-standard")
    names = run("git", *arguments, cwd=ROOT).splitlines()
    return [name for name in names if (ROOT / name).exists()]


class Checkout:
    """A copy of the checkout, with VERSION in its changelog, and a scripts/test that passes at once."""

    def __init__(self, path: Path) -> None:
        """Use the copy in a folder."""
        self.path = path
        self.zip = path / ".cache" / "release" / "callcard.zip"

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


@pytest.fixture(scope="module")
def committed_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the checkout, and commit it."""
    path = tmp_path_factory.mktemp("checkout")
    for name in repository_files():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, path / name)
    checkout = Checkout(path)
    checkout.git("init", "--quiet")
    checkout.git("add", "--all")
    checkout.release("--set-owner", OWNER)
    (path / "CHANGELOG.md").write_text(CHANGELOG)
    checkout.write("scripts/test", "#!/bin/sh\nexit 0\n")
    return path


@pytest.fixture
def checkout(committed_copy: Path, tmp_path: Path) -> Checkout:
    """Return a copy of the checkout that can be released."""
    return Checkout(shutil.copytree(committed_copy, tmp_path / "checkout"))
