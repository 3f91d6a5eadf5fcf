"""The fields of a reply's body."""

from decimal import Decimal
import json
from operator import attrgetter

import pytest

from custom_components.callcard.api import (
    Account,
    Balance,
    Identity,
    NumberKind,
    Targets,
)

from .conftest import parse

NUMBER = "+493034649495"


def balance(amount: str) -> Balance:
    """Return a balance without a currency."""
    return Balance(Decimal(amount), None)


ATTRIBUTES = {
    "customeraccountstate": "balance",
    "dialinnumber": "personal_number",
    "accountnumber": "identity.account_number",
    "customernumber": "identity.customer_number",
    "username": "identity.username",
}


@pytest.mark.parametrize(
    ("name", "value", "json_texts"),
    [
        ("customeraccountstate", balance("18.40"), ['"18,40"', '" 18.40 "', "18.40"]),
        ("customeraccountstate", balance("0.500"), ['"0.500"', "0.500"]),
        ("customeraccountstate", balance("1234.56"), ['"1.234,56"', '"1234,56"']),
        ("customeraccountstate", balance("1234567.8"), ['"1.234.567,8"']),
        ("customeraccountstate", balance("1234"), ['"1.234"', '"1234"', "1234"]),
        ("customeraccountstate", balance("1234.567"), ['"1234.567"']),
        ("customeraccountstate", balance("-3.50"), ['"-3,50"', "-3.50"]),
        (
            "customeraccountstate",
            balance("0.00"),
            ['"0,00"', "0.00", '"-0,00"', "-0.00"],
        ),
        ("customeraccountstate", balance("1E+2"), ["1e2"]),
        ("customeraccountstate", balance(f"0.{'1' * 30}"), [f"0.{'1' * 30}"]),
        ("customeraccountstate", balance(f"{'9' * 15}.99"), [f'"{"9" * 15},99"']),
        ("dialinnumber", NUMBER, ['"493034649495"', "493034649495"]),
        ("dialinnumber", NUMBER, ['"+493034649495"', '" 00493034649495 "']),
        ("dialinnumber", "+112", ['"112"']),
        ("dialinnumber", "+123456789012345", ['"123456789012345"']),
        ("dialinnumber", "03034649495", ['"03034649495"']),
        ("accountnumber", "1234", ['"1234"', "1234", '" 1234 "']),
        ("customernumber", "Jürgen A-1", ['"Jürgen A-1"', r'"J\u00fcrgen A-1"']),
        ("username", "x" * 64, [f'"{"x" * 64}"']),
        *((name, None, ["null", '""']) for name in ATTRIBUTES),
    ],
    ids=lambda value: str(value)[:40],
)
def test_readable(name: str, value: object, json_texts: list[str]) -> None:
    """A field is read to its last digit, however it is written."""
    for json_text in json_texts:
        account = parse(f'{{"{name}": {json_text}}}')
        assert repr(attrgetter(ATTRIBUTES[name])(account)) == repr(value)
        assert account.unreadable_fields == frozenset()


@pytest.mark.parametrize(
    ("names", "json_texts"),
    [
        (
            "customeraccountstate",
            [
                *('"NaN"', "NaN", "Infinity", "-Infinity", "[18.4]", "1e15", "1e400"),
                *('"1,234.56"', '"1.23,45"', '"1.2345,6"', '"12345.678,90"', "1e-400"),
                *('"18,"', '",40"', '"18,4,0"', '"--3,50"', '"+3,50"', '"3,50-"'),
                *('"18,40 EUR"', '"1e3"', '"0x10"', '"1_000"', '"١٢,٣٤"', '"1,4\\n9"'),
                *("9" * 5000, f'"{"9" * 5000}"', f"0.{'3' * 5000}", f"1e{'9' * 20}"),
            ],
        ),
        (
            "dialinnumber anumber bnumber",
            [
                *('"12"', '"1234567890123456"', '"+03034649495"', "-493034649495"),
                *('"49 30 34649495"', '"49-30"', '"none"', '"<b>493034649495</b>"'),
                *('"٤٩٣٠٣٤٦٤٩٤٩٥"', f'"{"4" * 1000}"', "49.5", '["493034649495"]'),
            ],
        ),
        (
            "accountnumber customernumber",
            [f'"{"x" * 65}"', r'"a\nb"', r'"a\u202eb"', r'"\ud800"', "1" * 65, "1e64"],
        ),
        ("customercurrency", ['"€"', '"euro"', '"éur"', "978", '["eur"]']),
        (
            "dialinnumberGeo dialinnumberFree callbacknumberGeo callbacknumberFree",
            ['["493034649495"]', '"493034649495"', '{"deu": "4930111"}', '{"": "x"}'],
        ),
    ],
    ids=["balance", "number", "text", "currency", "numbers"],
)
def test_unreadable(names: str, json_texts: list[str]) -> None:
    """What cannot be read costs itself only, and is named."""
    others = {"username": "demo", "anumber": "4930111", "bnumber": "4930222"}
    for name in names.split():
        for json_text in [*json_texts, "true", "[1]", '{"x": {}}']:
            body = json.dumps(others | {name: None}).replace(
                f'"{name}": null', f'"{name}": {json_text}'
            )
            account = parse(body)
            assert account.unreadable_fields == {name}
            assert account.identity.username == "demo"
            assert account.balance is None
            assert account.personal_number is None
            assert not any(account.numbers.values())
            assert account.has_unclear_targets is (name in others)
            assert (account.targets is None) is (name in others)


@pytest.mark.parametrize(
    ("currency", "code"),
    [('"eur"', "EUR"), ('" USD "', "USD"), ("null", None), ('""', None), ("978", None)],
)
def test_currency(currency: str, code: str | None) -> None:
    """A currency is ISO 4217 or unknown, and costs no balance."""
    body = f'{{"customeraccountstate": "1,00", "customercurrency": {currency}}}'
    assert parse(body).balance == Balance(Decimal("1.00"), code)


@pytest.mark.parametrize(
    ("a", "b", "targets", "is_unclear"),
    [
        ("491701234567", "61280734500", Targets("+491701234567", "+61280734500"), False),
        ("0170123", 61280734500, Targets("0170123", "+61280734500"), False),
        (None, None, None, False),
        ("", "", None, False),
        ("491701234567", None, None, True),
        ("", "61280734500", None, True),
        ("unknown", None, None, True),
    ],
)  # fmt: skip
def test_targets(
    a: object, b: object, targets: Targets | None, is_unclear: bool
) -> None:
    """A pair is known when both of its numbers are, and unclear when only something is."""
    account = parse(json.dumps({"anumber": a, "bnumber": b}))
    assert account.targets == targets
    assert account.has_unclear_targets is is_unclear


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ({"accountnumber": 1, "customernumber": "2", "username": "demo"}, "1"),
        ({"accountnumber": "", "customernumber": "2", "username": "demo"}, "2"),
        ({"accountnumber": [1], "username": "demo"}, "demo"),
        ({}, None),
    ],
)
def test_key(body: dict[str, object], key: str | None) -> None:
    """The first that is known of account number, customer number and user name."""
    assert parse(json.dumps(body)).identity.key == key


@pytest.mark.parametrize(
    ("known", "told", "is_other"),
    [
        (("1", "2", "demo"), ("9", "2", "demo"), True),
        (("1", "2", "demo"), ("1", "9", "family"), False),
        (("1", "2", "demo"), (None, "9", "demo"), True),
        (("1", "2", "demo"), (None, "2", "family"), False),
        (("1", "2", "demo"), (None, None, "family"), True),
        ((None, None, "demo"), ("1", "2", "DEMO"), False),
        ((None, "2", "demo"), ("1", None, "family"), True),
        ((None, "2", None), ("1", None, "demo"), False),
        (("1", "2", "demo"), (None, None, None), False),
    ],
)
def test_is_other_than(
    known: tuple[str | None, ...], told: tuple[str | None, ...], is_other: bool
) -> None:
    """The first of the three that both know decides; nothing in common is no other."""
    assert Identity(*known).is_other_than(Identity(*told)) is is_other
    assert Identity(*told).is_other_than(Identity(*known)) is is_other


@pytest.mark.parametrize("kind", NumberKind)
def test_numbers(kind: NumberKind) -> None:
    """Each country keeps its number; one that is unreadable costs itself only."""
    service, _, tariff = kind.partition("_")
    name = {"callthrough": "dialinnumber", "callback": "callbacknumber"}[service]
    name += tariff.capitalize()
    numbers = {"de": 493034649495, "GB": "+44203514", "at": "x", "fr": [1], "be": None}
    account = parse(json.dumps({name: numbers | {"deu": "4930111", "ß": "4930222"}}))
    assert account.numbers[kind] == {"DE": NUMBER, "GB": "+44203514"}
    assert account.unreadable_fields == {name, f"{name}.at", f"{name}.fr"}


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("{}", set()),
        ('{"news": [1, {"a": null}], "": 1}', set()),
        (
            '{"dialinnumberGeo": [], "callbacknumberGeo": {}, "dialinnumberFree": null}',
            set(NumberKind) - {NumberKind.CALLBACK_FREE},
        ),
    ],
)
def test_missing_and_unknown_fields(body: str, kinds: set[NumberKind]) -> None:
    """Missing kinds of numbers are unknown, empty ones have none; others do not matter."""
    assert parse(body) == Account(numbers={kind: {} for kind in kinds})
