"""Binary sensor: a low balance."""

from typing import override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import CallcardConfigEntry
from .entity import CallcardEntity

PARALLEL_UPDATES = 0


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the account's binary sensor."""
    async_add_entities([LowBalanceSensor(entry.runtime_data, "low_balance")])


class LowBalanceSensor(CallcardEntity, BinarySensorEntity):
    """On while the balance is below the limit of the options."""

    _attr_translation_key = "low_balance"
    _attr_device_class = BinarySensorDeviceClass.PROBLEM

    @property
    @override
    def is_on(self) -> bool | None:
        return self.coordinator.options.is_low(self.coordinator.data.balance)
