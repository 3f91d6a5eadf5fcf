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
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict

from .automations import B_NUMBER, BALANCE, LOW, AutomatedAccount, automate
from .common import know, value_of
from .conftest import SetUp
from .simulator import Fault, Simulator

BLUEPRINTS = Path(__file__).parent.parent / "blueprints"
PAIR = ("demo", "493012345678", "61293744000")


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration that has the blueprints."""
    target = Path(hass_tmp_config_dir) / "blueprints"
    shutil.copytree(BLUEPRINTS, target, dirs_exist_ok=True)
    return hass_tmp_config_dir


def test_source() -> None:
    """A blueprint is imported, and updated, from where it says that it is."""
    files = sorted(BLUEPRINTS.rglob("*.yaml"))
    assert len(files) == 3
    for file in files:
        url = load_yaml_dict(file)["blueprint"]["source_url"]
        path = file.relative_to(BLUEPRINTS).as_posix()
        assert url == f"https://github.com/OWNER/callcard/blob/main/blueprints/{path}"


# Tell me when the balance is low


@pytest.mark.parametrize("is_default", [False, True])
async def test_low_balance(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, is_default: bool
) -> None:
    """A low balance is told once, with what is left, and again after a top-up."""
    account = AutomatedAccount(hass, simulator, entry)
    notifications = async_mock_service(hass, "persistent_notification", "create")
    inputs: dict[str, Any] = {"low_balance_sensor": LOW, "balance_sensor": BALANCE}
    message = "Only {{ balance }} left. Time to top up."
    if not is_default:
        inputs["tell"] = [{"action": "test.act", "data": {"message": message}}]
    await automate(
        hass, use_blueprint={"path": "callcard/low_balance.yaml", "input": inputs}
    )

    await account.fail()
    for balance in ("3,20", "2,50", "20,00", "4,00", None, "4,00"):
        await account.set_balance(balance)
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=5))
        await hass.async_block_till_done()

    told = notifications if is_default else account.acts
    assert [call.data["message"] for call in told] == [
        "Only 3.20 EUR left. Time to top up.",
        "Only 4.00 EUR left. Time to top up.",
    ]


# Call from your phone


@pytest.fixture
def sent(hass: HomeAssistant) -> list[ServiceCall]:
    """Return the notifications that were sent to the phone."""
    return async_mock_service(hass, "notify", "mobile_app_zoe_s_phone")


async def _call_from_phone(
    hass: HomeAssistant,
    fields: dict[str, Any],
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
    ("number", "manufacturer", "uri"),
    [
        ("+61293744000", "Apple", "tel:+493034649495"),
        ("0061293744000", "Google", "deep-link://tel:+493034649495"),
        ("tel:+61293744000", "samsung", "deep-link://tel:+493034649495"),
    ],
)
async def test_call_from_phone(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    sent: list[ServiceCall],
    number: str,
    manufacturer: str,
    uri: str,
) -> None:
    """The pair reaches the platform, digits as text, and the number to dial the phone."""
    await _call_from_phone(hass, {"b_number": number}, manufacturer)

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
    ("fields", "text"),
    [
        ({"b_number": 61293744000}, "61293744000 arrived as a number"),
        ({"b_number": "112"}, "“112” is an emergency number"),
        ({"b_number": "', 'a_number': '+4930999999"}, "holds characters"),
        ({}, "There is no number"),
        ({"b_number": B_NUMBER}, "The numbers were not stored"),
    ],
)
async def test_refused_number_sends_nothing(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    sent: list[ServiceCall],
    fields: dict[str, Any],
    text: str,
) -> None:
    """A number that is refused, here or there, ends the script with the message."""
    simulator.fail(Fault.API_ERROR)

    with pytest.raises(HomeAssistantError, match=text):
        await _call_from_phone(hass, fields)

    assert simulator.stores == []
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

    assert simulator.stores == [("family", *PAIR[1:])]
    assert len(sent) == 1


# Call by button


async def test_call_by_button(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A button or a tag stores the own phone and the contact, each time."""
    know(hass, entry, Grandma="+61293744000")
    buttons = {"red": {"name": "Red"}}
    assert await async_setup_component(hass, "input_button", {"input_button": buttons})
    tag = {"trigger": "tag", "tag_id": "fridge"}
    red = {"trigger": "button.pressed", "target": {"entity_id": "input_button.red"}}
    inputs = {"trigger": [tag, red], "contact": "button.demo_call_grandma"}
    await automate(
        hass, use_blueprint={"path": "callcard/call_by_button.yaml", "input": inputs}
    )

    async def press() -> None:
        await hass.services.async_call(
            "input_button", "press", {"entity_id": "input_button.red"}, blocking=True
        )
        await hass.async_block_till_done()

    hass.bus.async_fire("tag_scanned", {"tag_id": "fridge", "device_id": "phone"})
    await hass.async_block_till_done()
    assert simulator.stores == [PAIR]
    await press()
    assert simulator.stores == [PAIR, PAIR]

    simulator.fail(Fault.API_ERROR)
    await press()
    assert simulator.stores == [PAIR, PAIR]
    assert "The numbers were not stored" in caplog.text
