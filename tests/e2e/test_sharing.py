"""The button that passes an answer on, and the links that lead to entries, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn, Status
from tests.e2e.running import running
from tests.e2e.test_inline import CONFLICT, ELSEWHERE, OPEN, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import Chat, Message, User

SHARE = "↗"


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """Run a stand-in with inline mode for each test alone."""
    async with StandIn(username="talks_bot") as standin:
        standin.world.modes.inline = True
        yield standin


async def ask(api: StandIn, who: User, chat: Chat, question: str) -> Message:
    """Ask and return the answer."""
    asked = await api.world.say(who, chat, question)
    return await api.world.wait_for_message(chat, after=asked)


@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("asked", [{k: v[0] for k, v in QUESTIONS.items()}, CONFLICT, OPEN])
async def test_what_is_shared_finds_the_same_answer(api: StandIn, asked: dict[str, str], language: str) -> None:
    """In the language of the answer, whatever the language of the app; the button stands in the row of the votes."""
    anna = api.world.add_user("Anna", language_code="en")
    async with running(api, "shipped"):
        answer = await ask(api, anna, api.world.private(anna), asked[language])
        (share,) = [button for button in answer.buttons if "switch_inline_query" in button]
        (row,) = [row for row in (answer.reply_markup or {})["inline_keyboard"] if share in row]
        assert [each["text"] for each in row][-4:] == ["👍", "👎", "🗑", SHARE]
        offered = await api.world.inline(anna, share["switch_inline_query"])
    assert answer.text in {one.text for one in (offered.results[0], offered.results[-1])}


async def test_nothing_is_shared_that_nobody_could_find(api: StandIn) -> None:
    """An abstention that no entry stands behind, and any answer where inline mode is off."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api, "shipped"):
        assert SHARE not in [each["text"] for each in (await ask(api, anna, chat, ELSEWHERE["en"])).buttons]
    api.world.modes.inline = False
    async with running(api, "shipped"):
        answer = await ask(api, anna, chat, QUESTIONS["en"][0])
    assert [each["text"] for each in answer.buttons][:4] == ["Source", "Copy", "👍", "👎"]
    assert SHARE not in [each["text"] for each in answer.buttons]


async def test_links_lead_to_entries(api: StandIn) -> None:
    """In private, in a group that the bot is added to by the link, and by ids of former times."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    group = api.world.add_group("Readers", admins=[anna], bot=Status.LEFT)
    async with running(api):
        answer = await ask(api, anna, chat, "/start f_berg-resigned")
        assert "resigned" in answer.text
        renamed = await ask(api, anna, chat, "/start f_berg-left")
        assert "earlier id" in renamed.text
        withdrawn = await ask(api, anna, chat, "/start f_ferry-sunk")
        assert "withdrawn" in withdrawn.text
        greeted = await ask(api, anna, chat, "/start inline")
        assert greeted.text.startswith("I answer questions about one thing")
        await api.world.add_bot(group, by=anna)
        welcome = await api.world.wait_for_message(group)
        asked = await api.world.say(anna, group, "/start@talks_bot f_berg-resigned")
        answer = await api.world.wait_for_message(group, after=max(welcome.message_id, asked.message_id))
    assert "resigned" in answer.text
