"""Who of an uploaded address book can become a contact."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
import re
from typing import Final, NamedTuple

from homeassistant.components.file_upload import process_uploaded_file
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from . import phone_number
from .address_book import (
    MAX_SIZE,
    AddressBookError,
    AddressBookProblem,
    Kind,
    Person,
    read,
)
from .const import DOMAIN
from .contacts import Contact, contacts_of, fold
from .options import Options

_LONGEST_KIND: Final = 20  # characters in a name
_MOST_REFUSED: Final = 10
_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


class Candidate(NamedTuple):
    """A contact to be, its E.164 number or national digits, and how it is offered."""

    name: str
    number: str
    label: str


class Import(NamedTuple):
    """Whom an address book has, and numbers that cannot be called, as Markdown."""

    candidates: tuple[Candidate, ...] = ()
    refused: str = ""
    refused_count: int = 0


class _Entry(NamedTuple):
    """A number that can be called; the kind is in Home Assistant's language."""

    name: str
    kind: str
    number: str


async def async_read(hass: HomeAssistant, entry: ConfigEntry, file_id: str) -> Import:
    """Read an uploaded address book, and delete it; raises `AddressBookError`."""
    texts: dict[str, str] = {}
    for category in ("exceptions", "selector"):
        # One language for all: nobody tells which one the user has.
        texts |= await async_get_translations(
            hass, hass.config.language, category, [DOMAIN]
        )

    def read_upload() -> Import:
        try:
            with process_uploaded_file(hass, file_id) as path, path.open("rb") as file:
                data = file.read(MAX_SIZE + 1)
        except ValueError:
            raise AddressBookError(AddressBookProblem.GONE) from None
        entries, refused = _checked(read(data), country, texts)
        return Import(
            tuple(_candidates(entries, contacts)), _listed(refused), len(refused)
        )

    contacts = contacts_of(entry)
    country = Options.of(hass, entry).country
    return await hass.async_add_executor_job(read_upload)


def _checked(
    people: Iterable[Person], country: str | None, texts: Mapping[str, str]
) -> tuple[list[_Entry], list[str]]:
    """Return the numbers that can be called, and what is wrong with the others."""
    entries: list[_Entry] = []
    refused: list[str] = []
    for person in people:
        cut = person.name[: phone_number.MAX_LENGTH].rstrip()
        for kind, text in person.numbers:
            if isinstance(kind, Kind):
                kind = texts[f"component.{DOMAIN}.selector.number_kind.options.{kind}"]
            shown = text[: phone_number.MAX_LENGTH]
            try:
                number = phone_number.normalize(text, country)
            except phone_number.NumberError as err:
                reason = texts[f"component.{DOMAIN}.exceptions.{err.problem}.message"]
                whose = [cut, kind] if cut else [kind]
                refused.append(f"{', '.join(whose)}: {reason.format(number=shown)}")
                continue
            name = cut if fold(cut) else phone_number.formatted(number)
            entries.append(_Entry(name, kind[:_LONGEST_KIND], number))
    return entries, refused


def _candidates(
    entries: Iterable[_Entry], contacts: list[Contact]
) -> Iterator[Candidate]:
    """Return who is no contact yet, each with a name of its own."""
    taken = {fold(contact.name) for contact in contacts}
    known: dict[str, list[str]] = {}
    for contact in contacts:
        known.setdefault(contact.number, []).append(f"{fold(contact.name)} ")
    people: dict[str, dict[str, _Entry]] = {}
    for entry in entries:
        people.setdefault(fold(entry.name), {}).setdefault(entry.number, entry)
    for person, numbers in people.items():
        spelling = next(iter(numbers.values())).name
        counts: Counter[str] = Counter()
        for number, entry in numbers.items():
            same_kind = fold(entry.kind)
            counts[same_kind] += 1
            suffix = f" {counts[same_kind]}" if counts[same_kind] > 1 else ""
            suffix = f" ({entry.kind}{suffix})" if len(numbers) > 1 else ""
            longest = phone_number.MAX_LENGTH - len(suffix)
            name = spelling[:longest].rstrip() + suffix
            names = known.get(number, [])
            if fold(name) in taken or any(
                each.startswith(f"{person} ") for each in names
            ):
                continue
            taken.add(fold(name))
            shown = phone_number.formatted(number)
            yield Candidate(name, number, f"{spelling} · {entry.kind} · {shown}")


def _listed(refused: list[str]) -> str:
    lines = [_PUNCTUATION.sub(r"\\\1", line) for line in refused[:_MOST_REFUSED]]
    if more := len(refused) - len(lines):
        lines.append(f"… (+{more})")
    return "\n".join(f"- {line}" for line in lines)
