"""How a request is signed (api.md, "Authentication")."""

import base64
from datetime import UTC, datetime
import hashlib
import hmac


def password_key(password: str) -> str:
    """Return what stands for the password: its MD5, lower-case hexadecimal."""
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


def sign(username: str, key: str, at: datetime) -> dict[str, str]:
    """Return the two headers that make a request valid for 180 s from `at`.

    `key` is what `password_key` returns. The headers can be replayed with any body
    while they are valid: never log them.
    """
    date = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.000000 GMT+0000")
    digest = hmac.digest(key.encode(), f"{key}\n{date}".encode(), hashlib.sha1)
    signature = base64.b64encode(digest).decode()
    return {"x-date": date, "x-authorization": f"{username}:{signature}"}
