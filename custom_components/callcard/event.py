"""Event: a call was prepared, from wherever."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CallcardConfigEntry, CallcardCoordinator, PreparedCall
from .entity import CallcardEntity

PARALLEL_UPDATES = 0

EVENT_PREPARED = "prepared"


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the account's event."""
    async_add_entities([CallEvent(entry.runtime_data)])


class CallEvent(CallcardEntity, EventEntity):
    """Tells that a pair was stored, and what to dial now."""

    _attr_translation_key = "call"
    _attr_event_types = [EVENT_PREPARED]

    def __init__(self, coordinator: CallcardCoordinator) -> None:
        """Set up the event."""
        super().__init__(coordinator, "call")

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            async_dispatcher_connect(
                self.hass, self.coordinator.signal_prepared, self._handle_prepared
            )
        )

    @callback
    def _handle_prepared(self, call: PreparedCall) -> None:
        number = call.dial_in_number
        self._trigger_event(
            EVENT_PREPARED,
            {
                "a_number": call.targets.a,
                "b_number": call.targets.b,
                "contact": call.contact,
                "dial_in_number": number.as_dict() if number else None,
            },
        )
        self.async_write_ha_state()
