"""The README: every message that a user may meet is explained."""

from collections.abc import Iterator
import json
from pathlib import Path
import re

import pytest

ROOT = Path(__file__).parents[1]
ENGLISH = json.loads(
    (ROOT / "custom_components/callcard/translations/en.json").read_text("utf-8")
)
README = " ".join((ROOT / "README.md").read_text("utf-8").split())
UNLIKELY = "then the platform refused"
"""Messages with this are explained together: what comes behind it differs."""


def _messages() -> Iterator[str]:
    """Return what is said when something is wrong, or done."""
    contact = ENGLISH["config_subentries"]["contact"]
    for texts in (ENGLISH["config"], ENGLISH["options"], contact):
        yield from texts["error"].values()
        yield from texts.get("abort", {}).values()
    for exception in ENGLISH["exceptions"].values():
        yield exception["message"]
    for key in ("connection_lost", "no_numbers", "not_ready", "removed"):
        yield ENGLISH["config_panel"]["card"][key]
    for issue in ENGLISH["issues"].values():
        yield issue["title"]
        yield issue["description"].partition("\n")[0]


@pytest.mark.parametrize("message", sorted(set(_messages())))
def test_message_is_explained(message: str) -> None:
    """What differs from case to case is left out."""
    text = re.sub(r"{\w+}", "…", message)
    if UNLIKELY in text:
        text = text.partition(UNLIKELY)[0] + f"{UNLIKELY} …"

    assert text in README


@pytest.mark.parametrize("section", ["options.step.init", "config.step.user"])
def test_field_is_explained(section: str) -> None:
    """The README names the fields as the dialogs do."""
    texts = ENGLISH
    for key in section.split("."):
        texts = texts[key]
    advanced = texts.get("sections", {}).get("advanced", {"data": {}})

    for label in (*texts["data"].values(), *advanced["data"].values()):
        assert f"**{label}** |" in README
