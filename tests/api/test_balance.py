"""The balance, as Germans, programs and the vendor's surprises write it."""

from decimal import Decimal

import pytest

from custom_components.callcard.api import Balance

from .conftest import account


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
        ("18.4", "18.4"),
        ("18.40", "18.40"),
        (
            "0.1000000000000000055511151231257827",
            "0.1000000000000000055511151231257827",
        ),
        ("18", "18"),
        ("-3.5", "-3.5"),
        ("0", "0"),
        ("1e2", "1E+2"),
        ('"999999999999999,99"', "999999999999999.99"),
    ],
)
def test_amount(json_text: str, amount: str) -> None:
    """A balance is read to the last digit, however it is written."""
    parsed = account(f'{{"customeraccountstate": {json_text}}}')
    assert parsed.balance is not None
    assert str(parsed.balance.amount) == amount
    assert parsed.odd_fields == frozenset()


@pytest.mark.parametrize("json_text", ["null", '""'])
def test_no_amount(json_text: str) -> None:
    """A balance that is not told is unknown, and not odd."""
    parsed = account(f'{{"customeraccountstate": {json_text}}}')
    assert parsed.balance is None
    assert parsed.odd_fields == frozenset()


@pytest.mark.parametrize(
    "json_text",
    [
        '"NaN"',
        "NaN",
        "Infinity",
        "-Infinity",
        '"Infinity"',
        '"1,234.56"',
        '"1.23,45"',
        '"1.2345,6"',
        '"12345.678,90"',
        '"18,"',
        '",40"',
        '"18,4,0"',
        '"--3,50"',
        '"+3,50"',
        '"3,50-"',
        '"18,40 EUR"',
        '"1e3"',
        '"0x10"',
        '"1_000"',
        '"١٢,٣٤"',
        '"18,40\\n19"',
        "true",
        "false",
        "[]",
        "{}",
        "[18.4]",
        "1e400",
        "-1e400",
        "1e-400",
        "1e15",
        "1e99999999999999999999",
        "9" * 5000,
        f'"{"9" * 5000}"',
        f'"0,{"3" * 5000}"',
        f"0.{'3' * 5000}",
    ],
    ids=lambda text: text[:30],
)
def test_odd_amount(json_text: str) -> None:
    """What is no balance costs the balance only, and is named."""
    parsed = account(f'{{"username": "demo", "customeraccountstate": {json_text}}}')
    assert parsed.balance is None
    assert parsed.username == "demo"
    assert parsed.odd_fields == {"customeraccountstate"}


@pytest.mark.parametrize(
    ("currency", "code", "odd"),
    [
        ("eur", "EUR", False),
        ("USD", "USD", False),
        (" chf ", "CHF", False),
        (None, None, False),
        ("", None, False),
        ("€", None, True),
        ("euro", None, True),
        ("éur", None, True),
        (978, None, True),
        (True, None, True),
        (["eur"], None, True),
    ],
)
def test_currency(currency: object, code: str | None, odd: bool) -> None:
    """A currency is ISO 4217 or unknown, and costs no balance."""
    parsed = account({"customeraccountstate": "1,00", "customercurrency": currency})
    assert parsed.balance == Balance(Decimal("1.00"), code)
    assert parsed.odd_fields == ({"customercurrency"} if odd else set())
