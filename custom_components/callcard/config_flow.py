"""The dialogs of an account: set-up, reauthentication, reconfiguration."""

from collections.abc import Mapping
import logging
from typing import Any, Final, override

from aiohttp import DummyCookieJar
import voluptuous as vol
from yarl import URL

from homeassistant.config_entries import (
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.const import CONF_COUNTRY, CONF_PASSWORD, CONF_URL, CONF_USERNAME
from homeassistant.core import callback
from homeassistant.data_entry_flow import section
from homeassistant.helpers.aiohttp_client import async_create_clientsession
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.helpers.translation import async_load_integrations

from .api import (
    DEFAULT_URL,
    Account,
    CallcardClient,
    CallcardError,
    Identity,
    password_key,
)
from .const import CONF_ADVANCED, CONF_IDENTITY, CONF_KEY, DOMAIN, SUBENTRY_CONTACT
from .contact_flow import ContactFlow
from .coordinator import CallcardConfigEntry
from .errors import Reason, explain
from .options_flow import PHONE_FIELDS, CallcardOptionsFlow, checked_options

_LOGGER = logging.getLogger(__name__)

_LOGIN: Final = {
    vol.Required(CONF_USERNAME): TextSelector(
        TextSelectorConfig(autocomplete="username")
    ),
    vol.Required(CONF_PASSWORD): TextSelector(
        TextSelectorConfig(
            type=TextSelectorType.PASSWORD, autocomplete="current-password"
        )
    ),
}
_URL: Final = vol.Schema(
    {
        vol.Required(CONF_URL, default=DEFAULT_URL): TextSelector(
            TextSelectorConfig(type=TextSelectorType.URL, autocomplete="url")
        )
    }
)
_ABOUT_THE_URL: Final = {
    "invalid_url",
    Reason.CANNOT_CONNECT,
    Reason.INVALID_RESPONSE,
}


class CallcardConfigFlow(ConfigFlow, domain=DOMAIN):
    """Set an account up, and keep its login working."""

    VERSION = 1

    def __init__(self) -> None:
        """Start without errors."""
        self._errors: dict[str, str] = {}
        self._placeholders: dict[str, str] = {}
        self._account = Account()
        self._data: dict[str, Any] = {}

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
            identity = self._account.identity
            if identity.key is None:
                identity = Identity(username=self._data[CONF_USERNAME])
            self._data[CONF_IDENTITY] = identity._asdict()
            # Another dialog that was left open must not be in the way.
            await self.async_set_unique_id(identity.key, raise_on_progress=False)
            self._abort_if_unique_id_configured()
            return await self.async_step_phone()
        return self._show_login("user", _LOGIN, user_input or {}, has_url=True)

    async def async_step_phone(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the phone that the user calls from."""
        errors: dict[str, str] = {}
        placeholders: dict[str, str] = {}
        if user_input is not None:
            options, errors, placeholders = checked_options(self.hass, user_input)
            if not errors:
                return self.async_create_entry(
                    title=self._account.identity.username or self._data[CONF_USERNAME],
                    data=self._data,
                    options=options,
                    description="next",
                )
        return self.async_show_form(
            step_id="phone",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(PHONE_FIELDS),
                user_input or {CONF_COUNTRY: self.hass.config.country},
            ),
            errors=errors,
            description_placeholders=placeholders,
        )

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
        return self._show_login("reauth_confirm", _LOGIN, user_input or entry.data)

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for what is to change; without a password, the known one stays."""
        entry = self._get_reconfigure_entry()
        if user_input is not None and await self._async_log_in(
            {**entry.data, **user_input}
        ):
            return self._update(entry)
        schema = {
            vol.Optional(CONF_PASSWORD) if key == CONF_PASSWORD else key: field
            for key, field in _LOGIN.items()
        }
        known = {**entry.data, CONF_ADVANCED: {CONF_URL: entry.data[CONF_URL]}}
        return self._show_login(
            "reconfigure", schema, user_input or known, has_url=True
        )

    def _update(self, entry: CallcardConfigEntry) -> ConfigFlowResult:
        """Give an entry the login that was found to work, if it is its own account's."""
        identity, known = self._account.identity, Identity(**entry.data[CONF_IDENTITY])
        if identity.key is None:  # The reply does not say whose account it is
            identity, known = (
                Identity(username=data[CONF_USERNAME])
                for data in (self._data, entry.data)
            )
        if identity.is_other_than(known):
            return self.async_abort(reason="wrong_account")
        return self.async_update_reload_and_abort(entry, data_updates=self._data)

    def _show_login(
        self,
        step_id: str,
        fields: Mapping[Any, Any],
        values: Mapping[str, Any],
        *,
        has_url: bool = False,
    ) -> ConfigFlowResult:
        """Show a form with what is known already, but never with a password."""
        schema = dict(fields)
        if has_url:
            is_collapsed = self._errors.get("base") not in _ABOUT_THE_URL
            advanced = section(_URL, {"collapsed": is_collapsed})
            schema[vol.Required(CONF_ADVANCED)] = advanced
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(schema),
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
        try:
            address = _address(login.get(CONF_ADVANCED, login)[CONF_URL])
        except ValueError:
            self._errors["base"] = "invalid_url"
            return False
        if not username.isprintable():
            self._errors[CONF_USERNAME] = "invalid_username"
            return False
        session = async_create_clientsession(
            self.hass, auto_cleanup=False, cookie_jar=DummyCookieJar()
        )
        try:
            key = login[CONF_KEY] if is_known else password_key(password)
            client = CallcardClient(session, username, key, address)
            self._account = await client.async_get_account()
        except CallcardError as err:
            # Those of an integration without an account are not loaded yet.
            await async_load_integrations(self.hass, {DOMAIN})
            self._errors["base"], self._placeholders = explain(self.hass, err)
            return False
        except Exception:
            _LOGGER.exception("Unexpected exception")
            self._errors["base"] = "unknown"
            return False
        finally:
            session.detach()
        self._data = {CONF_USERNAME: username, CONF_KEY: key, CONF_URL: address}
        return True


def _address(text: str) -> str:
    """Return the platform's address; raises ValueError where it cannot be one."""
    url = URL(text.strip())
    if url.scheme not in {"http", "https"} or not url.host or url.user or url.password:
        raise ValueError
    return str(url.origin())
