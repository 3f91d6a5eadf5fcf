"""The occasions on which Home Assistant sends a request; each can be tried again."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import SOURCE_USER, ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.translation import async_get_translations

from .common import poll, store
from .simulator import Simulator


class Message(NamedTuple):
    """What the user is told when a request fails."""

    key: str | None
    text: str | None


type EntryPoint = Callable[[HomeAssistant, Simulator], Awaitable[Message | None]]


async def add_account(hass: HomeAssistant, simulator: Simulator) -> Message | None:
    """Enter the login in the dialog, which stays open after an error."""
    flows = hass.config_entries.flow.async_progress() or [
        await hass.config_entries.flow.async_init(
            DOMAIN, context={"source": SOURCE_USER}
        )
    ]
    login = {"username": "demo", "password": "secret"}
    flow_id = flows[0]["flow_id"]
    form = await submit(hass, flow_id, **login, advanced={"url": simulator.url})
    if form["step_id"] == "phone":
        await submit(hass, flow_id, a_number="+49 30 12345678")
        return None
    key = form["errors"]["base"]
    texts = await async_get_translations(hass, "en", "config", [DOMAIN])
    text = texts[f"component.{DOMAIN}.config.error.{key}"]
    return Message(key, text.format(**form["description_placeholders"]))


async def submit(hass: HomeAssistant, flow_id: str, **fields: Any) -> dict[str, Any]:
    """Submit a form, and return what comes next."""
    result = await hass.config_entries.flow.async_configure(flow_id, fields)
    await hass.async_block_till_done()
    return dict(result)


async def set_up(hass: HomeAssistant, simulator: Simulator) -> Message | None:
    """Set the entry up anew."""
    entry = _entry(hass)
    await hass.config_entries.async_reload(entry.entry_id)
    if entry.state is ConfigEntryState.LOADED:
        return None
    return Message(entry.error_reason_translation_key, entry.reason)


async def read(hass: HomeAssistant, simulator: Simulator) -> Message | None:
    """Let the next poll come."""
    await poll(hass)
    coordinator = _entry(hass).runtime_data
    if coordinator.last_update_success:
        return None
    error = coordinator.last_exception
    assert isinstance(error, HomeAssistantError)
    return Message(error.translation_key, str(error))


async def store_pair(hass: HomeAssistant, simulator: Simulator) -> Message | None:
    """Call the action."""
    try:
        await store(hass, b_number="+61 2 9374 4000")
    except HomeAssistantError as error:
        return Message(error.translation_key, str(error))
    return None


def _entry(hass: HomeAssistant) -> ConfigEntry:
    [entry] = hass.config_entries.async_entries(DOMAIN)
    return entry


ENTRY_POINTS: dict[str, EntryPoint] = {
    "dialog": add_account,
    "poll": read,
    "store": store_pair,
    "set-up": set_up,
}
"""In this order, as the dialog adds the account for the others."""
