"""What is said when somebody asks by voice: one place, three doors."""

from collections.abc import Collection

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.json import JsonValueType

from .coordinator import CallcardConfigEntry, CallcardCoordinator
from .dial_in import dial_in_response
from .meant import (
    RefusalError,
    accounts_meant,
    callee_meant,
    country_meant,
    one_account,
    ready_account,
    why_not_stored,
)
from .questions import Answer, Question, Subject, may_store, voice_accounts
from .resolve import resolve_targets
from .spoken import Language, load_language


async def async_answer(hass: HomeAssistant, question: Question) -> Answer:
    """Do what is asked, and return what to say."""
    says, hears = [
        await hass.async_add_executor_job(load_language, language)
        for language in (question.language, question.heard_in or question.language)
    ]
    asked = _Asked(hass, question, says, hears)
    try:
        if question.subject is Subject.CALL:
            return await asked.async_call()
        if question.subject is Subject.DIAL_IN_NUMBER:
            return asked.dial_in_number()
        return asked.balance()
    except RefusalError as err:
        return Answer(str(err), None)


class _Asked:
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
        account = self._account()
        balance, texts = account.data.balance, self._says.texts
        text = (
            texts.balance.format(amount=self._says.amount(balance))
            if balance
            else texts.balance_unknown
        )
        if not account.last_update_success:
            text = f"{text} {texts.out_of_date}"
        return self._answer(
            account,
            text,
            balance=str(balance.amount) if balance else None,
            currency=balance.currency if balance else None,
            up_to_date=account.last_update_success,
        )

    def dial_in_number(self) -> Answer:
        """Answer which number to dial."""
        account = self._account()
        country = country_meant(self._question.country, self._hears, self._says)
        found, texts = account.choose_dial_in_number(country=country), self._says.texts
        if found is None:
            text = texts.nothing_to_dial
        elif country is None or country == found.country:
            text = texts.dial.format(number=self._says.told(found.number))
        else:
            text = texts.dial_elsewhere.format(
                country=self._says.country_names.get(country, country),
                number=self._says.told(found.number),
            )
        return self._answer(account, text, dial_in_number=dial_in_response(found))

    async def async_call(self) -> Answer:
        """Store whom to call, and answer what to dial."""
        callee = callee_meant(
            self._meant(), self._question.who, self._hears, self._says
        )
        account, texts = ready_account(callee.entry, self._says), self._says.texts
        if not may_store(callee.entry):
            raise RefusalError(texts.voice_off.format(account=callee.entry.title))
        try:
            targets = resolve_targets(account, None, callee.number)
            stored = await account.async_store_targets(targets, callee.name)
        except HomeAssistantError as err:
            raise RefusalError(why_not_stored(err, self._says)) from err
        who = callee.name or self._says.told(targets.b)
        dial = stored.dial_in_number
        return self._answer(
            account,
            texts.stored.format(who=who, number=self._says.told(dial.number))
            if dial
            else texts.stored_nothing_to_dial.format(who=who),
            contact=callee.name,
            b_number=targets.b,
            dial_in_number=dial_in_response(dial),
        )

    def _meant(self) -> Collection[CallcardConfigEntry]:
        return accounts_meant(self._entries, self._question.account, self._says)

    def _account(self) -> CallcardCoordinator:
        return ready_account(one_account(self._meant(), self._says), self._says)

    def _answer(
        self, account: CallcardCoordinator, text: str, **data: JsonValueType
    ) -> Answer:
        """Return the answer, which names the account where there are several."""
        title = account.config_entry.title
        if len(self._entries) > 1:
            text = f"{title}: {text}"
        return Answer(text, {"account": title, **data})
