"""Which number to dial: the whole rule."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.callcard.api import Account, NumberKind, Targets
from custom_components.callcard.dial_in import (
    DialInNumber,
    Service,
    choose_dial_in_number,
)
from custom_components.callcard.options import CallMethod, Options

PERSONAL = "+493010000000"
GEO = {"DE": "+493020000000", "GB": "+442030000000", "FR": "+33140000000"}
FREE = {"DE": "+498000000000", "GB": "+448000000000", "US": "+18000000000"}
BACK_GEO = {"DE": "+493050000000", "FR": "+33150000000"}
BACK_FREE = {"DE": "+498005000000", "US": "+18005000000"}

IN_GB, IN_US, NOWHERE = "+442079460000", "+12125550123", "+80012345678"

FREE_FIRST = {"prefer_free": True}
IMPERSONAL = {"personal": None}
PERSONAL_NOWHERE = {"personal": NOWHERE}
CALLBACK = {"service": Service.CALLBACK}


def choose(
    country: str | None,
    a_number: str | None,
    home_country: str | None,
    *,
    personal: str | None = PERSONAL,
    service: Service = Service.CALLTHROUGH,
    prefer_free: bool = False,
    own_phone: str | None = None,
) -> DialInNumber | None:
    """Choose from all numbers; `a_number` is that of a stored pair."""
    account = Account(
        personal_number=personal,
        numbers={
            NumberKind.CALLTHROUGH_GEO: GEO,
            NumberKind.CALLTHROUGH_FREE: FREE,
            NumberKind.CALLBACK_GEO: BACK_GEO,
            NumberKind.CALLBACK_FREE: BACK_FREE,
        },
        targets=Targets(a_number, "+61293744000") if a_number else None,
    )
    options = Options(
        a_number=own_phone,
        country=home_country,
        low_balance=Decimal(5),
        prefer_free=prefer_free,
        call_method=CallMethod.DIAL_IN,
        voice=True,
    )
    return choose_dial_in_number(account, options, service, country)


@pytest.mark.parametrize(
    ("country", "a_number", "home_country", "more", "chosen"),
    [
        pytest.param("GB", IN_US, "DE", {}, GEO["GB"], id="asked country first"),
        pytest.param("DE", IN_GB, "FR", {}, PERSONAL, id="personal before geo"),
        pytest.param(None, IN_GB, "DE", {}, GEO["GB"], id="country of A second"),
        pytest.param(None, IN_US, "DE", {}, FREE["US"], id="free where no geo"),
        pytest.param(None, "03012345", "FR", {}, GEO["FR"], id="home where A has none"),
        pytest.param(None, None, "FR", {}, GEO["FR"], id="home where no A"),
        pytest.param(None, None, "DE", {}, PERSONAL, id="personal at home"),
        pytest.param(None, None, None, {}, PERSONAL, id="personal where no country"),
        pytest.param("BR", None, "FR", {}, PERSONAL, id="personal before geo of home"),
        pytest.param("XX", IN_GB, "FR", {}, PERSONAL, id="personal for unknown"),
        pytest.param("DE", None, "FR", FREE_FIRST, FREE["DE"], id="free before personal"),
        pytest.param("GB", None, "DE", FREE_FIRST, FREE["GB"], id="free before geo"),
        pytest.param("FR", None, "DE", FREE_FIRST, GEO["FR"], id="geo where no free"),
        pytest.param("BR", None, "DE", FREE_FIRST, PERSONAL, id="personal where no free"),
        pytest.param("DE", None, "FR", IMPERSONAL, GEO["DE"], id="geo"),
        pytest.param("BR", None, "FR", IMPERSONAL, GEO["FR"], id="geo of home"),
        pytest.param("BR", None, "US", IMPERSONAL, None, id="not free of home"),
        pytest.param("BR", None, None, IMPERSONAL, None, id="no home"),
        pytest.param(None, None, None, IMPERSONAL, None, id="no country"),
        pytest.param("DE", None, "FR", PERSONAL_NOWHERE, GEO["DE"], id="geo before nowhere"),
        pytest.param("BR", None, "FR", PERSONAL_NOWHERE, NOWHERE, id="nowhere before home"),
        pytest.param("DE", None, "FR", CALLBACK, BACK_GEO["DE"], id="callback"),
        pytest.param("DE", None, "FR", {**CALLBACK, **FREE_FIRST}, BACK_FREE["DE"], id="free callback first"),
        pytest.param("US", None, "FR", CALLBACK, BACK_FREE["US"], id="free callback"),
        pytest.param("BR", None, "FR", CALLBACK, BACK_GEO["FR"], id="callback of home"),
        pytest.param("BR", None, "US", CALLBACK, None, id="no free callback of home"),
        pytest.param(None, None, None, CALLBACK, None, id="personal is no callback"),
    ],
)  # fmt: skip
def test_number_to_dial(
    country: str | None,
    a_number: str | None,
    home_country: str | None,
    more: dict[str, Any],
    chosen: str | None,
) -> None:
    """The A number is that of the stored pair, else the own phone."""
    number = choose(country, a_number, home_country, **more)
    assert (number and number.number) == chosen
    assert choose(country, None, home_country, own_phone=a_number, **more) == number
    if a_number:
        assert choose(country, a_number, home_country, own_phone=IN_US) == number


def test_what_is_told() -> None:
    """A number is told with its country and its kind."""
    assert choose("GB", None, None) == (GEO["GB"], "GB", NumberKind.CALLTHROUGH_GEO)
    assert choose("DE", None, None) == (PERSONAL, "DE", None)
    assert choose("BR", None, None, personal=NOWHERE) == (NOWHERE, None, None)
