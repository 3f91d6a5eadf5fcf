"""What was asked, and by whom → one checked request, or a refusal; what became of it."""

from enum import StrEnum
from typing import Final, NamedTuple

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import UnknownUser
from homeassistant.helpers import entity_registry as er

from . import phone_number
from .api import Targets
from .contacts import Contact
from .dial_in import DialInNumber
from .errors import InputError
from .options import Options

LONGEST_MESSAGE: Final = 1600  # characters


class CallType(StrEnum):
    """What became of a call; also the types of the event."""

    PREPARED = "prepared"
    """The pair is stored: A dials the dial-in number."""
    PLACED = "placed"
    """The platform rings A, then B."""


class Call(NamedTuple):
    """What the user is told of a call.

    When a pair was stored, the platform's reply may name another one than was asked for.
    Then it is that one, and it has no contact.
    """

    type: CallType
    targets: Targets
    contact: Contact | None
    context: Context
    dial_in_number: DialInNumber | None = None
    call_id: str | None = None


class CallRequest(NamedTuple):
    """Connect A with B: prepare it, or have both phones ring."""

    targets: Targets
    contact: Contact | None
    """Who is called, if it is a contact."""
    context: Context
    """Who asks."""
    again: bool
    """Whether to ring although the same pair rang a moment ago."""

    def as_call(self, call_type: CallType) -> Call:
        """Return the call that this became."""
        return Call(call_type, self.targets, self.contact, self.context)


class SmsRequest(NamedTuple):
    """Send a text."""

    number: str
    """E.164, or national digits."""
    message: str
    contact: Contact | None
    """Who gets it, if it is a contact."""


@callback
def call_request(
    hass: HomeAssistant,
    entry: ConfigEntry,
    callee: Contact | str,
    context: Context,
    *,
    a_number: str | None = None,
    again: bool = False,
) -> CallRequest:
    """Return the request to call a contact, or a number as it was typed.

    Without an A number, the phone of the options calls. Raises `InputError`.
    """
    options = Options.of(hass, entry)
    a = options.a_number if a_number is None else _normalize(a_number, options)
    contact, b = _contact_and_number(callee, options)
    if a is None:
        raise InputError("no_a_number", account=entry.title)
    targets = Targets(a, b)
    if len(set(targets.digits)) == 1:
        raise InputError("same_number", number=phone_number.formatted(a))
    return CallRequest(targets, contact, context, again)


@callback
def sms_request(
    hass: HomeAssistant,
    entry: ConfigEntry,
    callee: Contact | str,
    message: str,
) -> SmsRequest:
    """Return the request to text a contact, or a number as it was typed.

    Raises `InputError`.
    """
    if not message.strip():
        raise InputError("message_empty")
    if len(message) > LONGEST_MESSAGE:
        raise InputError(
            "message_too_long", length=str(len(message)), most=str(LONGEST_MESSAGE)
        )
    # The half of a surrogate pair, as of a cut emoji, cannot be sent.
    if any(
        character == "\0" or "\ud800" <= character <= "\udfff" for character in message
    ):
        raise InputError("message_characters")
    contact, number = _contact_and_number(callee, Options.of(hass, entry))
    return SmsRequest(number, message, contact)


async def async_may_use(
    hass: HomeAssistant, context: Context, entry: ConfigEntry, policy: str
) -> bool:
    """Return whether who asks may read, or control, any of an account's entities.

    What no user asks for, as automations, is allowed. Raises `UnknownUser`.
    """
    if context.user_id is None:
        return True
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context, permission=policy)
    return may_use(hass, user, entry, policy)


@callback
def may_use(hass: HomeAssistant, user: User, entry: ConfigEntry, policy: str) -> bool:
    """Return whether a user may read, or control, any of an account's entities."""
    return any(
        user.permissions.check_entity(entity.entity_id, policy)
        for entity in er.async_entries_for_config_entry(
            er.async_get(hass), entry.entry_id
        )
    )


def _contact_and_number(
    callee: Contact | str, options: Options
) -> tuple[Contact | None, str]:
    if isinstance(callee, Contact):  # Its number was checked when it was entered
        return callee, callee.number
    return None, _normalize(callee, options)


def _normalize(number: str, options: Options) -> str:
    try:
        return phone_number.normalize(number, options.country)
    except phone_number.NumberError as err:
        raise InputError(err.problem, number=number[: phone_number.MAX_LENGTH]) from err
