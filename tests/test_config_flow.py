"""The dialogs of an account, as a browser drives them."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.callcard.api import password_key
from custom_components.callcard.const import DOMAIN
from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, section
from homeassistant.helpers.translation import async_get_translations

from .common import UNKNOWN_PAIR, AccountUnderTest, stored_pair, suggested, value_of
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


NAMES = ("accountnumber", "customernumber", "username")


def _login(
    url: str, username: str = "demo", password: str = "secret"
) -> dict[str, Any]:
    return {"username": username, "password": password, "advanced": {"url": url}}


def _key(password: str, url: str) -> dict[str, Any]:
    """Return what an entry keeps of the demo account's login: never the password."""
    numbers = {"account_number": "1234", "customer_number": "1234"}
    return {
        "username": "demo",
        "key": password_key(password),
        "url": url,
        "identity": {**numbers, "username": "demo"},
    }


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
    assert suggested(result) == {"country": "DE"}

    result = await _submit(hass, result, {})

    assert result["title"] == "demo"
    assert result["data"] == _key("secret", simulator.url)
    assert result["options"] == {}
    assert result["result"].unique_id == "1234"
    assert "Add contact" in await _text(hass, result, "create_entry.next")
    assert value_of(hass, "sensor.demo_balance") == "18.40"


async def test_own_phone(hass: HomeAssistant, simulator: Simulator) -> None:
    """The own phone and its country go to the options; mistakes can be corrected."""
    result = await _log_in(hass, simulator.url)

    mistake = {"a_number": "999", "country": "GB"}
    result = await _submit(hass, result, mistake)
    assert result["errors"] == {"a_number": "number_emergency"}
    text = await _text(hass, result, "error.number_emergency")
    assert "“999” is an emergency" in text
    assert suggested(result) == mistake
    result = await _submit(hass, result, {**mistake, "a_number": "020 3514 0171"})

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
        demo.extra = dict(zip(NAMES, numbers, strict=True))
        result = await _submit(hass, await _log_in(hass, simulator.url), {})

        assert result["result"].unique_id == unique_id
        assert result["title"] == (numbers[-1] or "demo")


async def test_reason_in_the_language(hass: HomeAssistant) -> None:
    """Why the platform cannot be reached is told in Home Assistant's language."""
    hass.config.language = "de"

    result = await _log_in(hass, "http://127.0.0.1:1")

    text = await _text(hass, result, "error.cannot_connect")
    assert "Verbindung abgelehnt" in text


@pytest.mark.parametrize(
    ("fault", "error", "text"),
    [
        (Fault.LOGIN_REFUSED, "invalid_auth", "Please check username and password)"),
        (Fault.CLOCK, "clock_skew", "one of two clocks is wrong"),
        (Fault.RESET_BEFORE, "cannot_connect", "cannot be reached"),
        (Fault.HTML, "invalid_response", "not one that can be understood (HTTP 200"),
        (Fault.REDIRECT, "invalid_response", "→ https://elsewhere.example/login"),
        (Fault.API_ERROR, "api_error", "Number not allowed (code 1234)"),
        (Fault.API_ERROR_NO_CODES, "api_error", "? (code ?)"),
        (Fault.NO_CALLING_CARD, "no_calling_card", "not connected to a calling card"),
    ],
)
async def test_platform_fails(
    hass: HomeAssistant, simulator: Simulator, fault: Fault, error: str, text: str
) -> None:
    """Each failure has its own message, and the dialog goes on when it is over."""
    simulator.fail(fault)
    result = await _log_in(hass, simulator.url)

    assert result["errors"] == {"base": error}
    assert text in await _text(hass, result, f"error.{error}")
    login = {"username": "demo", "advanced": {"url": simulator.url}}
    assert suggested(result) == login
    about_the_url = error in {"cannot_connect", "invalid_response"}
    assert _is_advanced_open(result) is about_the_url

    simulator.clear_faults()
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
    assert result["reason"] == "already_configured"


@pytest.mark.parametrize("is_at_setup", [False, True])
@pytest.mark.parametrize(
    "identity",
    [{}, {"accountnumber": None, "customernumber": None, "username": "Demo"}],
)
async def test_reauth(
    account: AccountUnderTest, is_at_setup: bool, identity: dict[str, str | None]
) -> None:
    """A login that stops working is asked for, and one that works ends the outage.

    A reply without an account number is not taken for another account's.
    """
    hass = account.hass
    account.remote.extra = identity
    account.remote.password = "changed"
    await (account.reload() if is_at_setup else account.refresh())
    assert account.balance == "unavailable"
    [flow] = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"

    result = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert suggested(result) == {"username": "demo"}
    text = await _text(hass, result, "step.reauth_confirm.description")
    assert "refuses the login of demo" in text
    result = await _submit(hass, result, {"username": "demo", "password": "secret"})
    assert result["errors"] == {"base": "invalid_auth"}
    result = await _submit(hass, result, {"username": "demo", "password": "changed"})

    assert result["reason"] == "reauth_successful"
    assert account.entry.data == _key("changed", account.simulator.url)
    assert account.balance == "18.40"


@pytest.mark.parametrize("is_reauth", [False, True])
async def test_login_of_another_account(
    account: AccountUnderTest, is_reauth: bool
) -> None:
    """An entry never becomes another account's."""
    entry, before = account.entry, dict(account.entry.data)
    start = entry.start_reauth_flow if is_reauth else entry.start_reconfigure_flow
    login = _login(account.simulator.url, "family", "pässwörd€")
    if is_reauth:
        del login["advanced"]

    result = await _submit(account.hass, await start(account.hass), login)

    assert result["reason"] == "wrong_account"
    assert entry.data == before


async def test_silent_reply(account: AccountUnderTest) -> None:
    """Another user whose reply does not say whose account it is may be another customer."""
    await account.store()
    account.simulator.accounts["bare"].extra = dict.fromkeys(NAMES)
    flow = await account.entry.start_reconfigure_flow(account.hass)

    result = await _submit(account.hass, flow, _login(account.simulator.url, "bare"))

    assert result["reason"] == "wrong_account"


@pytest.mark.parametrize("username", ["demo", "demo2"])
async def test_another_login(account: AccountUnderTest, username: str) -> None:
    """Another address, or another user of the account, says nothing of the pair that is stored."""
    await account.store()
    accounts = account.simulator.accounts
    accounts["demo2"] = replace(accounts["demo"], username="demo2")

    async with Simulator(accounts) as other:
        platform = other if username == "demo" else account.simulator
        flow = await account.entry.start_reconfigure_flow(account.hass)
        await _submit(account.hass, flow, _login(platform.url, username))

        assert value_of(account.hass, "sensor.demo_balance") == "18.40"
        assert stored_pair(account.hass) == UNKNOWN_PAIR
        await account.reload()
        assert stored_pair(account.hass) == UNKNOWN_PAIR
        await account.unload()


async def test_login_leaves_nothing_behind(account: AccountUnderTest) -> None:
    """An attempt to sign in leaves no session, and nothing that waits for the end."""
    hass = account.hass
    before = hass.bus.async_listeners()

    for password in ("wrong", "secret"):
        flow = await account.entry.start_reconfigure_flow(hass)
        await _submit(hass, flow, _login(account.simulator.url, password=password))

    assert hass.bus.async_listeners() == before


async def test_reconfigure(account: AccountUnderTest) -> None:
    """A new password replaces the known one, which else stays when the address changes."""
    hass, simulator, entry = account.hass, account.simulator, account.entry
    account.remote.password = "changed"
    result = await entry.start_reconfigure_flow(hass)
    login = {"username": "demo", "advanced": {"url": simulator.url}}
    assert suggested(result) == login
    result = await _submit(hass, result, _login(simulator.url, password="wrong"))
    assert result["errors"] == {"base": "invalid_auth"}
    result = await _submit(hass, result, _login(simulator.url, password="changed"))
    assert result["reason"] == "reconfigure_successful"
    assert entry.data == _key("changed", simulator.url)

    async with Simulator(simulator.accounts) as other:
        login = {"username": "demo", "advanced": {"url": other.url}}
        await _submit(hass, await entry.start_reconfigure_flow(hass), login)
        assert entry.data == _key("changed", other.url)
        assert account.balance == "18.40"
        await account.unload()
