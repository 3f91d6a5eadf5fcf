"""The fold with all numbers, and the search in it."""

import re

from playwright.async_api import expect
import pytest

from .conftest import OpenCard


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


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("kingdom", ["United Kingdom"]),
        ("TURKIYE", ["Türkiye"]),
        ("za", ["South Africa"]),
        ("+43", ["Austria"]),
        ("0043 1", ["Austria"]),
        ("uk", ["United Kingdom"]),
        ("USA", ["United States"]),
    ],
)
async def test_search(open_card: OpenCard, text: str, countries: list[str]) -> None:
    """Many numbers are searched by country, by its ISO code, and by digits."""
    card = await open_card("world")
    await card.fold.click()

    await card.search.fill(text)

    await expect(card.countries).to_have_text(countries)


async def test_search_by_kind(open_card: OpenCard) -> None:
    """Who looks for what is free finds the freephone numbers."""
    card = await open_card("world")
    await card.fold.click()

    await card.search.fill("free")

    await expect(card.numbers.first).to_contain_text("Freephone")
    kinds = await card.numbers.locator(".quiet").all_inner_texts()
    assert {kind for kind in kinds if not kind.startswith("Freephone")} == set()


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
