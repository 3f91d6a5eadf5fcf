"""The tools for language models, where one of an account's entities is exposed to them."""

from collections.abc import Collection
from typing import Any, ClassVar, override

import voluptuous as vol

from homeassistant.components.llm import LLMTools
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
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
from .dial_in import Service
from .options import CallMethod, Options
from .voice import Question, Subject, async_answer
from .voice.accounts import all_accounts, is_exposed

_PROMPT = (
    "The user has a calling card (also: phone card, callcard, 42call, Telefonkarte). The "
    f"tools {DOMAIN}__… tell its balance and its dial-in numbers, call and text with it. "
    "Call or text only when the user asks for it now. Read `answer` out to the user."
)


type _Parameters = dict[vol.Optional | vol.Required, type]


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
        parameters: _Parameters,
    ) -> None:
        """Offer the tool for these accounts."""
        self._among = frozenset(entry.entry_id for entry in entries)
        titles = ", ".join(entry.title for entry in entries)
        account = vol.Optional(
            "account", description=f"Only if the user names one: {titles}"
        )
        self.parameters = vol.Schema({account: str, **parameters})

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
            arguments: dict[str, Any] = self.parameters(given)
        except vol.Invalid as err:
            raise HomeAssistantError(str(err)) from err
        if arguments.pop("callback", False):
            arguments["service"] = Service.CALLBACK
        question = Question(
            subject=self.subject,
            language=llm_context.language or hass.config.language,
            context=llm_context.context or Context(),
            assistant=llm_context.assistant,
            among=self._among,
            **arguments,
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

    subject = Subject.DIAL_IN
    name = f"{DOMAIN}__get_dial_in_number"
    title = "Get calling card dial-in number"
    description = "Tells which number the user must dial to call with a calling card."


class GetTargetsTool(CallcardTool):
    """Whom a call reaches."""

    subject = Subject.TARGETS
    name = f"{DOMAIN}__get_targets"
    title = "Get calling card targets"
    description = "Tells whom the user reaches who dials a calling card's number now."


class PrepareCallTool(CallcardTool):
    """Whom to call, where the user dials."""

    subject = Subject.SET
    name = f"{DOMAIN}__prepare_call"
    title = "Prepare calling card call"
    description = (
        "Prepares a call with a calling card. It replaces the last one that was "
        "prepared. The user must then dial the number in the answer."
    )
    annotations = ToolAnnotations(idempotent=True)


class PlaceCallTool(PrepareCallTool):
    """Whom to call, where the user's phone rings."""

    subject = Subject.CALL
    name = f"{DOMAIN}__place_call"
    title = "Place calling card call"
    description = (
        "Places a call with a calling card, which costs money: the user's phone rings, "
        "then the other one. Use it only once for each call that the user asks for."
    )
    annotations = ToolAnnotations(destructive=False)


class SendSmsTool(CallcardTool):
    """Whom to text."""

    subject = Subject.SMS
    name = f"{DOMAIN}__send_sms"
    title = "Send calling card SMS"
    description = (
        "Sends an SMS with a calling card, which costs money. Use it only once for each "
        "SMS that the user asks for."
    )
    annotations = ToolAnnotations(destructive=False)


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools for the accounts that the assistant may know of."""
    entries = [
        entry
        for entry in all_accounts(hass)
        if is_exposed(hass, entry, llm_context.assistant)
    ]
    if api_id != LLM_API_ASSIST or not entries:
        return None
    country = vol.Optional(
        "country", description="Where the user calls from: its name or ISO code"
    )
    freephone = vol.Optional("freephone", description="Whether it must cost nothing")
    callback_ = vol.Optional(
        "callback", description="For the number that is rung in order to be called back"
    )
    tools: list[Tool] = [
        GetBalanceTool(entries, {}),
        GetDialInNumberTool(entries, {country: str, freephone: bool, callback_: bool}),
        GetTargetsTool(entries, {}),
    ]
    options = {entry: Options.of(hass, entry) for entry in entries}
    speaking = [entry for entry in entries if options[entry].voice]
    message = vol.Required("message", description="The text, as it is sent")
    again = vol.Optional(
        "again", description="Only if the user wants to call although it has just rung"
    )
    offers: tuple[tuple[type[CallcardTool], CallMethod | None, _Parameters], ...] = (
        (PrepareCallTool, CallMethod.DIAL_IN, {}),
        (PlaceCallTool, CallMethod.WEB_CALLBACK, {again: bool}),
        (SendSmsTool, None, {message: str}),
    )
    for tool, method, parameters in offers:
        callers = [
            entry for entry in speaking if method in {None, options[entry].call_method}
        ]
        names = {contact.name for entry in callers for contact in contacts_of(entry)}
        who = vol.Required(
            "who",
            description="A phone number in international form (+…), or a contact: "
            + (", ".join(sorted(names)) or "there are none"),
        )
        if callers:
            tools.append(tool(callers, {who: str, **parameters}))
    return LLMTools(tools=tools, prompt=_PROMPT)
