"""Releases a version: sets it, runs scripts/test, builds the zip that HACS installs, commits, and tags.

Nothing is pushed. When the tag is pushed, a workflow builds the same zip, and publishes it with the changelog's entry.
The Python of the machine runs this module (3.11 or newer): it needs nothing but the standard library and git.
"""

import argparse
from datetime import date
import hashlib
import json
from pathlib import Path
import re
import subprocess
import sys
import zipfile

from scripts.environment import CACHE, ROOT

COMPONENT = ROOT / "custom_components" / "callcard"
CHANGELOG = ROOT / "CHANGELOG.md"
ZIP = CACHE / "release" / "callcard.zip"
NOTES = CACHE / "release" / "notes.md"
# How many times each file has the version: its first ones.
VERSIONS = {
    "custom_components/callcard/manifest.json": 1,
    "pyproject.toml": 1,
    "card/package.json": 1,
    "card/package-lock.json": 2,
}
VERSION = re.compile(r'^(\s*"?version"? ?[:=] ")(.*)"', re.MULTILINE)
CHANGED = (*VERSIONS, CHANGELOG.name)
PLACEHOLDER = "OWNER"


def git(*arguments: str) -> str:
    """Return what git prints about the checkout."""
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()


def versions() -> set[str]:
    """Return the version that is set: several where the files differ."""
    return {
        match[2]
        for name, count in VERSIONS.items()
        for match in list(VERSION.finditer((ROOT / name).read_text()))[:count]
    }


def set_version(version: str) -> None:
    """Set the version, and the date of its entry in the changelog."""
    for name, count in VERSIONS.items():
        path = ROOT / name
        path.write_text(VERSION.sub(rf'\g<1>{version}"', path.read_text(), count))
    CHANGELOG.write_text(
        CHANGELOG.read_text().replace(
            f"## [{version}] - Unreleased", f"## [{version}] - {date.today()}"
        )
    )


def owner() -> str:
    """Return the GitHub account that the repository belongs to."""
    manifest = json.loads((COMPONENT / "manifest.json").read_text())
    return str(manifest["codeowners"][0]).removeprefix("@")


def set_owner(name: str) -> None:
    """Put another GitHub account into all links and mentions."""
    old = owner()
    pattern = rf"@{old}(?![\w-])|(?<![\w-]){old}/callcard\b|%2F{old}%2Fcallcard\b|\bowner={old}&"
    for file in git("ls-files").splitlines():
        path = ROOT / file
        before = path.read_bytes()
        after = re.sub(
            pattern.encode(),
            lambda match: match[0].replace(old.encode(), name.encode(), 1),
            before,
        )
        if after != before:
            path.write_bytes(after)
            print(file)


def build_zip(target: Path) -> None:
    """Build the zip that HACS unpacks: the same files make the same bytes on any machine."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(COMPONENT.rglob("*")):
            if path.is_dir() or "__pycache__" in path.parts:
                continue
            # Without a time, an entry is of 1980. It is not compressed, as the versions of zlib do so differently.
            entry = zipfile.ZipInfo(path.relative_to(COMPONENT).as_posix())
            entry.create_system = 3  # Unix, which the permissions need
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes())
    print(f"Built {target}, SHA-256 {hashlib.sha256(target.read_bytes()).hexdigest()}")


def release(version: str, *, is_dry_run: bool) -> None:
    """Commit and tag a version; in a dry run, do all that comes before."""
    tag = f"v{version}"
    has_owner = owner() != PLACEHOLDER
    no_owner = f"{PLACEHOLDER} is not replaced: scripts/release --set-owner NAME"
    if git("status", "--porcelain"):
        sys.exit("There are uncommitted changes")
    if git("tag", "--list", tag):
        sys.exit(f"There is a tag {tag} already")
    if f"\n## [{version}] - Unreleased\n" not in CHANGELOG.read_text():
        sys.exit(f"CHANGELOG.md has no entry ## [{version}] - Unreleased")
    if not has_owner and not is_dry_run:
        sys.exit(no_owner)
    try:
        set_version(version)
        if subprocess.run([ROOT / "scripts" / "test"], check=False).returncode:
            sys.exit("The tests failed")
        build_zip(ZIP)
        if is_dry_run:
            print(f"Dry run: {tag} was neither committed nor tagged")
        else:
            git("commit", "--quiet", "--message", f"Release {version}", *CHANGED)
            git("tag", "--annotate", tag, "--message", f"Callcard {version}")
            print(f"Tagged {tag}. To publish: git push --atomic origin HEAD {tag}")
    finally:
        git("restore", *CHANGED)
    if not has_owner:
        print(f"Still to be done: {no_owner}")


def build(version: str) -> None:
    """Build the zip and the notes of the version that is set."""
    if versions() != {version}:
        sys.exit(f"The version is {' and '.join(sorted(versions()))}, not {version}")
    entry = re.search(
        rf"^## \[{re.escape(version)}\] - [\d-]+\n(.+?)(?=^## |^\[.+\]: |\Z)",
        CHANGELOG.read_text(),
        re.MULTILINE | re.DOTALL,
    )
    if not entry:
        sys.exit(f"CHANGELOG.md has no entry ## [{version}] with a date")
    build_zip(ZIP)
    NOTES.write_text(entry[1].strip() + "\n")


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(
        prog="scripts/release",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("version", metavar="VERSION", nargs="?", help="as in 1.2.3")
    options = parser.add_mutually_exclusive_group()
    options.add_argument(
        "--dry-run",
        action="store_true",
        help="do all but the commit and the tag, and leave the files as they were",
    )
    options.add_argument(
        "--build",
        action="store_true",
        help="build the zip and the notes of a VERSION that is tagged, as the workflow does",
    )
    options.add_argument(
        "--set-owner",
        metavar="NAME",
        help="instead of a release, put this GitHub account into all links",
    )
    arguments = parser.parse_args()
    version = arguments.version or ""
    if name := arguments.set_owner:
        if not re.fullmatch(r"[A-Za-z\d]+(-[A-Za-z\d]+)*", name):
            parser.error(f"{name} cannot be a GitHub account")
        set_owner(name)
    elif not re.fullmatch(r"\d+\.\d+\.\d+", version):
        parser.error("VERSION is three numbers, as in 1.2.3")
    elif arguments.build:
        build(version)
    else:
        release(version, is_dry_run=arguments.dry_run)


if __name__ == "__main__":
    main()
