"""The dialogs of a contact: add, change."""

from typing import Any

import voluptuous as vol

from homeassistant.config_entries import ConfigSubentryFlow, SubentryFlowResult
from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from . import phone_number
from .const import CONF_NUMBER
from .contacts import contacts_of, fold
from .options import Options

CONTACT_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Required(CONF_NUMBER): TextSelector(
            TextSelectorConfig(type=TextSelectorType.TEL)
        ),
    }
)


class ContactFlow(ConfigSubentryFlow):
    """Ask for a name and a number."""

    _confirmed = ""
    """The costly number that the next submit keeps."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Add a contact."""
        if user_input is None:
            return self._show_form("user", {})
        data, errors = self._checked(user_input)
        if errors:
            return self._show_form("user", user_input, errors)
        return self.async_create_entry(
            title=_title(data), data=data, unique_id=fold(data[CONF_NAME])
        )

    async def async_step_reconfigure(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change a contact."""
        subentry = self._get_reconfigure_subentry()
        if user_input is None:
            return self._show_form("reconfigure", dict(subentry.data))
        data, errors = self._checked(user_input, subentry.subentry_id)
        if errors:
            return self._show_form("reconfigure", user_input, errors)
        return self.async_update_and_abort(
            self._get_entry(),
            subentry,
            title=_title(data),
            data=data,
            unique_id=fold(data[CONF_NAME]),
        )

    def _checked(
        self, user_input: dict[str, Any], own_id: str | None = None
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return the contact as it is kept, and what is wrong with it."""
        entry = self._get_entry()
        name = " ".join(user_input[CONF_NAME].split())
        number = user_input[CONF_NUMBER]
        errors = {}
        others = {
            fold(contact.name)
            for contact in contacts_of(entry)
            if contact.contact_id != own_id
        }
        if len(name) > phone_number.MAX_LENGTH:
            errors[CONF_NAME] = "name_too_long"
        elif not fold(name):
            errors[CONF_NAME] = "name_empty"
        elif fold(name) in others:
            errors[CONF_NAME] = "name_taken"
        try:
            number = phone_number.normalize(
                number, Options.of(self.hass, entry).country
            )
        except phone_number.NumberError as err:
            errors[CONF_NUMBER] = err.problem
        else:
            if phone_number.is_costly(number) and number != self._confirmed:
                errors[CONF_NUMBER] = "number_costly"
                self._confirmed = number
        return {CONF_NAME: name, CONF_NUMBER: number}, errors

    def _show_form(
        self,
        step_id: str,
        values: dict[str, Any],
        errors: dict[str, str] | None = None,
    ) -> SubentryFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(CONTACT_SCHEMA, values),
            errors=errors or {},
            description_placeholders={
                "number": values.get(CONF_NUMBER, "")[: phone_number.MAX_LENGTH]
            },
        )


def _title(contact: dict[str, str]) -> str:
    return f"{contact[CONF_NAME]} ({phone_number.formatted(contact[CONF_NUMBER])})"
