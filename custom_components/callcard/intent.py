"""The intents: for scripts, the REST API and other assistants."""

from typing import Final, override

import voluptuous as vol

from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
from homeassistant.helpers.intent import (
    Intent,
    IntentHandler,
    IntentResponse,
    IntentResponseErrorCode,
    IntentResponseType,
)

from .ask import async_ask
from .questions import Question, Subject

SLOT_ACCOUNT: Final = "account"
SLOT_COUNTRY: Final = "country"
SLOT_WHO: Final = "who"

_ACCOUNT: Final = {vol.Optional(SLOT_ACCOUNT): intent.non_empty_string}


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents."""
    for handler in (GetBalance(), GetDialInNumber(), Call()):
        intent.async_register(hass, handler)


class _CallcardIntent(IntentHandler):
    """An intent that is answered as the same sentence would be."""

    subject: Subject
    response_type = IntentResponseType.QUERY_ANSWER

    @override
    async def async_handle(self, intent_obj: Intent) -> IntentResponse:
        """Answer."""
        slots = self.async_validate_slots(intent_obj.slots)
        answer = await async_ask(
            intent_obj.hass,
            Question(
                subject=self.subject,
                language=intent_obj.language,
                **{
                    name: slots[name]["value"]
                    for name in (SLOT_ACCOUNT, SLOT_COUNTRY, SLOT_WHO)
                    if name in slots
                },
            ),
        )
        response = intent_obj.create_response()
        if answer.data is None:
            response.async_set_error(
                IntentResponseErrorCode.FAILED_TO_HANDLE, answer.text
            )
            return response
        response.response_type = self.response_type
        response.async_set_speech(answer.text)
        return response


class GetBalance(_CallcardIntent):
    """How much is left."""

    intent_type = "CallcardGetBalance"
    description = "Tells how much money is left on a calling card"
    subject = Subject.BALANCE
    slot_schema = _ACCOUNT


class GetDialInNumber(_CallcardIntent):
    """Which number to dial."""

    intent_type = "CallcardGetDialInNumber"
    description = "Tells which number to dial to call with a calling card"
    subject = Subject.DIAL_IN_NUMBER
    slot_schema = {**_ACCOUNT, vol.Optional(SLOT_COUNTRY): intent.non_empty_string}


class Call(_CallcardIntent):
    """Whom to call."""

    intent_type = "CallcardCall"
    description = "Prepares a call with a calling card, and tells which number to dial"
    subject = Subject.CALL
    response_type = IntentResponseType.ACTION_DONE
    slot_schema = {**_ACCOUNT, vol.Required(SLOT_WHO): intent.non_empty_string}
