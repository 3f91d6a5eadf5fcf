"""Which number to dial: the whole rule."""

import pytest

from custom_components.callcard.api import Account, NumberKind
from custom_components.callcard.dial_in import (
    DialInNumber,
    Service,
    choose_dial_in_number,
)

PERSONAL_DE = "+493010000000"
GEO = {"DE": "+493020000000", "GB": "+442030000000", "FR": "+33140000000"}
FREE = {"DE": "+498000000000", "GB": "+448000000000", "US": "+18000000000"}
CALLBACK_GEO = {"DE": "+493050000000", "FR": "+33150000000"}
CALLBACK_FREE = {"DE": "+498005000000", "US": "+18005000000"}

ACCOUNT = Account(
    personal_number=PERSONAL_DE,
    numbers={
        NumberKind.CALLTHROUGH_GEO: GEO,
        NumberKind.CALLTHROUGH_FREE: FREE,
        NumberKind.CALLBACK_GEO: CALLBACK_GEO,
        NumberKind.CALLBACK_FREE: CALLBACK_FREE,
    },
)
IMPERSONAL = Account(numbers=ACCOUNT.numbers)
NOWHERE = Account(personal_number="+80012345678", numbers=ACCOUNT.numbers)

A_IN_GB = "+442079460000"
A_IN_US = "+12125550123"
A_WITHOUT_COUNTRY = "03012345"


def choose(
    account: Account = ACCOUNT,
    service: Service = Service.CALLTHROUGH,
    *,
    country: str | None,
    a_number: str | None = None,
    home_country: str | None,
    prefer_free: bool = False,
) -> DialInNumber | None:
    """Choose as an ordinary caller would, unless told otherwise."""
    return choose_dial_in_number(
        account,
        service,
        country=country,
        a_number=a_number,
        home_country=home_country,
        prefer_free=prefer_free,
    )


def personal(number: str = PERSONAL_DE, country: str | None = "DE") -> DialInNumber:
    """Expect the personal number."""
    return DialInNumber(number, country, None)


def geo(country: str) -> DialInNumber:
    """Expect a local number."""
    return DialInNumber(GEO[country], country, NumberKind.CALLTHROUGH_GEO)


def free(country: str) -> DialInNumber:
    """Expect a freephone number."""
    return DialInNumber(FREE[country], country, NumberKind.CALLTHROUGH_FREE)


def callback_geo(country: str) -> DialInNumber:
    """Expect a local number to be called back from."""
    return DialInNumber(CALLBACK_GEO[country], country, NumberKind.CALLBACK_GEO)


def callback_free(country: str) -> DialInNumber:
    """Expect a freephone number to be called back from."""
    return DialInNumber(CALLBACK_FREE[country], country, NumberKind.CALLBACK_FREE)


@pytest.mark.parametrize(
    ("country", "a_number", "home_country", "chosen"),
    [
        ("GB", A_IN_US, "DE", geo("GB")),
        ("DE", A_IN_GB, "FR", personal()),
        (None, A_IN_GB, "DE", geo("GB")),
        (None, A_IN_US, "DE", free("US")),
        (None, A_WITHOUT_COUNTRY, "FR", geo("FR")),
        (None, None, "FR", geo("FR")),
        (None, None, "DE", personal()),
        (None, None, None, personal()),
        ("BR", None, "FR", personal()),
        ("XX", A_IN_GB, "FR", personal()),
    ],
    ids=[
        "asked country first",
        "personal before geo",
        "country of A second",
        "free where no geo",
        "home where A has none",
        "home where no A",
        "personal at home",
        "personal where no country",
        "personal before geo of home",
        "personal for an unknown country",
    ],
)
def test_callthrough(
    country: str | None,
    a_number: str | None,
    home_country: str | None,
    chosen: DialInNumber,
) -> None:
    """Personal, geo, free of the wanted country; else the personal number."""
    assert (
        choose(country=country, a_number=a_number, home_country=home_country) == chosen
    )


@pytest.mark.parametrize(
    ("country", "home_country", "chosen"),
    [
        ("DE", "FR", free("DE")),
        ("GB", "DE", free("GB")),
        ("FR", "DE", geo("FR")),
        ("BR", "DE", personal()),
    ],
    ids=["before personal", "before geo", "geo where no free", "fallback as ever"],
)
def test_prefer_free(
    country: str | None, home_country: str | None, chosen: DialInNumber
) -> None:
    """Free first, where the wanted country has one."""
    assert (
        choose(country=country, home_country=home_country, prefer_free=True) == chosen
    )


@pytest.mark.parametrize(
    ("country", "home_country", "chosen"),
    [
        ("DE", "FR", geo("DE")),
        ("BR", "FR", geo("FR")),
        ("BR", "US", None),
        ("BR", None, None),
        (None, None, None),
    ],
    ids=["geo", "geo of home", "not free of home", "no home", "no country"],
)
def test_no_personal_number(
    country: str | None,
    home_country: str | None,
    chosen: DialInNumber | None,
) -> None:
    """Without a personal number: geo of the home country, else none."""
    assert (
        choose(account=IMPERSONAL, country=country, home_country=home_country) == chosen
    )


@pytest.mark.parametrize(
    ("country", "chosen"),
    [("DE", geo("DE")), ("BR", personal("+80012345678", None)), (None, geo("FR"))],
)
def test_personal_number_of_no_country(
    country: str | None, chosen: DialInNumber
) -> None:
    """A personal number that lies in no country is for those that have none."""
    assert choose(account=NOWHERE, country=country, home_country="FR") == chosen


@pytest.mark.parametrize(
    ("country", "home_country", "prefer_free", "chosen"),
    [
        ("DE", "FR", False, callback_geo("DE")),
        ("DE", "FR", True, callback_free("DE")),
        ("US", "FR", False, callback_free("US")),
        ("BR", "FR", False, callback_geo("FR")),
        ("BR", "US", False, None),
        (None, None, False, None),
    ],
    ids=["geo", "prefer free", "free", "geo of home", "not free of home", "none"],
)
def test_callback(
    country: str | None,
    home_country: str | None,
    prefer_free: bool,
    chosen: DialInNumber | None,
) -> None:
    """The callback numbers by the same rule, and never the personal number."""
    assert (
        choose(
            service=Service.CALLBACK,
            country=country,
            home_country=home_country,
            prefer_free=prefer_free,
        )
        == chosen
    )


@pytest.mark.parametrize("service", Service)
@pytest.mark.parametrize("prefer_free", [False, True])
@pytest.mark.parametrize(
    "account",
    [Account(), Account(numbers={kind: {} for kind in NumberKind})],
    ids=["no kinds", "no numbers"],
)
def test_no_numbers(account: Account, service: Service, prefer_free: bool) -> None:
    """An account without numbers has none to dial."""
    assert (
        choose(
            account=account,
            service=service,
            country="DE",
            a_number=A_IN_GB,
            home_country="DE",
            prefer_free=prefer_free,
        )
        is None
    )
