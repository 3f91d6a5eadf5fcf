"""What a user typed, as the pair or the contact that is meant."""

from homeassistant.core import callback
from homeassistant.exceptions import ServiceValidationError

from . import phone
from .api import Targets
from .const import DOMAIN
from .contacts import Contact, ContactError, find_contact
from .coordinator import CallcardCoordinator


@callback
def resolve_targets(
    account: CallcardCoordinator, a_number: str | None, b_number: str
) -> Targets:
    """Return the pair that the user means by what was typed.

    Without an A number, the phone of the options calls. Raises
    `ServiceValidationError`.
    """
    try:
        a = (
            phone.normalize(a_number, account.home_country)
            if a_number is not None
            else account.a_number
        )
        b = phone.normalize(b_number, account.home_country)
    except phone.NumberError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key=err.problem,
            translation_placeholders={"number": err.number},
        ) from err
    if a is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="no_a_number",
            translation_placeholders={"account": account.config_entry.title},
        )
    return Targets(a, b)


@callback
def resolve_contact(account: CallcardCoordinator, name: str) -> Contact:
    """Return the contact that the user means; raises `ServiceValidationError`."""
    try:
        return find_contact(account.contacts.values(), name)
    except ContactError as err:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="contact_ambiguous"
            if err.candidates
            else "contact_unknown",
            translation_placeholders={
                "name": name,
                "account": account.config_entry.title,
                "candidates": ", ".join(sorted(err.candidates)),
            },
        ) from err
