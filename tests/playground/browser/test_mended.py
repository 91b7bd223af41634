"""What was clumsy once: sending that fails, drafts, Back, the panel over the chat, commands as replies."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Route

    from tests.playground.browser.visitor import Visitor

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
BETWEEN = (761, 1024, 1280)
"""Widths of a window that is neither a phone's nor has room for three panes."""


async def box_of(part: Locator) -> dict[str, float]:
    """Return where an element is."""
    box = await part.bounding_box()
    assert box is not None
    x, y, width, height = box["x"], box["y"], box["width"], box["height"]
    return {"x": x, "y": y, "right": x + width, "bottom": y + height}


async def ask_from_the_list_keeps_the_message_it_answers(visitor: Visitor) -> None:
    """Somebody's words are asked by replying to them and choosing /ask."""
    await visitor.open("group")
    await visitor.write("who paid for the repair")
    await visitor.sees(visitor.mine.last, "who paid for the repair")
    await visitor.mine.last.focus()
    await visitor.page.keyboard.press("r")
    await visitor.page.locator("#commands").click()
    await visitor.page.get_by_role("option", name="/ask").click()
    await visitor.sees(visitor.newest, "does not say who paid")
    await visitor.sees(visitor.mine.last.locator(".quoted"), "who paid for the repair")
    await expect(visitor.page.locator("#context")).to_be_hidden()


async def a_bare_command_that_is_not_delivered_says_what_to_write(visitor: Visitor) -> None:
    """Under the bubble, with the bot's name."""
    await visitor.open("group")
    await visitor.write("/ask when was the lamp lit")
    await visitor.sees(visitor.mine.last.locator(".instead"), "write /ask@talks_bot")
    await visitor.write("when was the lamp lit")
    await expect(visitor.mine.last.locator(".instead")).to_have_count(0)
    await visitor.ask("/ask@talks_bot when was the lamp lit", "7 March 2024")
    await visitor.ask("/ask what broke the glass of the lantern", "A storm broke")
    await expect(visitor.mine.last.locator(".instead")).to_have_count(0)


@pytest.mark.parametrize("looks", [{"viewport": {"width": BETWEEN[0], "height": 700}}], ids=["between"])
async def test_the_panel_lies_beside_the_field_and_escape_closes_it(visitor: Visitor) -> None:
    """Over the chat's side, at each width: neither the field nor the head nor the list of chats is under it."""
    await visitor.start()
    for width in BETWEEN:
        await visitor.page.set_viewport_size({"width": width, "height": 700})
        await visitor.field.fill("")
        await panel_beside_the_field(visitor)


async def panel_beside_the_field(visitor: Visitor) -> None:
    """Open the panel, let the field grow, close the panel."""
    panel, toggle = visitor.page.locator("#panel"), visitor.page.locator("#panel-toggle")
    await expect(panel).to_be_hidden()
    before = await box_of(visitor.page.locator("#chat"))
    await toggle.click()
    shown = await box_of(panel)
    assert shown["bottom"] <= (await box_of(visitor.page.locator("#composer")))["y"]
    assert shown["x"] >= (await box_of(visitor.page.locator(".sidebar")))["right"] - 1
    assert shown["y"] >= (await box_of(toggle))["bottom"] - 1
    assert await box_of(visitor.page.locator("#chat")) == before
    await visitor.field.fill("one\ntwo\nthree")
    await expect(panel).to_be_visible()
    async with asyncio.timeout(8):  # the panel follows the field that has grown, a frame later
        while (await box_of(panel))["bottom"] > (await box_of(visitor.page.locator("#composer")))["y"] + 1:  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.02)
    await visitor.page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(toggle).to_be_focused()


async def a_broken_base_is_seen_with_the_panel_closed(visitor: Visitor) -> None:
    """On the lamp, for eyes and for screen readers."""
    await visitor.page.locator("#panel-close").click()
    visitor.running.write("paragraph: 3", "paragraph: third")
    await expect(visitor.page.locator("#panel-dot")).to_be_visible()
    await expect(visitor.page.get_by_role("button", name="What the bot thinks: 1 problem")).to_be_visible()
    visitor.running.write("paragraph: third", "paragraph: 3")
    await expect(visitor.page.locator("#panel-dot")).to_be_hidden()


async def back_on_a_phone_goes_to_the_chats(visitor: Visitor) -> None:
    """The browser's Back and the page's arrow do the same, and another chat can be opened after it."""
    await visitor.open("private")
    await visitor.start()
    await visitor.page.go_back()
    await expect(visitor.page.locator(".sidebar")).to_be_visible()
    await expect(visitor.page.locator("#chat")).to_be_hidden()
    await visitor.page.go_forward()
    await expect(visitor.page.locator("#chat")).to_be_visible()
    await visitor.page.locator("#back").click()
    await expect(visitor.page.locator(".sidebar")).to_be_visible()
    await visitor.open("group")
    await expect(visitor.page.locator("#chat-title h1")).to_have_text("Newsroom")
    await visitor.page.go_back()
    await expect(visitor.page.locator(".sidebar")).to_be_visible()
    assert visitor.page.url.startswith(visitor.running.address)


async def a_touch_on_a_message_offers_to_explain_it(visitor: Visitor) -> None:
    """As in Telegram, where it opens what can be done."""
    await visitor.open("private")
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.newest.locator(".meta").tap()
    await visitor.page.get_by_role("menuitem", name="Explain").tap()
    await expect(visitor.page.locator("#explain .asked")).to_be_visible()


async def test_a_message_shows_that_it_is_being_sent(visitor: Visitor) -> None:
    """For as long as the playground takes; then it is the message itself."""
    await visitor.open("group")
    let_go = asyncio.Event()

    async def slowly(route: Route) -> None:
        await let_go.wait()
        await route.continue_()

    await visitor.page.route("**/api/send", slowly)
    await visitor.write("hello")
    pending = visitor.page.locator(".row.pending")
    await visitor.sees(pending, "hello")
    await visitor.sees(pending, "Sending")
    await visitor.sees(pending, "the playground does not answer")
    let_go.set()
    await expect(pending).to_have_count(0)
    await expect(visitor.mine).to_have_count(1)


async def a_message_that_was_not_sent_can_be_sent_again(visitor: Visitor) -> None:
    """It stays in its chat, with what it was to answer, until it is sent or discarded."""
    await visitor.open("forum")
    await visitor.page.route("**/api/send", lambda route: route.abort())
    await visitor.write("/ask@talks_bot when was the lamp lit")
    failed = visitor.page.locator(".row.pending.failed")
    await visitor.sees(failed, "Not sent")
    await visitor.sees(failed, "does not answer")
    await visitor.page.unroute("**/api/send")
    await failed.get_by_role("button", name="Try again").click()
    await visitor.sees(visitor.newest, "7 March 2024")
    await expect(failed).to_have_count(0)
    await visitor.page.route("**/api/send", lambda route: route.abort())
    await visitor.write("once more")
    await failed.get_by_role("button", name="Discard").click()
    await expect(failed).to_have_count(0)
    visitor.complaints.clear()  # the browser reports what was not sent


async def drafts_survive_a_reload(visitor: Visitor) -> None:
    """Each in its chat; what was sent is no draft."""
    await visitor.start()
    await visitor.field.fill("half a question")
    await visitor.open("group")
    await visitor.field.fill("another half")
    await visitor.page.reload()
    await expect(visitor.field).to_have_value("half a question")
    await visitor.open("group")
    await expect(visitor.field).to_have_value("another half")
    await visitor.field.press("Enter")
    await expect(visitor.mine).to_have_count(1)
    await visitor.page.reload()
    await visitor.open("group")
    await expect(visitor.mine).to_have_count(1)
    await expect(visitor.field).to_have_value("")


async def the_button_of_a_message_s_actions_covers_no_text(visitor: Visitor) -> None:
    """It stands beside the bubble, on the page, and the pointer reaches it."""
    await visitor.open("group")
    await visitor.sees(visitor.newest, "A storm broke")
    for row in (visitor.newest, visitor.mine.last):
        bubble, more = row.locator(".bubble"), row.locator(".more")
        await bubble.hover()
        covered, button = await box_of(bubble), await box_of(more)
        assert button["x"] >= covered["right"] or button["right"] <= covered["x"]
        chat = await box_of(visitor.page.locator("#messages"))
        assert chat["x"] <= button["x"]
        assert button["right"] <= chat["right"]
        await more.click()
        await expect(visitor.page.get_by_role("menuitem").first).to_be_visible()
        await visitor.page.keyboard.press("Escape")


async def where_the_computer_chooses_the_colours_there_are_edges(visitor: Visitor) -> None:
    """A bubble, a button and the field are told from their ground by a line."""
    await visitor.start()
    await visitor.page.emulate_media(forced_colors="active")
    for part in (
        visitor.newest.locator(".bubble"),
        visitor.newest.locator(".key").first,
        visitor.page.locator("#composer"),
    ):
        assert await part.evaluate("(element) => getComputedStyle(element).borderTopStyle") == "solid"
    colours = [
        await visitor.page.locator(f"#tab-{name}").evaluate("(tab) => getComputedStyle(tab).borderBottomColor")
        for name in ("explain", "knowledge", "desk")
    ]
    assert colours[0] != colours[1]
    assert colours[1] == colours[2]
    await visitor.page.emulate_media(forced_colors="none")


async def tab_enters_at_the_newest_message(visitor: Visitor) -> None:
    """Also after others were walked to, and after more has come."""
    await visitor.start()
    await visitor.ask("when was the lamp lit", "7 March 2024")
    await visitor.newest.focus()
    await visitor.page.keyboard.press("ArrowUp")
    await visitor.page.keyboard.press("ArrowUp")
    await visitor.ask("what broke the glass of the lantern", "A storm broke")
    await expect(visitor.page.locator("#messages .row[tabindex='0']")).to_have_count(1)
    await visitor.page.locator("#panel-toggle").focus()
    await visitor.page.keyboard.press("Tab")
    await expect(visitor.newest).to_be_focused()
    await visitor.page.keyboard.press("Tab")
    await expect(visitor.newest.locator(".key").first).to_be_focused()
    await visitor.newest.focus()
    await visitor.page.keyboard.press("Shift+Tab")
    await expect(visitor.page.locator("#panel-toggle")).to_be_focused()


async def test_in_a_group(visitor: Visitor) -> None:
    """What is sent there, and what is not."""
    await visitor.does(
        a_bare_command_that_is_not_delivered_says_what_to_write,
        the_button_of_a_message_s_actions_covers_no_text,
        ask_from_the_list_keeps_the_message_it_answers,
        a_message_that_was_not_sent_can_be_sent_again,
    )


async def test_in_private(visitor: Visitor) -> None:
    """In forced colours, by keys, over a reload, with a broken base."""
    await visitor.does(
        where_the_computer_chooses_the_colours_there_are_edges,
        tab_enters_at_the_newest_message,
        drafts_survive_a_reload,
        a_broken_base_is_seen_with_the_panel_closed,
    )


@pytest.mark.parametrize("looks", [PHONE], ids=["phone"])
async def test_on_a_phone(visitor: Visitor) -> None:
    """With its Back, and by touch."""
    await visitor.does(back_on_a_phone_goes_to_the_chats, a_touch_on_a_message_offers_to_explain_it)
