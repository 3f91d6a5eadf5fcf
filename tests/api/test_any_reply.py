"""Whatever bytes come: an account or one of the client's errors, and nothing else."""

from decimal import Decimal
import json
import re

from hypothesis import given, settings, strategies as st
from hypothesis.strategies import SearchStrategy

from custom_components.callcard.api import Account, Balance, CallcardError, NumberKind
from custom_components.callcard.api.envelope import open_envelope, plain_text
from tests.simulator import Account as SimulatedAccount, demo_accounts

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


def mutated(fields: dict[str, SearchStrategy[object]]) -> SearchStrategy[object]:
    """Draw maps of these fields: any may be missing, or be anything."""
    return st.fixed_dictionaries(
        {}, optional={name: field | DOCUMENTS for name, field in fields.items()}
    )


BODIES = mutated(
    {
        name: st.dictionaries(COUNTRIES, DOCUMENTS)
        for name in (
            "dialinnumberGeo",
            "dialinnumberFree",
            "callbacknumberGeo",
            "callbacknumberFree",
        )
    }
    | dict.fromkeys(
        (
            "dialinnumber",
            "anumber",
            "bnumber",
            "customernumber",
            "accountnumber",
            "username",
            "customercurrency",
            "customeraccountstate",
        ),
        SCALARS,
    )
)
CODES = st.lists(
    mutated(
        {
            "code": st.sampled_from([200, 1001, 1011, "1011"]),
            "description": st.text() | st.sampled_from(["<b>login", "OK"]),
        }
    )
)
ENVELOPES = mutated({"error": st.booleans(), "codes": CODES, "body": BODIES})


def receive(content: bytes, status: int = 200) -> Account | CallcardError:
    """Return what the client makes of a reply."""
    try:
        return Account.from_body(open_envelope(status, None, content, plain_text))
    except CallcardError as err:
        return err


def on_the_wire(document: object) -> bytes:
    """Write JSON as PHP does, escaped, with what Python alone takes for numbers."""
    return json.dumps(document).encode()


@often
@given(document=DOCUMENTS | ENVELOPES, status=STATUSES)
def test_any_json(document: object, status: int) -> None:
    """Any JSON document gives an account or an error of the client."""
    receive(on_the_wire(document), status)


@often
@given(body=BODIES)
def test_any_body(body: object) -> None:
    """Any body in a right envelope gives an account with what it should hold."""
    account = receive(on_the_wire({"error": False, "codes": [], "body": body}))
    if not isinstance(account, Account):
        assert not isinstance(body, dict)
        return
    assert account.numbers.keys() == set(NumberKind)
    numbers = [
        account.personal_number,
        *(n for of_kind in account.numbers.values() for n in of_kind.values()),
        *((account.targets.a, account.targets.b) if account.targets else ()),
    ]
    assert all(
        number is None or re.fullmatch(r"\+[1-9][0-9]{2,14}|[0-9]{3,15}", number)
        for number in numbers
    )
    assert account.balance is None or account.balance.amount.is_finite()
    assert all(
        re.fullmatch(r"[A-Za-z]+(\.[A-Za-z]{2})?", n) for n in account.odd_fields
    )


@often
@given(content=st.binary() | st.text().map(str.encode), status=STATUSES)
def test_any_bytes(content: bytes, status: int) -> None:
    """Any bytes give an account or an error of the client."""
    receive(content, status)


@often
@given(envelope=ENVELOPES.map(on_the_wire), data=st.data())
def test_broken_bytes(envelope: bytes, data: st.DataObject) -> None:
    """An envelope with a byte changed, or cut, gives an account or such an error."""
    place = data.draw(st.integers(0, len(envelope) - 1))
    byte = data.draw(st.binary(max_size=1))
    receive(envelope[:place] + byte + envelope[place + 1 :])
    receive(envelope[:place])


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
    body = {"customeraccountstate": written_the_german_way(amount)}
    balance = Account.from_body(dict(body)).balance
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
    account = receive(on_the_wire({"error": False, "body": simulated.body()}))
    assert isinstance(account, Account)
    assert account.odd_fields == frozenset()
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
    plain = plain_text(text)
    assert not re.search(r"</?[a-zA-Z!?]", plain)
    assert plain.isprintable()
    assert len(plain) <= 200
