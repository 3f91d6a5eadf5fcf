"""The people whom the user calls: config subentries with a name and a number."""

from collections.abc import Iterable
from typing import Final, NamedTuple
import unicodedata

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_NAME

from . import phone_number
from .const import CONF_NUMBER, SUBENTRY_CONTACT
from .errors import InputError

# Combining classes: the points of Hebrew and Arabic, which are hardly ever written, and
# accents. Other marks, as in Hindi, Thai and Japanese, tell words apart.
_ACCENTS: Final = frozenset({*range(10, 37), *range(200, 241)})


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
    characters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in characters
        if unicodedata.combining(character) not in _ACCENTS
    )
    return " ".join(plain.split())


def name_of(entry: ConfigEntry, number: str) -> str | None:
    """Return the name of the contact with a number, the first of several."""
    names = (each.name for each in contacts_of(entry) if each.number == number)
    return next(names, None)


def find_contacts(
    contacts: Iterable[Contact], wanted: Iterable[str], *, is_number: bool
) -> list[Contact]:
    """Return the contacts that folded names may stand for.

    A whole name comes first; a beginning of one counts only where it is no phone number.
    """
    names = {contact: fold(contact.name) for contact in contacts}
    beginnings = tuple(filter(None, wanted))
    for whole in beginnings:
        if found := [each for each, name in names.items() if name == whole]:
            return found
    if is_number:
        return []
    return [each for each, name in names.items() if name.startswith(beginnings)]


def find_callee(entry: ConfigEntry, who: str) -> Contact | None:
    """Return whom the user wants to call; None where `who` is a phone number.

    Case and accents do not count. Raises `InputError`.
    """
    is_number = phone_number.is_number(who)
    found = find_contacts(contacts_of(entry), [fold(who)], is_number=is_number)
    if len(found) == 1:
        return found[0]
    if is_number:
        return None
    raise InputError(
        "contact_ambiguous" if found else "contact_unknown",
        name=who[: phone_number.MAX_LENGTH],
        account=entry.title,
        candidates=", ".join(sorted(each.name for each in found)),
    )
