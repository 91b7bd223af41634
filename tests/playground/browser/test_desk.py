"""The curator's desk on the page: from a wrong reply to a better base, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from bot.curating.labelled import questions_file
from tests.playground.test_desk import QUESTIONS

if TYPE_CHECKING:
    from playwright.async_api import Locator

    from tests.playground.browser.visitor import Visitor

MISS = "who made the beacon shine"


def desk(visitor: Visitor) -> Locator:
    """Return the desk."""
    return visitor.page.locator("#desk")


async def missed(visitor: Visitor) -> bytes:
    """Ask what the base does not hold in these words; return what the file holds."""
    await visitor.start()
    count = await visitor.answers.count()
    await visitor.write(MISS)
    await expect(visitor.answers).to_have_count(count + 1)
    await expect(visitor.newest).not_to_contain_text("7 March")
    return visitor.running.knowledge.read_bytes()


async def wrong(visitor: Visitor) -> None:
    """Say of the newest reply that it was wrong."""
    await visitor.newest.focus()
    await visitor.page.keyboard.press("Enter")
    await visitor.page.get_by_role("menuitem", name="This was wrong").click()


async def taught(visitor: Visitor, question: str = MISS) -> None:
    """Teach a question the entry of the lamp, up to the preview."""
    await visitor.page.locator("#lesson-question").fill(question)
    await visitor.page.locator("#lesson-search").fill("lamp again")
    await desk(visitor).locator(".choice input[value='lamp-lit']").check()
    await desk(visitor).get_by_role("button", name="Show what it changes").click()


async def undone(visitor: Visitor) -> None:
    """Press Undo with the keyboard, which stays on the desk, and wait until the base is as it was."""
    await desk(visitor).get_by_role("button", name="Undo").press("Enter")
    await expect(desk(visitor).get_by_role("button", name="Undo")).to_have_count(0)
    await expect(desk(visitor)).to_be_focused()
    await visitor.page.locator("#tab-knowledge").click()
    await visitor.page.locator("#entry-search").fill("beacon")
    await expect(visitor.page.locator("#knowledge .entries summary")).to_have_count(0)


async def a_wrong_reply_is_mended_and_the_mending_taken_back(visitor: Visitor) -> None:
    """The change and what else it changes are seen before anything is written; Undo leaves not a byte of it."""
    before = await missed(visitor)
    await wrong(visitor)
    await expect(visitor.page.locator("#lesson-question")).to_have_value(MISS)
    await taught(visitor)
    await visitor.sees(desk(visitor).locator(".diff").first, f"+        {MISS}")
    await visitor.sees(desk(visitor).locator(".sum"), "0 worse, 1 better")
    await visitor.sees(desk(visitor).locator(".changed .mended"), MISS)
    assert visitor.running.knowledge.read_bytes() == before
    await desk(visitor).get_by_role("button", name="Keep").click()
    await visitor.sees(desk(visitor).locator(".kept"), "Kept")
    await visitor.page.locator("#tab-knowledge").click()
    await visitor.page.locator("#entry-search").fill("beacon")
    await expect(visitor.page.locator("#knowledge .entries summary code")).to_have_text(["lamp-lit"])
    await visitor.ask(MISS, "7 March 2024")
    await visitor.page.locator("#tab-desk").click()
    await undone(visitor)
    assert visitor.running.knowledge.read_bytes() == before
    assert not visitor.running.knowledge.with_name("questions.yaml").exists()


async def the_keyboard_stays_on_the_desk(visitor: Visitor) -> None:
    """On Undo, also when the base has been read anew; and on the desk when there is nothing left to be undone."""
    await missed(visitor)
    await wrong(visitor)
    await taught(visitor)
    async with visitor.page.expect_response(lambda response: response.url.endswith("unanswered")) as read_anew:
        await desk(visitor).get_by_role("button", name="Keep").press("Enter")
    await (await read_anew.value).finished()
    await visitor.sees(desk(visitor).locator(".kept"), "Kept")
    await expect(desk(visitor).get_by_role("button", name="Undo")).to_be_focused()
    await undone(visitor)


async def a_file_that_was_changed_meanwhile_is_left_alone(visitor: Visitor) -> None:
    """The page says so, and the proposal can be made again."""
    await missed(visitor)
    await wrong(visitor)
    await taught(visitor)
    await visitor.sees(desk(visitor).locator(".sum"), "1 better")
    visitor.running.write("story:\n", "# mine\nstory:\n")
    mine = visitor.running.knowledge.read_bytes()
    await desk(visitor).get_by_role("button", name="Keep").click()
    await visitor.sees(visitor.toast, "changed meanwhile")
    assert visitor.running.knowledge.read_bytes() == mine
    visitor.complaints.clear()  # the browser reports what was refused


async def what_should_not_be_answered_is_labelled(visitor: Visitor) -> None:
    """The base stays as it is; the reply's explanation leads here too."""
    before = await missed(visitor)
    await visitor.page.locator("#tab-explain").click()
    await visitor.page.locator("#explain").get_by_role("button", name="This was wrong").click()
    await desk(visitor).get_by_label("To say that it does not know").check()
    await visitor.page.locator("#lesson-reason").select_option("off_topic")
    await desk(visitor).get_by_role("button", name="Show what it changes").click()
    await visitor.sees(desk(visitor).locator(".lesson"), "only the label is saved")
    await desk(visitor).get_by_role("button", name="Keep").click()
    await visitor.sees(desk(visitor).locator(".kept"), "Kept")
    assert visitor.running.knowledge.read_bytes() == before
    assert "off_topic" in visitor.running.knowledge.with_name("questions.yaml").read_text(encoding="utf-8")


async def test_a_new_fact_is_written_with_all_its_keys(visitor: Visitor) -> None:
    """What is missing is said; then the bot answers with it."""
    await missed(visitor)
    await wrong(visitor)
    await desk(visitor).get_by_label("A new fact").check()
    for code in ("en", "uk", "ru"):
        await visitor.page.locator(f"#new-text-{code}").fill("The keeper made it shine.")
    await desk(visitor).get_by_role("button", name="Show what it changes").click()
    await visitor.sees(desk(visitor).locator(".problems"), "paragraph")
    await visitor.page.locator("#new-paragraph").fill("4")
    await visitor.page.locator("#new-status").select_option("statement")
    await desk(visitor).get_by_role("button", name="Show what it changes").click()
    await visitor.sees(desk(visitor).locator(".diff").first, "The keeper made it shine.")
    await visitor.sees(desk(visitor).locator(".sum"), "0 worse")
    await desk(visitor).get_by_role("button", name="Keep").click()
    await visitor.sees(desk(visitor).locator(".kept"), "Kept")
    await visitor.page.locator("#tab-knowledge").click()
    await visitor.sees(visitor.page.locator("#knowledge-state"), "3 facts")
    await visitor.ask(MISS, "The keeper made it shine.")


async def test_all_labelled_questions_are_run(visitor: Visitor) -> None:
    """Every fifth is labelled only, and its figure stands apart; the next run tells what has changed since."""
    await visitor.page.locator("#tab-desk").click()
    await desk(visitor).get_by_role("button", name="Ask all").click()
    await visitor.sees(desk(visitor).locator(".measure"), "There are none yet")
    await missed(visitor)
    asked = [MISS, "beacon went on when", "beacon shining since", "the light came back", "is the beacon on now"]
    for number, question in enumerate(asked, start=1):
        await wrong(visitor)
        await taught(visitor, question)
        note = "Every fifth question" if number == 5 else "A line mends its own question"
        await visitor.sees(desk(visitor).locator(".lesson .proposal .hint"), note)
        await desk(visitor).get_by_role("button", name="Keep").click()
        await visitor.sees(desk(visitor).locator(".kept"), "Kept")
    await desk(visitor).get_by_role("button", name="Ask all").click()
    await expect(desk(visitor).locator(".figures tbody tr").first.locator("td").first).to_have_text("4")
    await visitor.sees(desk(visitor).locator(".measure"), "no run before")
    await visitor.sees(desk(visitor).locator(".measure"), "narrowest margins")
    await expect(desk(visitor).locator(".measure")).not_to_contain_text(asked[4])
    await desk(visitor).get_by_role("button", name="Ask all").click()
    await visitor.sees(desk(visitor).locator(".measure"), "Since the last run: 0 better, 0 worse")


async def test_an_unknown_word_is_previewed_kept_and_taken_back(visitor: Visitor) -> None:
    """As a line is: the lines, what they change, Keep, Undo."""
    before = visitor.running.knowledge.read_bytes()
    questions_file(visitor.running.knowledge).write_text(QUESTIONS, encoding="utf-8")
    await visitor.page.locator("#tab-desk").click()
    await desk(visitor).get_by_role("button", name="Unknown words").click()
    await visitor.sees(desk(visitor).locator(".measure"), "“beacon” as a synonym of")
    await desk(visitor).locator(".measure").get_by_role("button", name="Show what it changes").click()
    await visitor.sees(desk(visitor).locator(".proposal"), "beacon")
    await visitor.sees(desk(visitor).locator(".proposal .sum"), "0 worse")
    assert visitor.running.knowledge.read_bytes() == before
    await desk(visitor).get_by_role("button", name="Keep").click()
    await visitor.sees(desk(visitor).locator(".kept"), "Kept")
    assert b"beacon" in visitor.running.knowledge.read_bytes()
    await desk(visitor).get_by_role("button", name="Undo").click()
    await expect(desk(visitor).get_by_role("button", name="Undo")).to_have_count(0)
    assert visitor.running.knowledge.read_bytes() == before


async def without_a_report_the_desk_says_how_to_have_one(visitor: Visitor) -> None:
    """Nothing is read that was not named."""
    await visitor.page.locator("#tab-desk").click()
    await visitor.sees(desk(visitor).locator(".asked-in-vain"), "--report")


GROUP = {"text": f"{MISS} <b>?", "people": 4, "language": "en", "reason": "not_in_source", "nearest": "lamp-lit"}
REPORT = {"first": "2026-11-01", "last": "2026-11-26", "questions": [], "unanswered": [GROUP]}


@pytest.mark.parametrize("report", [json.dumps(REPORT)], ids=["report"])
async def test_what_people_asked_in_vain_stands_here(visitor: Visitor) -> None:
    """In groups of alike, each with the same three choices; what was typed there is text."""
    await visitor.page.locator("#tab-desk").click()
    group = desk(visitor).locator(".groups li")
    await visitor.sees(group, f"{MISS} <b>?")
    await visitor.sees(group, "4 people · Not in the source · lamp-lit")
    await expect(group.get_by_role("button")).to_have_text(["Right entry", "No answer", "New fact"])
    await group.get_by_role("button", name="Right entry").click()
    await expect(visitor.page.locator("#lesson-question")).to_have_value(f"{MISS} <b>?")
    await desk(visitor).locator(".choice input[value='lamp-lit']").check()
    await desk(visitor).get_by_role("button", name="Show what it changes").click()
    await visitor.sees(desk(visitor).locator(".sum"), "1 better")


@pytest.mark.parametrize("looks", [{"locale": "uk-UA", "color_scheme": "dark"}], ids=["Ukrainian, dark"])
async def test_the_desk_speaks_the_page_s_language(visitor: Visitor) -> None:
    """All of it, but for what the checker says."""
    await visitor.page.locator("#start").click()
    await visitor.write("хто запалив маяк")
    await visitor.sees(visitor.page.locator("#explain .asked"), "хто запалив маяк")
    await visitor.page.locator("#explain").get_by_role("button", name="Це неправильно").click()
    await visitor.page.locator("#lesson-search").fill("лампу")
    await desk(visitor).locator(".choice input").first.check()
    await desk(visitor).get_by_role("button", name="Показати, що зміниться").click()
    await visitor.sees(desk(visitor).locator(".sum"), "Поставлено запитань")
    changed = await desk(visitor).locator(".changed small").all_inner_texts()
    assert changed
    assert not any("_" in each for each in changed)


async def test_what_is_taken_back_leaves_room_for_more(visitor: Visitor) -> None:
    """Mended and undone, refused, labelled alone."""
    await visitor.does(
        without_a_report_the_desk_says_how_to_have_one,
        a_wrong_reply_is_mended_and_the_mending_taken_back,
        the_keyboard_stays_on_the_desk,
        a_file_that_was_changed_meanwhile_is_left_alone,
        what_should_not_be_answered_is_labelled,
    )
