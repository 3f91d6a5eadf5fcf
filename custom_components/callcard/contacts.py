"""The people whom the user calls: config subentries with a name and a number."""

from collections.abc import Collection, Mapping
import re
from typing import NamedTuple
import unicodedata

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import CONF_NAME

from .const import CONF_NUMBER, SUBENTRY_CONTACT

# "My" in the languages of the sentences, as it stands before a name.
_MY = re.compile(
    r"(?:my|mein(?:e[mnrs]?)?|mijn|mon|ma|mes|min|meus?|minhas?|mis?|mia)\s+"
)

# Combining classes: the points of Hebrew and Arabic, which are hardly ever written, and
# accents. Other marks, as in Hindi, Thai and Japanese, tell words apart.
_ACCENTS = frozenset({*range(10, 37), *range(200, 241)})


class Contact(NamedTuple):
    """Somebody to call; `number` is E.164, or national digits."""

    contact_id: str
    name: str
    number: str


class ContactError(LookupError):
    """No contact, or more than one, answers to the name."""

    def __init__(self, name: str, candidates: Collection[str]) -> None:
        """Keep the name as it was said, and the names of those who could be meant."""
        super().__init__(name)
        self.name = name
        self.candidates = candidates


def contacts_of(subentries: Mapping[str, ConfigSubentry]) -> dict[str, Contact]:
    """Return an account's contacts by their ids."""
    return {
        subentry_id: Contact(
            subentry_id, subentry.data[CONF_NAME], subentry.data[CONF_NUMBER]
        )
        for subentry_id, subentry in subentries.items()
        if subentry.subentry_type == SUBENTRY_CONTACT
    }


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
    """Return whom the user means: by the name, or by a beginning that only one has.

    Case, accents and a "my" before the name do not count. Raises `ContactError`.
    """
    said = fold(name)
    for wanted in dict.fromkeys((said, _MY.sub("", said, count=1))):
        names = {contact: fold(contact.name) for contact in contacts}
        for found in (
            [contact for contact, known in names.items() if known == wanted],
            [
                contact
                for contact, known in names.items()
                if wanted and known.startswith(wanted)
            ],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise ContactError(name, [contact.name for contact in found])
    raise ContactError(name, [])
