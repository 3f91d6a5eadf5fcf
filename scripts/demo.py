"""The demo account: what `scripts/develop` does with it, shows of it, and expects of it."""

import asyncio
import json
from pathlib import Path
import re
from typing import Any

from aiohttp import ClientSession

from scripts.home_assistant import HomeAssistant
from scripts.servers import ROOT

DOMAIN = "callcard"
FLOWS = "api/config/config_entries"
SECONDS_TO_LOAD = 30
TARGETS = {"b_number": "+61 2 9374 4000"}
CONTACTS = [
    {"name": "Grandma", "number": "+61 2 9374 4000"},
    {"name": "Oma", "number": "040 7654321"},
]
EXPECTED = {
    "1234_balance": "18.40",
    "1234_personal_number": "+493034649495",
    "1234_callthrough_geo_be": "+3228084223",
    "1234_callthrough_geo_br": "+557137175960",
    "1234_callthrough_geo_de": "+493034649495",
    "1234_callthrough_geo_gb": "+442035140171",
    "1234_callthrough_geo_us": "+13025979000",
    "1234_a_number": "+493012345678",
    "1234_b_number": "+61293744000",
    "currency": "EUR",
    "stored pair": "493012345678 61293744000",
}


async def entries(home: HomeAssistant) -> list[dict[str, Any]]:
    """Return the accounts that Home Assistant has."""
    accounts: list[dict[str, Any]] = await home.get(f"{FLOWS}/entry?domain={DOMAIN}")
    return accounts


async def add_account(home: HomeAssistant, simulator: str) -> None:
    """Add the demo account with its options and contacts, unless there is one."""
    if not await entries(home):
        account = {
            "username": "demo",
            "password": "secret",
            "advanced": {"url": simulator},
        }
        entry = (await home.flow(f"{FLOWS}/flow", DOMAIN, account))["result"]
        options = {"a_number": "+493012345678", "country": "DE"}
        await home.flow(f"{FLOWS}/options/flow", entry["entry_id"], options)
        for contact in CONTACTS:
            handler = [entry["entry_id"], "contact"]
            await home.flow(f"{FLOWS}/subentries/flow", handler, contact)
    async with asyncio.timeout(SECONDS_TO_LOAD):
        while (await entries(home))[0]["state"] != "loaded":
            await asyncio.sleep(0.1)


async def store_targets(home: HomeAssistant) -> dict[str, Any]:
    """Store a pair of numbers, and return the action's answer."""
    answer = await home.post(
        f"api/services/{DOMAIN}/store_targets?return_response", TARGETS
    )
    response: dict[str, Any] = answer["service_response"]
    return response


async def show(home: HomeAssistant, answer: dict[str, Any]) -> None:
    """Print the balance, the numbers to dial, and what the action answered."""
    shown = re.compile(r"[^_]+_(balance|personal_number|callthrough_.*|callback_.*)")
    for unique_id, state in sorted((await home.entities(DOMAIN)).items()):
        if shown.fullmatch(unique_id):
            attributes = state["attributes"]
            unit = attributes.get("unit_of_measurement", "")
            value = f"{state['state']} {unit}".rstrip()
            print(f"{attributes['friendly_name']:<44}  {value}")
    print(f"\n{DOMAIN}.store_targets {json.dumps(TARGETS)} answered:")
    print(json.dumps(answer, indent=2, ensure_ascii=False))


async def differences(
    home: HomeAssistant, session: ClientSession, simulator: str
) -> list[str]:
    """Return how Home Assistant and the simulator differ from what they should show."""
    entities = await home.entities(DOMAIN)
    async with session.get(f"{simulator}/simulator/state") as response:
        account = (await response.json())["accounts"]["demo"]
    found = {unique_id: state["state"] for unique_id, state in entities.items()}
    balance = entities.get("1234_balance", {}).get("attributes", {})
    found["currency"] = balance.get("unit_of_measurement")
    found["stored pair"] = f"{account['anumber']} {account['bnumber']}"
    return [
        f"{name} is {found.get(name)!r}, should be {value!r}"
        for name, value in EXPECTED.items()
        if found.get(name) != value
    ]


def errors(log: Path) -> list[str]:
    """Return the errors in a log of Home Assistant that have to do with this integration."""
    # The checkout's own name would otherwise make every traceback one of the integration.
    text = log.read_text().replace(str(ROOT), "") if log.exists() else ""
    is_error = re.compile(r"^\S+ \S+ (ERROR|CRITICAL) |^Traceback ", re.MULTILINE)
    records = re.split(r"^(?=\d{4}-\d\d-\d\d )", text, flags=re.MULTILINE)
    return [
        record for record in records if DOMAIN in record and is_error.search(record)
    ]
