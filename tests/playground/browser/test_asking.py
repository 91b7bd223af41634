"""Asking on the page: private, by buttons, in a group, in a forum."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.async_api import expect

from bot.playground.people import BOT_USERNAME

if TYPE_CHECKING:
    from tests.playground.browser.visitor import Visitor


async def a_question_gets_its_answer_with_its_source(visitor: Visitor) -> None:
    """Start, ask, read: the answer, who said it, and as of when."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.sees(visitor.newest, "Mara Lind in her logbook")
    await visitor.sees(visitor.newest, "9 March 2024")


async def a_tapped_question_is_answered(visitor: Visitor) -> None:
    """Buttons under an abstention offer what can be answered; a tap answers it."""
    await visitor.start()
    await visitor.ask("who paid for the repair", "does not say who paid")
    await visitor.newest.locator(".key").first.click()
    await visitor.sees(visitor.newest, "A storm broke the glass")


async def source_details_come_as_an_alert(visitor: Visitor) -> None:
    """A callback with an alert opens a dialog; Escape closes it and gives the focus back to the button."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    source = visitor.newest.locator(".key", has_text="Source").first
    await source.click()
    alert = visitor.page.locator("#alert")
    await expect(alert).to_be_visible()
    await visitor.sees(alert, "logbook")
    await visitor.page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()
    await expect(source).to_be_focused()


async def the_citation_is_copied(visitor: Visitor) -> None:
    """A copy button puts its text on the clipboard and says so."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.newest.locator(".key", has_text="Copy").first.click()
    await visitor.sees(visitor.toast, "Copied")
    assert "7 March 2024" in await visitor.page.evaluate("navigator.clipboard.readText()")


async def the_bot_is_silent_in_a_group_until_it_is_asked(visitor: Visitor) -> None:
    """What is not meant for the bot is marked as not heard; a command is answered as a reply to whoever asked."""
    await visitor.open("group")
    await visitor.write("when was the lamp lit")
    await visitor.sees(visitor.mine.last, "not heard")
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    # The command was sent second and is answered: the silence before it is no delay.
    await expect(visitor.answers).to_have_count(1)
    await visitor.sees(visitor.newest.locator(".quoted"), "/ask@talks_bot")


async def without_privacy_mode_the_bot_hears_and_stays_silent(visitor: Visitor) -> None:
    """Privacy mode is switched on the page; a bot that hears everything still speaks only when spoken to."""
    await visitor.open("group")
    await visitor.page.locator("#who").click()
    await visitor.page.locator("#privacy").click()
    await visitor.page.keyboard.press("Escape")
    await visitor.sees(visitor.page.locator("#chat-title"), "privacy mode off")
    count, unheard = await visitor.answers.count(), await visitor.page.locator(".unheard").count()
    await visitor.write("when was the lamp lit")
    await visitor.ask("/ask what broke the glass of the lantern", "A storm broke")
    await expect(visitor.answers).to_have_count(count + 1)
    await expect(visitor.page.locator(".unheard")).to_have_count(unheard)


async def test_a_reply_to_the_bot_is_a_question(visitor: Visitor) -> None:
    """Replying shows what is replied to, before and after sending; a tap on it leads back."""
    await visitor.open("group")
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    await visitor.newest.click(button="right", position={"x": 90, "y": 10})
    await visitor.page.get_by_role("menuitem", name="Reply").click()
    await visitor.sees(visitor.page.locator("#context"), "Replying to talks-bot")
    await visitor.ask("what broke the glass of the lantern", "A storm broke")
    await visitor.sees(visitor.mine.last.locator(".quoted"), "The lamp was lit")
    await visitor.mine.last.locator(".quoted").click()
    await expect(visitor.answers.nth(-2)).to_be_focused()


async def selected_words_are_quoted(visitor: Visitor) -> None:
    """A reply to a part of a message shows that part, and the bot takes the reply as a question."""
    await visitor.open("forum")
    await visitor.page.get_by_role("tab", name="Dates").click()
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    await visitor.newest.locator(".text").evaluate(
        "(text) => window.getSelection().setBaseAndExtent(text.firstChild, 4, text.firstChild, 8)"
    )
    await visitor.newest.locator(".bubble").hover()
    await visitor.newest.locator(".more").click()
    await visitor.page.get_by_role("menuitem", name="Reply with the selected words").click()
    await visitor.ask("what broke the glass of the lantern", "A storm broke")
    await expect(visitor.mine.last.locator(".quoted-text")).to_have_text("lamp")


async def something_other_than_text_is_answered_too(visitor: Visitor) -> None:
    """A sticker in private gets a sentence that says what the bot can read."""
    await visitor.start()
    count = await visitor.answers.count()
    await visitor.page.locator("#attach").click()
    await visitor.page.get_by_role("menuitem", name="Sticker").click()
    await visitor.sees(visitor.mine.last, "👋")
    await expect(visitor.answers).to_have_count(count + 1)


async def an_edited_question_has_its_answer_edited(visitor: Visitor) -> None:
    """Up in the empty field edits the last message; both the question and the answer say that they were edited."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    count = await visitor.answers.count()
    await visitor.field.press("ArrowUp")
    await expect(visitor.field).to_have_value("when was the lamp lit")
    await visitor.write("what broke the glass of the lantern")
    await visitor.sees(visitor.newest, "A storm broke")
    await visitor.sees(visitor.newest, "edited")
    await visitor.sees(visitor.mine.last, "edited")
    await expect(visitor.answers).to_have_count(count)


async def a_forum_keeps_its_topics_apart(visitor: Visitor) -> None:
    """A question in one topic is answered there and nowhere else."""
    await visitor.open("forum")
    await visitor.page.get_by_role("tab", name="Questions").click()
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    await visitor.page.get_by_role("tab", name="Dates").click()
    await expect(visitor.answers).to_have_count(0)
    await visitor.page.get_by_role("tab", name="General").click()
    await visitor.ask("/ask@talks_bot what broke the glass of the lantern", "A storm broke")
    await expect(visitor.answers).to_have_count(1)


async def a_guest_answers_where_it_is_mentioned(visitor: Visitor) -> None:
    """Beneath the mention, also of a question that it replies to; the rest of that group is not heard, nor commands."""
    await visitor.open("elsewhere")
    await expect(visitor.page.locator("#chat-title")).to_contain_text("the bot is no member")
    await visitor.write("what broke the glass of the lantern")
    await visitor.sees(visitor.mine.last, "not heard")
    await visitor.mine.last.click(button="right")
    await visitor.page.get_by_role("menuitem", name="Reply", exact=True).click()
    await visitor.ask(f"@{BOT_USERNAME}", "A storm broke")
    await visitor.ask(f"@{BOT_USERNAME} when was the lamp lit", "7 March 2024")
    await expect(visitor.page.locator(".unheard")).to_have_count(1)
    await visitor.field.fill("/")
    await expect(visitor.page.locator("#completion")).to_be_hidden()


async def an_answer_is_voted_on(visitor: Visitor) -> None:
    """Two small buttons under the source; what a tap came to is shown for a moment, and a second one takes it back."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    row = visitor.newest.locator(".keys").nth(1)
    await expect(row.locator(".key")).to_have_text(["👍", "👎", "🗑", "↗"])
    await row.locator(".key", has_text="👍").click()
    await visitor.sees(visitor.toast, "Counted as useful")
    await row.locator(".key", has_text="👎").click()
    await visitor.sees(visitor.toast, "Counted as not useful")
    await row.locator(".key", has_text="👎").click()
    await visitor.sees(visitor.toast, "taken back")
    await expect(visitor.page.locator("#alert")).to_be_hidden()
    await visitor.ask("/forget", "1 vote")


async def the_bot_offers_answers_while_its_name_is_typed(visitor: Visitor) -> None:
    """Down and Enter send one in one's own name; without a choice Enter sends what was typed."""
    await visitor.open("group")
    offers = visitor.page.locator("#offers [role=option]")
    await visitor.field.press_sequentially(f"@{BOT_USERNAME} when was the lamp lit")
    await expect(offers.first).to_contain_text("7 March 2024")
    await visitor.field.press("ArrowDown")
    await expect(offers.first).to_have_attribute("aria-selected", "true")
    await visitor.field.press("Enter")
    await visitor.sees(visitor.mine.last, "Mara Lind in her logbook")
    await expect(visitor.field).to_have_value("")
    await expect(offers.first).to_be_hidden()
    await visitor.field.press_sequentially(f"@{BOT_USERNAME} weather")
    await expect(offers.first).to_be_visible()
    await visitor.field.press("Enter")
    await visitor.sees(visitor.mine.last, "weather")


async def an_answer_is_shared_by_its_button(visitor: Visitor) -> None:
    """The question that finds it again stands in the field, and the answer is offered."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.newest.get_by_role("button", name="↗").click()
    await expect(visitor.field).to_have_value(re.compile(f"@{BOT_USERNAME} .+"))
    offers = visitor.page.locator("#offers [role=option]")
    await offers.first.click()
    await visitor.sees(visitor.mine.last, "7 March 2024")


async def the_timeline_comes_as_a_picture(visitor: Visitor) -> None:
    """Under its button; the page shows what the bot has sent, and says its caption to whoever does not see it."""
    await visitor.start()
    await visitor.ask("/timeline", "What happened")
    await visitor.newest.locator(".key", has_text="As a picture").click()
    shown = visitor.page.locator("img.sent")
    await expect(shown).to_have_js_property("naturalWidth", 1080)
    await expect(shown).to_have_attribute("alt", re.compile("What happened and what was expected, by date"))


async def test_in_private(visitor: Visitor) -> None:
    """Questions, buttons, a sticker, an edit, a vote, a picture."""
    await visitor.does(
        a_question_gets_its_answer_with_its_source,
        a_tapped_question_is_answered,
        source_details_come_as_an_alert,
        the_citation_is_copied,
        something_other_than_text_is_answered_too,
        an_edited_question_has_its_answer_edited,
        an_answer_is_voted_on,
        the_timeline_comes_as_a_picture,
        an_answer_is_shared_by_its_button,
    )


async def test_in_groups(visitor: Visitor) -> None:
    """In one, in a forum, where the bot is no member; at last where it hears everything."""
    await visitor.does(
        the_bot_is_silent_in_a_group_until_it_is_asked,
        the_bot_offers_answers_while_its_name_is_typed,
        a_forum_keeps_its_topics_apart,
        selected_words_are_quoted,
        a_guest_answers_where_it_is_mentioned,
        without_privacy_mode_the_bot_hears_and_stays_silent,
    )
