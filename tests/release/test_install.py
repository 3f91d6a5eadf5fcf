"""The zip, in a Home Assistant that has neither the checkout nor the packages that the integration requires."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import json
import os
from pathlib import Path
import sys
import zipfile

from aiohttp import ClientSession
import pytest

from homeassistant.const import __version__
from scripts import demo
from scripts.commands import run
from scripts.develop import PASSWORD, USER, answers
from scripts.environment import CACHE
from scripts.home_assistant import HomeAssistant
from scripts.release import build_zip
from scripts.servers import Folder
from tests.simulator import Simulator

# Packages of the voice assistant that only Home Assistant's own image has without a compiler.
COMPILED = "pymicro-vad,pyspeex-noise"
UV = (sys.executable, "-m", "uv")
TIMEOUT = 300  # seconds, for a machine that downloads all packages


def packages(environment: Path) -> set[str]:
    """Return the names of the packages of an environment, in small letters."""
    lines = run(*UV, "pip", "freeze", "--python", environment).splitlines()
    return {line.partition("==")[0].lower() for line in lines}


@pytest.fixture
def folder() -> Folder:
    """Unpack the zip into an empty configuration."""
    path = CACHE / "install"
    folder = Folder(path, is_new=True)
    (folder.config / "configuration.yaml").write_text("config:\nfrontend:\n")
    components = folder.config / "custom_components"
    components.unlink()
    build_zip(path / "callcard.zip")
    with zipfile.ZipFile(path / "callcard.zip") as archive:
        archive.extractall(components / "callcard")
    return folder


@pytest.fixture
def environment(folder: Folder) -> Path:
    """Make an environment that has Home Assistant alone, in the version of the tests."""
    environment = folder.config.parent / "environment"
    run(*UV, "venv", "--clear", "--python", sys.executable, environment)
    install = (*UV, "pip", "install", "--python", environment)
    run(*install, f"homeassistant=={__version__}")
    return environment


@asynccontextmanager
async def running(
    environment: Path, folder: Folder, session: ClientSession
) -> AsyncGenerator[HomeAssistant]:
    """Run Home Assistant, and log in as its first user."""
    url = f"http://127.0.0.1:{folder.home_assistant_port}"
    with folder.home_assistant_log.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            environment / "bin" / "python",
            *("-m", "homeassistant", "--config", folder.config),
            *("--skip-pip-packages", COMPILED),
            cwd=folder.config,
            env=os.environ | {"VIRTUAL_ENV": str(environment)},
            stdout=log,
            stderr=log,
        )
    try:
        await answers(session, url, process)
        home = await HomeAssistant.login(session, url, USER, PASSWORD)
        while (await home.get("api/config"))["state"] != "RUNNING":
            await asyncio.sleep(0.1)
        yield home
    finally:
        process.terminate()
        await process.wait()


@pytest.mark.timeout(TIMEOUT)
async def test_install(folder: Folder, environment: Path, simulator: Simulator) -> None:
    """Home Assistant installs the requirements, sets an account up, and has the card."""
    component = folder.config / "custom_components" / "callcard"
    manifest = json.loads((component / "manifest.json").read_text())
    requirements = {
        requirement.lower().partition(">=")[0]
        for requirement in manifest["requirements"]
    }
    assert requirements.isdisjoint(packages(environment))

    async with (
        ClientSession() as session,
        running(environment, folder, session) as home,
    ):
        await demo.add_account(home, simulator.url)

        assert requirements <= packages(environment)
        entities = await home.entities(demo.DOMAIN)
        assert entities["1234_balance"]["state"] == "18.40"
        (resource,) = await home.command("lovelace/resources")
        url = f"http://127.0.0.1:{folder.home_assistant_port}{resource['url']}"
        async with session.get(url) as response:
            card = await response.read()
        assert card == (component / "frontend" / "callcard-card.js").read_bytes()
    assert demo.errors(folder.home_assistant_log) == []
