"""Which number should this caller dial? A pure function."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from homeassistant.util.json import JsonValueType

from . import phone_number
from .api import Account, NumberKind
from .options import Options


class Service(StrEnum):
    """How the platform connects the two."""

    CALLTHROUGH = "callthrough"
    CALLBACK = "callback"


class DialInNumber(NamedTuple):
    """A number to dial. `kind` is a `NumberKind`, or None for the personal number."""

    number: str
    country: str | None
    kind: NumberKind | None

    def as_dict(self) -> dict[str, JsonValueType]:
        """Return it as actions, events and the card tell it."""
        return {
            "number": self.number,
            "formatted": phone_number.formatted(self.number),
            "tel_uri": phone_number.tel_uri(self.number),
            "country": self.country,
            "kind": self.kind or "personal",
        }


_KINDS: Final = {
    Service.CALLTHROUGH: (NumberKind.CALLTHROUGH_GEO, NumberKind.CALLTHROUGH_FREE),
    Service.CALLBACK: (NumberKind.CALLBACK_GEO, NumberKind.CALLBACK_FREE),
}


def choose_dial_in_number(
    account: Account, options: Options, service: Service, country: str | None
) -> DialInNumber | None:
    """Return the number to dial, by this rule.

    Of the asked country, else of the A number's, else of the home country: the personal
    number if it lies there, then geo, then free (free first with `prefer_free`). If that
    country has none: the personal number, then geo of the home country, then None. The
    personal number serves callthrough only. The A number is that of the stored pair,
    else the own phone.
    """
    home_country = options.country
    a_number = account.targets.a if account.targets else options.a_number
    geo, free = _KINDS[service]
    personal = None
    if service is Service.CALLTHROUGH and account.personal_number is not None:
        number = account.personal_number
        personal = DialInNumber(number, phone_number.country_of(number), None)

    def of(kind: NumberKind, country: str | None) -> Iterator[DialInNumber]:
        if number := account.numbers.get(kind, {}).get(country or ""):
            yield DialInNumber(number, country, kind)

    def candidates() -> Iterator[DialInNumber]:
        of_a = phone_number.country_of(a_number) if a_number else None
        wanted = country or of_a or home_country
        if options.prefer_free:
            yield from of(free, wanted)
        if personal is not None and personal.country == wanted:
            yield personal
        yield from of(geo, wanted)
        yield from of(free, wanted)
        if personal is not None:
            yield personal
        yield from of(geo, home_country)

    return next(candidates(), None)
