"""The options: the dialog, and what they change."""

import math
from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError

from .common import store, value_of
from .conftest import SetUp

REST = {
    "low_balance": 5,
    "prefer_free": False,
    "call_method": "dial_in",
    "voice": True,
}


async def _submit(
    hass: HomeAssistant, entry: MockConfigEntry, options: dict[str, Any]
) -> ConfigFlowResult:
    """Open the dialog, which is filled with what is known, and submit it."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    schema = result["data_schema"]
    assert schema is not None
    assert {"country": "DE", **entry.options} == {
        str(key): key.description["suggested_value"]
        for key in schema.schema
        if key.description and "suggested_value" in key.description
    }
    result = await hass.config_entries.options.async_configure(
        result["flow_id"], options
    )
    await hass.async_block_till_done()
    return result


async def test_options(hass: HomeAssistant, set_up: SetUp) -> None:
    """The options are kept, the own phone as E.164, and take effect."""
    entry = await set_up(options={})
    typed = {
        "a_number": "(020) 3514 0171",
        "country": "GB",
        "low_balance": 20.0,
        "prefer_free": True,
        "call_method": "web_callback",
        "voice": False,
    }

    result = await _submit(hass, entry, typed)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {**typed, "a_number": "+442035140171"}
    assert value_of(hass, "binary_sensor.demo_low_balance") == "on"
    response = await store(hass, b_number="020 3514 0172")
    assert response["a_number"] == "+442035140171"
    assert response["b_number"] == "+442035140172"
    assert response["dial_in_number"]["kind"] == "callthrough_free"
    assert response["dial_in_number"]["country"] == "GB"


async def test_own_phone(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Without a country, Home Assistant's completes the own phone; it may be left out."""
    for typed, kept in (
        ({"a_number": "030 1234567"}, {"a_number": "+49301234567"}),
        ({"a_number": " "}, {}),
        ({}, {}),
    ):
        await _submit(hass, entry, {**REST, **typed})

        assert entry.options == {**REST, **kept}


async def test_mistakes(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """A mistake is told beside its field, and changes nothing."""
    before = dict(entry.options)
    for field, value, error, placeholders in (
        ("a_number", "112", "number_emergency", {"number": "112"}),
        ("low_balance", "nan", "invalid_low_balance", {}),
        ("low_balance", math.inf, "invalid_low_balance", {}),
    ):
        result = await _submit(hass, entry, {**REST, field: value})

        assert result["errors"] == {field: error}
        assert result["description_placeholders"] == placeholders
    assert entry.options == before


async def test_broken_options(hass: HomeAssistant, set_up: SetUp) -> None:
    """What is stored and cannot be used counts as not set."""
    await set_up(options={"a_number": "", "low_balance": math.nan})

    assert value_of(hass, "binary_sensor.demo_low_balance") == "off"
    with pytest.raises(ServiceValidationError, match="not known which phone calls"):
        await store(hass, b_number="+61 2 9374 4000")
