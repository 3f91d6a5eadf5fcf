"""Where the three doors ask."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers.importlib import async_import_module

from .questions import Answer, Question


async def async_ask(hass: HomeAssistant, question: Question) -> Answer:
    """Do what is asked, and return what to say."""
    # The languages take as long to import as all the rest: many homes never ask.
    answers = await async_import_module(hass, f"{__package__}.answers")
    answer: Answer = await answers.async_answer(hass, question)
    return answer
