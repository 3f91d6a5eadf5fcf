"""An account's state: polls, stores, calls and texts, in their order."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
import logging
from typing import Final, override

from aiohttp import DummyCookieJar

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.update_coordinator import (
    TimestampDataUpdateCoordinator,
    UpdateFailed,
)
from homeassistant.util import dt as dt_util

from . import phone_number
from .api import (
    Account,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardError,
    Receipt,
    Targets,
)
from .call import Call, CallType
from .const import CONF_KEY, DOMAIN
from .dial_in import DialInNumber, Service, choose_dial_in_number
from .errors import (
    Act,
    ActionError,
    Outcome,
    Reason,
    async_report_failure,
    async_report_success,
    explain,
)
from .options import Options
from .queue import Queue, result_of
from .storage import TargetsStorage

_LOGGER = logging.getLogger(__name__)

POLL_INTERVAL: Final = timedelta(minutes=15)

type CallcardConfigEntry = ConfigEntry[CallcardCoordinator]


class CallcardCoordinator(TimestampDataUpdateCoordinator[Account]):
    """One account. `data.targets` is None while it is unknown whom a call reaches."""

    config_entry: CallcardConfigEntry

    def __init__(self, hass: HomeAssistant, entry: CallcardConfigEntry) -> None:
        """Set up the account of a config entry."""
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=entry.title,
            update_interval=POLL_INTERVAL,
        )
        assert entry.unique_id is not None  # The config flow always sets it
        self.account_id = entry.unique_id
        self.signal_call = f"{DOMAIN}_{entry.entry_id}_call"
        """The dispatcher's signal of each `Call`."""
        self._client = CallcardClient(
            # With cookies, one account's could reach another.
            async_create_clientsession(hass, cookie_jar=DummyCookieJar()),
            entry.data[CONF_USERNAME],
            entry.data[CONF_KEY],
            entry.data[CONF_URL],
            entry.unique_id,
        )
        self._storage = TargetsStorage(hass, entry.entry_id)
        self._queue = Queue(hass, entry)
        self._calls: dict[Targets, asyncio.Task[Call | ActionError]] = {}
        self._unreadable_fields: frozenset[str] = frozenset()
        self.is_in_doubt = False
        """Whether the outcome of the last store is unknown."""

    @property
    def options(self) -> Options:
        """What the user prefers."""
        return Options.of(self.hass, self.config_entry)

    @override
    async def _async_setup(self) -> None:
        await self._storage.async_load()
        await self.hass.async_add_executor_job(phone_number.load)

    @override
    async def _async_update_data(self) -> Account:
        begun = self._queue.begun
        try:
            account = await self._client.async_get_account()
        except CallcardError as err:
            reason, placeholders = explain(self.hass, err)
            if self._is_outdated(begun):
                if self.last_update_success:
                    return self.data
            elif self.data is None and isinstance(err, CallcardAuthenticationError):
                raise ConfigEntryAuthFailed(
                    translation_domain=DOMAIN,
                    translation_key=reason,
                    translation_placeholders=placeholders,
                ) from err
            else:
                async_report_failure(self.hass, self.config_entry, err)
            wait = err.retry_after
            if wait is not None and self.data is not None:
                wait = max(wait, POLL_INTERVAL)
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key=reason,
                translation_placeholders=placeholders,
                retry_after=wait.total_seconds() if wait else None,
            ) from err
        if not self._is_outdated(begun):
            await self._storage.async_update(account)
        return self.data if self._is_outdated(begun) else self._accept(account)

    @override
    @callback
    def _async_refresh_finished(self) -> None:
        super()._async_refresh_finished()
        if not self.last_update_success:
            self.async_update_listeners()  # The reason may be another than before

    def _is_outdated(self, begun: int | None) -> bool:
        """Tell whether a reply may be about the time before a store, or comes too late.

        `begun` is the queue's when its request was sent.
        """
        is_alone = begun is not None and begun == self._queue.begun
        return not is_alone or self._shutdown_requested

    async def async_store_targets(self, targets: Targets, contact: str | None) -> Call:
        """Store the pair with the platform; raises `ActionError`."""
        store = partial(self._async_store, targets, contact)
        return await result_of(self._queue.start(Act.STORE, store))

    async def async_call(self, targets: Targets, contact: str | None) -> Call:
        """Have the platform ring A, then B; raises `ActionError`.

        A double press rings once: while a call is asked for, the same one is that one.
        """
        if (task := self._calls.get(targets)) is None:
            task = self._queue.start(
                Act.CALL, partial(self._async_call, targets, contact)
            )
            self._calls[targets] = task
            task.add_done_callback(lambda _: self._calls.pop(targets))
        return await result_of(task)

    async def async_send_sms(self, number: str, message: str) -> Receipt:
        """Send a text to a number (E.164, or national digits); raises `ActionError`."""
        send = partial(self._async_send_sms, number, message)
        return await result_of(self._queue.start(Act.SMS, send))

    async def async_finish(self) -> None:
        """Wait for what is under way; what polls bring is dropped."""
        async with self._queue.lock:
            await self.async_shutdown()
            await self._storage.async_flush()

    @callback
    def choose_dial_in_number(
        self, service: Service = Service.CALLTHROUGH, country: str | None = None
    ) -> DialInNumber | None:
        """Return the number to dial for the pair that is stored, else for the own phone."""
        return choose_dial_in_number(self.data, self.options, service, country)

    async def _async_store(self, targets: Targets, contact: str | None) -> Call:
        try:
            known = await self._storage.async_forget()
        except OSError as err:
            reason = {"reason": err.strerror or type(err).__name__}
            raise ActionError(
                Act.STORE, Outcome.NOT_DONE, Reason.CANNOT_WRITE, reason
            ) from err
        self._show(None)
        try:
            account = await self._client.async_store_targets(targets)
        except CallcardError as err:
            if err.may_have_arrived:
                self.is_in_doubt = True
                self.async_update_listeners()
            elif known is not None:
                await self._storage.async_keep(known)
                self._show(known)
            raise
        if account.targets and account.targets.digits != targets.digits:
            targets, contact = account.targets, None
        self.is_in_doubt = False
        await self._storage.async_keep(targets)
        self._show_reply(account)
        number = self.choose_dial_in_number()
        return self._tell(Call(CallType.PREPARED, targets, contact, number))

    async def _async_call(self, targets: Targets, contact: str | None) -> Call:
        receipt = await self._client.async_call(targets)
        self._show_receipt(receipt)
        return self._tell(Call(CallType.PLACED, targets, contact, call_id=receipt.id))

    async def _async_send_sms(self, number: str, message: str) -> Receipt:
        receipt = await self._client.async_send_sms(number, message)
        self._show_receipt(receipt)
        return receipt

    @callback
    def _tell(self, call: Call) -> Call:
        async_dispatcher_send(self.hass, self.signal_call, call)
        return call

    @callback
    def _accept(self, account: Account) -> Account:
        """Return what a reply tells, with the pair that is known."""
        async_report_success(self.hass, self.config_entry, self._client.clock_offset)
        if unreadable := account.unreadable_fields - self._unreadable_fields:
            self._unreadable_fields |= unreadable
            _LOGGER.warning(
                "%s: the platform's reply has fields that cannot be read: %s. If something "
                "is missing in Home Assistant, please report this line",
                self.name,
                ", ".join(sorted(unreadable)),
            )
        return replace(account, targets=self._storage.targets)

    @callback
    def _show(self, targets: Targets | None) -> None:
        self.data = replace(self.data, targets=targets)
        self.async_update_listeners()

    @callback
    def _show_receipt(self, receipt: Receipt) -> None:
        """Show the balance of a reply that has no dial-in numbers."""
        balance = receipt.account.balance or self.data.balance
        self._show_reply(replace(self.data, balance=balance))

    @callback
    def _show_reply(self, account: Account) -> None:
        """Show what came with a reply that is not a poll's."""
        if not self.last_update_success:
            _LOGGER.info("Fetching %s data recovered", self.name)
        self.last_update_success_time = dt_util.utcnow()
        self.async_set_updated_data(self._accept(account))
