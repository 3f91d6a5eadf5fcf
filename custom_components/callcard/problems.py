"""What the user is told when something is wrong."""

from datetime import datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
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


def explain(err: CallcardError) -> tuple[str, dict[str, str]]:
    """Return the translation key and the placeholders of the text that explains it."""
    reason = {"reason": str(err).rstrip(".")}
    match err:
        case CallcardConnectionError():
            return "cannot_connect", reason
        case CallcardAuthenticationError():
            return "invalid_auth", reason
        case CallcardClockError():
            return "clock_skew", {"ours": _time(err.ours), "theirs": _time(err.theirs)}
        case CallcardApiError():
            text = err.text.rstrip(".") or "?"
            return "api_error", {"code": err.code or "?", "reason": text}
    return "invalid_response", reason


@callback
def report_refused_clock(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Create the repair issue for a clock for which the platform refuses requests."""
    _create_clock_issue(hass, entry, "clock_refused", ir.IssueSeverity.ERROR, {})


@callback
def report_clock(hass: HomeAssistant, entry: ConfigEntry, offset: timedelta) -> None:
    """Create the repair issue for a clock that had to be healed by `offset`.

    It goes away when the clock is right again.
    """
    if not offset:
        delete_clock_issue(hass, entry)
        return
    minutes = str(max(1, round(abs(offset) / timedelta(minutes=1))))
    _create_clock_issue(
        hass, entry, "clock_healed", ir.IssueSeverity.WARNING, {"minutes": minutes}
    )


@callback
def delete_clock_issue(hass: HomeAssistant, entry: ConfigEntry) -> None:
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
        translation_placeholders={"account": entry.title, **placeholders},
    )


def _time(time: datetime | None) -> str:
    return f"{dt_util.as_local(time):%Y-%m-%d %H:%M:%S}" if time else "?"
