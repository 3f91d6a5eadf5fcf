"""No secret gets out of the model: whatever happens, and however much is logged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
import json
import logging
import traceback
from typing import Any
from urllib.parse import quote

import pytest
from pytest_homeassistant_custom_component.common import (
    async_get_persistent_notifications,
)
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.callcard.api import password_key
from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_USER,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE, MATCH_ALL
from homeassistant.core import CoreState, Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.json import json_dumps

from .common import expire_timeouts, store, trust
from .simulator import Fault, Simulator
from .tls import Tls

HOUR = timedelta(hours=1)
HARMLESS = {Fault.STALE, Fault.WRONG_CHARSET, Fault.BAD_UTF8, Fault.NAN}
EVERYWHERE = {
    *("dialog", "entry", "event", "poll", "reason", "repair", "state", "store"),
    *("diagnostics", "file core.config_entries", "file core.entity_registry"),
    *("log of asyncio", "log of custom_components.callcard.coordinator"),
}
"""Where something must have been told, so that the test has looked there."""
PASSWORDS = ["Unmistakable/1", "Unmistakable/2", "Unmistakable/wrong"]
RIGHT, CHANGED, WRONG = PASSWORDS


class AccountModel:
    """Home Assistant, an account in it, and all that can be read outside of it."""

    entry: ConfigEntry

    def __init__(
        self, hass: HomeAssistant, simulator: Simulator, username: str
    ) -> None:
        """Listen to what is told of one of a platform's accounts."""
        self.hass = hass
        self.simulator = simulator
        self.username = username
        self.account = simulator.accounts[username]
        self.account.password = RIGHT
        self.told: list[tuple[str, str]] = []
        hass.bus.async_listen(MATCH_ALL, self._hear)

    @contextmanager
    def suffer(self, fault: Fault) -> Iterator[None]:
        """Let requests fail for a while."""
        with pytest.MonkeyPatch.context() as patience:
            expire_timeouts(patience, self.simulator)
            self.simulator.fail(fault)
            yield
            self.simulator.clear_faults()

    def _hear(self, event: Event) -> None:
        self.tell("event", event.as_dict())

    def tell(self, where: str, what: object) -> None:
        """Keep what was told, and where."""
        self.told.append((where, what if isinstance(what, str) else repr(what)))

    def tell_error(self, where: str, error: BaseException | None) -> None:
        """Keep all that may be shown of an exception."""
        if error is not None:
            self.tell(where, "".join(traceback.format_exception(error)))
            self.tell(where, f"{error} {error!r} {error.args} {vars(error)}")

    async def add(self) -> None:
        """Add the account: with a wrong password, at each fault, and then at last."""
        flow = await self.hass.config_entries.flow.async_init(
            DOMAIN, context={"source": SOURCE_USER}
        )
        flow = await self.submit(flow, WRONG)
        for fault in Fault:
            if fault not in HARMLESS:
                with self.suffer(fault):
                    flow = await self.submit(flow, RIGHT)
        self.entry = (await self.submit(flow, RIGHT))["result"]

    async def submit(self, flow: ConfigFlowResult, password: str) -> ConfigFlowResult:
        """Submit a dialog; keep what it then shows."""
        given: dict[str, Any] = {"username": self.username, "password": password}
        if flow["step_id"] != "reauth_confirm":
            given["advanced"] = {"url": self.simulator.url}
        result = await self.hass.config_entries.flow.async_configure(
            flow["flow_id"], given
        )
        await self.hass.async_block_till_done()
        hidden = {"data", "result", "context"}  # Home Assistant does not send these
        shown = {key: value for key, value in result.items() if key not in hidden}
        self.tell("dialog", shown)
        if (schema := result.get("data_schema")) is not None:
            self.tell("dialog", [field.description for field in schema.schema])
        return result

    async def sign_in(self, *passwords: str) -> None:
        """Answer the dialog that asks for a login that works."""
        [flow] = self.entry.async_get_active_flows(self.hass, {SOURCE_REAUTH})
        for password in passwords:
            flow = await self.submit(flow, password)

    async def live(self) -> None:
        """Poll, store, and be set up anew; keep what is told of it."""
        coordinator = self.entry.runtime_data
        await coordinator.async_refresh()
        self.tell_error("poll", coordinator.last_exception)
        try:
            await store(
                self.hass,
                config_entry_id=self.entry.entry_id,
                a_number="+493012345678",
                b_number="+61293744000",
            )
        except HomeAssistantError as error:
            self.tell_error("store", error)
        self._look()
        await self.hass.config_entries.async_reload(self.entry.entry_id)
        await self.hass.async_block_till_done()
        self._look()

    def _look(self) -> None:
        """Keep what can be seen at this moment."""
        self.tell("entry", json_dumps(self.entry.as_json_fragment))
        self.tell("reason", f"{self.entry.reason}")
        for state in self.hass.states.async_all():
            self.tell("state", state.as_dict())
        for issue in ir.async_get(self.hass).issues.values():
            self.tell("repair", repr(issue))
        for notification in async_get_persistent_notifications(self.hass).values():
            self.tell("notification", notification)
        for flow in self.hass.config_entries.flow.async_progress():
            self.tell("dialog", flow)

    def secrets(self) -> Iterator[str]:
        """Return what nobody else may read."""
        for password in PASSWORDS:
            yield password
            yield password_key(password)
        for request in self.simulator.requests:
            if x_date := request.headers.get("x-date"):
                signature = request.headers["x-authorization"].rpartition(":")[2]
                yield from (x_date, signature, quote(signature, safe=""))


@pytest.fixture(params=["http", "https"])
async def model(
    request: pytest.FixtureRequest,
    hass: HomeAssistant,
    simulator: Simulator,
    tls_simulator: Simulator,
    tls: Tls,
) -> AccountModel:
    """Return an account over plain http, or one over TLS."""
    if request.param == "http":
        return AccountModel(hass, simulator, "demo")
    trust(tls)
    return AccountModel(hass, tls_simulator, "family")


async def test_nothing_tells_a_secret(
    hass: HomeAssistant,
    model: AccountModel,
    hass_client: ClientSessionGenerator,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Passwords, keys, signatures and dates stay in requests, keys in the entries."""
    for logger in (None, "aiohttp", "asyncio", "homeassistant", "custom_components"):
        caplog.set_level(logging.DEBUG, logger)
    await model.add()
    await model.live()
    for fault in Fault:
        with model.suffer(fault):
            await model.live()
        if model.entry.state is not ConfigEntryState.LOADED:
            await hass.config_entries.async_reload(model.entry.entry_id)
    model.account.password = CHANGED
    await model.entry.runtime_data.async_refresh()
    await model.sign_in(WRONG, CHANGED)
    model.simulator.clock_offset = HOUR
    await model.live()
    model.simulator.clock_offset = timedelta()
    await model.simulator.stop()
    await hass.config_entries.async_reload(model.entry.entry_id)
    await model.simulator.start()
    await hass.config_entries.async_reload(model.entry.entry_id)
    diagnostics = await get_diagnostics_for_config_entry(hass, hass_client, model.entry)
    model.tell("diagnostics", json.dumps(diagnostics))
    await hass.config_entries.async_unload(model.entry.entry_id)

    hass.set_state(CoreState.final_write)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    told = model.told
    told += [(f"log of {record.name}", _text(record)) for record in caplog.records]
    told += [(f"file {name}", json.dumps(data)) for name, data in hass_storage.items()]
    secrets = set(model.secrets())
    told_secrets = {
        (where, secret) for where, text in told for secret in secrets if secret in text
    }

    assert {where for where, _ in told} >= EVERYWHERE
    assert told_secrets == {("file core.config_entries", password_key(CHANGED))}


def _text(record: logging.LogRecord) -> str:
    """Return all of a record, its traceback included."""
    return f"{logging.Formatter().format(record)} {vars(record)}"
