"""The dashboard card: registered once, in the version that is served, and told of its account."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    MockHAClientWebSocket,
    WebSocketGenerator,
)

from custom_components.callcard.const import DOMAIN
from custom_components.callcard.frontend import CARD, CARD_PATH
from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.components.lovelace import LOVELACE_DATA
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util

from .common import know, store
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

STORAGE = "lovelace_resources"
THEIRS = {"id": "1", "type": "module", "url": "/local/their-card.js?v=1"}


def stored(*resources: dict[str, str]) -> dict[str, Any]:
    """Return resources as Home Assistant keeps them."""
    return {"version": 1, "key": STORAGE, "data": {"items": list(resources)}}


def resources(hass: HomeAssistant) -> list[dict[str, str]]:
    """Return the resources of the dashboards."""
    items: list[dict[str, str]] = hass.data[LOVELACE_DATA].resources.async_items()
    return items


@pytest.fixture
async def frontend(hass: HomeAssistant) -> None:
    """Run the frontend."""
    assert await async_setup_component(hass, "frontend", {})


async def test_registered(
    hass: HomeAssistant,
    frontend: None,
    set_up: SetUp,
    hass_client: ClientSessionGenerator,
) -> None:
    """The dashboards load the card, once for all accounts, and it may be kept for long."""
    await set_up()
    await set_up("family")

    [resource] = resources(hass)
    assert resource["type"] == "module"
    client = await hass_client()
    reply = await client.get(resource["url"])
    assert await reply.read() == CARD.read_bytes()
    assert "max-age=2678400" in reply.headers["Cache-Control"]


async def test_users_resources_stay(
    hass: HomeAssistant, hass_storage: dict[str, Any], set_up: SetUp
) -> None:
    """Resources of the user survive the card's coming, changing and going."""
    ours = {"id": "2", "type": "module", "url": f"{CARD_PATH}?v=of-last-year"}
    hass_storage[STORAGE] = stored(THEIRS, ours)
    assert await async_setup_component(hass, "frontend", {})

    entry = await set_up()
    theirs, card = resources(hass)
    assert theirs == THEIRS
    assert card["id"] == "2"
    assert card["url"] not in {ours["url"], CARD_PATH}

    await hass.config_entries.async_remove(entry.entry_id)
    assert resources(hass) == [THEIRS]


async def test_registered_after_a_late_frontend(
    hass: HomeAssistant, set_up: SetUp
) -> None:
    """An account that is there before the frontend gets its card, too."""
    await set_up()

    assert await async_setup_component(hass, "frontend", {})
    await hass.async_block_till_done()

    assert len(resources(hass)) == 1


async def test_removed_with_last_account(
    hass: HomeAssistant, frontend: None, set_up: SetUp
) -> None:
    """It stays over reloads, and as long as there is an account; it comes back with the next."""
    first, second = await set_up(), await set_up("family")
    [resource] = resources(hass)

    await hass.config_entries.async_reload(first.entry_id)
    await hass.config_entries.async_remove(first.entry_id)
    assert resources(hass) == [resource]
    await hass.config_entries.async_remove(second.entry_id)
    assert resources(hass) == []

    await set_up()
    assert [item["url"] for item in resources(hass)] == [resource["url"]]


async def test_removed_by_the_user(
    hass: HomeAssistant, frontend: None, set_up: SetUp
) -> None:
    """The last account can go when the user has removed the resource before."""
    entry = await set_up()
    [resource] = resources(hass)
    collection: Any = hass.data[LOVELACE_DATA].resources
    await collection.async_delete_item(resource["id"])

    await hass.config_entries.async_remove(entry.entry_id)

    assert resources(hass) == []


async def test_resources_in_yaml(hass: HomeAssistant, set_up: SetUp) -> None:
    """Where resources are kept in YAML, the frontend loads the card by itself."""
    config = {"lovelace": {"resource_mode": "yaml", "resources": []}}
    assert await async_setup_component(hass, "lovelace", config)
    assert await async_setup_component(hass, "frontend", config)

    entry = await set_up()
    [url] = hass.data[DATA_EXTRA_MODULE_URL].urls
    assert url.startswith(f"{CARD_PATH}?v=")
    assert resources(hass) == []

    await hass.config_entries.async_remove(entry.entry_id)
    assert not hass.data[DATA_EXTRA_MODULE_URL].urls


async def test_no_frontend(hass: HomeAssistant, set_up: SetUp) -> None:
    """A home without dashboards has accounts, and can remove them."""
    entry = await set_up()

    await hass.config_entries.async_remove(entry.entry_id)

    assert LOVELACE_DATA not in hass.data


async def test_removed_before_it_was_served(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    """An account that was disabled all the time takes the resource with it."""
    card = {"id": "2", "type": "module", "url": f"{CARD_PATH}?v=1"}
    hass_storage[STORAGE] = stored(THEIRS, card)
    entry = MockConfigEntry(domain=DOMAIN, disabled_by=ConfigEntryDisabler.USER)
    entry.add_to_hass(hass)
    assert await async_setup_component(hass, "frontend", {})

    await hass.config_entries.async_remove(entry.entry_id)

    assert resources(hass) == [THEIRS]


async def test_removed_before_it_was_served_in_yaml(hass: HomeAssistant) -> None:
    """So it is where resources are kept in YAML, and there is nothing to remove."""
    entry = MockConfigEntry(domain=DOMAIN, disabled_by=ConfigEntryDisabler.USER)
    entry.add_to_hass(hass)
    config = {"lovelace": {"resource_mode": "yaml"}}
    assert await async_setup_component(hass, "lovelace", config)

    await hass.config_entries.async_remove(entry.entry_id)

    assert hass.config_entries.async_entries(DOMAIN) == []


type Subscribe = Callable[[str], Awaitable[Feed]]


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
        await self._client.send_json_auto_id({"type": "ping"})
        return bool((await self._client.receive_json())["type"] == "pong")

    async def stop(self) -> None:
        """Listen no more."""
        await self._client.send_json_auto_id(
            {"type": "unsubscribe_events", "subscription": 1}
        )
        assert (await self._client.receive_json())["success"]


@pytest.fixture
async def subscribe(
    hass: HomeAssistant, frontend: None, hass_ws_client: WebSocketGenerator
) -> Subscribe:
    """Return what begins to listen to an account's device."""

    async def subscribe(device_id: str) -> Feed:
        client = await hass_ws_client()
        await client.send_json_auto_id(
            {"type": "callcard/subscribe", "device_id": device_id}
        )
        answer = await client.receive_json()
        assert answer["success"], answer["error"]["code"]
        return Feed(client)

    return subscribe


def device_of(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return the device of an account."""
    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return device.id


async def poll(hass: HomeAssistant, hours: int = 1) -> None:
    """Let the next poll come."""
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(hours=hours))
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_told_at_once(
    hass: HomeAssistant, subscribe: Subscribe, entry: MockConfigEntry
) -> None:
    """A card is told at once all that it shows."""
    feed = await subscribe(device_of(hass, entry))
    message = await feed.next()
    account = message.pop("account")

    assert message == {
        "config_entry_id": entry.entry_id,
        "a_number": {"number": "+493012345678", "formatted": "+49 30 12345678"},
        "contacts": [],
        "problem": None,
    }
    personal = {
        "number": "+493034649495",
        "formatted": "+49 30 34649495",
        "tel_uri": "tel:+493034649495",
        "country": "DE",
        "kind": "personal",
    }
    numbers = account.pop("numbers")
    assert numbers[0] == personal
    assert len(numbers) == 13
    assert datetime.fromisoformat(account.pop("last_update"))
    assert account == {
        "balance": {"amount": "18.40", "currency": "EUR"},
        "low": False,
        "targets": None,
        "dial_in_number": personal,
    }


async def test_nothing_known(
    hass: HomeAssistant, subscribe: Subscribe, set_up: SetUp
) -> None:
    """An account may have no balance, no numbers, and no phone of its own."""
    entry = await set_up("bare", {})
    message = await (await subscribe(device_of(hass, entry))).next()

    assert message["a_number"] is None
    assert message["account"]["balance"] is None
    assert message["account"]["low"] is None
    assert message["account"]["dial_in_number"] is None
    assert message["account"]["numbers"] == []


async def test_told_of_changes(
    hass: HomeAssistant, subscribe: Subscribe, entry: MockConfigEntry, demo: Account
) -> None:
    """Another balance, and a new pair, are told; the pair with the name of the contact."""
    know(hass, entry, Tom="+442079460958")
    feed = await subscribe(device_of(hass, entry))
    first = await feed.next()
    tom = {"number": "+442079460958", "formatted": "+44 20 7946 0958"}
    assert first["contacts"] == [{"name": "Tom", **tom}]

    demo.balance = "3,00"
    await poll(hass)
    told = (await feed.next())["account"]
    assert told["balance"]["amount"] == "3.00"
    assert told["low"] is True

    await store(hass, contact="Tom")
    told = (await feed.next())["account"]
    assert told["targets"] == {
        "a_number": {"number": "+493012345678", "formatted": "+49 30 12345678"},
        "b_number": tom,
        "contact": "Tom",
    }

    await store(hass, b_number="+61 2 9374 4000")
    assert (await feed.next())["account"]["targets"]["contact"] is None


async def test_told_of_problems(
    hass: HomeAssistant,
    subscribe: Subscribe,
    entry: MockConfigEntry,
    simulator: Simulator,
) -> None:
    """An outage is told with its reason, and what is known stays; so is its end."""
    feed = await subscribe(device_of(hass, entry))
    await feed.next()
    simulator.fail(Fault.BAD_GATEWAY, times=1)
    simulator.fail(Fault.LOGIN_REFUSED)

    await poll(hass)
    told = await feed.next()
    assert told["problem"]["key"] == "invalid_response"
    assert "502" in told["problem"]["placeholders"]["reason"]
    assert told["account"]["balance"]["amount"] == "18.40"

    await poll(hass)
    assert (await feed.next())["problem"]["key"] == "invalid_auth"

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

    messages = [await feed.next(), await feed.next()]
    assert messages[0]["account"] is None
    assert messages[1] is None


@pytest.mark.parametrize("is_known", [False, True])
async def test_other_device(
    hass: HomeAssistant, subscribe: Subscribe, is_known: bool
) -> None:
    """A device that is no account's is told as such."""
    assert await async_setup_component(hass, DOMAIN, {})
    await hass.async_block_till_done()
    other = MockConfigEntry(domain="other")
    other.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=other.entry_id, identifiers={("other", "1234")}
    )

    with pytest.raises(AssertionError, match="not_found"):
        await subscribe(device.id if is_known else "unknown")


async def test_unsubscribed(
    hass: HomeAssistant, subscribe: Subscribe, entry: MockConfigEntry, demo: Account
) -> None:
    """A card that is closed is told no more."""
    feed = await subscribe(device_of(hass, entry))
    await feed.next()
    await feed.stop()
    demo.balance = "3,00"

    await poll(hass)
    await hass.config_entries.async_reload(entry.entry_id)

    assert await feed.is_silent()
