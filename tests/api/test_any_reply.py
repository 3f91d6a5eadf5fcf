"""Whatever bytes come: an account or one of the client's errors, and nothing else."""

from datetime import timedelta
from decimal import Decimal
import json
import re

from hypothesis import given, settings, strategies as st
from hypothesis.strategies import SearchStrategy

from custom_components.callcard.api import Account
from custom_components.callcard.api.response import plain_text

from .conftest import never, parse, receive, respond

often = settings(max_examples=200, deadline=None)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["18,40", "NaN", "493034649495", "0049", "eur", 10**40])
)
DOCUMENTS: SearchStrategy[object] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
COUNTRIES = st.sampled_from(["de", "gb", "us", "XK", "", "d", "deu"]) | st.text()
MAPS = "dialinnumberGeo dialinnumberFree callbacknumberGeo callbacknumberFree"
TEXTS = (
    "dialinnumber anumber bnumber customernumber accountnumber username customercurrency "
    "customeraccountstate"
)


def mutated(fields: dict[str, SearchStrategy[object]]) -> SearchStrategy[object]:
    """Draw maps of these fields: any may be missing, or be anything."""
    return st.fixed_dictionaries(
        {}, optional={name: field | DOCUMENTS for name, field in fields.items()}
    )


BODIES = mutated(
    dict.fromkeys(MAPS.split(), st.dictionaries(COUNTRIES, DOCUMENTS))
    | dict.fromkeys(TEXTS.split(), SCALARS)
)
CODES = mutated(
    {
        "code": st.sampled_from([200, 401, 1001, 1011, "1012"]),
        "description": st.text() | st.sampled_from(["<b>login", "OK"]),
    }
)
ENVELOPES = mutated(
    {"error": st.booleans(), "codes": st.lists(CODES), "body": BODIES}
) | st.fixed_dictionaries({"error": st.just(False), "body": BODIES})


@often
@given(document=DOCUMENTS | ENVELOPES)
def test_any_json(document: object) -> None:
    """Any JSON gives an error of the client, or an account with what it should hold."""
    account = receive(document)
    if not isinstance(account, Account):
        return
    numbers = [
        *(account.targets or ()),
        *(n for of_kind in account.numbers.values() for n in of_kind.values()),
        *filter(None, [account.personal_number]),
    ]
    assert all(re.fullmatch(r"\+[1-9][0-9]{2,14}|[0-9]{3,15}", n) for n in numbers)
    assert not (account.targets and account.has_unclear_targets)
    assert account.balance is None or account.balance.amount.is_finite()
    assert all(
        re.fullmatch(r"[A-Za-z]+(\.[A-Za-z]{2})?", name)
        for name in account.unreadable_fields
    )


@often
@given(
    content=st.binary() | ENVELOPES.map(json.dumps).map(str.encode),
    status=st.integers(100, 599),
    data=st.data(),
)
def test_any_bytes(content: bytes, status: int, data: st.DataObject) -> None:
    """Any bytes, and an envelope with some changed or cut, give one or the other."""
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    receive(content[:start] + data.draw(st.binary(max_size=2)) + content[end:], status)


DATES = st.from_regex(
    r"(Mon, )?[0-9]{1,3} May [0-9]{2,12} [0-9]{2}:[0-9]{2}(:[0-9]{2})?( [+-][0-9]{1,9}| GMT)?"
)


@often
@given(text=st.text() | st.integers().map(str) | DATES)
def test_any_header(text: str) -> None:
    """Any header gives a time, or none; waiting takes an hour at most."""
    reply = respond(b"", headers={"Date": text, "Retry-After": text})
    assert reply.date is None or abs(reply.date - reply.received) >= timedelta()
    assert reply.retry_after is None or timedelta() < reply.retry_after <= timedelta(
        hours=1
    )


@often
@given(
    amount=st.decimals(-(10**12), 10**12, places=2)
    | st.decimals(-(10**6), 10**6, places=4)
)
def test_german_decimal(amount: Decimal) -> None:
    """A decimal that is written the German way is read as the same, to the last zero."""
    german = f"{amount:,f}".translate(str.maketrans(",.", ".,"))
    balance = parse(f'{{"customeraccountstate": "{german}"}}').balance
    assert balance is not None
    assert str(balance.amount) == str(amount)


MARKUP = st.sampled_from(
    [
        *("<", ">", "</", "<b", "b>", "&lt;", "&gt;", "<!--", "-->", "<?", "\0", "\\/"),
        *("<script", "</script>", "&#60;"),
    ]
)


@often
@given(text=st.lists(st.text() | MARKUP).map("".join))
def test_plain_text(text: str) -> None:
    """A stranger's text never looks like a tag, hides nothing, and is short."""
    plain = plain_text(text, never)
    assert not re.search(r"</?[a-zA-Z!?]", plain)
    assert plain.isprintable()
    assert len(plain) <= 200


VALUES = st.text("äß§", min_size=1) | st.integers(10**6, 10**20)
NAMES = st.text("aZ_", min_size=1, max_size=50) | st.text("§7", min_size=4)


@often
@given(
    body=st.dictionaries(
        NAMES,
        VALUES
        | st.lists(VALUES)
        | st.dictionaries(COUNTRIES | VALUES.map(str), VALUES),
        max_size=80,
    ),
    codes=st.lists(st.fixed_dictionaries({"code": VALUES, "description": VALUES})),
    content_type=VALUES.map(lambda value: f"text/{value}; charset={value}"),
)
def test_shape(
    body: dict[str, object], codes: list[dict[str, object]], content_type: str
) -> None:
    """The shape of a reply is small, and holds nothing but names, kinds and lengths."""
    envelope = {"error": False, "codes": codes, "body": body}
    shape = respond(envelope, headers={"Content-Type": content_type}).shape
    names = "[aZ][aZ_]{0,39}|other"
    assert all(re.fullmatch(names, name) for name in shape["fields"])
    assert len(shape["fields"]) <= 61
    kinds = "number|list|map|map of countries|text of [0-9]+"
    assert all(re.fullmatch(kinds, kind) for kind in shape["fields"].values())
    assert shape["codes"] == ["other"] * min(len(codes), 10)
    assert (shape["status"], shape["content_type"]) == (200, "other")
