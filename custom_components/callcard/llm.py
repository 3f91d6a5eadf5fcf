"""The tools for language models, where one of an account's entities is exposed to them."""

from collections.abc import Mapping
from typing import Any, Final, override

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

from .ask import async_ask
from .const import DOMAIN
from .contacts import contacts_of
from .coordinator import CallcardConfigEntry
from .questions import Question, Subject, may_store, voice_accounts

ARG_ACCOUNT: Final = "account"
ARG_COUNTRY: Final = "country"
ARG_WHO: Final = "who"

_READS: Final = ToolAnnotations(
    read_only=True, destructive=False, idempotent=True, open_world=False
)
_STORES: Final = ToolAnnotations(idempotent=True)


@callback
def async_get_tools(
    hass: HomeAssistant, llm_context: LLMContext, api_id: str
) -> LLMTools | None:
    """Return the tools for the accounts that the assistant may know of."""
    if api_id != LLM_API_ASSIST:
        return None
    accounts = _exposed_accounts(hass, llm_context.assistant)
    if not accounts:
        return None
    tools: list[Tool] = [_balance_tool(accounts), _dial_in_tool(accounts)]
    if callers := [account for account in accounts if may_store(account)]:
        tools.append(_call_tool(accounts, callers))
    return LLMTools(tools=tools)


@callback
def _exposed_accounts(hass: HomeAssistant, assistant: str) -> list[CallcardConfigEntry]:
    entities = er.async_get(hass)
    return [
        account
        for account in voice_accounts(hass)
        if any(
            async_should_expose(hass, assistant, entity.entity_id)
            for entity in er.async_entries_for_config_entry(entities, account.entry_id)
            if not entity.disabled
        )
    ]


def _balance_tool(accounts: list[CallcardConfigEntry]) -> Tool:
    return _CallcardTool(
        Subject.BALANCE,
        "get_balance",
        "Get calling card balance",
        "Tells how much money is left on a calling card.",
        _account_argument(accounts),
        _READS,
    )


def _dial_in_tool(accounts: list[CallcardConfigEntry]) -> Tool:
    return _CallcardTool(
        Subject.DIAL_IN_NUMBER,
        "get_dial_in_number",
        "Get calling card dial-in number",
        "Tells which number the user must dial to call with a calling card.",
        {
            **_account_argument(accounts),
            vol.Optional(
                ARG_COUNTRY, description="Where the user calls from: its ISO code"
            ): str,
        },
        _READS,
    )


def _call_tool(
    accounts: list[CallcardConfigEntry], callers: list[CallcardConfigEntry]
) -> Tool:
    names = sorted(
        {
            contact.name
            for account in callers
            for contact in contacts_of(account.subentries).values()
        }
    )
    return _CallcardTool(
        Subject.CALL,
        "call",
        "Prepare calling card call",
        "Prepares a call with a calling card. It replaces the last one that was "
        "prepared. The user must then dial the number in the answer.",
        {
            **_account_argument(accounts),
            vol.Required(
                ARG_WHO,
                description="A phone number in international form (+…), or a contact: "
                + (", ".join(names) or "there are none"),
            ): str,
        },
        _STORES,
    )


def _account_argument(
    accounts: list[CallcardConfigEntry],
) -> dict[vol.Optional, object]:
    titles = ", ".join(account.title for account in accounts)
    return {
        vol.Optional(
            ARG_ACCOUNT, description=f"Only if the user names one: {titles}"
        ): str
    }


class _CallcardTool(Tool):
    """A tool that answers as the same sentence would be answered."""

    integration = DOMAIN

    def __init__(
        self,
        subject: Subject,
        name: str,
        title: str,
        description: str,
        arguments: Mapping[Any, object],
        annotations: ToolAnnotations,
    ) -> None:
        """Set up a tool for a subject."""
        self.name = f"{DOMAIN}__{name}"
        self.title = title
        self.description = description
        self.parameters = vol.Schema(dict(arguments))
        self.annotations = annotations
        self._subject = subject

    @override
    async def async_call(
        self, hass: HomeAssistant, tool_input: ToolInput, llm_context: LLMContext
    ) -> ToolResult:
        """Answer, or raise `HomeAssistantError` that says why not."""
        said = {
            name: value
            for name, value in tool_input.tool_args.items()
            if not is_blank_slot_value(value)
        }
        try:
            arguments: dict[str, str] = self.parameters(said)
        except vol.Invalid as err:
            raise HomeAssistantError(str(err)) from err
        exposed = _exposed_accounts(hass, llm_context.assistant)
        answer = await async_ask(
            hass,
            Question(
                subject=self._subject,
                language=llm_context.language or hass.config.language,
                among={account.entry_id for account in exposed},
                **arguments,
            ),
        )
        if answer.data is None:
            raise HomeAssistantError(answer.text)
        return ToolResult(data={"answer": answer.text, **answer.data})
