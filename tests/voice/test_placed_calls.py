"""Calls by voice and by language models where the own phone is to ring."""

import pytest

from homeassistant.exceptions import HomeAssistantError
from tests.common import AccountUnderTest
from tests.conftest import SetUp
from tests.simulator import Fault

from .conftest import Say
from .test_llm import expose, ours, use

RANG = ("demo", "493012345678", "61293744000")
SENTENCES = [
    ("en", "call Grandma with the calling card", "Grandma: your phone rings now."),
    ("de", "Ruf Grandma mit der Calling Card an", "Grandma: Dein Telefon klingelt"),
    ("nl", "Bel Grandma met de calling card", "Grandma: je telefoon gaat nu over."),
    ("fr", "Appelle Grandma avec la carte d'appel", "Grandma : ton téléphone sonne"),
    ("es", "Llama a Grandma con la tarjeta de llamadas", "Grandma: tu teléfono suena"),
    ("pt-BR", "Ligue para Grandma com o cartão de chamadas", "Grandma: seu telefone"),
]


@pytest.fixture
async def rings(set_up: SetUp) -> AccountUnderTest:
    """Return an account whose calls ring the own phone."""
    options = {"a_number": "+493012345678", "call_method": "web_callback"}
    account = await set_up(options=options)
    account.know(Grandma="+61293744000")
    return account


@pytest.mark.parametrize(("language", "sentence", "answer"), SENTENCES)
async def test_sentence(
    rings: AccountUnderTest, say: Say, language: str, sentence: str, answer: str
) -> None:
    """The sentence that calls makes the phone ring, and the answer says so."""
    assert (await say(sentence, language)).startswith(answer)
    assert rings.simulator.calls == [RANG]
    assert rings.simulator.stores == []


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (Fault.API_ERROR, "The call is not placed: the platform refused the numbers."),
        (Fault.RESET_AFTER, "It is not known whether the call is placed"),
    ],
)
async def test_failure(
    rings: AccountUnderTest, say: Say, fault: Fault, answer: str
) -> None:
    """What became of a call that failed is said, and it is not tried again."""
    rings.simulator.requests.clear()
    rings.simulator.fail(fault)

    assert (await say("call Grandma with the calling card")).startswith(answer)
    assert len(rings.simulator.requests) == 1


async def test_tool(rings: AccountUnderTest) -> None:
    """The tool that rings is offered in place of the one that prepares, and says what it does."""
    expose(rings.hass, "sensor.demo_balance")

    tools = await ours(rings.hass)

    assert "callcard__prepare_call" not in tools
    annotations = tools["callcard__place_call"].annotations
    assert not annotations.idempotent
    assert not annotations.read_only
    assert annotations.open_world
    result = await use(rings.hass, "place_call", who="Grandma")
    assert result["call"] == "placed"
    assert rings.simulator.calls == [RANG]


async def test_tool_of_each_account(rings: AccountUnderTest, set_up: SetUp) -> None:
    """Each tool calls with the accounts whose option says so, and with no other."""
    family = await set_up("family", options={"a_number": "+13025550100"})
    family.know(Bob="+442079460000")
    expose(rings.hass, "sensor.demo_balance", "sensor.family_balance")

    with pytest.raises(HomeAssistantError, match="do not know the contact “Grandma”"):
        await use(rings.hass, "prepare_call", who="Grandma")
    with pytest.raises(HomeAssistantError, match="do not know the contact “Bob”"):
        await use(rings.hass, "place_call", who="Bob")
    assert (rings.simulator.calls, rings.simulator.stores) == ([], [])
    assert (await use(rings.hass, "prepare_call", who="Bob"))["call"] == "prepared"
    assert rings.simulator.stores == [("family", "13025550100", "442079460000")]
