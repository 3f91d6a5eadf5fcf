"""What can go wrong: one class for each thing that the caller does differently.

No text in here holds the password, the key or a signature.
"""

from datetime import datetime, timedelta


class CallcardError(Exception):
    """The request failed."""

    may_have_arrived = False
    """Whether the vendor may have acted on the request all the same."""
    retry_after: timedelta | None = None
    """How long the vendor asks to wait before the next request."""


class UnansweredError(CallcardError):
    """The vendor did not say what became of the request."""

    def __init__(
        self,
        text: str,
        *,
        may_have_arrived: bool,
        retry_after: timedelta | None = None,
    ) -> None:
        """Keep what the reply, or its absence, tells."""
        super().__init__(text)
        self.may_have_arrived = may_have_arrived
        self.retry_after = retry_after


class CallcardConnectionError(UnansweredError):
    """No reply. The text says why: refused, no such name, certificate, timeout, cut."""


class CallcardResponseError(UnansweredError):
    """A reply that is not the vendor's envelope, or is about another account.

    The text is what came instead: HTTP status, size, and its first words.
    """


class CallcardAuthenticationError(CallcardError):
    """The vendor refused the login."""


class CallcardClockError(CallcardError):
    """The vendor finds the request too old or too new: one of the two clocks is wrong."""

    def __init__(self, ours: datetime, theirs: datetime | None) -> None:
        """Keep both clocks; `theirs` is None where the reply did not tell it."""
        super().__init__(f"our clock says {ours}, the vendor's {theirs}")
        self.ours = ours
        self.theirs = theirs


class CallcardApiError(CallcardError):
    """The vendor refused the request, with a code and a text of its own."""

    def __init__(self, code: str, text: str) -> None:
        """Keep both; either may be empty. The text holds no markup."""
        super().__init__(f"{text} ({code})")
        self.code = code
        self.text = text
