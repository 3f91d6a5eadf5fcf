"""What tests ask Home Assistant for."""

from types import MappingProxyType
from typing import Any

from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, State
from homeassistant.util.ssl import SSL_ALPN_HTTP11, SSLCipherList, client_context

from .tls import Tls


def state_of(hass: HomeAssistant, entity_id: str) -> State:
    """Return the state of an entity that must be there."""
    state = hass.states.get(entity_id)
    assert state is not None, entity_id
    return state


def value_of(hass: HomeAssistant, entity_id: str) -> str:
    """Return what an entity that must be there shows."""
    return state_of(hass, entity_id).state


async def call(hass: HomeAssistant, action: str, **data: Any) -> dict[str, Any]:
    """Call one of the integration's actions, and return its response."""
    response = await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True
    )
    assert response is not None
    return response


async def store(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Store a pair."""
    return await call(hass, "store_targets", **data)


def stored_pair(hass: HomeAssistant, account: str = "demo") -> tuple[str, str]:
    """Return the pair that an account's sensors show."""
    return (
        value_of(hass, f"sensor.{account}_a_number"),
        value_of(hass, f"sensor.{account}_b_number"),
    )


def know(hass: HomeAssistant, entry: MockConfigEntry, **contacts: str) -> None:
    """Add contacts to an account: names and numbers."""
    for name, number in contacts.items():
        subentry = ConfigSubentry(
            data=MappingProxyType({"name": name, "number": number}),
            subentry_type="contact",
            title=name,
            unique_id=name.casefold(),
        )
        hass.config_entries.async_add_subentry(entry, subentry)


def trust(tls: Tls) -> None:
    """Let Home Assistant trust the platform's certificate, from now on."""
    client_context(SSLCipherList.PYTHON_DEFAULT, SSL_ALPN_HTTP11).load_verify_locations(
        tls.certificate
    )
