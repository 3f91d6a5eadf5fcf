"""Calls by voice and by language models where the own phone is to ring."""

import pytest

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from tests.common import know
from tests.conftest import SetUp
from tests.simulator import Fault, Simulator

from .conftest import Say
from .test_llm import expose, ours, use

RINGS = {"a_number": "+493012345678", "call_method": "web_callback"}
RANG = ("demo", "493012345678", "61293744000")
SENTENCES = [
    ("en", "call Grandma with the calling card", "Grandma: your phone rings now."),
    ("de", "Ruf Grandma mit der Calling Card an", "Grandma: Dein Telefon klingelt"),
    ("nl", "Bel Grandma met de calling card", "Grandma: je telefoon gaat nu over."),
    ("fr", "Appelle Grandma avec la carte d'appel", "Grandma : ton téléphone sonne"),
    ("es", "Llama a Grandma con la tarjeta de llamadas", "Grandma: tu teléfono suena"),
    ("pt-BR", "Ligue para Grandma com o cartão de chamadas", "Grandma: seu telefone"),
]


@pytest.mark.parametrize(("language", "sentence", "answer"), SENTENCES)
async def test_sentence(
    hass: HomeAssistant,
    set_up: SetUp,
    simulator: Simulator,
    say: Say,
    language: str,
    sentence: str,
    answer: str,
) -> None:
    """The sentence that calls makes the phone ring, and the answer says so."""
    know(hass, await set_up(options=RINGS), Grandma="+61293744000")

    assert (await say(sentence, language)).startswith(answer)
    assert simulator.calls == [RANG]
    assert simulator.stores == []


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (Fault.API_ERROR, "The call is not placed: the platform refused the numbers."),
        (Fault.RESET_AFTER, "It is not known whether the call is placed"),
    ],
)
async def test_failure(
    hass: HomeAssistant,
    set_up: SetUp,
    simulator: Simulator,
    say: Say,
    fault: Fault,
    answer: str,
) -> None:
    """What became of a call that failed is said, and it is not tried again."""
    know(hass, await set_up(options=RINGS), Grandma="+61293744000")
    simulator.requests.clear()
    simulator.fail(fault)

    assert (await say("call Grandma with the calling card")).startswith(answer)
    assert len(simulator.requests) == 1


async def test_tool(hass: HomeAssistant, set_up: SetUp, simulator: Simulator) -> None:
    """The tool that rings is offered in place of the one that prepares, and says what it does."""
    know(hass, await set_up(options=RINGS), Grandma="+61293744000")
    expose(hass)

    tools = await ours(hass)

    assert "callcard__prepare_call" not in tools
    annotations = tools["callcard__place_call"].annotations
    assert not annotations.idempotent
    assert not annotations.read_only
    assert annotations.open_world
    result = await use(hass, "place_call", who="Grandma")
    assert result["call"] == "placed"
    assert simulator.calls == [RANG]


async def test_tool_of_each_account(
    hass: HomeAssistant, set_up: SetUp, simulator: Simulator
) -> None:
    """Each tool calls with the accounts whose option says so, and with no other."""
    know(hass, await set_up(options=RINGS), Grandma="+61293744000")
    know(
        hass,
        await set_up("family", options={"a_number": "+13025550100"}),
        Bob="+442079460000",
    )
    for account in ("demo", "family"):
        expose(hass, account)

    with pytest.raises(HomeAssistantError, match="do not know the contact “Grandma”"):
        await use(hass, "prepare_call", who="Grandma")
    with pytest.raises(HomeAssistantError, match="do not know the contact “Bob”"):
        await use(hass, "place_call", who="Bob")
    assert (simulator.calls, simulator.stores) == ([], [])
    assert (await use(hass, "prepare_call", who="Bob"))["call"] == "prepared"
    assert simulator.stores == [("family", "13025550100", "442079460000")]
