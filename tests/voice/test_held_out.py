"""Sentences that nobody knew who wrote the languages' files, where there are any."""

from pathlib import Path

import pytest

from custom_components.callcard.contacts import contacts_of
from custom_components.callcard.dial_in import Service
from custom_components.callcard.voice.languages import load_languages
from custom_components.callcard.voice.people import Whom, people_of
from custom_components.callcard.voice.question import Question, Subject, decide
from homeassistant.core import Context, HomeAssistant
from homeassistant.util.yaml import load_yaml_dict
from tests.common import AccountUnderTest
from tests.conftest import SetUp

from .conftest import OtherAgent, Say

HELD_OUT = {
    path.stem: load_yaml_dict(path)
    for path in Path(__file__).parent.glob("held_out/*.yaml")
}
MOST_WRONG = 4  # of forty


def understood(question: Question | None, said: dict[str, str]) -> bool:
    """Tell whether a sentence was understood as it should be."""
    if question is None:
        return False
    does = {"again": "call", "callback": "dial_in", "spent": "cannot"}
    asked = does.get(said["does"], said["does"])
    if question.subject != asked:
        return False
    if asked == "dial_in" and (
        (question.service is Service.CALLBACK) != (said["does"] == "callback")
        or question.freephone != ("freephone" in said)
        or question.country != said.get("country")
    ):
        return False
    if "who" not in said:
        return True
    whom = question.who
    assert isinstance(whom, Whom)
    names = {person.contact.name for person in whom.people}
    digits = "".join(filter(str.isdecimal, whom.number or ""))
    is_number = bool(digits) and said["who"].endswith(digits.lstrip("0"))
    return (
        (names == {said["who"]} or is_number)
        and question.message == said.get("message", "")
        and question.again >= (said["does"] == "again")
    )


@pytest.mark.parametrize("tag", sorted(HELD_OUT))
async def test_held_out(
    hass: HomeAssistant, set_up: SetUp, say_to_other: Say, tag: str
) -> None:
    """People are understood; nothing of others is taken, and nothing done before its time."""
    held_out = HELD_OUT[tag]
    account: AccountUnderTest = await set_up()
    account.know(
        **{
            name: f"+61293744{index:03}"
            for index, name in enumerate(held_out["contacts"])
        }
    )
    languages = await hass.async_add_executor_job(load_languages, tag)
    asked = Question(subject=Subject.UNCLEAR, language=tag, context=Context())
    people = people_of(hass, [account.entry])
    assert len(people) == len(contacts_of(account.entry))

    wrong = [
        said["say"]
        for said in held_out["ours"]
        if not understood(decide(asked, said["say"], languages, people, []), said)
    ]
    answers = [await say_to_other(said, tag) for said in held_out["others"]]
    for said in held_out["not_now"]:
        await say_to_other(said, tag)

    assert len(wrong) <= MOST_WRONG, wrong
    assert set(answers) <= {None, OtherAgent.ANSWER}
    assert (account.simulator.stores, account.simulator.calls) == ([], [])
