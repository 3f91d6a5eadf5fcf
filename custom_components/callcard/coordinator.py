"""An account's state: polls and stores, in their order."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
import logging
from typing import Final, override

from aiohttp import DummyCookieJar

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntry, ConfigEntryState
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

from . import phone
from .api import (
    Account,
    Balance,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardClockError,
    CallcardError,
    Targets,
)
from .const import CONF_KEY, DOMAIN
from .dial_in import DialInNumber, Service, choose_dial_in_number
from .errors import (
    Outcome,
    Reason,
    StoreError,
    async_report_clock,
    async_report_refused_clock,
    store_error,
    translation,
)
from .options import Options
from .storage import TargetsStorage

_LOGGER = logging.getLogger(__name__)

POLL_INTERVAL: Final = timedelta(minutes=15)

type CallcardConfigEntry = ConfigEntry[CallcardCoordinator]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedCall:
    """What the caller of a store tells the user.

    The platform's reply may name another pair than was asked for. Then it is that one,
    and it has no contact's name.
    """

    targets: Targets
    contact: str | None
    dial_in_number: DialInNumber | None
    balance: Balance | None


class CallcardCoordinator(TimestampDataUpdateCoordinator[Account]):
    """One account. `data.targets` is None while it is unknown whom a call reaches."""

    config_entry: CallcardConfigEntry
    country_names: Mapping[str, str]
    """ISO 3166-1 alpha-2 code → name, in Home Assistant's language."""

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
        self.signal_prepared = f"{DOMAIN}_{entry.entry_id}_prepared"
        """The dispatcher's signal of each `PreparedCall`."""
        self._client = CallcardClient(
            # With cookies, one account's could reach another.
            async_create_clientsession(hass, cookie_jar=DummyCookieJar()),
            entry.data[CONF_USERNAME],
            entry.data[CONF_KEY],
            entry.data[CONF_URL],
            entry.unique_id,
        )
        self._storage = TargetsStorage(hass, entry.entry_id)
        self._one_store = asyncio.Lock()
        self._stores = 0
        self._unreadable_fields: frozenset[str] = frozenset()

    @property
    def options(self) -> Options:
        """What the user prefers."""
        return Options.of(self.hass, self.config_entry)

    @property
    def is_balance_low(self) -> bool | None:
        """Whether the balance is below the limit; None while it is unknown."""
        balance = self.data.balance
        return balance.amount < self.options.low_balance if balance else None

    @override
    async def _async_setup(self) -> None:
        await self._storage.async_load()
        await self.hass.async_add_executor_job(phone.load)
        self.country_names = await self.hass.async_add_executor_job(
            phone.load_country_names, self.hass.config.language
        )

    @override
    async def _async_update_data(self) -> Account:
        stores = None if self._one_store.locked() else self._stores
        try:
            account = await self._client.async_get_account()
        except CallcardError as err:
            if self._is_outdated(stores):
                if self.last_update_success:
                    return self.data
            elif self.data is None and isinstance(err, CallcardAuthenticationError):
                raise ConfigEntryAuthFailed(**translation(err)) from err
            else:
                self._react(err)
            wait = err.retry_after
            if wait is not None and self.data is not None:
                wait = max(wait, POLL_INTERVAL)
            raise UpdateFailed(
                **translation(err), retry_after=wait.total_seconds() if wait else None
            ) from err
        if not self._is_outdated(stores):
            await self._storage.async_update(account)
        return self.data if self._is_outdated(stores) else self._accept(account)

    def _is_outdated(self, stores: int | None) -> bool:
        """Tell whether a reply may be about the time before a store, or comes too late.

        `stores` is how many there were when its request was sent; None during one.
        """
        return (
            stores != self._stores
            or self._one_store.locked()
            or self._shutdown_requested
        )

    async def async_store_targets(
        self, targets: Targets, contact: str | None = None
    ) -> PreparedCall:
        """Store the pair with the platform; the last one called is the last one sent.

        A store goes on when its caller gives up, so that what is shown stays true. Raises
        `StoreError`.
        """
        if self.config_entry.state is not ConfigEntryState.LOADED:
            account = {"account": self.config_entry.title}
            raise StoreError(Outcome.NOT_DONE, Reason.NOT_LOADED, account)
        result = await asyncio.shield(
            self.config_entry.async_create_task(
                self.hass, self._async_store(targets, contact), "store"
            )
        )
        if isinstance(result, StoreError):
            raise result
        return result

    async def async_finish(self) -> None:
        """Wait for the stores that are under way; what polls bring is dropped."""
        async with self._one_store:
            await self.async_shutdown()
            await self._storage.async_flush()

    @callback
    def choose_dial_in_number(
        self, service: Service = Service.CALLTHROUGH, country: str | None = None
    ) -> DialInNumber | None:
        """Return the number to dial for the pair that is stored, else for the own phone."""
        return choose_dial_in_number(self.data, self.options, service, country)

    async def _async_store(
        self, targets: Targets, contact: str | None
    ) -> PreparedCall | StoreError:
        """Store; an error is returned, as nobody may be left to catch it."""
        async with self._one_store:
            self._stores += 1
            try:
                known = await self._storage.async_forget()
            except OSError as err:
                reason = {"reason": err.strerror or type(err).__name__}
                return StoreError(Outcome.NOT_DONE, Reason.CANNOT_WRITE, reason)
            self._show(None)
            try:
                account = await self._client.async_store_targets(targets)
            except CallcardError as err:
                self._react(err)
                error = store_error(err)
                if error.outcome is Outcome.NOT_DONE and known is not None:
                    await self._storage.async_keep(known)
                    self._show(known)
                return error
            if account.targets and account.targets.digits != targets.digits:
                targets, contact = account.targets, None
            await self._storage.async_keep(targets)
            if not self.last_update_success:
                _LOGGER.info("Fetching %s data recovered", self.name)
            self.last_update_success_time = dt_util.utcnow()
            self.async_set_updated_data(self._accept(account))
            prepared = PreparedCall(
                targets=targets,
                contact=contact,
                dial_in_number=self.choose_dial_in_number(),
                balance=account.balance,
            )
            async_dispatcher_send(self.hass, self.signal_prepared, prepared)
            return prepared

    @callback
    def _accept(self, account: Account) -> Account:
        """Return what a reply tells, with the pair that is known."""
        entry = self.config_entry
        async_report_clock(self.hass, entry, self._client.clock_offset)
        for flow in entry.async_get_active_flows(self.hass, {SOURCE_REAUTH}):
            self.hass.config_entries.flow.async_abort(flow["flow_id"])
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
    def _react(self, err: CallcardError) -> None:
        """Have the user asked for the login, or told of a wrong clock."""
        if isinstance(err, CallcardAuthenticationError):
            self.config_entry.async_start_reauth(self.hass)
        elif isinstance(err, CallcardClockError):
            async_report_refused_clock(self.hass, self.config_entry)
