"""What all entities of an account have in common."""

from typing import override

from homeassistant.const import CONF_URL
from homeassistant.core import callback
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .coordinator import CallcardCoordinator


class CallcardEntity(CoordinatorEntity[CallcardCoordinator]):
    """An entity of an account's service device."""

    _attr_has_entity_name = True
    _last_shown: tuple[bool, object] | None = None

    def __init__(self, coordinator: CallcardCoordinator, key: str) -> None:
        """`key` tells the entity apart from the account's others."""
        super().__init__(coordinator)
        entry = coordinator.config_entry
        assert entry.unique_id is not None  # The config flow always sets it
        self._attr_unique_id = f"{entry.unique_id}_{key}"
        self._attr_device_info = DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, entry.unique_id)},
            manufacturer="42com",
            name=entry.title,
            serial_number=entry.unique_id,
            configuration_url=entry.data[CONF_URL],
        )

    @property
    def shown(self) -> object:
        """What of the account the state is made of."""
        return None

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        # An account can have hundreds of numbers, and they hardly ever change.
        shown = (self.available, self.shown)
        if shown != self._last_shown:
            self._last_shown = shown
            super()._handle_coordinator_update()
