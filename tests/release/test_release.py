"""scripts/release."""

from collections.abc import Callable
import io
import json
import os
from pathlib import Path
import re
import zipfile

import pytest

from scripts.environment import ROOT
from scripts.release import VERSIONS, owner, versions

from .conftest import VERSION, Checkout, repository_files


def linked_owners(folder: Path) -> set[str]:
    """Return the accounts that the repository's addresses in a folder name."""
    address = re.compile(rb"github\.com(?:/|%2F)([\w-]+)(?:/|%2F)callcard\b")
    badge = re.compile(rb"\bowner=([\w-]+)&repository=callcard")
    return {
        match.decode()
        for name in repository_files()
        for pattern in (address, badge)
        for match in pattern.findall((folder / name).read_bytes())
    }


def test_versions_agree() -> None:
    """The manifest, pyproject.toml, and the card have the same version."""
    assert len(versions()) == 1


def test_addresses_name_the_owner() -> None:
    """All links lead to the repository of the manifest's code owner."""
    assert linked_owners(ROOT) == {owner()}


def test_release(checkout: Checkout) -> None:
    """The version is set and tagged, with a clean checkout, and the zip has it."""
    done = checkout.release(VERSION)

    assert done.returncode == 0, done.stderr
    assert checkout.git("describe", "--dirty") == f"v{VERSION}"
    assert checkout.git("tag", "--format", "%(contents)") == f"Callcard {VERSION}"
    changed = checkout.git("show", "--format=", "--name-only").splitlines()
    assert set(changed) == {"CHANGELOG.md", *VERSIONS}
    with zipfile.ZipFile(checkout.zip) as archive:
        assert json.loads(archive.read("manifest.json"))["version"] == VERSION


def test_changelog_gets_its_date(checkout: Checkout) -> None:
    """The entry of the released version says when; others stay."""
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
        (remove_entry, f"CHANGELOG.md has no entry for {VERSION}"),
        (remove_owner, "OWNER is not replaced"),
        (break_tests, "The tests failed"),
    ],
)
def test_nothing_is_released(
    checkout: Checkout, change: Callable[[Checkout], None], message: str
) -> None:
    """Where something is missing, it is said, and nothing is committed or tagged."""
    change(checkout)
    before = checkout.git("show-ref"), checkout.git("status", "--porcelain")

    done = checkout.release(VERSION)

    assert done.returncode == 1
    assert message in done.stderr
    after = checkout.git("show-ref"), checkout.git("status", "--porcelain")
    assert after == before


def test_dry_run(checkout: Checkout) -> None:
    """A dry run changes nothing, and warns of the placeholder."""
    remove_owner(checkout)
    break_tests(checkout)
    before = checkout.git("show-ref")

    done = checkout.release(VERSION, "--dry-run")

    assert done.returncode == 0, done.stderr
    assert "Warning: OWNER is not replaced" in done.stdout
    assert checkout.git("show-ref") == before
    assert checkout.git("status", "--porcelain") == ""


def test_zip_is_what_hacs_installs(checkout: Checkout) -> None:
    """The zip that hacs.json names has the integration's files at its root, and no others."""
    checkout.release(VERSION, "--dry-run")

    hacs = json.loads((ROOT / "hacs.json").read_text())
    assert hacs["zip_release"] and hacs["filename"] == checkout.zip.name
    component = "custom_components/callcard/"
    with zipfile.ZipFile(checkout.zip) as archive:
        assert {component + name for name in archive.namelist()} == {
            name for name in repository_files() if name.startswith(component)
        }


def test_zip_has_the_same_bytes(checkout: Checkout) -> None:
    """Neither times, permissions, nor caches get into the zip."""
    checkout.release(VERSION, "--dry-run")
    before = checkout.zip.read_bytes()
    component = checkout.path / "custom_components" / "callcard"
    for path in component.rglob("*.*"):
        path.chmod(0o600)
        os.utime(path, (0, 0))
    (component / "__pycache__").mkdir()
    (component / "__pycache__" / "const.cpython-314.pyc").touch()

    checkout.release(VERSION, "--dry-run")

    assert checkout.zip.read_bytes() == before
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_set_owner(checkout: Checkout) -> None:
    """Another account is put everywhere at once."""
    assert checkout.release("--set-owner", "other").returncode == 0

    assert linked_owners(checkout.path) == {"other"}
    manifest = checkout.path / "custom_components" / "callcard" / "manifest.json"
    assert json.loads(manifest.read_text())["codeowners"] == ["@other"]


def test_build_of_a_tag(checkout: Checkout) -> None:
    """The workflow gets the zip of the release again, and what is new."""
    checkout.release(VERSION)
    released = checkout.zip.read_bytes()
    checkout.zip.unlink()

    assert checkout.release(VERSION, "--build").returncode == 0

    assert checkout.zip.read_bytes() == released
    assert (checkout.zip.parent / "notes.md").read_text() == "What is new."


def test_build_of_another_version(checkout: Checkout) -> None:
    """A tag that is not the version of the files is not built."""
    checkout.release(VERSION)

    assert checkout.release("1.2.4", "--build").returncode == 1
