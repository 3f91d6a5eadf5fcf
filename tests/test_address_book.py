"""Address books, as phones, computers and a FRITZ!Box export them."""

from base64 import b64encode
import random
import time
import tracemalloc

from hypothesis import example, given, settings, strategies as st
import pytest

from custom_components.callcard import address_book
from custom_components.callcard.address_book import (
    MAX_NUMBERS,
    MAX_SIZE,
    AddressBookError,
    AddressBookProblem,
    Kind,
    Number,
    Person,
)

ANN = Person("Ann Müller", (Number(Kind.MOBILE, "+49 171 1234567"),))
ANDROID = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=4D=C3=BC=6C=6C=
=65=72;=41=6E=6E;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41=6E=6E=20=4D=C3=
=BC=6C=6C=65=72=

TEL;CELL;PREF:+49 171 1234567
TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=48=75=74):030 1234567
TEL;WORK;FAX:030 1234568
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
 TELabc/0123456789

NOTE;ENCODING=QUOTED-PRINTABLE:first=
TELL me more=
END:VCARD
"""
IOS = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 20.1//EN
N:Müller;Ann;Eve;Dr.;
FN:Ann Müller
ORG:Bakery\\, North;Office;
TEL;type=CELL;type=VOICE;type=pref:+49 171 1234567
item1.TEL;type=pref:030 1234567
item1.X-ABLabel:_$!<Home>!$_
item2.TEL:030 1234568
item2.X-ABLabel:Holiday\\, sea
item3.TEL;type=HOME;type=FAX:030 1234569
item4.TEL:030 1234570
Item5.TEL:030 1234571
item5.X-ABLabel:Telefax
item4.X-ABLabel:_$!<WorkFAX>!$_
X-APPLE-STRUCTURED-LOCATION;X-ADDRESS=1 \\"B\\" Street:geo:52.5,13.4
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
  AAAA
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:
N:;;;;
ORG:Bakery\\, North;Office;
TEL;type=MAIN:030 1234571
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Müller;Ann;Eve;Dr.;
TEL:
TEL;type=WORK:030 1234572
END:VCARD
"""
NEXTCLOUD = """BEGIN:VCARD
VERSION:4.0
FN:Ann
 \x20Müller
TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+49-171-1234567
TEL;TYPE=HOME,VOICE:030 1234567
junk without a colon
TEL;TYPE=HOME
X-SOMETHING:else
END:VCARD
BEGIN:VCARD
FN:No number
EMAIL:nobody@example.com
END:VCARD
BEGIN:VCARD
TEL;TYPE="unbalanced:030 1234567
"""
LATIN = """BEGIN:VCARD
FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Ann M=FCller
TEL;CELL:+49 171 1234567
END:VCARD
BEGIN:VCARD
FN;CHARSET=NONE-SUCH:Zoë
TEL;CELL:030 1234567
END:VCARD
BEGIN:VCARD
FN;CHARSET=ISO-NONE:Zoë\\nSea
TEL;CELL:030 1234567
END:VCARD
BEGIN:VCARD
FN;QUOTED-PRINTABLE:Tom=
TEL;CELL:030 1234567
END:VCARD
"""
FRITZ = """<?xml version="1.0" encoding="{}"?>
<phonebooks><phonebook name="Telefonbuch">
<contact><category>0</category><person><realName>Ann Müller</realName></person>
<telephony nid="3"><number type="mobile" prio="1" id="0">+49 171 1234567</number>
<number type="home" id="1">030 1234567</number><number type="fax_work">0301</number>
<number type="label:Holiday">030 1234568</number><number>**610</number>
<number type="work" /></telephony></contact>
<contact><person><realName>No number</realName></person><telephony/></contact>
<contact><telephony><number>030 1234569</number></telephony></contact>
</phonebook></phonebooks>"""
HOME = Number(Kind.HOME, "030 1234567")
IN_FRITZ = [
    Person(
        "Ann Müller",
        (
            *ANN.numbers,
            HOME,
            Number("Holiday", "030 1234568"),
            Number(Kind.OTHER, "**610"),
        ),
    ),
    Person("", (Number(Kind.OTHER, "030 1234569"),)),
]
BOMB = """<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<phonebooks><contact>&b;</contact></phonebooks>"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize(
    ("text", "people"),
    [
        (ANDROID, [Person(ANN.name, (*ANN.numbers, Number(Kind.OTHER, HOME.text)))]),
        (
            IOS,
            [
                Person(
                    ANN.name,
                    (*ANN.numbers, HOME, Number("Holiday, sea", "030 1234568")),
                ),
                Person("Bakery, North Office", (Number(Kind.OTHER, "030 1234571"),)),
                Person("Ann Eve Müller", (Number(Kind.WORK, "030 1234572"),)),
            ],
        ),
        (
            NEXTCLOUD,
            [
                Person(
                    ANN.name, (Number(Kind.MOBILE, "tel:+49-171-1234567"), HOME)
                ),
                Person("", (Number(Kind.OTHER, HOME.text),)),
            ],
        ),
        (
            LATIN,
            [
                ANN,
                Person("Zoë", (Number(Kind.MOBILE, HOME.text),)),
                Person("Zoë Sea", (Number(Kind.MOBILE, HOME.text),)),
                Person("Tom", (Number(Kind.MOBILE, HOME.text),)),
            ],
        ),
    ],
    ids=["android", "ios", "nextcloud", "latin"],
)  # fmt: skip
def test_vcards(text: str, people: list[Person], encoding: str, end: str) -> None:
    """Each version, encoding and line end is read; other lines are in nobody's way."""
    data = text.replace("\n", end).encode(encoding)

    assert address_book.read(data) == people


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_phone_book(encoding: str) -> None:
    """A FRITZ!Box knows kinds, own words for kinds, and fax machines."""
    assert address_book.read(FRITZ.format(encoding).encode(encoding)) == IN_FRITZ


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", AddressBookProblem.EMPTY),
        (b"\xef\xbb\xbf \r\n", AddressBookProblem.EMPTY),
        (b"PK\x03\x04" + bytes(range(256)), AddressBookProblem.FOREIGN),
        (b"Name,Phone\nAnn,030 1234567\n", AddressBookProblem.FOREIGN),
        (b"<!DOCTYPE html><html></html>", AddressBookProblem.FOREIGN),
        (b"<!DOCTYPE phonebooks><phonebooks/>", AddressBookProblem.FOREIGN),
        (b"<feed><contact/></feed>", AddressBookProblem.FOREIGN),
        (BOMB.encode(), AddressBookProblem.FOREIGN),
        (FRITZ.format("utf-8")[:-30].encode(), AddressBookProblem.BROKEN),
        (FRITZ.format("none").encode(), AddressBookProblem.BROKEN),
        (FRITZ.format("big5").encode(), AddressBookProblem.BROKEN),
        (b"<phonebooks/>", AddressBookProblem.NO_NUMBERS),
        (b"BEGIN:VCARD\nFN:Ann\nEND:VCARD", AddressBookProblem.NO_NUMBERS),
        (b"begin:vcard\nfn:" + b"\xff" * 6_000, AddressBookProblem.NO_NUMBERS),
        (b"BEGIN:VCARD" + bytes(MAX_SIZE), AddressBookProblem.TOO_LARGE),
        (b"<phonebooks>" + b" " * (MAX_SIZE // 10), AddressBookProblem.TOO_LARGE),
        (b"BEGIN:VCARD\n" * 200_001, AddressBookProblem.TOO_LARGE),
        (
            b"BEGIN:VCARD" + b"\nTEL:1" * (MAX_NUMBERS + 1),
            AddressBookProblem.TOO_LARGE,
        ),
    ],
    ids=range(18),
)
def test_problems(data: bytes, problem: AddressBookProblem) -> None:
    """What is no address book, or too large a one, is told."""
    with pytest.raises(AddressBookError) as error:
        address_book.read(data)

    assert error.value.problem is problem


def test_endless_line() -> None:
    """A line that is folded without an end is left out, and takes no memory."""
    folds = b" 12\n" * 300_000
    text = b"BEGIN:VCARD\nFN:A\nTEL:1234567\nORG:x\n" + folds + b"END:VCARD\n"

    tracemalloc.start()
    people = address_book.read(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert people == [Person("A", (Number(Kind.OTHER, "1234567"),))]
    assert peak < 2 * len(folds)


def test_many_photos() -> None:
    """5,000 people with photos, 50 MB, are read soon."""
    photo = b64encode(random.Random(0).randbytes(7_500))
    folded = b"\r\n ".join(photo[at : at + 74] for at in range(0, len(photo), 74))
    head, _, _ = ANDROID.partition("PHOTO")
    card = head.encode() + b"PHOTO;ENCODING=b:" + folded + b"\r\nEND:VCARD\r\n"
    begin = time.perf_counter()

    assert len(address_book.read(card * 5_000)) == 5_000
    assert time.perf_counter() - begin < 10


@given(
    st.binary()
    | st.lists(
        st.sampled_from(
            [*ANDROID.splitlines(), *IOS.splitlines(), *NEXTCLOUD.splitlines()]
        )
    ).map(lambda lines: "\n".join(["BEGIN:VCARD", *lines]).encode())
    | st.text().map(
        lambda text: f"BEGIN:VCARD\nFN;CHARSET=GB18030:{text}\nTEL:{text}".encode()
    )
    | st.binary().map(lambda data: FRITZ.format("utf-8").encode().replace(b"0", data))
)
@example(b"BEGIN:VCARD\nFN;CHARSET=ISO2022_JP;QUOTED-PRINTABLE:=1B=\nTEL:1")
@settings(deadline=1_000)
def test_any_bytes(data: bytes) -> None:
    """Whatever comes, there are people with numbers, or it is told what is wrong."""
    try:
        people = address_book.read(data)
    except AddressBookError:
        return
    assert people
    for person in people:
        assert person.numbers
        for text in (person.name, *(text for _, text in person.numbers)):
            assert text == " ".join(text.split())
            text.encode()
        assert all(text for _, text in person.numbers)
