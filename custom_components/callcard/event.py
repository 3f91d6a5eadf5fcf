"""Event: a pair was stored, by whatever way."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .const import EVENT_TARGETS_STORED
from .coordinator import CallcardConfigEntry, CallcardCoordinator, Stored
from .dial_in import dial_in_response
from .entity import CallcardEntity

PARALLEL_UPDATES = 0

EVENT_STORED = "stored"


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the account's event."""
    async_add_entities([TargetsEvent(entry.runtime_data)])


class TargetsEvent(CallcardEntity, EventEntity):
    """Tells that a pair was stored, and what to dial now."""

    _attr_translation_key = "targets"
    _attr_event_types = [EVENT_STORED]

    def __init__(self, coordinator: CallcardCoordinator) -> None:
        """Set up the event."""
        super().__init__(coordinator, "targets")

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.coordinator.async_add_stored_listener(self._handle_stored)
        )

    @callback
    def _handle_stored(self, stored: Stored) -> None:
        details = {
            "a_number": stored.targets.a,
            "b_number": stored.targets.b,
            "contact": stored.contact,
            "dial_in_number": dial_in_response(stored.dial_in_number),
        }
        self._trigger_event(EVENT_STORED, details)
        self.async_write_ha_state()
        # For the logbook, which tells states of event entities in its own words only.
        self.hass.bus.async_fire(
            EVENT_TARGETS_STORED, {"entity_id": self.entity_id, **details}
        )
