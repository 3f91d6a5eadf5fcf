"""Whom a sentence names: contacts, as people call them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
import re
from typing import Final, NamedTuple

from homeassistant.components.button import DOMAIN as BUTTON_DOMAIN
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..contacts import Contact, contacts_of, fold
from ..coordinator import CallcardConfigEntry
from .languages import Language

_LONGEST: Final = 6  # words of a name
_SHORTEST: Final = 3  # letters of a name that something may be added to
_WORD: Final = re.compile(r"\+|\d+|[^\W\d_]+|[^\w\s!-/:-@\[-`{-~\u2010-\u203f¡¿«»]+")
_JOINED: Final = re.compile(r"(?<=\w)['\-\u2010\u2019](?=\w)")
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


class Person(NamedTuple):
    """A contact, and what it is called."""

    entry_id: str
    contact: Contact
    names: tuple[str, ...]


class Whom(NamedTuple):
    """Who is named: people, of whom one must be chosen; or a number; or a strange name."""

    heard: str
    people: frozenset[Person] = frozenset()
    number: str | None = None


class Word(NamedTuple):
    """A folded word of a sentence, a plus sign or a mark, and where it stands there."""

    text: str
    first: int
    end: int
    whom: Whom | None = None
    """Who is named, where it is the mark of a person."""


class Mention(NamedTuple):
    """Words of a sentence that name somebody, and who that may be."""

    first: int
    end: int
    people: frozenset[Person]


def split(sentence: str) -> list[Word]:
    """Return the words of a sentence, without its punctuation."""
    return [
        Word(text, match.start(), match.end())
        for match in _WORD.finditer(sentence)
        if (text := fold(match[0]).replace(" ", "") or match[0])
    ]


@callback
def people_of(
    hass: HomeAssistant, entries: Iterable[CallcardConfigEntry]
) -> list[Person]:
    """Return the contacts of accounts, with the aliases that Home Assistant has for them."""
    registry = er.async_get(hass)

    def aliases(entry: CallcardConfigEntry, contact: Contact) -> Iterator[str]:
        unique_id = f"{entry.unique_id}_contact_{contact.contact_id}"
        button = registry.async_get_entity_id(BUTTON_DOMAIN, DOMAIN, unique_id)
        known = registry.async_get(button) if button else None
        yield from (
            (alias for alias in known.aliases if isinstance(alias, str))
            if known
            else ()
        )

    return [
        Person(entry.entry_id, contact, (contact.name, *aliases(entry, contact)))
        for entry in entries
        for contact in contacts_of(entry)
    ]


def find_people(
    words: Sequence[Word], people: Iterable[Person], language: Language
) -> list[Mention]:
    """Return who is named, from left to right: the longest name first, whole ones first."""
    index = defaultdict[str, list[tuple[int, Person]]](list)
    for person in people:
        for name in person.names:
            for form, rank in _forms(name, language):
                index[form].append((rank, person))
    texts = [word.text for word in words]
    found = []
    for first in range(len(texts)):
        for end in range(first + 1, min(first + _LONGEST, len(texts)) + 1):
            for form in _shortened(" ".join(texts[first:end]), language):
                for rank, person in index.get(form, ()):
                    if _fits(texts, first, end, form, person, language, rank):
                        found.append((first - end, rank, first, end, person))
    mentions: list[Mention] = []
    for length, rank, first, end, _ in sorted(found, key=lambda each: each[:4]):
        if all(end <= each.first or first >= each.end for each in mentions):
            named = frozenset(
                each[4] for each in found if each[:4] == (length, rank, first, end)
            )
            mentions.append(Mention(first, end, named))
    return _merged(sorted(mentions, key=lambda mention: mention.first))


def _merged(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions; a first name and a surname side by side are one."""
    merged: list[Mention] = []
    for each in mentions:
        last = merged[-1] if merged else None
        if last and last.end == each.first and (both := last.people & each.people):
            merged[-1] = Mention(last.first, each.end, both)
        else:
            merged.append(each)
    return merged


def closest(people: frozenset[Person], sentence: str) -> frozenset[Person]:
    """Return those whose names stand there with what folding drops, as accents; else all."""
    said = sentence.casefold()
    exact = {
        person
        for person in people
        for name in person.names
        if name.casefold() in said and name.casefold() != fold(name)
    }
    return frozenset(exact) or people


@lru_cache(maxsize=4096)
def _forms(name: str, language: Language) -> list[tuple[str, int]]:
    """Return what somebody may be called: 0 is the whole name, 1 no title, 2 a part."""
    forms: dict[str, int] = {}
    written = name.casefold()
    for spelling in (written, _JOINED.sub("", written)):
        plain = " ".join(word.text for word in split(spelling))
        spelt = " ".join(word.text for word in split(spelling.translate(_SPELT)))
        for whole in (plain, spelt, re.sub(r"([aou])e(?=\w{2})", r"\1", plain)):
            words = whole.split()
            bare = [word for word in words if word not in language.titles]
            for form, rank in (
                (whole, 0),
                (fold(whole), 0),
                (" ".join(bare), 1),
                (" ".join(bare[:: max(1, len(bare) - 1)]), 1),
                *((word, 2) for word in bare if len(word) > 1),
            ):
                if form and (rank < 2 or not language.knows(form)):
                    forms.setdefault(form, rank)
    return list(forms.items())


def _shortened(form: str, language: Language) -> Iterator[str]:
    """Yield a name as it is said, and without what may be added to it."""
    yield form
    for ending in language.name_endings:
        if (
            form.endswith(ending)
            and len(bare := form.removesuffix(ending)) >= _SHORTEST
        ):
            yield bare
            yield from (f"{bare}{vowel}" for vowel in "aeo")


def _fits(
    texts: Sequence[str],
    first: int,
    end: int,
    form: str,
    person: Person,
    language: Language,
    rank: int,
) -> bool:
    """Tell whether what stands beside a name leaves it that person's."""
    before, behind = texts[:first][-1:], texts[end:][:1]
    names = [fold(name).split() for name in person.names]
    titles = {language.titles[word] for word in before if word in language.titles}
    own = {
        language.titles[each]
        for name in names
        for each in name
        if each in language.titles
    }
    if titles and own and not titles & own:
        return False
    if rank < 2:
        return True
    strange = [
        word
        for word, is_end in ((before, 0), (behind, -1))
        for word in word
        if any(name and name[is_end] != form for name in names)
        and not language.knows(word)
        and word not in language.titles
        and all(word not in name for name in names)
    ]
    return not strange
