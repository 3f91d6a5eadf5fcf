"""A card on a page, as its user finds it."""

from typing import Any, Self

from playwright.async_api import Locator, Page, expect

from scripts.servers import ROOT

AXE = ROOT / "card" / "node_modules" / "axe-core" / "axe.min.js"


class Card:
    """A card, and what can be seen and done there."""

    def __init__(self, page: Page, position: int = 0) -> None:
        """Use one of the page's cards."""
        self.page = page
        self.root = page.locator("callcard-card").nth(position)
        self.dial_panel = self.root.locator("callcard-dial")
        self.dial = self.dial_panel.locator("a")
        self.who = self.root.locator("callcard-call").get_by_role("combobox")
        self.options = self.root.locator("callcard-call").get_by_role("option")
        self.caller = self.root.locator("#caller")
        self.chips = self.root.locator(".chips button")
        self.button = self.root.locator("callcard-call button.main")
        self.dial_button = self.root.locator("a.main")
        self.outcome = self.root.locator("callcard-call form .message")
        self.phone = self.root.locator("details:has(> div > #caller) > summary")
        self.sms = self.root.locator("callcard-sms details")
        self.fold = self.root.locator("callcard-numbers summary")
        self.search = self.root.get_by_role("searchbox")
        self.countries = self.root.locator("callcard-numbers h3")
        self.numbers = self.root.locator("callcard-numbers li")

    async def ready(self) -> Self:
        """Wait until the card shows something."""
        await self.root.locator("ha-card:not(.loading)").wait_for()
        return self

    async def store(self, who: str) -> None:
        """Type whom to call, and prepare the call."""
        await self.who.fill(who)
        await self.button.click()

    async def tap(self, contact: str) -> None:
        """Tap a contact."""
        await self.chips.get_by_text(contact, exact=True).click()

    def message(self, text: str) -> Locator:
        """Return the message with this text."""
        return self.root.locator(".message", has_text=text)

    async def shows(self, text: str) -> None:
        """Expect the card to show a text."""
        await expect(self.root).to_contain_text(text)

    async def violations(self) -> list[str]:
        """Return what axe finds that hinders people."""
        await self.page.add_script_tag(path=AXE)
        found: dict[str, list[dict[str, Any]]] = await self.root.evaluate(
            "card => axe.run(card)"
        )
        return [
            f"{violation['id']}: {node['html']} {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
