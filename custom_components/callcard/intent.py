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
    for intent_type, subject in (
        ("CallcardCall", Subject.CALL),
        ("CallcardGetBalance", Subject.BALANCE),
        ("CallcardGetDialInNumber", Subject.DIAL_IN),
    ):
        intent.async_register(hass, CallcardIntent(intent_type, subject))


class CallcardIntent(IntentHandler):
    """Answers as the same sentence would be answered."""

    slot_schema = {
        vol.Optional("account"): intent.non_empty_string,
        vol.Optional("country"): intent.non_empty_string,
        vol.Optional("who"): intent.non_empty_string,
    }

    def __init__(self, intent_type: str, subject: Subject) -> None:
        """Set up the intent of a subject."""
        self.intent_type = intent_type
        self._subject = subject

    @override
    async def async_handle(self, intent_obj: Intent) -> IntentResponse:
        """Answer."""
        slots = self.async_validate_slots(intent_obj.slots)
        said = {name: slot["value"] for name, slot in slots.items()}
        question = Question(
            subject=self._subject,
            language=intent_obj.language,
            context=intent_obj.context,
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
        if self._subject is not Subject.CALL:
            response.response_type = IntentResponseType.QUERY_ANSWER
        response.async_set_speech(answer.text)
        return response
