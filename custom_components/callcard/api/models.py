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

_NUMBER = re.compile(r"(?:\+|00)?([1-9][0-9]{2,14})|[0-9]{3,15}")
_COUNTRY = re.compile(r"[a-zA-Z]{2}")
_CURRENCY = re.compile(r"[a-zA-Z]{3}")
_GERMAN_AMOUNT = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
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


class Identity(NamedTuple):
    """Who an account is, as far as it is known."""

    account_number: str | None = None
    customer_number: str | None = None
    username: str | None = None

    @property
    def key(self) -> str | None:
        """What tells the account apart from others; None where nothing is known."""
        return self.account_number or self.customer_number or self.username

    def is_other_than(self, other: Identity) -> bool:
        """Tell whether the first of the three that both know differs, but for case.

        Where they have nothing in common, nothing says that it is another account.
        """
        for mine, its in zip(self, other, strict=True):
            if mine and its:
                return mine.casefold() != its.casefold()
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that a reply tells of an account.

    Numbers are E.164 with the plus sign, countries ISO 3166-1 alpha-2 in upper case.
    """

    identity: Identity = field(default_factory=Identity)
    balance: Balance | None = None
    personal_number: str | None = None
    numbers: Mapping[NumberKind, Mapping[str, str]] = field(default_factory=dict)
    """Only of the kinds that the reply has: one that is empty has none, one that is
    missing is unknown."""
    targets: Targets | None = None
    has_unclear_targets: bool = False
    """Whether a pair is named of which one or both numbers cannot be told."""
    unreadable_fields: frozenset[str] = frozenset()
    """Names, as the platform spells them, of the fields that could not be read."""

    @classmethod
    def from_body(cls, body: Mapping[str, Json]) -> Account:
        """Read the reply's `body` (docs/api.md, "The reply")."""
        fields = Fields(body)
        amount = fields.amount("customeraccountstate")
        currency = fields.currency("customercurrency")
        a, b = fields.number("anumber"), fields.number("bnumber")
        return cls(
            identity=Identity(
                fields.text("accountnumber"),
                fields.text("customernumber"),
                fields.text("username"),
            ),
            balance=None if amount is None else Balance(amount, currency),
            personal_number=fields.number("dialinnumber"),
            numbers={
                kind: fields.numbers(name)
                for kind, name in _FIELDS.items()
                if name in body
            },
            targets=Targets(a, b) if a and b else None,
            has_unclear_targets=(a is None) != (b is None)
            or not fields.unreadable.isdisjoint({"anumber", "bnumber"}),
            unreadable_fields=frozenset(fields.unreadable),
        )


class Receipt(NamedTuple):
    """What the platform tells of a call or an SMS that it accepted."""

    id: str | None
    account: Account
    """Without dial-in numbers: these replies have none."""


class Fields:
    """Reads the fields of a JSON object; None stands for one that is missing or unreadable."""

    def __init__(self, json: Mapping[str, Json]) -> None:
        """Read this object."""
        self._json = json
        self.unreadable: set[str] = set()
        """Names of the fields that are there, and could not be read."""

    def text(self, name: str) -> str | None:
        """Read a short text, which may arrive as a JSON number."""
        value = self._json.get(name)
        if isinstance(value, Decimal) and abs(value.adjusted()) < _LONGEST_TEXT:
            value = f"{value:f}"
        if (
            isinstance(value, str)
            and len(value) <= _LONGEST_TEXT
            and value.isprintable()
        ):
            return value.strip() or None
        if value is not None:
            self.unreadable.add(name)
        return None

    def currency(self, name: str) -> str | None:
        """Read an ISO 4217 code, and return it in upper case."""
        match = self._match(name, _CURRENCY)
        return match[0].upper() if match else None

    def number(self, name: str) -> str | None:
        """Read a phone number; digits with a leading zero stay national."""
        match = self._match(name, _NUMBER)
        return match and (f"+{match[1]}" if match[1] else match[0])

    def numbers(self, name: str) -> dict[str, str]:
        """Read a map from countries to numbers; PHP sends an empty one as a list."""
        numbers: dict[str, str] = {}
        match self._json.get(name):
            case dict(countries):
                fields = Fields(countries)
                for country in countries:
                    if not _COUNTRY.fullmatch(country):
                        self.unreadable.add(name)
                    elif number := fields.number(country):
                        numbers[country.upper()] = number
                self.unreadable |= {
                    f"{name}.{country}" for country in fields.unreadable
                }
            case None | []:
                pass
            case _:
                self.unreadable.add(name)
        return numbers

    def amount(self, name: str) -> Decimal | None:
        """Read a JSON number, or a decimal as Germans or programs write it."""
        value = self._json.get(name)
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
            return value or abs(value)  # No negative zero
        if value is not None and value != "":
            self.unreadable.add(name)
        return None

    def _match(self, name: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if (text := self.text(name)) is None:
            return None
        if (match := pattern.fullmatch(text)) is None:
            self.unreadable.add(name)
        return match
