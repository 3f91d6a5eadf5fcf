"""Conditions: the balance is below or above a limit, is low, or is not."""

from typing import ClassVar, override

from homeassistant.const import STATE_OFF, STATE_ON, Platform
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.condition import (
    Condition,
    EntityConditionBase,
    EntityNumericalConditionBase,
    EntityStateConditionBase,
)

from .entity import entities_of_kind


class OwnEntityCondition(EntityConditionBase):
    """Looks at the accounts' entities of one kind only."""

    _translation_key: ClassVar[str]

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        return entities_of_kind(
            self._hass, super().entity_filter(entities), self._translation_key
        )

    @override
    def _check_all_match_state(self, states: list[State]) -> bool:
        # Nothing is true of all of none: during an outage, no balance is known.
        return bool(states) and super()._check_all_match_state(states)


class BalanceCondition(OwnEntityCondition, EntityNumericalConditionBase):
    """The balance is below a limit, or above it."""

    _domain_specs = {Platform.SENSOR: DomainSpec()}
    _translation_key = "balance"


class LowBalanceCondition(OwnEntityCondition, EntityStateConditionBase):
    """What the warning of a low balance says."""

    _domain_specs = {Platform.BINARY_SENSOR: DomainSpec()}
    _translation_key = "low_balance"


class BalanceIsLowCondition(LowBalanceCondition):
    """The balance is below the limit of the options."""

    _states = {STATE_ON}


class BalanceIsNotLowCondition(LowBalanceCondition):
    """The balance is not below the limit of the options."""

    _states = {STATE_OFF}


CONDITIONS: dict[str, type[Condition]] = {
    "balance_is_low": BalanceIsLowCondition,
    "balance_is_not_low": BalanceIsNotLowCondition,
    "is_balance": BalanceCondition,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions."""
    return CONDITIONS
