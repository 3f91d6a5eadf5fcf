"""Phone numbers: parsed, checked, and written for people and for dialers.

The first use of a country reads its numbering plan from disk: `load` does it for all.
"""

from enum import StrEnum
from functools import lru_cache
import re
import unicodedata

import phonenumbers
from phonenumbers import (
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberFormat,
    ValidationResult,
)

_TEL = re.compile(r"tel:([^;]*)(?:;phone-context=(\+[0-9]+))?", re.IGNORECASE)
_WRITTEN = re.compile(r"[( ]*\+?[0-9 ()./-]*")
# Australia dials 0011, after which a country code of any other country would be no number.
_DIALED_ABROAD = re.compile(r"00(?:11)?")
_SHORTEST_NATIONAL, _LONGEST = 5, 15  # digits


class NumberProblem(StrEnum):
    """What can be wrong with a number; also the keys of its translations."""

    EMPTY = "number_empty"
    CHARACTERS = "number_characters"
    COUNTRY_CODE = "number_country_code"
    TOO_SHORT = "number_too_short"
    TOO_LONG = "number_too_long"
    IMPOSSIBLE = "number_impossible"
    AREA_CODE = "number_area_code"
    EMERGENCY = "number_emergency"


_PROBLEMS = {
    ValidationResult.INVALID_COUNTRY_CODE: NumberProblem.COUNTRY_CODE,
    ValidationResult.TOO_SHORT: NumberProblem.TOO_SHORT,
    ValidationResult.TOO_LONG: NumberProblem.TOO_LONG,
    ValidationResult.INVALID_LENGTH: NumberProblem.IMPOSSIBLE,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: NumberProblem.AREA_CODE,
}


class NumberError(ValueError):
    """No number that can be called."""

    def __init__(self, number: str, problem: NumberProblem) -> None:
        """Keep `number` as it was typed."""
        super().__init__(problem)
        self.number = number
        self.problem = problem


def load() -> None:
    """Read all numbering plans from disk, those of emergency numbers included."""
    PhoneMetadata.load_all()
    for region in phonenumbers.SUPPORTED_SHORT_REGIONS:
        PhoneMetadata.short_metadata_for_region(region)


@lru_cache(maxsize=1024)
def normalize(text: str, country: str | None) -> str:
    """Return the number as E.164 with the plus sign.

    A national number is completed with `country` (ISO 3166-1 alpha-2, upper case); with
    none, or one without a numbering plan, it is returned as its digits. Raises
    `NumberError`.
    """
    written = _written(text)
    digits = phonenumbers.normalize_digits_only(written)
    if not digits:
        raise NumberError(text, NumberProblem.EMPTY)
    if "+" in written:
        return _e164(text, f"+{digits}", None)
    plan = country if country in phonenumbers.SUPPORTED_REGIONS else None
    if plan and phonenumbers.is_emergency_number(digits, plan):
        raise NumberError(text, NumberProblem.EMERGENCY)
    if abroad := _DIALED_ABROAD.match(digits):
        return _e164(text, f"+{digits[abroad.end() :]}", None)
    if plan:
        return _e164(text, digits, plan)
    if len(digits) < _SHORTEST_NATIONAL:
        raise NumberError(text, NumberProblem.TOO_SHORT)
    if len(digits) > _LONGEST:
        raise NumberError(text, NumberProblem.TOO_LONG)
    return digits


@lru_cache(maxsize=1024)
def country_of(number: str) -> str | None:
    """Return the country of an E.164 number, where a numbering plan knows it."""
    if (parsed := _parsed(number)) is None:
        return None
    country = phonenumbers.region_code_for_number(parsed)
    return country if country != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY else None


@lru_cache(maxsize=1024)
def is_known(number: str) -> bool:
    """Tell whether a numbering plan knows the number."""
    return _parsed(number) is not None


@lru_cache(maxsize=1024)
def formatted(number: str) -> str:
    """Return the number as people write it internationally."""
    if (parsed := _parsed(number)) is None:
        return number
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def tel_uri(number: str) -> str:
    """Return the link that opens the dialer."""
    return f"tel:{number}"


def _written(text: str) -> str:
    """Return what was typed in plain characters."""
    number = "".join(
        str(unicodedata.decimal(character))
        if character.isdecimal()
        else "-"
        if unicodedata.category(character) == "Pd"
        else " "
        if character.isspace() or unicodedata.category(character) == "Cf"
        else character
        for character in unicodedata.normalize("NFKC", text)
    ).strip()
    if uri := _TEL.fullmatch(number):
        number = (uri[2] or "") + uri[1]
    if not _WRITTEN.fullmatch(number):
        raise NumberError(text, NumberProblem.CHARACTERS)
    return number


def _e164(text: str, number: str, country: str | None) -> str:
    """Return the number in E.164, if its numbering plan says that it can exist."""
    try:
        parsed = phonenumbers.parse(number, country)
    except NumberParseException as err:
        raise NumberError(
            text,
            NumberProblem.COUNTRY_CODE
            if err.error_type == NumberParseException.INVALID_COUNTRY_CODE
            else NumberProblem.TOO_LONG
            if err.error_type == NumberParseException.TOO_LONG
            else NumberProblem.TOO_SHORT,
        ) from err
    if _is_emergency(parsed):
        raise NumberError(text, NumberProblem.EMERGENCY)
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if problem := _PROBLEMS.get(possible):
        raise NumberError(text, problem)
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    if len(e164) > len("+") + _LONGEST:  # some plans allow more
        raise NumberError(text, NumberProblem.TOO_LONG)
    if phonenumbers.parse(e164) != parsed:  # the plan would drop another leading zero
        raise NumberError(text, NumberProblem.IMPOSSIBLE)
    return e164


def _is_emergency(parsed: PhoneNumber) -> bool:
    """Tell whether it is an emergency number behind a country or an area code's zero."""
    national = phonenumbers.national_significant_number(parsed).lstrip("0")
    return any(
        phonenumbers.is_emergency_number(national, region)
        for region in phonenumbers.region_codes_for_country_code(
            parsed.country_code or 0
        )
    )


def _parsed(number: str) -> PhoneNumber | None:
    """Parse a number of the account; numbering plans do not know them all."""
    try:
        return phonenumbers.parse(number)
    except NumberParseException:
        return None
