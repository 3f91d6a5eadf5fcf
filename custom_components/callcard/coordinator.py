"""An account's state: polls, stores, calls and texts, in their order."""

from dataclasses import replace
from datetime import datetime, timedelta
import logging
from typing import Final, override

from aiohttp import DummyCookieJar

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_URL, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ConfigEntryAuthFailed
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from . import phone_number
from .api import (
    Account,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardError,
    Identity,
    Receipt,
    Targets,
)
from .const import CONF_IDENTITY, CONF_KEY, DOMAIN
from .contacts import name_of
from .dial_in import DialInNumber, Service, choose_dial_in_number
from .errors import Act, ActionError, Outcome, Reason, translation_of
from .options import CallMethod, Options
from .queue import Queue
from .repairs import async_report_failure, async_report_success
from .request import Call, CallRequest, CallType, SmsRequest
from .storage import TargetsStorage

_LOGGER = logging.getLogger(__name__)

POLL_INTERVAL: Final = timedelta(minutes=15)
ORDINARY_SECONDS: Final = 1  # that a store takes while the pair before it is shown

_UNREADABLE: Final = (
    "%s: the platform's reply has fields that cannot be read: %s. If something is missing "
    "in Home Assistant, please report this line"
)

type CallcardConfigEntry = ConfigEntry[CallcardCoordinator]


class CallcardCoordinator(DataUpdateCoordinator[Account]):
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
        self.last_reply: datetime | None = None
        """When the platform sent what is shown."""
        self.client = CallcardClient(
            # With cookies, one account's could reach another.
            async_create_clientsession(hass, cookie_jar=DummyCookieJar()),
            entry.data[CONF_USERNAME],
            entry.data[CONF_KEY],
            entry.data[CONF_URL],
            Identity(**entry.data[CONF_IDENTITY]),
        )
        self.storage = TargetsStorage(hass, entry)
        self._queue = Queue(hass, entry)
        self._is_storing = False
        self._stores = 0  # How many have begun
        self._replies = 0  # How many were taken over that are not a poll's
        self._unreadable_fields: frozenset[str] = frozenset()

    @property
    def options(self) -> Options:
        """What the user prefers."""
        return Options.of(self.hass, self.config_entry)

    def contact_of(self, targets: Targets) -> str | None:
        """Return whom the stored pair reaches: of several with a number, who was asked for."""
        return name_of(self.config_entry, targets.b, self.storage.contact_id)

    @callback
    def choose_dial_in_number(
        self, service: Service = Service.CALLTHROUGH, country: str | None = None
    ) -> DialInNumber | None:
        """Return the number to dial for the pair that is stored, else for the own phone."""
        return choose_dial_in_number(self.data, self.options, service, country)

    @override
    async def _async_setup(self) -> None:
        await self.storage.async_load()
        await self.hass.async_add_executor_job(phone_number.load)

    @override
    async def _async_update_data(self) -> Account:
        stores, replies = self._stores, self._replies
        is_before_a_store = self._is_storing
        try:
            account = await self.client.async_get_account()
        except CallcardError as err:
            if self._shutdown_requested or replies != self._replies:
                return self.data
            text = translation_of(self.hass, err)
            if self.data is None and isinstance(err, CallcardAuthenticationError):
                raise ConfigEntryAuthFailed(**text) from err
            async_report_failure(self.hass, self.config_entry, err)
            wait = err.retry_after
            if wait and self.data is not None:  # At the start, it comes sooner
                wait = max(wait, POLL_INTERVAL)
            seconds = wait.total_seconds() if wait else None
            raise UpdateFailed(**text, retry_after=seconds) from err
        if self._shutdown_requested:
            return self.data
        if not is_before_a_store and stores == self._stores:
            await self.storage.async_update(account)
        if replies != self._replies:  # They may know of what has been spent since
            account = replace(account, balance=self.data.balance)
        return self._accept(account)

    @override
    @callback
    def _async_refresh_finished(self) -> None:
        if not self.last_update_success:
            self.async_update_listeners()  # The reason may be another than before

    async def async_start(self, request: CallRequest) -> Call:
        """Prepare or place a call, as the user prefers; raises `ActionError`."""
        if self.options.call_method is CallMethod.WEB_CALLBACK:
            return await self.async_place(request)
        return await self.async_prepare(request)

    async def async_prepare(self, request: CallRequest) -> Call:
        """Store the pair with the platform; raises `ActionError`."""

        async def store() -> Call:
            self._stores += 1
            self._is_storing = True
            try:
                account = await self._async_store(request.targets)
            finally:
                self._is_storing = False
            call = request.as_call(CallType.PREPARED)
            if account.targets and account.targets.digits != call.targets.digits:
                call = call._replace(targets=account.targets, contact=None)
            self.storage.keep(call.targets, call.contact and call.contact.contact_id)
            self._accept_reply(account)
            number = self.choose_dial_in_number()
            return self._announce(call._replace(dial_in_number=number))

        return await self._queue.async_run(Act.STORE, store)

    async def async_place(self, request: CallRequest) -> Call:
        """Have the platform ring A, then B, once; raises `ActionError`."""

        async def place() -> Call:
            receipt = await self.client.async_request_callback(request.targets)
            self._accept_reply(receipt.account)
            call = request.as_call(CallType.PLACED)
            return self._announce(call._replace(call_id=receipt.id))

        return await self._queue.async_run(
            Act.CALL, place, ringing=request.targets, again=request.again
        )

    async def async_send_sms(self, request: SmsRequest) -> Receipt:
        """Send a text, once; raises `ActionError`."""

        async def send() -> Receipt:
            receipt = await self.client.async_post_sms(request.number, request.message)
            self._accept_reply(receipt.account)
            return receipt

        return await self._queue.async_run(Act.SMS, send)

    async def async_finish(self) -> None:
        """Wait for what is under way; what polls bring is dropped."""
        await self._queue.async_close()
        await self.async_shutdown()
        await self.storage.async_flush()

    async def _async_store(self, targets: Targets) -> Account:
        """Send a pair; until it is known what became of it, the pair is unknown on disk."""
        try:
            known = await self.storage.async_forget()
        except OSError as err:
            reason = {"reason": err.strerror or type(err).__name__}
            raise ActionError(
                Act.STORE, Outcome.NOT_DONE, Reason.CANNOT_WRITE, reason
            ) from err
        was_in_doubt, self.storage.is_in_doubt = self.storage.is_in_doubt, True
        doubt = self.hass.loop.call_later(ORDINARY_SECONDS, self._show, None)
        try:
            return await self.client.async_store_targets(targets)
        except CallcardError as err:
            if not err.may_have_arrived:
                self.storage.is_in_doubt = was_in_doubt
                if known is not None:
                    self.storage.keep(known, self.storage.contact_id)
            self._show(self.storage.targets)
            raise
        finally:
            doubt.cancel()

    @callback
    def _announce(self, call: Call) -> Call:
        async_dispatcher_send(self.hass, self.signal_call, call)
        return call

    @callback
    def _show(self, targets: Targets | None) -> None:
        self.data = replace(self.data, targets=targets)
        self.async_update_listeners()

    @callback
    def _accept(self, account: Account) -> Account:
        """Return what a reply says, with the pair that is known."""
        async_report_success(self.hass, self.config_entry, self.client.clock_offset)
        if unreadable := account.unreadable_fields - self._unreadable_fields:
            self._unreadable_fields |= unreadable
            _LOGGER.warning(_UNREADABLE, self.name, ", ".join(sorted(unreadable)))
        self.last_reply = dt_util.utcnow()
        known = self.data if self._is_storing else self.storage
        return replace(account, targets=known.targets)

    @callback
    def _accept_reply(self, account: Account) -> None:
        """Show a reply that is not a poll's; what it leaves out stays as it was."""
        known = self.data
        if not self.last_update_success:
            _LOGGER.info("Fetching %s data recovered", self.name)
            known = replace(known, balance=None)
        self._replies += 1
        shown = replace(
            account,
            balance=account.balance or known.balance,
            personal_number=account.personal_number or known.personal_number,
            numbers={**known.numbers, **account.numbers},
        )
        is_balance_missing = account.balance is None and self.data.balance is not None
        self.async_set_updated_data(self._accept(shown))
        if is_balance_missing:
            self.config_entry.async_create_background_task(
                self.hass, self.async_refresh(), f"{self.name} balance"
            )
