"""The card in any language, at any size, and for everybody."""

from playwright.async_api import expect
import pytest

from tests.simulator import Fault, Simulator

from .conftest import DESKTOP, OpenCard
from .home_assistant_server import LONG_NAME, HomeAssistantServer

PHONE = (390, 844)
SMALLEST = (320, 640)
# Texts with a number that stands in more than one line.
BROKEN_NUMBERS = r"""card => [...(function* inside(node) {
  if (node.shadowRoot) yield* inside(node.shadowRoot);
  for (const child of node.childNodes) { yield child; yield* inside(child); }
})(card)]
  .filter(node => node.nodeType === Node.TEXT_NODE && node.parentElement?.checkVisibility())
  .flatMap(node => [...node.data.matchAll(/\+[\d\s]{8,}/g)].map(found => {
    const range = new Range();
    range.setStart(node, found.index);
    range.setEnd(node, found.index + found[0].trimEnd().length);
    return [new Set([...range.getClientRects()].map(line => line.top)).size, node.data];
  }))
  .filter(([lines]) => lines > 1)"""


@pytest.mark.parametrize(
    ("language", "fold", "balance"),
    [
        ("pt", "Todos os números", "18,40\xa0€"),
        ("es-419", "Todos los números", "18.40"),
        ("en-GB", "All numbers", "€18.40"),
    ],
)
async def test_variants(
    open_card: OpenCard, language: str, fold: str, balance: str
) -> None:
    """A page in a variant of one of the integration's languages has the texts of that one."""
    card = await open_card(language=language)

    await expect(card.fold).to_contain_text(fold)
    await card.shows(balance)


async def test_german(open_card: OpenCard) -> None:
    """Texts, money and countries are in the user's language."""
    card = await open_card(language="de")

    await card.shows("18,40\xa0€")
    await card.shows("Deutschland")


async def test_right_to_left(open_card: OpenCard) -> None:
    """In languages that are written from right to left, the card turns around, but no number does."""
    card = await open_card(language="he", size=PHONE)

    head = await card.root.locator("h2").bounding_box()
    balance = await card.root.locator(".balance").bounding_box()

    assert head and balance
    assert head["x"] > balance["x"]
    await expect(card.dial.locator("bdi")).to_have_attribute("dir", "ltr")
    await expect(card.dial).to_have_text("+49 30 34649495")


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


async def test_three_side_by_side(open_card: OpenCard) -> None:
    """However narrow the card, no number breaks into pieces."""
    card = await open_card("three", size=(1280, 900))
    await card.tap("Grandma")
    await expect(card.dial_button).to_be_visible()

    assert await card.root.evaluate(BROKEN_NUMBERS) == []


@pytest.mark.parametrize("part", ["h2", ".quiet", "p", "input", "button.main"])
async def test_font_size(open_card: OpenCard, part: str) -> None:
    """Home Assistant's font size enlarges everything."""
    card = await open_card()
    await card.shows("Dial to reach")
    text = card.root.locator(part).first
    size = "text => parseFloat(getComputedStyle(text).fontSize)"
    before = await text.evaluate(size)

    await card.page.evaluate(
        "document.documentElement.style.setProperty('--ha-font-size-scale', 1.5)"
    )

    assert await text.evaluate(size) == pytest.approx(before * 1.5)


async def test_compact(open_card: OpenCard, simulator: Simulator) -> None:
    """The compact card has three rows: the balance, the number, and the contacts."""
    card = await open_card("compact", size=PHONE)

    box = await card.root.bounding_box()
    assert box and box["height"] <= 3 * 56 + 2 * 8
    await card.shows("€18.40")
    await expect(card.root.locator("input, summary")).to_have_count(0)
    await card.tap("Oma")
    await card.shows("Dial to reach Oma")
    assert await card.violations() == []
    simulator.fail(Fault.API_ERROR, times=1)
    await card.tap("Grandma")
    await card.shows("The numbers were not stored")


async def test_large_targets(open_card: OpenCard) -> None:
    """Everything that can be tapped is at least 44 pixels high and wide."""
    card = await open_card(size=PHONE)
    await card.tap("Grandma")
    await card.fold.click()

    tapped = "a, button, summary, input"
    for target in await card.root.locator(tapped).all():
        if box := await target.bounding_box():
            assert min(box["width"], box["height"]) >= 43.9, await target.inner_html()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_accessible(open_card: OpenCard, dark: bool) -> None:
    """Axe finds nothing: at first, with suggestions, with all numbers, after a store, after an error."""
    card = await open_card(dark=dark)
    assert await card.violations() == []

    await card.fold.click()
    await card.phone.click()
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
