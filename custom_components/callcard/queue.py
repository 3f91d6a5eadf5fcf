"""What is asked of the platform: one thing after the other, and not too often."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .api import CallcardError, Targets
from .errors import Act, ActionError, Outcome, Reason, explain
from .repairs import async_report_failure

_LOGGER = logging.getLogger(__name__)

SECONDS_TO_WAIT: Final = 30  # at most, for what was asked for before
SECONDS_TO_RING_AGAIN: Final = 30
MOST: Final = 20  # calls and SMS together in `MINUTES`
MINUTES: Final = 5


@dataclass(slots=True)
class _Sent:
    """What an account has sent, also before it was loaded again; times of the loop's clock."""

    times: deque[float] = field(default_factory=lambda: deque(maxlen=MOST))
    """When the last calls and SMS were sent."""
    rang: dict[tuple[str, str], float] = field(default_factory=dict)
    """Digits of a pair → when it may have rung last."""
    warned: float = float("-inf")
    """When the log last named the limit."""


_SENT: HassKey[dict[str | None, _Sent]] = HassKey("callcard_sent")


class Queue:
    """The stores, calls and texts of one account; the last one asked for is the last sent."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Begin with none that waits."""
        self._hass = hass
        self._entry = entry
        self._sent = hass.data.setdefault(_SENT, {}).setdefault(
            entry.unique_id, _Sent()
        )
        self._turn = asyncio.Lock()
        self._is_closed = False

    async def async_close(self) -> None:
        """Refuse what waits, and wait for what is under way."""
        self._is_closed = True
        async with self._turn:
            pass

    async def async_run[R](
        self,
        act: Act,
        request: Callable[[], Coroutine[Any, Any, R]],
        *,
        ringing: Targets | None = None,
        again: bool = False,
    ) -> R:
        """Do it as soon as the others are done; raises `ActionError`.

        What waits ends with its caller, with the account and with Home Assistant. What
        has begun goes on, whoever has gone: the platform may have it already. The pair
        that is `ringing` rings at most once in 30 s, unless it is asked for `again`.
        """
        self._check_loaded(act)
        try:
            async with asyncio.timeout(SECONDS_TO_WAIT):
                await self._turn.acquire()
        except TimeoutError:
            raise ActionError(act, Outcome.NOT_DONE, Reason.BUSY, {}) from None
        before = self._sent.rang.get(ringing.digits) if ringing else None
        try:
            self._check_loaded(act)
            if act is not Act.STORE:
                self._check_brake(act, ringing, again)
        except ActionError:
            self._turn.release()
            raise
        task = self._entry.async_create_task(
            self._hass, self._async_attempt(act, request, ringing, before), act
        )
        # Nobody may be left to take its exception.
        task.add_done_callback(lambda task: task.cancelled() or task.exception())
        await asyncio.wait([task])
        return task.result()

    async def _async_attempt[R](
        self,
        act: Act,
        request: Callable[[], Coroutine[Any, Any, R]],
        ringing: Targets | None,
        before: float | None,
    ) -> R:
        try:
            return await request()
        except CallcardError as err:
            if act is not Act.STORE and not err.may_have_arrived:
                self._sent.times.pop()
                if ringing:
                    self._sent.rang[ringing.digits] = before or float("-inf")
            async_report_failure(self._hass, self._entry, err)
            outcome = Outcome.UNKNOWN if err.may_have_arrived else Outcome.NOT_DONE
            reason, placeholders = explain(self._hass, err)
            raise ActionError(act, outcome, reason, placeholders) from err
        finally:
            self._turn.release()

    @callback
    def _check_loaded(self, act: Act) -> None:
        """Raise where the account, or Home Assistant, is ending."""
        if self._is_closed or self._entry.state is not ConfigEntryState.LOADED:
            account = {"account": self._entry.title}
            raise ActionError(act, Outcome.NOT_DONE, Reason.NOT_LOADED, account)

    @callback
    def _check_brake(self, act: Act, ringing: Targets | None, again: bool) -> None:
        """Count a call or an SMS, or raise where there were too many."""
        sent, now = self._sent, self._hass.loop.time()
        if ringing and not again:
            ago = now - sent.rang.get(ringing.digits, float("-inf"))
            if ago < SECONDS_TO_RING_AGAIN:
                seconds = {"seconds": str(max(1, round(ago)))}
                raise ActionError(act, Outcome.NOT_DONE, Reason.RANG, seconds)
        if len(sent.times) == MOST and now - sent.times[0] < MINUTES * 60:
            if now - sent.warned >= MINUTES * 60:
                sent.warned = now
                _LOGGER.warning(
                    "%s: more than %s calls and SMS in %s minutes are refused. Look for an "
                    "automation that starts itself",
                    self._entry.title,
                    MOST,
                    MINUTES,
                )
            limit = {"most": str(MOST), "minutes": str(MINUTES)}
            raise ActionError(act, Outcome.NOT_DONE, Reason.TOO_MANY, limit)
        sent.times.append(now)
        if ringing:
            sent.rang[ringing.digits] = now
