"""What an account's entry must know again after a restart."""

from typing import TypedDict

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.storage import Store

from .api import Account, NumberKind, Targets
from .const import DOMAIN
from .parts import NumberKey, number_keys

_VERSION = 1
_SAVE_DELAY = 1


class _Stored(TypedDict):
    """The file."""

    targets: list[str] | None
    numbers: list[list[str]]


class AccountMemory:
    """The pair that is stored, and the numbers of the last reply that had any."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Remember for a config entry."""
        self._store = Store[_Stored](
            hass, _VERSION, f"{DOMAIN}.{entry_id}", private=True, atomic_writes=True
        )
        self._unsaved = False
        self._numbers: frozenset[NumberKey] = frozenset()
        self.targets: Targets | None = None
        self.last_run_numbers: frozenset[NumberKey] | None = None

    async def async_load(self) -> None:
        """Read what the last run remembered."""
        if stored := await self._store.async_load():
            self.targets = Targets(*stored["targets"]) if stored["targets"] else None
            self._numbers = self.last_run_numbers = frozenset(
                (NumberKind(kind), country) for kind, country in stored["numbers"]
            )

    @callback
    def async_remember(self, account: Account) -> None:
        """Keep what the account tells; it is written to disk soon, and on shutdown."""
        # A reply without any is too strange to tell which numbers are gone.
        numbers = frozenset(number_keys(account)) or self._numbers
        if (account.targets, numbers) != (self.targets, self._numbers):
            self.targets, self._numbers = account.targets, numbers
            self._unsaved = True
            self._store.async_delay_save(self._as_stored, _SAVE_DELAY)

    async def async_save(self) -> None:
        """Write to disk what is not there yet."""
        if self._unsaved:
            await self._store.async_save(self._as_stored())

    async def async_forget(self) -> None:
        """Remove the file."""
        await self._store.async_remove()

    def _as_stored(self) -> _Stored:
        """Return the file's content, to be written at once."""
        self._unsaved = False
        return {
            "targets": [self.targets.a, self.targets.b] if self.targets else None,
            "numbers": [[kind, country] for kind, country in sorted(self._numbers)],
        }
