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
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import config_validation as cv, selector, service
from homeassistant.util.json import JsonObjectType

from .api import Targets
from .call import Call
from .const import DOMAIN
from .contacts import find_callee
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .dial_in import Service
from .errors import InputError
from .helpers import async_send_sms, may_use, resolve_targets

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
        ("call", _async_call, TARGETS_SCHEMA, _OPTIONAL),
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


async def _async_coordinator(call: ServiceCall, policy: str) -> CallcardCoordinator:
    """Return the account that the call names; it may be left out where there is one.

    Users who may not read, or not control, any of its entities are refused.
    """
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID)
    accounts = call.hass.config_entries.async_loaded_entries(DOMAIN)
    if entry_id is None and len(accounts) > 1:
        titles = ", ".join(sorted(account.title for account in accounts))
        raise InputError("which_account", accounts=titles)
    entry: CallcardConfigEntry = service.async_get_config_entry(
        call.hass, DOMAIN, entry_id
    )
    if call.context.user_id is not None:
        user = await call.hass.auth.async_get_user(call.context.user_id)
        if user is None:
            raise UnknownUser(context=call.context, permission=policy)
        if not may_use(call.hass, user, entry, policy):
            raise Unauthorized(context=call.context, permission=policy)
    return entry.runtime_data


async def _async_store_targets(call: ServiceCall) -> ServiceResponse:
    coordinator = await _async_coordinator(call, POLICY_CONTROL)
    prepared = await coordinator.async_store_targets(*_targets(coordinator, call))
    number = prepared.dial_in_number
    return {
        **_pair(coordinator, prepared),
        "dial_in_number": number.as_dict() if number else None,
        **_balance(coordinator),
    }


async def _async_call(call: ServiceCall) -> ServiceResponse:
    coordinator = await _async_coordinator(call, POLICY_CONTROL)
    placed = await coordinator.async_call(*_targets(coordinator, call))
    return {
        **_pair(coordinator, placed),
        "call_id": placed.call_id,
        **_balance(coordinator),
    }


async def _async_send_sms(call: ServiceCall) -> ServiceResponse:
    coordinator = await _async_coordinator(call, POLICY_CONTROL)
    contact, number = _callee(coordinator, call, ATTR_NUMBER)
    message = call.data[ATTR_MESSAGE]
    sent_to, receipt = await async_send_sms(coordinator, number, message)
    return {
        "config_entry_id": coordinator.config_entry.entry_id,
        "sms_id": receipt.id,
        "number": sent_to,
        "contact": contact,
        **_balance(coordinator),
    }


async def _async_get_dial_in_number(call: ServiceCall) -> ServiceResponse:
    coordinator = await _async_coordinator(call, POLICY_READ)
    number = coordinator.choose_dial_in_number(
        call.data[ATTR_SERVICE], call.data.get(CONF_COUNTRY)
    )
    return {"dial_in_number": number.as_dict() if number else None}


def _targets(
    coordinator: CallcardCoordinator, call: ServiceCall
) -> tuple[Targets, str | None]:
    """Return the pair that an action is about, and the contact's name."""
    contact, b_number = _callee(coordinator, call, ATTR_B_NUMBER)
    a_number = _text(call.data[ATTR_A_NUMBER]) if ATTR_A_NUMBER in call.data else None
    return resolve_targets(coordinator, a_number, b_number), contact


def _callee(
    coordinator: CallcardCoordinator, call: ServiceCall, field: str
) -> tuple[str | None, str]:
    """Return the contact's name, None for a number, and the number as it was typed."""
    if (field in call.data) == (call.data.get(ATTR_CONTACT, "") != ""):
        raise InputError(f"{field}_or_contact")
    if field in call.data:
        return None, _text(call.data[field])
    who = _text(call.data[ATTR_CONTACT])
    contact = find_callee(coordinator.config_entry, who)
    return (contact.name, contact.number) if contact else (None, who)


def _pair(coordinator: CallcardCoordinator, call: Call) -> JsonObjectType:
    return {
        "config_entry_id": coordinator.config_entry.entry_id,
        "a_number": call.targets.a,
        "b_number": call.targets.b,
        "contact": call.contact,
    }


def _balance(coordinator: CallcardCoordinator) -> JsonObjectType:
    """Return the balance as a JSON number, because templates calculate with it."""
    balance = coordinator.data.balance
    return {
        "balance": float(balance.amount) if balance else None,
        "currency": balance.currency if balance else None,
    }


def _text(number: str | float) -> str:
    """Refuse what is no text: YAML and templates drop the plus sign of +4930123456."""
    if isinstance(number, str):
        return number
    raise InputError("number_not_text", number=str(number))
