"""The options: the dialog, and what they change."""

import math
from typing import Any

import pytest

from homeassistant.config_entries import ConfigFlowResult

from .common import AccountUnderTest, store, suggested, value_of
from .conftest import SetUp

REST = {
    "low_balance": 5,
    "prefer_free": False,
    "call_method": "dial_in",
    "voice": True,
}


async def _submit(
    account: AccountUnderTest, options: dict[str, Any]
) -> ConfigFlowResult:
    """Open the dialog, which is filled with what is known, and submit it."""
    flows = account.hass.config_entries.options
    result = await flows.async_init(account.entry.entry_id)
    assert suggested(result) == {"country": "DE", **account.entry.options}
    result = await flows.async_configure(result["flow_id"], options)
    await account.hass.async_block_till_done()
    return result


async def test_options(set_up: SetUp) -> None:
    """The options are kept, the own phone as E.164, and take effect."""
    account = await set_up(options={})
    typed = {
        "a_number": "(020) 3514 0171",
        "country": "GB",
        "low_balance": 20.0,
        "prefer_free": True,
        "call_method": "web_callback",
        "voice": False,
    }

    await _submit(account, typed)

    assert account.entry.options == {**typed, "a_number": "+442035140171"}
    assert value_of(account.hass, "binary_sensor.demo_low_balance") == "on"
    response = await store(account.hass, b_number="020 3514 0172")
    assert response["a_number"] == "+442035140171"
    assert response["b_number"] == "+442035140172"
    assert response["dial_in_number"]["kind"] == "callthrough_free"
    assert response["dial_in_number"]["country"] == "GB"


async def test_own_phone(account: AccountUnderTest) -> None:
    """Without a country, Home Assistant's completes the own phone; it may be left out."""
    for typed, kept in (
        ({"a_number": "030 1234567"}, {"a_number": "+49301234567"}),
        ({"a_number": " "}, {}),
        ({}, {}),
    ):
        await _submit(account, {**REST, **typed})

        assert account.entry.options == {**REST, **kept}


@pytest.mark.parametrize(
    ("field", "value", "error", "placeholders"),
    [
        ("a_number", "112", "number_emergency", {"number": "112"}),
        ("low_balance", "nan", "invalid_low_balance", {}),
        ("low_balance", math.inf, "invalid_low_balance", {}),
    ],
)
async def test_mistakes(
    account: AccountUnderTest,
    field: str,
    value: object,
    error: str,
    placeholders: dict[str, str],
) -> None:
    """A mistake is told beside its field, and changes nothing."""
    before = dict(account.entry.options)

    result = await _submit(account, {**REST, field: value})

    assert result["errors"] == {field: error}
    assert result["description_placeholders"] == placeholders
    assert account.entry.options == before
