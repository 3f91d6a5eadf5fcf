"""Diagnostics by allow-list: counts, kinds and names of fields; no values of theirs."""

from typing import Any

from homeassistant.core import HomeAssistant

from .coordinator import CallcardConfigEntry


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant, entry: CallcardConfigEntry
) -> dict[str, Any]:
    """Return what helps to understand a problem and may be shown to anybody."""
    coordinator = entry.runtime_data
    account, options = coordinator.data, coordinator.options
    return {
        "options": {
            "a_number_set": options.a_number is not None,
            "country": options.country,
            "low_balance": str(options.low_balance),
            "prefer_free": options.prefer_free,
            "call_method": options.call_method,
            "voice": options.voice,
        },
        "polling": {
            "last_update_success": coordinator.last_update_success,
            "last_error": type(coordinator.last_exception).__name__
            if coordinator.last_exception
            else None,
            "last_reply": coordinator.last_reply,
        },
        "replies": coordinator.client.shapes,
        "account": {
            "balance_known": account.balance is not None,
            "currency": account.balance.currency if account.balance else None,
            "personal_number_known": account.personal_number is not None,
            "targets_known": account.targets is not None,
            "countries": {
                kind: sorted(numbers) for kind, numbers in account.numbers.items()
            },
            "unreadable_fields": sorted(account.unreadable_fields),
        },
    }
