"""How a request is signed (api.md, "Authentication")."""

import base64
from datetime import UTC, datetime
import hashlib
import hmac


def password_key(password: str) -> str:
    """Return what stands for the password: its MD5, lower-case hexadecimal."""
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


class Signer:
    """Signs the requests of an account; `key` is what `password_key` returns."""

    def __init__(self, username: str, key: str) -> None:
        """Begin the message, all of which is the same each time but its end."""
        self._username = username
        self._begun = hmac.new(key.encode(), f"{key}\n".encode(), hashlib.sha1)

    def sign(self, at: datetime) -> dict[str, str]:
        """Return the two headers that make a request valid for 180 s from `at`.

        They can be replayed with any body while they are valid: never log them.
        """
        time = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        date = f"{time}.000000 GMT+0000"
        message = self._begun.copy()
        message.update(date.encode())
        signature = base64.b64encode(message.digest()).decode()
        return {"x-date": date, "x-authorization": f"{self._username}:{signature}"}
