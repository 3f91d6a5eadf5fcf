"""A client of a running Home Assistant: what a user does in the browser, over the same interfaces."""

from typing import Any, Self

from aiohttp import ClientSession

from scripts.servers import Failure

CLIENT_ID = "http://127.0.0.1/"


class HomeAssistant:
    """A logged-in user's view of Home Assistant."""

    def __init__(self, session: ClientSession, url: str) -> None:
        """Use Home Assistant at this address."""
        self._session = session
        self._url = url
        self._token = ""

    @classmethod
    async def login(
        cls, session: ClientSession, url: str, user: str, password: str
    ) -> Self:
        """Log in; on a new server, create the user first."""
        home = cls(session, url)
        client = {"client_id": CLIENT_ID}
        login = {"username": user, "password": password}
        # A server with a user says so, or, from its second start on, does not know the question.
        async with session.get(f"{url}/api/onboarding") as response:
            steps = await response.json() if response.ok else []
        if {"step": "user", "done": False} in steps:
            await home.post(
                "api/onboarding/users",
                client | login | {"name": user, "language": "en"},
            )
        flow = await home.post(
            "auth/login_flow",
            client | {"handler": ["homeassistant", None], "redirect_uri": CLIENT_ID},
        )
        code = (await home.post(f"auth/login_flow/{flow['flow_id']}", client | login))[
            "result"
        ]
        grant = client | {"grant_type": "authorization_code", "code": code}
        async with session.post(f"{url}/auth/token", data=grant) as response:
            home._token = (await response.json())["access_token"]
        return home

    async def get(self, path: str) -> Any:
        """Return what Home Assistant answers to a GET."""
        return await self._request("GET", path, None)

    async def post(self, path: str, data: dict[str, Any]) -> Any:
        """Return what Home Assistant answers to a POST."""
        return await self._request("POST", path, data)

    async def delete(self, path: str) -> Any:
        """Return what Home Assistant answers to a DELETE."""
        return await self._request("DELETE", path, None)

    async def _request(
        self, method: str, path: str, data: dict[str, Any] | None
    ) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        async with self._session.request(
            method, f"{self._url}/{path}", json=data, headers=headers
        ) as response:
            if not response.ok:
                raise Failure(
                    f"{method} {path}: {response.status} {await response.text()}"
                )
            return await response.json()

    async def flow(
        self, path: str, handler: str | list[str], *steps: dict[str, Any]
    ) -> dict[str, Any]:
        """Go through a flow with what is entered in each step, and return its result."""
        result: dict[str, Any] = await self.post(path, {"handler": handler})
        for step in steps:
            result = await self.post(f"{path}/{result['flow_id']}", step)
        if result["type"] != "create_entry":
            raise Failure(f"{path}: {result.get('reason') or result.get('errors')}")
        return result

    async def command(self, command: str, **data: Any) -> Any:
        """Return what Home Assistant answers to a websocket command."""
        async with self._session.ws_connect(f"{self._url}/api/websocket") as websocket:
            await websocket.receive_json()
            await websocket.send_json({"type": "auth", "access_token": self._token})
            await websocket.receive_json()
            await websocket.send_json({"id": 1, "type": command, **data})
            answer = await websocket.receive_json()
        if not answer["success"]:
            raise Failure(f"{command}: {answer['error']['message']}")
        return answer["result"]

    async def entities(self, platform: str) -> dict[str, dict[str, Any]]:
        """Return the states of an integration's entities by their unique ids."""
        registry = await self.command("config/entity_registry/list")
        states = {state["entity_id"]: state for state in await self.get("api/states")}
        return {
            entry["unique_id"]: states[entry["entity_id"]]
            for entry in registry
            if entry["platform"] == platform and entry["entity_id"] in states
        }
