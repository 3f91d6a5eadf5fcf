"""What the user is told when something goes wrong."""

from datetime import datetime
from enum import StrEnum
from typing import Final, TypedDict

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.translation import async_get_cached_translations
from homeassistant.util import dt as dt_util

from .api import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
    CallcardResponseError,
    Problem,
)
from .const import DOMAIN

_NO_CALLING_CARD: Final = "1201"  # docs/api.md, "Known codes"


class Reason(StrEnum):
    """Why a request failed; also the keys of the translations."""

    CANNOT_CONNECT = "cannot_connect"
    INVALID_RESPONSE = "invalid_response"
    INVALID_AUTH = "invalid_auth"
    CLOCK_SKEW = "clock_skew"
    API_ERROR = "api_error"
    NO_CALLING_CARD = "no_calling_card"
    CANNOT_WRITE = "cannot_write"
    NOT_LOADED = "not_loaded"
    BUSY = "busy"
    """The platform was too slow with what was asked for before."""
    RANG = "rang"
    """The same pair rang a moment ago."""
    TOO_MANY = "too_many"


class Act(StrEnum):
    """What failed; also the middles of translation keys."""

    STORE = "stored"
    CALL = "called"
    SMS = "sent"


class Outcome(StrEnum):
    """What became of it; also the beginnings of translation keys."""

    NOT_DONE = "not"
    UNKNOWN = "unknown"


class Translation(TypedDict):
    """A text, as exceptions take it."""

    translation_domain: str
    translation_key: str
    translation_placeholders: dict[str, str]


class ActionError(HomeAssistantError):
    """A pair is not stored, a call not placed, an SMS not sent, or it is unknown."""

    def __init__(
        self,
        act: Act,
        outcome: Outcome,
        reason: Reason,
        placeholders: dict[str, str],
    ) -> None:
        """Keep what it is about; the placeholders are those of the reason's text."""
        super().__init__(
            translation_domain=DOMAIN,
            translation_key=f"{outcome}_{act}_{reason}",
            translation_placeholders=placeholders,
        )
        self.act = act
        self.outcome = outcome
        self.reason = reason


class InputError(ServiceValidationError):
    """What was entered cannot be; nothing was sent."""

    def __init__(self, key: str, **placeholders: str) -> None:
        """`key` and placeholders are those of the text that says so."""
        super().__init__(
            translation_domain=DOMAIN,
            translation_key=key,
            translation_placeholders=placeholders,
        )


def explain(hass: HomeAssistant, err: CallcardError) -> tuple[Reason, dict[str, str]]:
    """Return why a request failed, and the placeholders of the text that says so."""
    reason = {"reason": str(err).rstrip(".")}
    match err:
        case CallcardConnectionError(reason=Problem() as problem):
            return Reason.CANNOT_CONNECT, {"reason": _translated(hass, problem)}
        case CallcardAuthenticationError():
            return Reason.INVALID_AUTH, reason
        case CallcardClockError(ours=ours, theirs=theirs):
            return Reason.CLOCK_SKEW, {"ours": _time(ours), "theirs": _time(theirs)}
        case CallcardApiError(code=code) if code == _NO_CALLING_CARD:
            return Reason.NO_CALLING_CARD, {}
        case CallcardApiError(code=code, text=text):
            return Reason.API_ERROR, {
                "code": code or "?",
                "reason": text.rstrip(".") or "?",
            }
        case CallcardResponseError(reason=Problem() as problem):
            reason = {"reason": _translated(hass, problem)}
    return Reason.INVALID_RESPONSE, reason


def translation_of(hass: HomeAssistant, err: CallcardError) -> Translation:
    """Return the text that says why a request failed, as exceptions take it."""
    key, placeholders = explain(hass, err)
    return {
        "translation_domain": DOMAIN,
        "translation_key": key,
        "translation_placeholders": placeholders,
    }


def _translated(hass: HomeAssistant, problem: Problem) -> str:
    """Return a problem in Home Assistant's language: one placeholder has one text for all."""
    texts = async_get_cached_translations(
        hass, hass.config.language, "exceptions", DOMAIN
    )
    key = f"component.{DOMAIN}.exceptions.problem_{problem.name.lower()}.message"
    return texts.get(key, problem)


def _time(time: datetime | None) -> str:
    return f"{dt_util.as_local(time):%Y-%m-%d %H:%M:%S}" if time else "?"
