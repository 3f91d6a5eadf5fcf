"""Which account, country and person somebody means who asks by voice."""

from collections.abc import Collection
from typing import Final, NamedTuple

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from ..const import DOMAIN
from ..contacts import contacts_of, find_contacts, fold
from ..coordinator import CallcardConfigEntry, CallcardCoordinator
from ..phone_number import MAX_LENGTH
from .languages import MOST_NAMES, Language

_MAX_LENGTH: Final = 256  # characters; 15 digits as words take up to 200


class RefusalError(Exception):
    """Why nothing is done: a response of the languages, with its placeholders."""

    def __init__(self, response: str, **placeholders: str) -> None:
        """Keep both."""
        super().__init__(response)
        self.response = response
        self.placeholders = placeholders


class Callee(NamedTuple):
    """Whom to call, and with which account."""

    entry: CallcardConfigEntry
    name: str | None
    """The contact's, if it is one."""
    number: str


def voice_accounts(hass: HomeAssistant) -> list[CallcardConfigEntry]:
    """Return the accounts that can be asked for, loaded or not."""
    return hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )


def resolve_accounts(
    entries: Collection[CallcardConfigEntry], account: str | None, says: Language
) -> Collection[CallcardConfigEntry]:
    """Return the account of that name, or of that beginning; without a name, all."""
    if not entries:
        raise RefusalError("no_account")
    if account is None:
        return entries
    account = account[:MAX_LENGTH]
    folded = fold(account)
    named = [entry for entry in entries if fold(entry.title) == folded] or [
        entry for entry in entries if fold(entry.title).startswith(folded)
    ]
    if not named:
        accounts = says.names([entry.title for entry in entries])
        raise RefusalError("account_unknown", account=account, accounts=accounts)
    return named


def one_account(
    entries: Collection[CallcardConfigEntry], says: Language
) -> CallcardConfigEntry:
    """Return the only account, or ask which."""
    titles = sorted(entry.title for entry in entries)
    if len(titles) > 1:
        accounts = says.names(titles, "or")
        raise RefusalError("which_account", accounts=accounts, account=titles[0])
    [entry] = entries
    return entry


def loaded_account(entry: CallcardConfigEntry) -> CallcardCoordinator:
    """Return the account, if it is loaded."""
    if entry.state is not ConfigEntryState.LOADED:
        raise RefusalError("not_ready")
    return entry.runtime_data


def resolve_country(country: str | None, hears: Language, says: Language) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country that is named, or its code."""
    if country is None:
        return None
    country = country[:MAX_LENGTH]
    code = hears.country(country) or says.country(country)
    if code is None:
        raise RefusalError("country_unknown", country=country)
    return code


def resolve_callee(
    entries: Collection[CallcardConfigEntry], who: str, hears: Language, says: Language
) -> Callee:
    """Return whom to call.

    A contact that only one account has decides the account.
    """
    who = who[:_MAX_LENGTH]
    bare = hears.without_skip_words(who) or who
    variants = [fold(who), fold(bare), hears.without_article(fold(bare))]
    owners = {contact: entry for entry in entries for contact in contacts_of(entry)}
    number = hears.numbers.heard(bare)
    found = next(
        (found for name in variants if (found := find_contacts(owners, name))), []
    )
    if number and not found:
        return Callee(one_account(entries, says), None, number)
    if len({fold(contact.name) for contact in found}) == 1:
        accounts = {owners[contact].entry_id: owners[contact] for contact in found}
        one_account(accounts.values(), says)
    if len(found) == 1:
        return Callee(owners[found[0]], found[0].name, found[0].number)
    name = bare[:MAX_LENGTH]
    if found:
        names = says.names({contact.name for contact in found}, "or")
        raise RefusalError("contact_ambiguous", name=name, contacts=names)
    if not owners:
        raise RefusalError("contact_unknown", name=name)
    are_all = len(owners) <= MOST_NAMES
    response = "contact_unknown_among" if are_all else "contact_unknown_among_many"
    names = says.names({contact.name for contact in owners})
    raise RefusalError(response, name=name, contacts=names)
