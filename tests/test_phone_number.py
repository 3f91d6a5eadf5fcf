"""Phone numbers as people type them."""

from collections.abc import Callable, Iterator
import re
import time

from hypothesis import example, given, settings, strategies as st
import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat
import pytest

from custom_components.callcard import phone_number
from custom_components.callcard.phone_number import NumberError, NumberProblem


def normalized(typed: str, country: str | None) -> str | NumberProblem:
    """Return the number, or what is wrong with it."""
    try:
        return phone_number.normalize(typed, country)
    except NumberError as err:
        return err.problem


@pytest.mark.parametrize(
    ("number", "country", "typed"),
    [
        ("+493012345", None, [
            "+49 30 12345", "0049 30 12345", "+49 (0) 30 12345", "(+49) 30.123-45", "(0049) 30/12345",
            "+49\N{EN DASH}30\N{NON-BREAKING HYPHEN}12345",
            "\t+49\N{NO-BREAK SPACE}30\N{NARROW NO-BREAK SPACE}123 45\n",
            "\N{LEFT-TO-RIGHT EMBEDDING}+49 30\N{ZERO WIDTH SPACE}12345\N{POP DIRECTIONAL FORMATTING}",
            "＋４９（３０）１２３４５", "٠٠٤٩٣٠١٢٣٤٥", "+४९३०१२३४५",
            "tel:+49-30-12345", "tel:030-12345;phone-context=+49",
        ]),
        ("+493012345", "DE", ["030/123 45", "+49 030 12345", "TEL:030/12345"]),
        ("+493012345", "US", ["0 049 30 12345", "011 49 30 12345"]),
        ("+493012345", "GB", ["0049(0)30/12345"]),
        ("+4930123", None, ["+49 30 123"]),
        ("+491701234567", "DE", ["0170 1234567"]),
        ("+61293744000", "AU", ["0061 2 9374 4000", "02 9374 4000"]),
        ("+4930123456", "AU", ["0011 49 30 123456"]),
        ("+39061234567", "IT", ["06 1234567"]),
        ("+39061234567", "DE", ["+39 06 1234567"]),
        ("+12125550123", "US", ["(212) 555-0123", "1 212 555 0123"]),
        ("+12125550123", "DE", ["tel:212-555-0123;phone-context=+1"]),
        ("+80012345678", None, ["+800 1234 5678"]),
    ],
)  # fmt: skip
def test_number(number: str, country: str | None, typed: list[str]) -> None:
    """A number that says where it is, or whose country is known, becomes E.164."""
    for text in typed:
        assert normalized(text, country) == number, text


@pytest.mark.parametrize(
    "prefix_and_countries",
    ["001 SG KR HK TH KH MN", "002 TW", "008 ID", "009 CO", "010 JP", "0015 BR"],
)
def test_international_prefix(prefix_and_countries: str) -> None:
    """The country's own international prefixes come before 00."""
    prefix, *countries = prefix_and_countries.split()
    for country in countries:
        assert normalized(f"{prefix} 61 2 9374 4000", country) == "+61293744000"


@pytest.mark.parametrize("country", [None, "", "AQ", "XX", "001", "de"])
def test_no_numbering_plan(country: str | None) -> None:
    """With no country that has a numbering plan, a national number is its digits."""
    for typed in ("030/123 45", "(0170) 123-4567", "٠٣٠١٢٣", "1" * 15):
        digits = "".join(str(int(digit)) for digit in typed if digit.isdecimal())
        assert normalized(typed, country) == digits


@pytest.mark.parametrize(
    ("problem", "country", "typed"),
    [
        (NumberProblem.EMPTY, "DE", ["", " \t", "+", "(-)", "tel:"]),
        (NumberProblem.CHARACTERS, "DE", [
            "Anna", "0800 FLOWERS", "+49 30 12345 ext. 6", "tel:+493012345;ext=5", "sip:493012345",
            "++493012345", "(+49)+3012345", "49+3012345", "030,12345", "*31#030123", "030\N{NULL}12345",
            "030½2345", "030 1234567¹", "030 123456⑦", "030 123456𝟕", "tel:12345;phone-context=example.com",
        ]),
        (NumberProblem.COUNTRY_CODE, "DE", ["+999 123456", "+0301234", "000 123456"]),
        (NumberProblem.TOO_SHORT, "DE", ["+49", "+4", "+1 212 555", "1", "00"]),
        (NumberProblem.TOO_SHORT, None, ["1234"]),
        (NumberProblem.TOO_LONG, "DE", [
            "+1 212 555 01234", "+49 30 12345678901234", "030 123456789012", "0" + "1" * 18, "+49" + "1" * 300,
            "+49 30 12345" + " " * 60,
        ]),
        (NumberProblem.TOO_LONG, None, ["1" * 16]),
        (NumberProblem.IMPOSSIBLE, "DE", ["+4900301234567", "0049 0030 1234567"]),
        (NumberProblem.AREA_CODE, "US", ["555 0123", "+1 555 0123"]),
        (NumberProblem.AREA_CODE, "AR", ["12345678"]),
        (NumberProblem.NATIONAL, "DE", ["4917612345678", "176 12345678", "8812345", "61293744000", "0044 20 1234567"]),
        (NumberProblem.NATIONAL, "BR", ["5540041234"]),
        (NumberProblem.NATIONAL, "JP", ["0077-22-1234567", "0077-2212-345678901"]),
        (NumberProblem.EMERGENCY, "DE", ["112", "1-1-0", "tel:112", "١١٢", "+49 112", "+49 (0)110", "0112", "+1 911"]),
        (NumberProblem.EMERGENCY, "US", ["911"]),
        (NumberProblem.EMERGENCY, "AU", ["000"]),
    ],
)  # fmt: skip
def test_problem(problem: NumberProblem, country: str | None, typed: list[str]) -> None:
    """What cannot be called is refused for what is wrong with it."""
    for text in typed:
        assert normalized(text, country) is problem, text


def example_numbers() -> Iterator[tuple[str, PhoneNumber]]:
    """Return all regions with numbers of all types that can be called from abroad."""
    for region in phonenumbers.SUPPORTED_REGIONS:
        for number_type in phonenumbers.PhoneNumberType.values():
            number = phonenumbers.example_number_for_type(region, number_type)
            if number is not None and (
                phonenumbers.is_possible_number_with_reason(number)
                == phonenumbers.ValidationResult.IS_POSSIBLE
            ):
                yield region, number


def digits_of(number: PhoneNumber) -> str:
    """Return the vendor's spelling."""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)[1:]


def own_prefix(region: str) -> str:
    """Return what people dial before international numbers, where there is only one."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
    assert plan is not None
    prefix = plan.preferred_international_prefix or plan.international_prefix or ""
    prefix = prefix.replace("~", "")
    return prefix if prefix.isdigit() else "+"


def strictly_read(text: str, region: str) -> str | None:
    """Return the number that libphonenumber's strict matcher takes the text for."""
    for match in phonenumbers.PhoneNumberMatcher(
        text, region, phonenumbers.Leniency.VALID, max_tries=1
    ):
        if match.raw_string == text:
            return phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
    return None


@pytest.mark.parametrize(
    ("write", "is_clear"),
    [
        (lambda _, number: phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL), True),
        (lambda _, number: phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL), True),
        (lambda region, number: own_prefix(region) + digits_of(number), True),
        (lambda _, number: "00" + digits_of(number), True),
        (lambda _, number: digits_of(number), False),
        (lambda _, number: phonenumbers.national_significant_number(number), False),
    ],
    ids=["national", "international", "own prefix", "00", "vendor", "local"],
)  # fmt: skip
def test_numbers_of_all_plans(
    write: Callable[[str, PhoneNumber], str], is_clear: bool
) -> None:
    """Each spelling is read as libphonenumber's strict matcher does, or refused."""
    for region, number in example_numbers():
        text = write(region, number)
        expected = f"+{digits_of(number)}"
        typed = normalized(text, region)
        assert typed == expected or (not is_clear and typed in NumberProblem), text
        strict = strictly_read(text, region)
        assert typed in {strict, *NumberProblem} or (
            text.startswith("00") and strict is None
        )


def test_is_number() -> None:
    """A text is a number with at least as many digits as letters, callable or not."""
    for text in (
        "+49 30 12345", "tel:12", "24/7", "٣", "1" * 65, "*31#0301234567", "030 1234567,,4711#",
        "+49 (0) 30 …", "030 123456⑦", "+49 30 12345 ext. 6", "0301 Anna", "\nTEL:+49",
    ):  # fmt: skip
        assert phone_number.is_number(text), text
    for text in (
        "", "+", "tel:", "Anna 2", "Bus 42", "Oma 2", "24h pharmacy", "3rd floor", "*Anna*", "#",
    ):  # fmt: skip
        assert not phone_number.is_number(text), text


@pytest.mark.parametrize("text", ["(" * 24_000 + "x", "1" * 100_000 + "x", " " * 10**6])
def test_long_text(text: str) -> None:
    """No text keeps Home Assistant busy."""
    start = time.process_time()

    assert normalized(text, "DE") is NumberProblem.TOO_LONG
    assert phone_number.is_number(text) is text.startswith("1")

    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("number", "country", "formatted"),
    [
        ("+493034649495", "DE", "+49 30 34649495"),
        ("+13025979000", "US", "+1 302-597-9000"),
        ("+442035140171", "GB", "+44 20 3514 0171"),
        ("+441481960194", "GG", "+44 1481 960194"),
        ("+80012345678", None, "+800 1234 5678"),
        ("+999123456", None, "+999123456"),
        ("+12", None, "+12"),
        ("03034649495", None, "03034649495"),
        ("", None, ""),
    ],
)
def test_number_of_the_account(
    number: str, country: str | None, formatted: str
) -> None:
    """A number is written for people and for diallers, known to a plan or not."""
    assert phone_number.country_of(number) == country
    assert phone_number.formatted(number) == formatted
    assert phone_number.tel_uri(number) == f"tel:{number}"


@example(typed="+20 0011111111", country=None)
@settings(max_examples=200, deadline=None)
@given(
    typed=st.text()
    | st.text("0123456789+-/.() ", max_size=25)
    | st.from_regex(r"(\+|00)[1-9][0-9 ()./-]{1,20}", fullmatch=True)
    | st.from_regex(r"tel:\+?[0-9-]{1,15}(;phone-context=\+?[0-9]*)?", fullmatch=True),
    country=st.sampled_from(
        [None, "DE", "US", "GB", "IT", "AR", "JP", "ID", "RU", "XX"]
    ),
)
def test_any_text(typed: str, country: str | None) -> None:
    """Any text is a number that goes over the wire, or a problem with what was typed."""
    number = normalized(typed, country)
    if isinstance(number, NumberProblem):
        return
    assert re.fullmatch(r"\+[1-9][0-9]{1,14}|[0-9]{5,15}", number)
    if number.startswith("+"):
        assert phone_number.normalize(number, country) == number
        assert phone_number.normalize(number, None) == number
        assert phone_number.normalize(phone_number.formatted(number), None) == number


@settings(max_examples=200, deadline=None)
@given(number=st.text() | st.from_regex(r"\+?[0-9]{1,17}", fullmatch=True))
def test_any_number_can_be_shown(number: str) -> None:
    """Whatever the account holds can be shown, and lies in one country or in none."""
    assert phone_number.formatted(number)[:1] in {number[:1], "+"}
    assert re.fullmatch("[A-Z]{2}", phone_number.country_of(number) or "XX")
