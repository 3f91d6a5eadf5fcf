"""Notify entities: one for each contact, which sends them a text."""

from typing import override

from homeassistant.components.notify import DOMAIN as NOTIFY_DOMAIN, NotifyEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import phone_number
from .contacts import Contact
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .entity import ContactEntity, async_setup_contact_entities
from .request import sms_request

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the notify entities of the contacts."""
    await async_setup_contact_entities(
        hass, entry, async_add_entities, NOTIFY_DOMAIN, SmsEntity
    )


class SmsEntity(ContactEntity, NotifyEntity):
    """Sends a text to a contact."""

    _attr_translation_key = "sms"
    _key = "sms"

    def __init__(self, coordinator: CallcardCoordinator, contact: Contact) -> None:
        """Set up the entity; a landline can hardly receive texts."""
        super().__init__(coordinator, contact)
        is_landline = phone_number.is_landline(contact.number)
        self._attr_entity_registry_enabled_default = not is_landline

    @override
    async def async_send_message(self, message: str, title: str | None = None) -> None:
        """Send a text."""
        request = sms_request(
            self.hass,
            self.coordinator.config_entry,
            self.contact,
            message,
        )
        await self.coordinator.async_send_sms(request)
