"""A Home Assistant with the simulator's accounts, and a dashboard with their cards."""

import asyncio
from contextlib import AsyncExitStack
import json
import shutil
import time

from aiohttp import ClientSession

from scripts import demo
from scripts.develop import PASSWORD, USER, answers
from scripts.home_assistant import HomeAssistant
from scripts.servers import ROOT, Folder, running
from tests.simulator import Simulator

COMPONENT = ROOT / "custom_components" / "callcard"
DASHBOARD = "calling-cards"
OWNER = {"username": USER, "password": PASSWORD}
ACCOUNTS = ("demo", "family", "world", "bare")
OPTIONS = {"family": {"country": "DE"}}
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff of the Department for Very Long Names"
CONTACTS = {
    "demo": demo.CONTACTS,
    "world": [
        {"name": LONG_NAME, "number": "+49 30 20000000"},
        *(
            {"name": f"Friend {number}", "number": f"+49 30 200000{number:02}"}
            for number in range(1, 50)
        ),
    ],
}


class House:
    """Home Assistant's server, and what its user does over its interfaces."""

    home: HomeAssistant

    def __init__(
        self, session: ClientSession, folder: Folder, platform: Simulator
    ) -> None:
        """Make a house, not yet started, with a copy of the integration."""
        self.url = f"http://127.0.0.1:{folder.home_assistant_port}"
        self.platform = platform
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
        self.home = await HomeAssistant.login(self._session, self.url, USER, PASSWORD)
        while (await self.home.get("api/config"))["state"] != "RUNNING":
            await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """Stop the server."""
        await self._server.aclose()

    async def furnish(self) -> None:
        """Add the accounts, and a dashboard with a view for each of them."""
        for username in ACCOUNTS:
            await self.add_account(username)
        cards = {username: await self.card(username) for username in ACCOUNTS}
        views = {username: [card] for username, card in cards.items()}
        views["both"] = [cards["demo"], cards["family"]]
        await self.add_dashboard(DASHBOARD, views)

    async def add_dashboard(
        self, name: str, views: dict[str, list[dict[str, str]]]
    ) -> None:
        """Add a dashboard that shows these cards in views of these names."""
        await self.home.command("lovelace/dashboards/create", url_path=name, title=name)
        config = [
            {
                "path": path,
                "type": "sections",
                "sections": [{"type": "grid", "cards": cards}],
            }
            for path, cards in views.items()
        ]
        await self.home.command(
            "lovelace/config/save", url_path=name, config={"views": config}
        )

    async def add_account(self, username: str) -> None:
        """Add an account with its options and contacts."""
        entry_id = await demo.add(
            self.home,
            username,
            self.platform.accounts[username].password,
            self.platform.url,
            OPTIONS.get(username, demo.OPTIONS),
        )
        for contact in CONTACTS.get(username, []):
            await demo.add_contact(self.home, entry_id, contact)

    async def remove_account(self, username: str) -> None:
        """Remove an account."""
        entry_id = await self.entry_id(username)
        await self.home.delete(f"{demo.FLOWS}/entry/{entry_id}")

    async def card(self, username: str) -> dict[str, str]:
        """Return the configuration of an account's card."""
        number = self.platform.accounts[username].account_number
        device_id = await demo.device_id(self.home, number)
        return {"type": "custom:callcard-card", "device_id": device_id}

    async def entry_id(self, username: str) -> str:
        """Return the config entry of an account."""
        entries = await demo.entries(self.home)
        accounts: dict[str, str] = {
            entry["title"]: entry["entry_id"] for entry in entries
        }
        return accounts[username]

    async def is_loaded(self, username: str) -> bool:
        """Tell whether an account works."""
        return any(
            entry["title"] == username and entry["state"] == "loaded"
            for entry in await demo.entries(self.home)
        )

    async def poll(self, username: str) -> None:
        """Have Home Assistant ask the platform for an account."""
        entities = {"entity_id": f"sensor.{username}_balance"}
        await self.home.post("api/services/homeassistant/update_entity", entities)

    async def reload(self, username: str) -> None:
        """Set an account up anew."""
        entry_id = await self.entry_id(username)
        await self.home.post(f"{demo.FLOWS}/entry/{entry_id}/reload", {})

    async def add_guest(self) -> dict[str, str]:
        """Add a user who may not change settings, and return the login."""
        user = await self.home.command(
            "config/auth/create", name="guest", group_ids=["system-users"]
        )
        login = {"username": "guest", "password": "guest"}
        await self.home.command(
            "config/auth_provider/homeassistant/create",
            user_id=user["user"]["id"],
            **login,
        )
        return login

    async def tokens(self, login: dict[str, str] = OWNER) -> str:
        """Return what logs a page in."""
        client = {"client_id": f"{self.url}/"}
        flow = await self.home.post(
            "auth/login_flow",
            client
            | {"handler": ["homeassistant", None], "redirect_uri": client["client_id"]},
        )
        result = await self.home.post(
            f"auth/login_flow/{flow['flow_id']}", client | login
        )
        grant = client | {"grant_type": "authorization_code", "code": result["result"]}
        async with self._session.post(f"{self.url}/auth/token", data=grant) as response:
            tokens = await response.json()
        tokens |= {
            "hassUrl": self.url,
            "clientId": client["client_id"],
            "expires": (time.time() + tokens["expires_in"]) * 1000,
        }
        return f"localStorage.hassTokens = {json.dumps(tokens)!r}"
