"""Triggers: the balance crosses a limit, becomes low or is topped up; a call is prepared or placed."""

from typing import ClassVar, override

import voluptuous as vol

from homeassistant.components.event import ATTR_EVENT_TYPE
from homeassistant.const import CONF_OPTIONS, STATE_OFF, STATE_ON, Platform
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, State, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.automation import DomainSpec
from homeassistant.helpers.target import (
    TargetStateChangedData,
    async_track_target_selector_state_change_event,
)
from homeassistant.helpers.trigger import (
    ENTITY_STATE_TRIGGER_SCHEMA,
    EntityNumericalStateCrossedThresholdTriggerBase,
    EntityTargetStateTriggerBase,
    EntityTriggerBase,
    NotTriggeredReasonReporter,
    StatelessEntityTriggerBase,
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)

from .contacts import is_named
from .entity import entities_of_kind
from .request import CallType

CONF_CONTACT = "contact"

CALL_SCHEMA = ENTITY_STATE_TRIGGER_SCHEMA.extend(
    {
        vol.Required(CONF_OPTIONS, default={}): {
            vol.Optional(CONF_CONTACT): cv.string,
        },
    }
)


class OwnEntityTrigger(EntityTriggerBase):
    """Looks at the accounts' entities of one kind only."""

    _translation_key: ClassVar[str]

    @override
    def entity_filter(self, entities: set[str]) -> set[str]:
        return entities_of_kind(
            self._hass, super().entity_filter(entities), self._translation_key
        )


class LastKnownTrigger(OwnEntityTrigger):
    """Compares with the last state that was known.

    So an outage fires nothing, and hides nothing that has changed meanwhile.
    """

    _excluded_from_states = frozenset()

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Set up the trigger; what was before it is not known."""
        super().__init__(hass, config)
        self._last_known: dict[str, State] = {}

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        @callback
        def remember(change: TargetStateChangedData) -> None:
            old = change.state_change_event.data["old_state"]
            if old is not None and old.state not in self._excluded_states:
                self._last_known[old.entity_id] = old

        forget = await async_track_target_selector_state_change_event(
            self._hass,
            self._target,
            remember,
            self.entity_filter,
            primary_entities_only=self._primary_entities_only,
        )
        detach = await super().async_attach_runner(run_action, did_not_trigger)

        @callback
        def remove() -> None:
            detach()
            forget()

        return remove

    @override
    def is_valid_transition(self, from_state: State, to_state: State) -> bool:
        known = (
            self._last_known.get(from_state.entity_id)
            if from_state.state in self._excluded_states
            else from_state
        )
        return known is not None and super().is_valid_transition(known, to_state)


class BalanceCrossedThresholdTrigger(
    LastKnownTrigger, EntityNumericalStateCrossedThresholdTriggerBase
):
    """The balance fell below a limit, or rose above it."""

    _domain_specs = {Platform.SENSOR: DomainSpec()}
    _translation_key = "balance"


class LowBalanceTrigger(LastKnownTrigger, EntityTargetStateTriggerBase):
    """The warning of a low balance changed."""

    _domain_specs = {Platform.BINARY_SENSOR: DomainSpec()}
    _translation_key = "low_balance"


class BalanceBecameLowTrigger(LowBalanceTrigger):
    """The balance fell below the limit of the options."""

    _to_states = {STATE_ON}


class BalanceNoLongerLowTrigger(LowBalanceTrigger):
    """The card was topped up."""

    _to_states = {STATE_OFF}


class CallTrigger(OwnEntityTrigger, StatelessEntityTriggerBase):
    """Something became of a call, from wherever; with a contact, only of one to them."""

    _domain_specs = {Platform.EVENT: DomainSpec()}
    _translation_key = "call"
    _schema = CALL_SCHEMA
    _call_type: ClassVar[CallType]

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        """Set up the trigger."""
        super().__init__(hass, config)
        self._contact: str | None = self._options.get(CONF_CONTACT)

    @override
    def is_valid_state(
        self, state: State, report_not_triggered: NotTriggeredReasonReporter
    ) -> bool:
        if state.attributes.get(ATTR_EVENT_TYPE) != self._call_type:
            return False
        name = state.attributes.get(CONF_CONTACT) or ""
        return not self._contact or is_named(name, self._contact)


class CallPreparedTrigger(CallTrigger):
    """A pair was stored: the own phone now dials the dial-in number."""

    _call_type = CallType.PREPARED


class CallPlacedTrigger(CallTrigger):
    """The platform rings."""

    _call_type = CallType.PLACED


TRIGGERS: dict[str, type[Trigger]] = {
    "balance_became_low": BalanceBecameLowTrigger,
    "balance_crossed_threshold": BalanceCrossedThresholdTrigger,
    "balance_no_longer_low": BalanceNoLongerLowTrigger,
    "call_placed": CallPlacedTrigger,
    "call_prepared": CallPreparedTrigger,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers."""
    return TRIGGERS
