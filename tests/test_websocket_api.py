"""What the card is told of its account."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
from pytest_homeassistant_custom_component.typing import (
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component

from .common import know, store
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

type Subscribe = Callable[..., Awaitable[Feed]]


class Feed:
    """What a card is told."""

    def __init__(self, client: MockHAClientWebSocket) -> None:
        """Listen at a websocket."""
        self._client = client

    async def next(self) -> Any:
        """Return what is told next."""
        return (await self._client.receive_json())["event"]

    async def is_silent(self) -> bool:
        """Tell whether nothing has been told since."""
        return bool((await self.send(type="ping"))["type"] == "pong")

    async def send(self, **message: Any) -> Any:
        """Send a message, and return the answer."""
        await self._client.send_json_auto_id(message)
        return await self._client.receive_json()


@pytest.fixture
async def subscribe(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> Subscribe:
    """Return what begins to listen to an account's device."""
    assert await async_setup_component(hass, "frontend", {})
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done()

    async def subscribe(device_id: str, *token: str) -> Feed:
        feed = Feed(await hass_ws_client(hass, *token))
        answer = await feed.send(type="callcard/subscribe", device_id=device_id)
        assert answer["success"], answer["error"]["code"]
        return feed

    return subscribe


def device_of(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return the device of an account."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return device.id


OWN_PHONE = {"number": "+493012345678", "formatted": "+49 30 12345678"}
TOM = {"number": "+442079460958", "formatted": "+44 20 7946 0958"}
PERSONAL = {
    "number": "+493034649495",
    "formatted": "+49 30 34649495",
    "tel_uri": "tel:+493034649495",
    "country": "DE",
    "kind": "personal",
}


async def test_told_at_once(
    hass: HomeAssistant, subscribe: Subscribe, entry: MockConfigEntry
) -> None:
    """A card is told at once all that it shows."""
    message = await (await subscribe(device_of(hass, entry))).next()
    account = message.pop("account")

    assert message == {
        "config_entry_id": entry.entry_id,
        "a_number": OWN_PHONE,
        "call_method": "dial_in",
        "contacts": [],
        "problem": None,
    }
    numbers = account.pop("numbers")
    assert numbers[0] == PERSONAL
    assert len(numbers) == 13
    assert datetime.fromisoformat(account.pop("last_update"))
    assert account == {
        "balance": {"amount": "18.40", "currency": "EUR"},
        "low": False,
        "targets": None,
        "dial_in_number": None,
    }


async def test_nothing_known(
    hass: HomeAssistant, subscribe: Subscribe, set_up: SetUp
) -> None:
    """An account may have no balance, no numbers, and no phone of its own."""
    entry = await set_up("bare", {})
    feed = await subscribe(device_of(hass, entry))
    message = await feed.next()

    assert message["a_number"] is None
    account = message["account"]
    assert (account["balance"], account["low"], account["numbers"]) == (None, None, [])

    await store(hass, a_number="+44 20 7946 0958", b_number="+61 2 9374 4000")
    told = await feed.next()
    assert told["account"]["targets"]["a_number"] == TOM
    assert told["account"]["dial_in_number"] is None


async def test_told_of_changes(
    hass: HomeAssistant,
    subscribe: Subscribe,
    entry: MockConfigEntry,
    demo: Account,
    simulator: Simulator,
) -> None:
    """Balance, contacts, the pair, and that it is unknown whom a call reaches are told."""
    feed = await subscribe(device_of(hass, entry))
    await feed.next()

    know(hass, entry, Tom="+442079460958")
    assert (await feed.next())["contacts"] == [{"name": "Tom", **TOM}]

    demo.balance = "3,00"
    await entry.runtime_data.async_refresh()
    told = (await feed.next())["account"]
    assert told["balance"]["amount"] == "3.00"
    assert told["low"] is True

    await store(hass, contact="Tom")
    told = (await feed.next())["account"]
    assert told["targets"] == {"a_number": OWN_PHONE, "b_number": TOM, "contact": "Tom"}
    assert told["dial_in_number"] == PERSONAL

    simulator.fail(Fault.RESET_BEFORE)
    with pytest.raises(HomeAssistantError):
        await store(hass, b_number="+61 2 9374 4000")
    told = (await feed.next())["account"]
    assert told["targets"] is told["dial_in_number"] is None
    simulator.clear_faults()

    await store(hass, b_number="+61 2 9374 4000")
    assert (await feed.next())["account"]["targets"]["contact"] is None


@pytest.mark.parametrize(
    ("fault", "key", "reason"),
    [
        (Fault.BAD_GATEWAY, "invalid_response", "HTTP 502"),
        (Fault.LOGIN_REFUSED, "invalid_auth", "check username and password"),
    ],
)
async def test_told_of_problems(
    hass: HomeAssistant,
    subscribe: Subscribe,
    entry: MockConfigEntry,
    simulator: Simulator,
    fault: Fault,
    key: str,
    reason: str,
) -> None:
    """An outage is told with its reason, and what is known stays; so is its end."""
    feed = await subscribe(device_of(hass, entry))
    await feed.next()

    simulator.fail(fault)
    await entry.runtime_data.async_refresh()
    told = await feed.next()
    assert told["problem"]["key"] == key
    assert reason in told["problem"]["placeholders"]["reason"]
    assert told["account"]["balance"]["amount"] == "18.40"

    simulator.clear_faults()
    simulator.fail(Fault.API_ERROR)
    await entry.runtime_data.async_refresh()
    assert (await feed.next())["problem"]["key"] == "api_error"

    simulator.clear_faults()
    await store(hass, b_number="+61 2 9374 4000")
    assert (await feed.next())["problem"] is None


async def test_not_loaded(
    hass: HomeAssistant,
    subscribe: Subscribe,
    entry: MockConfigEntry,
    simulator: Simulator,
) -> None:
    """An account that cannot be set up says why; one that is disabled knows no reason."""
    device_id = device_of(hass, entry)
    simulator.fail(Fault.LOGIN_REFUSED)
    await hass.config_entries.async_reload(entry.entry_id)

    feed = await subscribe(device_id)
    told = await feed.next()
    assert told["account"] is None
    assert told["problem"]["key"] == "invalid_auth"

    simulator.clear_faults()
    await hass.config_entries.async_reload(entry.entry_id)
    messages = [await feed.next(), await feed.next()]
    assert messages[0]["problem"] == {"key": None, "placeholders": None}
    assert messages[1]["problem"] is None
    assert messages[1]["account"]["balance"]["amount"] == "18.40"

    await hass.config_entries.async_set_disabled_by(
        entry.entry_id, ConfigEntryDisabler.USER
    )
    told = await feed.next()
    assert (told["account"], told["problem"]["key"]) == (None, None)


async def test_removed_account(
    hass: HomeAssistant, subscribe: Subscribe, set_up: SetUp
) -> None:
    """A card is told when its account is removed, and nothing when another one is."""
    entry, other = await set_up(), await set_up("family")
    feed = await subscribe(device_of(hass, entry))
    await feed.next()

    await hass.config_entries.async_remove(other.entry_id)
    assert await feed.is_silent()
    await hass.config_entries.async_remove(entry.entry_id)

    assert (await feed.next())["account"] is None
    assert await feed.next() is None


async def test_other_device(
    hass: HomeAssistant, subscribe: Subscribe, entry: MockConfigEntry
) -> None:
    """A device that is no account's is told as such, whatever its identifiers are."""
    other = MockConfigEntry(domain="other")
    other.add_to_hass(hass)
    parts: Any = ("other", "1234", "three")
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={parts, ("other", "1234")}
    )

    for device_id in ("unknown", device.id):
        with pytest.raises(AssertionError, match="not_found"):
            await subscribe(device_id)


async def test_permissions(
    hass: HomeAssistant,
    subscribe: Subscribe,
    set_up: SetUp,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    """Who may read none of an account's entities is told nothing."""
    entry, other = await set_up(), await set_up("family")
    hass_read_only_user.groups = []
    permissions = {"entity_ids": {"sensor.demo_balance": {"read": True}}}
    hass_read_only_user.mock_policy({"entities": permissions})

    feed = await subscribe(device_of(hass, entry), hass_read_only_access_token)
    assert (await feed.next())["account"]
    with pytest.raises(AssertionError, match="unauthorized"):
        await subscribe(device_of(hass, other), hass_read_only_access_token)


async def test_unsubscribed(
    hass: HomeAssistant, subscribe: Subscribe, entry: MockConfigEntry, demo: Account
) -> None:
    """A card that is closed is told no more."""
    feed = await subscribe(device_of(hass, entry))
    await feed.next()
    assert (await feed.send(type="unsubscribe_events", subscription=1))["success"]
    demo.balance = "3,00"

    await entry.runtime_data.async_refresh()
    await hass.config_entries.async_reload(entry.entry_id)

    assert await feed.is_silent()
