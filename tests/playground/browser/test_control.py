"""Who may do what: settings, removal and quiet, as Telegram shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.playground.browser.visitor import Visitor


async def test_an_admin_sets_the_group_and_others_are_told_that_they_may_not(visitor: Visitor) -> None:
    """The card changes in place, an alert waits to be closed, quiet is quiet until it is ended."""
    alert, page = visitor.page.locator("#alert"), visitor.page
    await visitor.open("group")
    await visitor.become("Taras")
    await visitor.speak("English")
    await visitor.ask("/settings@talks_bot", "How I work in this group")
    card = visitor.answers.first
    await visitor.become("Anna")
    await card.locator(".key", has_text="No buttons").click()
    await visitor.sees(alert, "Only admins of this group")
    await page.keyboard.press("Escape")
    await visitor.become("Taras")
    await card.locator(".key", has_text="No buttons").click()
    await visitor.sees(card, "no buttons")
    await expect(card.locator(".key", has_text="✓ No buttons")).to_be_visible()
    await expect(alert).to_be_hidden()
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    await expect(visitor.newest.locator(".key")).to_have_count(0)
    await card.locator(".key", has_text="Be quiet").click()
    await visitor.sees(card, "I am quiet")
    count = await visitor.answers.count()
    await visitor.write("/ask@talks_bot what broke the glass of the lantern")
    await card.locator(".key", has_text="Wake up").click()
    await expect(card).not_to_contain_text("I am quiet")
    await expect(visitor.answers).to_have_count(count)


async def test_an_answer_is_removed_by_whoever_asked(visitor: Visitor) -> None:
    """Others get an alert; the message goes, as in Telegram, without a trace."""
    await visitor.open("group")
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    count = await visitor.answers.count()
    remove = visitor.newest.locator(".key", has_text="🗑")
    await visitor.become("Vera")
    await visitor.speak("English")
    await remove.click()
    await visitor.sees(visitor.page.locator("#alert"), "Only whoever asked")
    await visitor.page.keyboard.press("Escape")
    await visitor.become("Anna")
    await remove.click()
    await expect(visitor.answers).to_have_count(count - 1)
