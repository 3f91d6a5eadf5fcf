"""What every language must be able to say and to understand."""

from collections.abc import Mapping
from dataclasses import dataclass

from .numbers import NumberWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The answers in one language, and its words for numbers and countries."""

    numbers: NumberWords
    articles: frozenset[str]
    """What may stand before the name of a country, folded."""
    countries: Mapping[str, str]
    """Names that people use and CLDR does not: folded name → ISO 3166-1 alpha-2."""

    balance: str
    balance_unknown: str
    out_of_date: str
    dial: str
    dial_elsewhere: str
    nothing_to_dial: str
    stored: str
    stored_nothing_to_dial: str

    no_account: str
    not_ready: str
    which_account: str
    account_unknown: str
    contact_unknown: str
    contacts: str
    contact_ambiguous: str
    country_unknown: str
    voice_off: str
    problems: Mapping[str, str]
    """By the keys of the errors: `no_a_number`, `same_number`, `number_emergency`."""
    number_invalid: str
    maybe_stored: str
    not_stored: str
    reasons: Mapping[str, str]
    """Why not, by the ends of the keys of the errors."""
