"""What is said when somebody asks by voice."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util.json import JsonObjectType, JsonValueType

from ..api import NumberKind, Targets
from ..contacts import contacts_of
from ..coordinator import CallcardConfigEntry, CallcardCoordinator, PreparedCall
from ..dial_in import DialInNumber, Service, choose_dial_in_number
from ..errors import Outcome, StoreError
from ..helpers import resolve_targets
from .languages import Language, load_language
from .resolve import (
    Callee,
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
    conversation = _Conversation(hass, question, says, hears)
    try:
        match question.subject:
            case Subject.BALANCE:
                return conversation.balance()
            case Subject.CALL:
                return await conversation.async_call()
            case Subject.DIAL_IN_NUMBER:
                return conversation.dial_in_number()
            case Subject.TARGETS:
                return conversation.targets()
    except RefusalError as err:
        return Answer(str(err), None)


class _Conversation:
    """A question that is being answered."""

    def __init__(
        self, hass: HomeAssistant, question: Question, says: Language, hears: Language
    ) -> None:
        self._question = question
        self._says = says
        self._hears = hears
        self._entries = [
            entry
            for entry in voice_accounts(hass)
            if question.among is None or entry.entry_id in question.among
        ]

    def balance(self) -> Answer:
        """Answer how much is left."""
        coordinator = self._account()
        balance = coordinator.data.balance
        text = (
            self._says.say("balance", amount=self._says.amount(balance))
            if balance
            else self._says.say("balance_unknown")
        )
        if not coordinator.last_update_success:
            text = f"{text} {self._says.say('out_of_date')}"
        return self._answer(
            coordinator,
            text,
            balance=str(balance.amount) if balance else None,
            currency=balance.currency if balance else None,
            up_to_date=coordinator.last_update_success,
        )

    def dial_in_number(self) -> Answer:
        """Answer which number to dial."""
        coordinator = self._account()
        country = resolve_country(self._question.country, self._hears, self._says)
        options = coordinator.options
        if self._question.freephone:
            options = replace(options, prefer_free=True)
        found = choose_dial_in_number(
            coordinator.data, options, self._question.service, country
        )
        return self._answer(
            coordinator,
            self._told_dial_in_number(found, country),
            dial_in_number=found.as_dict() if found else None,
        )

    def _told_dial_in_number(
        self, found: DialInNumber | None, country: str | None
    ) -> str:
        says = self._says
        if found is None:
            return says.say("nothing_to_dial")
        number = says.numbers.told(found.number)
        if country not in {None, found.country}:
            name = says.country_names.get(country, country)
            return says.say("dial_elsewhere", country=name, number=number)
        if self._question.freephone and found.kind not in _FREE:
            return says.say("no_freephone", number=number)
        if self._question.service is Service.CALLBACK:
            return says.say("callback", number=number)
        return says.say("dial", number=number)

    async def async_call(self) -> Answer:
        """Store whom to call, and answer what to dial."""
        callee = resolve_callee(
            self._accounts(), self._question.who, self._hears, self._says
        )
        coordinator = loaded_account(callee.entry, self._says)
        if not coordinator.options.voice:
            raise RefusalError(
                self._says.say("voice_off", account=callee.entry.title)
            )
        try:
            targets = resolve_targets(coordinator, None, callee.number)
            prepared = await coordinator.async_store_targets(targets, callee.name)
        except (ServiceValidationError, StoreError) as err:
            raise RefusalError(_why_not(err, self._says)) from err
        return self._answer(
            coordinator,
            self._told_call(coordinator, prepared, targets, callee),
            contact=prepared.contact,
            b_number=prepared.targets.b,
            dial_in_number=prepared.dial_in_number.as_dict()
            if prepared.dial_in_number
            else None,
        )

    def _told_call(
        self,
        coordinator: CallcardCoordinator,
        prepared: PreparedCall,
        wanted: Targets,
        callee: Callee,
    ) -> str:
        says = self._says
        who = callee.name or says.numbers.told(wanted.b)
        if prepared.targets.digits != wanted.digits:
            pair = self._told_targets(coordinator, prepared.targets)
            return says.say("prepared_other", **pair, who=who)
        if prepared.dial_in_number is None:
            return says.say("prepared_nothing_to_dial", who=who)
        number = says.numbers.told(prepared.dial_in_number.number)
        return says.say("prepared", who=who, number=number)

    def targets(self) -> Answer:
        """Answer whom the calling card connects, and with whom."""
        coordinator, says = self._account(), self._says
        targets = coordinator.data.targets
        text = (
            says.say("targets", **self._told_targets(coordinator, targets))
            if targets
            else says.say("targets_unknown")
        )
        return self._answer(
            coordinator,
            text,
            a_number=targets.a if targets else None,
            b_number=targets.b if targets else None,
        )

    def _told_targets(
        self, coordinator: CallcardCoordinator, targets: Targets
    ) -> dict[str, str]:
        """Return how both are told: the own phone and contacts by their names."""
        names = {
            contact.number: contact.name
            for contact in contacts_of(coordinator.config_entry)
        }
        told = self._says.numbers.told
        is_own = targets.a == coordinator.options.a_number
        return {
            "a": self._says.say("own_phone") if is_own else told(targets.a),
            "b": names.get(targets.b) or told(targets.b),
        }

    def _accounts(self) -> Collection[CallcardConfigEntry]:
        return resolve_accounts(self._entries, self._question.account, self._says)

    def _account(self) -> CallcardCoordinator:
        return loaded_account(one_account(self._accounts(), self._says), self._says)

    def _answer(
        self, coordinator: CallcardCoordinator, text: str, **data: JsonValueType
    ) -> Answer:
        """Return the answer, which names the account where there are several."""
        title = coordinator.config_entry.title
        if len(self._entries) > 1:
            text = f"{title}: {text}"
        return Answer(text, {"account": title, **data})


def _why_not(err: ServiceValidationError | StoreError, says: Language) -> str:
    """Return what to say about a call that is not prepared."""
    if isinstance(err, StoreError):
        if err.outcome is Outcome.UNKNOWN:
            return says.say("unknown_stored")
        return says.say("not_stored", reason=says.reasons[err.reason])
    placeholders = dict(err.translation_placeholders or {})
    if number := placeholders.get("number"):
        placeholders["number"] = says.numbers.told(number) or number
    key = err.translation_key or ""
    return says.say(key if key in says.responses else "number_invalid", **placeholders)
