"""The actions, as automations call them."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
import voluptuous as vol

from custom_components.callcard.const import DOMAIN
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
    Unauthorized,
)

from .common import call, know, state_of, store, stored_pair, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

B_NUMBER = "+61 2 9374 4000"
PAIR = ("+493012345678", "+61293744000")


async def test_store(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A store reaches the platform, shows in the sensors, and answers what to dial."""
    reads = len(simulator.requests)

    response = await store(hass, b_number=B_NUMBER)

    assert response == {
        "config_entry_id": entry.entry_id,
        "a_number": "+493012345678",
        "b_number": "+61293744000",
        "contact": None,
        "dial_in_number": {
            "number": "+493034649495",
            "formatted": "+49 30 34649495",
            "tel_uri": "tel:+493034649495",
            "country": "DE",
            "kind": "personal",
        },
        "balance": 18.4,
        "currency": "EUR",
    }
    [request] = simulator.requests[reads:]
    assert request.method == "POST"
    assert request.form == {
        "act": "store",
        "anumber": "493012345678",
        "bnumber": "61293744000",
    }
    assert stored_pair(hass) == PAIR


async def test_numbers_as_they_are_written(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Home Assistant's country completes national numbers; the response is optional."""
    for country, a_number, b_number, *pair in (
        ("DE", "0049 (0)30 / 12-345", "tel:+61293744000", "+493012345", "+61293744000"),
        ("DE", "030/123 45", "040 123456", "+493012345", "+4940123456"),
        (None, "030/123 45", "040 123456", "03012345", "040123456"),
    ):
        hass.config.country = country
        data = {"a_number": a_number, "b_number": b_number}
        await hass.services.async_call(DOMAIN, "store_targets", data, blocking=True)

        assert stored_pair(hass) == tuple(pair)
        wire = [number.removeprefix("+") for number in pair]
        assert simulator.stores[-1] == ("demo", *wire)


async def test_unknown_balance_and_nothing_to_dial(
    hass: HomeAssistant, set_up: SetUp
) -> None:
    """What the account does not tell is null."""
    await set_up("bare")

    response = await store(hass, b_number=B_NUMBER)

    assert response["balance"] is response["currency"] is None
    assert response["dial_in_number"] is None
    assert await call(hass, "get_dial_in_number") == {"dial_in_number": None}


async def test_store_counts_as_poll(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What the reply to a store tells is shown at once, and ends an outage."""
    demo.balance = "3,20"
    simulator.fail(Fault.HTML)
    await entry.runtime_data.async_refresh()
    assert value_of(hass, "sensor.demo_balance") == "unavailable"
    simulator.clear_faults()

    response = await store(hass, b_number=B_NUMBER)

    assert response["balance"] == 3.2
    assert value_of(hass, "sensor.demo_balance") == "3.20"
    assert value_of(hass, "binary_sensor.demo_low_balance") == "on"
    assert "Fetching demo data recovered" in caplog.text


async def test_pair_that_the_platform_names(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """What a reply names is told, without the contact's name; a silent one leaves it."""
    know(hass, entry, Grandma="+61293744000")
    demo.extra = {"anumber": "4940111111", "bnumber": "4940222222"}

    response = await store(hass, contact="Grandma")

    pair = "+4940111111", "+4940222222"
    assert (response["a_number"], response["b_number"]) == pair
    assert response["contact"] is None
    event = state_of(hass, "event.demo_call").attributes
    assert (event["a_number"], event["b_number"]) == pair
    assert event["contact"] is None
    assert stored_pair(hass) == pair
    demo.extra = {}
    await entry.runtime_data.async_refresh()
    assert stored_pair(hass) == pair


async def test_mistakes(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A number that cannot be called is named, and no request is sent."""
    before = len(simulator.requests)

    for data, text in (
        ({"b_number": ""}, "There is no number"),
        ({"b_number": "1-800-FLOWERS"}, "“1-800-FLOWERS” holds characters"),
        ({"b_number": "+999 123456"}, "“+999 123456” begins with a country code"),
        ({"b_number": "+49 3"}, "“+49 3” is too short"),
        ({"b_number": "+49 30 12345678901234"}, "is too long"),
        ({"b_number": "4917612345678"}, "“4917612345678” is not a number as people"),
        ({"b_number": "112"}, "“112” is an emergency number"),
        ({"b_number": "+1 555 0100"}, "“+1 555 0100” can only be dialed locally"),
        ({"b_number": "+354 12345678"}, "has as many digits as “+354 12345678”"),
        ({"b_number": "(" * 24_000 + "x"}, f"“{'(' * 64}” is too long"),
        ({"a_number": "me", "b_number": B_NUMBER}, "“me” holds characters"),
        ({"a_number": "", "b_number": B_NUMBER}, "There is no number"),
        ({"b_number": "030 12345678"}, "are both +49 30 12345678"),
        ({"b_number": 61293744000}, "61293744000 arrived as a number"),
        ({"a_number": 4.9e11, "b_number": B_NUMBER}, "arrived as a number"),
        ({}, "either a B number or a contact"),
        ({"contact": "Tom", "b_number": B_NUMBER}, "either a B number or a contact"),
    ):
        with pytest.raises(ServiceValidationError) as error:
            await store(hass, **data)
        assert text in str(error.value)
    assert len(simulator.requests) == before


@pytest.mark.parametrize(
    ("fault", "text", "pair"),
    [
        (Fault.LOGIN_REFUSED, "not stored: the platform refused the user name", PAIR),
        (Fault.CLOCK, "not stored: the platform refused the request because one", PAIR),
        (Fault.API_ERROR, "not stored: the platform refused the request: Number", PAIR),
        (Fault.NO_CALLING_CARD, "not stored: this account is not connected to a", PAIR),
        (None, "not stored: the platform cannot be reached", PAIR),
        (Fault.RESET_BEFORE, "unknown whether the numbers were stored: they were", None),
        (Fault.HTML, "unknown whether the numbers were stored: the platform's", None),
    ],
)  # fmt: skip
async def test_store_fails(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    fault: Fault | None,
    text: str,
    pair: tuple[str, str] | None,
) -> None:
    """Each failure has its own message; in doubt, it is unknown whom a call reaches."""
    await store(hass, b_number=B_NUMBER)
    if fault:
        simulator.fail(fault)
    else:
        await simulator.stop()

    with pytest.raises(HomeAssistantError) as error:
        await store(hass, b_number="+49 40 123456")

    assert text in str(error.value)
    assert stored_pair(hass) == (pair or ("unknown", "unknown"))
    flows = hass.config_entries.flow.async_progress()
    assert [flow["context"]["source"] for flow in flows] == (
        ["reauth"] if fault is Fault.LOGIN_REFUSED else []
    )


async def test_two_accounts(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp
) -> None:
    """With several accounts, the call names the one whose numbers it stores."""
    await set_up()
    family = await set_up("family")

    with pytest.raises(ServiceValidationError):
        await store(hass, b_number=B_NUMBER)
    await store(hass, config_entry_id=family.entry_id, b_number=B_NUMBER)

    assert simulator.stores == [("family", "493012345678", "61293744000")]
    assert stored_pair(hass, "demo") == ("unknown", "unknown")
    assert stored_pair(hass, "family") == PAIR


async def test_no_such_account(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An entry that is unknown, another integration's or not loaded is an error."""
    other = MockConfigEntry(domain="other")
    other.add_to_hass(hass)

    for entry_id in ("unknown", other.entry_id):
        with pytest.raises(ServiceValidationError):
            await store(hass, config_entry_id=entry_id, b_number=B_NUMBER)
    await hass.config_entries.async_unload(entry.entry_id)
    for data in ({}, {"config_entry_id": entry.entry_id}):
        with pytest.raises(ServiceValidationError):
            await store(hass, b_number=B_NUMBER, **data)


async def test_get_dial_in_number(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """The number to dial for a country and a service; else that of the stored caller."""
    await store(hass, a_number="+44 20 3514 0172", b_number=B_NUMBER)

    for data, number, kind in (
        ({}, "+442035140171", "callthrough_geo"),
        ({"country": "DE"}, "+493034649495", "personal"),
        ({"country": "us"}, "+13025979000", "callthrough_geo"),
        ({"country": "FR"}, "+493034649495", "personal"),
        ({"country": "DE", "service": "callback"}, "+493020167207", "callback_geo"),
    ):
        response = await call(hass, "get_dial_in_number", **data)
        answer = response["dial_in_number"]
        assert (answer["number"], answer["kind"]) == (number, kind)

    for data in ({"country": "Germany"}, {"service": "telepathy"}):
        with pytest.raises(vol.Invalid):
            await call(hass, "get_dial_in_number", **data)


@pytest.mark.parametrize(
    ("permissions", "may_read", "may_control"),
    [
        ({"sensor.demo_balance": True}, True, True),
        ({"sensor.demo_balance": {"read": True}}, True, False),
        ({"sensor.family_balance": True}, False, False),
    ],
    ids=["control", "read", "another account"],
)
async def test_permissions(
    hass: HomeAssistant,
    simulator: Simulator,
    set_up: SetUp,
    hass_read_only_user: MockUser,
    permissions: dict[str, Any],
    may_read: bool,
    may_control: bool,
) -> None:
    """Who may control none of an account's entities stores nothing, who may not read gets nothing."""
    entry, _ = await set_up(), await set_up("family")
    user = hass_read_only_user
    user.groups = []
    user.mock_policy({"entities": {"entity_ids": permissions}})

    async def is_allowed(user_id: str, action: str, **data: Any) -> bool:
        data["config_entry_id"] = entry.entry_id
        context = Context(user_id=user_id)
        try:
            await hass.services.async_call(
                DOMAIN, action, data, True, context, return_response=True
            )
        except Unauthorized:
            return False
        return True

    assert await is_allowed(user.id, "get_dial_in_number") is may_read
    assert not await is_allowed("deleted", "get_dial_in_number")
    for user_id, is_expected in ((user.id, may_control), ("deleted", False)):
        allowed = await is_allowed(user_id, "store_targets", b_number=B_NUMBER)
        assert allowed is is_expected
    assert len(simulator.stores) == may_control
