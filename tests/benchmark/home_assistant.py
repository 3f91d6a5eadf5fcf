"""A Home Assistant with nothing but what accounts need, and accounts in it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
import logging
from pathlib import Path
import sys
from types import MappingProxyType
from typing import Any

from aiohttp import ThreadedResolver

from homeassistant import bootstrap, loader
from homeassistant.auth import auth_manager_from_config
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntries,
    ConfigEntry,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .custom_components.callcard_lean import KEY

OURS, LEAN = "callcard", "callcard_lean"

type Entry = ConfigEntry[Any]

# Where the lean integration is; the other one is found in the working directory.
sys.path.append(str(Path(__file__).parent))


async def start(config: str, *components: str) -> HomeAssistant:
    """Start Home Assistant in an empty folder, as its bootstrap does, with these components."""
    hass = HomeAssistant(config)
    logging.disable()
    loader.async_setup(hass)
    # Home Assistant's own would look for devices in the network.
    hass.data["aiohttp_resolver"] = ThreadedResolver()
    hass.config.country = "DE"
    hass.config_entries = ConfigEntries(hass, {})
    await loader.async_get_custom_components(hass)
    await bootstrap.async_load_base_functionality(hass)
    hass.auth = await auth_manager_from_config(hass, [], [])
    for component in ("homeassistant", "sensor", "binary_sensor", *components):
        assert await async_setup_component(hass, component, {})
    await hass.async_start()
    return hass


async def add(
    hass: HomeAssistant, domain: str, url: str, account: int, others: int = 0
) -> Entry:
    """Add an account; the server puts its number into the replies.

    `others` is how many sensors of the lean integration are not about numbers.
    """
    url = f"{url}/{account}"
    entry: Entry = ConfigEntry(
        data={"username": "demo", "key": KEY, "url": url, "others": others},
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


async def remove(hass: HomeAssistant, entries: Iterable[Entry]) -> None:
    """Remove accounts."""
    for entry in entries:
        await hass.config_entries.async_remove(entry.entry_id)


@contextmanager
def accounts(hass: HomeAssistant, url: str) -> Iterator[dict[str, Entry]]:
    """Give each integration an account with as many entities, and remove it at the end."""
    run = hass.loop.run_until_complete
    ours = run(add(hass, OURS, url, 1000))
    entities = er.async_entries_for_config_entry(er.async_get(hass), ours.entry_id)
    others = sum("_callthrough_" not in entity.unique_id for entity in entities)
    entries = {OURS: ours, LEAN: run(add(hass, LEAN, url, 1000, others))}
    yield entries
    run(remove(hass, entries.values()))
