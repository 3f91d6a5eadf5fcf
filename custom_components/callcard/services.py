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
from homeassistant.exceptions import ServiceValidationError, Unauthorized, UnknownUser
from homeassistant.helpers import config_validation as cv, selector, service

from .const import DOMAIN
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .dial_in import Service
from .helpers import may_use, resolve_callee, resolve_targets

ATTR_A_NUMBER: Final = "a_number"
ATTR_B_NUMBER: Final = "b_number"
ATTR_CONTACT: Final = "contact"
ATTR_SERVICE: Final = "service"

SERVICE_GET_DIAL_IN_NUMBER: Final = "get_dial_in_number"
SERVICE_STORE_TARGETS: Final = "store_targets"

ACCOUNT_SCHEMA: Final = {
    vol.Optional(ATTR_CONFIG_ENTRY_ID): selector.ConfigEntrySelector(
        {"integration": DOMAIN}
    )
}
STORE_TARGETS_SCHEMA: Final = vol.Schema(
    {
        **ACCOUNT_SCHEMA,
        vol.Optional(ATTR_A_NUMBER): vol.Any(str, int, float),
        vol.Optional(ATTR_B_NUMBER): vol.Any(str, int, float),
        vol.Optional(ATTR_CONTACT): vol.Any(str, int, float),
    }
)
GET_DIAL_IN_NUMBER_SCHEMA: Final = vol.Schema(
    {
        **ACCOUNT_SCHEMA,
        vol.Optional(CONF_COUNTRY): vol.All(cv.string, vol.Upper, vol.Length(2, 2)),
        vol.Optional(ATTR_SERVICE, default=Service.CALLTHROUGH): vol.Coerce(Service),
    }
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions."""
    hass.services.async_register(
        DOMAIN,
        SERVICE_STORE_TARGETS,
        _async_store_targets,
        schema=STORE_TARGETS_SCHEMA,
        supports_response=SupportsResponse.OPTIONAL,
    )
    hass.services.async_register(
        DOMAIN,
        SERVICE_GET_DIAL_IN_NUMBER,
        _async_get_dial_in_number,
        schema=GET_DIAL_IN_NUMBER_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    )


async def _async_coordinator(call: ServiceCall, policy: str) -> CallcardCoordinator:
    """Return the account that the call names; it may be left out where there is one.

    Users who may not read, or not control, any of its entities are refused.
    """
    entry_id = call.data.get(ATTR_CONFIG_ENTRY_ID)
    accounts = call.hass.config_entries.async_loaded_entries(DOMAIN)
    if entry_id is None and len(accounts) > 1:
        titles = ", ".join(sorted(account.title for account in accounts))
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="which_account",
            translation_placeholders={"accounts": titles},
        )
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
    if (ATTR_B_NUMBER in call.data) == (ATTR_CONTACT in call.data):
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="b_number_or_contact"
        )
    if ATTR_CONTACT in call.data:
        contact, b_number = resolve_callee(coordinator, _text(call.data[ATTR_CONTACT]))
    else:
        contact, b_number = None, _text(call.data[ATTR_B_NUMBER])
    a_number = _text(call.data[ATTR_A_NUMBER]) if ATTR_A_NUMBER in call.data else None
    targets = resolve_targets(coordinator, a_number, b_number)
    prepared = await coordinator.async_store_targets(targets, contact)
    number, balance = prepared.dial_in_number, prepared.balance
    return {
        "config_entry_id": coordinator.config_entry.entry_id,
        "a_number": prepared.targets.a,
        "b_number": prepared.targets.b,
        "contact": prepared.contact,
        "dial_in_number": number.as_dict() if number else None,
        "balance": float(balance.amount) if balance else None,
        "currency": balance.currency if balance else None,
    }


def _text(number: str | float) -> str:
    """Refuse what is no text: YAML and templates drop the plus sign of +4930123456."""
    if isinstance(number, str):
        return number
    raise ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="number_not_text",
        translation_placeholders={"number": str(number)},
    )


async def _async_get_dial_in_number(call: ServiceCall) -> ServiceResponse:
    coordinator = await _async_coordinator(call, POLICY_READ)
    number = coordinator.choose_dial_in_number(
        call.data[ATTR_SERVICE], call.data.get(CONF_COUNTRY)
    )
    return {"dial_in_number": number.as_dict() if number else None}
