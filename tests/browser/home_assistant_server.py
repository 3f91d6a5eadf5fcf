"""A real Home Assistant with the simulator's accounts, and a dashboard with their cards."""

import asyncio
from contextlib import AsyncExitStack
import json
import shutil
import time
from typing import Any

from aiohttp import ClientSession

from scripts import demo
from scripts.develop import PASSWORD, USER, answers
from scripts.home_assistant import HomeAssistant
from scripts.servers import ROOT, Folder, running
from tests.simulator import Simulator

COMPONENT = ROOT / "custom_components" / "callcard"
DASHBOARD = "calling-cards"
INTEGRATION_PAGE = "/config/integrations/integration/callcard"
SECONDS_OF_LOGIN = 86_400
ACCOUNTS = ("demo", "family", "world", "bare")
OPTIONS = {"family": {"country": "DE"}}
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff of the Long Names Department"
CONTACTS = {
    "demo": demo.CONTACTS,
    "family": [
        {"name": "0800 1234567", "number": "+61 2 9374 4000"},
        {"name": "24/7", "number": "+32 2 555 12 34"},
    ],
    "world": [
        {"name": LONG_NAME, "number": "+49 30 20000000"},
        *(
            {"name": f"Friend {number}", "number": f"+49 30 200000{number:02}"}
            for number in range(1, 50)
        ),
    ],
}


class HomeAssistantServer:
    """Home Assistant's server, and what its user does over its interfaces."""

    client: HomeAssistant

    def __init__(
        self, session: ClientSession, folder: Folder, simulator: Simulator
    ) -> None:
        """Prepare a server, not yet started, with a copy of the integration."""
        self.url = f"http://127.0.0.1:{folder.home_assistant_port}"
        self.simulator = simulator
        self.component = folder.config / "custom_components" / "callcard"
        self.component.parent.unlink()
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(COMPONENT, self.component, ignore=ignore)
        self._session = session
        self._folder = folder
        self._server = AsyncExitStack()

    async def start(self) -> None:
        """Start the server, and log in."""
        config = self._folder.config
        process = await self._server.enter_async_context(
            running(
                self._folder.home_assistant_log,
                *("-m", "homeassistant", "--config", str(config), "--log-no-color"),
                cwd=config,  # Else, Python finds the integration of the checkout
            )
        )
        await answers(self._session, self.url, process)
        self.client = await HomeAssistant.login(self._session, self.url, USER, PASSWORD)
        while (await self.client.get("api/config"))["state"] != "RUNNING":
            await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """Stop the server."""
        await self._server.aclose()

    async def add_accounts(self) -> None:
        """Add the accounts, and a dashboard with a view for each of them."""
        for username in ACCOUNTS:
            await self.add_account(username)
        cards = {username: await self.card(username) for username in ACCOUNTS}
        views: dict[str, list[dict[str, Any]]] = {
            username: [card] for username, card in cards.items()
        }
        views["both"] = [cards["demo"], cards["family"]]
        views["compact"] = [cards["demo"] | {"compact": True}]
        views["three"] = [{"type": "horizontal-stack", "cards": [cards["demo"]] * 3}]
        await self.add_dashboard(DASHBOARD, views)

    async def add_dashboard(
        self, name: str, views: dict[str, list[dict[str, Any]]]
    ) -> None:
        """Add a dashboard that shows these cards in views of these names."""
        await self.client.command(
            "lovelace/dashboards/create", url_path=name, title=name
        )
        config = [
            {
                "path": path,
                "type": "sections",
                "sections": [{"type": "grid", "cards": cards}],
            }
            for path, cards in views.items()
        ]
        await self.client.command(
            "lovelace/config/save", url_path=name, config={"views": config}
        )

    async def add_account(self, username: str) -> None:
        """Add an account with its options and contacts."""
        entry_id = await demo.add(
            self.client,
            username,
            self.simulator.accounts[username].password,
            self.simulator.url,
            OPTIONS.get(username, demo.OPTIONS),
        )
        for contact in CONTACTS.get(username, []):
            await demo.add_contact(self.client, entry_id, contact)

    async def remove_account(self, username: str) -> None:
        """Remove an account."""
        entry_id = await self.entry_id(username)
        await self.client.delete(f"{demo.FLOWS}/entry/{entry_id}")

    async def card(self, username: str) -> dict[str, str]:
        """Return the configuration of an account's card."""
        number = self.simulator.accounts[username].account_number
        device_id = await demo.device_id(self.client, number)
        return {"type": "custom:callcard-card", "device_id": device_id}

    async def entry_id(self, username: str) -> str:
        """Return the config entry of an account."""
        return str((await self._entry(username))["entry_id"])

    async def account_page(self, username: str) -> str:
        """Return the path of the page with an account's options and contacts."""
        return f"{INTEGRATION_PAGE}#config_entry={await self.entry_id(username)}"

    async def is_loaded(self, username: str) -> bool:
        """Tell whether an account works."""
        return bool((await self._entry(username))["state"] == "loaded")

    async def _entry(self, username: str) -> dict[str, Any]:
        entries = await demo.entries(self.client)
        return next(entry for entry in entries if entry["title"] == username)

    async def store(self, username: str, **pair: str) -> None:
        """Store a pair, as an automation does it."""
        await self.client.post(
            f"api/services/{demo.DOMAIN}/store_targets",
            {"config_entry_id": await self.entry_id(username), **pair},
        )

    async def poll(self, username: str) -> None:
        """Have Home Assistant poll an account."""
        entities = {"entity_id": f"sensor.{username}_balance"}
        await self.client.post("api/services/homeassistant/update_entity", entities)

    async def reload(self, username: str) -> None:
        """Set an account up anew."""
        entry_id = await self.entry_id(username)
        await self.client.post(f"{demo.FLOWS}/entry/{entry_id}/reload", {})

    async def add_guest(
        self, name: str = "guest", group: str = "system-users"
    ) -> HomeAssistant:
        """Add a user who may not change settings, and log in."""
        user = await self.client.command(
            "config/auth/create", name=name, group_ids=[group]
        )
        await self.client.command(
            "config/auth_provider/homeassistant/create",
            user_id=user["user"]["id"],
            username=name,
            password=name,
        )
        return await HomeAssistant.login(self._session, self.url, name, name)

    async def login_script(self, client: HomeAssistant) -> str:
        """Return the JavaScript that logs a page in as the client's user."""
        token = await client.command(
            "auth/long_lived_access_token", client_name="page", lifespan=1
        )
        tokens = {
            "hassUrl": self.url,
            "clientId": f"{self.url}/",
            "access_token": token,
            "expires": (time.time() + SECONDS_OF_LOGIN) * 1000,
        }
        return f"localStorage.hassTokens = {json.dumps(tokens)!r}"
