"""The connection between a page and Home Assistant, for tests of what it can do to the card."""

from collections.abc import Callable
import json
import re
from typing import Any

from playwright.async_api import Page, WebSocketRoute

type Command = dict[str, Any]


class WebSocket:
    """Passes everything on, but what a test wants to be lost or refused."""

    def __init__(
        self,
        is_withheld: Callable[[Command], bool] = lambda command: False,
        error: str | None = None,
    ) -> None:
        """Withhold some commands; they fail with the error, or are never answered."""
        self._is_withheld = is_withheld
        self._error = error
        self._is_broken = False
        self._connections: list[WebSocketRoute] = []

    async def route(self, page: Page) -> None:
        """Stand between a page, not yet opened, and Home Assistant."""
        await page.route_web_socket(re.compile("/api/websocket"), self._connect)

    async def close(self) -> None:
        """Break the connection, which the page cannot make again for now."""
        self._is_broken = True
        while self._connections:
            await self._connections.pop().close()

    def reopen(self) -> None:
        """Let the page connect again."""
        self._is_broken = False

    async def _connect(self, page: WebSocketRoute) -> None:
        if self._is_broken:
            await page.close()
            return
        server = page.connect_to_server()
        self._connections += (server, page)

        def receive(message: str | bytes) -> None:
            command = json.loads(message)
            if not self._is_withheld(command):
                server.send(message)
            elif self._error:
                error = {"code": self._error, "message": "Not for this page."}
                result = {"type": "result", "success": False, "error": error}
                page.send(json.dumps({"id": command["id"], **result}))

        page.on_message(receive)
