"""An integration that shows and stores as much, and checks, translates and remembers nothing."""

from datetime import UTC, datetime
from functools import partial
import json
import logging
from typing import Any, override

from aiohttp import ClientSession
from pytest_homeassistant_custom_component import common

from homeassistant.components.sensor import SensorEntity
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import aiohttp_client, entity_platform, update_coordinator
from tests.simulator.server import PATH
from tests.simulator.signature import DATE_FORMAT, sign

type Add = entity_platform.AddEntitiesCallback
type Body = dict[str, Any]
type Coordinator = update_coordinator.DataUpdateCoordinator[Body]
type Entry = ConfigEntry[Coordinator]

OTHERS = 8  # Entities of an account that are no numbers
READ = f"{PATH}onlinecallthrough"
STORE = {"act": "store", "anumber": "493012345678", "bnumber": "61293744000"}
CALL = {"act": "trycallback", "aNumber": "493012345678", "bNumber": "61293744000"}
ACTIONS = {"store_targets": (READ, STORE), "call": (f"{PATH}webcallback", CALL)}


async def send(
    session: ClientSession, url: str, form: Body | None = None, **headers: str
) -> Body:
    """Send a signed request, and return the reply's body."""
    date = datetime.now(UTC).strftime(DATE_FORMAT)
    headers |= {"x-date": date, "x-authorization": f"bare:{sign('secret', date)}"}
    send = session.post if form else session.get
    async with send(url, data=form, headers=headers) as response:
        body: Body = json.loads(await response.read())["body"]
        return body


class Sensor(update_coordinator.CoordinatorEntity[Coordinator], SensorEntity):
    """The number of a country, or the balance where there is no such country."""

    _attr_has_entity_name = True
    _attr_extra_state_attributes = {"country": "", "formatted": "", "tel_uri": ""}

    def __init__(self, entry: Entry, country: str) -> None:
        """Set up the sensor."""
        super().__init__(entry.runtime_data)
        self.country = self._attr_name = country
        self._attr_unique_id = f"{entry.unique_id}_{country}"
        identifiers = {("lean", entry.entry_id)}
        self._attr_device_info = {"identifiers": identifiers, "name": entry.title}

    @property
    @override
    def native_value(self) -> str:
        data = self.coordinator.data
        number = data["dialinnumberGeo"].get(self.country)
        return str(number or data["customeraccountstate"])


class Flow(ConfigFlow, domain="lean"):
    """Nothing is set up without a flow."""


def register(hass: HomeAssistant) -> None:
    """Let Home Assistant find the integration."""
    session = aiohttp_client.async_get_clientsession(hass)

    async def set_up(_: HomeAssistant, entry: Entry) -> None:
        url = entry.data["url"]
        read = partial(send, session, url + READ)
        entry.runtime_data = update_coordinator.DataUpdateCoordinator(
            hass, logging.getLogger(), config_entry=entry, name="", update_method=read
        )
        await entry.runtime_data.async_config_entry_first_refresh()
        await hass.config_entries.async_forward_entry_setups(entry, ["sensor"])

        async def act(call: ServiceCall) -> None:
            path, form = ACTIONS[call.service]
            await send(session, url + path, form)

        for action in ACTIONS:
            hass.services.async_register("lean", action, act)

    async def unload(_: HomeAssistant, entry: Entry) -> None:
        await hass.config_entries.async_unload_platforms(entry, ["sensor"])

    async def add_sensors(_: HomeAssistant, entry: Entry, add: Add) -> None:
        numbers = entry.runtime_data.data["dialinnumberGeo"]
        add(Sensor(entry, key) for key in [*numbers, *map(str, range(OTHERS))])

    functions: Body = {"async_setup_entry": set_up, "async_unload_entry": unload}
    sensor = common.MockPlatform(async_setup_entry=add_sensors)
    common.mock_integration(hass, common.MockModule("lean", **functions))
    common.mock_platform(hass, "lean.config_flow")
    common.mock_platform(hass, "lean.sensor", sensor)
