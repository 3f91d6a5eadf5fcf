"""The tools, as a language model is offered and calls them."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.callcard.const import DOMAIN
from custom_components.callcard.llm import async_get_tools
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, llm
from tests.common import know
from tests.conftest import SetUp
from tests.simulator import Simulator

ASSISTANT = "conversation"


def expose(hass: HomeAssistant, account: str = "demo", exposed: bool = True) -> None:
    """Expose an account's balance to the assistant."""
    async_expose_entity(hass, ASSISTANT, f"sensor.{account}_balance", exposed)


async def api(
    hass: HomeAssistant, language: str | None = "en", api_id: str = llm.LLM_API_ASSIST
) -> llm.APIInstance:
    """Return what a language model is given."""
    context = llm.LLMContext(
        platform="test",
        context=Context(),
        language=language,
        assistant=ASSISTANT,
        device_id=None,
    )
    return await llm.async_get_api(hass, api_id, context)


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


async def test_tools(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """The tools say what they read, and what they change."""
    know(hass, entry, Grandma="+61 2 9374 4000")
    expose(hass)

    tools = await ours(hass)

    assert {name: tool.annotations.read_only for name, tool in tools.items()} == {
        "callcard__get_balance": True,
        "callcard__get_dial_in_number": True,
        "callcard__prepare_call": False,
    }
    assert all(tool.title and tool.description for tool in tools.values())
    [who] = [
        key for key in tools["callcard__prepare_call"].parameters.schema if key == "who"
    ]
    assert "Grandma" in who.description


async def test_no_tools(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Where nothing is exposed, nothing is offered."""
    for entity_id in hass.states.async_entity_ids():
        async_expose_entity(hass, ASSISTANT, entity_id, False)

    assert await ours(hass) == {}


async def test_disabled_entities_expose_nothing(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What is exposed, but disabled, is not there."""
    for entity_id in hass.states.async_entity_ids():
        async_expose_entity(hass, ASSISTANT, entity_id, False)
    [disabled, *_] = [
        entity.entity_id
        for entity in er.async_entries_for_config_entry(
            er.async_get(hass), entry.entry_id
        )
        if entity.disabled
    ]
    async_expose_entity(hass, ASSISTANT, disabled, True)

    assert await ours(hass) == {}


async def test_tools_of_another_api(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """An API that is not Home Assistant's own assistant gets no tools of ours."""
    expose(hass)
    context = (await api(hass)).llm_context

    assert async_get_tools(hass, context, "other") is None


async def test_answers(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator
) -> None:
    """The tools answer in words and in data."""
    know(hass, entry, Grandma="+61 2 9374 4000")
    expose(hass)

    assert await use(hass, "get_balance", account="") == {
        "answer": "Your calling card has 18.40 euros left.",
        "account": "demo",
        "balance": "18.40",
        "currency": "EUR",
        "up_to_date": True,
    }
    number = await use(hass, "get_dial_in_number", None, country="GB")
    assert number["dial_in_number"]["formatted"] == "+44 20 3514 0171"
    call = await use(hass, "prepare_call", "de", who="Grandma")
    assert call["answer"].startswith("Grandma ist eingestellt.")
    assert (call["contact"], call["b_number"]) == ("Grandma", "+61293744000")
    assert simulator.stores == [("demo", "493012345678", "61293744000")]


async def test_refusals(
    hass: HomeAssistant, entry: MockConfigEntry, simulator: Simulator
) -> None:
    """What cannot be is an error that says why."""
    expose(hass)

    with pytest.raises(HomeAssistantError, match="do not know the contact “Bob”"):
        await use(hass, "prepare_call", who="Bob")
    with pytest.raises(HomeAssistantError, match="who"):
        await use(hass, "prepare_call", who=None)
    assert simulator.stores == []


async def test_voice_off(hass: HomeAssistant, set_up: SetUp) -> None:
    """Where voice is off, calling is not offered."""
    entry = await set_up(options={"voice": False})
    know(hass, entry, Grandma="+61 2 9374 4000")
    expose(hass)

    tools = await ours(hass)

    assert set(tools) == {"callcard__get_balance", "callcard__get_dial_in_number"}


async def test_contacts_of_an_account_without_voice(
    hass: HomeAssistant, set_up: SetUp
) -> None:
    """Nobody is named who cannot be called."""
    await set_up()
    know(
        hass,
        await set_up("family", options={"voice": False}),
        Grandma="+61 2 9374 4000",
    )
    for account in ("demo", "family"):
        expose(hass, account)

    call = (await ours(hass))["callcard__prepare_call"]

    [who] = [key for key in call.parameters.schema if key == "who"]
    assert who.description.endswith("there are none")


async def test_accounts_that_are_not_exposed(
    hass: HomeAssistant, set_up: SetUp, simulator: Simulator
) -> None:
    """An account that is not exposed cannot be asked, named or called with."""
    demo, family = await set_up(), await set_up("family")
    for entity_id in hass.states.async_entity_ids():
        async_expose_entity(hass, ASSISTANT, entity_id, False)
    know(hass, family, Grandma="+61 2 9374 4000")
    expose(hass, "demo")

    assert (await use(hass, "get_balance"))["account"] == demo.title
    with pytest.raises(HomeAssistantError, match="There is: demo"):
        await use(hass, "get_balance", account="family")
    with pytest.raises(HomeAssistantError, match="do not know the contact"):
        await use(hass, "prepare_call", who="Grandma")
    assert simulator.stores == []
