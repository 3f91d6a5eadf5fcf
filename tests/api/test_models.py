"""The fields of a reply's body."""

from decimal import Decimal

import pytest

from custom_components.callcard.api import Account, Balance, NumberKind, Targets

from .conftest import parse

EMPTY = Account(numbers={kind: {} for kind in NumberKind})
MAPS = {
    "dialinnumberGeo": NumberKind.CALLTHROUGH_GEO,
    "dialinnumberFree": NumberKind.CALLTHROUGH_FREE,
    "callbacknumberGeo": NumberKind.CALLBACK_GEO,
    "callbacknumberFree": NumberKind.CALLBACK_FREE,
}
TEXTS = {
    "accountnumber": "account_number",
    "customernumber": "customer_number",
    "username": "username",
}


@pytest.mark.parametrize(
    ("json_text", "amount"),
    [
        ('"18,40"', "18.40"),
        ('"1.234,56"', "1234.56"),
        ('"1.234.567,8"', "1234567.8"),
        ('"-3,50"', "-3.50"),
        ('"0,00"', "0.00"),
        ('"18.40"', "18.40"),
        ('"18.4"', "18.4"),
        ('"18"', "18"),
        ('"1.234"', "1234"),
        ('"1234.567"', "1234.567"),
        ('"1234,5678"', "1234.5678"),
        ('" 18,40 "', "18.40"),
        ("18.40", "18.40"),
        ("0.10000000000000000555111512312", "0.10000000000000000555111512312"),
        ("-3.5", "-3.5"),
        ("0", "0"),
        ("1e2", "1E+2"),
        ('"999999999999999,99"', "999999999999999.99"),
    ],
)
def test_amount(json_text: str, amount: str) -> None:
    """A balance is read to the last digit, however it is written."""
    account = parse(f'{{"customeraccountstate": {json_text}}}')
    assert account.balance is not None
    assert str(account.balance.amount) == amount
    assert account.unreadable_fields == frozenset()


@pytest.mark.parametrize("json_text", ["null", '""'])
def test_no_amount(json_text: str) -> None:
    """A balance that is not told is unknown, not unreadable."""
    assert parse(f'{{"customeraccountstate": {json_text}}}') == EMPTY


@pytest.mark.parametrize(
    "json_text",
    [
        *('"NaN"', "NaN", "Infinity", "-Infinity", "true", "[]", "{}", "[18.4]"),
        *('"1,234.56"', '"1.23,45"', '"1.2345,6"', '"12345.678,90"', '"18,4,0"'),
        *('"18,"', '",40"', '"--3,50"', '"+3,50"', '"3,50-"', '"18,40 EUR"'),
        *('"1e3"', '"0x10"', '"1_000"', '"١٢,٣٤"', '"18,40\\n19"'),
        *("1e400", "-1e400", "1e-400", "1e15", "1e99999999999999999999", "9" * 5000),
        *(f'"{"9" * 5000}"', f'"0,{"3" * 5000}"', f"0.{'3' * 5000}"),
    ],
    ids=lambda text: text[:30],
)
def test_unreadable_amount(json_text: str) -> None:
    """What is no balance costs the balance only, and is named."""
    account = parse(f'{{"username": "demo", "customeraccountstate": {json_text}}}')
    assert account.balance is None
    assert account.username == "demo"
    assert account.unreadable_fields == {"customeraccountstate"}


@pytest.mark.parametrize(
    ("currency", "code", "is_readable"),
    [
        ("eur", "EUR", True),
        ("USD", "USD", True),
        (" chf ", "CHF", True),
        (None, None, True),
        ("", None, True),
        ("€", None, False),
        ("euro", None, False),
        ("éur", None, False),
        (978, None, False),
        (True, None, False),
        (["eur"], None, False),
    ],
)
def test_currency(currency: object, code: str | None, is_readable: bool) -> None:
    """A currency is ISO 4217 or unknown, and costs no balance."""
    account = parse({"customeraccountstate": "1,00", "customercurrency": currency})
    assert account.balance == Balance(Decimal("1.00"), code)
    assert account.unreadable_fields == (
        frozenset() if is_readable else {"customercurrency"}
    )


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("493034649495", "+493034649495"),
        (493034649495, "+493034649495"),
        ("+493034649495", "+493034649495"),
        ("00493034649495", "+493034649495"),
        (" 493034649495 ", "+493034649495"),
        ("112", "+112"),
        ("123456789012345", "+123456789012345"),
        ("03034649495", "03034649495"),
        (None, None),
        ("", None),
    ],
)
def test_number(value: object, number: str | None) -> None:
    """A number becomes E.164; with a leading zero it stays national."""
    account = parse({"dialinnumber": value})
    assert account.personal_number == number
    assert account.unreadable_fields == frozenset()


@pytest.mark.parametrize(
    "value",
    [
        *("12", "1234567890123456", "+03034649495", "49 30 34649495", "49-30", "none"),
        *("<b>493034649495</b>", "٤٩٣٠٣٤٦٤٩٤٩٥", "4" * 1000, -493034649495, 49.5),
        *(True, False, [], {}, ["493034649495"]),
    ],
    ids=lambda value: str(value)[:20],
)
@pytest.mark.parametrize("name", ["dialinnumber", "anumber", "bnumber"])
def test_unreadable_number(name: str, value: object) -> None:
    """What is no number costs itself only, and is named; half a pair is none."""
    body = {"anumber": "4930111", "bnumber": "4930222", "username": "demo", name: value}
    account = parse(body)
    assert account.personal_number is None
    assert account.username == "demo"
    assert (account.targets is None) is (name != "dialinnumber")
    assert account.has_unclear_targets is (name != "dialinnumber")
    assert account.unreadable_fields == {name}


@pytest.mark.parametrize(
    ("a", "b", "targets", "is_unclear"),
    [
        ("491701234567", "61280734500", Targets("+491701234567", "+61280734500"), False),
        ("0170123", 61280734500, Targets("0170123", "+61280734500"), False),
        (None, None, None, False),
        ("", "", None, False),
        ("491701234567", None, None, True),
        ("", "61280734500", None, True),
        ("unknown", "unknown", None, True),
        (None, "unknown", None, True),
    ],
)  # fmt: skip
def test_targets(
    a: object, b: object, targets: Targets | None, is_unclear: bool
) -> None:
    """A pair is known when both of its numbers are, and unclear when something is told."""
    account = parse({"anumber": a, "bnumber": b})
    assert account.targets == targets
    assert account.has_unclear_targets is is_unclear


@pytest.mark.parametrize(
    ("value", "text", "is_readable"),
    [
        ("1234", "1234", True),
        (1234, "1234", True),
        (" A-1 ", "A-1", True),
        ("Jürgen", "Jürgen", True),
        ("", None, True),
        (None, None, True),
        ("x" * 64, "x" * 64, True),
        ("x" * 65, None, False),
        ("a\nb", None, False),
        ("a\u202eb", None, False),
        ("\ud800", None, False),
        (10**64, None, False),
        (True, None, False),
        ([], None, False),
        ({}, None, False),
    ],
    ids=lambda value: ascii(value)[:20],
)
@pytest.mark.parametrize(("name", "field"), TEXTS.items())
def test_text(
    name: str, field: str, value: object, text: str | None, is_readable: bool
) -> None:
    """Who this is comes as a short text or a number; anything else is named."""
    account = parse({name: value})
    assert getattr(account, field) == text
    assert account.unreadable_fields == (frozenset() if is_readable else {name})


@pytest.mark.parametrize(
    ("body", "identity", "is_other_than_1"),
    [
        ({"accountnumber": 1, "customernumber": "2", "username": "demo"}, "1", False),
        ({"accountnumber": "9", "customernumber": "1"}, "9", True),
        ({"accountnumber": "", "customernumber": "2", "username": "demo"}, "2", False),
        ({"accountnumber": [], "username": "demo"}, "demo", False),
        ({}, None, False),
    ],
)
def test_identity(
    body: dict[str, object], identity: str | None, is_other_than_1: bool
) -> None:
    """An account number tells accounts apart; without one, no account is another one."""
    account = parse(body)
    assert account.identity == identity
    assert account.is_other_than("1") is is_other_than_1


@pytest.mark.parametrize(("name", "kind"), MAPS.items())
@pytest.mark.parametrize(
    ("value", "numbers", "unreadable"),
    [
        ({"de": 493034649495, "GB": "+44203514"}, {"DE": "+493034649495", "GB": "+44203514"}, set()),
        ({}, {}, set()),
        ([], {}, set()),
        (None, {}, set()),
        ({"de": None, "at": ""}, {}, set()),
        ({"de": "x", "at": "431234"}, {"AT": "+431234"}, {".de"}),
        ({"de": ["493034649495"], "at": {}}, {}, {".de", ".at"}),
        ({"deu": "493034649495", "at": "431234"}, {"AT": "+431234"}, {""}),
        ({"": "1234", "d": "1234", "d1": "1234", "ß": "1234", "éé": "1234"}, {}, {""}),
        ({"<b>": "x"}, {}, {""}),
        (["493034649495"], {}, {""}),
        ("493034649495", {}, {""}),
        (False, {}, {""}),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value)[:30],
)  # fmt: skip
def test_numbers(
    name: str,
    kind: NumberKind,
    value: object,
    numbers: dict[str, str],
    unreadable: set[str],
) -> None:
    """Each country keeps its number; one that is unreadable costs itself only."""
    account = parse({"username": "demo", name: value})
    assert account.numbers == {**EMPTY.numbers, kind: numbers}
    assert account.unreadable_fields == {f"{name}{suffix}" for suffix in unreadable}
    assert account.username == "demo"


@pytest.mark.parametrize("body", [{}, {"news": [1, {"a": None}], "": 1}])
def test_missing_and_unknown_fields(body: dict[str, object]) -> None:
    """Fields that are missing are unknown, and unknown ones do not matter."""
    assert parse(body) == EMPTY
