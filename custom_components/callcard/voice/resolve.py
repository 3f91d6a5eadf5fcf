"""Which account, country and person somebody means who asks by voice."""

from collections.abc import Collection
from typing import Final, NamedTuple

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from ..const import DOMAIN
from ..contacts import Contact, contacts_of, fold
from ..coordinator import CallcardConfigEntry, CallcardCoordinator
from ..phone import MAX_LENGTH
from .languages import MOST_NAMES, Language

_MAX_LENGTH: Final = 256  # characters; 15 digits as words take up to 200


class RefusalError(Exception):
    """Why there is no answer, as it is said."""


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
        raise RefusalError(says.say("no_account"))
    if account is None:
        return entries
    account = account[:MAX_LENGTH]
    folded = fold(account)
    named = [entry for entry in entries if fold(entry.title) == folded] or [
        entry for entry in entries if fold(entry.title).startswith(folded)
    ]
    if not named:
        accounts = says.names([entry.title for entry in entries])
        raise RefusalError(
            says.say("account_unknown", account=account, accounts=accounts)
        )
    return named


def one_account(
    entries: Collection[CallcardConfigEntry], says: Language
) -> CallcardConfigEntry:
    """Return the only account, or ask which."""
    titles = sorted(entry.title for entry in entries)
    if len(titles) > 1:
        raise RefusalError(
            says.say(
                "which_account", accounts=says.names(titles, "or"), account=titles[0]
            )
        )
    [entry] = entries
    return entry


def loaded_account(entry: CallcardConfigEntry, says: Language) -> CallcardCoordinator:
    """Return the account, if it is loaded."""
    if entry.state is not ConfigEntryState.LOADED:
        raise RefusalError(says.say("not_ready"))
    return entry.runtime_data


def resolve_country(country: str | None, hears: Language, says: Language) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country that is named, or its code."""
    if country is None:
        return None
    country = country[:MAX_LENGTH]
    code = hears.country(country) or says.country(country)
    if code is None:
        raise RefusalError(says.say("country_unknown", country=country))
    return code


def resolve_callee(
    entries: Collection[CallcardConfigEntry], who: str, hears: Language, says: Language
) -> Callee:
    """Return whom to call.

    The whole name of a contact comes first, then a phone number, then a beginning of a
    name. A contact that only one account has decides the account.
    """
    who = who[:_MAX_LENGTH]
    bare = hears.without_skip_words(who) or who
    variants = [fold(who), fold(bare), hears.without_article(fold(bare))]
    owners = {contact: entry for entry in entries for contact in contacts_of(entry)}
    names = {contact: fold(contact.name) for contact in owners}
    found = next(
        filter(None, ([c for c in names if names[c] == v] for v in variants)), []
    )
    if not found:
        if number := hears.numbers.heard(bare):
            return Callee(one_account(entries, says), None, number)
        beginnings = tuple(filter(None, variants))
        found = [c for c in names if beginnings and names[c].startswith(beginnings)]
    if len({names[contact] for contact in found}) == 1:
        accounts = {owners[contact].entry_id: owners[contact] for contact in found}
        one_account(accounts.values(), says)
    if len(found) != 1:
        raise RefusalError(_which_contact(bare[:MAX_LENGTH], found, owners, says))
    return Callee(owners[found[0]], found[0].name, found[0].number)


def _which_contact(
    name: str,
    candidates: Collection[Contact],
    known: Collection[Contact],
    says: Language,
) -> str:
    """Return the question whom to call, with names to choose from."""
    if candidates:
        names = says.names({contact.name for contact in candidates}, "or")
        return says.say("contact_ambiguous", name=name, contacts=names)
    unknown = says.say("contact_unknown", name=name)
    if not known:
        return unknown
    response = "contacts" if len(known) <= MOST_NAMES else "contacts_some"
    names = says.names({contact.name for contact in known})
    return f"{unknown} {says.say(response, contacts=names)}"
