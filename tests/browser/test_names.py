"""Whom a text means: resolved on the card, so that it is clear before anything is sent."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect
import pytest

from scripts import demo
from tests.simulator import Simulator

from .conftest import OpenCard, function_fixture
from .home_assistant_server import HomeAssistantServer

PEOPLE = {
    "Jürgen Groß": "+49 30 2000001",
    "Dr. Zoë Brown": "+49 30 2000002",
    "Zoë White": "+49 30 2000003",
    "סבתא 030 1234567": "+49 30 2000004",
}


@function_fixture
async def people(
    server: HomeAssistantServer, simulator: Simulator
) -> AsyncGenerator[Simulator]:
    """Let the bare account know people."""
    for name, number in PEOPLE.items():
        contact = {"name": name, "number": number}
        await demo.add_contact(server.client, await server.entry_id("bare"), contact)
    yield simulator
    await server.remove_account("bare")
    await server.add_account("bare")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("JUERGEN", "Jürgen Groß"),
        ("gross", "Jürgen Groß"),
        ("zoe brown", "Dr. Zoë Brown"),
        ("white", "Zoë White"),
    ],
)
async def test_one_fits(
    open_card: OpenCard, people: Simulator, typed: str, name: str
) -> None:
    """Whole words of one contact's name are that contact."""
    card = await open_card("bare")

    await card.store(typed)

    await expect(card.outcome).to_contain_text(f"can reach {name} now")
    assert people.stores[-1][2] == PEOPLE[name].replace(" ", "")[1:]


async def test_several_fit(open_card: OpenCard, people: Simulator) -> None:
    """The list stays open to choose from, with those who fit, and nothing covers it."""
    card = await open_card("bare")
    stores = len(people.stores)

    await card.who.press_sequentially("zoe")
    await card.page.keyboard.press("Enter")

    await expect(card.options).to_have_count(2)
    await expect(card.who).to_be_focused()
    await expect(card.root.locator(".message.error")).to_have_count(0)
    await card.page.keyboard.press("ArrowDown")
    await card.page.keyboard.press("Enter")
    await expect(card.who).to_have_value("Dr. Zoë Brown")
    assert len(people.stores) == stores


@pytest.mark.parametrize("typed", ["Zo", "Nobody", "ürgen"])
async def test_nobody_fits(open_card: OpenCard, people: Simulator, typed: str) -> None:
    """A part of a word is nobody: that is said at once, and nothing is sent."""
    card = await open_card("bare")
    stores = len(people.stores)

    await card.who.fill(typed)
    await card.who.press("Enter")

    await card.shows(f"No contact is called “{typed}”.")
    await expect(card.options).to_have_count(0)
    await expect(card.who).to_have_attribute("aria-invalid", "true")
    assert await card.violations() == []
    await card.who.fill("Zoë White")
    await expect(card.root).not_to_contain_text("No contact is called")
    assert len(people.stores) == stores


@pytest.mark.parametrize("typed", ["*31#030 1234567", "030 1234567,,4711#", "030;1"])
async def test_numbers_are_no_names(open_card: OpenCard, typed: str) -> None:
    """What is written like a number is refused as a number."""
    card = await open_card()

    await card.store(typed)

    await expect(card.outcome).to_contain_text("holds characters that no phone number")


async def test_right_to_left_names(open_card: OpenCard, people: Simulator) -> None:
    """A number in a name that is written from right to left does not turn around."""
    card = await open_card("bare")

    await expect(card.chips.last).to_have_text(
        "\u2068סבתא \u2066030\xa01234567\u2069\u2069"
    )
