"""What is pinned, so that Dependabot can raise it."""

import json
from pathlib import Path
import re

from awesomeversion import AwesomeVersion
import pytest

from scripts.environment import REQUIREMENTS, ROOT
from scripts.release import COMPONENT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_requirements_live_with_those_of_others() -> None:
    """The manifest has lower bounds, as an exact one could contradict another integration's."""
    manifest = json.loads((COMPONENT / "manifest.json").read_text())
    pins = dict(re.findall(r"^(\w+)==(.+)$", REQUIREMENTS.read_text(), re.MULTILINE))

    for requirement in manifest["requirements"]:
        name, least = requirement.split(">=")
        assert AwesomeVersion(pins[name]) >= AwesomeVersion(least)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(workflow: Path) -> None:
    """Each action is a commit, with its version or branch beside it; workflows of the project's own are files."""
    for action in re.findall(r"uses: (.*)", workflow.read_text()):
        assert re.fullmatch(r"\./\S+|[\w/-]+@[0-9a-f]{40} # \S+", action)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_has_no_permissions(workflow: Path) -> None:
    """Each job names the permissions that it needs."""
    assert "\npermissions: {}\n" in workflow.read_text()
