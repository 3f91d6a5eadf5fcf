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
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component

from .common import AccountUnderTest, store
from .conftest import SetUp
from .simulator import Fault

type Subscribe = Callable[..., Awaitable[Feed]]

OWN_PHONE = {"number": "+493012345678", "formatted": "+49 30 12345678"}
TOM = {"number": "+442079460958", "formatted": "+44 20 7946 0958"}
PERSONAL = {
    "number": "+493034649495",
    "formatted": "+49 30 34649495",
    "tel_uri": "tel:+493034649495",
    "country": "DE",
    "kind": "personal",
}


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


def device_of(account: AccountUnderTest) -> str:
    """Return the device of an account."""
    devices = dr.async_get(account.hass)
    [device] = dr.async_entries_for_config_entry(devices, account.entry.entry_id)
    return device.id


async def test_told_at_once(account: AccountUnderTest, subscribe: Subscribe) -> None:
    """A card is told at once all that it shows."""
    message = await (await subscribe(device_of(account))).next()
    told = message.pop("account")

    assert message == {
        "config_entry_id": account.entry.entry_id,
        "a_number": OWN_PHONE,
        "call_method": "dial_in",
        "contacts": [],
        "may_control": True,
        "problem": None,
    }
    numbers = told.pop("numbers")
    assert numbers[0] == PERSONAL
    assert len(numbers) == 13
    assert datetime.fromisoformat(told.pop("last_update"))
    assert told == {
        "balance": {"amount": "18.40", "currency": "EUR"},
        "low": False,
        "targets": None,
        "targets_in_doubt": False,
        "dial_in_number": None,
    }


async def test_nothing_known(set_up: SetUp, subscribe: Subscribe) -> None:
    """An account may have no balance, no numbers, and no phone of its own."""
    bare = await set_up("bare", {})
    feed = await subscribe(device_of(bare))
    message = await feed.next()

    assert message["a_number"] is None
    told = message["account"]
    assert (told["balance"], told["low"], told["numbers"]) == (None, None, [])

    await bare.store()
    told = (await feed.next())["account"]
    assert told["targets"]["a_number"] == OWN_PHONE
    assert told["dial_in_number"] is None


async def test_told_of_changes(account: AccountUnderTest, subscribe: Subscribe) -> None:
    """Balance, contacts, the pair, and that it is unknown whom a call reaches are told."""
    feed = await subscribe(device_of(account))
    await feed.next()

    account.know(Tom="+442079460958")
    assert (await feed.next())["contacts"] == [{"name": "Tom", **TOM}]

    await account.set_balance("3,00")
    told = (await feed.next())["account"]
    assert told["balance"]["amount"] == "3.00"
    assert told["low"] is True

    await store(account.hass, contact="Tom")
    told = (await feed.next())["account"]
    assert told["targets"] == {"a_number": OWN_PHONE, "b_number": TOM, "contact": "Tom"}
    assert told["dial_in_number"] == PERSONAL

    account.simulator.fail(Fault.RESET_BEFORE)
    await account.store()
    told = (await feed.next())["account"]
    assert told["targets"] is told["dial_in_number"] is None
    assert told["targets_in_doubt"]
    account.simulator.clear_faults()

    await account.store()
    told = (await feed.next())["account"]
    assert (told["targets"]["contact"], told["targets_in_doubt"]) == (None, False)


async def test_told_of_problems(
    account: AccountUnderTest, subscribe: Subscribe
) -> None:
    """An outage is told with its reason, and what is known stays; so is its end."""
    feed = await subscribe(device_of(account))
    await feed.next()

    account.simulator.fail(Fault.BAD_GATEWAY)
    await account.refresh()
    told = await feed.next()
    assert told["problem"]["key"] == "invalid_response"
    assert "HTTP 502" in told["problem"]["placeholders"]["reason"]
    assert told["account"]["balance"]["amount"] == "18.40"

    account.simulator.clear_faults()
    account.simulator.fail(Fault.API_ERROR)
    await account.refresh()
    assert (await feed.next())["problem"]["key"] == "api_error"

    account.simulator.clear_faults()
    await account.refresh()
    assert (await feed.next())["problem"] is None


async def test_not_loaded(account: AccountUnderTest, subscribe: Subscribe) -> None:
    """An account that cannot be set up says why; one that is disabled knows no reason."""
    account.simulator.fail(Fault.LOGIN_REFUSED)
    await account.reload()

    feed = await subscribe(device_of(account))
    told = await feed.next()
    assert told["account"] is None
    assert told["problem"]["key"] == "invalid_auth"

    account.simulator.clear_faults()
    await account.reload()
    messages = [await feed.next(), await feed.next()]
    assert messages[0]["problem"] == {"key": None, "placeholders": None}
    assert messages[1]["problem"] is None
    assert messages[1]["account"]["balance"]["amount"] == "18.40"

    await account.hass.config_entries.async_set_disabled_by(
        account.entry.entry_id, ConfigEntryDisabler.USER
    )
    told = await feed.next()
    assert (told["account"], told["problem"]["key"]) == (None, None)


async def test_removed_account(set_up: SetUp, subscribe: Subscribe) -> None:
    """A card is told when its account is removed, and nothing when another one is."""
    account, other = await set_up(), await set_up("family")
    feed = await subscribe(device_of(account))
    await feed.next()

    await other.remove()
    assert await feed.is_silent()
    await account.remove()

    assert (await feed.next())["account"] is None
    assert await feed.next() is None


async def test_other_device(account: AccountUnderTest, subscribe: Subscribe) -> None:
    """A device that is no account's is told as such, whatever its identifiers are."""
    other = MockConfigEntry(domain="other")
    other.add_to_hass(account.hass)
    parts: Any = ("other", "1234", "three")
    device = dr.async_get(account.hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={parts, ("other", "1234")}
    )

    for device_id in ("unknown", device.id):
        with pytest.raises(AssertionError, match="not_found"):
            await subscribe(device_id)


async def test_permissions(
    set_up: SetUp,
    subscribe: Subscribe,
    hass_read_only_user: MockUser,
    hass_read_only_access_token: str,
) -> None:
    """Who may read none of an account's entities is told nothing."""
    account, other = await set_up(), await set_up("family")
    hass_read_only_user.groups = []
    permissions = {"entity_ids": {"sensor.demo_balance": {"read": True}}}
    hass_read_only_user.mock_policy({"entities": permissions})

    feed = await subscribe(device_of(account), hass_read_only_access_token)
    told = await feed.next()
    assert told["account"]
    assert not told["may_control"]
    with pytest.raises(AssertionError, match="unauthorized"):
        await subscribe(device_of(other), hass_read_only_access_token)


async def test_unsubscribed(account: AccountUnderTest, subscribe: Subscribe) -> None:
    """A card that is closed is told no more."""
    feed = await subscribe(device_of(account))
    await feed.next()
    assert (await feed.send(type="unsubscribe_events", subscription=1))["success"]

    await account.set_balance("3,00")
    await account.reload()

    assert await feed.is_silent()
