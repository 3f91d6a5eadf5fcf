"""What is said when somebody asks by voice."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from homeassistant.core import HomeAssistant
from homeassistant.util.json import JsonObjectType, JsonValueType

from ..api import NumberKind, Targets
from ..contacts import contacts_of, name_of
from ..coordinator import CallcardCoordinator
from ..dial_in import Service, choose_dial_in_number
from ..errors import ActionError, InputError
from ..request import CallType, call_request
from .languages import Language, load_language
from .resolve import (
    RefusalError,
    loaded_account,
    one_account,
    resolve_accounts,
    resolve_callee,
    resolve_country,
    voice_accounts,
)

_FREE: Final = {NumberKind.CALLTHROUGH_FREE, NumberKind.CALLBACK_FREE}


class Subject(StrEnum):
    """What can be asked."""

    BALANCE = "balance"
    CALL = "call"
    DIAL_IN_NUMBER = "dial_in_number"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks."""

    subject: Subject
    language: str
    """The language to answer in, as Home Assistant writes it."""
    heard_in: str | None = None
    """The language of the question, where it may be another."""
    account: str | None = None
    """Its name, or a beginning of it."""
    country: str | None = None
    """A name or an ISO 3166-1 alpha-2 code."""
    service: Service = Service.CALLTHROUGH
    freephone: bool = False
    who: str = ""
    """A contact's name, or a phone number as it is written or spoken."""
    among: Collection[str] | None = None
    """The ids of the accounts that may be spoken of; None for all."""


class Answer(NamedTuple):
    """What is said, and what it is about; None where it says why not."""

    text: str
    data: JsonObjectType | None


async def async_answer(hass: HomeAssistant, question: Question) -> Answer:
    """Do what is asked, and return what to say."""
    says, hears = [
        await hass.async_add_executor_job(load_language, language)
        for language in (question.language, question.heard_in or question.language)
    ]
    entries = [
        entry
        for entry in voice_accounts(hass)
        if question.among is None or entry.entry_id in question.among
    ]
    try:
        named = resolve_accounts(entries, question.account, says)
        if question.subject is Subject.CALL:
            callee = resolve_callee(named, question.who, hears, says)
            account = loaded_account(callee.entry)
            text, data = await _async_call(account, callee.name, callee.number, says)
        else:
            account = loaded_account(one_account(named, says))
            match question.subject:
                case Subject.BALANCE:
                    text, data = _balance(account, says)
                case Subject.DIAL_IN_NUMBER:
                    country = resolve_country(question.country, hears, says)
                    text, data = _dial_in_number(account, question, country, says)
                case _:
                    text, data = _targets(account, says)
    except RefusalError as err:
        return Answer(says.say(err.response, **err.placeholders), None)
    title = account.config_entry.title
    if len(entries) > 1:
        text = f"{title}: {text}"
    return Answer(text, {"account": title, **data})


type _Told = tuple[str, dict[str, JsonValueType]]
"""A text, and the data that it tells."""


def _balance(account: CallcardCoordinator, says: Language) -> _Told:
    balance = account.data.balance
    text = (
        says.say("balance", amount=says.amount(balance))
        if balance
        else says.say("balance_unknown")
    )
    if not account.last_update_success:
        text = f"{text} {says.say('out_of_date')}"
    return text, {
        "balance": str(balance.amount) if balance else None,
        "currency": balance.currency if balance else None,
        "up_to_date": account.last_update_success,
    }


def _dial_in_number(
    account: CallcardCoordinator,
    question: Question,
    country: str | None,
    says: Language,
) -> _Told:
    options = account.options
    if question.freephone:
        options = replace(options, prefer_free=True)
    found = choose_dial_in_number(account.data, options, question.service, country)
    if found is None:
        return says.say("nothing_to_dial"), {"dial_in_number": None}
    number = says.numbers.told(found.number)
    if country is not None and country != found.country:
        name = says.country_names.get(country, country)
        text = says.say("dial_elsewhere", country=name, number=number)
    elif question.freephone and found.kind not in _FREE:
        text = says.say("no_freephone", number=number)
    elif question.service is Service.CALLBACK:
        text = says.say("callback", number=number)
    else:
        text = says.say("dial", number=number)
    return text, {"dial_in_number": found.as_dict()}


def _targets(account: CallcardCoordinator, says: Language) -> _Told:
    targets = account.data.targets
    if targets is None:
        return says.say("targets_unknown"), {"a_number": None, "b_number": None}
    text = says.say("targets", **_told_targets(account, targets, says))
    return text, {"a_number": targets.a, "b_number": targets.b}


async def _async_call(
    account: CallcardCoordinator, name: str | None, number: str, says: Language
) -> _Told:
    if not account.options.voice:
        raise RefusalError("voice_off", account=account.config_entry.title)
    try:
        contacts = contacts_of(account.config_entry)
        callee = next((each for each in contacts if each.name == name), number)
        request = call_request(account.hass, account.config_entry, callee)
        targets = request.targets
        call = await account.async_start(request)
    except ActionError as err:
        reason = says.reasons[err.reason]
        raise RefusalError(f"{err.outcome}_{err.act}", reason=reason) from err
    except InputError as err:
        placeholders = dict(err.translation_placeholders or {})
        if typed := placeholders.get("number"):
            placeholders["number"] = says.numbers.told(typed) or typed
        key = err.translation_key or ""
        response = key if key in says.responses else "number_invalid"
        raise RefusalError(response, **placeholders) from err
    who, dial = name or says.numbers.told(targets.b), call.dial_in_number
    if call.type is CallType.PLACED:
        text = says.say("placed", who=who)
    elif call.targets.digits != targets.digits:
        pair = _told_targets(account, call.targets, says)
        text = says.say("prepared_other", **pair, who=who)
    elif dial is None:
        text = says.say("prepared_nothing_to_dial", who=who)
    else:
        text = says.say("prepared", who=who, number=says.numbers.told(dial.number))
    return text, {
        "call": call.type,
        "contact": call.contact.name if call.contact else None,
        "b_number": call.targets.b,
        "dial_in_number": dial.as_dict() if dial else None,
    }


def _told_targets(
    account: CallcardCoordinator, targets: Targets, says: Language
) -> dict[str, str]:
    """Return how both are told: the own phone and contacts by their names."""
    told = says.numbers.told
    is_own = targets.a == account.options.a_number
    return {
        "a": says.say("own_phone") if is_own else told(targets.a),
        "b": name_of(account.config_entry, targets.b) or told(targets.b),
    }
