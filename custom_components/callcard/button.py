"""Buttons: one for each contact, which calls them."""

from typing import override

from homeassistant.components.button import DOMAIN as BUTTON_DOMAIN, ButtonEntity
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CallcardConfigEntry
from .entity import ContactEntity, async_setup_contact_entities
from .request import call_request

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the buttons of the contacts."""
    await async_setup_contact_entities(
        hass, entry, async_add_entities, BUTTON_DOMAIN, CallButton
    )


class CallButton(ContactEntity, ButtonEntity):
    """Calls a contact from the own phone, in the way that the user prefers."""

    _attr_translation_key = "call"
    _key = "contact"

    @override
    async def async_press(self) -> None:
        """Prepare or place the call."""
        request = call_request(
            self.hass,
            self.coordinator.config_entry,
            self.contact,
            self._context or Context(),
        )
        await self.coordinator.async_start(request)
