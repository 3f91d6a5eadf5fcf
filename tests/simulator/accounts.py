"""The accounts that the simulated platform knows."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import phonenumbers
from phonenumbers import PhoneNumberType

WORLD = (
    "ae ar at au be bg br ca ch cl cn co cr cy cz de dk dz ec ee eg es fi fr gb gr hk hr hu id "
    "ie il in is it jp ke kr lt lu lv ma mt mx my nl no nz pe ph pl pt ro rs se sg sk tr us za"
)


@dataclass
class Account:
    """One calling-card account; tests may change any field at any time."""

    username: str
    password: str
    account_number: Any
    customer_number: Any
    currency: str | None
    """`None` leaves the field out of the replies."""
    balance: Any
    personal_number: Any = None
    callthrough_geo: dict[str, Any] = field(default_factory=dict)
    callthrough_free: dict[str, Any] = field(default_factory=dict)
    callback_geo: dict[str, Any] = field(default_factory=dict)
    callback_free: dict[str, Any] = field(default_factory=dict)
    anumber: str | None = None
    bnumber: str | None = None
    reveal_targets: bool = False
    """Whether replies name the stored pair; the vendor's documented reply does not."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields that replace, or join, those of every reply."""

    def body(self) -> dict[str, Any]:
        """Return the `body` of a reply, in the vendor's shape."""
        return {
            "dialinnumberGeo": self.callthrough_geo or [],
            "dialinnumberFree": self.callthrough_free or [],
            "callbacknumberGeo": self.callback_geo or [],
            "callbacknumberFree": self.callback_free or [],
            "dialinnumber": self.personal_number,
            "anumber": self.anumber if self.reveal_targets else None,
            "bnumber": self.bnumber if self.reveal_targets else None,
            **self._own(),
            **self.extra,
        }

    def receipt(self, name: str) -> dict[str, Any]:
        """Return the `body` of the reply to a call or an SMS, with its id of that name."""
        return {name: str(uuid4()), **self._own(), **self.extra}

    def _own(self) -> dict[str, Any]:
        currency = {} if self.currency is None else {"customercurrency": self.currency}
        return {
            "customernumber": self.customer_number,
            "accountnumber": self.account_number,
            "username": self.username,
            **currency,
            "customeraccountstate": self.balance,
        }


def demo_accounts() -> dict[str, Account]:
    """Return fresh accounts by user name: an ordinary one, a relative's, a huge one, an empty one."""
    return {
        account.username: account for account in (_demo(), _family(), _world(), _bare())
    }


def _demo() -> Account:
    return Account(
        username="demo",
        password="secret",
        account_number="1234",
        customer_number="1234",
        currency="eur",
        balance="18,40",
        personal_number="493034649495",
        callthrough_geo={
            "be": "3228084223",
            "br": "557137175960",
            "de": "493034649495",
            "gb": "442035140171",
            "us": "13025979000",
        },
        callthrough_free={"de": "498005888868", "gb": "448000148915"},
        callback_geo=dict.fromkeys(("de", "be", "br", "gb", "us"), "493020167207"),
    )


def _family() -> Account:
    return Account(
        username="family",
        password="pässwörd€",
        account_number="5678",
        customer_number="5678",
        currency="usd",
        balance="1.234,56",
        personal_number="13025979000",
        callthrough_geo={
            "de": "493034649495",
            "us": "13025979000",
            "au": "61280734500",
        },
        callthrough_free={"us": "18005551234"},
        callback_geo={"de": "493020167207", "us": "13025979001"},
    )


def _world() -> Account:
    callthrough_geo = _example_numbers(PhoneNumberType.FIXED_LINE)
    callthrough_free = _example_numbers(PhoneNumberType.TOLL_FREE)
    return Account(
        username="world",
        password="secret",
        account_number="9000",
        customer_number="9000",
        currency="eur",
        balance="250,00",
        personal_number=callthrough_geo["de"],
        callthrough_geo=callthrough_geo,
        callthrough_free=callthrough_free,
        callback_geo=_neighbors(callthrough_geo),
        callback_free=_neighbors(callthrough_free),
    )


def _bare() -> Account:
    return Account(
        username="bare",
        password="secret",
        account_number="1",
        customer_number="1",
        currency=None,
        balance=None,
    )


def _example_numbers(number_type: int) -> dict[str, str]:
    numbers = {}
    for country in WORLD.split():
        number = phonenumbers.example_number_for_type(country.upper(), number_type)
        assert number is not None, country
        national = phonenumbers.national_significant_number(number)
        numbers[country] = f"{number.country_code}{national}"
    return numbers


def _neighbors(numbers: dict[str, str]) -> dict[str, str]:
    return {
        country: f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
        for country, number in numbers.items()
    }
