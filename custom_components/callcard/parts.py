"""The parts of an account that entities show, and which of them have changed."""

from enum import StrEnum

from .api import Account, NumberKind

type NumberKey = tuple[NumberKind, str]


class Part(StrEnum):
    """A part of an account, by its name there; each dial-in number is one, too."""

    BALANCE = "balance"
    PERSONAL_NUMBER = "personal_number"
    NUMBERS = "numbers"
    TARGETS = "targets"


def number_keys(account: Account) -> set[NumberKey]:
    """Return what tells an account's dial-in numbers apart: kind and country."""
    return {key for key, _ in _numbers(account)}


def changed_parts(old: Account, new: Account) -> set[Part | NumberKey]:
    """Return what the new account has that the old one had not, or the other way."""
    changed: set[Part | NumberKey] = {
        part for part in Part if getattr(old, part) != getattr(new, part)
    }
    if Part.NUMBERS in changed:
        changed.update(key for key, _ in _numbers(old) ^ _numbers(new))
    return changed


def _numbers(account: Account) -> set[tuple[NumberKey, str]]:
    return {
        ((kind, country), number)
        for kind, numbers in account.numbers.items()
        for country, number in numbers.items()
    }
