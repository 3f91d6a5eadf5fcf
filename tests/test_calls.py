"""Calls that the platform places: it rings the own phone, then the other one."""

import asyncio
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.callcard.const import DOMAIN
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized

from .common import AccountUnderTest, call, know, state_of, stored_pair
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

GRANDMA = "+61293744000"
RANG = ("demo", "493012345678", "61293744000")
BUTTON = "button.demo_call_grandma"
RINGS = {"a_number": "+493012345678", "call_method": "web_callback"}


async def test_call(
    hass: HomeAssistant, simulator: Simulator, demo: Account, entry: MockConfigEntry
) -> None:
    """The platform is asked to ring; the pair that is stored stays what it was."""
    know(hass, entry, Grandma=GRANDMA)
    demo.balance = "17,90"
    simulator.requests.clear()

    response = await call(hass, "call", contact="grandma")

    assert response.pop("call_id")
    assert response == {
        "config_entry_id": entry.entry_id,
        "a_number": "+493012345678",
        "b_number": GRANDMA,
        "contact": "Grandma",
        "balance": 17.9,
        "currency": "EUR",
    }
    [request] = simulator.requests
    assert request.target == "/api/rest/v2/?webcallback"
    assert request.form == {
        "act": "trycallback",
        "aNumber": "493012345678",
        "bNumber": "61293744000",
    }
    assert stored_pair(hass) == ("unknown", "unknown")
    assert state_of(hass, "sensor.demo_balance").state == "17.90"
    assert state_of(hass, "sensor.demo_germany_dial_in").state == "+493034649495"


async def test_event(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """The event tells who is connected, and the call's id."""
    know(hass, entry, Grandma=GRANDMA)

    response = await call(hass, "call", contact="Grandma")

    attributes = state_of(hass, "event.demo_call").attributes
    assert {
        name: attributes[name]
        for name in ("event_type", "a_number", "b_number", "contact", "call_id")
    } == {
        "event_type": "placed",
        "a_number": "+493012345678",
        "b_number": GRANDMA,
        "contact": "Grandma",
        "call_id": response["call_id"],
    }
    assert attributes["dial_in_number"] is None


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "b_number_or_contact"),
        ({"b_number": GRANDMA, "contact": "Grandma"}, "b_number_or_contact"),
        ({"b_number": "110"}, "number_emergency"),
        ({"b_number": "1" * 65}, "number_too_long"),
        ({"b_number": 61293744000}, "number_not_text"),
        ({"b_number": "+493012345678"}, "same_number"),
        ({"contact": "Nobody"}, "contact_unknown"),
    ],
)
async def test_refused(
    account: AccountUnderTest, data: dict[str, Any], key: str
) -> None:
    """What cannot be called is refused before anything rings."""
    with pytest.raises(ServiceValidationError) as error:
        await call(account.hass, "call", **data)

    assert error.value.translation_key == key
    assert account.simulator.calls == []


async def test_who_may(
    account: AccountUnderTest, hass_read_only_user: MockUser
) -> None:
    """A user who may not control the account rings nobody, and sends nothing."""
    context = Context(user_id=hass_read_only_user.id)

    for action, data in (
        ("call", {"b_number": GRANDMA}),
        ("send_sms", {"number": GRANDMA, "message": "Hi"}),
    ):
        with pytest.raises(Unauthorized):
            await account.hass.services.async_call(
                DOMAIN, action, data, blocking=True, context=context
            )

    assert account.simulator.calls == account.simulator.texts == []


async def test_button_rings(
    hass: HomeAssistant, set_up: SetUp, simulator: Simulator
) -> None:
    """Where the phone is to ring, a contact's button does it, and stores nothing."""
    know(hass, await set_up(options=RINGS), Grandma=GRANDMA)

    await hass.services.async_call("button", "press", {"entity_id": BUTTON}, True)

    assert simulator.calls == [RANG]
    assert simulator.stores == []


async def test_double_press_rings_once(
    hass: HomeAssistant, set_up: SetUp, simulator: Simulator
) -> None:
    """A second press while the first one is under way is the same call; a later one is not."""
    know(hass, await set_up(options=RINGS), Grandma=GRANDMA, Ann="+442079460000")
    press = {"entity_id": BUTTON}

    await asyncio.gather(
        hass.services.async_call("button", "press", press, True),
        hass.services.async_call("button", "press", press, True),
        call(hass, "call", contact="Ann"),
    )
    assert simulator.calls == [RANG, (*RANG[:2], "442079460000")]

    await hass.services.async_call("button", "press", press, True)
    assert simulator.calls[2:] == [RANG]


async def test_unknown_outcome_is_no_event(account: AccountUnderTest) -> None:
    """What may not have rung is not told as a call, and leaves the pair as it was."""
    know(account.hass, account.entry, Grandma=GRANDMA)
    await account.store()
    account.simulator.fail(Fault.RESET_AFTER)

    with pytest.raises(Exception, match="Your phone may ring"):
        await call(account.hass, "call", contact="Grandma")

    assert account.simulator.calls == [RANG]
    event = state_of(account.hass, "event.demo_call")
    assert event.attributes["event_type"] == "prepared"
    assert account.pair == ("+493012345678", GRANDMA)


async def test_call_ends_an_outage(account: AccountUnderTest) -> None:
    """Its reply shows that the platform is back."""
    account.simulator.fail(Fault.HTML, times=1)
    await account.poll()
    assert account.balance == "unavailable"

    await call(account.hass, "call", b_number=GRANDMA)

    assert account.balance == "18.40"


async def test_poll_during_a_call(account: AccountUnderTest) -> None:
    """What a poll brings that was sent before a call is dropped."""
    demo = account.simulator.accounts["demo"]
    account.simulator.delay = 0.05
    polling = await account.start(account.entry.runtime_data.async_refresh())
    account.simulator.delay = 0
    demo.balance = "17,00"
    await call(account.hass, "call", b_number=GRANDMA)
    await polling

    assert account.balance == "17.00"
