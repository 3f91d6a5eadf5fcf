"""What can go wrong: one class for each thing that the caller does differently.

No text in here holds the password, the key or a signature.
"""

from datetime import datetime, timedelta
from enum import StrEnum


class Problem(StrEnum):
    """Why there is no reply, or none that can be used."""

    BROKEN = "the connection broke"
    NO_ANSWER = "no answer in 10 s"
    NO_SUCH_NAME = "no such name"
    NO_TLS = "no TLS"
    NOT_REACHABLE = "not reachable"
    NOT_TRUSTED = "the certificate is not trusted"
    REFUSED = "connection refused"
    OTHER_ACCOUNT = "it is about another account"
    UNCLEAR_TARGETS = "it names a pair that is not clear"


class CallcardError(Exception):
    """The request failed."""

    may_have_arrived = False
    """Whether the platform may have acted on the request all the same."""
    retry_after: timedelta | None = None
    """How long the platform asks to wait before the next request."""


class UnansweredError(CallcardError):
    """The platform did not say what became of the request."""

    def __init__(
        self,
        reason: Problem | str,
        *,
        may_have_arrived: bool,
        retry_after: timedelta | None = None,
    ) -> None:
        """Keep what the reply, or its absence, tells."""
        super().__init__(reason)
        self.reason = reason
        self.may_have_arrived = may_have_arrived
        self.retry_after = retry_after


class CallcardConnectionError(UnansweredError):
    """No reply. The reason is a `Problem`."""


class CallcardResponseError(UnansweredError):
    """A reply that is no envelope, is about another account, or names no clear pair.

    The reason is a `Problem`, or what came instead: HTTP status, size, and first words.
    """


class CallcardAuthenticationError(CallcardError):
    """The platform refused the login, by a code, by HTTP 401, or by words at a read."""


class CallcardClockError(CallcardError):
    """The platform finds the request too old or too new: one of the two clocks is wrong."""

    def __init__(self, ours: datetime, theirs: datetime | None) -> None:
        """Keep both clocks; `theirs` is None where the reply did not tell it."""
        super().__init__(f"our clock says {ours}, the platform's {theirs}")
        self.ours = ours
        self.theirs = theirs


class CallcardApiError(CallcardError):
    """The platform refused the request, with a code and a text of its own."""

    def __init__(self, code: str, text: str, *, is_about_login: bool = False) -> None:
        """Keep both; either may be empty. The text holds no markup.

        Where it is about the login, a read of the account tells whether that is refused.
        """
        super().__init__(f"{text} ({code})")
        self.code = code
        self.text = text
        self.is_about_login = is_about_login
