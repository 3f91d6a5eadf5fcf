"""Releases a version: checks, runs scripts/test, sets the version, builds the zip that HACS installs, commits, and tags.

Nothing is pushed. When the tag is pushed, a workflow builds the same zip again, and publishes it with the changelog's entry.
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

from scripts.commands import run
from scripts.environment import CACHE, ROOT

COMPONENT = ROOT / "custom_components" / "callcard"
CHANGELOG = ROOT / "CHANGELOG.md"
FOLDER = CACHE / "release"
# Where the version is, and how many times: always the first ones of the file.
VERSIONS = {
    "custom_components/callcard/manifest.json": 1,
    "pyproject.toml": 1,
    "card/package.json": 1,
    "card/package-lock.json": 2,
}
VERSION = re.compile(r'^(\s*"?version"? ?[:=] ")(.*)(",?)$', re.MULTILINE)
PLACEHOLDER = "OWNER"


def git(*arguments: str) -> str:
    """Return what git prints about the checkout."""
    return run("git", *arguments, cwd=ROOT)


def versions() -> set[str]:
    """Return the version that is set: several where the files differ."""
    return {
        match[2]
        for name, count in VERSIONS.items()
        for match in list(VERSION.finditer((ROOT / name).read_text()))[:count]
    }


def set_version(version: str) -> None:
    """Set the version, and the day of its entry in the changelog."""
    for name, count in VERSIONS.items():
        path = ROOT / name
        text = VERSION.sub(rf"\g<1>{version}\g<3>", path.read_text(), count)
        path.write_text(text)
    text = CHANGELOG.read_text()
    heading = f"## [{version}] - "
    CHANGELOG.write_text(
        text.replace(f"{heading}Unreleased", f"{heading}{date.today()}")
    )


def notes(version: str) -> str:
    """Return the changelog's entry for a version, without its heading; empty where there is none."""
    for entry in CHANGELOG.read_text().split("\n## ")[1:]:
        heading, _, text = entry.partition("\n")
        if heading.startswith(f"[{version}] - "):
            return re.split(r"^\[.+\]: ", text, maxsplit=1, flags=re.MULTILINE)[
                0
            ].strip()
    return ""


def owner() -> str:
    """Return the GitHub account that the repository belongs to."""
    manifest = json.loads((COMPONENT / "manifest.json").read_text())
    return str(manifest["codeowners"][0]).removeprefix("@")


def set_owner(name: str) -> None:
    """Put another GitHub account in all links, also percent-encoded ones, and mentions."""
    mention = rf"(github\.com(?:/|%2F)|@|\bowner=){re.escape(owner())}(?![\w-])"
    for file in git("ls-files").splitlines():
        path = ROOT / file
        old = path.read_bytes()
        new = re.sub(mention.encode(), rb"\g<1>" + name.encode(), old)
        if new != old:
            path.write_bytes(new)
            print(file)


def build(target: Path) -> None:
    """Build the zip: the same files make the same bytes, on any machine."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(COMPONENT.rglob("*")):
            if path.is_dir() or "__pycache__" in path.parts:
                continue
            # Not compressed: how well zlib does differs from machine to machine. The entry's time is 1980, its default.
            entry = zipfile.ZipInfo(path.relative_to(COMPONENT).as_posix())
            entry.create_system = 3  # Unix, which the permissions need
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"Built {target.relative_to(ROOT)}, SHA-256 {digest}")


def release(version: str, *, is_dry_run: bool) -> None:
    """Commit and tag a version, or say what is missing for it."""
    tag = f"v{version}"
    problems = []
    if git("status", "--porcelain"):
        problems.append("There are uncommitted changes")
    if git("tag", "--list", tag):
        problems.append(f"There is a tag {tag} already")
    if not notes(version):
        problems.append(f"CHANGELOG.md has no entry for {version}")
    if owner() == PLACEHOLDER:
        text = f"{PLACEHOLDER} is not replaced: scripts/release --set-owner NAME"
        if is_dry_run:
            print(f"Warning: {text}")
        else:
            problems.append(text)
    if problems:
        sys.exit("\n".join(problems))
    if is_dry_run:
        build(FOLDER / "callcard.zip")
        print(f"Would run scripts/test, set the version {version} in")
        print(*(f"  {name}" for name in VERSIONS), sep="\n")
        print(f"and the day in CHANGELOG.md, build the zip, commit, and tag {tag}")
        return
    if subprocess.run([ROOT / "scripts" / "test"], check=False).returncode:
        sys.exit("The tests failed")
    set_version(version)
    build(FOLDER / "callcard.zip")
    if git("status", "--porcelain"):
        git("commit", "--all", "--message", f"Release {version}")
    git("tag", "--annotate", tag, "--message", f"Callcard {version}")
    print(f"Tagged {tag}. To publish it: git push --atomic origin HEAD {tag}")


def build_tagged(version: str) -> None:
    """Build the zip and the notes of a version that is tagged, unless the checkout is not that version."""
    if versions() != {version}:
        sys.exit(f"The version is {' and '.join(versions())}, not {version}")
    if owner() == PLACEHOLDER or not notes(version):
        sys.exit(f"{PLACEHOLDER} is not replaced, or CHANGELOG.md has no entry")
    build(FOLDER / "callcard.zip")
    (FOLDER / "notes.md").write_text(notes(version))


def main() -> None:
    """Release, or prepare it."""
    parser = argparse.ArgumentParser(
        prog="scripts/release",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("version", metavar="VERSION", nargs="?", help="as in 1.2.3")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--dry-run",
        action="store_true",
        help="check everything but the tests, build the zip of the files as they are, and say what would be done",
    )
    instead.add_argument(
        "--build",
        action="store_true",
        help="build the zip and the notes of VERSION, which is tagged: what the workflow does",
    )
    instead.add_argument(
        "--set-owner",
        metavar="NAME",
        help="put this GitHub account in all links, in place of the one that is there",
    )
    arguments = parser.parse_args()
    if name := arguments.set_owner:
        if not re.fullmatch(r"[A-Za-z\d]+(-[A-Za-z\d]+)*", name):
            parser.error(f"{name} cannot be a GitHub account")
        set_owner(name)
        return
    version = arguments.version or ""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        parser.error("VERSION is three numbers, as in 1.2.3")
    if arguments.build:
        build_tagged(version)
    else:
        release(version, is_dry_run=arguments.dry_run)


if __name__ == "__main__":
    main()
