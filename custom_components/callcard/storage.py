"""The pair that the platform holds, as it must be known again after a restart.

The file is there while it is certain which pair that is, and only then: it is removed
before another pair is sent, and written when the platform has accepted it. So whatever
happens in between, a crash or a full disk, no file names a pair that may be wrong.
"""

import asyncio
from contextlib import suppress
import logging
import os
from pathlib import Path
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL, CONF_USERNAME
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
    contact_id: str | None = None
    """The contact whom the last known pair was asked for, if it was one."""
    is_in_doubt: bool = False
    """Whether the pair is unknown because of what has happened since the start."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Keep the pair of a config entry's account."""
        self._hass = hass
        self._store = Store[dict[str, str | None]](
            hass,
            _VERSION,
            f"{DOMAIN}.{entry.entry_id}",
            private=True,
            atomic_writes=True,
        )
        # What another login has stored says nothing about this one's pair.
        self._login = {name: entry.data.get(name) for name in (CONF_USERNAME, CONF_URL)}
        self._one_change = asyncio.Lock()
        self._may_exist = True
        self._is_written = True

    async def async_load(self) -> None:
        """Read the file; one that cannot be read, or is another login's, is forgotten."""
        try:
            match await self._store.async_load():
                case None:
                    return
                case {
                    "a": str(a),
                    "b": str(b),
                    "contact": str() | None as contact,
                } as data:
                    if data.items() >= self._login.items():
                        self.targets, self.contact_id = Targets(a, b), contact
                    else:
                        await self.async_forget()
                    return
        except HomeAssistantError, LookupError, NotImplementedError, OSError, TypeError:
            pass
        _LOGGER.warning(
            "Forgot the stored pair, as %s cannot be read. Prepare a call to know "
            "whom a call reaches",
            self._store.path,
        )
        with suppress(OSError):
            await self.async_forget()

    def keep(self, targets: Targets, contact_id: str | None) -> None:
        """Take the pair as the one that the platform holds, and have it written soon."""
        self.targets, self.contact_id = targets, contact_id
        self.is_in_doubt = self._is_written = False
        self._hass.async_create_task(self.async_flush())

    async def async_update(self, account: Account) -> None:
        """Keep the pair that a reply names; most name none."""
        told, known = account.targets, self.targets
        if account.has_unclear_targets or (
            told and (known is None or told.digits != known.digits)
        ):
            with suppress(OSError):
                await self.async_forget()
            self.targets = None
            self.is_in_doubt = True
            if told:
                self.keep(told, None)
        await self.async_flush()

    async def async_flush(self) -> None:
        """Write what is not written, or could not be, as on a full disk."""
        async with self._one_change:
            if self._is_written or self.targets is None:
                return
            data = {**self.targets._asdict(), "contact": self.contact_id, **self._login}
            self._may_exist = True
            await self._store.async_save(data)
            # The store only logs it when it cannot write.
            with suppress(HomeAssistantError):
                self._is_written = await self._store.async_load() == data

    async def async_forget(self) -> Targets | None:
        """Remove the file, also for after a power cut, and return the pair that was known.

        Raises OSError where the file cannot be removed; then the pair stays known.
        """
        async with self._one_change:
            if self._may_exist:
                await self._store.async_remove()
                await self._hass.async_add_executor_job(_sync, self._store.path)
                self._may_exist = False
            known, self.targets = self.targets, None
            return known


def _sync(path: str) -> None:
    """Have the disk know which files the folder of `path` has."""
    with suppress(FileNotFoundError):  # Without the folder, there is no file
        folder = os.open(Path(path).parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
