"""What is pinned, so that Dependabot can raise it."""

import json
from pathlib import Path
import re

import pytest

from scripts.environment import REQUIREMENTS, ROOT
from scripts.release import COMPONENT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_requirements_are_those_of_the_tests() -> None:
    """Dependabot cannot read the manifest: it raises its requirements in the tests' file, and the manifest must follow."""
    manifest = json.loads((COMPONENT / "manifest.json").read_text())

    pins = {each.replace(">=", "==") for each in manifest["requirements"]}
    assert pins <= set(REQUIREMENTS.read_text().splitlines())


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(workflow: Path) -> None:
    """Each action is a commit, with its version or branch beside it; workflows of the project's own are files."""
    for action in re.findall(r"uses: (.*)", workflow.read_text()):
        assert re.fullmatch(r"\./\S+|[\w/-]+@[0-9a-f]{40} # \S+", action)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_has_no_permissions(workflow: Path) -> None:
    """Each job names the permissions that it needs."""
    assert "\npermissions: {}\n" in workflow.read_text()
