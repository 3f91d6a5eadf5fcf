"""The dialog of the options."""

import math
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import CONF_COUNTRY
from homeassistant.core import HomeAssistant
from homeassistant.helpers.selector import (
    BooleanSelector,
    CountrySelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from . import phone_number
from .const import (
    CONF_A_NUMBER,
    CONF_CALL_METHOD,
    CONF_LOW_BALANCE,
    CONF_PREFER_FREE,
    CONF_VOICE,
    DEFAULT_LOW_BALANCE,
)
from .options import CallMethod

PHONE_FIELDS: Final = {
    vol.Optional(CONF_A_NUMBER): TextSelector(
        TextSelectorConfig(type=TextSelectorType.TEL, autocomplete="tel")
    ),
    vol.Optional(CONF_COUNTRY): CountrySelector(),
}
_FIELDS: Final = PHONE_FIELDS | {
    vol.Required(CONF_LOW_BALANCE, default=DEFAULT_LOW_BALANCE): NumberSelector(
        NumberSelectorConfig(step=0.01, mode=NumberSelectorMode.BOX)
    ),
    vol.Required(CONF_PREFER_FREE, default=False): BooleanSelector(),
    vol.Required(CONF_CALL_METHOD, default=CallMethod.DIAL_IN): SelectSelector(
        SelectSelectorConfig(options=list(CallMethod), translation_key=CONF_CALL_METHOD)
    ),
    vol.Required(CONF_VOICE, default=True): BooleanSelector(),
}


class CallcardOptionsFlow(OptionsFlowWithReload):
    """Ask for what the user prefers."""

    async def async_step_init(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the options."""
        errors: dict[str, str] = {}
        placeholders: dict[str, str] = {}
        if user_input is not None:
            options, errors, placeholders = checked_options(self.hass, user_input)
            if not errors:
                return self.async_create_entry(data=options)
        known = {CONF_COUNTRY: self.hass.config.country, **self.config_entry.options}
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(
                vol.Schema(_FIELDS), user_input or known
            ),
            errors=errors,
            description_placeholders=placeholders,
        )


def checked_options(
    hass: HomeAssistant, user_input: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """Return the options as they are kept, the errors, and the errors' placeholders."""
    options = dict(user_input)
    number = options.pop(CONF_A_NUMBER, "").strip()
    if not math.isfinite(options.get(CONF_LOW_BALANCE, DEFAULT_LOW_BALANCE)):
        return options, {CONF_LOW_BALANCE: "invalid_low_balance"}, {}
    try:
        if number:
            country = options.get(CONF_COUNTRY, hass.config.country)
            options[CONF_A_NUMBER] = phone_number.normalize(number, country)
    except phone_number.NumberError as err:
        return (
            options,
            {CONF_A_NUMBER: err.problem},
            {"number": number[: phone_number.MAX_LENGTH]},
        )
    return options, {}, {}
