"""The floor: the leanest integration that shows as many plain sensors. It checks nothing and remembers nothing."""

from datetime import timedelta
import json
import logging
from typing import Any

import voluptuous as vol
from yarl import URL

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL, Platform
from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.typing import ConfigType
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util.json import JsonObjectType

_LOGGER = logging.getLogger(__name__)

type LeanCoordinator = DataUpdateCoordinator[dict[str, Any]]
type LeanConfigEntry = ConfigEntry[LeanCoordinator]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register an action that stores a pair."""
    session = async_get_clientsession(hass)

    async def store(call: ServiceCall) -> JsonObjectType:
        form = {"act": "store", "anumber": "493012345678", "bnumber": call.data["b"]}
        async with session.post(_url(call.data[CONF_URL]), data=form) as response:
            body: JsonObjectType = json.loads(await response.read())["body"]
            return body

    hass.services.async_register(
        "callcard_lean",
        "store",
        store,
        schema=vol.Schema({CONF_URL: str, "b": str}),
        supports_response=SupportsResponse.OPTIONAL,
    )
    return True


def _url(address: str) -> URL:
    return URL(f"{address}/api/rest/v2/?onlinecallthrough", encoded=True)


async def async_setup_entry(hass: HomeAssistant, entry: LeanConfigEntry) -> bool:
    """Set up an account."""
    session = async_get_clientsession(hass)
    url = _url(entry.data[CONF_URL])

    async def read() -> dict[str, Any]:
        async with session.get(url) as response:
            body: dict[str, Any] = json.loads(await response.read())["body"]
            return body

    coordinator = DataUpdateCoordinator(
        hass,
        _LOGGER,
        config_entry=entry,
        name=entry.title,
        update_interval=timedelta(minutes=15),
        update_method=read,
        always_update=False,
    )
    await coordinator.async_config_entry_first_refresh()
    entry.runtime_data = coordinator
    await hass.config_entries.async_forward_entry_setups(entry, [Platform.SENSOR])
    return True


async def async_unload_entry(hass: HomeAssistant, entry: LeanConfigEntry) -> bool:
    """Unload an account."""
    return await hass.config_entries.async_unload_platforms(entry, [Platform.SENSOR])
