"""Which number should this caller dial? A pure function."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from homeassistant.util.json import JsonValueType

from . import phone
from .api import Account, NumberKind


class Service(StrEnum):
    """How the platform connects the two."""

    CALLTHROUGH = "callthrough"
    CALLBACK = "callback"


class DialInNumber(NamedTuple):
    """A number to dial. `kind` is a `NumberKind`, or None for the personal number."""

    number: str
    country: str | None
    kind: NumberKind | None


_KINDS = {
    Service.CALLTHROUGH: (NumberKind.CALLTHROUGH_GEO, NumberKind.CALLTHROUGH_FREE),
    Service.CALLBACK: (NumberKind.CALLBACK_GEO, NumberKind.CALLBACK_FREE),
}


def choose_dial_in_number(
    account: Account,
    service: Service,
    *,
    country: str | None,
    a_number: str | None,
    home_country: str | None,
    prefer_free: bool,
) -> DialInNumber | None:
    """Return the number to dial, by this rule.

    Of the asked country, else of the A number's, else of the home country: the personal
    number if it lies there, then geo, then free (free first with `prefer_free`). If that
    country has none: the personal number, then geo of the home country, then None. The
    personal number serves callthrough only.
    """
    geo, free = _KINDS[service]
    personal = None
    if service is Service.CALLTHROUGH and account.personal_number is not None:
        number = account.personal_number
        personal = DialInNumber(number, phone.country_of(number), None)

    def of(kind: NumberKind, country: str | None) -> Iterator[DialInNumber]:
        if number := account.numbers.get(kind, {}).get(country or ""):
            yield DialInNumber(number, country, kind)

    def candidates() -> Iterator[DialInNumber]:
        of_a = phone.country_of(a_number) if a_number else None
        wanted = country or of_a or home_country
        if prefer_free:
            yield from of(free, wanted)
        if personal is not None and personal.country == wanted:
            yield personal
        yield from of(geo, wanted)
        yield from of(free, wanted)
        if personal is not None:
            yield personal
        yield from of(geo, home_country)

    return next(candidates(), None)


def dial_in_response(
    dial_in_number: DialInNumber | None,
) -> dict[str, JsonValueType] | None:
    """Return the number to dial as actions and events tell it."""
    if dial_in_number is None:
        return None
    return {
        "number": dial_in_number.number,
        "formatted": phone.formatted(dial_in_number.number),
        "tel_uri": phone.tel_uri(dial_in_number.number),
        "country": dial_in_number.country,
        "kind": dial_in_number.kind or "personal",
    }
