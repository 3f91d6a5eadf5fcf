"""The actions, as automations call them."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.callcard.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .common import call, store, stored_pair, value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator

B_NUMBER = "+61 2 9374 4000"


async def _get(hass: HomeAssistant, **data: Any) -> dict[str, Any]:
    """Ask for a number to dial that is there."""
    response = await call(hass, "get_dial_in_number", **data)
    number: dict[str, Any] = response["dial_in_number"]
    return number


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
    assert stored_pair(hass) == ("+493012345678", "+61293744000")


async def test_store_without_response(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """The response is optional; numbers may be written as they are spoken of."""
    await hass.services.async_call(
        DOMAIN,
        "store_targets",
        {"a_number": "0049 (0)30 / 123-456", "b_number": "tel:+61-2-9374-4000"},
        blocking=True,
    )

    assert simulator.stores == [("demo", "4930123456", "61293744000")]


async def test_national_numbers_take_the_home_country(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """Without a country in the options, Home Assistant's completes them."""
    await store(hass, a_number="030/123 45", b_number="040 123456")

    assert simulator.stores == [("demo", "493012345", "4940123456")]


async def test_national_numbers_without_country(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp
) -> None:
    """With no country known at all, national numbers go as their digits."""
    await set_up(options={})
    hass.config.country = None

    response = await store(hass, a_number="030/123 45", b_number="040 123456")

    assert simulator.stores == [("demo", "03012345", "040123456")]
    assert response["a_number"] == "03012345"
    assert stored_pair(hass) == ("03012345", "040123456")


async def test_unknown_balance_and_nothing_to_dial(
    hass: HomeAssistant, set_up: SetUp
) -> None:
    """What the account does not tell is null."""
    await set_up("bare")

    response = await store(hass, b_number=B_NUMBER)

    assert response["balance"] is None
    assert response["currency"] is None
    assert response["dial_in_number"] is None


async def test_store_counts_as_poll(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """The balance in the reply to a store is shown at once."""
    demo.balance = "3,20"

    response = await store(hass, b_number=B_NUMBER)

    assert response["balance"] == 3.2
    assert value_of(hass, "sensor.demo_balance") == "3.20"
    assert value_of(hass, "binary_sensor.demo_low_balance") == "on"


async def test_pair_that_the_platform_names_wins(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """A pair in a later reply is the truth; a silent one leaves the known pair."""
    await store(hass, b_number=B_NUMBER)
    await entry.runtime_data.async_refresh()
    assert stored_pair(hass) == ("+493012345678", "+61293744000")

    demo.reveal_targets, demo.anumber, demo.bnumber = True, "4940111111", "4940222222"
    await entry.runtime_data.async_refresh()

    assert stored_pair(hass) == ("+4940111111", "+4940222222")


async def test_pair_that_the_reply_to_a_store_names(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """What the platform says that it has stored is what is told."""
    demo.extra = {"anumber": "4940111111", "bnumber": "4940222222"}

    response = await store(hass, b_number=B_NUMBER)

    pair = "+4940111111", "+4940222222"
    assert (response["a_number"], response["b_number"]) == pair
    assert stored_pair(hass) == pair


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ({"b_number": ""}, "There is no number in “”"),
        ({"b_number": "1-800-FLOWERS"}, "“1-800-FLOWERS” holds characters"),
        ({"b_number": "+999 123456"}, "“+999 123456” begins with a country code"),
        ({"b_number": "+49 3"}, "“+49 3” is too short"),
        ({"b_number": "+49 30 12345678901234"}, "is too long"),
        ({"b_number": "112"}, "“112” is an emergency number"),
        ({"b_number": "+1 555 0100"}, "“+1 555 0100” can only be dialed locally"),
        ({"b_number": "+354 12345678"}, "has as many digits as “+354 12345678”"),
        ({"a_number": "me", "b_number": B_NUMBER}, "“me” holds characters"),
        ({"b_number": "030 12345678"}, "are both +49 30 12345678"),
        ({"b_number": 61293744000}, "61293744000 arrived as a number"),
        ({"a_number": 4.9e11, "b_number": B_NUMBER}, "arrived as a number"),
    ],
)
async def test_bad_numbers(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    numbers: dict[str, Any],
    text: str,
) -> None:
    """A number that cannot be called is named, and no request is sent."""
    before = len(simulator.requests)

    with pytest.raises(ServiceValidationError) as error:
        await store(hass, **numbers)

    assert text in str(error.value)
    assert len(simulator.requests) == before


async def test_no_a_number(hass: HomeAssistant, set_up: SetUp) -> None:
    """Without an own phone, the error says where to set it."""
    await set_up(options={})

    with pytest.raises(ServiceValidationError, match="in the options of demo"):
        await store(hass, b_number=B_NUMBER)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault.LOGIN_REFUSED, "not stored: the platform refused the user name"),
        (Fault.CLOCK, "not stored: the platform refused the request because one of"),
        (Fault.API_ERROR, "not stored: the platform refused the request: Number not"),
        (Fault.REDIRECT, "not stored: the platform's answer is not one that can be"),
        (Fault.RESET_BEFORE, "unknown whether the numbers were stored: they were sent"),
        (Fault.HTML, "unknown whether the numbers were stored: the platform's answer"),
    ],
)
async def test_store_fails(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    fault: Fault,
    text: str,
) -> None:
    """Each failure has its own message, and the sensors keep what is known."""
    await store(hass, b_number=B_NUMBER)
    simulator.fail(fault)

    with pytest.raises(HomeAssistantError) as error:
        await store(hass, b_number="+49 40 123456")

    assert text in str(error.value)
    assert stored_pair(hass) == ("+493012345678", "+61293744000")


async def test_store_while_server_is_down(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """What was never sent is not stored."""
    await simulator.stop()

    with pytest.raises(HomeAssistantError, match="not stored: the platform cannot be"):
        await store(hass, b_number=B_NUMBER)


async def test_refused_login_starts_reauthentication(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """A store that is refused for the login asks for it."""
    simulator.fail(Fault.LOGIN_REFUSED)

    with pytest.raises(HomeAssistantError):
        await store(hass, b_number=B_NUMBER)

    [flow] = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"


async def test_store_heals_an_outage(
    hass: HomeAssistant,
    simulator: Simulator,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A store that works brings the sensors back, with a line in the log."""
    simulator.fail(Fault.HTML)
    await entry.runtime_data.async_refresh()
    assert value_of(hass, "sensor.demo_balance") == "unavailable"
    simulator.clear_faults()

    await store(hass, b_number=B_NUMBER)

    assert value_of(hass, "sensor.demo_balance") == "18.40"
    assert "Fetching demo data recovered" in caplog.text


async def test_two_accounts(
    hass: HomeAssistant, simulator: Simulator, set_up: SetUp
) -> None:
    """With several accounts, the call names the one that it means."""
    await set_up()
    family = await set_up("family")

    with pytest.raises(ServiceValidationError):
        await store(hass, b_number=B_NUMBER)
    await store(hass, config_entry_id=family.entry_id, b_number=B_NUMBER)

    assert simulator.stores == [("family", "493012345678", "61293744000")]
    assert stored_pair(hass, "demo") == ("unknown", "unknown")
    assert stored_pair(hass, "family") == ("+493012345678", "+61293744000")


async def test_accounts_that_cannot_be_meant(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
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


@pytest.mark.parametrize(
    ("data", "number", "kind"),
    [
        ({}, "+493034649495", "personal"),
        ({"country": "GB"}, "+442035140171", "callthrough_geo"),
        ({"country": "us"}, "+13025979000", "callthrough_geo"),
        ({"country": "FR"}, "+493034649495", "personal"),
        ({"service": "callback"}, "+493020167207", "callback_geo"),
    ],
)
async def test_get_dial_in_number(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    data: dict[str, str],
    number: str,
    kind: str,
) -> None:
    """The number to dial for a country and a service."""
    answer = await _get(hass, **data)

    assert (answer["number"], answer["kind"]) == (number, kind)


async def test_dial_in_number_of_the_stored_caller(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """Without a country, the one of the stored A number counts."""
    await store(hass, a_number="+44 20 3514 0171", b_number=B_NUMBER)

    answer = await _get(hass)

    assert answer["country"] == "GB"


@pytest.mark.parametrize("data", [{"country": "Germany"}, {"service": "telepathy"}])
async def test_get_dial_in_number_rejects(
    hass: HomeAssistant, entry: MockConfigEntry, data: dict[str, str]
) -> None:
    """A country is a code, and a service one of two."""
    with pytest.raises(vol.Invalid):
        await _get(hass, **data)
