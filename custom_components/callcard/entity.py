"""What all entities of an account, and those of its contacts, have in common."""

from typing import ClassVar, override

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
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


async def async_setup_contact_entities(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
    domain: str,
    kind: type[ContactEntity],
) -> None:
    """Have one entity for each contact, in a domain, whatever becomes of the contacts."""
    coordinator = entry.runtime_data
    registry = er.async_get(hass)
    entities: dict[Contact, ContactEntity] = {}

    async def update() -> None:
        gone = entities.keys() - set(contacts_of(entry))
        for entity in [entities.pop(contact) for contact in gone]:
            if entity.hass:  # Else, it is disabled
                await entity.async_remove()
        contacts = contacts_of(entry)
        new = {
            contact: kind(coordinator, contact)
            for contact in contacts
            if contact not in entities
        }
        entities.update(new)
        current = {entity.unique_id for entity in entities.values()}
        for known in er.async_entries_for_config_entry(registry, entry.entry_id):
            if known.domain == domain and known.unique_id not in current:
                registry.async_remove(known.entity_id)
        async_add_entities(new.values())

    is_due = False

    async def update_all() -> None:
        nonlocal is_due
        is_due = False
        if entry.state is not ConfigEntryState.LOADED:
            return
        await update()
        coordinator.async_update_listeners()  # A sensor names the contact

    @callback
    def follow(change: ConfigEntryChange, changed: ConfigEntry) -> None:
        nonlocal is_due
        if (
            changed is entry
            and not is_due
            and entities.keys() != set(contacts_of(entry))
        ):
            # Not eagerly: an address book adds many contacts at once.
            is_due = True
            entry.async_create_task(hass, update_all(), eager_start=False)

    await update()
    entry.async_on_unload(
        async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, follow)
    )


@callback
def entities_of_kind(
    hass: HomeAssistant, entities: set[str], translation_key: str
) -> set[str]:
    """Return those of the entities that are an account's, and of the kind.

    Not by device class, as core does it: the user may have changed that.
    """
    registry = er.async_get(hass)
    return {
        entity_id
        for entity_id in entities
        if (entity := registry.async_get(entity_id)) is not None
        and entity.platform == DOMAIN
        and entity.translation_key == translation_key
    }
