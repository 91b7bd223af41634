"""The panel: why the bot said what it said, and editing the base while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.playground.browser.visitor import Visitor


NEW_FACT = """
  - id: tower-white
    text:
      en: Sailors painted the tower white.
      uk: Моряки пофарбували вежу в біле.
      ru: Моряки покрасили башню в белый цвет.
    source: mara
    document: logbook
    paragraph: 5
    status: statement
    topic: lamp
    questions:
      en: who painted the tower (white |)
      uk: хто пофарбував вежу
      ru: кто покрасил башню

"""


async def test_the_last_question_is_explained(visitor: Visitor) -> None:
    """Words, candidates, confidence and threshold of what the bot was asked, the command left off."""
    await visitor.open("group")
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    panel = visitor.page.locator("#explain")
    await expect(panel.locator(".asked")).to_have_text("when was the lamp lit")
    await visitor.sees(panel.locator(".decision"), "Answered")
    await visitor.sees(panel.locator(".candidate").first, "lamp-lit")
    await visitor.sees(panel.locator(".words"), "lamp")
    meter = panel.get_by_role("meter")
    assert float(await meter.get_attribute("aria-valuenow") or 0) > 40
    await visitor.ask("/ask@talks_bot who paid for the repair", "does not say who paid")
    await visitor.sees(panel.locator(".decision"), "Not in the source")


async def test_a_valid_change_takes_effect_at_once(visitor: Visitor) -> None:
    """A fact that a curator adds is counted and answers the next question, without a restart."""
    await visitor.start()
    await visitor.page.locator("#tab-knowledge").click()
    panel = visitor.page.locator("#knowledge")
    await visitor.sees(panel, "Valid since")
    await visitor.sees(panel, "2 facts")
    visitor.running.write("gaps:\n", NEW_FACT + "gaps:\n")
    await visitor.sees(panel, "3 facts")
    await visitor.ask("who painted the tower white", "Sailors painted the tower")


async def test_mistakes_are_shown_with_their_lines_and_the_last_good_base_stays(visitor: Visitor) -> None:
    """A curator sees line and place; the bot answers from the last good version; mending it clears the panel."""
    await visitor.start()
    visitor.running.write("paragraph: 3", "paragraph: third")
    text = visitor.running.knowledge.read_text(encoding="utf-8")
    line = text[: text.index("paragraph: third")].count("\n") + 1
    await expect(visitor.page.locator("#knowledge-dot")).to_be_visible()
    await visitor.page.locator("#tab-knowledge").click()
    panel = visitor.page.locator("#knowledge")
    await visitor.sees(panel, "1 problem")
    await visitor.sees(panel, "The last good base stays in force")
    await visitor.sees(panel.locator(".problems"), "glass-broken")
    await visitor.sees(panel.locator(".problems"), f"Line {line}, column")
    await visitor.ask("what broke the glass of the lantern", "A storm broke")
    visitor.running.write("paragraph: third", "paragraph: 4")
    await visitor.sees(panel, "Valid since")
    await expect(visitor.page.locator("#knowledge-dot")).to_be_hidden()
