"""What the vendor tells, parsed once: frozen, exact, and total.

Whatever JSON comes, `Account.from_body` returns an account: a field that cannot be read
costs only itself, and is named in `Account.odd_fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


# The names of api.md, "The reply".
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
    """ISO 4217, upper case; None where the vendor did not name a known form of one."""


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


class NumberMap(NamedTuple):
    """A map from countries to numbers, beside what it was read from."""

    raw: Json
    numbers: Mapping[str, str]
    odd_fields: frozenset[str]

    @classmethod
    def parse(cls, name: str, raw: Json) -> NumberMap:
        """Read the field of this name; PHP sends an empty map as a list."""
        numbers: dict[str, str] = {}
        odd: set[str] = set()
        if isinstance(raw, dict):
            for country in raw:
                odd_number: set[str] = set()
                number = _number(raw, country, odd_number)
                if not _COUNTRY.fullmatch(country):
                    odd.add(name)
                elif odd_number:
                    odd.add(f"{name}.{country}")
                elif number:
                    numbers[country.upper()] = number
        elif raw is not None and raw != []:
            odd.add(name)
        return cls(raw, numbers, frozenset(odd))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that the vendor tells of an account.

    Numbers are E.164 with the plus sign, countries ISO 3166-1 alpha-2 in upper case.
    """

    account_number: str | None = None
    customer_number: str | None = None
    username: str | None = None
    balance: Balance | None = None
    personal_number: str | None = None
    numbers: Mapping[NumberKind, Mapping[str, str]] = field(default_factory=dict)
    targets: Targets | None = None
    odd_fields: frozenset[str] = frozenset()
    """Names, as the vendor spells them, of the fields that could not be read."""

    @classmethod
    def from_body(
        cls,
        body: Mapping[str, Json],
        known: dict[NumberKind, NumberMap] | None = None,
    ) -> Account:
        """Read the reply's `body` (api.md, "The reply").

        `known` keeps the maps of numbers of the last reply, and is brought up to date:
        they can be long, and hardly ever change.
        """
        odd: set[str] = set()
        known = {} if known is None else known
        for kind, name in _FIELDS.items():
            raw = body.get(name)
            if kind not in known or known[kind].raw != raw:
                known[kind] = NumberMap.parse(name, raw)
            odd |= known[kind].odd_fields
        currency = _text(body, "customercurrency", odd)
        if currency is not None and not _CURRENCY.fullmatch(currency):
            odd.add("customercurrency")
            currency = None
        amount = _amount(body, "customeraccountstate", odd)
        a, b = _number(body, "anumber", odd), _number(body, "bnumber", odd)
        return cls(
            account_number=_text(body, "accountnumber", odd),
            customer_number=_text(body, "customernumber", odd),
            username=_text(body, "username", odd),
            balance=None
            if amount is None
            else Balance(amount, currency.upper() if currency else None),
            personal_number=_number(body, "dialinnumber", odd),
            numbers={kind: known[kind].numbers for kind in _FIELDS},
            targets=Targets(a, b) if a and b else None,
            odd_fields=frozenset(odd),
        )

    @property
    def a_number(self) -> str | None:
        """Who calls, if the pair is known."""
        return self.targets.a if self.targets else None

    @property
    def b_number(self) -> str | None:
        """Who is called, if the pair is known."""
        return self.targets.b if self.targets else None

    @property
    def identity(self) -> str | None:
        """What tells the account apart from others, if the vendor told anything."""
        return self.account_number or self.customer_number or self.username

    def with_known_targets(self, known: Targets | None) -> Account:
        """Return this account with `known`, unless the reply named another pair.

        A reply may be silent about the pair even after it was stored (api.md, "The
        reply"), and spells a national number without saying that it is one.
        """
        if known is None or (self.targets and self.targets.digits != known.digits):
            return self
        return replace(self, targets=known)


def _text(body: Mapping[str, Json], name: str, odd: set[str]) -> str | None:
    """Read a short text, which may arrive as a JSON number."""
    value = body.get(name)
    if isinstance(value, Decimal) and abs(value.adjusted()) < _LONGEST_TEXT:
        value = f"{value:f}"
    if isinstance(value, str) and len(value) <= _LONGEST_TEXT and value.isprintable():
        return value.strip() or None
    if value is not None:
        odd.add(name)
    return None


def _number(body: Mapping[str, Json], name: str, odd: set[str]) -> str | None:
    """Read a phone number; digits with a leading zero stay national."""
    if (text := _text(body, name, odd)) is None:
        return None
    if international := _NUMBER.fullmatch(text):
        return f"+{international[1]}"
    if _NATIONAL_NUMBER.fullmatch(text):
        return text
    odd.add(name)
    return None


def _amount(body: Mapping[str, Json], name: str, odd: set[str]) -> Decimal | None:
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
        odd.add(name)
    return None
