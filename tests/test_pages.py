"""The pages: links to other places in the repository lead there."""

from pathlib import Path
import re
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path
    for pattern in (
        "*.md",
        "docs/*.md",
        ".github/**/*.md",
        ".github/**/*.yml",
        "blueprints/**/*.yaml",
        "card/src/*.ts",
    )
    for path in ROOT.glob(pattern)
)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
RELATIVE = re.compile(r'(?:\]\(|src=")(?!https?:)([^\s)"#]*)#?([^\s)"]*)')
ABSOLUTE = re.compile(
    r"github\.com/[\w-]+/callcard(?:/blob/main/([\w./-]+))?(?:#([\w-]+))?"
)


def _read(file: Path) -> str:
    return FENCED.sub("", file.read_text(encoding="utf-8"))


def _anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to a page's headings."""
    return {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(_read(page))
    }


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links(file: Path) -> None:
    """Each leads to a file, and to a heading in it where it names one."""
    text = _read(file)
    links = [
        (ROOT / (path or "README.md"), anchor)
        for path, anchor in ABSOLUTE.findall(unquote(text))
    ]
    if file.suffix == ".md":
        links += [
            (file.parent / path if path else file, anchor)
            for path, anchor in RELATIVE.findall(text)
        ]

    for target, anchor in links:
        assert target.exists()
        assert not anchor or anchor in _anchors(target)
