"""The actions."""

from typing import Final

import voluptuous as vol

from homeassistant.auth.permissions.const import POLICY_CONTROL, POLICY_READ
from homeassistant.const import ATTR_CONFIG_ENTRY_ID, CONF_COUNTRY
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv, selector, service
from homeassistant.util.json import JsonObjectType

from .const import DOMAIN
from .contacts import Contact, contacts_of, find_callee, find_contacts
from .coordinator import CallcardConfigEntry
from .dial_in import Service
from .errors import InputError
from .request import Call, CallRequest, async_may_use, call_request, sms_request

ATTR_AGAIN: Final = "again"
ATTR_A_NUMBER: Final = "a_number"
ATTR_B_NUMBER: Final = "b_number"
ATTR_CONTACT: Final = "contact"
ATTR_MESSAGE: Final = "message"
ATTR_NUMBER: Final = "number"
ATTR_SERVICE: Final = "service"

# What YAML or a template made a number of gets an error of its own.
_TEXT: Final = vol.Any(str, int, float)

ACCOUNT_SCHEMA: Final = {
    vol.Optional(ATTR_CONFIG_ENTRY_ID): selector.ConfigEntrySelector(
        {"integration": DOMAIN}
    )
}
TARGETS_SCHEMA: Final = vol.Schema(
    {
        **ACCOUNT_SCHEMA,
        vol.Optional(ATTR_A_NUMBER): _TEXT,
        vol.Optional(ATTR_B_NUMBER): _TEXT,
        vol.Optional(ATTR_CONTACT): _TEXT,
    }
)
CALL_SCHEMA: Final = TARGETS_SCHEMA.extend({vol.Optional(ATTR_AGAIN): cv.boolean})
SEND_SMS_SCHEMA: Final = vol.Schema(
    {
        **ACCOUNT_SCHEMA,
        vol.Optional(ATTR_NUMBER): _TEXT,
        vol.Optional(ATTR_CONTACT): _TEXT,
        vol.Required(ATTR_MESSAGE): cv.string,
    }
)
GET_DIAL_IN_NUMBER_SCHEMA: Final = vol.Schema(
    {
        **ACCOUNT_SCHEMA,
        vol.Optional(CONF_COUNTRY): vol.All(cv.string, vol.Upper, vol.Length(2, 2)),
        vol.Optional(ATTR_SERVICE, default=Service.CALLTHROUGH): vol.Coerce(Service),
    }
)

_OPTIONAL: Final = SupportsResponse.OPTIONAL


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    for name, handler, schema, response in (
        ("store_targets", _async_store_targets, TARGETS_SCHEMA, _OPTIONAL),
        ("call", _async_call, CALL_SCHEMA, _OPTIONAL),
        ("send_sms", _async_send_sms, SEND_SMS_SCHEMA, _OPTIONAL),
        (
            "get_dial_in_number",
            _async_get_dial_in_number,
            GET_DIAL_IN_NUMBER_SCHEMA,
            SupportsResponse.ONLY,
        ),
    ):
        hass.services.async_register(
            DOMAIN, name, handler, schema=schema, supports_response=response
        )


async def _async_account(call: ServiceCall, policy: str) -> CallcardConfigEntry:
    """Return the account that the call names.

    It may be left out where the user may use one only, or only one has the contact,
    loaded or not. Users who may not use it are refused.
    """
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID)
    entries: list[CallcardConfigEntry] = call.hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
    if entry_id is None and len(entries) > 1:
        usable = [
            entry
            for entry in entries
            if await async_may_use(call.hass, call.context, entry, policy)
        ]
        if not usable:
            raise Unauthorized(context=call.context, permission=policy)
        if len(usable) > 1:
            titles = ", ".join(sorted(entry.title for entry in usable))
            name = str(call.data.get(ATTR_CONTACT, ""))
            usable = [
                entry for entry in usable if find_contacts(contacts_of(entry), name)
            ]
            if len(usable) != 1:
                raise InputError("which_account", accounts=titles)
        entry_id = usable[0].entry_id
    entry: CallcardConfigEntry = service.async_get_config_entry(
        call.hass, DOMAIN, entry_id
    )
    if not await async_may_use(call.hass, call.context, entry, policy):
        raise Unauthorized(context=call.context, permission=policy)
    return entry


async def _async_store_targets(call: ServiceCall) -> ServiceResponse:
    entry = await _async_account(call, POLICY_CONTROL)
    prepared = await entry.runtime_data.async_prepare(_call_request(entry, call))
    number = prepared.dial_in_number
    return {
        **_pair(entry, prepared),
        "dial_in_number": number.as_dict() if number else None,
        **_balance(entry),
    }


async def _async_call(call: ServiceCall) -> ServiceResponse:
    entry = await _async_account(call, POLICY_CONTROL)
    placed = await entry.runtime_data.async_place(_call_request(entry, call))
    return {**_pair(entry, placed), "call_id": placed.call_id, **_balance(entry)}


async def _async_send_sms(call: ServiceCall) -> ServiceResponse:
    entry = await _async_account(call, POLICY_CONTROL)
    request = sms_request(
        call.hass,
        entry,
        _callee(entry, call, ATTR_NUMBER),
        call.data[ATTR_MESSAGE],
    )
    receipt = await entry.runtime_data.async_send_sms(request)
    return {
        ATTR_CONFIG_ENTRY_ID: entry.entry_id,
        "sms_id": receipt.id,
        "number": request.number,
        "contact": request.contact.name if request.contact else None,
        **_balance(entry),
    }


async def _async_get_dial_in_number(call: ServiceCall) -> ServiceResponse:
    entry = await _async_account(call, POLICY_READ)
    number = entry.runtime_data.choose_dial_in_number(
        call.data[ATTR_SERVICE], call.data.get(CONF_COUNTRY)
    )
    return {"dial_in_number": number.as_dict() if number else None}


def _call_request(entry: CallcardConfigEntry, call: ServiceCall) -> CallRequest:
    callee = _callee(entry, call, ATTR_B_NUMBER)
    a_number = _text(call.data[ATTR_A_NUMBER]) if ATTR_A_NUMBER in call.data else None
    return call_request(
        call.hass,
        entry,
        callee,
        call.context,
        a_number=a_number,
        again=call.data.get(ATTR_AGAIN, False),
    )


def _callee(entry: CallcardConfigEntry, call: ServiceCall, field: str) -> Contact | str:
    """Return the contact, or the number as it was typed."""
    if (field in call.data) == (call.data.get(ATTR_CONTACT, "") != ""):
        raise InputError(f"{field}_or_contact")
    if field in call.data:
        return _text(call.data[field])
    return find_callee(entry, _text(call.data[ATTR_CONTACT]))


def _pair(entry: CallcardConfigEntry, call: Call) -> JsonObjectType:
    return {
        ATTR_CONFIG_ENTRY_ID: entry.entry_id,
        ATTR_A_NUMBER: call.targets.a,
        ATTR_B_NUMBER: call.targets.b,
        ATTR_CONTACT: call.contact.name if call.contact else None,
    }


def _balance(entry: CallcardConfigEntry) -> JsonObjectType:
    """Return the balance as a JSON number, because templates calculate with it."""
    balance = entry.runtime_data.data.balance
    return {
        "balance": float(balance.amount) if balance else None,
        "currency": balance.currency if balance else None,
    }


def _text(number: str | float) -> str:
    """Refuse what is no text: YAML and templates drop the plus sign of +4930123456."""
    if isinstance(number, str):
        return number
    raise InputError("number_not_text", number=str(number))
