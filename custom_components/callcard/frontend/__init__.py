"""The dashboard card: a resource of the dashboards while there is an account."""

from contextlib import suppress
import hashlib
import logging
from pathlib import Path
from typing import Final

from homeassistant.components import websocket_api
from homeassistant.components.frontend import add_extra_js_url, remove_extra_js_url
from homeassistant.components.http import StaticPathConfig
from homeassistant.components.lovelace import LOVELACE_DATA
from homeassistant.components.lovelace.const import CONF_RESOURCE_TYPE_WS
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.const import CONF_ID, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..websocket_api import websocket_subscribe

_LOGGER = logging.getLogger(__name__)

CARD: Final = Path(__file__).parent / "callcard-card.js"
CARD_PATH: Final = f"/{DOMAIN}/{CARD.name}"

_CARD_URL: HassKey[str] = HassKey(f"{DOMAIN}_card_url")

# What a stored file of another shape, or of a newer Home Assistant, raises.
_UNREADABLE: Final = (
    AttributeError,
    HomeAssistantError,
    LookupError,
    NotImplementedError,
    TypeError,
)


async def async_add_card(hass: HomeAssistant) -> None:
    """Have the dashboards load the card; once, and in the version that is served."""
    if (url := hass.data.get(_CARD_URL)) is None:  # There is no frontend (yet)
        return
    resources = hass.data[LOVELACE_DATA].resources
    if not isinstance(resources, ResourceStorageCollection):  # Kept in YAML
        add_extra_js_url(hass, url)
        return
    try:
        resource = await _async_find(resources)
        if resource is None:
            await resources.async_create_item(
                {CONF_RESOURCE_TYPE_WS: "module", CONF_URL: url}
            )
        elif resource[CONF_URL] != url:
            await resources.async_update_item(resource[CONF_ID], {CONF_URL: url})
    except _UNREADABLE as err:
        hass.data.pop(_CARD_URL, None)  # Not tried again before a restart
        _LOGGER.warning(
            "The card is not added to the dashboards, as the file of their resources "
            "cannot be read: %r. Repair or remove .storage/lovelace_resources, and restart "
            "Home Assistant",
            err,
        )


async def async_remove_card(hass: HomeAssistant) -> None:
    """Have the dashboards load the card no more."""
    if (lovelace := hass.data.get(LOVELACE_DATA)) is None:
        return
    if isinstance(lovelace.resources, ResourceStorageCollection):
        with suppress(*_UNREADABLE):
            if resource := await _async_find(lovelace.resources):
                await lovelace.resources.async_delete_item(resource[CONF_ID])
    elif url := hass.data.get(_CARD_URL):
        remove_extra_js_url(hass, url)


async def _async_find(resources: ResourceStorageCollection) -> dict[str, str] | None:
    """Return the card's resource."""
    await resources.async_get_info()  # Reads them: else, changing one loses the others
    return next(
        (
            resource
            for resource in resources.async_items()
            if resource[CONF_URL].partition("?")[0] == CARD_PATH
        ),
        None,
    )


async def async_serve_card(hass: HomeAssistant, component: str) -> None:
    """Serve the card and what it is told, as soon as there is a frontend."""
    await hass.http.async_register_static_paths(
        [StaticPathConfig(CARD_PATH, str(CARD), cache_headers=True)]
    )
    websocket_api.async_register_command(hass, websocket_subscribe)
    # Browsers keep the card for a month, so another content needs another address.
    content = await hass.async_add_executor_job(CARD.read_bytes)
    hass.data[_CARD_URL] = f"{CARD_PATH}?v={hashlib.sha256(content).hexdigest()[:8]}"
    await async_add_card(hass)
