"""As many sensors as the integration has entities, with as many attributes."""

from typing import override

from homeassistant.components.sensor import SensorEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from . import DOMAIN, LeanConfigEntry, LeanCoordinator


async def async_setup_entry(
    hass: HomeAssistant,
    entry: LeanConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors."""
    coordinator = entry.runtime_data
    async_add_entities(
        [
            *(
                LeanNumber(coordinator, entry, kind, country)
                for kind in ("dialinnumberGeo", "dialinnumberFree")
                for country in coordinator.data[kind]
            ),
            *(
                LeanBalance(coordinator, entry, f"balance_{number}")
                for number in range(entry.data["others"])
            ),
        ]
    )


class LeanSensor(CoordinatorEntity[LeanCoordinator], SensorEntity):
    """What the sensors share."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: LeanCoordinator, entry: LeanConfigEntry, key: str
    ) -> None:
        """Name the sensor."""
        super().__init__(coordinator)
        self._attr_name = key
        self._attr_unique_id = f"{entry.unique_id}_{key}"
        self._attr_device_info = DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, entry.entry_id)},
            manufacturer="42com",
            name=entry.title,
            serial_number=entry.unique_id,
        )


class LeanBalance(LeanSensor):
    """The balance as it came."""

    @property
    @override
    def native_value(self) -> str:
        """Return the balance."""
        return self.coordinator.data["customeraccountstate"]


class LeanNumber(LeanSensor):
    """A number as it came."""

    def __init__(
        self,
        coordinator: LeanCoordinator,
        entry: LeanConfigEntry,
        kind: str,
        country: str,
    ) -> None:
        """Remember which number."""
        super().__init__(coordinator, entry, f"{kind}_{country}")
        self._kind, self._country = kind, country

    @property
    @override
    def native_value(self) -> str:
        """Return the number."""
        return self.coordinator.data[self._kind][self._country]

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str]:
        """Return three attributes."""
        number = self.native_value
        return {"country": self._country, "formatted": number, "tel_uri": number}
