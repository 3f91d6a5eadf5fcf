"""An account to which anything may happen, and what is then true of it."""

from datetime import timedelta
from itertools import groupby

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util

from .common import store, stored_pair, value_of
from .simulator import Fault, Simulator

type Pair = tuple[str, str]

BALANCES = {"18,40": "18.40", "3,20": "3.20", "-0,05": "-0.05"}


class House:
    """An account in Home Assistant, and what is known to be true of it."""

    def __init__(
        self, hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
    ) -> None:
        """Begin with an account that is set up."""
        self.hass = hass
        self.simulator = simulator
        self.entry = entry
        self.account = simulator.accounts["demo"]
        self.pairs: set[Pair] = set()
        """What may be shown as the pair."""
        self.is_stored = False
        """Whether a pair was reported as stored."""
        self.balances = {BALANCES["18,40"]}
        """What may be shown as the balance."""

    async def poll(self) -> None:
        """Let the next poll, or try at setting up, come."""
        if self.entry.state is ConfigEntryState.SETUP_ERROR or self._is_asked_to_log_in:
            await self.reload()
            return
        async_fire_time_changed(self.hass, dt_util.utcnow() + timedelta(hours=3))
        await self.hass.async_block_till_done(wait_background_tasks=True)
        self._check_read()

    async def store(self, pairs: list[Pair], while_polling: bool) -> None:
        """Store pairs, all at the same time; what is said of each must be true."""
        before = len(self.simulator.stores)
        stores = [self.hass.async_create_task(self._store(pair)) for pair in pairs]
        if while_polling and self.entry.state is ConfigEntryState.LOADED:
            await self.entry.runtime_data.async_refresh()
        outcomes = [await store for store in stores]
        accepted = [
            pair
            for pair, _ in groupby((a, b) for _, a, b in self.simulator.stores[before:])
        ]  # A store may be sent twice
        for pair, outcome in zip(pairs, outcomes, strict=True):
            assert outcome in {"stored", "maybe", "not"}
            if outcome == "stored":
                assert accepted[:1] == [pair]
                self.pairs, self.is_stored = {pair}, True
            if outcome == "maybe":
                self.pairs.add(pair)
            if outcome != "not" and accepted[:1] == [pair]:
                del accepted[0]
        assert accepted == []
        if outcomes[-1] == "stored":
            self._check_read()

    async def _store(self, pair: Pair) -> str:
        """Store a pair; return what is said of it."""
        try:
            await store(self.hass, a_number=f"+{pair[0]}", b_number=f"+{pair[1]}")
        except ServiceValidationError:
            assert self.entry.state is not ConfigEntryState.LOADED
            return "not"
        except HomeAssistantError as error:
            return (error.translation_key or "").split("_stored_")[0]
        return "stored"

    async def fail(self, fault: Fault, times: int | None) -> None:
        """Let requests fail."""
        self.simulator.fail(fault, times=times)
        if fault is Fault.NAN:
            self.balances.add(STATE_UNKNOWN)

    async def heal(self) -> None:
        """Let no request fail any more."""
        self.simulator.heal()

    async def jump(self, seconds: int) -> None:
        """Let the platform's clock differ from Home Assistant's."""
        self.simulator.clock_offset = timedelta(seconds=seconds)

    async def charge(self, balance: str) -> None:
        """Change the balance at the platform."""
        self.account.balance = balance
        self.balances.add(BALANCES[balance])

    async def name_pair(self, pair: Pair) -> None:
        """Store a pair from elsewhere."""
        self.account.anumber, self.account.bnumber = pair
        if self.account.reveal_targets:
            self.pairs.add(pair)

    async def reload(self) -> None:
        """Reload the entry."""
        await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done()
        self._check_read()

    async def restart(self, platform_is_up: bool) -> None:
        """Set the account up from what is on disk only."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)
        self.entry.__dict__.pop("runtime_data", None)
        if not platform_is_up:
            await self.simulator.stop()
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()
        if not platform_is_up:
            await self.simulator.start()
        self._check_read()

    def check(self) -> None:
        """Check that what is shown is true."""
        pair = stored_pair(self.hass)
        balance = value_of(self.hass, "sensor.demo_balance")
        if not self._is_read:
            assert {*pair, balance} == {STATE_UNAVAILABLE}
            return
        assert balance in self.balances
        if set(pair) == {STATE_UNKNOWN}:
            assert not self.is_stored
        else:
            assert _digits(pair) in self.pairs

    def _check_read(self) -> None:
        """Check that a reply, where one has just come, is shown as it is."""
        if not self._is_read:
            return
        self.balances &= {BALANCES[self.account.balance], STATE_UNKNOWN}
        assert value_of(self.hass, "sensor.demo_balance") in self.balances
        if self.account.reveal_targets and self.account.anumber is not None:
            pair = _digits(stored_pair(self.hass))
            assert pair == (self.account.anumber, self.account.bnumber)
            self.pairs = {pair}

    @property
    def _is_read(self) -> bool:
        return (
            self.entry.state is ConfigEntryState.LOADED
            and self.entry.runtime_data.last_update_success
        )

    @property
    def _is_asked_to_log_in(self) -> bool:
        return any(self.entry.async_get_active_flows(self.hass, {SOURCE_REAUTH}))


def _digits(pair: Pair) -> Pair:
    return pair[0].removeprefix("+"), pair[1].removeprefix("+")
