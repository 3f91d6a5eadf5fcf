"""What is pinned, so that Dependabot can keep it up to date."""

import json
from pathlib import Path
import re

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_requirements_are_those_of_the_tests() -> None:
    """The manifest's requirements have the versions of requirements_test.txt, which Dependabot updates."""
    manifest = json.loads(
        (ROOT / "custom_components" / "callcard" / "manifest.json").read_text()
    )
    tested = (ROOT / "requirements_test.txt").read_text().splitlines()

    assert set(manifest["requirements"]) <= set(tested)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(workflow: Path) -> None:
    """Each action is a commit, with its version or branch beside it."""
    for action in re.findall(r"uses: (.*)", workflow.read_text()):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # \S+", action)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_permissions_begin_with_none(workflow: Path) -> None:
    """What a job may do, the job says."""
    assert "\npermissions: {}\n" in workflow.read_text()
