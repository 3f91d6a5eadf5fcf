"""Address books: vCard files (2.1, 3.0, 4.0), and the phone books of a FRITZ!Box."""

from binascii import a2b_qp
import codecs
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
import re
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

MAX_SIZE: Final = 100 * 1024 * 1024  # bytes
MAX_NUMBERS: Final = 20_000
_MAX_XML: Final = 10 * 1024 * 1024  # bytes; a phone book of 300 people has 100 kB
_MAX_PROPERTIES: Final = 10 * MAX_NUMBERS
_MAX_LINE: Final = 5_000  # bytes of a name or a number

_UTF_16: Final = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_XML: Final = re.compile(rb"\s*+<")
_VCARD: Final = re.compile(rb"BEGIN:VCARD", re.IGNORECASE)
_LINE: Final = re.compile(rb"([^\r\n]*+)(?:\r\n?|\n|\Z)")
_WANTED: Final = re.compile(
    rb"(?:[\w-]++\.)?(?:BEGIN|END|FN|N|ORG|TEL|X-ABLABEL)[;:]", re.IGNORECASE
)
_PROPERTY: Final = re.compile(
    rb'(?:([\w-]++)\.)?([\w-]++)((?:"[^"]*+"|[^:])*+):(.*+)', re.DOTALL
)
_QUOTED_PRINTABLE: Final = "QUOTED-PRINTABLE"
# UTF-8 is tried anyway. Other words may name codecs that take for ever.
_CHARSET: Final = re.compile(
    r'CHARSET="?((?:ISO|WINDOWS|CP|KOI8|GB|BIG5|SHIFT|EUC)[\w-]*+)', re.IGNORECASE
)
_SEMICOLON: Final = re.compile(r"(?<!\\);")
_ESCAPED: Final = re.compile(r"\\(.)")
_WORD: Final = re.compile(r"[a-z]+")
_APPLE_LABEL: Final = re.compile(r"_\$!<(.*)>!\$_")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class AddressBookProblem(StrEnum):
    """What can be wrong with a file; also the keys of its translations."""

    TOO_LARGE = "file_too_large"
    EMPTY = "file_empty"
    FOREIGN = "file_foreign"
    BROKEN = "file_broken"
    NO_NUMBERS = "file_no_numbers"
    GONE = "file_gone"


class AddressBookError(ValueError):
    """No address book that can be read."""

    def __init__(self, problem: AddressBookProblem) -> None:
        """Keep what is wrong with it."""
        super().__init__(problem)
        self.problem = problem


class Kind(StrEnum):
    """Whose or which phone a number is; also the keys of its translations."""

    MOBILE = "mobile"
    WORK = "work"
    HOME = "home"
    OTHER = "other"


_KINDS: Final = {
    Kind.MOBILE: {"cell", "iphone", "mobile"},
    Kind.WORK: {"work"},
    Kind.HOME: {"home"},
}
_NO_PHONE: Final = {"fax", "homefax", "otherfax", "pager", "telefax", "workfax"}


class Number(NamedTuple):
    """A number as it is written; its kind may be a word of the user's own."""

    kind: Kind | str
    text: str


class Person(NamedTuple):
    """Somebody with at least one number; the name may be empty."""

    name: str
    numbers: tuple[Number, ...]


class _Property(NamedTuple):
    """A line of a vCard, its name in capitals, its value with its backslashes."""

    group: bytes
    name: bytes
    parameters: str
    value: str


def read(data: bytes) -> list[Person]:
    """Return the people of a file who have a phone; fax machines and pagers are none.

    Raises `AddressBookError`.
    """
    if len(data) > MAX_SIZE:
        raise AddressBookError(AddressBookProblem.TOO_LARGE)
    if encoding := _UTF_16.get(data[:2]):
        text = data[2:].decode(encoding, "replace").encode(errors="replace")
    else:
        text = data.removeprefix(codecs.BOM_UTF8)
    if not text or text.isspace():
        raise AddressBookError(AddressBookProblem.EMPTY)
    found: Iterable[Person]
    if _XML.match(text):
        found = _phone_book(data)  # It says itself how it is encoded
    elif _VCARD.search(text):
        found = map(_person, _cards(text))
    else:
        raise AddressBookError(AddressBookProblem.FOREIGN)
    people = [person for person in found if person.numbers]
    if not people:
        raise AddressBookError(AddressBookProblem.NO_NUMBERS)
    if sum(len(person.numbers) for person in people) > MAX_NUMBERS:
        raise AddressBookError(AddressBookProblem.TOO_LARGE)
    return people


def _phone_book(data: bytes) -> Iterator[Person]:
    if len(data) > _MAX_XML:
        raise AddressBookError(AddressBookProblem.TOO_LARGE)
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise AddressBookError(AddressBookProblem.FOREIGN) from None
    except ParseError, LookupError, ValueError:  # The latter two for its encoding
        raise AddressBookError(AddressBookProblem.BROKEN) from None
    if root.tag not in {"phonebooks", "phonebook"}:
        raise AddressBookError(AddressBookProblem.FOREIGN)
    for contact in root.iter("contact"):
        name = _plain(contact.findtext("person/realName", ""))
        numbers = contact.iterfind("telephony/number")
        yield Person(name, tuple(filter(None, map(_phone_book_number, numbers))))


def _phone_book_number(element: Element) -> Number | None:
    kind, _, label = element.get("type", "").partition("label:")
    return _number(kind, label, element.text or "")


def _cards(text: bytes) -> Iterator[list[_Property]]:
    """Return the vCards, also those without an end."""
    card: list[_Property] = []
    for count, each in enumerate(_properties(text)):
        if count == _MAX_PROPERTIES:
            raise AddressBookError(AddressBookProblem.TOO_LARGE)
        if each.name in {b"BEGIN", b"END"}:
            yield card
            card = []
        else:
            card.append(each)
    yield card


def _properties(text: bytes) -> Iterator[_Property]:
    for line in _lines(text):
        if len(line) <= _MAX_LINE and (match := _PROPERTY.match(line)):
            group, name, parameters, value = match.groups()
            written = parameters.decode(errors="replace")
            yield _Property(
                (group or b"").lower(), name.upper(), written, _decoded(value, written)
            )


def _lines(text: bytes) -> Iterator[bytes]:
    """Return the lines that matter, in one piece, which those of photos do not."""
    parts: list[bytes] = []
    size = 0
    for match in _LINE.finditer(text):
        line = match[1]
        is_wanted = _WANTED.match(line) is not None
        size += len(line)
        if size > _MAX_LINE:
            parts = []
        if (
            not is_wanted
            and parts
            and parts[-1].endswith(b"=")
            and _QUOTED_PRINTABLE.encode() in parts[0].upper()
        ):
            parts[-1:] = parts[-1][:-1], line
        elif line.startswith((b" ", b"\t")):
            if parts:
                parts.append(line[1:])
        else:
            yield b"".join(parts)
            parts, size = [line] if is_wanted else [], len(line)
    yield b"".join(parts)


def _decoded(value: bytes, parameters: str) -> str:
    if _QUOTED_PRINTABLE in parameters.upper():
        value = a2b_qp(value)
    declared = _CHARSET.search(parameters)
    for charset in (*(declared.groups() if declared else ()), "utf-8"):
        with suppress(LookupError, UnicodeError):
            return value.decode(charset)
    return value.decode("cp1252", "replace")


def _person(card: list[_Property]) -> Person:
    texts = {each.name: each.value for each in reversed(card)}
    labels = {each.group: each.value for each in card if each.name == b"X-ABLABEL"}
    family, given, additional, *_ = *_SEMICOLON.split(texts.get(b"N", "")), "", ""
    names = (
        texts.get(b"FN", ""),
        f"{given} {additional} {family}",
        _SEMICOLON.sub(" ", texts.get(b"ORG", "")),
    )
    numbers = (
        _number(each.parameters, _unescaped(labels.get(each.group, "")), each.value)
        for each in card
        if each.name == b"TEL"
    )
    return Person(
        next(filter(None, map(_unescaped, names)), ""), tuple(filter(None, numbers))
    )


def _number(words: str, label: str, text: str) -> Number | None:
    """Return a number with its kind; None if it is empty, or nobody answers there."""
    if apple := _APPLE_LABEL.fullmatch(label):
        words, label = apple[1], ""
    kinds = set(_WORD.findall(f"{words} {label}".lower()))
    text = _plain(text)
    if not text or (kinds & _NO_PHONE and "voice" not in kinds):
        return None
    kind = next((kind for kind, those in _KINDS.items() if those & kinds), Kind.OTHER)
    return Number(_plain(label) or kind, text)


def _unescaped(text: str) -> str:
    return _plain(_ESCAPED.sub(r"\1", text.replace(r"\n", " ")))


def _plain(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
