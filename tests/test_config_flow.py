"""The dialogs of an account, as a browser drives them."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.callcard.api import password_key
from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, section
from homeassistant.helpers.translation import async_get_translations

from .common import value_of
from .conftest import SetUp
from .simulator import Account, Fault, Simulator


async def _submit(
    hass: HomeAssistant, result: ConfigFlowResult, user_input: dict[str, Any]
) -> ConfigFlowResult:
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], user_input
    )
    await hass.async_block_till_done()
    return result


async def _log_in(
    hass: HomeAssistant, url: str, username: str = "demo", password: str = "secret"
) -> ConfigFlowResult:
    """Fill in the first form of a new account."""
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert result["errors"] == {}
    assert not _is_advanced_open(result)
    return await _submit(hass, result, _login(url, username, password))


def _login(
    url: str, username: str = "demo", password: str = "secret"
) -> dict[str, Any]:
    return {"username": username, "password": password, "advanced": {"url": url}}


def _key(username: str, password: str, url: str) -> dict[str, str]:
    """Return what an entry keeps of a login: the key, never the password."""
    return {"username": username, "key": password_key(password), "url": url}


async def _text(hass: HomeAssistant, result: ConfigFlowResult, category: str) -> str:
    """Return a text of the dialog as the user reads it."""
    texts = await async_get_translations(hass, "en", "config", [DOMAIN])
    placeholders = result["description_placeholders"] or {}
    return texts[f"component.{DOMAIN}.config.{category}"].format(**placeholders)


def _is_advanced_open(result: ConfigFlowResult) -> bool:
    schema = result["data_schema"]
    assert schema is not None
    field = schema.schema["advanced"]
    assert isinstance(field, section)
    return not field.options["collapsed"]


def _suggested(result: ConfigFlowResult) -> dict[str, Any]:
    """Return what the form is filled with."""
    schema = result["data_schema"]
    assert schema is not None
    return _suggested_in(schema)


def _suggested_in(schema: vol.Schema) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for key, field in schema.schema.items():
        if isinstance(field, section):
            filled[str(key)] = _suggested_in(field.schema)
        elif key.description and "suggested_value" in key.description:
            filled[str(key)] = key.description["suggested_value"]
    return filled


@pytest.mark.parametrize(
    "written", ["{}", "{}/", " {}// ", "{}/?a=b#c", "{}/api/rest/v2/?onlinecallthrough"]
)
async def test_new_account(
    hass: HomeAssistant, simulator: Simulator, written: str
) -> None:
    """A login that works becomes an entry, of whose address only the host is kept."""
    hass.config.country = "DE"
    result = await _log_in(hass, written.format(simulator.url), " demo ")
    assert result["step_id"] == "phone"
    assert _suggested(result) == {"country": "DE"}

    result = await _submit(hass, result, {})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "demo"
    assert result["data"] == _key("demo", "secret", simulator.url)
    assert result["options"] == {}
    assert result["result"].unique_id == "1234"
    assert result["description"] == "next"
    assert "Add contact" in await _text(hass, result, "create_entry.next")
    assert hass.states.get("sensor.demo_balance")


async def test_own_phone(hass: HomeAssistant, simulator: Simulator) -> None:
    """The own phone and its country go to the options; mistakes can be corrected."""
    result = await _log_in(hass, simulator.url)
    phone = {"a_number": "020 3514 0171", "country": "GB"}

    result = await _submit(hass, result, {**phone, "a_number": "999"})
    assert result["errors"] == {"a_number": "number_emergency"}
    assert "“999” is an emergency" in await _text(
        hass, result, "error.number_emergency"
    )
    assert _suggested(result) == {"a_number": "999", "country": "GB"}
    result = await _submit(hass, result, phone)

    assert result["options"] == {"a_number": "+442035140171", "country": "GB"}


async def test_unique_id_without_account_number(
    hass: HomeAssistant, simulator: Simulator, demo: Account
) -> None:
    """An account without a number is told apart by what it has instead."""
    for unique_id, *numbers in (
        ("77", None, 77, "demo"),
        ("card", "", None, "card"),
        ("demo", None, None, None),
    ):
        names = ("accountnumber", "customernumber", "username")
        demo.extra = dict(zip(names, numbers, strict=True))
        result = await _submit(hass, await _log_in(hass, simulator.url), {})

        assert result["result"].unique_id == unique_id
        assert result["title"] == (numbers[-1] or "demo")


async def test_reason_in_the_language(hass: HomeAssistant) -> None:
    """Why the platform cannot be reached is told in Home Assistant's language."""
    hass.config.language = "de"

    result = await _log_in(hass, "http://127.0.0.1:1")

    assert result["description_placeholders"]["reason"] == "Verbindung abgelehnt"


@pytest.mark.parametrize(
    ("fault", "error", "text"),
    [
        (Fault.LOGIN_REFUSED, "invalid_auth", "Please check username and password)"),
        (Fault.LOGIN_REFUSED_401, "invalid_auth", "HTTP 401"),
        (Fault.CLOCK, "clock_skew", "one of two clocks is wrong"),
        (Fault.RESET_BEFORE, "cannot_connect", "cannot be reached"),
        (None, "cannot_connect", "connection refused"),
        (Fault.HTML, "invalid_response", "not one that can be understood (HTTP 200"),
        (Fault.REDIRECT, "invalid_response", "→ https://elsewhere.example/login"),
        (Fault.API_ERROR, "api_error", "Number not allowed (code 1234)"),
        (Fault.API_ERROR_NO_CODES, "api_error", "? (code ?)"),
        (Fault.NO_CALLING_CARD, "no_calling_card", "not connected to a calling card"),
    ],
)
async def test_platform_fails(
    hass: HomeAssistant,
    simulator: Simulator,
    fault: Fault | None,
    error: str,
    text: str,
) -> None:
    """Each failure has its own message, and the dialog goes on when it is over."""
    if fault:
        simulator.fail(fault)
    else:
        await simulator.stop()
    result = await _log_in(hass, simulator.url)

    assert result["errors"] == {"base": error}
    assert text in await _text(hass, result, f"error.{error}")
    assert _suggested(result) == {
        "username": "demo",
        "advanced": {"url": simulator.url},
    }
    assert _is_advanced_open(result) is (
        error in {"cannot_connect", "invalid_response"}
    )

    simulator.clear_faults()
    if not fault:
        await simulator.start()
    result = await _submit(hass, result, _login(simulator.url))
    assert result["step_id"] == "phone"


async def test_invalid_username(hass: HomeAssistant, simulator: Simulator) -> None:
    """One that cannot be sent is told beside its field, before any request."""
    for username in ("de\nmo", "de\x00mo", "demo\N{ZERO WIDTH SPACE}"):
        result = await _log_in(hass, simulator.url, username)

        assert result["errors"] == {"username": "invalid_username"}
    assert simulator.requests == []


async def test_invalid_url(hass: HomeAssistant) -> None:
    """An address that cannot be one is told, and its section is open."""
    for url in (
        "login.42call.com",
        "ftp://login.42call.com",
        "https://",
        "https://demo@login.42call.com",
        "https://:secret@login.42call.com",
        "https://login.42call.com:99999",
        "http://[",
    ):
        result = await _log_in(hass, url)

        assert result["errors"] == {"base": "invalid_url"}
        text = await _text(hass, result, "error.invalid_url")
        assert "https://login.42call.com" in text
        assert _is_advanced_open(result)


async def test_unexpected_error(
    hass: HomeAssistant, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody thought of is logged, and the dialog stays."""
    result = await _log_in(hass, simulator.url, password="\ud800")

    assert result["errors"] == {"base": "unknown"}
    assert "Unexpected exception" in caplog.text


async def test_account_twice(hass: HomeAssistant, simulator: Simulator) -> None:
    """An account is set up once; a dialog that was left open is not in the way."""
    await _log_in(hass, simulator.url)

    result = await _submit(hass, await _log_in(hass, simulator.url), {})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert hass.config_entries.flow.async_progress() == []
    result = await _log_in(hass, simulator.url)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize("is_at_setup", [False, True])
async def test_reauth(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    set_up: SetUp,
    is_at_setup: bool,
) -> None:
    """A login that stops working is asked for, and one that works ends the outage."""
    entry = await set_up()
    demo.password = "changed"
    if is_at_setup:
        await hass.config_entries.async_reload(entry.entry_id)
    else:
        await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert value_of(hass, "sensor.demo_balance") == "unavailable"
    [flow] = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"

    result = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert _suggested(result) == {"username": "demo"}
    assert "refuses the login of demo" in await _text(
        hass, result, "step.reauth_confirm.description"
    )
    result = await _submit(hass, result, {"username": "demo", "password": "secret"})
    assert result["errors"] == {"base": "invalid_auth"}
    result = await _submit(hass, result, {"username": "demo", "password": "changed"})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert entry.data == _key("demo", "changed", simulator.url)
    assert value_of(hass, "sensor.demo_balance") == "18.40"


async def test_reauth_with_a_reply_that_names_no_account(
    hass: HomeAssistant, demo: Account, entry: MockConfigEntry
) -> None:
    """It is not taken for another account's."""
    demo.extra = {"accountnumber": None, "customernumber": "77", "username": "card"}
    demo.password = "changed"
    result = await entry.start_reauth_flow(hass)

    result = await _submit(hass, result, {"username": "demo", "password": "changed"})

    assert result["reason"] == "reauth_successful"
    assert entry.data["key"] == password_key("changed")


@pytest.mark.parametrize("is_reauth", [False, True])
async def test_login_of_another_account(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry, is_reauth: bool
) -> None:
    """An entry never becomes another account's."""
    before = dict(entry.data)
    login = _login(simulator.url, "family", "pässwörd€")
    if is_reauth:
        del login["advanced"]
        result = await entry.start_reauth_flow(hass)
    else:
        result = await entry.start_reconfigure_flow(hass)

    result = await _submit(hass, result, login)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "wrong_account"
    assert entry.data == before


async def test_reconfigure(
    hass: HomeAssistant, simulator: Simulator, demo: Account, entry: MockConfigEntry
) -> None:
    """A new password replaces the known one, which else stays when the address changes."""
    demo.password = "changed"
    result = await entry.start_reconfigure_flow(hass)
    assert _suggested(result) == {
        "username": "demo",
        "advanced": {"url": simulator.url},
    }
    result = await _submit(hass, result, _login(simulator.url, password="wrong"))
    assert result["errors"] == {"base": "invalid_auth"}
    result = await _submit(hass, result, _login(simulator.url, password="changed"))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == _key("demo", "changed", simulator.url)

    async with Simulator(simulator.accounts) as other:
        login = {"username": "demo", "advanced": {"url": other.url}}
        await _submit(hass, await entry.start_reconfigure_flow(hass), login)
        assert entry.data == _key("demo", "changed", other.url)
        assert value_of(hass, "sensor.demo_balance") == "18.40"
        await hass.config_entries.async_unload(entry.entry_id)
