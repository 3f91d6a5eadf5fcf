"""What the card is told of an account, at once and whenever it changes."""

from collections.abc import Callable
from typing import Any

import voluptuous as vol

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.components import websocket_api
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_connect
from homeassistant.util.json import JsonValueType

from . import phone
from .const import DOMAIN
from .contacts import Contact, contacts_of
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .dial_in import DialInNumber
from .helpers import may_use
from .options import Options

type Message = dict[str, JsonValueType]


@callback
@websocket_api.websocket_command(
    {
        vol.Required("type"): f"{DOMAIN}/subscribe",
        vol.Required(ATTR_DEVICE_ID): str,
    }
)
def websocket_subscribe(
    hass: HomeAssistant,
    connection: websocket_api.ActiveConnection,
    msg: dict[str, Any],
) -> None:
    """Tell of the account of a device; null is told once it is removed."""
    device = dr.async_get(hass).async_get(msg[ATTR_DEVICE_ID])
    entries = [
        entry
        for entry in hass.config_entries.async_entries(DOMAIN)
        if device is not None and (DOMAIN, entry.unique_id) in device.identifiers
    ]
    if not entries:
        connection.send_error(
            msg["id"], websocket_api.ERR_NOT_FOUND, "No account has this device"
        )
        return
    [entry] = entries
    if not may_use(hass, connection.user, entry, POLICY_READ):
        raise Unauthorized

    @callback
    def tell(message: Message | None) -> None:
        connection.send_message(websocket_api.event_message(msg["id"], message))

    connection.send_result(msg["id"])
    connection.subscriptions[msg["id"]] = AccountFeed(hass, entry, tell).stop


class AccountFeed:
    """Tells of an account while it is loaded, unloaded, changed, and removed."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: CallcardConfigEntry,
        tell: Callable[[Message | None], None],
    ) -> None:
        """Begin, and tell what is known now."""
        self._hass = hass
        self._entry = entry
        self._tell = tell
        self._told: Message | None = None
        self._coordinator: CallcardCoordinator | None = None
        self._leave_coordinator: CALLBACK_TYPE | None = None
        self._leave_entry = async_dispatcher_connect(
            hass, SIGNAL_CONFIG_ENTRY_CHANGED, self._follow_entry
        )
        self._follow_entry(ConfigEntryChange.UPDATED, entry)

    @callback
    def stop(self) -> None:
        """Tell no more."""
        self._leave_entry()
        self._follow_coordinator(None)

    @callback
    def _follow_entry(self, change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.entry_id != self._entry.entry_id:
            return
        if change is ConfigEntryChange.REMOVED:
            self._tell(None)
            return
        is_loaded = entry.state is ConfigEntryState.LOADED
        self._follow_coordinator(self._entry.runtime_data if is_loaded else None)
        self._update()

    @callback
    def _follow_coordinator(self, coordinator: CallcardCoordinator | None) -> None:
        if coordinator is self._coordinator:
            return
        if self._leave_coordinator:
            self._leave_coordinator()
            self._leave_coordinator = None
        self._coordinator = coordinator
        if coordinator:
            self._leave_coordinator = coordinator.async_add_listener(self._update)

    @callback
    def _update(self) -> None:
        message = _message(self._hass, self._entry, self._coordinator)
        if message != self._told:
            self._told = message
            self._tell(message)


def _message(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    coordinator: CallcardCoordinator | None,
) -> Message:
    """Return what can be told of an account."""
    a_number = Options.of(hass, entry).a_number
    contacts = contacts_of(entry)
    return {
        "config_entry_id": entry.entry_id,
        "a_number": _number(a_number) if a_number else None,
        "contacts": [
            {"name": contact.name, **_number(contact.number)} for contact in contacts
        ],
        "problem": _problem(entry, coordinator),
        "account": _account(coordinator, contacts) if coordinator else None,
    }


def _number(number: str) -> Message:
    return {"number": number, "formatted": phone.formatted(number)}


def _problem(
    entry: CallcardConfigEntry, coordinator: CallcardCoordinator | None
) -> Message | None:
    """Return why the account is not up to date: as a translated exception, if known."""
    if coordinator is None:
        return {
            "key": entry.error_reason_translation_key,
            "placeholders": entry.error_reason_translation_placeholders,
        }
    if coordinator.last_update_success:
        return None
    error = coordinator.last_exception
    return {
        "key": getattr(error, "translation_key", None),
        "placeholders": getattr(error, "translation_placeholders", None),
    }


def _account(coordinator: CallcardCoordinator, contacts: list[Contact]) -> Message:
    account = coordinator.data
    balance, targets = account.balance, account.targets
    numbers = [
        DialInNumber(number, country, kind)
        for kind, numbers in account.numbers.items()
        for country, number in numbers.items()
    ]
    if personal := account.personal_number:
        numbers.insert(0, DialInNumber(personal, phone.country_of(personal), None))
    number_to_dial = coordinator.choose_dial_in_number()
    updated = coordinator.last_update_success_time
    return {
        "balance": {"amount": str(balance.amount), "currency": balance.currency}
        if balance
        else None,
        "low": coordinator.options.is_low(balance),
        "last_update": updated.isoformat() if updated else None,
        "targets": {
            "a_number": _number(targets.a),
            "b_number": _number(targets.b),
            "contact": next(
                (contact.name for contact in contacts if contact.number == targets.b),
                None,
            ),
        }
        if targets
        else None,
        "dial_in_number": number_to_dial.as_dict()
        if targets and number_to_dial
        else None,
        "numbers": [number.as_dict() for number in numbers],
    }
