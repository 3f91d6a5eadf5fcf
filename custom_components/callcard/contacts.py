"""The people whom the user calls: config subentries with a name and a number."""

import re
from typing import Final, NamedTuple
import unicodedata

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_NAME

from . import phone
from .const import CONF_NUMBER, SUBENTRY_CONTACT
from .errors import InputError

# "My" in the languages of the sentences, as it stands before a name.
_MY: Final = re.compile(
    r"^(?:my|mein(?:e[mnrs]?)?|mijn|mon|ma|mes|min|meus?|minhas?|mis?|mia)\s+"
)

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


def find_callee(entry: ConfigEntry, who: str) -> Contact | None:
    """Return whom the user wants to call; None where `who` is a phone number.

    The whole name of a contact comes first, then a number, then a beginning that only one
    name has. Case, accents and a "my" before the name do not count. Raises `InputError`.
    """
    shown = who[: phone.MAX_LENGTH]
    folded = fold(shown)
    names = {contact: fold(contact.name) for contact in contacts_of(entry)}
    if phone.is_number(who):
        return next((each for each, name in names.items() if name == folded), None)
    found: list[Contact] = []
    for wanted in (folded, _MY.sub("", folded)):
        if wanted and not found and shown == who:
            found = [each for each, name in names.items() if name == wanted] or [
                each for each, name in names.items() if name.startswith(wanted)
            ]
    if len(found) == 1:
        return found[0]
    raise InputError(
        "contact_ambiguous" if found else "contact_unknown",
        name=shown,
        account=entry.title,
        candidates=", ".join(sorted(each.name for each in found)),
    )
