"""What a user typed → what is asked of the platform; an account's entities, and who may use them."""

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from . import phone_number
from .api import Receipt, Targets
from .call import Call
from .const import DOMAIN
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .errors import InputError
from .options import CallMethod


@callback
def resolve_targets(
    coordinator: CallcardCoordinator, a_number: str | None, b_number: str
) -> Targets:
    """Return the pair of two numbers as they were typed.

    Without an A number, the phone of the options calls. Raises `InputError`.
    """
    a = (
        coordinator.options.a_number
        if a_number is None
        else _normalize(coordinator, a_number)
    )
    b = _normalize(coordinator, b_number)
    if a is None:
        raise InputError("no_a_number", account=coordinator.config_entry.title)
    if a == b:
        raise InputError("same_number", number=phone_number.formatted(a))
    return Targets(a, b)


def _normalize(coordinator: CallcardCoordinator, number: str) -> str:
    try:
        return phone_number.normalize(number, coordinator.options.country)
    except phone_number.NumberError as err:
        raise InputError(err.problem, number=number[: phone_number.MAX_LENGTH]) from err


async def async_start_call(
    coordinator: CallcardCoordinator, targets: Targets, contact: str | None
) -> Call:
    """Prepare or place a call, as the user prefers; raises `ActionError`."""
    if coordinator.options.call_method is CallMethod.WEB_CALLBACK:
        return await coordinator.async_call(targets, contact)
    return await coordinator.async_store_targets(targets, contact)


async def async_send_sms(
    coordinator: CallcardCoordinator, number: str, message: str
) -> tuple[str, Receipt]:
    """Send a text to a number as it was typed; return the number as it is.

    Raises `InputError` and `ActionError`.
    """
    if not message.strip():
        raise InputError("message_empty")
    e164 = _normalize(coordinator, number)
    return e164, await coordinator.async_send_sms(e164, message)


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
