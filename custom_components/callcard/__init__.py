"""42com/42call calling cards."""

from homeassistant.const import Platform
from homeassistant.core import HassJob, HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import ConfigType
from homeassistant.setup import async_when_setup

from .const import DOMAIN
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .frontend import async_add_card, async_remove_card, async_serve_card
from .repairs import async_setup_repairs
from .services import async_setup_services
from .storage import TargetsStorage
from .voice.sentences import async_register

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.SENSOR,
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.NOTIFY,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions, the dashboard card, and the sentences for an assistant."""
    async_setup_services(hass)
    async_setup_repairs(hass)
    async_when_setup(hass, "frontend", async_serve_card)
    async_when_setup(hass, "conversation", async_register)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: CallcardConfigEntry) -> bool:
    """Set up an account."""
    coordinator = CallcardCoordinator(hass, entry)
    await coordinator.async_config_entry_first_refresh()
    entry.runtime_data = coordinator
    # Before Home Assistant cancels what is under way.
    finish = HassJob(coordinator.async_finish)
    entry.async_on_unload(hass.async_add_shutdown_job(finish))
    # What is set up first shows a reply first: whoever acts on the others, such as a low
    # balance, finds the sensors up to date.
    await hass.config_entries.async_forward_entry_setups(entry, [Platform.SENSOR])
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS[1:])
    await async_add_card(hass)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: CallcardConfigEntry) -> bool:
    """Unload an account, once it is known what became of what it was doing."""
    await entry.runtime_data.async_finish()
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


async def async_remove_entry(hass: HomeAssistant, entry: CallcardConfigEntry) -> None:
    """Leave nothing of an account behind."""
    if not hass.config_entries.async_entries(DOMAIN):
        await async_remove_card(hass)
    await TargetsStorage(hass, entry).async_forget()
