"""The blueprints, as Home Assistant runs them."""

from datetime import timedelta
from pathlib import Path
import shutil
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict

from .automations import B_NUMBER, BALANCE, LOW, automate, outage, set_balance
from .common import know, stored_pair, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

BLUEPRINTS = Path(__file__).parent.parent / "blueprints"
PAIR = ("demo", "493012345678", "61293744000")


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration that has the blueprints."""
    target = Path(hass_tmp_config_dir) / "blueprints"
    shutil.copytree(BLUEPRINTS, target, dirs_exist_ok=True)
    return hass_tmp_config_dir


@pytest.mark.parametrize(
    "path",
    [
        path.relative_to(BLUEPRINTS).as_posix()
        for path in sorted(BLUEPRINTS.rglob("*.yaml"))
    ],
)
def test_import(path: str) -> None:
    """A blueprint is imported, and updated, from where it says that it is."""
    url = load_yaml_dict(BLUEPRINTS / path)["blueprint"]["source_url"]

    assert url == f"https://github.com/OWNER/callcard/blob/main/blueprints/{path}"


# Tell me when the balance is low


@pytest.fixture
def told(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what has been told."""
    return async_mock_service(hass, "test", "tell")


async def _tell_low_balance(hass: HomeAssistant, **inputs: Any) -> None:
    """Set the automation up."""
    inputs = {"low_balance_sensor": LOW, "balance_sensor": BALANCE, **inputs}
    await automate(
        hass, use_blueprint={"path": "callcard/low_balance.yaml", "input": inputs}
    )


async def _wait(hass: HomeAssistant) -> None:
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=5))
    await hass.async_block_till_done()


async def test_low_balance(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    told: list[ServiceCall],
) -> None:
    """A low balance is told once, with what is left, and again after a top-up."""
    action = {"action": "test.tell", "data": {"left": "{{ balance }}"}}
    await _tell_low_balance(hass, tell=[action])

    await outage(hass, entry, simulator)
    for balance in ("3,20", "2,50", "20,00", "4,00"):
        demo.balance = balance
        await entry.runtime_data.async_refresh()
        await _wait(hass)
    await outage(hass, entry, simulator)
    await set_balance(hass, entry, demo, None, "4,00")
    await _wait(hass)

    assert [call.data["left"] for call in told] == ["3.20 EUR", "4.00 EUR"]


async def test_low_balance_by_default(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """Without actions of one's own, there is a notification in Home Assistant."""
    notifications = async_mock_service(hass, "persistent_notification", "create")
    await _tell_low_balance(hass)

    await set_balance(hass, entry, demo, "3,20")
    await _wait(hass)

    [notification] = notifications
    assert notification.data == {
        "title": "Calling card",
        "message": "Only 3.20 EUR left. Time to top up.",
    }


# Call from your phone


@pytest.fixture
def sent(hass: HomeAssistant) -> list[ServiceCall]:
    """Return the notifications that were sent to the phone."""
    return async_mock_service(hass, "notify", "mobile_app_zoe_s_phone")


async def _call_from_phone(
    hass: HomeAssistant,
    fields: dict[str, Any],
    *,
    manufacturer: str = "Google",
    **inputs: Any,
) -> None:
    """Run the script, for a phone that its owner has renamed in Home Assistant."""
    app = MockConfigEntry(domain="mobile_app")
    app.add_to_hass(hass)
    devices = dr.async_get(hass)
    phone = devices.async_get_or_create(
        config_entry_id=app.entry_id,
        identifiers={("mobile_app", "zoe")},
        manufacturer=manufacturer,
        name="Zoë's phone",
    )
    devices.async_update_device(phone.id, name_by_user="Mobile")
    blueprint = {
        "path": "callcard/call_from_phone.yaml",
        "input": {"phone": phone.id, **inputs},
    }
    config = {"script": {"call": {"use_blueprint": blueprint}}}
    assert await async_setup_component(hass, "script", config)
    await hass.async_block_till_done()
    assert value_of(hass, "script.call") == "off"
    await hass.services.async_call("script", "call", fields, blocking=True)


@pytest.mark.parametrize(
    ("manufacturer", "uri"),
    [
        ("Apple", "tel:+493034649495"),
        ("Google", "deep-link://tel:+493034649495"),
        ("samsung", "deep-link://tel:+493034649495"),
    ],
)
async def test_call_from_phone(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    sent: list[ServiceCall],
    manufacturer: str,
    uri: str,
) -> None:
    """The pair reaches the platform, and the number to dial the phone."""
    await _call_from_phone(hass, {"b_number": B_NUMBER}, manufacturer=manufacturer)

    assert simulator.stores == [PAIR]
    [notification] = sent
    assert notification.data == {
        "title": "Calling card",
        "message": "Dial +49 30 34649495 to reach +61293744000.",
        "data": {
            "tag": f"callcard_{entry.entry_id}",
            "actions": [{"action": "URI", "title": "Dial", "uri": uri}],
        },
    }


@pytest.mark.parametrize(
    "number", ["+61293744000", "0061293744000", "tel:+61293744000"]
)
async def test_numbers_stay_texts(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    sent: list[ServiceCall],
    number: str,
) -> None:
    """Digits alone are not taken for a number to calculate with."""
    await _call_from_phone(hass, {"b_number": number})

    assert simulator.stores == [PAIR]
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"b_number": 61293744000}, "61293744000 arrived as a number"),
        ({"b_number": "112"}, "“112” is an emergency number"),
        ({"b_number": "', 'a_number': '+4930999999"}, "holds characters"),
        ({}, "There is no number"),
    ],
)
async def test_bad_number_sends_nothing(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    sent: list[ServiceCall],
    fields: dict[str, Any],
    text: str,
) -> None:
    """A number that cannot be called ends the script with the action's message."""
    with pytest.raises(ServiceValidationError, match=text):
        await _call_from_phone(hass, fields)

    assert simulator.stores == []
    assert sent == []


async def test_refused_store_sends_nothing(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    sent: list[ServiceCall],
) -> None:
    """When the platform refuses the pair, there is nothing to dial."""
    simulator.fail(Fault.API_ERROR)

    with pytest.raises(HomeAssistantError, match="The numbers were not stored"):
        await _call_from_phone(hass, {"b_number": B_NUMBER})

    assert sent == []


async def test_nothing_to_dial(
    hass: HomeAssistant,
    set_up: SetUp,
    sent: list[ServiceCall],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An account without numbers ends the script with an error, which the phone shows."""
    bare = await set_up("bare")

    await _call_from_phone(hass, {"b_number": B_NUMBER})

    assert "Error script sequence: The account has no number to dial." in caplog.text
    [notification] = sent
    assert notification.data == {
        "title": "Calling card",
        "message": "The account has no number to dial.",
        "data": {"tag": f"callcard_{bare.entry_id}"},
    }


async def test_account_of_several(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp, sent: list[ServiceCall]
) -> None:
    """The account that is chosen stores the pair."""
    await set_up()
    family = await set_up("family")

    await _call_from_phone(hass, {"b_number": B_NUMBER}, account=family.entry_id)

    assert [username for username, _, _ in simulator.stores] == ["family"]
    assert len(sent) == 1


# Call by button

TAG = {"trigger": "tag", "tag_id": "fridge"}
RED = {"trigger": "button.pressed", "target": {"entity_id": "input_button.red"}}


async def _call_by_button(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trigger: dict[str, Any] | list[dict[str, Any]],
) -> None:
    """Set the automation up, for a contact."""
    know(hass, entry, Grandma="+61293744000")
    buttons = {"red": {"name": "Red"}}
    assert await async_setup_component(hass, "input_button", {"input_button": buttons})
    inputs = {"trigger": trigger, "contact": "button.demo_call_grandma"}
    await automate(
        hass, use_blueprint={"path": "callcard/call_by_button.yaml", "input": inputs}
    )


async def _press(hass: HomeAssistant) -> None:
    await hass.services.async_call(
        "input_button", "press", {"entity_id": "input_button.red"}, blocking=True
    )
    await hass.async_block_till_done()


async def _scan(hass: HomeAssistant, tag: str = "fridge") -> None:
    hass.bus.async_fire("tag_scanned", {"tag_id": tag, "device_id": "phone"})
    await hass.async_block_till_done()


@pytest.mark.parametrize("trigger", [TAG, RED, [TAG, RED]], ids=["tag", "red", "both"])
async def test_call_by_button(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    trigger: dict[str, Any] | list[dict[str, Any]],
) -> None:
    """A button or a tag stores the own phone and the contact, each time; others do not."""
    await _call_by_button(hass, entry, trigger)

    await _scan(hass, "door")
    assert simulator.stores == []
    for _ in range(2):
        await _scan(hass)
        await _press(hass)

    assert simulator.stores == [PAIR] * (4 if isinstance(trigger, list) else 2)
    assert stored_pair(hass) == ("+493012345678", "+61293744000")


async def test_refused_by_button(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """When the platform refuses the pair, the automation's error says so."""
    await _call_by_button(hass, entry, TAG)
    simulator.fail(Fault.API_ERROR)

    await _scan(hass)

    assert simulator.stores == []
    assert "The numbers were not stored" in caplog.text
