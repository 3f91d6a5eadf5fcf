"""Sensors: the balance, every dial-in number, and the pair that is stored."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorStateClass,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from . import phone
from .api import NumberKind
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .entity import CallcardEntity
from .parts import NumberKey, Part, number_keys

PARALLEL_UPDATES = 0

NUMBERS = (Part.PERSONAL_NUMBER, Part.A_NUMBER, Part.B_NUMBER)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors; those of new dial-in numbers are added when they appear."""
    coordinator = entry.runtime_data
    async_add_entities(
        [
            BalanceSensor(coordinator),
            LastUpdateSensor(coordinator),
            *(AccountNumberSensor(coordinator, part) for part in NUMBERS),
        ]
    )
    _remove_gone_numbers(hass, coordinator)
    known: set[NumberKey] = set()

    @callback
    def add_new_numbers() -> None:
        if new := number_keys(coordinator.data) - known:
            known.update(new)
            async_add_entities(
                DialInNumberSensor(coordinator, key) for key in sorted(new)
            )

    add_new_numbers()
    entry.async_on_unload(coordinator.async_add_listener(add_new_numbers, Part.NUMBERS))


@callback
def _remove_gone_numbers(hass: HomeAssistant, coordinator: CallcardCoordinator) -> None:
    """Remove the numbers that neither this reply has nor had the last run's last one.

    So one strange reply, or any without numbers, costs nobody a customized entity.
    """
    numbers = number_keys(coordinator.data)
    last_run_numbers = coordinator.memory.last_run_numbers
    if not numbers or last_run_numbers is None:
        return
    account = coordinator.account_id
    dial_in_number = tuple(f"{account}_{kind}_" for kind in NumberKind)
    kept = {f"{account}_{_entity_key(key)}" for key in numbers | last_run_numbers}
    registry = er.async_get(hass)
    for entity in er.async_entries_for_config_entry(
        registry, coordinator.config_entry.entry_id
    ):
        if entity.unique_id.startswith(dial_in_number) and entity.unique_id not in kept:
            registry.async_remove(entity.entity_id)


def _entity_key(key: NumberKey) -> str:
    kind, country = key
    return f"{kind}_{country.lower()}"


class BalanceSensor(CallcardEntity, SensorEntity):
    """What is left on the card."""

    _attr_translation_key = "balance"
    _attr_device_class = SensorDeviceClass.MONETARY
    _attr_state_class = SensorStateClass.TOTAL
    _attr_suggested_display_precision = 2

    def __init__(self, coordinator: CallcardCoordinator) -> None:
        """Set up the balance."""
        super().__init__(coordinator, "balance", Part.BALANCE)

    @property
    @override
    def native_value(self) -> Decimal | None:
        balance = self.coordinator.data.balance
        return balance.amount if balance else None

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        balance = self.coordinator.data.balance
        return balance.currency if balance else None


class LastUpdateSensor(CallcardEntity, SensorEntity):
    """How fresh the balance is, also while the platform cannot be reached."""

    _attr_translation_key = "last_update"
    _attr_device_class = SensorDeviceClass.TIMESTAMP
    _attr_entity_category = EntityCategory.DIAGNOSTIC

    def __init__(self, coordinator: CallcardCoordinator) -> None:
        """Set up the time of the last reply."""
        super().__init__(coordinator, "last_update")

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.coordinator.async_add_refresh_listener(self.async_write_ha_state)
        )

    @property
    @override
    def available(self) -> bool:
        return True

    @property
    @override
    def native_value(self) -> datetime | None:
        return self.coordinator.last_update_success_time


class NumberSensor(CallcardEntity, SensorEntity):
    """A phone number."""

    @property
    @abstractmethod
    @override
    def native_value(self) -> str | None:
        """The number."""

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, str | None] | None:
        if (number := self.native_value) is None:
            return None
        return {
            "country": self._country_of(number),
            "formatted": phone.formatted(number),
            "tel_uri": phone.tel_uri(number),
        }

    def _country_of(self, number: str) -> str | None:
        return phone.country_of(number)


class AccountNumberSensor(NumberSensor):
    """A number of which an account has one."""

    def __init__(self, coordinator: CallcardCoordinator, part: Part) -> None:
        """Set up the number that is this part of the account."""
        super().__init__(coordinator, part, part)
        self._attr_translation_key = part
        self._part = part

    @property
    @override
    def native_value(self) -> str | None:
        number: str | None = getattr(self.coordinator.data, self._part)
        return number


class DialInNumberSensor(NumberSensor):
    """A number that the account's callers dial in one country."""

    def __init__(self, coordinator: CallcardCoordinator, key: NumberKey) -> None:
        """Set up the number of a kind and a country."""
        super().__init__(coordinator, _entity_key(key), key)
        self._kind, self._country = key
        self._attr_translation_key = self._kind
        self._attr_translation_placeholders = {
            "country": coordinator.country_names.get(self._country, self._country)
        }
        is_callback = self._kind in {NumberKind.CALLBACK_GEO, NumberKind.CALLBACK_FREE}
        self._attr_entity_registry_enabled_default = (
            not is_callback or self._country == coordinator.home_country
        )

    @property
    @override
    def available(self) -> bool:
        return super().available and self.native_value is not None

    @property
    @override
    def native_value(self) -> str | None:
        return self.coordinator.data.numbers[self._kind].get(self._country)

    @override
    def _country_of(self, number: str) -> str:
        return self._country
