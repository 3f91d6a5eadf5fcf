"""What is said when somebody asks by voice."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from homeassistant.core import HomeAssistant
from homeassistant.util.json import JsonObjectType, JsonValueType

from ..api import NumberKind, Targets
from ..contacts import Contact, contacts_of, name_of
from ..coordinator import CallcardConfigEntry, CallcardCoordinator
from ..dial_in import Service, choose_dial_in_number
from ..errors import ActionError, InputError
from ..phone_number import MAX_LENGTH, formatted
from ..request import Call, CallType, call_request, sms_request
from .accounts import (
    RefusalError,
    async_accounts_for,
    async_check_control,
    callee_of,
    loaded_account,
    named_accounts,
    one_account,
)
from .languages import MOST_NAMES, Language, load_languages
from .question import ACTS, Question, Subject

__all__ = ["Answer", "Question", "Subject", "async_answer"]

_FREE: Final = {NumberKind.CALLTHROUGH_FREE, NumberKind.CALLBACK_FREE}

type _Told = tuple[str, dict[str, JsonValueType]]
"""A text, and the data that it tells."""


class Answer(NamedTuple):
    """What is said, and what it is about; None where it says why not."""

    text: str
    data: JsonObjectType | None


async def async_answer(hass: HomeAssistant, question: Question) -> Answer:
    """Do what is asked, and return what to say."""
    languages = await hass.async_add_executor_job(load_languages, question.language)
    says = languages[0]
    if question.subject in {Subject.CANNOT, Subject.LATER, Subject.UNCLEAR}:
        return Answer(says.say(question.subject), None)
    try:
        entries = await async_accounts_for(hass, question.context, question.assistant)
        if question.among is not None:
            entries = [each for each in entries if each.entry_id in question.among]
        entry, text, data = await _async_told(hass, question, entries, languages)
    except RefusalError as err:
        return Answer(says.say(err.response, **err.placeholders), None)
    if len(entries) > 1:
        text = f"{entry.title}: {text}"
    return Answer(text, {"account": entry.title, **data})


async def _async_told(
    hass: HomeAssistant,
    question: Question,
    entries: Collection[CallcardConfigEntry],
    languages: Sequence[Language],
) -> tuple[CallcardConfigEntry, str, dict[str, JsonValueType]]:
    says = languages[0]
    named = named_accounts(entries, question.account, says)
    if question.subject in ACTS:
        entry, callee = callee_of(hass, question, named, languages)
        await async_check_control(hass, question.context, entry)
        return entry, *await _async_act(hass, entry, callee, question, says)
    entry = one_account(named, says)
    account = loaded_account(entry)
    match question.subject:
        case Subject.BALANCE:
            return entry, *_balance(account, says)
        case Subject.DIAL_IN:
            return entry, *_dial_in_number(account, question, languages)
        case Subject.CONTACTS:
            return entry, *_contacts(entry, says)
    return entry, *_targets(account, question, says)


async def _async_act(
    hass: HomeAssistant,
    entry: CallcardConfigEntry,
    callee: Contact | str,
    question: Question,
    says: Language,
) -> _Told:
    """Call, store the pair or send a text: all that is asked of the platform."""
    account = loaded_account(entry)
    if not account.options.voice:
        raise RefusalError("voice_off", account=entry.title)
    try:
        if question.subject is Subject.SMS:
            if not question.message.strip():
                raise RefusalError("message_missing")
            sms = sms_request(hass, entry, callee, question.message)
            await account.async_send_sms(sms)
            name = sms.contact.name if sms.contact else None
            who = name or _number(sms.number, account, question, says)
            return says.say("sent", who=who), {"contact": name, "number": sms.number}
        request = call_request(
            hass, entry, callee, question.context, again=question.again
        )
        if question.subject is Subject.SET:
            call = await account.async_prepare(request)
        else:
            call = await account.async_start(request)
    except ActionError as err:
        reason = says.reasons[err.reason].format(**err.translation_placeholders or {})
        raise RefusalError(f"{err.outcome}_{err.act}", reason=reason) from err
    except InputError as err:
        placeholders = dict(err.translation_placeholders or {})
        if typed := placeholders.get("number"):
            placeholders["number"] = _number(typed, account, question, says) or typed
        key = err.translation_key or ""
        response = key if key in says.responses else "number_invalid"
        raise RefusalError(response, **placeholders) from err
    return _told_call(call, request.targets, account, question, says)


def _told_call(
    call: Call,
    asked: Targets,
    account: CallcardCoordinator,
    question: Question,
    says: Language,
) -> _Told:
    name = call.contact.name if call.contact else None
    who = name or name_of(account.config_entry, asked.b)
    who, dial = who or _number(asked.b, account, question, says), call.dial_in_number
    if call.type is CallType.PLACED:
        text = says.say("placed", who=who)
    elif call.targets.digits != asked.digits:
        pair = _told_targets(account, call.targets, question, says)
        text = says.say("prepared_other", **pair, who=who)
    elif dial is None:
        text = says.say("prepared_nothing_to_dial", who=who)
    else:
        number = _number(dial.number, account, question, says)
        text = says.say("prepared", who=who, number=number)
    return text, {
        "call": call.type,
        "contact": name,
        "b_number": call.targets.b,
        "dial_in_number": dial.as_dict() if dial else None,
    }


def _balance(account: CallcardCoordinator, says: Language) -> _Told:
    balance = account.data.balance
    text = says.say("balance_unknown")
    if balance:
        response = "owed" if balance.amount < 0 else "balance"
        text = says.say(response, amount=says.amount(balance))
    if not account.last_update_success:
        text = f"{text} {says.say('out_of_date')}"
    return text, {
        "balance": str(balance.amount) if balance else None,
        "currency": balance.currency if balance else None,
        "up_to_date": account.last_update_success,
    }


def _dial_in_number(
    account: CallcardCoordinator, question: Question, languages: Sequence[Language]
) -> _Told:
    options, says, country = account.options, languages[0], None
    if name := question.country:
        codes = (language.country(name) for language in languages)
        country = next(filter(None, codes), None)
        if country is None:
            raise RefusalError("country_unknown", country=name[:MAX_LENGTH])
    if question.freephone:
        options = replace(options, prefer_free=True)
    found = choose_dial_in_number(account.data, options, question.service, country)
    if found is None:
        return says.say("nothing_to_dial"), {"dial_in_number": None}
    number = _number(found.number, account, question, says)
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


def _contacts(entry: CallcardConfigEntry, says: Language) -> _Told:
    names = sorted(contact.name for contact in contacts_of(entry))
    text = says.say("no_contacts")
    if names:
        told = says.names(names)
        text = says.say("contacts", contacts=told)
        if more := len(names) - MOST_NAMES > 0 and len(names) - MOST_NAMES:
            text = says.say("contacts_among", contacts=told, more=str(more))
    return text, {"contacts": [*names]}


def _targets(account: CallcardCoordinator, question: Question, says: Language) -> _Told:
    targets = account.data.targets
    if targets is None:
        return says.say("targets_unknown"), {"a_number": None, "b_number": None}
    text = says.say("targets", **_told_targets(account, targets, question, says))
    return text, {"a_number": targets.a, "b_number": targets.b}


def _told_targets(
    account: CallcardCoordinator, targets: Targets, question: Question, says: Language
) -> dict[str, str]:
    """Return how both are told: the own phone and contacts by their names."""
    is_own = targets.a == account.options.a_number
    return {
        "a": says.say("own_phone")
        if is_own
        else _number(targets.a, account, question, says),
        "b": account.contact_of(targets) or _number(targets.b, account, question, says),
    }


def _number(
    number: str, account: CallcardCoordinator, question: Question, says: Language
) -> str:
    """Return a number as it can be read and tapped, or for the ear."""
    if question.is_typed:
        return formatted(number)
    return says.numbers.told(number, account.options.country)
