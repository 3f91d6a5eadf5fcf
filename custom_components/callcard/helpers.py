"""What a user typed → the pair to store; which entities are an account's."""

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er

from . import phone
from .api import Targets
from .const import DOMAIN
from .contacts import ContactError, contacts_of, find_callee
from .coordinator import CallcardConfigEntry, CallcardCoordinator


@callback
def resolve_callee(
    coordinator: CallcardCoordinator, who: str
) -> tuple[str | None, str]:
    """Return the contact's name, None for a number, and the number as it was typed.

    Raises `ServiceValidationError`.
    """
    entry = coordinator.config_entry
    try:
        contact = find_callee(contacts_of(entry), who)
    except ContactError as err:
        key = "contact_ambiguous" if err.candidates else "contact_unknown"
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=key,
            translation_placeholders={
                "name": err.name,
                "account": entry.title,
                "candidates": ", ".join(sorted(err.candidates)),
            },
        ) from err
    return (contact.name, contact.number) if contact else (None, who)


@callback
def resolve_targets(
    coordinator: CallcardCoordinator, a_number: str | None, b_number: str
) -> Targets:
    """Return the pair of two numbers as they were typed.

    Without an A number, the phone of the options calls. Raises
    `ServiceValidationError`.
    """
    options = coordinator.options
    try:
        a = (
            phone.normalize(a_number, options.country)
            if a_number is not None
            else options.a_number
        )
        b = phone.normalize(b_number, options.country)
    except phone.NumberError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=err.problem,
            translation_placeholders={"number": err.number},
        ) from err
    if a is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="no_a_number",
            translation_placeholders={"account": coordinator.config_entry.title},
        )
    if a == b:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="same_number",
            translation_placeholders={"number": phone.formatted(a)},
        )
    return Targets(a, b)


@callback
def entities_of_kind(
    hass: HomeAssistant, entities: set[str], translation_key: str
) -> set[str]:
    """Return those of the entities that are an account's, and of the kind.

    Not by device class, as core does it: the user may have changed that.
    """
    registry = er.async_get(hass)
    return {
        entity_id
        for entity_id in entities
        if (entity := registry.async_get(entity_id)) is not None
        and entity.platform == DOMAIN
        and entity.translation_key == translation_key
    }


@callback
def may_use(
    hass: HomeAssistant, user: User, entry: CallcardConfigEntry, policy: str
) -> bool:
    """Tell whether a user may read, or control, any of an account's entities."""
    return any(
        user.permissions.check_entity(entity.entity_id, policy)
        for entity in er.async_entries_for_config_entry(
            er.async_get(hass), entry.entry_id
        )
    )
