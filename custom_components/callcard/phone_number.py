"""Phone numbers and names of countries.

The first use of a country reads its numbering plan from disk: `load` does it for all.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
import re
from typing import Final
import unicodedata

from babel import Locale, UnknownLocaleError
import phonenumbers
from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    PhoneNumberType,
    ValidationResult,
)

MAX_LENGTH: Final = 64  # characters of a name or a number that a user types

_TEL: Final = re.compile(r"tel:([^;]*+)(?:;phone-context=(\+[0-9]++))?", re.IGNORECASE)
_WRITTEN: Final = re.compile(r"[( ]*+\+?[0-9 ()./-]*+")
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
    NATIONAL = "number_national"
    EMERGENCY = "number_emergency"


_PROBLEMS: Final = {
    ValidationResult.INVALID_COUNTRY_CODE: NumberProblem.COUNTRY_CODE,
    ValidationResult.TOO_SHORT: NumberProblem.TOO_SHORT,
    ValidationResult.TOO_LONG: NumberProblem.TOO_LONG,
    ValidationResult.INVALID_LENGTH: NumberProblem.IMPOSSIBLE,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: NumberProblem.AREA_CODE,
}
_PARSE_PROBLEMS: Final = {
    NumberParseException.INVALID_COUNTRY_CODE: NumberProblem.COUNTRY_CODE,
    NumberParseException.TOO_LONG: NumberProblem.TOO_LONG,
}


_COSTLY: Final = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}


class NumberError(ValueError):
    """No number that can be called."""

    def __init__(self, problem: NumberProblem) -> None:
        """Keep what is wrong with it."""
        super().__init__(problem)
        self.problem = problem


def load() -> None:
    """Read all numbering plans from disk, those of emergency numbers included."""
    PhoneMetadata.load_all()
    for region in phonenumbers.SUPPORTED_SHORT_REGIONS:
        PhoneMetadata.short_metadata_for_region(region)


@lru_cache(maxsize=4)
def load_country_names(language: str) -> Mapping[str, str]:
    """Read the names of countries from disk: ISO 3166-1 alpha-2 code → name.

    `language` is one of Home Assistant's; one that is not known is answered in English.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except UnknownLocaleError, ValueError:
        locale = Locale("en")
    return dict(locale.territories)


def normalize(text: str, country: str | None) -> str:
    """Return the number as E.164 with the plus sign.

    National digits are read as people of `country` (ISO 3166-1 alpha-2, upper case)
    dial them; with none, or one without a numbering plan, they are returned as digits.
    Raises `NumberError`.
    """
    written = _written(text)
    digits = phonenumbers.normalize_digits_only(written)
    if not digits:
        raise NumberError(NumberProblem.EMPTY)
    if "+" in written:
        return _e164(_parse(f"+{digits}", None))
    plan = country if country in phonenumbers.SUPPORTED_REGIONS else None
    if plan:
        if phonenumbers.is_emergency_number(digits, plan):
            raise NumberError(NumberProblem.EMERGENCY)
        if (dialed := _as_dialed(digits, plan)) is not None:
            return _e164(dialed)
    if digits.startswith("00"):
        number = _parse(f"+{digits[2:]}", None)
    elif plan:
        number = _parse(digits, plan)
    else:
        # Only the platform can know the country.
        if len(digits) < _SHORTEST_NATIONAL:
            raise NumberError(NumberProblem.TOO_SHORT)
        if len(digits) > _LONGEST:
            raise NumberError(NumberProblem.TOO_LONG)
        return digits
    e164 = _e164(number)
    if (plan and not digits.startswith("00")) or not phonenumbers.is_valid_number(
        number
    ):
        raise NumberError(NumberProblem.NATIONAL)
    return e164


def is_number(text: str) -> bool:
    """Tell whether a text is written like a phone number, callable or not."""
    try:
        return any(character.isdecimal() for character in _written(text))
    except NumberError:
        return False


@lru_cache(maxsize=1024)
def country_of(number: str) -> str | None:
    """Return the country of an E.164 number, where a numbering plan knows it."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return None
    country = phonenumbers.region_code_for_number(parsed)
    return country if country != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY else None


@lru_cache(maxsize=1024)
def formatted(number: str) -> str:
    """Return an account's number as people write it internationally."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)


def is_landline(number: str) -> bool:
    """Tell whether a numbering plan knows an E.164 number as one of a landline only."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == PhoneNumberType.FIXED_LINE


def is_costly(e164: str) -> bool:
    """Tell whether a call to a number costs more than one to a person."""
    try:
        parsed = phonenumbers.parse(e164)
    except NumberParseException:
        return False
    return phonenumbers.number_type(parsed) in _COSTLY


def tel_uri(number: str) -> str:
    """Return the link that opens the dialer."""
    return f"tel:{number}"


def _as_dialed(digits: str, country: str) -> PhoneNumber | None:
    """Return the number that the digits reach when people of the country dial them."""
    matches = PhoneNumberMatcher(digits, country, Leniency.VALID, max_tries=1)
    match = next(iter(matches), None)
    if match is None or match.raw_string != digits:
        return None
    plan = PhoneMetadata.metadata_for_region(country)
    code = str(phonenumbers.country_code_for_region(country))
    if (
        plan is not None
        and plan.national_prefix not in {None, code}
        and digits.startswith(code)
        and phonenumbers.is_valid_number(_parse(f"+{digits}", None))
    ):
        return None  # It may be an international number without its plus sign
    return match.number


def _parse(number: str, country: str | None) -> PhoneNumber:
    try:
        return phonenumbers.parse(number, country)
    except NumberParseException as err:
        problem = _PARSE_PROBLEMS.get(err.error_type, NumberProblem.TOO_SHORT)
        raise NumberError(problem) from None


def _e164(number: PhoneNumber) -> str:
    """Return the number in E.164, if its numbering plan says that it can exist."""
    if _is_emergency(number):
        raise NumberError(NumberProblem.EMERGENCY)
    possible = phonenumbers.is_possible_number_with_reason(number)
    if problem := _PROBLEMS.get(possible):
        raise NumberError(problem)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if len(e164) > len("+") + _LONGEST:  # some plans allow more
        raise NumberError(NumberProblem.TOO_LONG)
    if phonenumbers.parse(e164) != number:  # the plan would drop another leading zero
        raise NumberError(NumberProblem.IMPOSSIBLE)
    return e164


def _is_emergency(number: PhoneNumber) -> bool:
    """Tell whether it is an emergency number behind a country or an area code's zero."""
    national = phonenumbers.national_significant_number(number).lstrip("0")
    return any(
        phonenumbers.is_emergency_number(national, region)
        for region in phonenumbers.region_codes_for_country_code(
            number.country_code or 0
        )
    )


def _written(text: str) -> str:
    """Return what was typed in plain characters."""
    if len(text) > MAX_LENGTH:
        raise NumberError(NumberProblem.TOO_LONG)
    number = "".join(map(_plain, text)).strip()
    if uri := _TEL.fullmatch(number):
        number = (uri[2] or "") + uri[1]
    if not _WRITTEN.fullmatch(number):
        raise NumberError(NumberProblem.CHARACTERS)
    return number


def _plain(character: str) -> str:
    """Return the plain character that one of another script or width stands for."""
    category = unicodedata.category(character)
    decomposition = unicodedata.decomposition(character)
    if character.isspace() or category == "Cf":
        return " "
    if category == "Pd":
        return "-"
    if decomposition.startswith("<wide>"):
        return unicodedata.normalize("NFKC", character)
    # Superscripts, circled digits and the like decorate a number, and are none.
    if character.isdecimal() and not decomposition:
        return str(unicodedata.decimal(character))
    return character
