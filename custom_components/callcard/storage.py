"""The pair that the platform holds, as it must be known again after a restart.

The file is there while it is certain which pair that is, and only then: it is removed
before another pair is sent, and written when the platform has accepted it. So whatever
happens in between, a crash or a full disk, no file names a pair that may be wrong.
"""

import asyncio
from contextlib import suppress
import logging
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store

from .api import Account, Targets
from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

_VERSION: Final = 1


class TargetsStorage:
    """The file of one account, and the pair that is in it."""

    targets: Targets | None = None
    """None while it is unknown which pair the platform holds."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Keep the pair of a config entry's account."""
        self._store = Store[dict[str, str]](
            hass, _VERSION, f"{DOMAIN}.{entry_id}", private=True, atomic_writes=True
        )
        self._one_change = asyncio.Lock()
        self._is_written = True

    async def async_load(self) -> None:
        """Read the file; one that cannot be read is forgotten."""
        try:
            match await self._store.async_load():
                case None:
                    return
                case {"a": str(a), "b": str(b)}:
                    self.targets = Targets(a, b)
                    return
        except HomeAssistantError, LookupError, NotImplementedError, TypeError:
            pass
        _LOGGER.warning(
            "Forgot the stored pair, as %s cannot be read. Prepare a call to know "
            "whom a call reaches",
            self._store.path,
        )
        with suppress(OSError):
            await self.async_forget()

    async def async_keep(self, targets: Targets) -> None:
        """Write the pair; `async_flush` writes it again where that failed."""
        async with self._one_change:
            await self._async_write(targets)

    async def async_update(self, account: Account) -> None:
        """Keep the pair that a reply names; most name none."""
        told, known = account.targets, self.targets
        async with self._one_change:
            if account.has_unclear_targets or (
                told and (known is None or told.digits != known.digits)
            ):
                self.targets = None
                with suppress(OSError):
                    await self._store.async_remove()
                if told:
                    await self._async_write(told)
        await self.async_flush()

    async def async_flush(self) -> None:
        """Write what could not be written, as on a full disk."""
        async with self._one_change:
            if self._is_written or self.targets is None:
                return
            with suppress(HomeAssistantError):
                stored = await self._store.async_load()
                self._is_written = stored == self.targets._asdict()
            if not self._is_written:
                await self._async_write(self.targets)

    async def async_forget(self) -> Targets | None:
        """Remove the file, and return the pair that was known.

        Raises OSError where the file cannot be removed; then the pair stays known.
        """
        async with self._one_change:
            await self._store.async_remove()
            known, self.targets = self.targets, None
            return known

    async def _async_write(self, targets: Targets) -> None:
        self.targets = targets
        self._is_written = False  # The store only logs it when it cannot write
        await self._store.async_save(targets._asdict())
