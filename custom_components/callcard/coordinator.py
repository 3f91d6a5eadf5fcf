"""An account's state in Home Assistant: polls, stores, one request at a time."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
import logging
from typing import Any, Final, NamedTuple, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_COUNTRY, CONF_URL, CONF_USERNAME
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    HomeAssistantError,
    ServiceValidationError,
)
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.update_coordinator import UpdateFailed

from . import phone
from .api import (
    Account,
    Balance,
    CallcardAuthenticationError,
    CallcardClient,
    CallcardClockError,
    CallcardError,
    Targets,
    UnansweredError,
)
from .const import (
    CONF_A_NUMBER,
    CONF_KEY,
    CONF_LOW_BALANCE,
    CONF_PREFER_FREE,
    DEFAULT_LOW_BALANCE,
    DOMAIN,
)
from .contacts import Contact, contacts_of
from .countries import load_country_names
from .dial_in import DialInNumber, Service, choose_dial_in_number
from .memory import AccountMemory
from .oddities import oddities
from .parts import Part, PartsCoordinator
from .problems import explain, report_clock, report_refused_clock

_LOGGER = logging.getLogger(__name__)

POLL_INTERVAL: Final = timedelta(minutes=15)
SLOWEST_POLL_INTERVAL: Final = timedelta(hours=2)

type CallcardConfigEntry = ConfigEntry[CallcardCoordinator]


class Stored(NamedTuple):
    """What the caller tells the user after a store."""

    targets: Targets
    contact: str | None
    """The name of whom B is, if one was named."""
    dial_in_number: DialInNumber | None
    balance: Balance | None


class CallcardCoordinator(PartsCoordinator):
    """One account."""

    config_entry: CallcardConfigEntry
    country_names: Mapping[str, str]

    def __init__(self, hass: HomeAssistant, entry: CallcardConfigEntry) -> None:
        """Set up the account of a config entry."""
        super().__init__(hass, _LOGGER, entry, POLL_INTERVAL)
        assert entry.unique_id is not None  # The config flow always sets it
        self.account_id = entry.unique_id
        self.device_info = DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, entry.unique_id)},
            manufacturer="42com",
            name=entry.title,
            serial_number=entry.unique_id,
            configuration_url=entry.data[CONF_URL],
        )
        self.memory = AccountMemory(hass, entry.entry_id)
        self._client = CallcardClient(
            async_get_clientsession(hass),
            entry.data[CONF_USERNAME],
            entry.data[CONF_KEY],
            entry.data[CONF_URL],
        )
        self._interval = POLL_INTERVAL
        self._one_request = asyncio.Lock()
        self._one_store = asyncio.Lock()
        self._refresh_listeners: list[CALLBACK_TYPE] = []
        self._stored_listeners: list[Callable[[Stored], None]] = []
        self._told: set[str] = set()
        self._told_clock_offset: timedelta | None = None

    @property
    def a_number(self) -> str | None:
        """The phone that the user calls from."""
        number: str | None = self._options.get(CONF_A_NUMBER)
        return number

    @property
    def home_country(self) -> str | None:
        """The country of numbers in national form."""
        country: str | None = self._options.get(CONF_COUNTRY, self.hass.config.country)
        return country

    @property
    def low_balance(self) -> Decimal:
        """The limit below which the balance is low."""
        return Decimal(str(self._options.get(CONF_LOW_BALANCE, DEFAULT_LOW_BALANCE)))

    @property
    def is_balance_low(self) -> bool | None:
        """Whether the balance is below the limit; None while it is unknown."""
        balance = self.data.balance
        return balance.amount < self.low_balance if balance else None

    @property
    def contacts(self) -> dict[str, Contact]:
        """The account's contacts by their ids."""
        return contacts_of(self.config_entry.subentries)

    @property
    def _options(self) -> Mapping[str, Any]:
        return self.config_entry.options

    @override
    async def _async_setup(self) -> None:
        """Read from disk what the event loop must not wait for later."""
        await self.memory.async_load()
        self.country_names = await self.hass.async_add_executor_job(
            _load_from_disk, self.hass.config.language
        )

    @override
    async def async_shutdown(self) -> None:
        """Stop polling, and lose nothing."""
        await super().async_shutdown()
        await self.memory.async_save()

    @override
    async def _async_update_data(self) -> Account:
        """Poll."""
        async with self._one_request:
            try:
                account = await self._client.async_get_account()
            except CallcardAuthenticationError as err:
                key, placeholders = explain(err)
                raise ConfigEntryAuthFailed(
                    translation_domain=DOMAIN,
                    translation_key=key,
                    translation_placeholders=placeholders,
                ) from err
            except CallcardError as err:
                key, placeholders = self._explain(err)
                raise UpdateFailed(
                    translation_domain=DOMAIN,
                    translation_key=key,
                    translation_placeholders=placeholders,
                    retry_after=self._slow_down(err),
                ) from err
            return self._accept(account)

    async def async_store_targets(
        self, targets: Targets, contact: str | None = None
    ) -> Stored:
        """Store the pair with the platform; the last one called is the last one sent.

        A store goes on when its caller gives up, so that what is shown stays true. Raises
        `ServiceValidationError` before any request, and `HomeAssistantError` that says
        whether the pair is not stored, or may be.
        """
        if targets.a == targets.b:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="same_number",
                translation_placeholders={"number": phone.formatted(targets.a)},
            )
        return await asyncio.shield(
            self.config_entry.async_create_task(
                self.hass, self._async_store(targets, contact), "store"
            )
        )

    async def _async_store(self, targets: Targets, contact: str | None) -> Stored:
        async with self._one_store, self._one_request:
            try:
                account = await self._client.async_store_targets(targets)
            except CallcardError as err:
                if isinstance(err, CallcardAuthenticationError):
                    self.config_entry.async_start_reauth(self.hass)
                if isinstance(err, UnansweredError):
                    self._delay_poll(err.retry_after)
                outcome = "maybe" if err.may_have_arrived else "not"
                key, placeholders = self._explain(err)
                raise HomeAssistantError(
                    translation_domain=DOMAIN,
                    translation_key=f"{outcome}_stored_{key}",
                    translation_placeholders=placeholders,
                ) from err
            account = self._accept(account)
            if not self.last_update_success:
                _LOGGER.info("Fetching %s data recovered", self.name)
            self.async_set_updated_data(account)
            self._async_refresh_finished()
        stored = Stored(
            account.targets or targets,
            contact,
            self.choose_dial_in_number(),
            account.balance,
        )
        for listener in self._stored_listeners:
            listener(stored)
        return stored

    async def async_finish_stores(self) -> None:
        """Wait until the stores that are under way have come to their end."""
        async with self._one_store:
            pass

    @callback
    def choose_dial_in_number(
        self, service: Service = Service.CALLTHROUGH, country: str | None = None
    ) -> DialInNumber | None:
        """Return the number to dial for the pair that is stored."""
        targets = self.data.targets
        return choose_dial_in_number(
            self.data,
            service,
            country=country,
            a_number=targets.a if targets else self.a_number,
            home_country=self.home_country,
            prefer_free=self._options.get(CONF_PREFER_FREE, False),
        )

    @callback
    def async_add_refresh_listener(self, listener: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call `listener` after every request, also if it brings nothing new or fails."""
        self._refresh_listeners.append(listener)
        return lambda: self._refresh_listeners.remove(listener)

    @callback
    def async_add_stored_listener(
        self, listener: Callable[[Stored], None]
    ) -> CALLBACK_TYPE:
        """Call `listener` whenever a pair has been stored."""
        self._stored_listeners.append(listener)
        return lambda: self._stored_listeners.remove(listener)

    @callback
    @override
    def _async_refresh_finished(self) -> None:
        super()._async_refresh_finished()
        for listener in self._refresh_listeners:
            listener()

    @callback
    def _accept(self, account: Account) -> Account:
        """Take a reply for the truth; return it with the pair that it may not tell."""
        self.update_interval = self._interval = POLL_INTERVAL
        if (offset := self._client.clock_offset) != self._told_clock_offset:
            self._told_clock_offset = offset
            report_clock(self.hass, self.config_entry, offset)
        account = account.with_known_targets(self.memory.targets)
        if account == self.data:
            return self.data
        if self.note_changes(account) & {Part.NUMBERS, Part.A_NUMBER, Part.B_NUMBER}:
            self.memory.async_remember(account)
        for oddity in oddities(account, self.data, self.account_id, self.country_names):
            if oddity not in self._told:
                self._told.add(oddity)
                _LOGGER.warning("%s: strange reply: %s", self.name, oddity)
        return account

    @callback
    def _slow_down(self, err: CallcardError) -> float | None:
        """Spare a platform that is down; return the seconds to wait if it told them."""
        if not isinstance(err, UnansweredError):
            return None
        if self.data is None:  # At set-up, where Home Assistant has its own intervals
            return err.retry_after.total_seconds() if err.retry_after else None
        self._interval = min(2 * self._interval, SLOWEST_POLL_INTERVAL)
        self.update_interval = self._interval
        if err.retry_after is None:
            return None
        return max(err.retry_after, self._interval).total_seconds()

    @callback
    def _delay_poll(self, wish: timedelta | None) -> None:
        """Poll no sooner than the platform asked for at a store."""
        if wish is not None:
            self._retry_after = max(wish, self._interval).total_seconds()
            self._schedule_refresh()

    @callback
    def _explain(self, err: CallcardError) -> tuple[str, dict[str, str]]:
        """Explain a failed request, and have the user told of a wrong clock."""
        if isinstance(err, CallcardClockError):
            self._told_clock_offset = None
            report_refused_clock(self.hass, self.config_entry)
        return explain(err)


def _load_from_disk(language: str) -> Mapping[str, str]:
    """Read the numbering plans, and return the names of countries."""
    phone.load()
    return load_country_names(language)
