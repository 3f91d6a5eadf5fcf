"""Storing a pair with the card: by typing, by contact, by keyboard alone."""

import asyncio

from playwright.async_api import expect

from tests.simulator import Fault, Simulator

from .conftest import OpenCard
from .house import House


async def test_number(open_card: OpenCard, platform: Simulator) -> None:
    """A typed number is stored, and the button then dials."""
    card = await open_card()

    await card.who.fill("+32 2 555 12 34")
    await card.button.click()

    await expect(card.dial_button).to_have_text("Dial \u2066+49 30 34649495\u2069")
    await expect(card.dial_button).to_have_attribute("href", "tel:+493034649495")
    await expect(card.outcome).to_contain_text("\u2066+32 2 555 12 34\u2069")
    assert platform.stores[-1] == ("demo", "493012345678", "3225551234")
    await card.shows("Dial to reach \u2066+32 2 555 12 34\u2069")


async def test_chip(open_card: OpenCard, platform: Simulator) -> None:
    """One tap on a contact stores it."""
    card = await open_card()

    await card.chips.filter(has_text="Oma").click()

    await expect(card.dial_button).to_be_visible()
    await expect(card.who).to_have_value("Oma")
    await card.shows("can reach Oma now")
    assert platform.stores[-1] == ("demo", "493012345678", "49407654321")


async def test_suggestion(open_card: OpenCard, platform: Simulator) -> None:
    """A contact is suggested by its name, and a click on it fills the field."""
    card = await open_card()

    await card.who.press_sequentially("gr")
    await expect(card.options).to_have_text(["Grandma\n+61 2 9374 4000"])
    await card.options.click()

    await expect(card.options).to_have_count(0)
    await expect(card.who).to_have_value("Grandma")
    await expect(card.who).to_be_focused()
    await card.button.click()
    await expect(card.dial_button).to_be_focused()
    assert platform.stores[-1] == ("demo", "493012345678", "61293744000")


async def test_suggestion_by_number(open_card: OpenCard) -> None:
    """A contact is suggested by a part of the number, too."""
    card = await open_card()

    await card.who.press_sequentially("9374")

    await expect(card.options).to_have_text(["Grandma\n+61 2 9374 4000"])


async def test_keyboard(open_card: OpenCard, platform: Simulator) -> None:
    """Everything can be done without a mouse."""
    card = await open_card()
    keyboard = card.page.keyboard

    await card.chips.last.focus()
    await keyboard.press("Tab")
    await expect(card.who).to_be_focused()
    await keyboard.press("ArrowDown")
    await expect(card.options).to_have_count(2)
    await keyboard.press("ArrowUp")
    await keyboard.press("ArrowUp")
    await expect(card.options.last).to_have_attribute("aria-selected", "true")
    await expect(card.who).to_have_attribute("aria-activedescendant", "option-1")
    await keyboard.press("Enter")
    await expect(card.who).to_have_value("Oma")
    await keyboard.press("Enter")

    await expect(card.dial_button).to_be_focused()
    assert platform.stores[-1] == ("demo", "493012345678", "49407654321")


async def test_escape(open_card: OpenCard) -> None:
    """Escape closes the suggestions, and keeps what was typed."""
    card = await open_card()

    await card.who.press_sequentially("o")
    await expect(card.options).to_have_count(1)
    await card.page.keyboard.press("Escape")

    await expect(card.options).to_have_count(0)
    await expect(card.who).to_have_attribute("aria-expanded", "false")
    await expect(card.who).to_have_value("o")


async def test_other_phone(open_card: OpenCard, platform: Simulator) -> None:
    """The own phone is folded away; another one may call."""
    card = await open_card()

    await expect(card.caller).to_be_hidden()
    await card.root.locator("callcard-call summary").click()
    await expect(card.caller).to_have_value("+49 30 12345678")
    await card.caller.fill("+49 30 7654321")
    await card.who.fill("Grandma")
    await card.button.click()

    await expect(card.dial_button).to_be_visible()
    assert platform.stores[-1] == ("demo", "49307654321", "61293744000")


async def test_no_own_phone(open_card: OpenCard, platform: Simulator) -> None:
    """Without an own phone in the options, the card asks for it."""
    card = await open_card("family")

    await card.caller.clear()
    await card.who.fill("030 1234567")
    await card.button.click()
    await expect(card.outcome).to_contain_text("It is not known which phone calls.")
    await card.caller.fill("030 7654321")
    await card.button.click()

    await expect(card.dial_button).to_be_visible()
    assert platform.stores[-1] == ("family", "49307654321", "49301234567")


async def test_changed_mind(open_card: OpenCard) -> None:
    """Whoever types on after a store gets the button back."""
    card = await open_card()
    await card.chips.first.click()
    await expect(card.dial_button).to_be_visible()

    await card.who.press_sequentially("x")

    await expect(card.button).to_have_text("Prepare call")
    await expect(card.outcome).to_have_count(0)


async def test_overtaken(open_card: OpenCard) -> None:
    """When somebody else stores another pair, the button no longer dials: it would reach another person."""
    card, other = await asyncio.gather(open_card(), open_card())
    await card.chips.first.click()
    await expect(card.dial_button).to_be_visible()

    await other.chips.last.click()

    await card.shows("Dial to reach Oma")
    await expect(card.button).to_have_text("Prepare call")


async def test_overtaken_by_another_phone(open_card: OpenCard, house: House) -> None:
    """So it is when another phone is stored as the one that calls."""
    card = await open_card()
    await card.chips.first.click()
    await expect(card.dial_button).to_be_visible()

    pair = {"a_number": "+49 30 7654321", "contact": "Grandma"}
    action = "api/services/callcard/store_targets?return_response"
    account = {"config_entry_id": await house.entry_id("demo")}
    await house.home.post(action, pair | account)

    await expect(card.button).to_have_text("Prepare call")


async def test_under_way(open_card: OpenCard, platform: Simulator) -> None:
    """While a store is under way, the card says so, and takes no other."""
    card = await open_card()
    platform.delay = 1
    before = len(platform.stores)

    await card.chips.first.click()

    await expect(card.button).to_have_text("Preparing…")
    await expect(card.button).to_be_disabled()
    await card.chips.last.click()
    await expect(card.dial_button).to_be_visible()
    await expect(card.who).to_have_value("Grandma")
    assert [store[2] for store in platform.stores[before:]] == ["61293744000"]


async def test_refused(open_card: OpenCard, platform: Simulator) -> None:
    """A refusal is told in the platform's words, without markup."""
    card = await open_card()
    platform.fail(Fault.API_ERROR, method="POST")

    await card.chips.first.click()

    await expect(card.outcome).to_have_class("message error")
    await expect(card.outcome).to_have_text(
        "The numbers were not stored: the platform refused the request: "
        "Number not allowed (code 1234)."
    )
    await expect(card.button).to_have_text("Prepare call")


async def test_unknown_outcome(open_card: OpenCard, platform: Simulator) -> None:
    """An outcome that is unknown is neither a success nor a failure."""
    card = await open_card()
    platform.fail(Fault.RESET_AFTER, method="POST")

    await card.chips.first.click()

    await expect(card.outcome).to_have_class("message unknown")
    await expect(card.outcome).to_contain_text("It is unknown whether")


async def test_connection_lost(open_card: OpenCard, platform: Simulator) -> None:
    """If Home Assistant itself is lost meanwhile, the outcome is unknown, too."""
    card = await open_card()
    platform.delay = 2
    await card.chips.first.click()
    await expect(card.button).to_be_disabled()

    await card.page.context.set_offline(True)
    await card.page.evaluate(
        "document.querySelector('home-assistant').hass.connection.socket.close()"
    )

    await expect(card.outcome).to_have_class("message unknown")
    await expect(card.outcome).to_contain_text("the connection to Home Assistant broke")


async def test_bad_number(open_card: OpenCard, platform: Simulator) -> None:
    """A number that cannot be called is told before anything is sent."""
    card = await open_card()
    requests = len(platform.requests)

    await card.who.fill("+49 1")
    await card.button.click()

    await expect(card.outcome).to_contain_text("“+49 1” is too short")
    assert len(platform.requests) == requests


async def test_unknown_contact(open_card: OpenCard) -> None:
    """A name that is no contact's is told with what to do."""
    card = await open_card()

    await card.who.fill("Nobody")
    await card.button.click()

    await expect(card.outcome).to_contain_text("has no contact “Nobody”")


async def test_login_refused(open_card: OpenCard, platform: Simulator) -> None:
    """A refused login has a link to where it can be mended."""
    card = await open_card("family")
    platform.fail(Fault.LOGIN_REFUSED, method="POST")

    await card.caller.fill("030 7654321")
    await card.who.fill("030 1234567")
    await card.button.click()

    await expect(card.outcome).to_have_class("message error")
    await card.outcome.get_by_role("link", name="Sign in again").click()
    await card.page.wait_for_url("**/config/integrations/integration/callcard")
