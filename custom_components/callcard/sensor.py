"""Sensors: the balance, every dial-in number, the stored pair, and what to dial for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType
from homeassistant.util.json import JsonValueType

from . import phone_number
from .api import Account, NumberKind
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .countries import load_country_names
from .entity import CallcardEntity

PARALLEL_UPDATES = 0

MANY_COUNTRIES: Final = 10  # With more, only the numbers of own countries are enabled

type Attributes = Mapping[str, JsonValueType] | None

_CALLBACK: Final = {NumberKind.CALLBACK_GEO, NumberKind.CALLBACK_FREE}


@dataclass(frozen=True, kw_only=True)
class CallcardSensorDescription(SensorEntityDescription):
    """How a sensor gets its state, unit and attributes."""

    value_fn: Callable[[CallcardCoordinator], StateType | Decimal | datetime]
    unit_fn: Callable[[Account], str | None] = lambda _: None
    attributes_fn: Callable[[CallcardCoordinator], Attributes] = lambda _: None
    is_always_available: bool = False


def _number(
    key: str, value_fn: Callable[[Account], str | None]
) -> CallcardSensorDescription:
    """Describe a phone number of which an account has one."""
    return CallcardSensorDescription(
        key=key,
        value_fn=lambda coordinator: value_fn(coordinator.data),
        attributes_fn=lambda coordinator: _written(value_fn(coordinator.data)),
    )


def _written(number: str | None, country: str | None = None) -> Attributes:
    """Return the attributes of a phone number."""
    if number is None:
        return None
    return {
        "country": country or phone_number.country_of(number),
        "formatted": phone_number.formatted(number),
        "tel_uri": phone_number.tel_uri(number),
    }


def _number_to_dial(coordinator: CallcardCoordinator) -> str | None:
    number = coordinator.choose_dial_in_number() if coordinator.data.targets else None
    return number.number if number else None


def _whom_it_reaches(coordinator: CallcardCoordinator) -> Attributes:
    targets, number = coordinator.data.targets, coordinator.choose_dial_in_number()
    if targets is None or number is None:
        return None
    return {
        "a_number": targets.a,
        "b_number": targets.b,
        "contact": coordinator.contact_of(targets),
        "country": number.country,
        "formatted": phone_number.formatted(number.number),
        "kind": number.kind or "personal",
        "tel_uri": phone_number.tel_uri(number.number),
    }


SENSORS: Final = (
    CallcardSensorDescription(
        key="balance",
        device_class=SensorDeviceClass.MONETARY,
        state_class=SensorStateClass.TOTAL,
        suggested_display_precision=2,
        value_fn=lambda coordinator: (
            coordinator.data.balance.amount if coordinator.data.balance else None
        ),
        unit_fn=lambda account: account.balance.currency if account.balance else None,
    ),
    CallcardSensorDescription(
        key="number_to_dial",
        value_fn=_number_to_dial,
        attributes_fn=_whom_it_reaches,
    ),
    _number("a_number", lambda account: account.targets and account.targets.a),
    _number("b_number", lambda account: account.targets and account.targets.b),
    CallcardSensorDescription(
        key="last_update",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda coordinator: coordinator.last_reply,
        is_always_available=True,
    ),
)


_PERSONAL_NUMBER: Final = _number(
    "personal_number", lambda account: account.personal_number
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the sensors; those of new dial-in numbers are added when they appear."""
    coordinator = entry.runtime_data
    names = await hass.async_add_executor_job(load_country_names, hass.config.language)
    async_add_entities(CallcardSensor(coordinator, sensor) for sensor in SENSORS)
    known: set[tuple[NumberKind, str]] = set()
    has_personal_number = False

    @callback
    def add_new_numbers() -> None:
        nonlocal has_personal_number
        if coordinator.data.personal_number and not has_personal_number:
            has_personal_number = True
            async_add_entities([CallcardSensor(coordinator, _PERSONAL_NUMBER)])
        numbers = coordinator.data.numbers
        new = {(kind, country) for kind in numbers for country in numbers[kind]} - known
        if not new:
            return
        known.update(new)
        async_add_entities(
            DialInNumberSensor(
                coordinator, known, kind, country, names.get(country, country)
            )
            for kind, country in sorted(new)
        )

    add_new_numbers()
    entry.async_on_unload(coordinator.async_add_listener(add_new_numbers))


class CallcardSensor(CallcardEntity, SensorEntity):
    """A sensor that shows what its description says."""

    entity_description: CallcardSensorDescription

    def __init__(
        self, coordinator: CallcardCoordinator, description: CallcardSensorDescription
    ) -> None:
        """Set up a sensor."""
        super().__init__(coordinator, description.key)
        self.entity_description = description
        self._attr_translation_key = description.key

    @property
    @override
    def available(self) -> bool:
        return self.entity_description.is_always_available or super().available

    @property
    @override
    def native_value(self) -> StateType | Decimal | datetime:
        return self.entity_description.value_fn(self.coordinator)

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        return self.entity_description.unit_fn(self.coordinator.data)

    @property
    @override
    def extra_state_attributes(self) -> Attributes:
        return self.entity_description.attributes_fn(self.coordinator)


class DialInNumberSensor(CallcardEntity, SensorEntity):
    """A number that the account's callers dial in one country."""

    def __init__(
        self,
        coordinator: CallcardCoordinator,
        known: set[tuple[NumberKind, str]],
        kind: NumberKind,
        country: str,
        country_name: str,
    ) -> None:
        """Set up the number of a kind and a country, which is one of the known."""
        self._known = known
        super().__init__(coordinator, f"{kind}_{country.lower()}")
        self._kind, self._country = kind, country
        self._attr_entity_category = EntityCategory.DIAGNOSTIC
        self._attr_translation_key = kind
        self._attr_translation_placeholders = {"country": country_name}
        options = coordinator.options
        own = phone_number.country_of(options.a_number) if options.a_number else None
        countries = set().union(*coordinator.data.numbers.values())
        self._attr_entity_registry_enabled_default = country in {
            options.country,
            own,
        } or (kind not in _CALLBACK and len(countries) <= MANY_COUNTRIES)

    @override
    async def async_removed_from_registry(self) -> None:
        """Let the number come back that the user has deleted."""
        self._known.discard((self._kind, self._country))

    @property
    @override
    def available(self) -> bool:
        return super().available and self.native_value is not None

    @property
    @override
    def native_value(self) -> str | None:
        return self.coordinator.data.numbers.get(self._kind, {}).get(self._country)

    @property
    @override
    def extra_state_attributes(self) -> Attributes:
        return _written(self.native_value, self._country)
