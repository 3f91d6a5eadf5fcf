"""What is asked of the platform: one thing after the other, and each to its end."""

import asyncio
from collections.abc import Awaitable, Callable

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from .api import CallcardError
from .errors import Act, ActionError, Outcome, Reason, async_report_failure, explain


class Queue:
    """The stores, calls and texts of one account; the last one asked for is the last sent."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Begin with none."""
        self._hass = hass
        self._entry = entry
        self.lock = asyncio.Lock()
        """Held while one is under way."""
        self._begun = 0

    @property
    def begun(self) -> int | None:
        """How many have begun; None while one is under way."""
        return None if self.lock.locked() else self._begun

    @callback
    def start[R](
        self, act: Act, request: Callable[[], Awaitable[R]]
    ) -> asyncio.Task[R | ActionError]:
        """Do it as soon as the others are done.

        An error is returned, as nobody may be left to catch it. Raises `ActionError`
        where the account is not loaded.
        """
        if self._entry.state is not ConfigEntryState.LOADED:
            account = {"account": self._entry.title}
            raise ActionError(act, Outcome.NOT_DONE, Reason.NOT_LOADED, account)

        async def in_turn() -> R | ActionError:
            async with self.lock:
                self._begun += 1
                try:
                    return await request()
                except CallcardError as err:
                    async_report_failure(self._hass, self._entry, err)
                    is_unknown = err.may_have_arrived
                    outcome = Outcome.UNKNOWN if is_unknown else Outcome.NOT_DONE
                    return ActionError(act, outcome, *explain(self._hass, err))
                except ActionError as err:
                    return err

        return self._entry.async_create_task(self._hass, in_turn(), act)


async def result_of[R](task: asyncio.Task[R | ActionError]) -> R:
    """Wait for what goes on when its caller gives up, so that what is shown stays true."""
    result = await asyncio.shield(task)
    if isinstance(result, ActionError):
        raise result
    return result
