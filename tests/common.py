"""What tests do with Home Assistant and with the platform."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
import errno
import os
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, State
from homeassistant.data_entry_flow import section
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
from homeassistant.util.ssl import SSL_ALPN_HTTP11, SSLCipherList, client_context

from .simulator import Account, Fault, Simulator
from .tls import Tls

TIMEOUT = 11  # seconds; the client waits 10
PAIR = "+493012345678", "+61293744000"
OTHER_PAIR = "+493012345678", "+442079460958"
UNKNOWN_PAIR = "unknown", "unknown"


def state_of(hass: HomeAssistant, entity_id: str) -> State:
    """Return the state of an entity that must be there."""
    state = hass.states.get(entity_id)
    assert state is not None, entity_id
    return state


def value_of(hass: HomeAssistant, entity_id: str) -> str:
    """Return what an entity that must be there shows."""
    return state_of(hass, entity_id).state


async def call(hass: HomeAssistant, action: str, **data: Any) -> dict[str, Any]:
    """Call one of the integration's actions, and return its response."""
    response = await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True
    )
    assert response is not None
    return response


async def store(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Store a pair."""
    return await call(hass, "store_targets", **data)


def stored_pair(hass: HomeAssistant, account: str = "demo") -> tuple[str, str]:
    """Return the pair that an account's sensors show."""
    return (
        value_of(hass, f"sensor.{account}_a_number"),
        value_of(hass, f"sensor.{account}_b_number"),
    )


def open_files() -> int:
    """Return how many files and sockets this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def know(hass: HomeAssistant, entry: MockConfigEntry, **contacts: str) -> None:
    """Add contacts to an account: names and numbers."""
    for name, number in contacts.items():
        subentry = ConfigSubentry(
            data=MappingProxyType({"name": name, "number": number}),
            subentry_type="contact",
            title=name,
            unique_id=name.casefold(),
        )
        hass.config_entries.async_add_subentry(entry, subentry)


def suggested(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields of a form are filled with, also those of a section."""
    filled: dict[str, Any] = {}
    for key, field in form["data_schema"].schema.items():
        if isinstance(field, section):
            filled[str(key)] = suggested({"data_schema": field.schema})
        elif key.description and "suggested_value" in key.description:
            filled[str(key)] = key.description["suggested_value"]
    return filled


def trust(tls: Tls) -> None:
    """Let Home Assistant trust the platform's certificate, from now on."""
    client_context(SSLCipherList.PYTHON_DEFAULT, SSL_ALPN_HTTP11).load_verify_locations(
        tls.certificate
    )


def expire_timeouts(monkeypatch: pytest.MonkeyPatch, simulator: Simulator) -> None:
    """Let time pass as soon as a request hangs, so that no test waits for a timeout."""
    loop = asyncio.get_running_loop()
    now = loop.time
    monkeypatch.setattr(loop, "time", lambda: now() + simulator.hung * TIMEOUT)


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file be moved into place, which is how Home Assistant ends writing it."""

    def rename(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "rename", rename)
        yield


@dataclass
class AccountUnderTest:
    """An account that is set up in Home Assistant, and its platform."""

    hass: HomeAssistant
    simulator: Simulator
    entry: MockConfigEntry

    @property
    def remote(self) -> Account:
        """The account as the platform has it, to be changed."""
        return self.simulator.accounts[self.entry.data["username"]]

    @property
    def pair(self) -> tuple[str, str]:
        """The pair that is shown."""
        return stored_pair(self.hass, self.remote.username)

    @property
    def balance(self) -> str:
        """The balance that is shown."""
        return value_of(self.hass, f"sensor.{self.remote.username}_balance")

    @property
    def flows(self) -> list[str]:
        """The steps of the dialogs that wait for the user."""
        flows = self.hass.config_entries.flow.async_progress()
        return [flow["step_id"] for flow in flows]

    def know(self, **contacts: str) -> None:
        """Add contacts: names and numbers."""
        know(self.hass, self.entry, **contacts)

    async def store(self, pair: tuple[str, str] = PAIR) -> str:
        """Store a pair; return "stored", or the translation key of what is told."""
        data = {"config_entry_id": self.entry.entry_id}
        try:
            await store(self.hass, **data, a_number=pair[0], b_number=pair[1])
        except HomeAssistantError as error:
            return error.translation_key or str(error)
        return "stored"

    async def press(self, entity_id: str) -> str:
        """Press a button; return "stored", or the translation key of what is told."""
        data = {"entity_id": entity_id}
        try:
            await self.hass.services.async_call("button", "press", data, True)
        except HomeAssistantError as error:
            return error.translation_key or str(error)
        return "stored"

    async def skip(self, **time: float) -> None:
        """Let time pass, as in `minutes=16`, and all that comes in it."""
        async_fire_time_changed(self.hass, dt_util.utcnow() + timedelta(**time))
        await self.hass.async_block_till_done(wait_background_tasks=True)

    async def poll(self) -> None:
        """Let the next poll come."""
        await self.skip(minutes=16)

    async def refresh(self) -> None:
        """Read the account now."""
        await self.entry.runtime_data.async_refresh()
        await self.hass.async_block_till_done()

    async def set_balance(self, *balances: Any) -> None:
        """Let the account have one balance after another, each of which is read."""
        for balance in balances:
            self.remote.balance = balance
            await self.refresh()

    async def fail(self) -> None:
        """Read the account in vain; the platform is up again afterwards."""
        self.simulator.fail(Fault.SERVER_ERROR, times=1)
        await self.refresh()
        assert self.balance == "unavailable"

    async def start[T](self, action: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start an action, and return as soon as its request has arrived."""
        before = len(self.simulator.requests)
        task = self.hass.async_create_task(action)
        while len(self.simulator.requests) == before:
            await asyncio.sleep(0)
        return task

    async def set_up(self) -> None:
        """Set the entry up."""
        await self.hass.config_entries.async_setup(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def unload(self) -> None:
        """Unload the entry."""
        await self.hass.config_entries.async_unload(self.entry.entry_id)

    async def reload(self, **options: Any) -> None:
        """Reload the entry, with other options."""
        options = {**self.entry.options, **options}
        self.hass.config_entries.async_update_entry(self.entry, options=options)
        await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done()

    async def remove(self) -> None:
        """Remove the entry."""
        await self.hass.config_entries.async_remove(self.entry.entry_id)
        await self.hass.async_block_till_done()
