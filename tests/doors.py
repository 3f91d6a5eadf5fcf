"""The ways in which Home Assistant comes to send a request: each can be tried, and again."""

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import NamedTuple, override

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import SOURCE_REAUTH, SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from .common import store
from .conftest import SetUp
from .simulator import Simulator


class Told(NamedTuple):
    """What the user is told."""

    key: str | None
    text: str | None


class Door(ABC):
    """One way in."""

    def __init__(
        self, hass: HomeAssistant, simulator: Simulator, set_up: SetUp
    ) -> None:
        """Lead to the demo account of a platform."""
        self.hass = hass
        self.simulator = simulator
        self.password = simulator.accounts["demo"].password
        self.set_up = set_up

    async def prepare(self) -> None:
        """Leave a connection behind, which a fault may make stale."""
        async with async_get_clientsession(self.hass).get(self.simulator.url):
            pass

    @abstractmethod
    async def attempt(self) -> Told | None:
        """Go through; return what is told where that fails."""

    @abstractmethod
    async def again(self) -> Told | None:
        """Go through once more, with nothing set up anew."""

    async def sign_in(self) -> bool:
        """Answer the dialog that asks for the login; return whether there is one."""
        for flow in self.hass.config_entries.flow.async_progress():
            assert flow["context"]["source"] == SOURCE_REAUTH
            await self.hass.config_entries.flow.async_configure(
                flow["flow_id"], {"username": "demo", "password": self.password}
            )
            await self.hass.async_block_till_done()
            return True
        return False

    async def skip(self, time: timedelta) -> None:
        """Let time pass."""
        async_fire_time_changed(self.hass, dt_util.utcnow() + time)
        await self.hass.async_block_till_done(wait_background_tasks=True)


class SetUpDoor(Door):
    """The entry's set-up, and the tries that follow by themselves."""

    @override
    async def attempt(self) -> Told | None:
        self.entry = await self.set_up(platform=self.simulator)
        return self._told()

    @override
    async def again(self) -> Told | None:
        if not await self.sign_in():
            await self.skip(timedelta(minutes=10))
        return self._told()

    def _told(self) -> Told | None:
        if self.entry.state is ConfigEntryState.LOADED:
            return None
        return Told(self.entry.error_reason_translation_key, self.entry.reason)


class DoorOfEntry(Door):
    """What happens to an entry that is set up, and stays it."""

    entry: MockConfigEntry

    @override
    async def prepare(self) -> None:
        self.entry = await self.set_up(platform=self.simulator)
        self.coordinator = self.entry.runtime_data

    @override
    async def again(self) -> Told | None:
        assert self.entry.runtime_data is self.coordinator
        return await self.attempt()


class PollDoor(DoorOfEntry):
    """The poll that comes by itself."""

    @override
    async def again(self) -> Told | None:
        # Home Assistant does not poll any more before the user has signed in.
        if await self.sign_in():
            self.coordinator = self.entry.runtime_data
        return await super().again()

    @override
    async def attempt(self) -> Told | None:
        await self.skip(timedelta(hours=3))
        if self.coordinator.last_update_success:
            return None
        error = self.coordinator.last_exception
        assert isinstance(error, HomeAssistantError)
        return Told(error.translation_key, str(error))


class StoreDoor(DoorOfEntry):
    """The action."""

    @override
    async def attempt(self) -> Told | None:
        try:
            await store(self.hass, b_number="+61 2 9374 4000")
        except HomeAssistantError as error:
            return Told(error.translation_key, str(error))
        return None


class DialogDoor(Door):
    """The dialog in which the user adds an account."""

    flow_id: str

    @override
    async def attempt(self) -> Told | None:
        flow = await self.hass.config_entries.flow.async_init(
            DOMAIN, context={"source": SOURCE_USER}
        )
        self.flow_id = flow["flow_id"]
        return await self.again()

    @override
    async def again(self) -> Told | None:
        result = await self.hass.config_entries.flow.async_configure(
            self.flow_id,
            {
                "username": "demo",
                "password": self.password,
                "advanced": {"url": self.simulator.url},
            },
        )
        await self.hass.async_block_till_done()
        if result["type"] is FlowResultType.CREATE_ENTRY:
            return None
        assert result["errors"]
        key = result["errors"]["base"]
        texts = await async_get_translations(self.hass, "en", "config", [DOMAIN])
        text = texts[f"component.{DOMAIN}.config.error.{key}"]
        return Told(key, text.format(**result["description_placeholders"] or {}))


DOORS: dict[str, type[Door]] = {
    "set-up": SetUpDoor,
    "poll": PollDoor,
    "store": StoreDoor,
    "dialog": DialogDoor,
}
