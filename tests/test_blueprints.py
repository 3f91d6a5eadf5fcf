"""The blueprints, as Home Assistant runs them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
import shutil
from typing import Any
from urllib.parse import quote

import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from homeassistant.util.yaml import load_yaml_dict

from .common import know, stored_pair, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

ROOT = Path(__file__).parent.parent
BLUEPRINTS = ROOT / "blueprints"
LOW_BALANCE = "automation/callcard/low_balance.yaml"
CALL_BY_BUTTON = "automation/callcard/call_by_button.yaml"
CALL_FROM_PHONE = "script/callcard/call_from_phone.yaml"

B_NUMBER = "+61 2 9374 4000"
LOW = "binary_sensor.demo_low_balance"
BALANCE = "sensor.demo_balance"


@pytest.fixture
def hass_config_dir(hass_tmp_config_dir: str) -> str:
    """Return a configuration that has the blueprints."""
    target = Path(hass_tmp_config_dir) / "blueprints"
    shutil.copytree(BLUEPRINTS, target, dirs_exist_ok=True)
    return hass_tmp_config_dir


# Tell me when the balance is low


async def _automate(hass: HomeAssistant, **inputs: Any) -> None:
    """Set the automation up."""
    config = {
        "alias": "Low balance",
        "use_blueprint": {
            "path": LOW_BALANCE.removeprefix("automation/"),
            "input": {"low_balance_sensor": LOW, "balance_sensor": BALANCE, **inputs},
        },
    }
    assert await async_setup_component(hass, "automation", {"automation": config})
    await hass.async_block_till_done()
    assert value_of(hass, "automation.low_balance") == "on"


@pytest.fixture
def told(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what has been told."""
    return async_mock_service(hass, "test", "tell")


TELL: dict[str, Any] = {
    "tell": [{"action": "test.tell", "data": {"left": "{{ balance }}"}}]
}


async def _time_passes(hass: HomeAssistant) -> None:
    """Let an automation go on that waits for a moment.

    `async_block_till_done` would wait for the one that waits for the end of an outage.
    """
    for seconds in (0, 5):
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=seconds))
        for _ in range(20):
            await asyncio.sleep(0)


async def _refresh(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Ask the platform."""
    await entry.runtime_data.async_refresh()
    await _time_passes(hass)


async def _balance_is(
    hass: HomeAssistant, entry: MockConfigEntry, demo: Account, balance: str
) -> None:
    """Ask the platform, which answers with a balance."""
    demo.balance = balance
    await _refresh(hass, entry)


async def _outage(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator
) -> None:
    """Ask the platform in vain, and let it come back."""
    simulator.fail(Fault.SERVER_ERROR)
    await _refresh(hass, entry)
    assert value_of(hass, LOW) == "unavailable"
    simulator.heal()


def _left(told: list[ServiceCall]) -> list[str]:
    return [call.data["left"] for call in told]


async def test_told_once_for_each_top_up(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    told: list[ServiceCall],
) -> None:
    """A low balance is told once, with what is left, and again after a top-up."""
    await _automate(hass, **TELL)

    await _balance_is(hass, entry, demo, "3,20")
    assert _left(told) == ["3.20 EUR"]

    await _balance_is(hass, entry, demo, "2,50")
    assert _left(told) == ["3.20 EUR"]

    await _balance_is(hass, entry, demo, "20,00")
    assert _left(told) == ["3.20 EUR"]

    await _balance_is(hass, entry, demo, "4,00")
    assert _left(told) == ["3.20 EUR", "4.00 EUR"]


async def test_not_told_again_after_an_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    told: list[ServiceCall],
) -> None:
    """An outage, or a reply without a balance, does not repeat what has been told."""
    await _automate(hass, **TELL)
    await _balance_is(hass, entry, demo, "3,20")

    await _outage(hass, entry, simulator)
    await _refresh(hass, entry)
    demo.balance = None
    await _refresh(hass, entry)
    assert value_of(hass, LOW) == "unknown"
    await _balance_is(hass, entry, demo, "3,20")

    assert value_of(hass, LOW) == "on"
    assert _left(told) == ["3.20 EUR"]


async def test_not_told_again_after_a_restart(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    told: list[ServiceCall],
) -> None:
    """A balance that is low when the account comes up was told before."""
    demo.balance = "3,20"
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
    hass.states.async_remove(LOW)
    await _automate(hass, **TELL)
    # As at the start of Home Assistant: there at once, but not available.
    registered = er.async_get(hass).async_get(LOW)
    assert registered is not None
    registered.write_unavailable_state(hass)
    await _time_passes(hass)

    await hass.config_entries.async_setup(entry.entry_id)
    await _time_passes(hass)

    assert value_of(hass, LOW) == "on"
    assert told == []


@pytest.mark.parametrize(("balance", "left"), [("3,20", ["3.20 EUR"]), ("18,00", [])])
async def test_balance_falls_during_an_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    told: list[ServiceCall],
    balance: str,
    left: list[str],
) -> None:
    """What became low during an outage is told at its end, once."""
    await _automate(hass, **TELL)

    await _outage(hass, entry, simulator)
    assert told == []
    await _balance_is(hass, entry, demo, balance)
    await _outage(hass, entry, simulator)
    await _refresh(hass, entry)

    assert _left(told) == left


async def test_told_again_while_the_last_time_goes_on(
    hass: HomeAssistant,
    demo: Account,
    entry: MockConfigEntry,
    told: list[ServiceCall],
) -> None:
    """Actions of one's own that take long do not keep the next time from being told."""
    await _automate(hass, tell=[*TELL["tell"], {"delay": {"days": 1}}])

    for balance in ("3,20", "20,00", "4,00"):
        await _balance_is(hass, entry, demo, balance)

    assert _left(told) == ["3.20 EUR", "4.00 EUR"]


async def test_limit_is_raised(
    hass: HomeAssistant, entry: MockConfigEntry, told: list[ServiceCall]
) -> None:
    """A new limit in the options, which reloads the account, is told as well."""
    await _automate(hass, **TELL)

    hass.config_entries.async_update_entry(
        entry, options={**entry.options, "low_balance": 20}
    )
    await hass.config_entries.async_reload(entry.entry_id)
    await _time_passes(hass)

    assert _left(told) == ["18.40 EUR"]


async def test_tells_in_home_assistant_by_default(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """Without actions of one's own, there is a notification in Home Assistant."""
    notifications = async_mock_service(hass, "persistent_notification", "create")
    await _automate(hass)

    await _balance_is(hass, entry, demo, "3,20")

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


async def _script(
    hass: HomeAssistant, *, manufacturer: str = "Google", **inputs: Any
) -> None:
    """Set the script up, for a phone that its owner has renamed in Home Assistant."""
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
    config = {
        "call": {
            "use_blueprint": {
                "path": CALL_FROM_PHONE.removeprefix("script/"),
                "input": {"phone": phone.id, **inputs},
            }
        }
    }
    assert await async_setup_component(hass, "script", {"script": config})
    await hass.async_block_till_done()
    assert value_of(hass, "script.call") == "off"


async def _run(hass: HomeAssistant, **fields: Any) -> None:
    """Run the script."""
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
    await _script(hass, manufacturer=manufacturer)

    await _run(hass, b_number=B_NUMBER)

    assert simulator.stores == [("demo", "493012345678", "61293744000")]
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
    await _script(hass)

    await _run(hass, b_number=number)

    assert simulator.stores == [("demo", "493012345678", "61293744000")]
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"b_number": 61293744000}, "61293744000 arrived as a number"),
        ({"b_number": "112"}, "“112” is an emergency number"),
        ({"b_number": "', 'a_number': '+4930999999"}, "holds characters"),
        ({}, "There is no number in “”"),
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
    await _script(hass)

    with pytest.raises(ServiceValidationError) as error:
        await _run(hass, **fields)

    assert text in str(error.value)
    assert simulator.stores == []
    assert sent == []


async def test_refused_store_sends_nothing(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    sent: list[ServiceCall],
) -> None:
    """When the platform refuses the pair, there is nothing to dial."""
    await _script(hass)
    simulator.fail(Fault.API_ERROR)

    with pytest.raises(HomeAssistantError, match="The numbers were not stored"):
        await _run(hass, b_number=B_NUMBER)

    assert sent == []


async def test_nothing_to_dial(
    hass: HomeAssistant,
    set_up: SetUp,
    sent: list[ServiceCall],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An account without numbers ends the script with an error, which the phone shows."""
    bare = await set_up("bare")
    await _script(hass)

    await _run(hass, b_number=B_NUMBER)

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
    await _script(hass, account=family.entry_id)

    await _run(hass, b_number=B_NUMBER)

    assert [username for username, _, _ in simulator.stores] == ["family"]
    assert stored_pair(hass, "family") == ("+493012345678", "+61293744000")
    assert len(sent) == 1


# Call by button


async def _call_by_button(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    trigger: dict[str, Any] | list[dict[str, Any]],
) -> None:
    """Set the automation up, for a contact."""
    know(hass, entry, Grandma="+61293744000")
    config = {
        "alias": "Call",
        "use_blueprint": {
            "path": CALL_BY_BUTTON.removeprefix("automation/"),
            "input": {"trigger": trigger, "contact": "button.demo_call_grandma"},
        },
    }
    buttons = {"red": {"name": "Red"}}
    assert await async_setup_component(hass, "input_button", {"input_button": buttons})
    assert await async_setup_component(hass, "automation", {"automation": config})
    await hass.async_block_till_done()
    assert value_of(hass, "automation.call") == "on"


async def _press(hass: HomeAssistant) -> None:
    await hass.services.async_call(
        "input_button", "press", {"entity_id": "input_button.red"}, blocking=True
    )
    await hass.async_block_till_done()


async def _scan(hass: HomeAssistant, tag: str = "fridge") -> None:
    hass.bus.async_fire("tag_scanned", {"tag_id": tag, "device_id": "phone"})
    await hass.async_block_till_done()


TAG = {"trigger": "tag", "tag_id": "fridge"}
RED = {"trigger": "button.pressed", "target": {"entity_id": "input_button.red"}}


@pytest.mark.parametrize(
    ("trigger", "use"),
    [(TAG, _scan), (RED, _press), ([TAG, RED], _press)],
    ids=["tag", "button", "one of two"],
)
async def test_call_by_button(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    trigger: dict[str, Any] | list[dict[str, Any]],
    use: Callable[[HomeAssistant], Awaitable[None]],
) -> None:
    """A button or a tag stores the own phone and the contact, each time."""
    await _call_by_button(hass, entry, trigger)
    assert simulator.stores == []

    await use(hass)
    assert simulator.stores == [("demo", "493012345678", "61293744000")]
    assert stored_pair(hass) == ("+493012345678", "+61293744000")

    await use(hass)
    assert len(simulator.stores) == 2


async def test_other_button(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Another tag or button stores nothing."""
    await _call_by_button(hass, entry, TAG)

    await _scan(hass, "door")
    await _press(hass)

    assert simulator.stores == []


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


# All


@pytest.mark.parametrize("path", [LOW_BALANCE, CALL_FROM_PHONE, CALL_BY_BUTTON])
def test_import(path: str) -> None:
    """The README's button imports the blueprint from where it says that it is."""
    url = load_yaml_dict(BLUEPRINTS / path)["blueprint"]["source_url"]

    assert url.endswith(f"/callcard/blob/main/blueprints/{path}")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"/redirect/blueprint_import/?blueprint_url={quote(url, safe='')})" in readme
