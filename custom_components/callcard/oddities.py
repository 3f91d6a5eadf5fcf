"""What is strange in a reply, and shown all the same."""

from collections.abc import Iterator, Mapping

from . import phone
from .api import Account


def oddities(
    account: Account,
    previous: Account | None,
    account_id: str | None,
    country_names: Mapping[str, str],
) -> Iterator[str]:
    """Say what is strange; `account_id` is whose account it should be."""
    if account.odd_fields:
        fields = ", ".join(sorted(account.odd_fields))
        yield f"ignored what cannot be read: {fields}"
    if (identity := account.identity) is not None and identity != account_id:
        yield "it names another account"
    if not any(account.numbers.values()):
        yield "it has no dial-in numbers"
    if (
        previous is not None
        and previous.balance is not None
        and account.balance is not None
        and previous.balance.currency != account.balance.currency
    ):
        yield (
            "the currency changed from"
            f" {previous.balance.currency} to {account.balance.currency}"
        )
    if previous is not None and previous.numbers == account.numbers:
        return
    for kind, numbers in account.numbers.items():
        for country, number in numbers.items():
            if country not in country_names:
                yield f"{kind} is for a country that is not known: {country}"
            if not phone.is_known(number):
                yield f"{kind} for {country} is a number that no numbering plan knows"
