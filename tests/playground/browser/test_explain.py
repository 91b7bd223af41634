"""Every message explains itself: by a click, from its menu, by a key; and in the language of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from tests.playground.browser.visitor import Visitor


def asked(visitor: Visitor) -> Locator:
    """Return what the panel explains."""
    return visitor.page.locator("#explain .asked")


async def a_click_explains_that_message_and_no_other(visitor: Visitor) -> None:
    """Question or answer, old or new; the two that belong together are marked."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.ask("what broke the glass of the lantern", "A storm broke")
    await expect(asked(visitor)).to_have_text("what broke the glass of the lantern")
    first = visitor.answers.nth(-2)
    await first.locator(".meta").click()
    await expect(asked(visitor)).to_have_text("when was the lamp lit")
    await visitor.sees(visitor.page.locator("#explain .shown"), "lamp-lit")
    await expect(visitor.page.locator(".row.explained")).to_have_count(2)
    await visitor.mine.last.locator(".meta").click()
    await expect(asked(visitor)).to_have_text("what broke the glass of the lantern")


async def the_menu_and_a_key_explain_too(visitor: Visitor) -> None:
    """Without a mouse; where the panel was closed it opens."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.ask("/help", "Ask in your own words")
    await visitor.page.locator("#panel-close").click()
    await visitor.newest.focus()
    await visitor.page.keyboard.press("ArrowUp")
    await visitor.page.keyboard.press("ArrowUp")
    await visitor.page.keyboard.press("e")
    await expect(asked(visitor)).to_have_text("when was the lamp lit")
    await expect(asked(visitor)).to_be_visible()
    await visitor.newest.focus()
    await visitor.page.keyboard.press("Enter")
    await visitor.page.get_by_role("menuitem", name="Explain").click()
    await expect(asked(visitor)).to_have_text("/help")
    await visitor.sees(
        visitor.page.locator("#explain"), "The command /help: it replies by itself, no entry was looked for"
    )


async def a_tap_has_its_own_explanation(visitor: Visitor) -> None:
    """It says what the button does; the message that it stood under keeps its own."""
    await visitor.start()
    await visitor.ask("who paid for the repair", "does not say who paid")
    await visitor.newest.locator(".key").first.click()
    await visitor.sees(visitor.newest, "A storm broke the glass")
    await visitor.sees(visitor.page.locator("#explain"), "A tap on a question")
    await expect(visitor.page.locator("#explain .deed code")).to_have_text("glass-broken")
    await expect(asked(visitor)).to_contain_text("What broke the glass")
    await visitor.mine.last.locator(".meta").click()
    await expect(asked(visitor)).to_have_text("who paid for the repair")


async def what_the_bot_did_not_hear_says_so(visitor: Visitor) -> None:
    """There is nothing to explain but that."""
    await visitor.open("group")
    await visitor.write("when was the lamp lit")
    await visitor.mine.last.locator(".meta").click()
    await visitor.sees(visitor.page.locator("#explain"), "Telegram did not deliver this message to the bot")


async def numbers_agree_with_the_badge(visitor: Visitor) -> None:
    """A gap is not held against the threshold of facts; an answer is, and reaches it."""
    meter, said = visitor.page.locator("#explain .meter"), visitor.page.locator("#explain .meter + .small")
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.sees(said, "enough for an answer")
    await expect(meter.locator(".bar-mark")).to_have_count(1)
    await visitor.ask("who paid for the repair", "does not say who paid")
    await visitor.sees(visitor.page.locator("#explain .decision"), "Not in the source")
    await visitor.sees(said, "for a gap")
    await expect(said).not_to_contain_text("enough for an answer")
    await expect(meter.locator(".bar-mark")).to_have_count(0)


async def sentences_are_in_the_page_s_language(visitor: Visitor) -> None:
    """Also those of a question that was asked before the language was changed."""
    await visitor.open("private")
    await visitor.ask("who paid for the repair", "does not say who paid")
    for language, advice in (
        ("Українська", "Відповіла прогалина repair-bill"),
        ("Русский", "Ответил пробел repair-bill"),
    ):
        await visitor.speak(language)
        await visitor.sees(visitor.page.locator("#explain .sentences").last, advice)
        text = " ".join(await visitor.page.locator("#explain .sentences").all_inner_texts())
        assert not re.search(r"\b(the|question|add)\b", text)


@pytest.mark.parametrize("looks", [{"locale": "ru-RU"}], ids=["Russian"])
async def test_numbers_are_written_as_the_page_s_language_does(visitor: Visitor) -> None:
    """With a decimal comma, and with a space before the percent sign, in every sentence."""
    await visitor.page.locator("#start").click()
    await visitor.write("кто построил башню из слонов")
    await visitor.sees(asked(visitor), "кто построил")
    sentences = visitor.page.locator("#explain .sentences")
    await expect(sentences.first).to_contain_text(re.compile(r"весят \d+\s% содержания"))
    await expect(sentences.last).to_contain_text(re.compile(r"\(0,\d\d из 0,\d\d\)"))


async def a_link_opens_the_page_with_its_question_asked(visitor: Visitor) -> None:
    """Once: the address is the page's own afterwards, and a reload asks nothing."""
    await visitor.page.goto(f"{visitor.running.address}?q=when%20was%20the%20lamp%20lit")
    await expect(visitor.mine).to_have_count(1)
    await visitor.sees(visitor.newest, "7 March 2024")
    await visitor.sees(asked(visitor), "when was the lamp lit")
    assert visitor.page.url == visitor.running.address
    await visitor.page.reload()
    await visitor.sees(visitor.newest, "7 March 2024")
    await expect(visitor.mine).to_have_count(1)
    await visitor.page.locator("#explain .quiet-button", has_text="Copy a link").click()
    assert await visitor.page.evaluate("navigator.clipboard.readText()") == (
        f"{visitor.running.address}?q=when%20was%20the%20lamp%20lit"
    )


async def a_link_sends_no_command(visitor: Visitor) -> None:
    """It stands in the field, and whoever reads it sends it."""
    await visitor.page.goto(f"{visitor.running.address}?q=%2Fforget")
    await expect(visitor.field).to_have_value("/forget")
    await expect(visitor.mine).to_have_count(1)
    await visitor.field.fill("")


async def another_website_s_link_asks_nothing_by_itself(visitor: Visitor) -> None:
    """The browser says where a link was followed; the question waits in the field."""
    await visitor.page.route(
        "http://elsewhere.example/**",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<a href="{visitor.running.address}?q=when%20was%20the%20lamp%20lit">x</a>'
        ),
    )
    await visitor.page.goto("http://elsewhere.example/")
    await visitor.page.get_by_text("x").click()
    await expect(visitor.field).to_have_value("when was the lamp lit")
    await expect(visitor.mine).to_have_count(1)


async def test_what_is_explained(visitor: Visitor) -> None:
    """One message after the other, the page in another language last."""
    await visitor.does(
        a_click_explains_that_message_and_no_other,
        the_menu_and_a_key_explain_too,
        a_tap_has_its_own_explanation,
        numbers_agree_with_the_badge,
        what_the_bot_did_not_hear_says_so,
        sentences_are_in_the_page_s_language,
    )


async def test_links(visitor: Visitor) -> None:
    """What is asked once is asked by the first alone."""
    await visitor.does(
        a_link_opens_the_page_with_its_question_asked,
        a_link_sends_no_command,
        another_website_s_link_asks_nothing_by_itself,
    )
