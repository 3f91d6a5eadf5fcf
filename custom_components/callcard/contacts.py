"""The people whom the user calls: config subentries with a name and a number."""

from collections.abc import Iterable
from typing import Final, NamedTuple
import unicodedata

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_NAME

from . import phone_number
from .const import CONF_NUMBER, SUBENTRY_CONTACT
from .errors import InputError

MOST_NAMES: Final = 5  # that an error names at once

# Combining classes: the points of Hebrew and Arabic, which are hardly ever written, and
# accents. Other marks, as in Hindi, Thai and Japanese, tell words apart.
_ACCENTS: Final = frozenset({*range(10, 37), *range(200, 241)})
_EMOJI_SELECTORS: Final = "\ufe0e\ufe0f"
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


class Contact(NamedTuple):
    """Somebody to call; `number` is E.164, or national digits."""

    contact_id: str
    name: str
    number: str


def contacts_of(entry: ConfigEntry) -> list[Contact]:
    """Return an account's contacts, loaded or not; those without a number are none."""
    return [
        Contact(subentry_id, name, number)
        for subentry_id, subentry in entry.subentries.items()
        if subentry.subentry_type == SUBENTRY_CONTACT
        and (name := subentry.data.get(CONF_NAME))
        and (number := subentry.data.get(CONF_NUMBER))
    ]


def fold(name: str) -> str:
    """Return what two names have in common that are the same to the ear."""
    plain = (
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in _without_accents(name)
        if character not in _EMOJI_SELECTORS
    )
    return " ".join("".join(plain).split())


def name_key(name: str) -> str:
    """Return what two names have in common of which only one can be had.

    Case, accents and white space do not count; other signs, as in "Mama 📱", do.
    """
    return " ".join(_without_accents(name).split())


def name_of(
    entry: ConfigEntry, number: str, contact_id: str | None = None
) -> str | None:
    """Return the name of the contact with a number: of several the given one, else the first."""
    names = {
        each.contact_id: each.name
        for each in contacts_of(entry)
        if each.number == number
    }
    return names.get(contact_id or "", next(iter(names.values()), None))


def find_contacts(contacts: Iterable[Contact], name: str) -> list[Contact]:
    """Return the contacts of that whole name.

    Case, accents and signs do not count, and umlauts may be spelt out ("Juergen"); where
    several contacts are left then, as little of this as possible is done.
    """
    everybody = list(contacts)
    for same in (name_key, fold, _spelt_out):
        if wanted := same(name):
            found = [each for each in everybody if same(each.name) == wanted]
            if found:
                return found
    return []


def is_named(name: str, wanted: str) -> bool:
    """Return whether a contact's name is the wanted one; signs count if it has any."""
    if name_key(wanted) != fold(wanted):
        return name_key(name) == name_key(wanted)
    return any(same(name) == same(wanted) for same in (fold, _spelt_out))


def find_callee(entry: ConfigEntry, who: str) -> Contact | str:
    """Return the contact of that name, or `who` itself where it is a phone number.

    Raises `InputError`.
    """
    found = find_contacts(contacts_of(entry), who)
    if len(found) == 1:
        return found[0]
    if not found and phone_number.is_number(who):
        return who
    raise InputError(
        "contact_ambiguous" if found else "contact_unknown",
        name=who[: phone_number.MAX_LENGTH],
        account=entry.title,
        candidates=", ".join(sorted(each.name for each in found)[:MOST_NAMES]),
    )


def _without_accents(name: str) -> str:
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", name.casefold())
        if unicodedata.combining(character) not in _ACCENTS
    )


def _spelt_out(name: str) -> str:
    composed = unicodedata.normalize("NFC", name.casefold())
    return fold(composed.translate(_UMLAUTS))
