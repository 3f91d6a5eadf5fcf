"""What the user is told when something goes wrong."""

from datetime import datetime, timedelta
from enum import StrEnum
import re
from typing import Final, TypedDict

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from .api import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardConnectionError,
    CallcardError,
)
from .const import DOMAIN

_NO_CALLING_CARD: Final = "1201"  # docs/api.md, "Known codes"
_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")


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


class Outcome(StrEnum):
    """What became of a store that failed; also the beginnings of translation keys."""

    NOT_DONE = "not"
    UNKNOWN = "unknown"


class StoreError(HomeAssistantError):
    """The pair is not stored, or it is unknown whether it is."""

    def __init__(
        self,
        outcome: Outcome,
        reason: Reason,
        placeholders: dict[str, str] | None = None,
    ) -> None:
        """Keep both; the placeholders are those of the reason's text."""
        super().__init__(
            translation_domain=DOMAIN,
            translation_key=f"{outcome}_stored_{reason}",
            translation_placeholders=placeholders,
        )
        self.outcome = outcome
        self.reason = reason


def store_error(err: CallcardError) -> StoreError:
    """Return what a failed request means for the pair that it should have stored."""
    outcome = Outcome.UNKNOWN if err.may_have_arrived else Outcome.NOT_DONE
    return StoreError(outcome, *explain(err))


class Translation(TypedDict):
    """The arguments of Home Assistant's exceptions that name a translated text."""

    translation_domain: str
    translation_key: str
    translation_placeholders: dict[str, str]


def translation(err: CallcardError) -> Translation:
    """Return the text of a failed request."""
    reason, placeholders = explain(err)
    return {
        "translation_domain": DOMAIN,
        "translation_key": reason,
        "translation_placeholders": placeholders,
    }


def explain(err: CallcardError) -> tuple[Reason, dict[str, str]]:
    """Return why a request failed, and the placeholders of the text that says so."""
    reason = {"reason": str(err).rstrip(".")}
    match err:
        case CallcardConnectionError():
            return Reason.CANNOT_CONNECT, reason
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
    return Reason.INVALID_RESPONSE, reason


@callback
def async_report_refused_clock(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Create the repair issue for a clock for which the platform refuses requests."""
    _create_clock_issue(hass, entry, "clock_refused", ir.IssueSeverity.ERROR, {})


@callback
def async_report_clock(
    hass: HomeAssistant, entry: ConfigEntry, offset: timedelta
) -> None:
    """Create the repair issue for a clock that had to be corrected by `offset`.

    Without an offset, the clock is right, and the issue goes away.
    """
    if not offset:
        async_delete_clock_issue(hass, entry)
        return
    minutes = str(max(1, round(abs(offset) / timedelta(minutes=1))))
    _create_clock_issue(
        hass, entry, "clock_corrected", ir.IssueSeverity.WARNING, {"minutes": minutes}
    )


@callback
def async_delete_clock_issue(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Delete the account's repair issue, if there is one."""
    ir.async_delete_issue(hass, DOMAIN, f"clock_{entry.entry_id}")


def _create_clock_issue(
    hass: HomeAssistant,
    entry: ConfigEntry,
    key: str,
    severity: ir.IssueSeverity,
    placeholders: dict[str, str],
) -> None:
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"clock_{entry.entry_id}",
        is_fixable=False,
        severity=severity,
        translation_key=key,
        translation_placeholders={
            # Repair issues are Markdown, and a title may be any text.
            "account": _PUNCTUATION.sub(r"\\\g<0>", entry.title),
            **placeholders,
        },
    )


def _time(time: datetime | None) -> str:
    return f"{dt_util.as_local(time):%Y-%m-%d %H:%M:%S}" if time else "?"
