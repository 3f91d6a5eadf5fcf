"""Whatever bytes come: an account or one of the client's errors, and nothing else."""

from datetime import timedelta
from decimal import Decimal
import json
import re

from hypothesis import given, settings, strategies as st
from hypothesis.strategies import SearchStrategy

from custom_components.callcard.api import Account, Balance, NumberKind
from custom_components.callcard.api.response import plain_text
from tests.simulator import Account as SimulatedAccount, demo_accounts

from .conftest import parse, receive, respond

often = settings(max_examples=200, deadline=None)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        ["18,40", "NaN", "1.234,56", "493034649495", "0049", "eur", 10**40]
    )
)
DOCUMENTS: SearchStrategy[object] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
COUNTRIES = st.sampled_from(["de", "gb", "us", "XK", "", "d", "deu"]) | st.text()
STATUSES = st.sampled_from([200, 201, 301, 400, 401, 403, 404, 429, 500, 503])
MAPS = [
    "dialinnumberGeo",
    "dialinnumberFree",
    "callbacknumberGeo",
    "callbacknumberFree",
]
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
    dict.fromkeys(MAPS, st.dictionaries(COUNTRIES, DOCUMENTS))
    | dict.fromkeys(TEXTS.split(), SCALARS)
)
CODES = st.lists(
    mutated(
        {
            "code": st.sampled_from([200, 401, 1001, 1011, "1012"]),
            "description": st.text() | st.sampled_from(["<b>login", "OK"]),
        }
    )
)
ENVELOPES = mutated({"error": st.booleans(), "codes": CODES, "body": BODIES})


@often
@given(document=DOCUMENTS | ENVELOPES, status=STATUSES)
def test_any_json(document: object, status: int) -> None:
    """Any JSON document gives an account or an error of the client."""
    receive(document, status)


@often
@given(body=BODIES)
def test_any_body(body: object) -> None:
    """Any body in a right envelope gives an account with what it should hold."""
    account = receive({"error": False, "codes": [], "body": body})
    if not isinstance(account, Account):
        assert not isinstance(body, dict)
        return
    assert account.numbers.keys() == set(NumberKind)
    numbers = [
        account.personal_number,
        *(n for of_kind in account.numbers.values() for n in of_kind.values()),
        *(account.targets or ()),
    ]
    assert all(
        number is None or re.fullmatch(r"\+[1-9][0-9]{2,14}|[0-9]{3,15}", number)
        for number in numbers
    )
    assert not (account.targets and account.has_unclear_targets)
    assert account.balance is None or account.balance.amount.is_finite()
    assert all(
        re.fullmatch(r"[A-Za-z]+(\.[A-Za-z]{2})?", name)
        for name in account.unreadable_fields
    )


@often
@given(content=st.binary() | st.text().map(str.encode), status=STATUSES)
def test_any_bytes(content: bytes, status: int) -> None:
    """Any bytes give an account or an error of the client."""
    receive(content, status)


@often
@given(envelope=ENVELOPES.map(json.dumps).map(str.encode), data=st.data())
def test_broken_bytes(envelope: bytes, data: st.DataObject) -> None:
    """An envelope with a byte changed, or cut, gives an account or such an error."""
    place = data.draw(st.integers(0, len(envelope) - 1))
    byte = data.draw(st.binary(max_size=1))
    receive(envelope[:place] + byte + envelope[place + 1 :])
    receive(envelope[:place])


DATES = st.from_regex(
    r"(Mon, )?[0-9]{1,3} May [0-9]{2,12} [0-9]{2}:[0-9]{2}(:[0-9]{2})?( [+-][0-9]{1,9}| GMT)?"
)


@often
@given(text=st.text() | st.integers().map(str) | DATES)
def test_any_header(text: str) -> None:
    """Any header gives a time, or none; waiting takes a day at most."""
    reply = respond(b"", headers={"Date": text, "Retry-After": text})
    assert reply.date is None or reply.date - reply.received
    assert reply.retry_after is None or timedelta() < reply.retry_after <= timedelta(1)


DIGITS = st.from_regex(r"[1-9][0-9]{5,13}", fullmatch=True)
NUMBERS = st.dictionaries(st.from_regex(r"[a-z]{2}", fullmatch=True), DIGITS)
AMOUNTS = st.decimals(-(10**12), 10**12, places=2)


def written_the_german_way(amount: Decimal) -> str:
    """Write a decimal as the vendor does."""
    return f"{amount:,f}".translate(str.maketrans(",.", ".,"))


@often
@given(amount=AMOUNTS | st.decimals(-(10**6), 10**6, places=4))
def test_german_decimal(amount: Decimal) -> None:
    """A decimal that is written the German way is read as the same, to the last zero."""
    balance = parse({"customeraccountstate": written_the_german_way(amount)}).balance
    assert balance is not None
    assert str(balance.amount) == str(amount)


@often
@given(
    simulated=st.builds(
        SimulatedAccount,
        username=st.from_regex(r"[a-z]{1,20}", fullmatch=True),
        password=st.just("secret"),
        account_number=DIGITS,
        customer_number=DIGITS.map(int),
        currency=st.sampled_from(["eur", "usd", "chf"]),
        balance=AMOUNTS.map(written_the_german_way),
        personal_number=DIGITS | DIGITS.map(int),
        callthrough_geo=NUMBERS,
        callthrough_free=NUMBERS,
        callback_geo=NUMBERS,
        callback_free=NUMBERS,
    )
    | st.sampled_from(list(demo_accounts().values()))
)
def test_simulated_account(simulated: SimulatedAccount) -> None:
    """What the simulator tells of an account arrives in full."""
    account = parse(simulated.body())
    assert account.unreadable_fields == frozenset()
    assert account.username == simulated.username
    assert account.account_number == str(simulated.account_number)
    assert account.customer_number == str(simulated.customer_number)
    assert account.personal_number == international(simulated.personal_number)
    for kind in NumberKind:
        assert account.numbers[kind] == {
            country.upper(): international(number)
            for country, number in getattr(simulated, kind).items()
        }
    assert account.balance == (
        simulated.balance
        and Balance(
            Decimal(simulated.balance.translate(str.maketrans(",", ".", "."))),
            (simulated.currency or "").upper(),
        )
    )


def international(number: object) -> str | None:
    """Write a number of the simulator with its plus sign."""
    return None if number is None else f"+{number}"


MARKUP = st.lists(
    st.text()
    | st.sampled_from(
        ["<", ">", "</", "<b", "b>", "&lt;", "&gt;", "<!--", "-->", "<script", "</script>", "&#60;", "<?", "\0", "\n"]
    )
).map("".join)  # fmt: skip


@often
@given(text=MARKUP | st.text(st.sampled_from("<>/!?ab &;lt-"), max_size=400))
def test_plain_text(text: str) -> None:
    """A stranger's text never looks like a tag, hides nothing, and is short."""
    plain = plain_text(text, str)
    assert not re.search(r"</?[a-zA-Z!?]", plain)
    assert plain.isprintable()
    assert len(plain) <= 200
