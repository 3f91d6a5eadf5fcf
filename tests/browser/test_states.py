"""What the card shows of its account: all that is known, and why not more."""

import re

from playwright.async_api import expect

from tests.simulator import Fault, Simulator

from .card import Card
from .conftest import OpenCard, OpenPage
from .home_assistant_server import DASHBOARD, HomeAssistantServer
from .websocket import Command, WebSocket


async def test_account(open_card: OpenCard) -> None:
    """Who, how much is left, how fresh that is, and the number to dial with its country."""
    card = await open_card()

    await expect(card.root.locator("h2")).to_have_text("demo")
    await card.shows("€18.40")
    await expect(card.root).to_contain_text(re.compile(r"As of \d+:\d\d"))
    await expect(card.dial).to_have_text("+49 30 34649495")
    await expect(card.dial).to_have_attribute("href", "tel:+493034649495")
    await card.shows("Germany")


async def test_fifty_contacts(open_card: OpenCard) -> None:
    """The first few are chips; the rest is a tap or a few letters away."""
    card = await open_card("world")
    await expect(card.chips).to_have_count(9)

    await card.chips.filter(has_text="42 more").click()
    await expect(card.chips).to_have_count(50)
    await card.who.press_sequentially("friend 4")
    await expect(card.options).to_have_count(11)


async def test_no_numbers_no_contacts(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """An account that has nothing says so, links to adding a contact, and stores all the same."""
    card = await open_card("bare")

    await card.shows("This account has no numbers to dial.")
    await card.shows("Balance unknown")
    await card.shows("No contacts yet.")
    link = card.root.get_by_role("link", name="Add a contact")
    await expect(link).to_have_attribute("href", await server.account_page("bare"))
    await expect(card.fold).to_have_count(0)
    await card.store("+61 2 9374 4000")

    await expect(card.outcome).to_contain_text("can reach \u2066+61 2 9374 4000\u2069")
    await expect(card.dial_button).to_have_count(0)
    assert simulator.stores[-1] == ("bare", "493012345678", "61293744000")


def is_subscription(command: Command) -> bool:
    """Tell whether a command is the card's, to be told of its account."""
    return bool(command["type"] == "callcard/subscribe")


async def test_loading(server: HomeAssistantServer, open_page: OpenPage) -> None:
    """Until Home Assistant has told of the account, the card is busy."""
    page = await open_page(
        f"{server.url}/{DASHBOARD}/demo", websocket=WebSocket(is_subscription)
    )

    busy = page.locator("callcard-card ha-card")
    await expect(busy).to_have_attribute("aria-busy", "true")
    await page.wait_for_timeout(1000)
    await expect(busy).to_have_attribute("aria-busy", "true")


async def test_not_allowed(open_card: OpenCard) -> None:
    """Who may not see the account is told so."""
    card = await open_card(websocket=WebSocket(is_subscription, "unauthorized"))

    await card.shows("or you may not see it")


async def test_texts_not_loaded(open_card: OpenCard) -> None:
    """Without its texts the card says so, dials nobody, and loads them as soon as it can."""
    are_refused = True

    def is_refused(command: Command) -> bool:
        return are_refused and command["type"] == "frontend/get_translations"

    card = await open_card(websocket=WebSocket(is_refused, "unknown_error"))

    await expect(card.root.locator("h2")).to_have_text("demo")
    await card.shows("The texts of this card could not be loaded.")
    await expect(card.root.get_by_role("link")).to_have_count(0)
    are_refused = False
    await card.shows("Dial to reach Grandma")


async def test_low_balance(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """A low balance has a warning beside it."""
    card = await open_card()
    await expect(card.root.locator(".low")).to_have_count(0)
    simulator.accounts["demo"].balance = "2,00"

    await server.reload("demo")

    await expect(card.root.locator(".low")).to_have_text("Low")
    await card.shows("€2.00")


async def test_outage(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """During an outage, the card tells its last reason, and goes on showing what is known, until it is over."""
    card = await open_card()
    simulator.fail(Fault.BAD_GATEWAY)

    await server.poll("demo")

    alert = card.root.get_by_role("alert")
    await expect(alert).to_contain_text("one that can be understood")
    await card.shows("€18.40")
    await expect(card.dial).to_be_visible()

    simulator.clear_faults()
    simulator.fail(Fault.API_ERROR)
    await server.poll("demo")
    await expect(alert).to_contain_text("The platform refused the request")

    simulator.clear_faults()
    await card.tap("Grandma")
    await expect(alert).to_have_count(0)


async def test_unavailable(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """An account that could not be set up says why, and shows nothing that is not known."""
    card = await open_card()
    simulator.fail(Fault.BAD_GATEWAY)

    await server.reload("demo")

    await expect(card.message("one that can be understood")).to_be_visible()
    await expect(card.dial).to_have_count(0)
    await expect(card.root.locator("form")).to_have_count(0)
    simulator.clear_faults()
    await server.reload("demo")
    await expect(card.dial).to_be_visible()
    await expect(card.root.locator(".message")).to_have_count(0)


async def test_guest(
    open_page: OpenPage, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """Who may not change settings is told the same, with no link that leads there."""
    guest = await server.login_script(await server.add_guest())
    page = await open_page(f"{server.url}/{DASHBOARD}/bare", login=guest)
    card = await Card(page).ready()
    await card.shows("No contacts yet.")
    await expect(card.root.get_by_role("link")).to_have_count(0)

    page = await open_page(f"{server.url}/{DASHBOARD}/demo", login=guest)
    card = await Card(page).ready()
    simulator.fail(Fault.LOGIN_REFUSED)

    await server.reload("demo")

    await expect(card.message("refused the user name or the password")).to_be_visible()
    await expect(card.root.get_by_role("link")).to_have_count(0)


async def test_onlooker(
    open_page: OpenPage, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """Who may see, but not control, sees no live buttons, and why."""
    guest = await server.login_script(
        await server.add_guest("onlooker", "system-read-only")
    )
    page = await open_page(f"{server.url}/{DASHBOARD}/demo", login=guest)
    card = await Card(page).ready()

    await card.shows("You may see this account, but not call with it.")
    await card.shows("Dial to reach Grandma")
    await expect(card.chips).to_have_count(0)
    await expect(card.root.locator("form")).to_have_count(0)


async def test_disabled(open_card: OpenCard, server: HomeAssistantServer) -> None:
    """An account that is switched off says so."""
    card = await open_card("family")
    entry_id = await server.entry_id("family")

    async def disable(by: str | None) -> None:
        await server.client.command(
            "config_entries/disable", entry_id=entry_id, disabled_by=by
        )

    await disable("user")
    await expect(card.message("This account is not ready.")).to_be_visible()
    await disable(None)
    await expect(card.button).to_be_visible()


async def test_two_accounts(open_card: OpenCard, simulator: Simulator) -> None:
    """Each card shows and stores with its own account."""
    demo = await open_card("both")
    family = await Card(demo.page, 1).ready()

    await expect(demo.root.locator("h2")).to_have_text("demo")
    await expect(family.root.locator("h2")).to_have_text("family")
    await family.shows("$1,234.56")
    await family.caller.fill("+1 302 597 9999")
    await family.store("+61 2 9374 4000")

    await expect(family.dial_button).to_be_visible()
    await expect(demo.dial_button).to_have_count(0)
    assert simulator.stores[-1] == ("family", "13025979999", "61293744000")
