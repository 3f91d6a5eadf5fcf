"""As many sensors as the integration has entities, with as many attributes, all of them plain values."""

from typing import override

from homeassistant.components.sensor import SensorEntity
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from . import LeanConfigEntry, LeanCoordinator

KINDS = ("dialinnumberGeo", "dialinnumberFree")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: LeanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors."""
    coordinator = entry.runtime_data
    device = DeviceInfo(
        entry_type=DeviceEntryType.SERVICE,
        identifiers={("callcard_lean", entry.entry_id)},
        manufacturer="42com",
        name=entry.title,
        serial_number=entry.unique_id,
        configuration_url=entry.data[CONF_URL],
    )
    async_add_entities(
        [
            *(
                LeanNumber(coordinator, device, kind, country)
                for kind in KINDS
                for country in coordinator.data[kind]
            ),
            *(
                LeanSensor(coordinator, device, f"other_{number}")
                for number in range(entry.data["others"])
            ),
        ]
    )


class LeanSensor(CoordinatorEntity[LeanCoordinator], SensorEntity):
    """A value of the reply."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: LeanCoordinator, device: DeviceInfo, key: str
    ) -> None:
        """Set up the sensor."""
        super().__init__(coordinator)
        assert coordinator.config_entry is not None
        self._attr_unique_id = f"{coordinator.config_entry.unique_id}_{key}"
        self._attr_device_info = device
        self._attr_name = key

    @property
    @override
    def native_value(self) -> str | None:
        """Return the balance."""
        value: str | None = self.coordinator.data["customeraccountstate"]
        return value


class LeanNumber(LeanSensor):
    """A dial-in number."""

    def __init__(
        self, coordinator: LeanCoordinator, device: DeviceInfo, kind: str, country: str
    ) -> None:
        """Set up the number."""
        super().__init__(coordinator, device, f"{kind}_{country}")
        self._kind, self._country = kind, country

    @property
    @override
    def native_value(self) -> str | None:
        """Return the number as it came."""
        value: str | None = self.coordinator.data[self._kind].get(self._country)
        return value

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str | None]:
        """Return as many attributes."""
        number = self.native_value
        return {"country": self._country, "formatted": number, "tel_uri": number}
