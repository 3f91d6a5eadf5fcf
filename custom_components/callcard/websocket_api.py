"""What the card is told of an account, at once and whenever it changes."""

from typing import Any

import voluptuous as vol

from homeassistant.auth.models import User
from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
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

from . import phone_number
from .const import DOMAIN
from .contacts import contacts_of
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .dial_in import DialInNumber
from .options import Options
from .request import may_use

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
    """Tell of the account of a device, at once and of each change; null once it is removed."""
    device = dr.async_get(hass).async_get(msg[ATTR_DEVICE_ID])
    entries: list[CallcardConfigEntry] = [
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

    told: Message | None = None
    coordinator: CallcardCoordinator | None = None
    leave: list[CALLBACK_TYPE] = []

    @callback
    def tell() -> None:
        nonlocal told
        if (message := _message(hass, entry, connection.user)) != told:
            told = message
            connection.send_message(websocket_api.event_message(msg["id"], told))

    @callback
    def follow(change: ConfigEntryChange, changed: ConfigEntry) -> None:
        nonlocal coordinator
        if changed.entry_id != entry.entry_id:
            return
        if change is ConfigEntryChange.REMOVED:
            connection.send_message(websocket_api.event_message(msg["id"], None))
            return
        if _is_loaded(entry) and coordinator is not entry.runtime_data:
            coordinator = entry.runtime_data
            leave[1:] = [coordinator.async_add_listener(tell)]
        tell()

    @callback
    def stop() -> None:
        for unsubscribe in leave:
            unsubscribe()

    connection.subscriptions[msg["id"]] = stop
    connection.send_result(msg["id"])
    leave.append(async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, follow))
    follow(ConfigEntryChange.UPDATED, entry)


def _is_loaded(entry: CallcardConfigEntry) -> bool:
    return entry.state is ConfigEntryState.LOADED


def _message(hass: HomeAssistant, entry: CallcardConfigEntry, user: User) -> Message:
    """Return what can be told a user of an account."""
    options = Options.of(hass, entry)
    return {
        "config_entry_id": entry.entry_id,
        "a_number": _number(options.a_number) if options.a_number else None,
        "call_method": options.call_method,
        "contacts": [
            {"name": contact.name, **_number(contact.number)}
            for contact in contacts_of(entry)
        ],
        "may_control": may_use(hass, user, entry, POLICY_CONTROL),
        "problem": _problem(entry),
        "account": _account(entry.runtime_data) if _is_loaded(entry) else None,
    }


def _number(number: str) -> Message:
    return {"number": number, "formatted": phone_number.formatted(number)}


def _problem(entry: CallcardConfigEntry) -> Message | None:
    """Return why the account is not up to date: as a translated exception, if known."""
    if not _is_loaded(entry):
        return {
            "key": entry.error_reason_translation_key,
            "placeholders": entry.error_reason_translation_placeholders,
        }
    if entry.runtime_data.last_update_success:
        return None
    error = entry.runtime_data.last_exception
    return {
        "key": getattr(error, "translation_key", None),
        "placeholders": getattr(error, "translation_placeholders", None),
    }


def _account(coordinator: CallcardCoordinator) -> Message:
    account = coordinator.data
    balance, targets = account.balance, account.targets
    numbers = [
        DialInNumber(number, country, kind)
        for kind, numbers in account.numbers.items()
        for country, number in numbers.items()
    ]
    if personal := account.personal_number:
        numbers.insert(
            0, DialInNumber(personal, phone_number.country_of(personal), None)
        )
    number_to_dial = coordinator.choose_dial_in_number()
    updated = coordinator.last_reply
    return {
        "balance": {"amount": str(balance.amount), "currency": balance.currency}
        if balance
        else None,
        "low": coordinator.options.is_low(balance),
        "last_update": updated.isoformat() if updated else None,
        "targets": {
            "a_number": _number(targets.a),
            "b_number": _number(targets.b),
            "contact": coordinator.contact_of(targets),
        }
        if targets
        else None,
        "targets_in_doubt": targets is None and coordinator.storage.is_in_doubt,
        "dial_in_number": number_to_dial.as_dict()
        if targets and number_to_dial
        else None,
        "numbers": [number.as_dict() for number in numbers],
    }
