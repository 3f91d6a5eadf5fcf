"""Which number to dial: the whole rule."""

from decimal import Decimal

import pytest

from custom_components.callcard.api import Account, NumberKind, Targets
from custom_components.callcard.dial_in import Service, choose_dial_in_number
from custom_components.callcard.options import Options

PERSONAL = "+493010000000"
GEO = {"DE": "+493020000000", "GB": "+442030000000", "FR": "+33140000000"}
FREE = {"DE": "+498000000000", "GB": "+448000000000", "US": "+18000000000"}
CALLBACK_GEO = {"DE": "+493050000000", "FR": "+33150000000"}
CALLBACK_FREE = {"DE": "+498005000000", "US": "+18005000000"}

NUMBERS = {
    NumberKind.CALLTHROUGH_GEO: GEO,
    NumberKind.CALLTHROUGH_FREE: FREE,
    NumberKind.CALLBACK_GEO: CALLBACK_GEO,
    NumberKind.CALLBACK_FREE: CALLBACK_FREE,
}
IN_GB = "+442079460000"
IN_US = "+12125550123"
NO_COUNTRY = "03012345"


def choose(
    country: str | None,
    home_country: str | None,
    *,
    a_number: str | None = None,
    own_phone: str | None = None,
    personal_number: str | None = PERSONAL,
    service: Service = Service.CALLTHROUGH,
    prefer_free: bool = False,
) -> str | None:
    """Choose from all numbers; `a_number` is that of a stored pair."""
    account = Account(
        personal_number=personal_number,
        numbers=NUMBERS,
        targets=Targets(a_number, "+61293744000") if a_number else None,
    )
    options = Options(
        a_number=own_phone,
        country=home_country,
        low_balance=Decimal(5),
        prefer_free=prefer_free,
        voice=True,
    )
    chosen = choose_dial_in_number(account, options, service, country)
    if chosen is None:
        return None
    kind_numbers = NUMBERS[chosen.kind] if chosen.kind else {"DE": PERSONAL}
    assert kind_numbers.get(chosen.country or "", personal_number) == chosen.number
    return chosen.number


@pytest.mark.parametrize(
    ("country", "a_number", "home_country", "chosen"),
    [
        ("GB", IN_US, "DE", GEO["GB"]),
        ("DE", IN_GB, "FR", PERSONAL),
        (None, IN_GB, "DE", GEO["GB"]),
        (None, IN_US, "DE", FREE["US"]),
        (None, NO_COUNTRY, "FR", GEO["FR"]),
        (None, None, "FR", GEO["FR"]),
        (None, None, "DE", PERSONAL),
        (None, None, None, PERSONAL),
        ("BR", None, "FR", PERSONAL),
        ("XX", IN_GB, "FR", PERSONAL),
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
    chosen: str,
) -> None:
    """Personal, geo, free of the wanted country; else the personal number."""
    assert choose(country, home_country, a_number=a_number) == chosen
    assert choose(country, home_country, own_phone=a_number) == chosen


def test_stored_pair_before_own_phone() -> None:
    """The A number of the stored pair counts, not the own phone."""
    assert choose(None, "DE", a_number=IN_GB, own_phone=IN_US) == GEO["GB"]


@pytest.mark.parametrize(
    ("country", "home_country", "chosen"),
    [
        ("DE", "FR", FREE["DE"]),
        ("GB", "DE", FREE["GB"]),
        ("FR", "DE", GEO["FR"]),
        ("BR", "DE", PERSONAL),
    ],
    ids=["before personal", "before geo", "geo where no free", "fallback as ever"],
)
def test_prefer_free(country: str, home_country: str, chosen: str) -> None:
    """Free first, where the wanted country has one."""
    assert choose(country, home_country, prefer_free=True) == chosen


@pytest.mark.parametrize(
    ("personal_number", "country", "home_country", "chosen"),
    [
        (None, "DE", "FR", GEO["DE"]),
        (None, "BR", "FR", GEO["FR"]),
        (None, "BR", "US", None),
        (None, "BR", None, None),
        (None, None, None, None),
        ("+80012345678", "DE", "FR", GEO["DE"]),
        ("+80012345678", "BR", "FR", "+80012345678"),
        ("+80012345678", None, "FR", GEO["FR"]),
    ],
)
def test_personal_number_elsewhere(
    personal_number: str | None,
    country: str | None,
    home_country: str | None,
    chosen: str | None,
) -> None:
    """Without one: geo of the home country, else none. One of no country comes late."""
    number = choose(country, home_country, personal_number=personal_number)
    assert number == chosen


@pytest.mark.parametrize(
    ("country", "home_country", "prefer_free", "chosen"),
    [
        ("DE", "FR", False, CALLBACK_GEO["DE"]),
        ("DE", "FR", True, CALLBACK_FREE["DE"]),
        ("US", "FR", False, CALLBACK_FREE["US"]),
        ("BR", "FR", False, CALLBACK_GEO["FR"]),
        ("BR", "US", False, None),
        (None, None, False, None),
    ],
    ids=["geo", "prefer free", "free", "geo of home", "not free of home", "none"],
)
def test_callback(
    country: str | None,
    home_country: str | None,
    prefer_free: bool,
    chosen: str | None,
) -> None:
    """The callback numbers by the same rule, and never the personal number."""
    number = choose(
        country, home_country, prefer_free=prefer_free, service=Service.CALLBACK
    )
    assert number == chosen
