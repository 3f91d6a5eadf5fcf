"""The dialogs: set-up, reauthentication, reconfiguration, options."""

from collections.abc import Mapping
import logging
from typing import Any, override

import voluptuous as vol
from yarl import URL

from homeassistant.config_entries import (
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
    OptionsFlowWithReload,
)
from homeassistant.const import CONF_COUNTRY, CONF_PASSWORD, CONF_URL, CONF_USERNAME
from homeassistant.core import callback
from homeassistant.data_entry_flow import section
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.selector import (
    BooleanSelector,
    CountrySelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from . import phone
from .api import DEFAULT_URL, CallcardClient, CallcardError, password_key
from .const import (
    CONF_A_NUMBER,
    CONF_ADVANCED,
    CONF_KEY,
    CONF_LOW_BALANCE,
    CONF_PREFER_FREE,
    CONF_VOICE,
    DEFAULT_LOW_BALANCE,
    DOMAIN,
    SUBENTRY_CONTACT,
)
from .contact_flow import ContactFlow
from .coordinator import CallcardConfigEntry
from .problems import explain

_LOGGER = logging.getLogger(__name__)

_USERNAME = TextSelector(TextSelectorConfig(autocomplete="username"))
_PASSWORD = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password")
)
_ADVANCED = section(
    vol.Schema(
        {
            vol.Required(CONF_URL, default=DEFAULT_URL): TextSelector(
                TextSelectorConfig(type=TextSelectorType.URL, autocomplete="url")
            )
        }
    ),
    {"collapsed": True},
)

USER_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_USERNAME): _USERNAME,
        vol.Required(CONF_PASSWORD): _PASSWORD,
        vol.Required(CONF_ADVANCED): _ADVANCED,
    }
)
REAUTH_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_USERNAME): _USERNAME,
        vol.Required(CONF_PASSWORD): _PASSWORD,
    }
)
RECONFIGURE_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_USERNAME): _USERNAME,
        vol.Optional(CONF_PASSWORD): _PASSWORD,
        vol.Required(CONF_ADVANCED): _ADVANCED,
    }
)
OPTIONS_SCHEMA = vol.Schema(
    {
        vol.Optional(CONF_A_NUMBER): TextSelector(
            TextSelectorConfig(type=TextSelectorType.TEL, autocomplete="tel")
        ),
        vol.Optional(CONF_COUNTRY): CountrySelector(),
        vol.Required(CONF_LOW_BALANCE, default=DEFAULT_LOW_BALANCE): NumberSelector(
            NumberSelectorConfig(step=0.01, mode=NumberSelectorMode.BOX)
        ),
        vol.Required(CONF_PREFER_FREE, default=False): BooleanSelector(),
        vol.Required(CONF_VOICE, default=True): BooleanSelector(),
    }
)


class CallcardConfigFlow(ConfigFlow, domain=DOMAIN):
    """Set an account up, and keep its login working."""

    VERSION = 1

    def __init__(self) -> None:
        """Start with nothing to complain about."""
        self._errors: dict[str, str] = {}
        self._placeholders: dict[str, str] = {}
        self._title = ""
        self._data: dict[str, str] = {}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: CallcardConfigEntry) -> OptionsFlow:
        """Return the options dialog."""
        return CallcardOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: CallcardConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what an account can have several of."""
        return {SUBENTRY_CONTACT: ContactFlow}

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the login of a new account."""
        if user_input is not None and await self._async_log_in(user_input):
            self._abort_if_unique_id_configured()
            return self.async_create_entry(title=self._title, data=self._data)
        return self._show_form("user", USER_SCHEMA, user_input or {})

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """React to a refused login."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the login that works."""
        entry = self._get_reauth_entry()
        if user_input is not None and await self._async_log_in(
            {**entry.data, **user_input}
        ):
            return self._update(entry)
        return self._show_form(
            "reauth_confirm", REAUTH_SCHEMA, user_input or entry.data
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for what is to change; without a password, the known one stays."""
        entry = self._get_reconfigure_entry()
        if user_input is not None and await self._async_log_in(
            {**entry.data, **user_input}
        ):
            return self._update(entry)
        return self._show_form(
            "reconfigure",
            RECONFIGURE_SCHEMA,
            user_input
            or {**entry.data, CONF_ADVANCED: {CONF_URL: entry.data[CONF_URL]}},
        )

    def _update(self, entry: CallcardConfigEntry) -> ConfigFlowResult:
        """Give an entry the login that was found to work, if it is its own account's."""
        self._abort_if_unique_id_mismatch(reason="wrong_account")
        return self.async_update_reload_and_abort(entry, data=self._data)

    def _show_form(
        self, step_id: str, schema: vol.Schema, values: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Show a form with what is known already, but never with a password."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                schema,
                {key: values[key] for key in values if key != CONF_PASSWORD},
            ),
            errors=self._errors,
            description_placeholders={"example_url": DEFAULT_URL, **self._placeholders},
        )

    async def _async_log_in(self, login: Mapping[str, Any]) -> bool:
        """Find out whether the login works, and whose account it is."""
        self._errors, self._placeholders = {}, {}
        username = login[CONF_USERNAME].strip()
        password = login.get(CONF_PASSWORD, "")
        is_known = CONF_KEY in login and not password
        key = login[CONF_KEY] if is_known else password_key(password)
        try:
            url = _address(
                login[CONF_ADVANCED][CONF_URL]
                if CONF_ADVANCED in login
                else login[CONF_URL]
            )
        except ValueError:
            self._errors["base"] = "invalid_url"
            return False
        session = async_get_clientsession(self.hass)
        try:
            account = await CallcardClient(
                session, username, key, url
            ).async_get_account()
        except CallcardError as err:
            self._errors["base"], self._placeholders = explain(err)
            return False
        except Exception:
            _LOGGER.exception("Unexpected exception")
            self._errors["base"] = "unknown"
            return False
        self._title = account.username or username
        self._data = {CONF_USERNAME: username, CONF_KEY: key, CONF_URL: url}
        await self.async_set_unique_id(account.identity or username)
        return True


class CallcardOptionsFlow(OptionsFlowWithReload):
    """Ask for what the user prefers."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the options."""
        errors: dict[str, str] = {}
        placeholders: dict[str, str] = {}
        if user_input is not None:
            options = dict(user_input)
            try:
                if number := options.get(CONF_A_NUMBER):
                    options[CONF_A_NUMBER] = phone.normalize(
                        number,
                        options.get(CONF_COUNTRY, self.hass.config.country),
                    )
            except phone.NumberError as err:
                errors[CONF_A_NUMBER] = err.problem
                placeholders["number"] = err.number
            else:
                return self.async_create_entry(data=options)
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                OPTIONS_SCHEMA,
                user_input
                or {
                    CONF_COUNTRY: self.hass.config.country,
                    **self.config_entry.options,
                },
            ),
            errors=errors,
            description_placeholders=placeholders,
        )


def _address(text: str) -> str:
    """Return the platform's address; raises ValueError where it cannot be one."""
    url = URL(text.strip())
    if url.scheme not in {"http", "https"} or not url.host or url.user or url.password:
        raise ValueError
    return str(url.with_query(None).with_fragment(None)).rstrip("/")
