"""A call, as the user is told of it."""

from enum import StrEnum
from typing import NamedTuple

from .api import Targets
from .dial_in import DialInNumber


class CallType(StrEnum):
    """What became of a call; also the types of the event."""

    PREPARED = "prepared"
    """The pair is stored: A dials the dial-in number."""
    PLACED = "placed"
    """The platform rings A, then B."""


class Call(NamedTuple):
    """What the user is told of a call.

    When a pair was stored, the platform's reply may name another one than was asked for.
    Then it is that one, and it has no contact's name.
    """

    type: CallType
    targets: Targets
    contact: str | None
    dial_in_number: DialInNumber | None = None
    call_id: str | None = None
