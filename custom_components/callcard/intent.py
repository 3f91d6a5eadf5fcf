"""The intents: for scripts, the REST API and other assistants."""

from typing import override

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

from .voice import Question, Subject, async_answer


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intents."""
    for handler in (GetBalance(), GetDialInNumber(), Call()):
        intent.async_register(hass, handler)


class GetBalance(IntentHandler):
    """How much is left; answered as the same sentence would be."""

    intent_type = "CallcardGetBalance"
    description = "Tells how much money is left on a calling card"
    subject = Subject.BALANCE
    response_type = IntentResponseType.QUERY_ANSWER
    slot_schema = {vol.Optional("account"): intent.non_empty_string}

    @override
    async def async_handle(self, intent_obj: Intent) -> IntentResponse:
        """Answer."""
        slots = self.async_validate_slots(intent_obj.slots)
        said = {name: slot["value"] for name, slot in slots.items()}
        question = Question(
            subject=self.subject,
            language=intent_obj.language,
            account=said.get("account"),
            country=said.get("country"),
            who=said.get("who", ""),
        )
        answer = await async_answer(intent_obj.hass, question)
        response = intent_obj.create_response()
        if answer.data is None:
            response.async_set_error(
                IntentResponseErrorCode.FAILED_TO_HANDLE, answer.text
            )
            return response
        response.response_type = self.response_type
        response.async_set_speech(answer.text)
        return response


class GetDialInNumber(GetBalance):
    """Which number to dial."""

    intent_type = "CallcardGetDialInNumber"
    description = "Tells which number to dial to call with a calling card"
    subject = Subject.DIAL_IN_NUMBER
    slot_schema = {
        **GetBalance.slot_schema,
        vol.Optional("country"): intent.non_empty_string,
    }


class Call(GetBalance):
    """Whom to call."""

    intent_type = "CallcardCall"
    description = (
        "Calls with a calling card: tells which number to dial, or lets the phone ring"
    )
    subject = Subject.CALL
    response_type = IntentResponseType.ACTION_DONE
    slot_schema = {
        **GetBalance.slot_schema,
        vol.Required("who"): intent.non_empty_string,
    }
