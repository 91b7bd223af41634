"""Being someone else, in another language, by a start link, on a phone; starting over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

if TYPE_CHECKING:
    from tests.playground.browser.visitor import Visitor


async def test_the_language_changes_the_page_and_the_bot(visitor: Visitor) -> None:
    """Page, commands and greetings follow the language; a question is answered in its own."""
    await visitor.speak("Українська")
    await expect(visitor.page.locator("html")).to_have_attribute("lang", "uk")
    await visitor.sees(visitor.page.locator("#start"), "Почати")
    await visitor.start()
    await visitor.sees(visitor.newest, "Маяк на мисі Скері")
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.ask("коли засвітили лампу", "7 березня 2024 року")
    await visitor.field.fill("/")
    await visitor.sees(visitor.page.locator("#completion"), "Поставити запитання")


@pytest.mark.parametrize("looks", [{"locale": "ru-RU"}])
async def test_a_browser_s_language_is_the_first_choice(visitor: Visitor) -> None:
    """Whoever comes with a Russian browser is the person who speaks Russian, on a Russian page."""
    await expect(visitor.page.locator("html")).to_have_attribute("lang", "ru")
    await visitor.sees(visitor.page.locator("#who"), "Vera")
    await visitor.start()
    await visitor.sees(visitor.newest, "Маяк на мысе Скерри")


async def people_have_private_chats_of_their_own_and_share_the_group(visitor: Visitor) -> None:
    """Another person sees the group's messages as another's, and not the first one's private chat."""
    await visitor.start()
    await visitor.open("group")
    await visitor.write("good morning")
    await visitor.become("Taras")
    await visitor.sees(visitor.bubbles.last, "Anna")
    await expect(visitor.mine).to_have_count(0)
    await visitor.open("private")
    await expect(visitor.bubbles).to_have_count(0)


async def admins_and_members_are_offered_the_bot_s_commands(visitor: Visitor) -> None:
    """In a group a chosen command carries the bot's name, so that it is heard."""
    await visitor.open("group")
    for person in ("Anna", "Taras"):
        await visitor.become(person)
        await visitor.page.locator("#commands").click()
        await expect(visitor.page.get_by_role("option")).not_to_have_count(0)
        await visitor.page.get_by_role("option", name="/help").click()
        await visitor.sees(visitor.mine.last, "/help@talks_bot")


async def a_start_link_waits_for_the_start_button(visitor: Visitor) -> None:
    """A followed link shows Start and sends its payload, as in Telegram; Escape lets it go."""
    await visitor.start()
    await visitor.page.locator("#who").click()
    await visitor.page.locator("#payload").fill("f_lamp-lit")
    await visitor.page.locator("#payload").press("Enter")
    await expect(visitor.page.locator("#composer")).to_be_hidden()
    await visitor.page.locator("#start").click()
    await visitor.sees(visitor.mine.last, "/start f_lamp-lit")
    await visitor.sees(visitor.newest, "7 March 2024")


async def starting_over_clears_everything(visitor: Visitor) -> None:
    """After the second, certain button there are no messages, and a new bot answers."""
    await visitor.start()
    await visitor.page.locator("#who").click()
    await visitor.page.locator("#reset").click()
    await visitor.page.locator("#reset-sure").click()
    await expect(visitor.bubbles).to_have_count(0)
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")


async def a_choice_of_appearance_outlives_a_reload(visitor: Visitor) -> None:
    """Dark is dark at once when the page is opened again."""
    await visitor.page.locator("#who").click()
    await visitor.page.get_by_text("Dark", exact=True).click()
    await visitor.arrive()
    await expect(visitor.page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("looks", [{"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}])
async def test_a_phone_shows_one_pane_at_a_time(visitor: Visitor) -> None:
    """List, chat, panel as a sheet, and back; nothing is wider than the screen."""
    chats, chat, panel = (visitor.page.locator(each) for each in (".sidebar", "#chat", "#panel"))
    await expect(chats).to_be_visible()
    await expect(chat).to_be_hidden()
    await visitor.open("private")
    await expect(chats).to_be_hidden()
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.page.locator("#panel-toggle").click()
    await visitor.sees(panel, "lamp-lit")
    await visitor.page.locator("#panel-close").click()
    await expect(panel).to_be_hidden()
    assert await visitor.page.evaluate("document.documentElement.scrollWidth") == 375
    await visitor.page.locator("#back").click()
    await expect(chats).to_be_visible()


async def test_one_after_the_other(visitor: Visitor) -> None:
    """From person to person and from chat to chat, and over again."""
    await visitor.does(
        a_start_link_waits_for_the_start_button,
        a_choice_of_appearance_outlives_a_reload,
        starting_over_clears_everything,
        people_have_private_chats_of_their_own_and_share_the_group,
        admins_and_members_are_offered_the_bot_s_commands,
    )
