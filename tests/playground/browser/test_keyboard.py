"""The page without a mouse, and without sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.playground.browser.visitor import Visitor


async def arrows_walk_through_the_chats(visitor: Visitor) -> None:
    """One Tab stop for the list; Down, Up, Home, End inside it; Enter opens and puts the cursor into the field."""
    rows = visitor.page.locator(".chat-row")
    await rows.first.focus()
    await visitor.page.keyboard.press("ArrowDown")
    await expect(rows.nth(1)).to_be_focused()
    await visitor.page.keyboard.press("End")
    await expect(rows.last).to_be_focused()
    await visitor.page.keyboard.press("Home")
    await visitor.page.keyboard.press("ArrowDown")
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.page.locator("#chat-title h1")).to_have_text("Newsroom")
    await expect(visitor.field).to_be_focused()


async def shift_enter_breaks_the_line_and_enter_sends(visitor: Visitor) -> None:
    """A message of two lines is one message."""
    await visitor.open("group")
    count = await visitor.mine.count()
    await visitor.field.press_sequentially("one")
    await visitor.field.press("Shift+Enter")
    await visitor.field.press_sequentially("two")
    await visitor.field.press("Enter")
    await expect(visitor.mine.last.locator(".text")).to_have_text("one\ntwo")
    await expect(visitor.mine).to_have_count(count + 1)
    await expect(visitor.field).to_have_value("")


async def commands_are_completed_while_typing(visitor: Visitor) -> None:
    """A slash opens the menu, letters narrow it, Down moves, Tab fills in, Enter sends, Escape closes."""
    await visitor.start()
    options = visitor.page.get_by_role("option")
    await visitor.field.press_sequentially("/")
    await expect(visitor.page.locator("#commands")).to_have_attribute("aria-expanded", "true")
    assert await options.count() > 2
    await visitor.field.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await visitor.field.press("Escape")
    await expect(options.first).to_be_hidden()
    await visitor.field.fill("")
    await visitor.field.press_sequentially("/as")
    await expect(options).to_have_count(1)
    await visitor.field.press("Tab")
    await expect(visitor.field).to_have_value("/ask ")
    await visitor.field.fill("")
    await visitor.field.press_sequentially("/hel")
    await expect(options).to_have_count(1)
    await visitor.field.press("Enter")
    await visitor.sees(visitor.mine.last, "/help")


async def a_message_is_answered_by_keys_alone(visitor: Visitor) -> None:
    """Shift-Tab reaches the newest message, Up the one before; Enter opens what can be done with it."""
    await visitor.open("group")
    await visitor.write("first")
    await visitor.write("second")
    await expect(visitor.mine.last).to_contain_text("second")
    first = visitor.mine.nth(await visitor.mine.count() - 2)
    await visitor.mine.last.focus()
    await visitor.page.keyboard.press("ArrowUp")
    await expect(first).to_be_focused()
    await visitor.page.keyboard.press("Enter")
    items = visitor.page.get_by_role("menuitem")
    await expect(items.first).to_be_focused()
    await visitor.page.keyboard.press("ArrowDown")
    await expect(items.nth(1)).to_be_focused()
    await visitor.page.keyboard.press("Escape")
    await expect(first).to_be_focused()
    await visitor.page.keyboard.press("r")
    await visitor.sees(visitor.page.locator("#context"), "first")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.page.locator("#context")).to_be_hidden()


async def new_messages_are_announced(visitor: Visitor) -> None:
    """A polite live region says who wrote what; the history of a chat that is opened is not read out."""
    await visitor.start()
    region = visitor.page.locator("#announcer")
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.sees(region, "talks-bot: The lamp was lit again")
    await visitor.open("group")
    said = await region.inner_text()
    await visitor.open("private")
    assert await region.inner_text() == said


async def everything_that_can_be_used_has_a_name(visitor: Visitor) -> None:
    """No button, field, tab or message is nameless, in the page and in its drawer."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.page.locator("#who").click()
    nameless = await visitor.page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, [role=tab], .row[data-from]")]
          .filter((each) => !(each.getAttribute("aria-label") || each.textContent.trim() || each.labels?.length))
          .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert nameless == []


async def test_in_a_group(visitor: Visitor) -> None:
    """Chats, lines and replies."""
    await visitor.does(
        arrows_walk_through_the_chats,
        shift_enter_breaks_the_line_and_enter_sends,
        a_message_is_answered_by_keys_alone,
    )


async def test_in_private(visitor: Visitor) -> None:
    """Commands, announcements and names."""
    await visitor.does(
        commands_are_completed_while_typing,
        new_messages_are_announced,
        everything_that_can_be_used_has_a_name,
    )
