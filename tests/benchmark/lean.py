"""An integration that can show and store as much, and checks, translates and remembers nothing."""

from datetime import UTC, datetime
import json
import logging
from typing import Any, override

from aiohttp import ClientSession
from pytest_homeassistant_custom_component.common import (
    MockModule,
    MockPlatform,
    mock_integration,
    mock_platform,
)

from homeassistant.components.sensor import SensorEntity
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddEntitiesCallback
from homeassistant.helpers.update_coordinator import (
    CoordinatorEntity,
    DataUpdateCoordinator,
)
from tests.simulator.signature import DATE_FORMAT, sign

type LeanEntry = ConfigEntry[DataUpdateCoordinator[dict[str, Any]]]


def signed() -> dict[str, str]:
    """Return the headers of a signed request."""
    date = datetime.now(UTC).strftime(DATE_FORMAT)
    return {"x-date": date, "x-authorization": f"demo:{sign('secret', date)}"}


async def send(session: ClientSession, method: str, url: str, **options: Any) -> Any:
    """Send a request, and return the reply's body."""
    url += "/api/rest/v2/?onlinecallthrough"
    async with session.request(method, url, **options) as response:
        return json.loads(await response.read())["body"]


async def set_up(hass: HomeAssistant, entry: LeanEntry) -> bool:
    """Set up an account."""
    session, url = async_get_clientsession(hass), entry.data["url"]
    coordinator = entry.runtime_data = DataUpdateCoordinator(
        hass,
        logging.getLogger(__name__),
        config_entry=entry,
        name=entry.title,
        update_method=lambda: send(session, "GET", url),
    )
    await coordinator.async_config_entry_first_refresh()
    await hass.config_entries.async_forward_entry_setups(entry, ["sensor"])

    async def store(call: ServiceCall) -> None:
        form = {"act": "store", "anumber": "493012345678", "bnumber": "61293744000"}
        await send(session, "POST", url, data=form, headers=signed())

    hass.services.async_register("lean", "store_targets", store)
    return True


async def unload(hass: HomeAssistant, entry: LeanEntry) -> bool:
    """Unload an account."""
    return await hass.config_entries.async_unload_platforms(entry, ["sensor"])


async def add_sensors(
    hass: HomeAssistant, entry: LeanEntry, add: AddEntitiesCallback
) -> None:
    """Add a sensor for each number, and others that show the balance."""
    add(LeanNumber(entry, c) for c in entry.runtime_data.data["dialinnumberGeo"])
    add(LeanSensor(entry, str(n)) for n in range(entry.data["others"]))


class LeanSensor(
    CoordinatorEntity[DataUpdateCoordinator[dict[str, Any]]], SensorEntity
):
    """The balance."""

    _attr_has_entity_name = True

    def __init__(self, entry: LeanEntry, key: str) -> None:
        """Set up the sensor."""
        super().__init__(entry.runtime_data)
        self._attr_name = key
        self._attr_unique_id = f"{entry.unique_id}_{key}"
        device = {("lean", entry.entry_id)}
        self._attr_device_info = DeviceInfo(identifiers=device, name=entry.title)

    @property
    @override
    def native_value(self) -> str:
        return str(self.coordinator.data["customeraccountstate"])


class LeanNumber(LeanSensor):
    """A number; the name is the country."""

    @property
    @override
    def native_value(self) -> str:
        return str(self.coordinator.data["dialinnumberGeo"][self._attr_name])

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str | None]:
        number = self.native_value
        return {"country": self._attr_name, "formatted": number, "tel_uri": number}


class LeanFlow(ConfigFlow, domain="lean"):
    """Nothing is set up without a flow."""


def register(hass: HomeAssistant) -> None:
    """Let Home Assistant find the integration."""
    module = MockModule("lean", async_setup_entry=set_up, async_unload_entry=unload)
    sensor = MockPlatform(async_setup_entry=add_sensors)
    mock_integration(hass, module, built_in=False)
    mock_platform(hass, "lean.config_flow", built_in=False)
    mock_platform(hass, "lean.sensor", sensor, built_in=False)
