"""The people whom the user calls: config subentries with a name and a number."""

from collections.abc import Collection
import re
from typing import Final, NamedTuple
import unicodedata

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_NAME

from . import phone
from .const import CONF_NUMBER, SUBENTRY_CONTACT

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


class ContactError(LookupError):
    """No contact, or more than one, answers to the name."""

    def __init__(self, name: str, candidates: Collection[str]) -> None:
        """Keep the name as it was given, and the names of those whom it may stand for."""
        super().__init__(name)
        self.name = name
        self.candidates = candidates


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


def find_contact(contacts: Collection[Contact], name: str) -> Contact:
    """Return the contact of this name, or the only one whose name begins like it.

    Case, accents and a "my" before the name do not count. Raises `ContactError`.
    """
    shown = name[: phone.MAX_LENGTH]
    if shown != name:
        raise ContactError(shown, [])
    folded = fold(name)
    for wanted in dict.fromkeys((folded, _MY.sub("", folded))):
        if not wanted:
            continue
        names = {contact: fold(contact.name) for contact in contacts}
        for found in (
            [contact for contact, known in names.items() if known == wanted],
            [contact for contact, known in names.items() if known.startswith(wanted)],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise ContactError(name, [contact.name for contact in found])
    raise ContactError(name, [])


def find_callee(contacts: Collection[Contact], who: str) -> Contact | None:
    """Return whom the user wants to call; None where `who` is a phone number.

    The whole name of a contact comes first, then a number, then a part of a name.
    Raises `ContactError`.
    """
    if phone.is_number(who):
        folded = fold(who)
        named = [contact for contact in contacts if fold(contact.name) == folded]
        return named[0] if named else None
    return find_contact(contacts, who)
