"""The tools for language models, where one of an account's entities is exposed to them."""

from collections.abc import Collection
from typing import ClassVar, override

import voluptuous as vol

from homeassistant.components.homeassistant import async_should_expose
from homeassistant.components.llm import LLMTools
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.intent import is_blank_slot_value
from homeassistant.helpers.llm import (
    LLM_API_ASSIST,
    LLMContext,
    Tool,
    ToolAnnotations,
    ToolInput,
    ToolResult,
)

from .const import DOMAIN
from .contacts import contacts_of
from .coordinator import CallcardConfigEntry
from .options import CallMethod, Options
from .voice import Question, Subject, async_answer
from .voice.resolve import voice_accounts


class CallcardTool(Tool):
    """Answers as the same sentence would be answered."""

    integration = DOMAIN
    annotations = ToolAnnotations(
        read_only=True, destructive=False, idempotent=True, open_world=False
    )
    subject: ClassVar[Subject]

    def __init__(
        self,
        entries: Collection[CallcardConfigEntry],
        *parameters: vol.Optional | vol.Required,
    ) -> None:
        """Offer the tool for these accounts."""
        self._among = {entry.entry_id for entry in entries}
        titles = ", ".join(entry.title for entry in entries)
        account = vol.Optional(
            "account", description=f"Only if the user names one: {titles}"
        )
        self.parameters = vol.Schema(dict.fromkeys((account, *parameters), str))

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext
    ) -> ToolResult:
        """Answer, or raise `HomeAssistantError` that says why not."""
        given = {
            name: value
            for name, value in tool_input.tool_args.items()
            if not is_blank_slot_value(value)
        }
        try:
            arguments: dict[str, str] = self.parameters(given)
        except vol.Invalid as err:
            raise HomeAssistantError(str(err)) from err
        question = Question(
            subject=self.subject,
            language=llm_context.language or hass.config.language,
            account=arguments.get("account"),
            country=arguments.get("country"),
            who=arguments.get("who", ""),
            among=self._among,
        )
        answer = await async_answer(hass, question)
        if answer.data is None:
            raise HomeAssistantError(answer.text)
        return ToolResult(data={"answer": answer.text, **answer.data})


class GetBalanceTool(CallcardTool):
    """How much is left."""

    subject = Subject.BALANCE
    name = f"{DOMAIN}__get_balance"
    title = "Get calling card balance"
    description = "Tells how much money is left on a calling card."


class GetDialInNumberTool(CallcardTool):
    """Which number to dial."""

    subject = Subject.DIAL_IN_NUMBER
    name = f"{DOMAIN}__get_dial_in_number"
    title = "Get calling card dial-in number"
    description = "Tells which number the user must dial to call with a calling card."


class PrepareCallTool(CallcardTool):
    """Whom to call, where the user dials."""

    subject = Subject.CALL
    name = f"{DOMAIN}__prepare_call"
    title = "Prepare calling card call"
    description = (
        "Prepares a call with a calling card. It replaces the last one that was "
        "prepared. The user must then dial the number in the answer."
    )
    annotations = ToolAnnotations(idempotent=True)


class PlaceCallTool(PrepareCallTool):
    """Whom to call, where the user's phone rings."""

    name = f"{DOMAIN}__place_call"
    title = "Place calling card call"
    description = (
        "Places a call with a calling card, which costs money: the user's phone rings, "
        "then the other one. Use it only once for each call that the user asks for."
    )
    annotations = ToolAnnotations(destructive=False)


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools for the accounts that the assistant may know of."""
    entries = _exposed_accounts(hass, llm_context.assistant)
    if api_id != LLM_API_ASSIST or not entries:
        return None
    country = vol.Optional(
        "country", description="Where the user calls from: its ISO code"
    )
    tools: list[Tool] = [
        GetBalanceTool(entries),
        GetDialInNumberTool(entries, country),
    ]
    for method, tool in (
        (CallMethod.DIAL_IN, PrepareCallTool),
        (CallMethod.WEB_CALLBACK, PlaceCallTool),
    ):
        callers = [
            entry
            for entry in entries
            if (options := Options.of(hass, entry)).voice
            and options.call_method is method
        ]
        names = {contact.name for entry in callers for contact in contacts_of(entry)}
        who = vol.Required(
            "who",
            description="A phone number in international form (+…), or a contact: "
            + (", ".join(sorted(names)) or "there are none"),
        )
        if callers:
            tools.append(tool(callers, who))
    return LLMTools(tools=tools)


@callback
def _exposed_accounts(hass: HomeAssistant, assistant: str) -> list[CallcardConfigEntry]:
    registry = er.async_get(hass)
    return [
        entry
        for entry in voice_accounts(hass)
        if any(
            async_should_expose(hass, assistant, entity.entity_id)
            for entity in er.async_entries_for_config_entry(registry, entry.entry_id)
            if not entity.disabled
        )
    ]
