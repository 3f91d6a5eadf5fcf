"""Preparing a call with the card: by typing, by contact, by keyboard alone."""

from playwright.async_api import expect

from tests.simulator import Fault, Simulator

from .conftest import OpenCard
from .home_assistant_server import HomeAssistantServer


async def test_number(open_card: OpenCard, simulator: Simulator) -> None:
    """A typed number is stored, and the button then dials."""
    card = await open_card()

    await card.store("+32 2 555 12 34")

    await expect(card.dial_button).to_have_text("Dial \u2066+49 30 34649495\u2069")
    await expect(card.dial_button).to_have_attribute("href", "tel:+493034649495")
    await expect(card.outcome).to_contain_text("\u2066+32 2 555 12 34\u2069")
    assert simulator.stores[-1] == ("demo", "493012345678", "3225551234")
    await card.shows("Dial to reach \u2066+32 2 555 12 34\u2069")


async def test_contacts_named_like_numbers(
    open_card: OpenCard, simulator: Simulator
) -> None:
    """A tap calls the contact, not the number that its name could be."""
    card = await open_card("family")
    await card.caller.fill("030 7654321")

    await card.tap("0800 1234567")
    await card.shows("can reach 0800 1234567 now")
    assert simulator.stores[-1] == ("family", "49307654321", "61293744000")

    await card.tap("24/7")
    await card.shows("can reach 24/7 now")
    assert simulator.stores[-1] == ("family", "49307654321", "3225551234")


async def test_suggestion(open_card: OpenCard, simulator: Simulator) -> None:
    """A contact is suggested by name and by number, and a click on it fills the field."""
    card = await open_card()

    await card.who.press_sequentially("9374")
    await expect(card.options).to_have_text(["Grandma\n+61 2 9374 4000"])
    await card.who.fill("om")
    await expect(card.options).to_have_text(["Oma\n+49 40 7654321"])
    await card.options.click()

    await expect(card.options).to_have_count(0)
    await expect(card.who).to_have_value("Oma")
    await expect(card.who).to_be_focused()
    await card.button.click()
    await expect(card.dial_button).to_be_focused()
    assert simulator.stores[-1] == ("demo", "493012345678", "49407654321")


async def test_keyboard(open_card: OpenCard, simulator: Simulator) -> None:
    """Everything can be done without a mouse."""
    card = await open_card()
    keyboard = card.page.keyboard

    await card.chips.last.focus()
    await keyboard.press("Tab")
    await expect(card.who).to_be_focused()
    await keyboard.press("ArrowDown")
    await expect(card.options).to_have_count(3)
    await keyboard.press("ArrowUp")
    await keyboard.press("ArrowUp")
    await expect(card.options.last).to_have_attribute("aria-selected", "true")
    await expect(card.who).to_have_attribute("aria-activedescendant", "option-2")
    await keyboard.press("Enter")
    await expect(card.who).to_have_value("Ann")
    await keyboard.press("Enter")

    await expect(card.dial_button).to_be_focused()
    assert simulator.stores[-1] == ("demo", "493012345678", "4917612345678")


async def test_escape(open_card: OpenCard) -> None:
    """Escape closes the suggestions, and keeps what was typed."""
    card = await open_card()

    await card.who.press_sequentially("o")
    await expect(card.options).to_have_count(1)
    await card.page.keyboard.press("Escape")

    await expect(card.options).to_have_count(0)
    await expect(card.who).to_have_attribute("aria-expanded", "false")
    await expect(card.who).to_have_value("o")


async def test_nothing_typed(open_card: OpenCard, simulator: Simulator) -> None:
    """Without anybody to call, the field is where the user goes on."""
    card = await open_card()
    stores = len(simulator.stores)

    await card.button.click()

    await expect(card.who).to_be_focused()
    await expect(card.button).to_have_text("Prepare call")
    assert len(simulator.stores) == stores


async def test_other_phone(open_card: OpenCard, simulator: Simulator) -> None:
    """The own phone is folded away; another one may call."""
    card = await open_card()

    await expect(card.caller).to_be_hidden()
    await card.phone.click()
    await expect(card.caller).to_have_value("+49 30 12345678")
    await card.caller.fill("+49 30 7654321")
    await card.store("Grandma")

    await expect(card.dial_button).to_be_visible()
    assert simulator.stores[-1] == ("demo", "49307654321", "61293744000")
    await expect(card.phone).to_contain_text("Calling from \u2066+49\xa030\xa07654321")
    await card.caller.clear()
    await expect(card.phone).to_contain_text("Calling from \u2066+49\xa030\xa012345678")
    await card.tap("Grandma")
    await expect(card.dial_button).to_be_visible()
    assert simulator.stores[-1] == ("demo", "493012345678", "61293744000")


async def test_no_own_phone(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """Without an own phone in the options, the card asks for it, and links to the options."""
    card = await open_card("family")

    await card.caller.clear()
    await card.store("030 1234567")
    await expect(card.outcome).to_contain_text(
        "Enter its number above, or, for all calls, enter “Your phone number” in the options of family."
    )
    link = card.outcome.get_by_role("link", name="Open the account")
    await expect(link).to_have_attribute("href", await server.account_page("family"))
    await card.caller.fill("030 7654321")
    await card.button.click()

    await expect(card.dial_button).to_be_visible()
    await card.shows("From \u2066+49 30 7654321\u2069, dial to reach")
    assert simulator.stores[-1] == ("family", "49307654321", "49301234567")


async def test_changed_mind(open_card: OpenCard) -> None:
    """Whoever types on after a store gets the button back."""
    card = await open_card()
    await card.tap("Grandma")
    await expect(card.dial_button).to_be_visible()

    await card.who.press_sequentially("x")

    await expect(card.button).to_have_text("Prepare call")
    await expect(card.outcome).to_have_count(0)


async def test_refused(open_card: OpenCard, simulator: Simulator) -> None:
    """A refusal is told in the platform's words, without markup, and the pair stays as it was."""
    card = await open_card()
    simulator.fail(Fault.API_ERROR, method="POST")

    await card.tap("Oma")

    await expect(card.outcome).to_have_class("message error")
    await expect(card.outcome).to_have_text(
        "The numbers were not stored: the platform refused the request: "
        "Number not allowed (code 1234)."
    )
    await expect(card.button).to_have_text("Prepare call")
    await card.shows("Dial to reach Grandma")


async def test_bad_number(open_card: OpenCard, simulator: Simulator) -> None:
    """A number that cannot be called is told before anything is sent."""
    card = await open_card()
    requests = len(simulator.requests)

    await card.store("+49 1")

    await expect(card.outcome).to_contain_text("“+49 1” is too short")
    assert len(simulator.requests) == requests


async def test_login_refused(
    open_card: OpenCard, server: HomeAssistantServer, simulator: Simulator
) -> None:
    """A refused login has a link to where it can be mended."""
    card = await open_card()
    simulator.fail(Fault.LOGIN_CODE_401, method="POST")

    await card.tap("Oma")

    await expect(card.outcome).to_have_class("message error")
    await card.outcome.get_by_role("link", name="Sign in again").click()
    await card.page.wait_for_url(f"**{await server.account_page('demo')}")
