"""Buttons: one for each contact, which stores the own phone and the contact."""

from typing import override

from homeassistant.components.button import DOMAIN as BUTTON_DOMAIN, ButtonEntity
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .contacts import Contact, contacts_of
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .entity import CallcardEntity
from .helpers import resolve_targets

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the buttons; they come, change and go with the contacts."""
    coordinator = entry.runtime_data
    registry = er.async_get(hass)
    buttons: dict[str, CallButton] = {}

    async def replace(old: CallButton, new: CallButton) -> None:
        await old.async_remove()
        async_add_entities([new])

    @callback
    def follow_contacts(change: ConfigEntryChange, changed: ConfigEntry) -> None:
        if changed.entry_id != entry.entry_id:
            return
        contacts = {contact.contact_id: contact for contact in contacts_of(entry)}
        current = {_unique_id(entry, contact_id) for contact_id in contacts}
        for button in er.async_entries_for_config_entry(registry, entry.entry_id):
            if button.domain == BUTTON_DOMAIN and button.unique_id not in current:
                registry.async_remove(button.entity_id)
        for contact_id in buttons.keys() - contacts.keys():
            del buttons[contact_id]
        for contact in contacts.values():
            old = buttons.get(contact.contact_id)
            if old is not None and old.contact == contact:
                continue
            new = buttons[contact.contact_id] = CallButton(coordinator, contact)
            if old is None:
                async_add_entities([new])
            else:
                entry.async_create_task(hass, replace(old, new))
        coordinator.async_update_listeners()  # A sensor names the contact, too

    follow_contacts(ConfigEntryChange.UPDATED, entry)
    entry.async_on_unload(
        async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, follow_contacts)
    )


def _unique_id(entry: CallcardConfigEntry, contact_id: str) -> str:
    return f"{entry.unique_id}_contact_{contact_id}"


class CallButton(CallcardEntity, ButtonEntity):
    """Store the own phone and a contact."""

    _attr_translation_key = "call"

    def __init__(self, coordinator: CallcardCoordinator, contact: Contact) -> None:
        """Set up the button of a contact."""
        super().__init__(coordinator, f"contact_{contact.contact_id}")
        self.contact = contact
        self._attr_translation_placeholders = {"name": contact.name}

    @property
    @override
    def available(self) -> bool:
        """Let a press during an outage be tried, and tell what became of it."""
        return True

    @override
    async def async_press(self) -> None:
        """Store."""
        targets = resolve_targets(self.coordinator, None, self.contact.number)
        await self.coordinator.async_store_targets(targets, self.contact.name)
