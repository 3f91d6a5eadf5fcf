"""The 42com REST API. Knows nothing of Home Assistant."""

from .auth import password_key
from .client import DEFAULT_URL, CallcardClient
from .exceptions import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
    Problem,
)
from .models import Account, Balance, Identity, NumberKind, Receipt, Targets
from .response import Shape

__all__ = [
    "DEFAULT_URL",
    "Account",
    "Balance",
    "CallcardApiError",
    "CallcardAuthenticationError",
    "CallcardClient",
    "CallcardClockError",
    "CallcardConnectionError",
    "CallcardError",
    "CallcardResponseError",
    "Identity",
    "NumberKind",
    "Problem",
    "Receipt",
    "Shape",
    "Targets",
    "password_key",
]
