"""Phone numbers as people type them."""

import re
import sys

from hypothesis import example, given, settings, strategies as st
import phonenumbers
import pytest

from custom_components.callcard import phone
from custom_components.callcard.phone import NumberError, NumberProblem


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("+49 30 12345", None, "+493012345"),
        ("+49 30 123", None, "+4930123"),
        ("0049 30 12345", None, "+493012345"),
        ("0049 30 12345", "US", "+493012345"),
        ("+49 (0) 30 12345", None, "+493012345"),
        ("0049(0)30/12345", "GB", "+493012345"),
        ("(+49) 30 12345", None, "+493012345"),
        ("(0049) 30 12345", None, "+493012345"),
        ("0 049 30 12345", "US", "+493012345"),
        ("0011 49 30 123456", "AU", "+4930123456"),
        ("0061 2 9374 4000", "AU", "+61293744000"),
        ("+49.30.123.45", None, "+493012345"),
        ("+49 30/123-45", None, "+493012345"),
        ("+49\N{EN DASH}30\N{NON-BREAKING HYPHEN}12345", None, "+493012345"),
        ("\t+49\N{NO-BREAK SPACE}30\N{NARROW NO-BREAK SPACE}123 45\n", None, "+493012345"),
        ("\N{LEFT-TO-RIGHT EMBEDDING}+49 30\N{ZERO WIDTH SPACE}12345\N{POP DIRECTIONAL FORMATTING}", None, "+493012345"),
        ("＋４９（３０）１２３４５", None, "+493012345"),
        ("٠٠٤٩٣٠١٢٣٤٥", None, "+493012345"),
        ("+४९३०१२३४५", None, "+493012345"),
        ("030/123 45", "DE", "+493012345"),
        ("(030) 12345", "DE", "+493012345"),
        ("0170 1234567", "DE", "+491701234567"),
        ("06 1234567", "IT", "+39061234567"),
        ("+39 06 1234567", "DE", "+39061234567"),
        ("+49 030 12345", "DE", "+493012345"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("1 212 555 0123", "US", "+12125550123"),
        ("011 49 30 12345", "US", "+493012345"),
        ("+800 1234 5678", None, "+80012345678"),
        ("tel:+49-30-12345", None, "+493012345"),
        ("TEL:030/12345", "DE", "+493012345"),
        ("tel:030-12345;phone-context=+49", None, "+493012345"),
        ("tel:212-555-0123;phone-context=+1", "DE", "+12125550123"),
    ],
)  # fmt: skip
def test_international(typed: str, country: str | None, number: str) -> None:
    """A number that says where it is, or whose country is known, becomes E.164."""
    assert phone.normalize(typed, country) == number


@pytest.mark.parametrize("country", [None, "", "AQ", "XX", "001", "de"])
@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("030/123 45", "03012345"),
        ("(0170) 123-4567", "01701234567"),
        ("12345", "12345"),
        ("٠٣٠١٢٣", "030123"),
        ("1" * 15, "1" * 15),
    ],
)
def test_national(typed: str, country: str | None, digits: str) -> None:
    """With no country that has a numbering plan, a national number is its digits."""
    assert phone.normalize(typed, country) == digits


@pytest.mark.parametrize(
    ("typed", "country", "problem"),
    [
        ("", "DE", NumberProblem.EMPTY),
        (" \t", "DE", NumberProblem.EMPTY),
        ("+", None, NumberProblem.EMPTY),
        ("(-)", None, NumberProblem.EMPTY),
        ("tel:", "DE", NumberProblem.EMPTY),
        ("Anna", "DE", NumberProblem.CHARACTERS),
        ("0800 FLOWERS", "US", NumberProblem.CHARACTERS),
        ("+49 30 12345 ext. 6", None, NumberProblem.CHARACTERS),
        ("++493012345", None, NumberProblem.CHARACTERS),
        ("(+49)+3012345", None, NumberProblem.CHARACTERS),
        ("49+3012345", None, NumberProblem.CHARACTERS),
        ("030,12345", "DE", NumberProblem.CHARACTERS),
        ("*31#030123", "DE", NumberProblem.CHARACTERS),
        ("030½2345", "DE", NumberProblem.CHARACTERS),
        ("030\N{NULL}12345", "DE", NumberProblem.CHARACTERS),
        ("tel:+493012345;ext=5", None, NumberProblem.CHARACTERS),
        ("tel:12345;phone-context=example.com", "DE", NumberProblem.CHARACTERS),
        ("sip:493012345", None, NumberProblem.CHARACTERS),
        ("+999 123456", None, NumberProblem.COUNTRY_CODE),
        ("+0301234", None, NumberProblem.COUNTRY_CODE),
        ("000 123456", "DE", NumberProblem.COUNTRY_CODE),
        ("+49", None, NumberProblem.TOO_SHORT),
        ("+4", None, NumberProblem.TOO_SHORT),
        ("+1 212 555", None, NumberProblem.TOO_SHORT),
        ("1", "DE", NumberProblem.TOO_SHORT),
        ("1234", None, NumberProblem.TOO_SHORT),
        ("00", "DE", NumberProblem.TOO_SHORT),
        ("+1 212 555 01234", None, NumberProblem.TOO_LONG),
        ("+49 30 12345678901234", None, NumberProblem.TOO_LONG),
        ("030 123456789012", "DE", NumberProblem.TOO_LONG),
        ("0" + "1" * 18, "DE", NumberProblem.TOO_LONG),
        ("+49" + "1" * 300, None, NumberProblem.TOO_LONG),
        ("1" * 16, None, NumberProblem.TOO_LONG),
        ("+4900301234567", None, NumberProblem.IMPOSSIBLE),
        ("0049 0030 1234567", "DE", NumberProblem.IMPOSSIBLE),
        ("12345678", "AR", NumberProblem.AREA_CODE),
        ("555 0123", "US", NumberProblem.AREA_CODE),
        ("+1 555 0123", None, NumberProblem.AREA_CODE),
        ("112", "DE", NumberProblem.EMERGENCY),
        ("1-1-0", "DE", NumberProblem.EMERGENCY),
        ("tel:112", "DE", NumberProblem.EMERGENCY),
        ("911", "US", NumberProblem.EMERGENCY),
        ("999", "GB", NumberProblem.EMERGENCY),
        ("١١٢", "FR", NumberProblem.EMERGENCY),
        ("000", "AU", NumberProblem.EMERGENCY),
        ("+49 112", None, NumberProblem.EMERGENCY),
        ("+49 (0)110", None, NumberProblem.EMERGENCY),
        ("0112", "DE", NumberProblem.EMERGENCY),
        ("+1 911", "DE", NumberProblem.EMERGENCY),
    ],
)  # fmt: skip
def test_problem(typed: str, country: str | None, problem: NumberProblem) -> None:
    """What cannot be called is refused for what is wrong with it, as it was typed."""
    with pytest.raises(NumberError) as caught:
        phone.normalize(typed, country)
    assert caught.value.problem is problem
    assert caught.value.number == typed


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
    assert phone.country_of(number) == country
    assert phone.formatted(number) == formatted
    assert phone.tel_uri(number) == f"tel:{number}"


@pytest.mark.parametrize(
    ("number", "known"),
    [
        ("+493034649495", True),
        ("+80012345678", True),
        ("+999123456", False),
        ("030", False),
    ],
)
def test_is_known(number: str, known: bool) -> None:
    """A number is known where a numbering plan has its country code."""
    assert phone.is_known(number) is known


def test_load() -> None:
    """All numbering plans can be read ahead."""
    phone.load()
    plans = {f"data.region_{country}" for country in phonenumbers.SUPPORTED_REGIONS}
    emergency_numbers = {
        f"shortdata.region_{country}"
        for country in phonenumbers.SUPPORTED_SHORT_REGIONS
    }
    for each in plans | emergency_numbers:
        assert f"phonenumbers.{each}" in sys.modules


TYPED = (
    st.text()
    | st.text("0123456789+-/.() ", max_size=25)
    | st.from_regex(r"(\+|00)[1-9][0-9 ()./-]{1,20}", fullmatch=True)
    | st.from_regex(r"tel:\+?[0-9-]{1,15}(;phone-context=\+?[0-9-]{0,5})?", fullmatch=True)
)  # fmt: skip
COUNTRIES = st.sampled_from(
    [None, "DE", "US", "GB", "IT", "AR", "JP", "ID", "RU", "XX"]
)


def normalized(typed: str, country: str | None) -> str | NumberError:
    """Return the number, or what is wrong with it."""
    try:
        return phone.normalize(typed, country)
    except NumberError as err:
        return err


@example(typed="+20 0011111111", country=None)
@settings(max_examples=200, deadline=None)
@given(typed=TYPED, country=COUNTRIES)
def test_any_text(typed: str, country: str | None) -> None:
    """Any text is a number that goes over the wire, or a problem with what was typed."""
    number = normalized(typed, country)
    if isinstance(number, NumberError):
        assert number.number == typed
        return
    assert re.fullmatch(r"\+[1-9][0-9]{1,14}|[0-9]{5,15}", number)
    if number.startswith("+"):
        assert phone.normalize(number, country) == number
        assert phone.normalize(number, None) == number
        assert phone.normalize(phone.formatted(number), None) == number


@settings(max_examples=200, deadline=None)
@given(number=st.text() | st.from_regex(r"\+?[0-9]{1,17}", fullmatch=True))
def test_any_number_can_be_shown(number: str) -> None:
    """Whatever the account holds can be shown, and lies in one country or in none."""
    assert phone.formatted(number)[:1] in {number[:1], "+"}
    assert re.fullmatch("[A-Z]{2}", phone.country_of(number) or "XX")
