"""A Home Assistant as a home runs it, but without the integrations of others."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
import hashlib
import logging
from pathlib import Path
import shutil
import sys
from tempfile import mkdtemp
from types import MappingProxyType
from typing import Any

from aiohttp import ThreadedResolver

from homeassistant import block_async_io, bootstrap, loader
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntries,
    ConfigEntry,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.runner import create_event_loop
from homeassistant.setup import async_setup_component
from scripts.benchmark.replies import FIRST_ACCOUNT, PASSWORD, USERNAME

OURS, LEAN = "callcard", "callcard_lean"
COMPONENTS = ("homeassistant", "sensor", "binary_sensor")


def run[T](work: Coroutine[Any, Any, T]) -> T:
    """Run something in Home Assistant's event loop."""
    with asyncio.Runner(loop_factory=create_event_loop) as runner:
        return runner.run(work)


@asynccontextmanager
async def home_assistant() -> AsyncIterator[HomeAssistant]:
    """Start a Home Assistant that finds the integration and the lean one, and stop it at the end."""
    folder = await asyncio.to_thread(_make_configuration)
    try:
        hass = HomeAssistant(str(folder))
        await _start(hass)
        try:
            yield hass
        finally:
            await hass.async_stop(force=True)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)


def _make_configuration() -> Path:
    folder = Path(mkdtemp())
    components = folder / "custom_components"
    components.mkdir()
    (components / LEAN).symlink_to(Path(__file__).parent / "lean")
    # The integration itself is found in the checkout, which is in Python's path, too.
    sys.path.append(str(folder))
    return folder


async def _start(hass: HomeAssistant) -> None:
    """Do what Home Assistant's bootstrap does before it comes to the integrations."""
    loader.async_setup(hass)
    await bootstrap.async_enable_logging(hass, log_no_color=True)
    # It would say at every start that the two are custom integrations.
    logging.getLogger("homeassistant.loader").setLevel(logging.ERROR)
    block_async_io.enable()
    # Home Assistant's own would look for devices in the network; no name is resolved here.
    hass.data["aiohttp_resolver"] = ThreadedResolver()
    hass.config.country = "DE"
    hass.config_entries = ConfigEntries(hass, {})
    await loader.async_get_custom_components(hass)
    await bootstrap.async_load_base_functionality(hass)
    for component in COMPONENTS:
        assert await async_setup_component(hass, component, {}), component
    await hass.async_start()


async def add_ours(
    hass: HomeAssistant, url: str, account: int = FIRST_ACCOUNT
) -> ConfigEntry:
    """Add an account to the integration; the server answers with its number."""
    key = hashlib.md5(PASSWORD.encode()).hexdigest()
    data = {"username": USERNAME, "key": key, "url": f"{url}/{account}"}
    return await _add(hass, OURS, account, data)


async def add_lean(
    hass: HomeAssistant, url: str, others: int, account: int = FIRST_ACCOUNT
) -> ConfigEntry:
    """Add an account to the lean integration, with so many sensors that are no dial-in numbers."""
    data = {"url": f"{url}/{account}", "others": others}
    return await _add(hass, LEAN, account, data)


async def _add(
    hass: HomeAssistant, domain: str, account: int, data: dict[str, Any]
) -> ConfigEntry:
    entry: ConfigEntry = ConfigEntry(
        data=data,
        discovery_keys=MappingProxyType({}),
        domain=domain,
        minor_version=1,
        options={"a_number": "+493012345678"},
        source=SOURCE_USER,
        subentries_data=None,
        title=f"account{account}",
        unique_id=str(account),
        version=1,
    )
    await hass.config_entries.async_add(entry)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED, entry.reason
    return entry


def count_entities(hass: HomeAssistant, entry: ConfigEntry) -> int:
    """Return how many entities an account has."""
    return len(er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id))


def other_entities(hass: HomeAssistant, entry: ConfigEntry, numbers: int) -> int:
    """Return how many entities an account has beside its dial-in numbers."""
    return count_entities(hass, entry) - numbers


async def set_up(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Set an account up, to the end."""
    assert await hass.config_entries.async_setup(entry.entry_id), entry.reason
    await hass.async_block_till_done()


async def unload(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Unload an account, if it is set up."""
    if entry.state is ConfigEntryState.LOADED:
        assert await hass.config_entries.async_unload(entry.entry_id)
        await hass.async_block_till_done()
