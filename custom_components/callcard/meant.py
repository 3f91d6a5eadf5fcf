"""Which account, country and person somebody means who asks by voice."""

from collections.abc import Collection
from dataclasses import dataclass

from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError

from .contacts import Contact, ContactError, contacts_of, find_contact, fold
from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .spoken import Language


class RefusalError(Exception):
    """Why there is no answer, as it is said."""


@dataclass(frozen=True, slots=True)
class Callee:
    """Whom to call, and with which account."""

    entry: CallcardConfigEntry
    name: str | None
    """The contact's, if it is one."""
    number: str


def accounts_meant(
    entries: Collection[CallcardConfigEntry], account: str | None, says: Language
) -> Collection[CallcardConfigEntry]:
    """Return the accounts that may be meant: the one that is named, else all."""
    if not entries:
        raise RefusalError(says.texts.no_account)
    if account is None:
        return entries
    said = fold(account)
    named = [entry for entry in entries if fold(entry.title) == said] or [
        entry for entry in entries if fold(entry.title).startswith(said)
    ]
    if not named:
        accounts = says.every([entry.title for entry in entries])
        raise RefusalError(
            says.texts.account_unknown.format(account=account, accounts=accounts)
        )
    return named


def one_account(
    entries: Collection[CallcardConfigEntry], says: Language
) -> CallcardConfigEntry:
    """Return the one account that is meant, or ask which."""
    if len(entries) > 1:
        accounts = says.either([entry.title for entry in entries])
        raise RefusalError(says.texts.which_account.format(accounts=accounts))
    [entry] = entries
    return entry


def ready_account(entry: CallcardConfigEntry, says: Language) -> CallcardCoordinator:
    """Return the account, if it is up."""
    if entry.state is not ConfigEntryState.LOADED:
        raise RefusalError(says.texts.not_ready)
    return entry.runtime_data


def country_meant(name: str | None, hears: Language, says: Language) -> str | None:
    """Return the country that is named: ISO 3166-1 alpha-2."""
    if name is None:
        return None
    country = hears.country(name) or says.country(name)
    if country is None:
        raise RefusalError(says.texts.country_unknown.format(country=name))
    return country


def callee_meant(
    entries: Collection[CallcardConfigEntry], who: str, hears: Language, says: Language
) -> Callee:
    """Return whom to call: a phone number, else the contact of that name."""
    owners = {
        contact: entry
        for entry in entries
        for contact in contacts_of(entry.subentries).values()
    }
    number = hears.heard(who)
    if number and fold(who) not in {fold(contact.name) for contact in owners}:
        return Callee(one_account(entries, says), None, number)
    try:
        contact = _contact_meant(owners, who, hears)
    except ContactError as err:
        if len({fold(name) for name in err.candidates}) == 1:
            owning = {
                entry.entry_id: entry
                for contact, entry in owners.items()
                if contact.name in err.candidates
            }
            one_account(owning.values(), says)
        known = {contact.name for contact in owners}
        raise RefusalError(_which_contact(who, err.candidates, known, says)) from err
    return Callee(owners[contact], contact.name, contact.number)


def why_not_stored(err: HomeAssistantError, says: Language) -> str:
    """Return what to say about a store that failed."""
    texts = says.texts
    key = err.translation_key or ""
    outcome, _, reason = key.partition("_stored_")
    placeholders = dict(err.translation_placeholders or {})
    if number := placeholders.get("number"):
        placeholders["number"] = says.told(number) or number
    if reason in texts.reasons:
        if outcome == "maybe":
            return texts.maybe_stored
        return texts.not_stored.format(reason=texts.reasons[reason])
    if key in texts.problems:
        return texts.problems[key].format(**placeholders)
    return texts.number_invalid.format(**placeholders)


def _contact_meant(contacts: Collection[Contact], who: str, hears: Language) -> Contact:
    """Return the contact of that name, or of the name behind its article."""
    try:
        return find_contact(contacts, who)
    except ContactError as err:
        bare = hears.without_article(who)
        if err.candidates or bare == fold(who):
            raise
        return find_contact(contacts, bare)


def _which_contact(
    who: str, candidates: Collection[str], known: Collection[str], says: Language
) -> str:
    """Return the question whom to call, with the names to choose from."""
    texts = says.texts
    if candidates:
        return texts.contact_ambiguous.format(
            name=who, contacts=says.either(candidates)
        )
    unknown = texts.contact_unknown.format(name=who)
    if not known:
        return unknown
    return f"{unknown} {texts.contacts.format(contacts=says.every(known))}"
