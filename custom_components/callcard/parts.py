"""The parts of an account that entities show, and which of them have changed."""

from datetime import timedelta
from enum import StrEnum
from functools import partial
import logging
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.update_coordinator import TimestampDataUpdateCoordinator

from .api import Account, NumberKind

type NumberKey = tuple[NumberKind, str]


class Part(StrEnum):
    """A part of an account, by its name there; each dial-in number is one, too."""

    BALANCE = "balance"
    PERSONAL_NUMBER = "personal_number"
    NUMBERS = "numbers"
    A_NUMBER = "a_number"
    B_NUMBER = "b_number"


def number_keys(account: Account) -> set[NumberKey]:
    """Return what tells an account's dial-in numbers apart: kind and country."""
    return {key for key, _ in _numbers(account)}


def _numbers(account: Account) -> set[tuple[NumberKey, str]]:
    return {
        ((kind, country), number)
        for kind, numbers in account.numbers.items()
        for country, number in numbers.items()
    }


class PartsCoordinator(TimestampDataUpdateCoordinator[Account]):
    """Wakes only those listeners whose context, a part of the account, has changed.

    An account can have hundreds of numbers, and they hardly ever change.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        logger: logging.Logger,
        entry: ConfigEntry,
        update_interval: timedelta,
    ) -> None:
        """Begin with nobody to wake."""
        super().__init__(
            hass,
            logger,
            config_entry=entry,
            name=entry.title,
            update_interval=update_interval,
            always_update=False,
        )
        self._number_listeners: dict[NumberKey, CALLBACK_TYPE] = {}
        self._changed: set[Part | NumberKey] = set()
        self._was_reached = True

    @callback
    def note_changes(self, new: Account) -> set[Part | NumberKey]:
        """Return what the new account has that the last one had not, or the other way.

        The next update of the listeners wakes those of these parts.
        """
        old = self.data or Account()
        changed: set[Part | NumberKey] = {
            part for part in Part if getattr(old, part) != getattr(new, part)
        }
        if Part.NUMBERS in changed:
            changed.update(key for key, _ in _numbers(old) ^ _numbers(new))
        self._changed |= changed
        return changed

    @callback
    @override
    def async_add_listener(
        self,
        update_callback: CALLBACK_TYPE,
        context: Part | NumberKey | str | None = None,
    ) -> CALLBACK_TYPE:
        if not isinstance(context, tuple):
            return super().async_add_listener(update_callback, context)
        self._number_listeners[context] = update_callback
        return partial(self._number_listeners.__delitem__, context)

    @callback
    @override
    def async_update_listeners(self) -> None:
        """Wake them; all of them, when the platform went or came back."""
        changed, self._changed = self._changed, set()
        everything = self.last_update_success != self._was_reached
        self._was_reached = self.last_update_success
        listeners = [
            listener
            for listener, part in self._listeners.values()
            if everything or part is None or part in changed
        ]
        numbers = self._number_listeners
        listeners += [
            numbers[key]
            for key in (numbers if everything else numbers.keys() & changed)
        ]
        for listener in listeners:
            try:
                listener()
            except Exception:
                self.logger.exception("Unexpected error updating %s", self.name)
