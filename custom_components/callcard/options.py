"""What the user prefers."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_COUNTRY
from homeassistant.core import HomeAssistant

from .api import Balance
from .const import (
    CONF_A_NUMBER,
    CONF_CALL_METHOD,
    CONF_LOW_BALANCE,
    CONF_PREFER_FREE,
    CONF_VOICE,
    DEFAULT_LOW_BALANCE,
)


class CallMethod(StrEnum):
    """What a user does to be connected."""

    DIAL_IN = "dial_in"
    WEB_CALLBACK = "web_callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """An account's options; what is not set is the default."""

    a_number: str | None
    """The phone that the user calls from: E.164, or national digits."""
    country: str | None
    """The country of numbers in national form: ISO 3166-1 alpha-2."""
    low_balance: Decimal
    """Below this amount, in the account's currency, the balance is low."""
    prefer_free: bool
    call_method: CallMethod
    voice: bool
    """Whether calls may be made by voice."""

    @classmethod
    def of(cls, hass: HomeAssistant, entry: ConfigEntry) -> Self:
        """Read the options of a config entry, loaded or not."""
        options = entry.options
        return cls(
            a_number=options.get(CONF_A_NUMBER),
            country=options.get(CONF_COUNTRY, hass.config.country),
            low_balance=Decimal(
                str(options.get(CONF_LOW_BALANCE, DEFAULT_LOW_BALANCE))
            ),
            prefer_free=options.get(CONF_PREFER_FREE, False),
            call_method=CallMethod(options.get(CONF_CALL_METHOD, CallMethod.DIAL_IN)),
            voice=options.get(CONF_VOICE, True),
        )

    def is_low(self, balance: Balance | None) -> bool | None:
        """Tell whether a balance is below the limit; None while it is unknown."""
        return balance.amount < self.low_balance if balance else None
