"""The dialogs of a contact: add one, or some of an address book, and change one."""

from types import MappingProxyType
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import (
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import CONF_NAME
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from . import phone_number
from .address_book import AddressBookError
from .const import CONF_NUMBER, SUBENTRY_CONTACT
from .contact_import import Import, async_read
from .contacts import contacts_of, fold, name_key
from .options import Options

CONTACT_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Required(CONF_NUMBER): TextSelector(
            TextSelectorConfig(type=TextSelectorType.TEL)
        ),
    }
)

CONF_CONTACTS: Final = "contacts"
CONF_FILE: Final = "file"
FILE_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_FILE): FileSelector(
            FileSelectorConfig(accept=".vcf,.vcard,.xml,text/vcard,text/xml")
        )
    }
)


class ContactFlow(ConfigSubentryFlow):
    """Ask for a name and a number, or for an address book and whom to take from it."""

    _import = Import()

    _confirmed = ""
    """The costly number that the next submit keeps."""

    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask where the contacts come from."""
        return self.async_show_menu(step_id="user", menu_options=["enter", "file"])

    async def async_step_enter(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Add a contact."""
        if user_input is None:
            return self._show_form("enter", {})
        data, errors = self._checked(user_input)
        if errors:
            return self._show_form("enter", user_input, errors)
        return self.async_create_entry(
            title=_title(data), data=data, unique_id=name_key(data[CONF_NAME])
        )

    async def async_step_file(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask for an address book."""
        errors: dict[str, str] = {}
        if user_input is not None:
            self._import = Import()
            try:
                self._import = await async_read(
                    self.hass, self._get_entry(), user_input[CONF_FILE]
                )
            except AddressBookError as err:
                errors[CONF_FILE] = err.problem
            else:
                if self._import.candidates:
                    return await self.async_step_choose()
                errors[CONF_FILE] = "file_nobody_new"
        return self._show_import_form("file", FILE_SCHEMA, errors)

    async def async_step_choose(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Ask whom to take from the address book."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if new := self._subentries(set(user_input[CONF_CONTACTS])):
                *others, last = new
                for subentry in others:
                    self.hass.config_entries.async_add_subentry(
                        self._get_entry(), subentry
                    )
                return self.async_create_entry(
                    title=last.title,
                    data=last.data,
                    unique_id=last.unique_id,
                    description="imported",
                    description_placeholders={"count": str(len(new))},
                )
            errors[CONF_CONTACTS] = "nobody_chosen"
        options = [
            SelectOptionDict(value=each.name, label=each.label)
            for each in self._import.candidates
        ]
        # Home Assistant lets people search in a dropdown alone.
        selector = SelectSelectorConfig(
            options=options, multiple=True, mode=SelectSelectorMode.DROPDOWN, sort=True
        )
        # Without a default, it would choose the first for the user.
        key = vol.Required(CONF_CONTACTS, default=[])
        schema = vol.Schema({key: SelectSelector(selector)})
        return self._show_import_form("choose", schema, errors)

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
            unique_id=name_key(data[CONF_NAME]),
        )

    def _subentries(self, names: set[str]) -> list[ConfigSubentry]:
        """Return the chosen of the address book; some may have been added meanwhile."""
        taken = {each.unique_id for each in self._get_entry().subentries.values()}
        contacts = [
            {CONF_NAME: each.name, CONF_NUMBER: each.number}
            for each in self._import.candidates
            if each.name in names and name_key(each.name) not in taken
        ]
        return [
            ConfigSubentry(
                data=MappingProxyType(contact),
                subentry_type=SUBENTRY_CONTACT,
                title=_title(contact),
                unique_id=name_key(contact[CONF_NAME]),
            )
            for contact in contacts
        ]

    def _show_import_form(
        self, step_id: str, schema: vol.Schema, errors: dict[str, str]
    ) -> SubentryFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=schema,
            errors=errors,
            description_placeholders={
                "count": str(self._import.refused_count),
                "refused": self._import.refused,
            },
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
            name_key(contact.name)
            for contact in contacts_of(entry)
            if contact.contact_id != own_id
        }
        if len(name) > phone_number.MAX_LENGTH:
            errors[CONF_NAME] = "name_too_long"
        elif not fold(name):
            errors[CONF_NAME] = "name_empty"
        elif name_key(name) in others:
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
