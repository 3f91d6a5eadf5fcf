"""An account to which anything may happen, and what may then be shown of it."""

from contextlib import ExitStack
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import override

from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.exceptions import HomeAssistantError

from .common import AccountUnderTest, call, full_disk, store
from .simulator import OTHER_PAIR, Fault

type Pair = tuple[str, str]

NAMES_A_PAIR = {Fault.OTHER_TARGETS, Fault.ONE_TARGET, Fault.UNREADABLE_TARGETS}


class AccountModel(AccountUnderTest):
    """An account in Home Assistant, and what is known to be true of it."""

    def __init__(self, account: AccountUnderTest) -> None:
        """Begin with an account that is set up."""
        super().__init__(account.hass, account.simulator, account.entry)
        self.shown: set[Pair | None] = {None}
        """What may be shown as the pair; None is unknown."""
        self.saved: set[Pair | None] = {None}
        """What may be on the disk."""
        self.disk = ExitStack()
        self._is_disk_full = False
        self._may_name_other = False
        name = f".storage/callcard.{self.entry.entry_id}"
        self._file = Path(self.hass.config.path(name))
        self.know(Grandma="+61293744000")

    @override
    async def poll(self) -> None:
        """Let the next poll, or try at setting up, come."""
        if self.entry.state is ConfigEntryState.SETUP_ERROR:
            await self.restart(platform_is_up=True)
            return
        await super().poll()
        self._learn()

    async def store_at_once(self, pairs: list[Pair], while_polling: bool) -> None:
        """Store pairs, all at the same time; what is said of each must be true."""
        before = len(self.simulator.stores)
        stores = [self.hass.async_create_task(self._store(pair)) for pair in pairs]
        if while_polling and self.entry.state is ConfigEntryState.LOADED:
            await self.entry.runtime_data.async_refresh()
        outcomes = [await store for store in stores]
        accepted = [
            pair
            for pair, _ in groupby((a, b) for _, a, b in self.simulator.stores[before:])
        ]  # A store may be sent several times
        for pair, outcome in zip(pairs, outcomes, strict=True):
            assert outcome != "stored" or accepted[:1] == [pair]
            if outcome != "not" and accepted[:1] == [pair]:
                del accepted[0]
        assert accepted == []

    async def _store(self, pair: Pair) -> str:
        """Store a pair, and return what is said of it."""
        a, b = (f"+{number}" for number in pair)
        outcome = "stored"
        try:
            told = await store(self.hass, a_number=a, b_number=b)
        except HomeAssistantError as error:
            outcome, _, reason = (error.translation_key or "").partition("_stored_")
            if not reason:  # Home Assistant's own error
                assert self.entry.state is not ConfigEntryState.LOADED
                return "not"
            assert outcome in {"not", "unknown"}
            if outcome == "unknown":
                self.shown = {None}
        else:
            stored = _digits((told["a_number"], told["b_number"]))
            assert stored == pair or (self._may_name_other and stored == OTHER_PAIR)
            self.shown = {stored}
        self.saved = {None}
        self._save()
        return outcome

    async def ring_and_text(self) -> None:
        """Place a call and send an SMS: nothing twice, and what is said is true."""
        a, b = (f"+{number}" for number in OTHER_PAIR)
        for action, accepted, data in (
            ("call", self.simulator.calls, {"a_number": a, "b_number": b}),
            ("send_sms", self.simulator.texts, {"number": b, "message": "Hi"}),
        ):
            accepted.clear()
            outcome = "done"
            try:
                await call(self.hass, action, **data)
            except HomeAssistantError as error:
                outcome = (error.translation_key or "").partition("_")[0]
            assert len(accepted) in {
                "done": {1},
                "not": {0},
                "unknown": {0, 1},
                "service": {0},  # Home Assistant's own error: not loaded
            }.get(outcome, {0}), outcome

    async def set_fault(self, fault: Fault, times: int | None) -> None:
        """Let requests fail."""
        self.simulator.fail(fault, times=times)
        self._may_name_other |= fault in NAMES_A_PAIR

    async def clear_faults(self) -> None:
        """Let no request fail any more."""
        self.simulator.clear_faults()
        self._may_name_other = False

    async def jump(self, seconds: int) -> None:
        """Let the platform's clock differ from Home Assistant's."""
        self.simulator.clock_offset = timedelta(seconds=seconds)

    async def store_elsewhere(self, pair: Pair) -> None:
        """Store a pair with the platform, but not through Home Assistant."""
        self.remote.anumber, self.remote.bnumber = pair

    async def fill_disk(self, is_full: bool) -> None:
        """Let the disk be full, or have space again."""
        self.disk.close()
        self._is_disk_full = is_full
        if is_full:
            self.disk.enter_context(full_disk())

    async def restart(self, platform_is_up: bool) -> None:
        """Set the account up from what is on the disk."""
        await self.unload()
        self._save()
        if not platform_is_up:
            await self.simulator.stop()
        await self.set_up()
        if not platform_is_up:
            await self.simulator.start()

    async def reload_during_store(self, pair: Pair) -> None:
        """Reload the entry while a store is under way; a press is refused meanwhile."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return
        self.simulator.delay = 0.05
        storing = await self.start(self._store(pair))
        unloading = self.hass.async_create_task(self.unload())
        refusal = await self.press("button.demo_call_grandma")
        assert refusal == "not_stored_not_loaded"
        self.simulator.delay = 0
        await storing
        await unloading
        self._save()
        await self.set_up()

    async def crash_during_store(self, pair: Pair) -> None:
        """Let Home Assistant vanish while a store is under way, and start again."""
        if self.entry.state is not ConfigEntryState.LOADED:
            return
        self.simulator.delay = 0.05
        storing = await self.start(self._store(pair))
        content = self._file.read_bytes() if self._file.exists() else None
        self.simulator.delay = 0
        await storing
        await self.unload()
        self._file.unlink(missing_ok=True)
        if content is not None:
            self._file.write_bytes(content)
        self.saved = {None}
        await self.set_up()

    def check(self) -> None:
        """Check that what is shown is true."""
        if not self._is_read:
            assert {*self.pair, self.balance} == {STATE_UNAVAILABLE}
            return
        pair = None if set(self.pair) == {STATE_UNKNOWN} else _digits(self.pair)
        assert pair in self.shown

    @override
    async def set_up(self) -> None:
        """Set the entry up."""
        self.shown = self.saved
        await super().set_up()
        self._learn()

    def _learn(self) -> None:
        """Note what a reply, where one has come, has told."""
        if not self._is_read:
            return
        remote = self.remote
        if remote.reveal_targets and remote.anumber and remote.bnumber:
            named = (remote.anumber, remote.bnumber)
            self.shown = self.shown | {named} if self._may_name_other else {named}
        if self._may_name_other:
            self.shown = self.shown | {OTHER_PAIR, None}
        if self.saved != self.shown:
            self.saved = self.saved & self.shown | {None}
        self._save()

    def _save(self) -> None:
        """Note that what is known is on the disk, if there is space for it."""
        if not self._is_disk_full:
            self.saved = self.shown

    @property
    def _is_read(self) -> bool:
        return (
            self.entry.state is ConfigEntryState.LOADED
            and self.entry.runtime_data.last_update_success
        )


def _digits(pair: Pair) -> Pair:
    return pair[0].removeprefix("+"), pair[1].removeprefix("+")
