"""42com/42call calling cards."""

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.importlib import async_import_module
from homeassistant.helpers.typing import ConfigType
from homeassistant.setup import async_when_setup

from .const import DOMAIN
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .frontend import async_add_card, async_remove_card, async_setup_card
from .memory import AccountMemory
from .problems import delete_clock_issue
from .services import async_setup_services

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.SENSOR,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions, the dashboard card, and the sentences for an assistant."""
    async_setup_services(hass)
    async_setup_card(hass)
    async_when_setup(hass, "conversation", _async_setup_sentences)
    return True


async def _async_setup_sentences(hass: HomeAssistant, component: str) -> None:
    sentences = await async_import_module(hass, f"{__package__}.sentences")
    await sentences.async_register(hass)


async def async_setup_entry(hass: HomeAssistant, entry: CallcardConfigEntry) -> bool:
    """Set up an account."""
    coordinator = CallcardCoordinator(hass, entry)
    await coordinator.async_config_entry_first_refresh()
    entry.runtime_data = coordinator
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    await async_add_card(hass)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: CallcardConfigEntry) -> bool:
    """Unload an account, once it is known what became of its stores."""
    await entry.runtime_data.async_finish_stores()
    delete_clock_issue(hass, entry)  # A disabled account does not learn the time
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: CallcardConfigEntry) -> None:
    """Leave nothing of an account behind."""
    delete_clock_issue(hass, entry)
    await AccountMemory(hass, entry.entry_id).async_forget()
    if not hass.config_entries.async_entries(DOMAIN):
        await async_remove_card(hass)
