"""The account, parsed from the body of a reply."""

import pytest

from custom_components.callcard.api import Account, NumberKind, Targets

from .conftest import account

EMPTY = Account(numbers={kind: {} for kind in NumberKind})


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
    parsed = account({"dialinnumber": value})
    assert parsed.personal_number == number
    assert parsed.odd_fields == frozenset()


@pytest.mark.parametrize(
    "value",
    [
        "12",
        "1234567890123456",
        "+03034649495",
        "49 30 34649495",
        "49-30",
        "<b>493034649495</b>",
        "٤٩٣٠٣٤٦٤٩٤٩٥",
        "none",
        -493034649495,
        49.5,
        True,
        False,
        [],
        {},
        ["493034649495"],
        "4" * 1000,
    ],
    ids=lambda value: str(value)[:20],
)
@pytest.mark.parametrize("name", ["dialinnumber", "anumber", "bnumber"])
def test_odd_number(name: str, value: object) -> None:
    """What is no number costs itself only, and is named."""
    body = {"anumber": "4930111", "bnumber": "4930222", "username": "demo", name: value}
    parsed = account(body)
    assert parsed.personal_number is None
    assert parsed.username == "demo"
    assert (parsed.targets is None) is (name != "dialinnumber")
    assert parsed.odd_fields == {name}


@pytest.mark.parametrize(
    ("value", "text", "odd"),
    [
        ("1234", "1234", False),
        (1234, "1234", False),
        (" A-1 ", "A-1", False),
        ("Jürgen", "Jürgen", False),
        ("", None, False),
        (None, None, False),
        ("x" * 64, "x" * 64, False),
        ("x" * 65, None, True),
        ("a\nb", None, True),
        ("a\u202eb", None, True),
        ("\ud800", None, True),
        (10**64, None, True),
        (True, None, True),
        ([], None, True),
        ({}, None, True),
    ],
    ids=lambda value: ascii(value)[:20],
)
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("accountnumber", "account_number"),
        ("customernumber", "customer_number"),
        ("username", "username"),
    ],
)
def test_identity(
    name: str, field: str, value: object, text: str | None, odd: bool
) -> None:
    """Who this is comes as a short text or a number; anything else is named."""
    parsed = account({name: value})
    assert getattr(parsed, field) == text
    assert parsed.odd_fields == ({name} if odd else set())


@pytest.mark.parametrize(
    ("body", "identity"),
    [
        ({"accountnumber": 1, "customernumber": "2", "username": "demo"}, "1"),
        ({"accountnumber": "", "customernumber": "2", "username": "demo"}, "2"),
        ({"username": "demo"}, "demo"),
        ({}, None),
    ],
)
def test_account_is_told_apart(body: dict[str, object], identity: str | None) -> None:
    """The account number identifies an account, else the customer's, else the name."""
    assert account(body).identity == identity


MAPS = {
    "dialinnumberGeo": NumberKind.CALLTHROUGH_GEO,
    "dialinnumberFree": NumberKind.CALLTHROUGH_FREE,
    "callbacknumberGeo": NumberKind.CALLBACK_GEO,
    "callbacknumberFree": NumberKind.CALLBACK_FREE,
}


@pytest.mark.parametrize(("name", "kind"), MAPS.items())
@pytest.mark.parametrize(
    ("value", "numbers", "odd"),
    [
        ({"de": "493034649495"}, {"DE": "+493034649495"}, set()),
        ({"de": 493034649495, "GB": "+44203514"}, {"DE": "+493034649495", "GB": "+44203514"}, set()),
        ({"xk": "38328"}, {"XK": "+38328"}, set()),
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
        (493034649495, {}, {""}),
        (False, {}, {""}),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value)[:30],
)  # fmt: skip
def test_numbers(
    name: str,
    kind: NumberKind,
    value: object,
    numbers: dict[str, str],
    odd: set[str],
) -> None:
    """Each country keeps its number; one that is odd costs itself only."""
    parsed = account({"username": "demo", name: value})
    assert parsed.numbers == {**EMPTY.numbers, kind: numbers}
    assert parsed.odd_fields == {f"{name}{suffix}" for suffix in odd}
    assert parsed.username == "demo"


def test_missing_and_unknown_fields() -> None:
    """Fields that are missing are unknown, and unknown ones are no matter."""
    assert account({}) == EMPTY
    assert account({"news": [1, {"a": None}], "": 1}) == EMPTY


@pytest.mark.parametrize(
    ("a", "b", "targets"),
    [
        ("491701234567", "61280734500", Targets("+491701234567", "+61280734500")),
        ("0170123", 61280734500, Targets("0170123", "+61280734500")),
        ("491701234567", None, None),
        (None, "61280734500", None),
        (None, None, None),
    ],
)
def test_targets(a: object, b: object, targets: Targets | None) -> None:
    """A pair is known when both of its numbers are."""
    assert account({"anumber": a, "bnumber": b}).targets == targets


KNOWN = Targets("+491701234567", "61280734500")


@pytest.mark.parametrize(
    ("named", "known", "result"),
    [
        (None, KNOWN, KNOWN),
        (None, None, None),
        (Targets("+491701234567", "+61280734500"), KNOWN, KNOWN),
        (Targets("+491701234567", "+4930111"), KNOWN, Targets("+491701234567", "+4930111")),
        (Targets("+4930111", "+61280734500"), None, Targets("+4930111", "+61280734500")),
    ],
    ids=["silent", "nothing known", "the same", "another", "first known"],
)  # fmt: skip
def test_known_targets(
    named: Targets | None, known: Targets | None, result: Targets | None
) -> None:
    """What was stored is known until a reply names another pair."""
    assert Account(targets=named).with_known_targets(known).targets == result


def test_frozen() -> None:
    """Nobody changes what the vendor told."""
    parsed = account(
        {"customeraccountstate": "1,00", "anumber": "491", "bnumber": "492"}
    )
    for value, name in (
        (parsed, "username"),
        (parsed.balance, "amount"),
        (parsed.targets, "a"),
    ):
        with pytest.raises(AttributeError):
            setattr(value, name, "x")
