"""The blueprints, as Home Assistant runs them."""

from datetime import timedelta
from pathlib import Path
import shutil
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from homeassistant.core import HomeAssistant, ServiceCall, State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, restore_state
from homeassistant.helpers.storage import Store
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict

from .automations import B_NUMBER, BALANCE, LOW, automate
from .common import AccountUnderTest
from .conftest import SetUp
from .simulator import Fault

BLUEPRINTS = Path(__file__).parent.parent / "blueprints"
PAIR = ("demo", "493012345678", "61293744000")


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration that has the blueprints."""
    shutil.copytree(BLUEPRINTS, f"{hass_tmp_config_dir}/blueprints", dirs_exist_ok=True)
    return hass_tmp_config_dir


def test_source() -> None:
    """A blueprint is imported, and updated, from where it says that it is."""
    files = sorted(BLUEPRINTS.rglob("*.yaml"))
    assert len(files) == 4
    for file in files:
        url = load_yaml_dict(file)["blueprint"]["source_url"]
        path = file.relative_to(BLUEPRINTS).as_posix()
        assert url == f"https://github.com/OWNER/callcard/blob/main/blueprints/{path}"


@pytest.mark.parametrize("is_default", [False, True])
async def test_low_balance(
    account: AccountUnderTest, acts: list[ServiceCall], is_default: bool
) -> None:
    """A low balance is told once, with what is left, and again after a top-up."""
    created = async_mock_service(account.hass, "persistent_notification", "create")
    inputs: dict[str, Any] = {"low_balance_sensor": LOW, "balance_sensor": BALANCE}
    if not is_default:
        inputs["tell"] = {"action": "test.act", "data": {"message": "{{ balance }}"}}
    blueprint = {"path": "callcard/low_balance.yaml", "input": inputs}
    await automate(account.hass, use_blueprint=blueprint)

    await account.fail()
    for balance in ("3,20", "2,50", "20,00", "4,00", None, "4,00"):
        await account.set_balance(balance)
        await account.skip(seconds=5)

    told = [call.data["message"] for call in (created if is_default else acts)]
    text = "Only {} left. Time to top up." if is_default else "{}"
    assert told == [text.format("3.20 EUR"), text.format("4.00 EUR")]


@pytest.fixture
def sent(hass: HomeAssistant) -> list[ServiceCall]:
    """Return the notifications that were sent to the phone."""
    return async_mock_service(hass, "notify", "mobile_app_zoe_s_phone")


async def _call_from_phone(
    hass: HomeAssistant, fields: dict[str, Any], maker: str = "Google", **inputs: Any
) -> None:
    """Run the script, for a phone that its owner has renamed in Home Assistant."""
    app = MockConfigEntry(domain="mobile_app")
    app.add_to_hass(hass)
    devices = dr.async_get(hass)
    phone = devices.async_get_or_create(
        config_entry_id=app.entry_id,
        identifiers={("mobile_app", "zoe")},
        manufacturer=maker,
        name="Zoë's phone",
    )
    devices.async_update_device(phone.id, name_by_user="Mobile")
    inputs["phone"] = phone.id
    blueprint = {"path": "callcard/call_from_phone.yaml", "input": inputs}
    config = {"script": {"call": {"use_blueprint": blueprint}}}
    assert await async_setup_component(hass, "script", config)
    await hass.services.async_call("script", "call", fields, blocking=True)


@pytest.mark.parametrize(
    ("who", "reached", "maker", "uri"),
    [
        ("+61 2 9374 4000", "+61293744000", "Apple", "tel:+493034649495"),
        ("grandma", "Grandma", "samsung", "deep-link://tel:+493034649495"),
    ],
)
async def test_call_from_phone(
    account: AccountUnderTest,
    set_up: SetUp,
    sent: list[ServiceCall],
    who: str,
    reached: str,
    maker: str,
    uri: str,
) -> None:
    """The account that is chosen stores the pair, and a tap on the notification dials."""
    account.know(Grandma="+61293744000")
    await set_up("family")
    account_id = account.entry.entry_id

    await _call_from_phone(account.hass, {"who": who}, maker, account=account_id)

    assert account.simulator.stores == [PAIR]
    [notification] = sent
    assert notification.data == {
        "title": "Calling card",
        "message": f"Dial +49 30 34649495 to reach {reached}.",
        "data": {
            "tag": f"callcard_{account_id}",
            "url": uri,
            "clickAction": uri,
            "actions": [{"action": "URI", "title": "Dial", "uri": uri}],
        },
    }


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"who": 61293744000}, "61293744000 arrived as a number"),
        ({"who": "', 'a_number': '+4930999999"}, "holds characters"),
        ({}, "either a B number or a contact"),
        ({"who": B_NUMBER}, "The numbers were not stored"),
    ],
)
async def test_refused_callee_sends_nothing(
    account: AccountUnderTest,
    sent: list[ServiceCall],
    fields: dict[str, Any],
    text: str,
) -> None:
    """Whoever is refused, here or there, ends the script with the message."""
    account.simulator.fail(Fault.API_ERROR)

    with pytest.raises(HomeAssistantError, match=text):
        await _call_from_phone(account.hass, fields)

    assert account.simulator.stores == []
    assert sent == []


async def test_nothing_to_dial(
    set_up: SetUp, sent: list[ServiceCall], caplog: pytest.LogCaptureFixture
) -> None:
    """An account without numbers ends the script with an error, which the phone shows."""
    bare = await set_up("bare")

    await _call_from_phone(bare.hass, {"who": B_NUMBER})

    assert "Error script sequence: The account has no number to dial." in caplog.text
    [notification] = sent
    assert notification.data == {
        "title": "Calling card",
        "message": "The account has no number to dial.",
        "data": {"tag": f"callcard_{bare.entry.entry_id}"},
    }


async def test_call_by_button(
    account: AccountUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    """A button or a tag stores the own phone and the contact, each time."""
    hass, simulator = account.hass, account.simulator
    account.know(Grandma="+61293744000")
    buttons = {"input_button": {"red": {"name": "Red"}}}
    assert await async_setup_component(hass, "input_button", buttons)
    red_button = {"entity_id": "input_button.red"}
    tag = {"trigger": "tag", "tag_id": "fridge"}
    red = {"trigger": "button.pressed", "target": red_button}
    inputs = {"trigger": [tag, red], "contact": "button.demo_call_grandma"}
    blueprint = {"path": "callcard/call_by_button.yaml", "input": inputs}
    await automate(hass, use_blueprint=blueprint)

    hass.bus.async_fire("tag_scanned", {"tag_id": "fridge", "device_id": "phone"})
    await hass.async_block_till_done()
    assert simulator.stores == [PAIR]
    for _ in ("stored", "refused"):
        await hass.services.async_call("input_button", "press", red_button, True)
        await hass.async_block_till_done()
        assert simulator.stores == [PAIR, PAIR]
        simulator.fail(Fault.API_ERROR)
    assert "The numbers were not stored" in caplog.text


async def _await_alarms(account: AccountUnderTest) -> None:
    """Set up the automation, for two contacts, at most once in 30 minutes."""
    account.know(Ann="+4917612345678", Ben="+4917612345679")
    await account.hass.async_block_till_done()
    inputs = {
        "trigger": {"trigger": "event", "event_type": "water"},
        "recipients": ["notify.demo_sms_to_ann", "notify.demo_sms_to_ben"],
        "message": "Water: {{ trigger.event.data.where }} 🌊",
    }
    blueprint = {"path": "callcard/alarm_by_sms.yaml", "input": inputs}
    await automate(account.hass, use_blueprint=blueprint)


async def _alarm(account: AccountUnderTest) -> list[str]:
    """Raise an alarm; return who gets it."""
    account.simulator.texts.clear()
    account.hass.bus.async_fire("water", {"where": "cellar"})
    await account.hass.async_block_till_done()
    assert {text for _, _, text in account.simulator.texts} <= {"Water: cellar 🌊"}
    return [number for _, number, _ in account.simulator.texts]


async def test_alarm_by_sms(
    account: AccountUnderTest, freezer: FrozenDateTimeFactory
) -> None:
    """An alarm is sent to each, though it fails for one; another one after the minutes."""
    await _await_alarms(account)
    account.simulator.fail(Fault.API_ERROR, times=1, method="POST")
    assert await _alarm(account) == ["4917612345679"]
    freezer.tick(29 * 60)
    assert await _alarm(account) == []
    freezer.tick(60)
    assert await _alarm(account) == ["4917612345678", "4917612345679"]


@pytest.mark.parametrize(("minutes", "recipients"), [(29, 0), (31, 2)])
async def test_alarm_by_sms_after_restart(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    set_up: SetUp,
    minutes: int,
    recipients: int,
) -> None:
    """A restart does not forget when the last alarm was."""
    now = dt_util.utcnow()
    last = {"last_triggered": str(now - timedelta(minutes=minutes))}
    state = State("automation.test", "on", last).as_dict()
    key, version = restore_state.STORAGE_KEY, restore_state.STORAGE_VERSION
    states = [{"state": state, "last_seen": str(now)}]
    hass_storage[key] = {"version": version, "data": states}
    restored = restore_state.async_get(hass)
    restored.store = Store(hass, version, key)
    await restored.async_load()
    account = await set_up()
    await _await_alarms(account)

    assert len(await _alarm(account)) == recipients
