"""The demo account: what `scripts/develop` does with it, shows of it, and expects of it."""

import asyncio
from collections.abc import Mapping
import json
from pathlib import Path
import re
from typing import Any

from aiohttp import ClientSession

from scripts.home_assistant import HomeAssistant
from scripts.servers import ROOT

DOMAIN = "callcard"
DASHBOARD = "calling-card"
FLOWS = "api/config/config_entries"
SECONDS_TO_LOAD = 30
TARGETS = {"b_number": "+61 2 9374 4000"}
OPTIONS = {"a_number": "+493012345678", "country": "DE"}
ALL_OPTIONS = OPTIONS | {"low_balance": 5, "prefer_free": False, "voice": True}
CONTACTS = [
    {"name": "Grandma", "number": "+61 2 9374 4000"},
    {"name": "Oma", "number": "040 7654321"},
    {"name": "Ann", "number": "0176 12345678"},
]
# What somebody says, in which language, and the pair that is stored then: the B number, or none.
SAID = [
    ("en", "what's my calling card balance", None),
    ("de", "Wie hoch ist mein Calling-Card-Guthaben", None),
    ("nl", "Wat is het saldo van mijn calling card", None),
    ("fr", "Combien reste-t-il sur ma carte d'appel", None),
    ("pt-BR", "Qual é o saldo do meu cartão de chamadas", None),
    ("es", "Cuál es el saldo de mi tarjeta de llamadas", None),
    ("en", "call Grandma with the calling card", "61293744000"),
    ("de", "ruf Oma mit der Calling Card an", "49407654321"),
    (
        "en",
        "call plus four nine three zero one two three four five six seven with the calling card",
        "49301234567",
    ),
]
BUTTON = "button.demo_call_grandma"
RINGS = {"call_method": "web_callback"}
# The same two phones ring at most once in 30 seconds, unless they are asked to again.
SENTENCE_THAT_RINGS = "call Grandma again with the calling card"
TEXT = {"entity_id": "notify.demo_sms_to_ann", "message": "Grüße, 1 + 1 = 100 % 👵🏽"}
RANG = [["demo", "493012345678", "61293744000"]] * 3
TEXTED = [["demo", "4917612345678", TEXT["message"]]]
BALANCE_SAID = re.compile(r"18\D+40")
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
    "1234_number_to_dial": "+493034649495",
    "currency": "EUR",
    "stored pair": "493012345678 61293744000",
    "card": "/callcard/callcard-card.js",
}


async def entries(home: HomeAssistant) -> list[dict[str, Any]]:
    """Return the accounts that Home Assistant has."""
    accounts: list[dict[str, Any]] = await home.get(f"{FLOWS}/entry?domain={DOMAIN}")
    return accounts


async def add_account(home: HomeAssistant, simulator: str) -> None:
    """Add the demo account with its options and contacts, unless there is one."""
    if not await entries(home):
        entry_id = await add(home, "demo", "secret", simulator, OPTIONS)
        for contact in CONTACTS:
            await add_contact(home, entry_id, contact)
    async with asyncio.timeout(SECONDS_TO_LOAD):
        while (await entries(home))[0]["state"] != "loaded":
            await asyncio.sleep(0.1)


async def add(
    home: HomeAssistant,
    username: str,
    password: str,
    simulator: str,
    options: Mapping[str, str],
) -> str:
    """Add an account of the simulator with its options, and return its config entry."""
    login = {"username": username, "password": password, "advanced": {"url": simulator}}
    flow = await home.flow(f"{FLOWS}/flow", DOMAIN, login, dict(options))
    entry_id: str = flow["result"]["entry_id"]
    return entry_id


async def add_contact(
    home: HomeAssistant, entry_id: str, contact: Mapping[str, str]
) -> None:
    """Add a contact to an account."""
    await home.flow(
        f"{FLOWS}/subentries/flow",
        [entry_id, "contact"],
        {"next_step_id": "enter"},
        dict(contact),
    )


async def add_dashboard(
    home: HomeAssistant, name: str = DASHBOARD, account_number: str = "1234"
) -> None:
    """Add a dashboard with an account's card, unless there is one of this name."""
    dashboards = await home.command("lovelace/dashboards/list")
    if any(dashboard["url_path"] == name for dashboard in dashboards):
        return
    await home.command(
        "lovelace/dashboards/create",
        url_path=name,
        title="Calling card",
        icon="mdi:card-account-phone",
    )
    device = await device_id(home, account_number)
    card = {"type": "custom:callcard-card", "device_id": device}
    view = {"type": "sections", "sections": [{"type": "grid", "cards": [card]}]}
    config = {"views": [{"title": "Calling card", **view}]}
    await home.command("lovelace/config/save", url_path=name, config=config)


async def device_id(home: HomeAssistant, account_number: str) -> str:
    """Return the device of an account."""
    devices = await home.command("config/device_registry/list")
    found: str = next(
        device["id"]
        for device in devices
        if [DOMAIN, account_number] in device["identifiers"]
    )
    return found


async def store_targets(home: HomeAssistant) -> dict[str, Any]:
    """Store a pair of numbers, and return the action's answer."""
    answer = await home.post(
        f"api/services/{DOMAIN}/store_targets?return_response", TARGETS
    )
    response: dict[str, Any] = answer["service_response"]
    return response


async def talk(
    home: HomeAssistant, session: ClientSession, simulator: str
) -> list[str]:
    """Say the sentences, print the answers, and return what is wrong with them."""
    problems = []
    for language, text, b_number in SAID:
        answer = await home.post(
            "api/conversation/process", {"text": text, "language": language}
        )
        speech = answer["response"]["speech"]["plain"]["speech"]
        print(f"“{text}”\n    {speech}")
        if b_number is None and not BALANCE_SAID.search(speech):
            problems.append(f"“{text}” does not tell the balance: {speech}")
        stored = (await demo_account(session, simulator))["bnumber"]
        if b_number is not None and stored != b_number:
            problems.append(f"“{text}” stored {stored}, should be {b_number}")
    return problems


async def ring(
    home: HomeAssistant, session: ClientSession, simulator: str
) -> list[str]:
    """Let the simulator ring and text in every way, and return what is wrong."""
    [entry_id] = [entry["entry_id"] for entry in await entries(home)]
    await set_options(home, entry_id, ALL_OPTIONS | RINGS)
    await home.post("api/services/button/press", {"entity_id": BUTTON})
    await home.post("api/conversation/process", {"text": SENTENCE_THAT_RINGS})
    await home.post(f"api/services/{DOMAIN}/call", TARGETS | {"again": True})
    await home.post("api/services/notify/send_message", TEXT)
    await set_options(home, entry_id, ALL_OPTIONS)
    async with session.get(f"{simulator}/simulator/state") as response:
        state = await response.json()
    print(f"It rang: {state['calls']}\nIt texted: {state['texts']}")
    return [
        f"{name} are {state[name]}, should be {wanted}"
        for name, wanted in (("calls", RANG), ("texts", TEXTED))
        if state[name] != wanted
    ]


async def set_options(
    home: HomeAssistant, entry_id: str, options: Mapping[str, Any]
) -> None:
    """Change an account's options, and wait until they are in force."""
    await home.flow(f"{FLOWS}/options/flow", entry_id, dict(options))
    await home.post(f"{FLOWS}/entry/{entry_id}/reload", {})


async def demo_account(session: ClientSession, simulator: str) -> dict[str, Any]:
    """Return the demo account as the simulator knows it."""
    async with session.get(f"{simulator}/simulator/state") as response:
        account: dict[str, Any] = (await response.json())["accounts"]["demo"]
    return account


async def show(home: HomeAssistant, answer: dict[str, Any]) -> None:
    """Print the balance, the numbers to dial, and what the action answered."""
    shown = re.compile(
        r"[^_]+_(balance|number_to_dial|personal_number|callthrough_.*|callback_.*)"
    )
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
    account = await demo_account(session, simulator)
    found = {unique_id: state["state"] for unique_id, state in entities.items()}
    balance = entities.get("1234_balance", {}).get("attributes", {})
    found["currency"] = balance.get("unit_of_measurement")
    found["stored pair"] = f"{account['anumber']} {account['bnumber']}"
    resources = await home.command("lovelace/resources")
    found["card"] = " ".join(resource["url"].split("?")[0] for resource in resources)
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
