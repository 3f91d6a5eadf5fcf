"""Phone numbers.

The first use of a country reads its numbering plan from disk: `load` does it for all.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
import re
from typing import Final
import unicodedata

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
_WRITTEN: Final = re.compile(r"[( ./-]*+\+?[0-9 ()./-]*+")
_SEVERAL: Final = re.compile(r"[0-9] *+/ *+(?:[0-9]{1,2}$|0)|[0-9]\.0$")  # or a float
_ALIKE: Final = str.maketrans(  # and what is invisible
    "[]\u2212\u30fc\u00b7\u2022\u2027\u30fb",
    "()--....",
    "\u034f\u115f\u1160\u3164\ufffc" + "".join(map(chr, range(0xFE00, 0xFE10))),
)
_SHORTEST_NATIONAL, _LONGEST = 5, 15  # digits
_OLD_MEXICAN: Final = re.compile(r"52(?:1|01|04[45])([0-9]{10})")
_COSTLY_CODES: Final = ("+870", "+881", "+882", "+883", "+888", "+979")  # satellites …
_COSTLY_TYPES: Final = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}


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
    AMBIGUOUS = "number_ambiguous"


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
    has_plus, has_zero = "+" in written, "(0)" in written.replace(" ", "")
    plan = country if country in phonenumbers.SUPPORTED_REGIONS else None
    rests = [digits] if has_plus else _behind_prefixes(digits, plan)
    if not plan and not rests:  # Only the platform can know the country
        if len(digits) < _SHORTEST_NATIONAL:
            raise NumberError(NumberProblem.TOO_SHORT)
        if len(digits) > _LONGEST:
            raise NumberError(NumberProblem.TOO_LONG)
        return digits
    readings = [each for rest in rests for each in _international(rest, has_zero)]
    if plan and not has_plus:
        if phonenumbers.is_emergency_number(digits, plan):
            raise NumberError(NumberProblem.EMERGENCY)
        readings += _as_dialed(digits, plan)
    valid = {_e164(each) for each in readings if phonenumbers.is_valid_number(each)}
    if len(valid) > 1:
        raise NumberError(NumberProblem.AMBIGUOUS)
    if valid:
        return valid.pop()
    if rests:  # With a plan, a plus sign would be dropped that no country code follows
        digits, plan = f"+{rests[0]}", None
    try:
        number = phonenumbers.parse(digits, plan)
    except NumberParseException as err:
        problem = _PARSE_PROBLEMS.get(err.error_type, NumberProblem.TOO_SHORT)
        raise NumberError(problem) from None
    e164 = _e164(number)
    if not has_plus:
        raise NumberError(NumberProblem.NATIONAL)
    if has_zero and e164 == digits:
        raise NumberError(NumberProblem.AMBIGUOUS)
    return e164


def is_number(text: str) -> bool:
    """Tell whether a text is rather a phone number than a name, callable or not.

    It is with at least as many digits as letters, those of `tel:` aside.
    """
    start = text[:MAX_LENGTH].casefold().strip().removeprefix("tel:")
    digits = sum(map(str.isdigit, start))
    return 0 < digits >= sum(map(str.isalpha, start))


@lru_cache(maxsize=1024)
def country_of(number: str) -> str | None:
    """Return the country of an E.164 number, where a numbering plan knows it."""
    country = phonenumbers.region_code_for_number(_known(number))
    return country if country != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY else None


@lru_cache(maxsize=1024)
def formatted(number: str) -> str:
    """Return an account's number as people write it internationally."""
    known = _known(number)
    if known.country_code is None:
        return number
    return phonenumbers.format_number(known, PhoneNumberFormat.INTERNATIONAL)


def is_landline(number: str) -> bool:
    """Tell whether a numbering plan knows an E.164 number as one of a landline only."""
    return phonenumbers.number_type(_known(number)) == PhoneNumberType.FIXED_LINE


def is_costly(number: str) -> bool:
    """Tell whether an E.164 number is of a premium rate, a shared cost or a satellite."""
    is_costly_type = phonenumbers.number_type(_known(number)) in _COSTLY_TYPES
    return is_costly_type or number.startswith(_COSTLY_CODES)


def tel_uri(number: str) -> str:
    """Return the link that opens the dialer."""
    return f"tel:{number}"


def _known(number: str) -> PhoneNumber:
    """Return an E.164 number as its plan knows it; an empty one for any other."""
    try:
        return phonenumbers.parse(number)
    except NumberParseException:
        return PhoneNumber()


def _behind_prefixes(digits: str, country: str | None) -> list[str]:
    """Return what may be an international number behind a prefix that people dial."""
    rests = [digits[2:]] if digits.startswith("00") else []
    if country and (plan := PhoneMetadata.metadata_for_region(country)):
        prefix, ends = plan.international_prefix or "", range(1, len(digits))
        rests += [digits[end:] for end in ends if re.fullmatch(prefix, digits[:end])]
    if country == "MX" and digits[0] == "0" and _OLD_MEXICAN.fullmatch(f"52{digits}"):
        rests.append(f"52{digits}")
    return rests


def _international(digits: str, has_zero: bool) -> Iterator[PhoneNumber]:
    """Yield the numbers that digits behind a plus sign may be."""
    if mexican := _OLD_MEXICAN.fullmatch(digits):
        digits = f"52{mexican[1]}"
    number = _known(f"+{digits}")
    yield number
    code = f"{number.country_code}"
    national = phonenumbers.national_significant_number(number)
    # People also write the zero of national calls, which the plan does not know.
    if national.startswith("0") and digits == code + national:
        if has_zero or not phonenumbers.is_valid_number(number):
            yield _known(f"+{code}{national[1:]}")


def _as_dialed(digits: str, country: str) -> Iterator[PhoneNumber]:
    """Yield the number that the digits reach when people of the country dial them."""
    code = str(phonenumbers.country_code_for_region(country))
    prefix = phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True)
    if prefix not in {None, code} and digits.startswith(code):
        if phonenumbers.is_valid_number(_known(f"+{digits}")):
            return  # It may be an international number without its plus sign
    matches = PhoneNumberMatcher(digits, country, Leniency.VALID, max_tries=1)
    yield from (each.number for each in matches if each.raw_string == digits)


def _e164(number: PhoneNumber) -> str:
    """Return the number in E.164, if its numbering plan says that it can exist."""
    national = phonenumbers.national_significant_number(number).lstrip("0")
    regions = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    if any(phonenumbers.is_emergency_number(national, each) for each in regions):
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


def _written(text: str) -> str:
    """Return what was typed in plain characters."""
    if len(text) > MAX_LENGTH:
        raise NumberError(NumberProblem.TOO_LONG)
    number = "".join(map(_plain, text)).translate(_ALIKE).strip(" '")
    if uri := _TEL.fullmatch(number):
        number = (uri[2] or "") + uri[1]
    before, _, inside = number.rstrip(" ()./-").rpartition("(")
    is_remark = ")" not in inside and any(map(str.isdecimal, before))
    if is_remark or _SEVERAL.search(number) or not _WRITTEN.fullmatch(number):
        raise NumberError(NumberProblem.CHARACTERS)
    return number


def _plain(character: str) -> str:
    """Return the plain character that one of another script or width stands for."""
    if unicodedata.decomposition(character).startswith(("<wide>", "<narrow>")):
        character = unicodedata.normalize("NFKC", character)
    category = unicodedata.category(character)
    if character.isspace() or category == "Cf":
        return " "
    if category == "Pd":
        return "-"
    # Superscripts, circled digits and the like decorate a number, and are none.
    if character.isdecimal() and not unicodedata.decomposition(character):
        return str(unicodedata.decimal(character))
    return character
