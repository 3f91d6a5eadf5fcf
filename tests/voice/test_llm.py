"""The tools, as a language model is offered and calls them."""

from typing import Any

import pytest

from custom_components.callcard.const import DOMAIN
from custom_components.callcard.llm import async_get_tools
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import llm
from tests.common import AccountUnderTest
from tests.conftest import SetUp

ASSISTANT = "conversation"


def expose(hass: HomeAssistant, *entities: str) -> None:
    """Expose these entities to the assistant, and no others."""
    for entity_id in {*hass.states.async_entity_ids(), *entities}:
        async_expose_entity(hass, ASSISTANT, entity_id, entity_id in entities)


async def api(hass: HomeAssistant, language: str | None = "en") -> llm.APIInstance:
    """Return what a language model is given."""
    context = llm.LLMContext(
        platform="test",
        context=Context(),
        language=language,
        assistant=ASSISTANT,
        device_id=None,
    )
    return await llm.async_get_api(hass, llm.LLM_API_ASSIST, context)


async def ours(hass: HomeAssistant) -> dict[str, llm.Tool]:
    """Return the integration's tools by their names."""
    instance = await api(hass)
    return {tool.name: tool for tool in instance.tools if tool.integration == DOMAIN}


async def use(
    hass: HomeAssistant, name: str, language: str | None = "en", **arguments: Any
) -> dict[str, Any]:
    """Call a tool, and return its result."""
    instance = await api(hass, language)
    result = await instance.async_call_tool(
        llm.ToolInput(f"{DOMAIN}__{name}", arguments)
    )
    assert not result.error
    return dict(result.data)


def callees(tools: dict[str, llm.Tool]) -> str:
    """Return whom one can call, as the tool describes it."""
    [who] = [
        key for key in tools["callcard__prepare_call"].parameters.schema if key == "who"
    ]
    description: str = who.description
    return description


async def test_tools(account: AccountUnderTest) -> None:
    """The tools say what they read, and what they change."""
    account.know(Grandma="+61293744000")
    expose(account.hass, "sensor.demo_balance")

    tools = await ours(account.hass)

    assert {name: tool.annotations.read_only for name, tool in tools.items()} == {
        "callcard__get_balance": True,
        "callcard__get_dial_in_number": True,
        "callcard__get_targets": True,
        "callcard__prepare_call": False,
        "callcard__send_sms": False,
    }
    assert all(tool.title and tool.description for tool in tools.values())
    assert "Grandma" in callees(tools)
    assert "Read `answer` out" in (await api(account.hass)).api_prompt


@pytest.mark.parametrize("exposed", [[], ["sensor.demo_last_update"]])
async def test_no_tools(account: AccountUnderTest, exposed: list[str]) -> None:
    """Where nothing is exposed, or only what is disabled, nothing is offered."""
    expose(account.hass, *exposed)

    assert await ours(account.hass) == {}


async def test_tools_of_another_api(account: AccountUnderTest) -> None:
    """An API that is not Home Assistant's own assistant gets no tools of ours."""
    expose(account.hass, "sensor.demo_balance")
    context = (await api(account.hass)).llm_context

    assert async_get_tools(account.hass, context, "other") is None


async def test_answers(account: AccountUnderTest) -> None:
    """The tools answer in words and in data."""
    account.know(Grandma="+61293744000")
    expose(account.hass, "sensor.demo_balance")

    assert await use(account.hass, "get_balance", account="") == {
        "answer": "You have 18 euros 40 left on your calling card.",
        "account": "demo",
        "balance": "18.40",
        "currency": "EUR",
        "up_to_date": True,
    }
    for country, asked, formatted in (
        ("GB", {}, "+44 20 3514 0171"),
        ("Allemagne", {"freephone": True}, "+49 800 5888868"),
        ("Großbritannien", {"callback": True}, "+49 30 20167207"),
    ):
        number = await use(
            account.hass, "get_dial_in_number", None, country=country, **asked
        )
        assert number["dial_in_number"]["formatted"] == formatted
    call = await use(account.hass, "prepare_call", "de", who="Grandma")
    assert call["answer"].startswith("Grandma ist eingestellt.")
    assert (call["contact"], call["b_number"]) == ("Grandma", "+61293744000")
    assert account.simulator.stores == [("demo", "493012345678", "61293744000")]
    targets = await use(account.hass, "get_targets")
    assert targets["answer"] == "Your calling card connects your phone with Grandma."
    sms = await use(account.hass, "send_sms", who="Grandma", message="I am late")
    assert sms["answer"] == "Your text to Grandma is sent."
    assert account.simulator.texts == [("demo", "61293744000", "I am late")]


async def test_voice_off(set_up: SetUp) -> None:
    """Where voice is off, calling is not offered, and nobody is named who cannot be called."""
    family = await set_up("family", options={"voice": False})
    family.know(Grandma="+61293744000")
    expose(family.hass, "sensor.family_balance")
    tools = await ours(family.hass)
    assert all(tool.annotations.read_only for tool in tools.values())

    await set_up()
    expose(family.hass, "sensor.family_balance", "sensor.demo_balance")
    assert callees(await ours(family.hass)).endswith("there are none")


async def test_refusals(set_up: SetUp) -> None:
    """What cannot be is an error that says why; so is what is not exposed."""
    demo, family = await set_up(), await set_up("family")
    family.know(Grandma="+61293744000")
    expose(demo.hass, "sensor.demo_balance")

    assert (await use(demo.hass, "get_balance"))["account"] == "demo"
    with pytest.raises(HomeAssistantError, match="There is: demo"):
        await use(demo.hass, "get_balance", account="family")
    with pytest.raises(HomeAssistantError, match="do not know the contact “Grandma”"):
        await use(demo.hass, "prepare_call", who="Grandma")
    with pytest.raises(HomeAssistantError, match="who"):
        await use(demo.hass, "prepare_call", who=None)
    assert demo.simulator.stores == []
