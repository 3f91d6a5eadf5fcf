"""What the user must mend: the login, and a wrong clock."""

from datetime import timedelta
import re
from typing import Final

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    SOURCE_REAUTH,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .api import (
    CallcardApiError,
    CallcardAuthenticationError,
    CallcardClockError,
    CallcardError,
)
from .const import DOMAIN

_PUNCTUATION: Final = re.compile(r"[!-/:-@\[-`{-~]")


@callback
def async_setup_repairs(hass: HomeAssistant) -> None:
    """Delete the repair of an account that is disabled or removed: it learns no time."""

    @callback
    def follow(change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain == DOMAIN and (
            entry.disabled_by or change is ConfigEntryChange.REMOVED
        ):
            _delete_clock_issue(hass, entry)

    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, follow)


@callback
def async_report_failure(
    hass: HomeAssistant, entry: ConfigEntry, err: CallcardError
) -> None:
    """Have the user asked for the login, or told that the clock is wrong.

    Where only words of a refusal are about the login, a poll decides.
    """
    if isinstance(err, CallcardAuthenticationError):
        entry.async_start_reauth(hass)
    elif isinstance(err, CallcardClockError):
        _create_clock_issue(hass, entry, "clock_refused", ir.IssueSeverity.ERROR, {})
    elif isinstance(err, CallcardApiError) and err.is_about_login:
        poll = entry.runtime_data.async_refresh()
        entry.async_create_background_task(hass, poll, "callcard login")


@callback
def async_report_success(
    hass: HomeAssistant, entry: ConfigEntry, clock_offset: timedelta
) -> None:
    """Take back what was reported, but for a clock that had to be corrected."""
    for flow in entry.async_get_active_flows(hass, {SOURCE_REAUTH}):
        hass.config_entries.flow.async_abort(flow["flow_id"])
    if not clock_offset:
        _delete_clock_issue(hass, entry)
        return
    minutes = str(max(1, round(abs(clock_offset) / timedelta(minutes=1))))
    _create_clock_issue(
        hass, entry, "clock_corrected", ir.IssueSeverity.WARNING, {"minutes": minutes}
    )


def _delete_clock_issue(hass: HomeAssistant, entry: ConfigEntry) -> None:
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
