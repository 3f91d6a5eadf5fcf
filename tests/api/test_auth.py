"""How a request is signed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from custom_components.callcard.api import password_key
from custom_components.callcard.api.auth import Signer

MOMENT = datetime(2014, 2, 20, 18, 3, 32, tzinfo=UTC)
SIGNED = {
    "x-date": "2014-02-20 18:03:32.000000 GMT+0000",
    "x-authorization": "demo:+KUrFmxNbIb2DPokamPzPuBNKx4=",
}


def test_known_answer() -> None:
    """The signature is the one that PHP and OpenSSL compute."""
    assert Signer("demo", password_key("secret")).sign(MOMENT) == SIGNED


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("secret", "5ebe2294ecd0e0f08eab7690d2a6ee69"),
        ("pässwörd€", "3ab2c1301b7f469bd663e7e45529020a"),
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ],
    ids=["ascii", "utf-8", "empty"],
)
def test_password_key(password: str, key: str) -> None:
    """The key is the MD5 of the password's UTF-8, as `md5sum` computes it."""
    assert password_key(password) == key


@pytest.mark.parametrize("hours", [-8, 2, 13])
def test_signed_in_utc(hours: int) -> None:
    """A moment is signed in UTC, whatever time zone it is given in."""
    local = MOMENT.astimezone(timezone(timedelta(hours=hours)))
    assert Signer("demo", password_key("secret")).sign(local) == SIGNED


def test_zero_microseconds() -> None:
    """The microseconds of a moment are neither sent nor rounded."""
    moment = MOMENT.replace(microsecond=999_999)
    assert Signer("demo", password_key("secret")).sign(moment) == SIGNED


def test_user_name_with_colon() -> None:
    """The user name goes as it is: the signature follows the last colon."""
    headers = Signer("de:mo", password_key("secret")).sign(MOMENT)
    assert headers["x-authorization"] == "de:mo:+KUrFmxNbIb2DPokamPzPuBNKx4="
