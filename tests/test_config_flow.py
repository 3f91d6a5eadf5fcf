"""The dialogs, as a browser drives them."""

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

from .common import store, value_of
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


async def _add(
    hass: HomeAssistant,
    url: str,
    username: str = "demo",
    password: str = "secret",
) -> ConfigFlowResult:
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {}
    return await _submit(hass, result, _login(url, username, password))


def _login(
    url: str, username: str = "demo", password: str = "secret"
) -> dict[str, Any]:
    return {
        "username": username,
        "password": password,
        "advanced": {"url": url},
    }


async def _shown_error(hass: HomeAssistant, result: ConfigFlowResult) -> str:
    """Return the text of the error as the user reads it."""
    assert result["type"] is FlowResultType.FORM
    errors = result["errors"] or {}
    texts = await async_get_translations(hass, "en", "config", [DOMAIN])
    placeholders = result["description_placeholders"] or {}
    return texts[f"component.{DOMAIN}.config.error.{errors['base']}"].format(
        **placeholders
    )


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


@pytest.mark.parametrize("written", ["{}", "{}/", " {}// ", "{}/?a=b#c"])
async def test_user_adds_account(
    hass: HomeAssistant, simulator: Simulator, written: str
) -> None:
    """The login that works becomes an entry that keeps the key, never the password."""
    result = await _add(hass, written.format(simulator.url), " demo ")

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "demo"
    assert result["data"] == {
        "username": "demo",
        "key": password_key("secret"),
        "url": simulator.url,
    }
    assert result["result"].unique_id == "1234"
    assert hass.states.get("sensor.demo_balance")


async def test_password_of_other_letters(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """A password is encoded as UTF-8."""
    result = await _add(hass, simulator.url, "family", "pässwörd€")

    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("missing", "unique_id"),
    [
        ({"accountnumber": None, "customernumber": 77}, "77"),
        ({"accountnumber": "", "customernumber": None}, "demo"),
        ({"accountnumber": None, "customernumber": None, "username": None}, "demo"),
    ],
    ids=["customer number", "user name", "typed user name"],
)
async def test_unique_id_without_account_number(
    hass: HomeAssistant,
    simulator: Simulator,
    demo: Account,
    missing: dict[str, Any],
    unique_id: str,
) -> None:
    """An account without a number is told apart by what it has instead."""
    demo.extra = missing

    result = await _add(hass, simulator.url)

    assert result["result"].unique_id == unique_id
    assert result["title"] == "demo"


@pytest.mark.parametrize(
    ("fault", "error", "text"),
    [
        (Fault.LOGIN_REFUSED, "invalid_auth", "Please check username and password)"),
        (Fault.LOGIN_REFUSED_401, "invalid_auth", "HTTP 401"),
        (Fault.CLOCK, "clock_skew", "one of two clocks is wrong"),
        (Fault.RESET_BEFORE, "cannot_connect", "cannot be reached"),
        (Fault.HTML, "invalid_response", "not one that can be understood (HTTP 200"),
        (Fault.REDIRECT, "invalid_response", "→ https://elsewhere.example/login"),
        (Fault.API_ERROR, "api_error", "Number not allowed (code 1234)"),
        (Fault.API_ERROR_NO_CODES, "api_error", "? (code ?)"),
    ],
)
async def test_platform_fails(
    hass: HomeAssistant, simulator: Simulator, fault: Fault, error: str, text: str
) -> None:
    """Each failure has its own message, and the dialog goes on when it is over."""
    simulator.fail(fault)
    result = await _add(hass, simulator.url)

    assert result["errors"] == {"base": error}
    assert text in await _shown_error(hass, result)

    simulator.clear_faults()
    result = await _submit(hass, result, _login(simulator.url))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_server_down(hass: HomeAssistant, simulator: Simulator) -> None:
    """A platform that does not answer at all cannot be reached."""
    await simulator.stop()

    result = await _add(hass, simulator.url)

    assert result["errors"] == {"base": "cannot_connect"}


@pytest.mark.parametrize("password", ["wrong", "Secret", ""])
async def test_wrong_password(
    hass: HomeAssistant, simulator: Simulator, password: str
) -> None:
    """A wrong password is told, and the form keeps all but the password."""
    result = await _add(hass, simulator.url, password=password)

    assert result["errors"] == {"base": "invalid_auth"}
    assert _suggested(result) == {
        "username": "demo",
        "advanced": {"url": simulator.url},
    }


async def test_user_name_that_cannot_be_sent(
    hass: HomeAssistant, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody thought of is logged, and the dialog stays."""
    result = await _add(hass, simulator.url, "de\nmo")

    assert result["errors"] == {"base": "unknown"}
    assert "Unexpected exception" in caplog.text
    assert simulator.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "login.42call.com",
        "ftp://login.42call.com",
        "https://",
        "https://demo@login.42call.com",
        "https://:secret@login.42call.com",
        "http://[",
    ],
)
async def test_invalid_url(hass: HomeAssistant, url: str) -> None:
    """An address that cannot be one is told before any request."""
    result = await _add(hass, url)

    assert result["errors"] == {"base": "invalid_url"}
    assert "https://login.42call.com" in await _shown_error(hass, result)


async def test_account_twice(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """An account is set up once."""
    result = await _add(hass, entry.data["url"])

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_reauth(
    hass: HomeAssistant, simulator: Simulator, demo: Account, entry: MockConfigEntry
) -> None:
    """A login that stops working is asked for, and the right one heals the entry."""
    demo.password = "changed"
    await entry.runtime_data.async_refresh()
    await hass.async_block_till_done()
    assert value_of(hass, "sensor.demo_balance") == "unavailable"
    [flow] = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"

    result = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert _suggested(result) == {"username": "demo"}
    result = await _submit(hass, result, {"username": "demo", "password": "secret"})
    assert result["errors"] == {"base": "invalid_auth"}
    result = await _submit(hass, result, {"username": "demo", "password": "changed"})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert entry.data == {
        "username": "demo",
        "key": password_key("changed"),
        "url": simulator.url,
    }
    assert value_of(hass, "sensor.demo_balance") == "18.40"


async def test_reauth_at_setup(
    hass: HomeAssistant, simulator: Simulator, demo: Account, set_up: SetUp
) -> None:
    """An entry whose login is refused at start is healed without a restart."""
    simulator.fail(Fault.LOGIN_REFUSED)
    await set_up()
    simulator.clear_faults()

    [flow] = hass.config_entries.flow.async_progress()
    result = await hass.config_entries.flow.async_configure(flow["flow_id"])
    await _submit(hass, result, {"username": "demo", "password": "secret"})

    assert value_of(hass, "sensor.demo_balance") == "18.40"


async def test_reauth_with_another_account(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """The login of another account is refused, and nothing changes."""
    before = dict(entry.data)
    result = await entry.start_reauth_flow(hass)

    result = await _submit(
        hass, result, {"username": "family", "password": "pässwörd€"}
    )

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "wrong_account"
    assert entry.data == before


async def test_reconfigure_keeps_password(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """The address changes without the password being typed again."""
    result = await entry.start_reconfigure_flow(hass)
    assert _suggested(result) == {
        "username": "demo",
        "advanced": {"url": simulator.url},
    }
    async with Simulator() as other:
        result = await _submit(
            hass, result, {"username": "demo", "advanced": {"url": other.url}}
        )
        assert result["type"] is FlowResultType.ABORT
        assert result["reason"] == "reconfigure_successful"
        assert entry.data == {
            "username": "demo",
            "key": password_key("secret"),
            "url": other.url,
        }
        assert value_of(hass, "sensor.demo_balance") == "18.40"
        assert other.requests
        await hass.config_entries.async_unload(entry.entry_id)


async def test_reconfigure_password(
    hass: HomeAssistant, simulator: Simulator, demo: Account, entry: MockConfigEntry
) -> None:
    """A new password replaces the known one."""
    demo.password = "changed"
    result = await entry.start_reconfigure_flow(hass)

    result = await _submit(hass, result, _login(simulator.url, password="wrong"))
    assert result["errors"] == {"base": "invalid_auth"}
    result = await _submit(hass, result, _login(simulator.url, password="changed"))

    assert result["reason"] == "reconfigure_successful"
    assert entry.data["key"] == password_key("changed")


async def test_reconfigure_with_another_account(
    hass: HomeAssistant, simulator: Simulator, entry: MockConfigEntry
) -> None:
    """An entry never becomes another account's."""
    result = await entry.start_reconfigure_flow(hass)

    result = await _submit(hass, result, _login(simulator.url, "world"))

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "wrong_account"
    assert entry.data["username"] == "demo"


async def test_options(hass: HomeAssistant, set_up: SetUp) -> None:
    """The options are kept, the own phone as E.164, and take effect."""
    entry = await set_up(options={})
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert _suggested(result) == {"country": "DE"}

    result = await hass.config_entries.options.async_configure(
        result["flow_id"],
        {
            "a_number": "(020) 3514 0171",
            "country": "GB",
            "low_balance": 20,
            "prefer_free": True,
            "voice": False,
        },
    )
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == {
        "a_number": "+442035140171",
        "country": "GB",
        "low_balance": 20.0,
        "prefer_free": True,
        "voice": False,
    }
    assert value_of(hass, "binary_sensor.demo_low_balance") == "on"
    response = await store(hass, b_number="020 3514 0172")
    assert response["a_number"] == "+442035140171"
    assert response["b_number"] == "+442035140172"
    assert response["dial_in_number"]["kind"] == "callthrough_free"
    assert response["dial_in_number"]["country"] == "GB"


async def test_own_phone_takes_the_home_country(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """With no country in the options, Home Assistant's completes the own phone."""
    result = await hass.config_entries.options.async_init(entry.entry_id)

    await hass.config_entries.options.async_configure(
        result["flow_id"],
        {"a_number": "030 1234567", "low_balance": 5, "prefer_free": False},
    )
    await hass.async_block_till_done()

    assert entry.options["a_number"] == "+49301234567"


async def test_option_that_is_no_number(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """A number that cannot be called is told beside its field, and can be mended."""
    result = await hass.config_entries.options.async_init(entry.entry_id)
    assert _suggested(result) == {"country": "DE", "a_number": "+493012345678"}
    options = {
        "country": "DE",
        "low_balance": 5,
        "prefer_free": False,
        "voice": True,
    }

    result = await hass.config_entries.options.async_configure(
        result["flow_id"], {**options, "a_number": "112"}
    )
    assert result["errors"] == {"a_number": "number_emergency"}
    assert result["description_placeholders"] == {"number": "112"}

    result = await hass.config_entries.options.async_configure(
        result["flow_id"], options
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options == options
