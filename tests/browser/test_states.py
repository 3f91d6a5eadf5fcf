"""What the card shows: the account's states, its numbers, in any language and size."""

import re

from playwright.async_api import expect
import pytest

from tests.simulator import Fault, Simulator

from .card import Card
from .conftest import DESKTOP, OpenCard, OpenPage
from .home_assistant_server import DASHBOARD, LONG_NAME, HomeAssistantServer
from .websocket import Command, WebSocket

PHONE = (390, 844)
SMALLEST = (320, 640)


async def test_account(open_card: OpenCard) -> None:
    """Who, how much is left, how fresh that is, and the number to dial with its country."""
    card = await open_card()

    await expect(card.root.locator("h2")).to_have_text("demo")
    await card.shows("€18.40")
    await expect(card.root).to_contain_text(re.compile(r"As of \d+:\d\d"))
    await expect(card.dial).to_have_text("+49 30 34649495")
    await expect(card.dial).to_have_attribute("href", "tel:+493034649495")
    await card.shows("Germany")


async def test_numbers(open_card: OpenCard) -> None:
    """All numbers are in a fold, by country, each a link with its kind."""
    card = await open_card()
    await expect(card.numbers).to_have_count(0)

    await card.fold.click()

    await expect(card.search).to_have_count(0)
    await expect(card.countries).to_have_text(
        ["Belgium", "Brazil", "Germany", "United Kingdom", "United States"]
    )
    belgium = card.numbers.first.locator("a")
    await expect(belgium).to_have_text("+32 2 808 42 23 Dial-in")
    await expect(belgium).to_have_attribute("href", "tel:+3228084223")
    links = card.numbers.locator("a")
    for link in await links.all():
        href = await link.get_attribute("href")
        digits = re.sub(r"[^+\d]", "", await link.locator("bdi").inner_text())
        assert href == f"tel:{digits}"
    kinds = await card.numbers.locator(".quiet").all_inner_texts()
    assert set(kinds) == {
        "Personal dial-in",
        "Dial-in",
        "Freephone dial-in",
        "Callback",
    }


async def test_sixty_countries(open_card: OpenCard) -> None:
    """A large account shows all it has."""
    card = await open_card("world")

    await card.fold.click()

    await expect(card.numbers).to_have_count(241)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("kingdom", ["United Kingdom"]),
        ("TURKIYE", ["Türkiye"]),
        ("za", ["South Africa"]),
        ("+43", ["Austria"]),
        ("0043 1", ["Austria"]),
    ],
)
async def test_search(open_card: OpenCard, text: str, countries: list[str]) -> None:
    """Many numbers are searched by country, by its ISO code, and by digits."""
    card = await open_card("world")
    await card.fold.click()

    await card.search.fill(text)

    await expect(card.countries).to_have_text(countries)


async def test_search_in_vain(open_card: OpenCard) -> None:
    """A search that finds nothing says so, and is over once the fold is closed."""
    card = await open_card("world")
    await card.fold.click()

    await card.search.fill("Atlantis")
    await card.shows("No numbers found.")
    await expect(card.numbers).to_have_count(0)

    await card.fold.click()
    await card.fold.click()
    await expect(card.search).to_have_value("")
    await expect(card.numbers).to_have_count(241)


async def test_more_numbers_follow(open_card: OpenCard) -> None:
    """The last numbers in view fade while more follow; the very last one does not."""
    card = await open_card("world")
    await card.fold.click()
    before, after = await card.root.locator(".many").evaluate(
        """list => {
          const [last] = [...list.querySelectorAll("li")].slice(-1);
          const left = () => last.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
          const before = left();
          list.scrollTo(0, list.scrollHeight);
          return [before, left()];
        }"""
    )
    fade = await card.root.locator(".many").evaluate(
        "list => { const s = getComputedStyle(list, '::after'); return [s.position, s.bottom, parseFloat(s.height)]; }"
    )

    assert before > 0
    assert fade == ["sticky", "0px", round(-after)]


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
    """During an outage, the card says so, and goes on showing what is known, until it is over."""
    card = await open_card()
    simulator.fail(Fault.BAD_GATEWAY)

    await server.poll("demo")

    alert = card.root.get_by_role("alert")
    await expect(alert).to_contain_text("one that can be understood")
    await card.shows("€18.40")
    await expect(card.dial).to_be_visible()
    simulator.clear_faults()
    await card.tap("Grandma")
    await expect(alert).to_have_count(0)


async def test_outage_for_another_reason(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """When an outage goes on for another reason, the card tells that one."""
    card = await open_card()
    simulator.fail(Fault.BAD_GATEWAY)
    await server.poll("demo")
    alert = card.root.get_by_role("alert")
    await expect(alert).to_contain_text("one that can be understood")
    simulator.clear_faults()
    simulator.fail(Fault.LOGIN_REFUSED)

    await server.poll("demo")

    await expect(alert).to_contain_text("refused the user name or the password")
    await expect(alert.get_by_role("link")).to_have_text("Sign in again")


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


async def test_login_refused(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """A refused login says so, with a link to where it can be mended."""
    card = await open_card()
    simulator.fail(Fault.LOGIN_REFUSED)

    await server.reload("demo")

    await expect(card.message("refused the user name or the password")).to_be_visible()
    link = card.root.get_by_role("link", name="Sign in again")
    await expect(link).to_have_attribute("href", await server.account_page("demo"))
    simulator.clear_faults()
    await server.reload("demo")
    await expect(card.dial).to_be_visible()


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


async def test_german(open_card: OpenCard) -> None:
    """Texts, money and countries are in the user's language."""
    card = await open_card(language="de")

    await card.shows("18,40\xa0€")
    await card.shows("Deutschland")


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESKTOP], ids=str)
@pytest.mark.parametrize("view", ["demo", "world"])
async def test_no_sideways_scrolling(
    open_card: OpenCard, view: str, size: tuple[int, int]
) -> None:
    """However narrow the page, and however long the names."""
    card = await open_card(view, size=size)
    await card.fold.click()
    await card.who.press_sequentially(LONG_NAME[:4])

    too_wide = await card.root.evaluate(
        """card => [...(function* inside(node) {
          if (node.shadowRoot) yield* inside(node.shadowRoot);
          for (const child of node.children) { yield child; yield* inside(child); }
        })(card)]
          .filter(node => !node.closest("svg") && !node.matches(".unseen")
            && node.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
          .map(node => node.outerHTML)"""
    )

    assert too_wide == []


async def test_large_targets(open_card: OpenCard) -> None:
    """Everything that can be tapped is at least 44 pixels high and wide."""
    card = await open_card(size=PHONE)
    await card.tap("Grandma")
    await card.fold.click()

    tapped = "a, button, summary, input"
    for target in await card.root.locator(tapped).all():
        if box := await target.bounding_box():
            assert min(box["width"], box["height"]) >= 43.9, await target.inner_html()


async def test_right_to_left(open_card: OpenCard) -> None:
    """In languages that are written from right to left, the card turns around, but no number does."""
    card = await open_card(language="he", size=PHONE)

    head = await card.root.locator("h2").bounding_box()
    balance = await card.root.locator(".balance").bounding_box()

    assert head and balance
    assert head["x"] > balance["x"]
    await expect(card.dial.locator("bdi")).to_have_attribute("dir", "ltr")
    await expect(card.dial).to_have_text("+49 30 34649495")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_accessible(open_card: OpenCard, dark: bool) -> None:
    """Axe finds nothing: at first, with suggestions, with all numbers, after a store, after an error."""
    card = await open_card(dark=dark)
    assert await card.violations() == []

    await card.fold.click()
    await card.root.locator("callcard-call summary").click()
    await card.who.press_sequentially("g")
    await card.page.keyboard.press("ArrowDown")
    assert await card.violations() == []

    await card.page.keyboard.press("Enter")
    await card.page.keyboard.press("Enter")
    await expect(card.dial_button).to_be_visible()
    assert await card.violations() == []

    await card.store("Nobody")
    await expect(card.outcome).to_be_visible()
    assert await card.violations() == []


async def test_accessible_problem(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """Axe finds nothing in a card in doubt, in many numbers, with a low balance, with a problem."""
    card = await open_card("world")
    await card.fold.click()
    await expect(card.search).to_be_visible()
    assert await card.violations() == []
    card = await open_card()
    simulator.accounts["demo"].balance = "-2,00"
    await server.reload("demo")
    await expect(card.root.locator(".low")).to_be_visible()
    assert await card.violations() == []

    simulator.fail(Fault.LOGIN_REFUSED)
    await server.reload("demo")
    await expect(card.root.get_by_role("link", name="Sign in again")).to_be_visible()
    assert await card.violations() == []


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
