"""The `x-date` and `x-authorization` headers, as the vendor's server checks them."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
import hashlib
import hmac

from .accounts import Account

WINDOW = timedelta(seconds=180)
DATE_FORMAT = "%Y-%m-%d %H:%M:%S.000000 GMT+0000"


def sign(password: str, x_date: str) -> str:
    """Return the signature of a request."""
    key = hashlib.md5(password.encode()).hexdigest().encode()
    digest = hmac.digest(key, key + b"\n" + x_date.encode(), "sha1")
    return base64.b64encode(digest).decode()


def verify(
    headers: Mapping[str, str], accounts: Mapping[str, Account]
) -> tuple[Account, datetime] | None:
    """Return who signed the headers, and when; None when they are not signed right."""
    x_date = headers.get("x-date", "")
    username, _, signature = headers.get("x-authorization", "").rpartition(":")
    date = _parse(x_date)
    account = accounts.get(username)
    if date is None or account is None or signature != sign(account.password, x_date):
        return None
    return account, date


def _parse(x_date: str) -> datetime | None:
    try:
        date = datetime.strptime(x_date, DATE_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return date if date.strftime(DATE_FORMAT) == x_date else None
