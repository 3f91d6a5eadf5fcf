"""What the logbook says."""

from collections.abc import Callable
from typing import Any

from homeassistant.components.logbook import (
    LOGBOOK_ENTRY_ENTITY_ID,
    LOGBOOK_ENTRY_MESSAGE,
    LOGBOOK_ENTRY_NAME,
)
from homeassistant.core import Event, HomeAssistant, callback

from . import phone
from .const import DOMAIN, EVENT_TARGETS_STORED


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Callable[[Event], dict[str, Any]]], None],
) -> None:
    """Describe the integration's own events."""

    @callback
    def describe_stored(event: Event) -> dict[str, Any]:
        number = phone.formatted(event.data["b_number"])
        contact = event.data["contact"]
        whom = f"{contact} ({number})" if contact else number
        dial_in_number = event.data["dial_in_number"]
        how = f", dial {dial_in_number['formatted']}" if dial_in_number else ""
        caller = phone.formatted(event.data["a_number"])
        return {
            LOGBOOK_ENTRY_NAME: "Callcard",
            LOGBOOK_ENTRY_MESSAGE: f"connects {caller} to {whom}{how}",
            LOGBOOK_ENTRY_ENTITY_ID: event.data["entity_id"],
        }

    async_describe_event(DOMAIN, EVENT_TARGETS_STORED, describe_stored)
