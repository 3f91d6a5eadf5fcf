"""What all entities of an account, and those of its contacts, have in common."""

from typing import ClassVar, override

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .contacts import Contact, contacts_of
from .coordinator import CallcardConfigEntry, CallcardCoordinator


class CallcardEntity(CoordinatorEntity[CallcardCoordinator]):
    """An entity of an account's service device."""

    _attr_has_entity_name = True

    def __init__(self, coordinator: CallcardCoordinator, key: str) -> None:
        """`key` tells the entity apart from the account's others."""
        super().__init__(coordinator)
        account_id = coordinator.account_id
        self._attr_unique_id = f"{account_id}_{key}"
        self._attr_device_info = DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, account_id)},
            manufacturer="42com",
            name=coordinator.config_entry.title,
            serial_number=account_id,
            configuration_url=coordinator.config_entry.data[CONF_URL],
        )


class ContactEntity(CallcardEntity):
    """An entity that does something for a contact."""

    _key: ClassVar[str]
    """What tells it apart from the contact's others, in its unique id."""

    def __init__(self, coordinator: CallcardCoordinator, contact: Contact) -> None:
        """Set up the entity of a contact."""
        super().__init__(coordinator, f"{self._key}_{contact.contact_id}")
        self.contact = contact
        self._attr_translation_placeholders = {"name": contact.name}

    @property
    @override
    def available(self) -> bool:
        """Let it be tried during an outage, and tell what became of it."""
        return True


@callback
def async_setup_contact_entities(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    domain: str,
    kind: type[ContactEntity],
) -> None:
    """Set up an entity for each contact; they come, change and go with the contacts."""
    registry = er.async_get(hass)
    entities: dict[str, ContactEntity] = {}

    async def replace(old: ContactEntity, new: ContactEntity) -> None:
        if old.hass:  # Else, it is disabled
            await old.async_remove()
        async_add_entities([new])

    @callback
    def update(
        change: ConfigEntryChange | None = None, changed: ConfigEntry = entry
    ) -> None:
        if changed.entry_id != entry.entry_id:
            return
        contacts = {contact.contact_id: contact for contact in contacts_of(entry)}
        if change and contacts == {key: old.contact for key, old in entities.items()}:
            return
        new = {
            contact_id: kind(entry.runtime_data, contact)
            for contact_id, contact in contacts.items()
        }
        current = {entity.unique_id for entity in new.values()}
        for known in er.async_entries_for_config_entry(registry, entry.entry_id):
            if known.domain == domain and known.unique_id not in current:
                registry.async_remove(known.entity_id)
        for contact_id in entities.keys() - contacts.keys():
            del entities[contact_id]
        for contact_id, entity in new.items():
            old = entities.get(contact_id)
            if old is None:
                async_add_entities([entity])
            elif old.contact != entity.contact:
                entry.async_create_task(hass, replace(old, entity))
            else:
                continue
            entities[contact_id] = entity
        if change:
            entry.runtime_data.async_update_listeners()  # A sensor names the contact

    update()
    entry.async_on_unload(
        async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, update)
    )
