"""No secret gets out: whatever happens, and however much is logged."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
import json
import logging
import traceback
from typing import Any
from urllib.parse import quote

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_get_persistent_notifications,
)
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.callcard.api import password_key
from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import SOURCE_REAUTH, SOURCE_USER
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, MATCH_ALL
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.json import json_dumps

from .common import PAIR, AccountUnderTest, expire_timeouts, store, trust
from .simulator import Fault, Simulator
from .tls import Tls

PASSWORDS = ["Unmistakable/1", "Unmistakable/2", "Unmistakable/wrong"]
RIGHT, CHANGED, WRONG = PASSWORDS
EVERYWHERE = {
    *("dialog", "entry", "event", "poll", "reason", "repair", "state", "store"),
    *("diagnostics", "file core.config_entries", "file core.entity_registry"),
    *("log of asyncio", "log of custom_components.callcard.coordinator"),
}
"""Where something must have been told, so that the test has looked there."""


class Recorder:
    """What can be read of an account from outside, and where."""

    def __init__(self, hass: HomeAssistant, simulator: Simulator) -> None:
        """Record what is told of a platform's demo account."""
        self.hass = hass
        self.simulator = simulator
        self.told: list[tuple[str, str]] = []
        hass.bus.async_listen(
            MATCH_ALL, lambda event: self.add("event", event.as_dict())
        )

    def add(self, where: str, what: object) -> None:
        """Record what is told; of an exception, all that may be shown of it."""
        if isinstance(what, BaseException):
            self.add(where, "".join(traceback.format_exception(what)))
            what = f"{what} {what!r} {what.args} {vars(what)}"
        self.told.append((where, what if isinstance(what, str) else repr(what)))

    async def submit(self, flow: Mapping[str, Any], password: str) -> Mapping[str, Any]:
        """Submit a form, and record what comes next."""
        fields: dict[str, Any] = {"username": "demo", "password": password}
        if flow["step_id"] == "user":
            fields["advanced"] = {"url": self.simulator.url}
        if flow["step_id"] == "phone":
            fields = {"a_number": PAIR[0]}
        flows = self.hass.config_entries.flow
        result: Mapping[str, Any] = await flows.async_configure(flow["flow_id"], fields)
        await self.hass.async_block_till_done()
        hidden = {"data", "result", "context"}  # Home Assistant does not send these
        self.add("dialog", {key: result[key] for key in result.keys() - hidden})
        if schema := result.get("data_schema"):
            self.add("dialog", [field.description for field in schema.schema])
        return result

    async def use(self, account: AccountUnderTest) -> None:
        """Poll, store, and set up anew."""
        await account.refresh()
        self.add("poll", account.entry.runtime_data.last_exception)
        try:
            await store(self.hass, b_number=PAIR[1])
        except HomeAssistantError as error:
            self.add("store", error)
        await self.hass.async_block_till_done(wait_background_tasks=True)
        self._look(account.entry)
        await account.reload()
        self._look(account.entry)

    def _look(self, entry: MockConfigEntry) -> None:
        """Record what can be seen at this moment."""
        self.add("entry", json_dumps(entry.as_json_fragment))
        self.add("reason", entry.reason)
        self.add("state", [state.as_dict() for state in self.hass.states.async_all()])
        self.add("repair", ir.async_get(self.hass).issues)
        self.add("notification", async_get_persistent_notifications(self.hass))
        self.add("dialog", self.hass.config_entries.flow.async_progress())

    def secrets(self) -> Iterator[str]:
        """Return what nobody else may read."""
        for password in PASSWORDS:
            yield from (password, password_key(password))
        for request in self.simulator.requests:
            signature = request.headers["x-authorization"].rpartition(":")[2]
            yield from (request.headers["x-date"], signature, quote(signature, safe=""))


async def test_nothing_tells_a_secret(
    hass: HomeAssistant,
    tls_simulator: Simulator,
    tls: Tls,
    hass_client: ClientSessionGenerator,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Passwords, keys, signatures and dates stay in requests, keys in the entries."""
    for logger in (None, "aiohttp", "asyncio", "homeassistant", "custom_components"):
        caplog.set_level(logging.DEBUG, logger)
    trust(tls)
    platform = tls_simulator
    platform.accounts["demo"].password = RIGHT
    recorder = Recorder(hass, platform)
    expire_timeouts(monkeypatch, platform)

    flow: Mapping[str, Any] = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    flow = await recorder.submit(flow, WRONG)
    flow = await recorder.submit(flow, RIGHT)
    entry = (await recorder.submit(flow, RIGHT))["result"]
    account = AccountUnderTest(hass, platform, entry)
    for fault in Fault:
        platform.fail(fault)
        await recorder.use(account)
        platform.clear_faults()
        await account.reload()
    account.remote.password = CHANGED
    await account.refresh()
    [flow] = entry.async_get_active_flows(hass, {SOURCE_REAUTH})
    await recorder.submit(await recorder.submit(flow, WRONG), CHANGED)
    platform.clock_offset = timedelta(hours=1)
    await recorder.use(account)
    platform.clock_offset = timedelta()
    await platform.stop()
    await account.reload()
    await platform.start()
    await account.reload()
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    recorder.add("diagnostics", json.dumps(diagnostics))
    await account.unload()
    hass.set_state(CoreState.final_write)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()

    for record in caplog.records:  # With tracebacks
        text = f"{logging.Formatter().format(record)} {vars(record)}"
        recorder.add(f"log of {record.name}", text)
    for name, content in hass_storage.items():
        recorder.add(f"file {name}", json.dumps(content))
    secrets = set(recorder.secrets())
    told = {
        (where, secret)
        for where, text in recorder.told
        for secret in secrets
        if secret in text
    }
    assert {where for where, _ in recorder.told} >= EVERYWHERE
    assert told == {("file core.config_entries", password_key(CHANGED))}
