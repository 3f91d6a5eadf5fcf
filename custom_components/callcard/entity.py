"""What all entities of an account have in common."""

from homeassistant.const import CONF_URL
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN
from .coordinator import CallcardCoordinator


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
