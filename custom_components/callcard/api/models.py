"""What the platform tells, parsed once: frozen, exact, and total.

Whatever JSON comes, `Account.from_body` returns an account: a field that cannot be read
costs only itself, and is named in `Account.unreadable_fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
import re
from typing import NamedTuple

# JSON as the client reads it: every number is an exact decimal.
type Json = bool | str | Decimal | list[Json] | dict[str, Json] | None

_NUMBER = re.compile(r"(?:\+|00)?([1-9][0-9]{2,14})")
_NATIONAL_NUMBER = re.compile(r"[0-9]{3,15}")
_COUNTRY = re.compile(r"[a-zA-Z]{2}")
_CURRENCY = re.compile(r"[a-zA-Z]{3}")
_GERMAN_AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_PLAIN_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]+")
_LARGEST_EXPONENT = 15
_LONGEST_TEXT = 64


class NumberKind(StrEnum):
    """A service and a tariff of dial-in numbers."""

    CALLTHROUGH_GEO = "callthrough_geo"
    CALLTHROUGH_FREE = "callthrough_free"
    CALLBACK_GEO = "callback_geo"
    CALLBACK_FREE = "callback_free"


# The names of docs/api.md, "The reply".
_FIELDS = {
    NumberKind.CALLTHROUGH_GEO: "dialinnumberGeo",
    NumberKind.CALLTHROUGH_FREE: "dialinnumberFree",
    NumberKind.CALLBACK_GEO: "callbacknumberGeo",
    NumberKind.CALLBACK_FREE: "callbacknumberFree",
}


class Balance(NamedTuple):
    """What is left on the card."""

    amount: Decimal
    currency: str | None
    """ISO 4217, upper case; None where the platform named none that can be read."""


class Targets(NamedTuple):
    """The pair that the platform connects: A calls, B is called.

    Each is E.164 with the plus sign, or national digits where no country is known.
    """

    a: str
    b: str

    @property
    def digits(self) -> tuple[str, str]:
        """The pair as it goes over the wire."""
        return self.a.removeprefix("+"), self.b.removeprefix("+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that the platform tells of an account.

    Numbers are E.164 with the plus sign, countries ISO 3166-1 alpha-2 in upper case.
    """

    account_number: str | None = None
    customer_number: str | None = None
    username: str | None = None
    balance: Balance | None = None
    personal_number: str | None = None
    numbers: Mapping[NumberKind, Mapping[str, str]] = field(default_factory=dict)
    targets: Targets | None = None
    has_unclear_targets: bool = False
    """Whether a pair is named of which one or both numbers cannot be told."""
    unreadable_fields: frozenset[str] = frozenset()
    """Names, as the platform spells them, of the fields that could not be read."""

    @classmethod
    def from_body(cls, body: Mapping[str, Json]) -> Account:
        """Read the reply's `body` (docs/api.md, "The reply")."""
        unreadable: set[str] = set()
        currency = _text(body, "customercurrency", unreadable)
        if currency is not None and not _CURRENCY.fullmatch(currency):
            unreadable.add("customercurrency")
            currency = None
        amount = _amount(body, "customeraccountstate", unreadable)
        numbers = {
            kind: _numbers(body, name, unreadable) for kind, name in _FIELDS.items()
        }
        a, b = (
            _number(body, "anumber", unreadable),
            _number(body, "bnumber", unreadable),
        )
        return cls(
            account_number=_text(body, "accountnumber", unreadable),
            customer_number=_text(body, "customernumber", unreadable),
            username=_text(body, "username", unreadable),
            balance=None
            if amount is None
            else Balance(amount, currency.upper() if currency else None),
            personal_number=_number(body, "dialinnumber", unreadable),
            numbers=numbers,
            targets=Targets(a, b) if a and b else None,
            has_unclear_targets=(a is None) != (b is None)
            or not unreadable.isdisjoint({"anumber", "bnumber"}),
            unreadable_fields=frozenset(unreadable),
        )

    @property
    def identity(self) -> str | None:
        """What tells the account apart from others, if the platform told anything."""
        return self.account_number or self.customer_number or self.username

    def is_other_than(self, identity: str) -> bool:
        """Tell whether the reply names another account than the one of this identity.

        A reply without an account number does not say which account it is about.
        """
        return self.account_number is not None and self.account_number != identity


class Receipt(NamedTuple):
    """What the platform tells of a call or an SMS that it accepted."""

    id: str | None
    account: Account
    """Without dial-in numbers: these replies have none."""


def read_text(body: Mapping[str, Json], name: str) -> str | None:
    """Return a short text of a reply's `body`, None where there is none."""
    return _text(body, name, set())


def _text(body: Mapping[str, Json], name: str, unreadable: set[str]) -> str | None:
    """Read a short text, which may arrive as a JSON number."""
    value = body.get(name)
    if isinstance(value, Decimal) and abs(value.adjusted()) < _LONGEST_TEXT:
        value = f"{value:f}"
    if isinstance(value, str) and len(value) <= _LONGEST_TEXT and value.isprintable():
        return value.strip() or None
    if value is not None:
        unreadable.add(name)
    return None


def _number(body: Mapping[str, Json], name: str, unreadable: set[str]) -> str | None:
    """Read a phone number; digits with a leading zero stay national."""
    if (text := _text(body, name, unreadable)) is None:
        return None
    if international := _NUMBER.fullmatch(text):
        return f"+{international[1]}"
    if _NATIONAL_NUMBER.fullmatch(text):
        return text
    unreadable.add(name)
    return None


def _numbers(
    body: Mapping[str, Json], name: str, unreadable: set[str]
) -> dict[str, str]:
    """Read a map from countries to numbers; PHP sends an empty one as a list."""
    numbers: dict[str, str] = {}
    match body.get(name):
        case dict(raw):
            for country in raw:
                own: set[str] = set()
                number = _number(raw, country, own)
                if not _COUNTRY.fullmatch(country):
                    unreadable.add(name)
                elif own:
                    unreadable.add(f"{name}.{country}")
                elif number:
                    numbers[country.upper()] = number
        case None | []:
            pass
        case _:
            unreadable.add(name)
    return numbers


def _amount(
    body: Mapping[str, Json], name: str, unreadable: set[str]
) -> Decimal | None:
    """Read a JSON number, or a decimal as Germans or programs write it."""
    value = body.get(name)
    if isinstance(value, str):
        text = value.strip()
        if _GERMAN_AMOUNT.fullmatch(text):
            value = Decimal(text.replace(".", "").replace(",", "."))
        elif _PLAIN_AMOUNT.fullmatch(text):
            value = Decimal(text)
    if (
        isinstance(value, Decimal)
        and abs(value.adjusted()) < _LARGEST_EXPONENT
        and len(str(value)) <= _LONGEST_TEXT
    ):
        return value
    if value is not None and value != "":
        unreadable.add(name)
    return None
