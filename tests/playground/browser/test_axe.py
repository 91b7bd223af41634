"""axe-core in both themes, wherever somebody may be on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.async_api import expect

from tests.playground.browser.axe import violations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.playground.browser.visitor import Visitor

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SETTLED = "Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => 0)))"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


async def welcome(_: Visitor) -> None:
    """Say nothing yet."""


async def settings(visitor: Visitor) -> None:
    """Open the drawer."""
    await visitor.page.locator("#who").click()


async def choosing(visitor: Visitor) -> None:
    """Open the list of commands."""
    await visitor.page.keyboard.press("Escape")
    await visitor.start()
    await visitor.field.press_sequentially("/")
    await expect(visitor.page.get_by_role("option").first).to_be_visible()


async def acting(visitor: Visitor) -> None:
    """Open the menu of a message."""
    await visitor.field.fill("")
    await visitor.newest.focus()
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.page.get_by_role("menuitem").first).to_be_visible()


async def answered(visitor: Visitor) -> None:
    """Have a question answered, and the panel explain it."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await expect(visitor.page.locator("#explain .candidate")).not_to_have_count(0)


async def adding(visitor: Visitor) -> None:
    """Have the form of a new fact open."""
    await visitor.page.locator("#explain").get_by_role("button", name="This was wrong").click()
    await visitor.page.get_by_label("A new fact").check()
    await expect(visitor.page.locator("#new-id")).to_be_visible()


async def mending(visitor: Visitor) -> None:
    """Have the desk show what a change would change."""
    await visitor.page.get_by_label("This entry").check()
    await visitor.page.locator("#lesson-question").fill("who made the beacon shine")
    await visitor.page.locator("#desk .choice input").first.check()
    await visitor.page.get_by_role("button", name="Show what it changes").click()
    await expect(visitor.page.locator("#desk .sum")).to_be_visible()


async def browsing(visitor: Visitor) -> None:
    """Open an entry in the knowledge panel."""
    await visitor.page.locator("#tab-knowledge").click()
    await visitor.page.locator("#entry-search").fill("lamp")
    await visitor.page.locator("#entry-lamp-lit summary").click()


async def abstained(visitor: Visitor) -> None:
    """Have a gap answer, in Ukrainian."""
    await visitor.page.locator("#tab-explain").click()
    await visitor.ask("who paid for the weather of the repair", "does not say who paid")
    await visitor.speak("Українська")


async def at_the_desk(visitor: Visitor) -> None:
    """Look at the desk without anything to mend."""
    await visitor.page.locator("#tab-desk").click()
    await visitor.page.get_by_role("button", name="Ask all").click()


async def in_a_group(visitor: Visitor) -> None:
    """Write what is heard and what is not, as two people, in a forum's topic."""
    await visitor.open("forum")
    await visitor.write("/ask when was the lamp lit")
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    await visitor.become("Vera")


async def broken(visitor: Visitor) -> None:
    """Make a mistake in the file, and close the panel."""
    visitor.running.write("paragraph: 3", "paragraph: third")
    await expect(visitor.page.locator("#panel-dot")).to_be_visible()
    await visitor.page.locator("#panel-close").click()


VISITS = {
    "beginning": (welcome, settings, choosing, acting),
    "asking": (answered, adding, mending, browsing, abstained),
    "elsewhere": (at_the_desk, in_a_group, broken),
}


@pytest.mark.parametrize("places", VISITS.values(), ids=VISITS)
async def test_axe_finds_nothing(visitor: Visitor, places: tuple[Callable[[Visitor], Awaitable[None]], ...]) -> None:
    """Neither a failure of WCAG nor a breach of what is good practice, light and dark."""
    for place in places:
        await place(visitor)
        for theme in THEMES:
            await visitor.page.emulate_media(color_scheme=theme)
            await visitor.page.evaluate(SETTLED)
            assert await violations(visitor.page) == [], (place.__name__, theme)


@pytest.mark.parametrize("looks", [PHONE], ids=["phone"])
async def test_axe_finds_nothing_on_a_phone(visitor: Visitor) -> None:
    """Nor where the panes take turns."""
    await visitor.open("private")
    await answered(visitor)
    assert await violations(visitor.page) == []
    await visitor.page.locator("#panel-toggle").click()
    await browsing(visitor)
    assert await violations(visitor.page) == []


async def test_axe_sees_both_themes(visitor: Visitor) -> None:
    """Text that is readable on one ground alone is found on the other."""
    await visitor.page.evaluate(
        """() => {
          const text = document.createElement("p");
          text.textContent = "nearly white";
          text.style.color = "#eeeeee";
          document.querySelector(".foot").append(text);
        }"""
    )
    found = {}
    for theme in THEMES:
        await visitor.page.emulate_media(color_scheme=theme)
        found[theme] = [each.partition(":")[0] for each in await violations(visitor.page)]
    assert "color-contrast" in found["light"]
    assert found["dark"] == []


async def test_axe_would_find_something(visitor: Visitor) -> None:
    """What is gone since was found by these rules: a name that lacks what is read, a heading left out, a wrong role."""
    await visitor.page.evaluate(
        """() => {
          const text = { label: "Wrong", role: "Words", heading: "Deep" };
          const [button, field, heading] = ["button", "textarea", "h5"].map((tag) => document.createElement(tag));
          button.setAttribute("aria-label", text.label);
          button.textContent = text.role;
          field.setAttribute("role", "combobox");
          field.setAttribute("aria-label", text.label);
          field.setAttribute("aria-expanded", "false");
          field.setAttribute("aria-controls", "app");
          heading.textContent = text.heading;
          document.querySelector("main").append(button, field, heading);
        }"""
    )
    rules = {each.partition(":")[0] for each in await violations(visitor.page)}
    assert {"label-content-name-mismatch", "aria-allowed-role", "heading-order"} <= rules
