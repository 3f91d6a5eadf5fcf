"""How a request is signed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from custom_components.callcard.api.auth import sign

from .conftest import KEY

SIGNATURE = "+KUrFmxNbIb2DPokamPzPuBNKx4="  # as PHP and OpenSSL compute it


@pytest.mark.parametrize("username", ["demo", "de:mo"])
@pytest.mark.parametrize("utc_offset", [0, -8, 13])
def test_known_answer(username: str, utc_offset: int) -> None:
    """A time is signed in UTC to the second; the signature follows the last colon."""
    at = datetime(2014, 2, 20, 18, 3, 32, 999_999, tzinfo=UTC)
    at = at.astimezone(timezone(timedelta(hours=utc_offset)))
    assert sign(username, KEY, at) == {
        "x-date": "2014-02-20 18:03:32.000000 GMT+0000",
        "x-authorization": f"{username}:{SIGNATURE}",
    }
