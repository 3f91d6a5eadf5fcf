"""The least that can show and store as much: it checks, translates and remembers nothing."""

import base64
from datetime import UTC, datetime, timedelta
import hashlib
import hmac
import json
import logging
from typing import Any

from yarl import URL

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, ServiceCall, SupportsResponse
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.typing import ConfigType
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

DOMAIN = "callcard_lean"
KEY = hashlib.md5(b"secret").hexdigest()

type LeanCoordinator = DataUpdateCoordinator[dict[str, Any]]
type LeanConfigEntry = ConfigEntry[LeanCoordinator]


def endpoint(url: str) -> URL:
    """Return where the requests of an account go."""
    return URL(f"{url}/api/rest/v2/?onlinecallthrough", encoded=True)


def sign() -> dict[str, str]:
    """Return the headers of a signed request."""
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.000000 GMT+0000")
    digest = hmac.digest(KEY.encode(), f"{KEY}\n{date}".encode(), "sha1")
    signature = base64.b64encode(digest).decode()
    return {"x-date": date, "x-authorization": f"demo:{signature}"}


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register an action that stores a pair."""
    session = async_get_clientsession(hass)

    async def store_targets(call: ServiceCall) -> dict[str, Any]:
        form = {
            "act": "store",
            "anumber": "493012345678",
            "bnumber": call.data["b_number"],
        }
        url = endpoint(hass.config_entries.async_entries(DOMAIN)[0].data["url"])
        async with session.post(url, data=form, headers=sign()) as response:
            reply: dict[str, Any] = json.loads(await response.read())
        return reply

    hass.services.async_register(
        DOMAIN,
        "store_targets",
        store_targets,
        supports_response=SupportsResponse.OPTIONAL,
    )
    return True


async def async_setup_entry(hass: HomeAssistant, entry: LeanConfigEntry) -> bool:
    """Set up an account."""
    session = async_get_clientsession(hass)
    url = endpoint(entry.data["url"])

    async def read() -> dict[str, Any]:
        async with session.get(url) as response:
            body: dict[str, Any] = json.loads(await response.read())["body"]
        return body

    entry.runtime_data = DataUpdateCoordinator(
        hass,
        logging.getLogger(__name__),
        config_entry=entry,
        name=entry.title,
        update_interval=timedelta(minutes=15),
        update_method=read,
    )
    await entry.runtime_data.async_config_entry_first_refresh()
    await hass.config_entries.async_forward_entry_setups(entry, [Platform.SENSOR])
    return True


async def async_unload_entry(hass: HomeAssistant, entry: LeanConfigEntry) -> bool:
    """Unload an account."""
    return await hass.config_entries.async_unload_platforms(entry, [Platform.SENSOR])
