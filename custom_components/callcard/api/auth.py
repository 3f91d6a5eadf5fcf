"""How a request is signed (docs/api.md, "Authentication")."""

import base64
from datetime import UTC, datetime
import hashlib
import hmac


def password_key(password: str) -> str:
    """Return what stands for the password: its MD5, lower-case hexadecimal."""
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


def sign(username: str, key: str, at: datetime) -> dict[str, str]:
    """Return the two headers that make a request valid for 180 s from `at`.

    `key` is what `password_key` returns. Whoever sees the headers can send them again
    with any body while they are valid: never log them.
    """
    time = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    date = f"{time}.000000 GMT+0000"
    digest = hmac.digest(key.encode(), f"{key}\n{date}".encode(), "sha1")
    signature = base64.b64encode(digest).decode()
    return {"x-date": date, "x-authorization": f"{username}:{signature}"}
