"""The sentences: each is understood in one way, and none takes what others mean."""

from functools import cache
from pathlib import Path

from hassil import Intents, recognize_all
from hassil.intents import SlotList, TextSlotList, WildcardSlotList
from hassil.parse_expression import parse_sentence
from hassil.sample import sample_sentence
import pytest

from custom_components.callcard.questions import Subject
from custom_components.callcard.sentences import SENTENCES
from homeassistant.components.conversation import ConversationInput
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.components.conversation.default_agent import DefaultAgent
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component

SAID = {"who": "Jackson", "account": "Demolition", "country": "Lebanon"}
OTHERS = {
    path.stem: path.read_text(encoding="utf-8").splitlines()
    for path in (Path(__file__).parent / "sentences_of_others").glob("*.txt")
}


@cache
def _intents() -> Intents:
    """Return all sentences as Home Assistant knows them: every slot takes any words."""
    intents = Intents.from_dict(
        {
            "language": "en",
            "intents": {
                f"{language} {subject}": {"data": [{"sentences": list(templates)}]}
                for language, subjects in SENTENCES.items()
                for subject, templates in subjects.items()
            },
        }
    )
    intents.slot_lists.update({name: WildcardSlotList(name) for name in SAID})
    return intents


def _expansions(template: str) -> set[str]:
    """Return all that a template stands for."""
    said: dict[str, SlotList] = {
        name: TextSlotList.from_strings([text], name=name)
        for name, text in SAID.items()
    }
    return {
        " ".join(sentence.split())
        for sentence in sample_sentence(parse_sentence(template), slot_lists=said)
    }


@pytest.fixture
async def agent(hass: HomeAssistant) -> DefaultAgent:
    """Return the built-in assistant, with the sentences."""
    assert await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "conversation", {})
    assert await async_setup_component(hass, "callcard", {})
    await hass.async_block_till_done()
    agent = get_agent_manager(hass).default_agent
    assert agent is not None
    return agent


def _input(text: str) -> ConversationInput:
    return ConversationInput(
        text=text,
        context=Context(),
        conversation_id=None,
        device_id=None,
        satellite_id=None,
        language="en",
        agent_id="conversation.home_assistant",
    )


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("subject", Subject)
def test_every_expansion_has_one_meaning(language: str, subject: Subject) -> None:
    """Whatever a template stands for is understood as that, and its slots rightly."""
    for template in SENTENCES[language][subject]:
        for sentence in _expansions(template):
            results = list(recognize_all(sentence, _intents()))
            assert {result.intent.name for result in results} == {
                f"{language} {subject}"
            }, sentence
            heard = {
                name: entity.text.strip()
                for name, entity in results[0].entities.items()
            }
            assert heard == {
                name: text for name, text in SAID.items() if text in sentence
            }, sentence


async def test_the_assistant_understands_each_template(agent: DefaultAgent) -> None:
    """One expansion of each template matches exactly one trigger of the assistant."""
    for subjects in SENTENCES.values():
        for templates in subjects.values():
            for template in templates:
                sentence = min(_expansions(template))
                result = await agent.async_recognize_sentence_trigger(_input(sentence))
                assert result is not None, sentence
                assert len(result.matched_triggers) == 1, sentence


@pytest.mark.parametrize("language", sorted(OTHERS))
async def test_sentences_of_others(agent: DefaultAgent, language: str) -> None:
    """What people say to Home Assistant every day is left to others."""
    sentences = OTHERS[language]
    assert len(set(sentences)) == 200
    for sentence in sentences:
        result = await agent.async_recognize_sentence_trigger(_input(sentence))
        assert result is None, sentence


def test_every_language_has_sentences_of_others() -> None:
    """No language is left out of the test above."""
    assert set(OTHERS) == {language.lower().replace("-", "_") for language in SENTENCES}
