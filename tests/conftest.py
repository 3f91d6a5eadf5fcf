"""What the tests share: the simulator, and an account that is set up against it."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

from custom_components.callcard.api import password_key
from custom_components.callcard.const import CONF_IDENTITY, CONF_KEY, DOMAIN
from homeassistant.const import CONF_URL, CONF_USERNAME
from homeassistant.core import HomeAssistant, ServiceCall

from .common import AccountUnderTest
from .simulator import Account, Simulator
from .tls import Tls, make_tls

type SetUp = Callable[..., Awaitable[AccountUnderTest]]


@pytest.fixture(autouse=True)
def home(request: pytest.FixtureRequest, socket_enabled: None) -> None:
    """Let tests talk to servers on this machine, and Home Assistant find callcard."""
    if "recorder_mock" in request.fixturenames:  # It must come before Home Assistant
        request.getfixturevalue("recorder_mock")
    if "hass" in request.fixturenames:
        request.getfixturevalue("hass_storage")
        request.getfixturevalue("enable_custom_integrations")


@pytest.fixture
async def simulator() -> AsyncGenerator[Simulator]:
    """Run the vendor's platform."""
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """Make a certificate for the platform."""
    return make_tls(tmp_path_factory.mktemp("tls"))


@pytest.fixture
async def tls_simulator(tls: Tls) -> AsyncGenerator[Simulator]:
    """Run the platform over TLS."""
    async with Simulator(ssl_context=tls.server) as simulator:
        yield simulator


@pytest.fixture
def demo(simulator: Simulator) -> Account:
    """Return the platform's demo account."""
    return simulator.accounts["demo"]


@pytest.fixture
async def set_up(hass: HomeAssistant, simulator: Simulator) -> SetUp:
    """Return what sets an account up."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    hass.config.country = "DE"

    async def set_up(
        username: str = "demo",
        options: dict[str, Any] | None = None,
        platform: Simulator = simulator,
    ) -> AccountUnderTest:
        account = platform.accounts[username]
        entry = MockConfigEntry(
            domain=DOMAIN,
            title=username,
            unique_id=account.account_number,
            data={
                CONF_USERNAME: username,
                CONF_KEY: password_key(account.password),
                CONF_URL: platform.url,
                CONF_IDENTITY: {
                    "account_number": account.account_number,
                    "customer_number": account.customer_number,
                    "username": username,
                },
            },
            options={"a_number": "+493012345678"} if options is None else options,
        )
        entry.add_to_hass(hass)
        await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return AccountUnderTest(hass, platform, entry)

    return set_up


@pytest.fixture
async def account(set_up: SetUp) -> AccountUnderTest:
    """Return the demo account, set up."""
    return await set_up()


@pytest.fixture
def entry(account: AccountUnderTest) -> MockConfigEntry:
    """Return the entry of the demo account, which is set up."""
    return account.entry


@pytest.fixture
def acts(hass: HomeAssistant) -> list[ServiceCall]:
    """Return the calls of the action `test.act`, which automations do."""
    return async_mock_service(hass, "test", "act")


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return snapshots in Home Assistant's form."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)
