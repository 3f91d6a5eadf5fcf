"""The actions, as automations call them."""

import re
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser
import voluptuous as vol

from custom_components.callcard.const import DOMAIN
from homeassistant.core import Context
from homeassistant.exceptions import ServiceValidationError, Unauthorized

from .common import (
    PAIR,
    UNKNOWN_PAIR,
    AccountUnderTest,
    call,
    state_of,
    store,
    value_of,
)
from .conftest import SetUp
from .simulator import OTHER_PAIR, Fault

B_NUMBER = "+61 2 9374 4000"


async def test_store(account: AccountUnderTest) -> None:
    """A store reaches the platform, shows in the sensors, and answers what to dial."""
    response = await store(account.hass, b_number=B_NUMBER)

    assert response == {
        "config_entry_id": account.entry.entry_id,
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
    assert account.simulator.stores == [("demo", "493012345678", "61293744000")]
    assert account.pair == PAIR


@pytest.mark.parametrize(
    ("country", "a_number", "b_number", "pair"),
    [
        ("DE", "0049 (0)30 / 12-345", "tel:+61293744000", ("+493012345", "+61293744000")),
        ("DE", "030/123 45", "040 123456", ("+493012345", "+4940123456")),
        (None, "030/123 45", "040 123456", ("03012345", "040123456")),
    ],
)  # fmt: skip
async def test_numbers_as_they_are_written(
    account: AccountUnderTest,
    country: str | None,
    a_number: str,
    b_number: str,
    pair: tuple[str, str],
) -> None:
    """Home Assistant's country completes national numbers; the response is optional."""
    account.hass.config.country = country
    data = {"a_number": a_number, "b_number": b_number}

    await account.hass.services.async_call(DOMAIN, "store_targets", data, blocking=True)

    assert account.pair == pair
    wire = [number.removeprefix("+") for number in pair]
    assert account.simulator.stores == [("demo", *wire)]


async def test_unknown_balance_and_nothing_to_dial(set_up: SetUp) -> None:
    """What the account does not tell is null."""
    account = await set_up("bare")

    response = await store(account.hass, b_number=B_NUMBER)

    assert response["balance"] is response["currency"] is None
    assert response["dial_in_number"] is None
    assert await call(account.hass, "get_dial_in_number") == {"dial_in_number": None}


async def test_store_counts_as_poll(account: AccountUnderTest) -> None:
    """What the reply to a store tells is shown at once, and ends an outage."""
    await account.fail()
    account.remote.balance = "3,20"

    response = await store(account.hass, b_number=B_NUMBER)

    assert response["balance"] == 3.2
    assert account.balance == "3.20"
    assert value_of(account.hass, "binary_sensor.demo_low_balance") == "on"


async def test_pair_that_the_platform_names(account: AccountUnderTest) -> None:
    """What a reply names is told, without the contact's name; a silent one leaves it."""
    account.know(Grandma="+61293744000")
    account.simulator.fail(Fault.OTHER_TARGETS, times=1)
    a_number, b_number = (f"+{number}" for number in OTHER_PAIR)

    response = await store(account.hass, contact="Grandma")

    event = state_of(account.hass, "event.demo_call").attributes
    for told in (response, event):
        assert (told["a_number"], told["b_number"]) == (a_number, b_number)
        assert told["contact"] is None
    await account.refresh()
    assert account.pair == (a_number, b_number)


@pytest.mark.parametrize(
    ("data", "text"),
    [
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
        ({"a_number": "03012345678", "b_number": "030 12345678"}, "are both"),
        ({"b_number": 61293744000}, "61293744000 arrived as a number"),
        ({"a_number": 4.9e11, "b_number": B_NUMBER}, "arrived as a number"),
        ({}, "either a B number or a contact"),
        ({"contact": ""}, "either a B number or a contact"),
        ({"contact": "Tom", "b_number": B_NUMBER}, "either a B number or a contact"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_mistakes(
    account: AccountUnderTest, data: dict[str, Any], text: str
) -> None:
    """A number that cannot be called is named, and no request is sent."""
    before = len(account.simulator.requests)

    for action in ("store_targets", "call"):
        with pytest.raises(ServiceValidationError) as error:
            await call(account.hass, action, **data)
        assert text in str(error.value)

    assert len(account.simulator.requests) == before


async def test_two_accounts(set_up: SetUp) -> None:
    """With several accounts, the call names the one whose numbers it stores."""
    demo, family = await set_up(), await set_up("family")

    with pytest.raises(ServiceValidationError):
        await store(demo.hass, b_number=B_NUMBER)
    assert await family.store() == "stored"

    assert [username for username, _, _ in demo.simulator.stores] == ["family"]
    assert demo.pair == UNKNOWN_PAIR
    assert family.pair == PAIR


async def test_contact_decides_the_account(set_up: SetUp) -> None:
    """With several accounts, a contact whom only one has is called with that one."""
    demo, family = await set_up(), await set_up("family")
    demo.know(Tom="+442079460958", Ann="+442079460959")
    family.know(Grandma="+61293744000", Ann="+442079460959")

    response = await store(demo.hass, contact="grandma")
    family.simulator.fail(Fault.SERVER_ERROR, times=1)
    await demo.reload()  # It does not come up
    for contact in ("Ann", "Bob"):
        with pytest.raises(ServiceValidationError, match="There are several accounts"):
            await store(demo.hass, contact=contact)

    assert response["config_entry_id"] == family.entry.entry_id
    assert [username for username, _, _ in demo.simulator.stores] == ["family"]


async def test_no_such_account(account: AccountUnderTest) -> None:
    """An entry that is unknown, another integration's or not loaded is an error."""
    other = MockConfigEntry(domain="other")
    other.add_to_hass(account.hass)
    await account.unload()
    entry_ids = ("unknown", other.entry_id, account.entry.entry_id)

    for data in ({}, *({"config_entry_id": entry_id} for entry_id in entry_ids)):
        with pytest.raises(ServiceValidationError):
            await store(account.hass, b_number=B_NUMBER, **data)


async def test_get_dial_in_number(account: AccountUnderTest) -> None:
    """The number to dial for a country and a service; else that of the stored caller."""
    await store(account.hass, a_number="+44 20 3514 0172", b_number=B_NUMBER)

    for data, number, kind in (
        ({}, "+442035140171", "callthrough_geo"),
        ({"country": "DE"}, "+493034649495", "personal"),
        ({"country": "us"}, "+13025979000", "callthrough_geo"),
        ({"country": "DE", "service": "callback"}, "+493020167207", "callback_geo"),
    ):
        response = await call(account.hass, "get_dial_in_number", **data)
        answer = response["dial_in_number"]
        assert (answer["number"], answer["kind"]) == (number, kind)

    for data in ({"country": "Germany"}, {"service": "telepathy"}):
        with pytest.raises(vol.Invalid):
            await call(account.hass, "get_dial_in_number", **data)


@pytest.mark.parametrize(
    ("permissions", "may_read", "may_control"),
    [
        ({"sensor.demo_balance": True}, True, True),
        ({"sensor.demo_balance": {"read": True}}, True, False),
        ({"sensor.family_balance": True}, False, False),
        (None, False, False),
    ],
    ids=["control", "read", "another account", "a deleted user"],
)
async def test_permissions(
    set_up: SetUp,
    hass_read_only_user: MockUser,
    permissions: dict[str, Any] | None,
    may_read: bool,
    may_control: bool,
) -> None:
    """Who may control no entity of an account does nothing, who may read none gets nothing."""
    account, _ = await set_up(), await set_up("family")
    hass_read_only_user.groups = []
    hass_read_only_user.mock_policy({"entities": {"entity_ids": permissions}})
    context = Context(user_id=hass_read_only_user.id if permissions else "deleted")

    async def is_allowed(action: str, **data: Any) -> bool:
        data["config_entry_id"] = account.entry.entry_id
        try:
            await account.hass.services.async_call(
                DOMAIN, action, data, True, context, return_response=True
            )
        except Unauthorized:
            return False
        return True

    for own in ({}, {"contact": "Nobody"}):  # Other accounts are nothing to learn of
        with pytest.raises((Unauthorized, ServiceValidationError)) as error:
            await account.hass.services.async_call(
                DOMAIN, "call", own, True, context, return_response=True
            )
        assert not {"demo", "family"} <= {*re.findall(r"\w+", str(error.value))}
    assert await is_allowed("get_dial_in_number") is may_read
    assert await is_allowed("store_targets", b_number=B_NUMBER) is may_control
    assert await is_allowed("call", b_number=B_NUMBER) is may_control
    assert await is_allowed("send_sms", number=B_NUMBER, message="Hi") is may_control
    simulator = account.simulator
    for done in (simulator.stores, simulator.calls, simulator.texts):
        assert len(done) == may_control
