"""How a request is signed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from custom_components.callcard.api import password_key
from custom_components.callcard.api.auth import sign

from .conftest import KEY

DATE = "2014-02-20 18:03:32.000000 GMT+0000"
SIGNATURE = "+KUrFmxNbIb2DPokamPzPuBNKx4="  # as PHP and OpenSSL compute it


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("secret", "5ebe2294ecd0e0f08eab7690d2a6ee69"),
        ("pässwörd€", "3ab2c1301b7f469bd663e7e45529020a"),
        ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ],
)
def test_password_key(password: str, key: str) -> None:
    """The key is the MD5 of the password's UTF-8, as `md5sum` computes it."""
    assert password_key(password) == key


@pytest.mark.parametrize("username", ["demo", "de:mo"])
@pytest.mark.parametrize("utc_offset", [0, -8, 13])
def test_known_answer(username: str, utc_offset: int) -> None:
    """A time is signed in UTC to the second; the signature follows the last colon."""
    at = datetime(2014, 2, 20, 18, 3, 32, 999_999, tzinfo=UTC)
    at = at.astimezone(timezone(timedelta(hours=utc_offset)))
    assert sign(username, KEY, at) == {
        "x-date": DATE,
        "x-authorization": f"{username}:{SIGNATURE}",
    }
