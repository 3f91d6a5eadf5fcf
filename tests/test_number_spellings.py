"""Ways of writing a phone number that can be taken for another one."""

from hypothesis import given, settings, strategies as st
import phonenumbers
from phonenumbers import PhoneNumberType
import pytest

from custom_components.callcard import phone_number
from custom_components.callcard.phone_number import NumberProblem

from .test_phone_number import digits_of, example_numbers, normalized, own_prefix


@pytest.mark.parametrize(
    ("number", "country", "typed"),
    [
        (NumberProblem.AMBIGUOUS, "BR", ["0055 51 97606-1223"]),
        (NumberProblem.AMBIGUOUS, "CO", ["0057 301 6852973"]),
        (NumberProblem.AMBIGUOUS, "SG", ["0049 151 23456269"]),
        (NumberProblem.AMBIGUOUS, "HK", ["001 201 599 5361"]),
        (NumberProblem.AMBIGUOUS, "DE", ["+39 (0)346 1234567", "+48 (0) 22 123 45 6"]),
        (NumberProblem.COUNTRY_CODE, "SG", ["+0049 30 1234567", "+001 64 9 232 4567", "+03 030 1234567"]),
        ("+393461234567", "DE", ["+39 346 1234567", "0039 3461234567"]),
        ("+493034649495", "NG", ["0049 30 34649495", "009 49 30 34649495"]),
        ("+48221234567", "DE", [
            "+48 (0) 22 123 45 67", "+48 [ 0 ] 22 1234567", "+48 (022) 1234567", "0048 (0)22 1234567",
        ]),
        ("+48221234567", "US", ["011 48 (0)22 1234567", "+48 022 1234567"]),
        ("+34911234567", None, ["+34 (0)91 123 45 67", "0034 (0)911234567"]),
        ("+12125550123", None, ["+1 (0)212 555 0123", "+1 (0) (212) 555-0123"]),
        ("+39061234567", None, ["+39 (0)6 1234567", "+39 (06) 1234567"]),
        ("+2250707123456", None, ["+225 (0)7 07 12 34 56"]),
        ("+4930123", None, ["+49 (0) 30 123"]),
        ("+525512345678", "MX", ["044 55 1234 5678", "045 5512345678", "01 55 1234 5678", "55 1234 5678"]),
        ("+525512345678", None, ["+52 1 55 1234 5678", "+52 (01) 55 1234 5678", "0052 1 5512345678"]),
        (NumberProblem.TOO_LONG, "MX", ["1 55 1234 5678"]),
        ("+5491123456789", "AR", ["011 15 2345-6789", "+54 11 15 2345-6789", "+54 (0)11 15 2345 6789"]),
        ("+49301234567", "DE", [
            "'030 1234567", "＇030 1234567", "[0]30 1234567", "［030］ 1234567", "030\u22121234567",
            "030\u30fc123\uff704567", "030·123•45‧6・7･", "• +49 30 1234567", "030\ufe0e1234567\ufe0f",
            "030\ufffc\u034f\u115f\u1160\u3164\uffa0\u00ad1234567", "\U000e0031030\u20091234567",
            "(030 1234567)", "(030) 1234567", "(0)30 1234567", "030 1234567 ()", "+49 (030) 1234567",
        ]),
        (NumberProblem.CHARACTERS, "DE", [
            "030 1234567/8", "030 12345678/79", "089 1234/089 5678", "+493012345678.0",
            "030 1234567 (1)", "+49 30 1234567 [2]", "030 (1234567)", "(030) 1234567 (1", "1\ufe0f\u20e3",
        ]),
    ],
)  # fmt: skip
def test_spelling(
    number: str | NumberProblem, country: str | None, typed: list[str]
) -> None:
    """Each is the number that its writer wants, or is refused."""
    for text in typed:
        assert normalized(text, country) == number, text


@pytest.mark.parametrize(
    "region", ["BR", "CO", "TH", "SG", "KH", "HK", "KR", "GY", "MN", "ID", "JP", "NG", "TW", "DE", "IT"]
)  # fmt: skip
def test_abroad_from(region: str) -> None:
    """From a country, no other number is called than the one that was dialed."""
    for _, number in example_numbers():
        e164 = f"+{digits_of(number)}"
        refusals = {NumberProblem.AMBIGUOUS, NumberProblem.TOO_LONG}
        for prefix in {"00", own_prefix(region)}:
            assert normalized(prefix + e164[1:], region) in {e164, *refusals}


@settings(max_examples=300, deadline=None)
@given(
    typed=st.text("0123456789+-/.()[] ,;'*#·−＋٣②\u00ad", max_size=70)
    | st.from_regex(r"(\+|00)[1-9]{2} ?\(0\) ?[0-9 ]{3,14}", fullmatch=True),
    country=st.sampled_from(["MX", "BR", "SG", "IT", "PL", "AR", "CV", "KE", None]),
)
def test_any_spelling(typed: str, country: str | None) -> None:
    """What is accepted stays as it is, and is possible."""
    number = normalized(typed, country)
    if not isinstance(number, NumberProblem) and number.startswith("+"):
        assert normalized(number, country) == number
        assert phonenumbers.is_possible_number(phonenumbers.parse(number))


def test_costly_numbers() -> None:
    """Premium rate, shared cost and satellites, of every plan; no others."""
    costly = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
    for _, number in example_numbers():
        kind = phonenumbers.number_type(number)
        assert phone_number.is_costly(f"+{digits_of(number)}") is (kind in costly)
    for code in ("870", "881", "882", "883", "888", "979"):
        assert phone_number.is_costly(f"+{code}123456789")
    for text in ("09001234567", "", "+", "+999123456", "+80012345678"):
        assert not phone_number.is_costly(text)
