"""SMS: from the notify entity of a contact, and from the action."""

from typing import Any

import pytest

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .common import AccountUnderTest, call, value_of
from .simulator import Fault

MOBILE = "+4917612345678"
LANDLINE = "+493098765432"
MESSAGE = " Grüße & Küsse=100 %,\n«こんにちは» 👵🏽+1 " + "lang " * 200
NOTIFY = "notify.demo_sms_to_grandma"


async def test_action(account: AccountUnderTest) -> None:
    """A text arrives to the letter, with one request, and the response tells its id."""
    account.know(Grandma=MOBILE)
    account.simulator.requests.clear()

    response = await call(account.hass, "send_sms", contact="Grandma", message=MESSAGE)

    assert response.pop("sms_id")
    assert response == {
        "config_entry_id": account.entry.entry_id,
        "number": MOBILE,
        "contact": "Grandma",
        "balance": 18.4,
        "currency": "EUR",
    }
    [request] = account.simulator.requests
    assert request.target == "/api/rest/v2/?sms"
    assert account.simulator.texts == [("demo", "4917612345678", MESSAGE)]


async def test_notify(account: AccountUnderTest) -> None:
    """The notify entity of a contact sends; of a title, nothing is known."""
    account.know(Grandma=MOBILE)
    await account.hass.async_block_till_done()

    data = {"entity_id": NOTIFY, "message": MESSAGE}
    await account.hass.services.async_call(
        "notify", "send_message", data, blocking=True
    )

    assert account.simulator.texts == [("demo", "4917612345678", MESSAGE)]


async def test_landline(
    account: AccountUnderTest, entity_registry: er.EntityRegistry
) -> None:
    """The entity of a landline is there, but disabled."""
    account.know(Grandma=MOBILE, Office=LANDLINE, Short="12345")
    await account.hass.async_block_till_done()

    for name, is_disabled in (("grandma", False), ("office", True), ("short", False)):
        entity = entity_registry.entities[f"notify.demo_sms_to_{name}"]
        assert entity.disabled is is_disabled


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"message": "Hi"}, "number_or_contact"),
        ({"number": MOBILE, "contact": "Ann", "message": "Hi"}, "number_or_contact"),
        ({"number": MOBILE, "message": " \n"}, "message_empty"),
        ({"number": MOBILE, "message": "x" * 1601}, "message_too_long"),
        ({"number": MOBILE, "message": "Hi \ud83d"}, "message_characters"),
        ({"number": MOBILE, "message": "Hi\0"}, "message_characters"),
        ({"number": "112", "message": "Hi"}, "number_emergency"),
        ({"number": "1" * 65, "message": "Hi"}, "number_too_long"),
        ({"contact": "Ann", "message": "Hi"}, "contact_unknown"),
    ],
)
async def test_refused(
    account: AccountUnderTest, data: dict[str, Any], key: str
) -> None:
    """What cannot be sent is refused before it is sent."""
    with pytest.raises(ServiceValidationError) as error:
        await call(account.hass, "send_sms", **data)

    assert error.value.translation_key == key
    assert account.simulator.texts == []


async def test_failures(
    account: AccountUnderTest, caplog: pytest.LogCaptureFixture
) -> None:
    """They are told, with what to do; no text and no number gets into the log."""
    account.know(Grandma=MOBILE)
    await account.hass.async_block_till_done()
    data = {"entity_id": NOTIFY, "message": "A secret"}
    for fault, told in (
        (Fault.API_ERROR, "The SMS was not sent: the platform refused the request"),
        (Fault.RESET_AFTER, "It may have been sent. Ask whether it arrived"),
    ):
        account.simulator.fail(fault, times=1)
        with pytest.raises(HomeAssistantError, match=told):
            await account.hass.services.async_call(
                "notify", "send_message", data, blocking=True
            )

    assert value_of(account.hass, NOTIFY) == "unknown"  # Never sent for sure
    assert "A secret" not in caplog.text
    assert MOBILE not in caplog.text
