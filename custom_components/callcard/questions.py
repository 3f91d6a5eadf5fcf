"""Questions that are asked by voice, and their answers."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from homeassistant.core import HomeAssistant
from homeassistant.util.json import JsonObjectType

from .const import CONF_VOICE, DOMAIN
from .coordinator import CallcardConfigEntry


class Subject(StrEnum):
    """What can be asked."""

    BALANCE = "balance"
    DIAL_IN_NUMBER = "dial_in_number"
    CALL = "call"


class Question(NamedTuple):
    """What somebody asks."""

    subject: Subject
    language: str
    """The language to answer in."""
    heard_in: str | None = None
    """The language of the question, where it may be another."""
    account: str | None = None
    country: str | None = None
    who: str = ""
    """A contact's name or a phone number."""
    among: Collection[str] | None = None
    """The ids of the accounts that may be spoken of; None for all."""


class Answer(NamedTuple):
    """What is said, and what it is about; None where it says why not."""

    text: str
    data: JsonObjectType | None


def may_store(entry: CallcardConfigEntry) -> bool:
    """Tell whether pairs may be stored with the account by voice."""
    allowed: bool = entry.options.get(CONF_VOICE, True)
    return allowed


def voice_accounts(hass: HomeAssistant) -> list[CallcardConfigEntry]:
    """Return the accounts that can be asked for, whether they are up or not."""
    return hass.config_entries.async_entries(
        DOMAIN, include_ignore=False, include_disabled=False
    )
