"""Names that several files share."""

from typing import Final

DOMAIN: Final = "callcard"

CONF_ADVANCED: Final = "advanced"
CONF_A_NUMBER: Final = "a_number"
CONF_CALL_METHOD: Final = "call_method"
CONF_IDENTITY: Final = "identity"
CONF_KEY: Final = "key"
CONF_LOW_BALANCE: Final = "low_balance"
CONF_NUMBER: Final = "number"
CONF_PREFER_FREE: Final = "prefer_free"
CONF_VOICE: Final = "voice"

SUBENTRY_CONTACT: Final = "contact"

DEFAULT_LOW_BALANCE: Final = 5.0  # in the account's currency
