"""The sentences: people are understood, and nobody else's sentence is taken."""

from pathlib import Path
import sys
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from custom_components.callcard.voice.languages import Language, load_language
from homeassistant.components.conversation import (
    AssistantContent,
    ToolResultContent,
    async_get_chat_log,
    async_handle_sentence_triggers,
)
from homeassistant.components.conversation.agent_manager import get_agent_manager
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
from tests.common import AccountUnderTest
from tests.conftest import SetUp
from tests.simulator import Account, Simulator

from .conftest import OtherAgent, Say, chat_session, said_to_other

FOLDER = Path(__file__).parent
UNDERSTOOD = {
    path.stem: load_yaml_dict(path) for path in FOLDER.glob("understood/*.yaml")
}
OTHERS = {
    path.stem: path.read_text(encoding="utf-8").splitlines()
    for path in FOLDER.glob("others/*.txt")
}
LANGUAGES = {
    path.stem
    for path in Path("custom_components/callcard/voice/languages").glob("*.yaml")
}

OWN_PHONE = "493012345678"


@pytest.mark.parametrize("tag", sorted(UNDERSTOOD))
async def test_people_are_understood(
    hass: HomeAssistant,
    simulator: Simulator,
    set_up: SetUp,
    say: Say,
    capsys: pytest.CaptureFixture[str],
    tag: str,
) -> None:
    """Nearly all sentences get the answer that they ask for."""
    said = UNDERSTOOD[tag]
    language = await hass.async_add_executor_job(load_language, tag)
    contacts = {
        name: f"+6129374400{index}" for index, name in enumerate(said["contacts"])
    }
    demo = await set_up()
    demo.know(**contacts)
    total, wrong = 0, []
    for group in sorted(said["groups"], key=lambda group: "account" in group):
        if "account" in group and len(hass.config_entries.async_entries(DOMAIN)) == 1:
            family = await set_up("family")
            hass.config_entries.async_update_entry(family.entry, title=group["account"])
            family.know(**contacts)
        who = contacts.get(group.get("who"), group.get("who"))
        for sentence in group["sentences"]:
            simulator.stores.clear()
            answer = await say(sentence, tag)
            total += 1
            if not _is_right(answer, group, who, language, simulator):
                wrong.append(f"{sentence} → {answer}")

    share = 1 - len(wrong) / total
    with capsys.disabled():
        sys.stdout.write(f"\n{tag}: {share:.0%} of {total} sentences understood\n")
    assert total >= 60
    assert share >= 0.95, wrong


def _is_right(
    answer: str,
    group: dict[str, Any],
    who: str | None,
    language: Language,
    simulator: Simulator,
) -> bool:
    account = simulator.accounts["family" if "account" in group else "demo"]
    title, _, text = answer.partition(": ") if "account" in group else ("", "", answer)
    match group["subject"]:
        case "balance":
            told = language.say("balance", amount="§")
            return _is_told(text, told) and title == group.get("account", "")
        case "targets":
            told = language.say("targets", a=language.say("own_phone"), b="§")
            return _is_told(text, told)
        case "call":
            assert who is not None
            return simulator.stores == [(account.username, OWN_PHONE, who[1:])]
    digits = "".join(character for character in text if character.isdecimal())
    number = _dial_in_number(group, account)
    return digits in {
        number,
        f"0{number[2:]}",
    }  # In the own country, as it is dialled there


def _is_told(answer: str, told: str) -> bool:
    """Tell whether an answer is the text, with anything in the place of the mark."""
    beginning, _, end = told.partition("§")
    return answer.startswith(beginning) and answer.endswith(end)


def _dial_in_number(group: dict[str, Any], account: Account) -> str:
    numbers = {
        None: account.callthrough_geo,
        "freephone": account.callthrough_free,
        "callback": account.callback_geo,
    }[group.get("kind")]
    number: str = numbers[group.get("country", "DE").lower()]
    return number


@pytest.mark.parametrize("tag", sorted(OTHERS))
async def test_sentences_of_others(
    account: AccountUnderTest, say_to_other: Say, tag: str
) -> None:
    """What people say to Home Assistant every day is left to others."""
    account.know(Grandma="+61293744000", Oma="+61293744000")
    assert len(set(OTHERS[tag])) == len(OTHERS[tag]) >= 200

    answers = {each: await say_to_other(each, tag) for each in OTHERS[tag]}

    taken = {
        each: answer
        for each, answer in answers.items()
        if answer not in {None, OtherAgent.ANSWER}
    }
    assert taken == {}
    assert account.simulator.stores == []


async def test_handed_back_to_core(
    hass: HomeAssistant, account: AccountUnderTest, say: Say
) -> None:
    """What is not for a calling card is done by Home Assistant, or it says that it cannot."""
    entry = MockConfigEntry(domain="shopping_list")
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)

    answer = await say("add a new calling card to my shopping list")

    assert answer.startswith("Added")
    assert await say("play calling card") == "Sorry, I did not understand that."
    assert (await say("call Bob with the calling card tomorrow")).startswith(
        "I can only"
    )


async def test_handed_back_to_another_agent(
    account: AccountUnderTest, other_agent: OtherAgent, say_to_other: Say
) -> None:
    """Another agent gets what is not for a calling card, and only that, whole."""
    sentence = "Remind me to top up my calling card!"

    assert await say_to_other(sentence) == OtherAgent.ANSWER
    assert (await say_to_other("my calling card balance")).startswith("You have")
    assert other_agent.asked == [sentence]


async def test_log_of_another_agent(
    hass: HomeAssistant, other_agent: OtherAgent
) -> None:
    """An agent finds no call of a trigger in its log, and parts of its answer are not spoken."""
    user_input = said_to_other("remind me of the calling card")
    with (
        chat_session(hass) as session,
        async_get_chat_log(
            hass,
            session,
            user_input,
            chat_log_delta_listener=Mock(),
        ) as log,
    ):
        assert await async_setup_component(hass, "callcard", {})
        await hass.async_block_till_done()
        answer = await async_handle_sentence_triggers(hass, user_input, log)

    assert answer == OtherAgent.ANSWER
    assert other_agent.log == ["system", "user"]
    _, _, call, result = log.content
    assert isinstance(call, AssistantContent)
    assert isinstance(result, ToolResultContent)
    assert [each.id for each in call.tool_calls or ()] == [result.tool_call_id]


async def test_own_sentences_of_the_user(
    hass: HomeAssistant, account: AccountUnderTest, say: Say
) -> None:
    """A sentence of the user's own automation is answered by that."""
    get_agent_manager(hass).register_trigger(
        ["play calling card"], AsyncMock(return_value="Playing.")
    )

    assert await say("play calling card") == "Playing."


async def test_titles(account: AccountUnderTest, say: Say) -> None:
    """An account is called by its title, too, by its present one."""
    account.know(Oma="+61293744000")
    account.hass.config_entries.async_update_entry(account.entry, title="Red (Card)")

    assert (await say("call Oma with Red Card")).startswith("Oma is set.")
    assert await say("is the red card on") == "Sorry, I did not understand that."


def test_every_language_is_tested() -> None:
    """No language is left out of the tests above."""
    assert LANGUAGES == set(UNDERSTOOD) == set(OTHERS)
