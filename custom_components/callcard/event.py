"""Event: a call was prepared or placed, from wherever."""

from typing import override

from homeassistant.components.event import EventEntity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CallcardConfigEntry
from .entity import CallcardEntity
from .request import Call, CallType

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the account's event."""
    async_add_entities([CallEvent(entry.runtime_data, "call")])


class CallEvent(CallcardEntity, EventEntity):
    """Tells what to dial now, or that the phone rings."""

    _attr_translation_key = "call"
    _attr_event_types = list(CallType)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            async_dispatcher_connect(
                self.hass, self.coordinator.signal_call, self._handle_call
            )
        )

    @callback
    def _handle_call(self, call: Call) -> None:
        self.async_set_context(call.context)
        number = call.dial_in_number
        self._trigger_event(
            call.type,
            {
                "a_number": call.targets.a,
                "b_number": call.targets.b,
                "contact": call.contact.name if call.contact else None,
                "dial_in_number": number.as_dict() if number else None,
                "call_id": call.call_id,
            },
        )
        self.async_write_ha_state()
