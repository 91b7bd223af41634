"""A question that is edited while its answer waits: what was asked no more is not answered, in both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.e2e.running import QUICK, running, start
from tests.e2e.test_faults import confirmed
from tests.e2e.test_outbox import died, store_at
from tests.e2e.test_votes import LANGUAGES

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, StandIn, User

SOON = replace(QUICK, slow=0.2, adopt_every=0.2, give_up_after=60.0)
CHATTER = {"en": "never mind", "uk": "неважливо", "ru": "никогда"}
ALL = 1000
"""Failures of sending: more than there are tries before they are ended."""


def readers(api: StandIn, language: str) -> tuple[Chat, User]:
    """Return a group and a member; the bot is shown all messages, as an edit that it is not shown changes nothing."""
    api.world.privacy.enabled = False
    anna = api.world.add_user("Anna", language_code=language)
    return api.world.add_group("Readers", members=[anna]), anna


def said(api: StandIn, group: Chat) -> list[Message]:
    """Return what stands in a group of the bot's messages."""
    return [each for each in group.messages.values() if each.sender == api.world.bot and each.service is None]


async def next_answer(api: StandIn, who: User, group: Chat) -> Message:
    """Ask something whose answer comes behind all that waits, and return it."""
    asked = await api.world.say(who, group, "/privacy@talks_bot")
    found = lambda: next((each for each in said(api, group) if each.reply_to == asked.message_id), None)  # noqa: E731
    return await api.world.wait_for(found, "the next answer", timeout=20)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_question_edited_into_chatter_gets_no_answer_later(
    api: StandIn, database_url: str, language: str
) -> None:
    """By /ask, and in reply to the bot."""
    group, anna = readers(api, language)
    question, chatter = LANGUAGES[language][0], CHATTER[language]
    async with running(api, "shipped", timing=SOON, store=store_at(database_url)):
        first = await next_answer(api, anna, group)
        api.faults.server_error(502, times=ALL, method="sendMessage")
        asked = await api.world.say(anna, group, f"/ask@talks_bot {question}")
        replied = await api.world.say(anna, group, question, reply_to=first)
        await confirmed(api)  # both answers wait
        for each in (asked, replied):
            await api.world.edit(each, chatter)
        await confirmed(api)
        api.faults.clear()
        last = await next_answer(api, anna, group)
    assert said(api, group) == [first, last]


async def test_a_question_edited_into_another_has_one_answer(api: StandIn, database_url: str) -> None:
    """The one to what it says now."""
    group, anna = readers(api, "en")
    async with running(api, "shipped", timing=SOON, store=store_at(database_url)):
        api.faults.server_error(502, times=ALL, method="sendMessage")
        asked = await api.world.say(anna, group, "/ask@talks_bot Who resigned?")
        await confirmed(api)
        await api.world.edit(asked, "/ask@talks_bot Who heads the delegation?")
        await confirmed(api)
        api.faults.clear()
        last = await next_answer(api, anna, group)
        there = lambda: next((each for each in said(api, group) if "Umerov" in each.text), None)  # noqa: E731
        answer = await api.world.wait_for(there, "the answer that waited", timeout=20)
    assert answer.reply_to == asked.message_id
    assert {each.message_id for each in said(api, group)} == {answer.message_id, last.message_id}


async def test_it_is_so_after_a_crash(api: StandIn, database_url: str) -> None:
    """Whoever takes on what waits looks whether it still does."""
    group, anna = readers(api, "en")
    api.faults.server_error(502, times=ALL, method="sendMessage")
    bot = start(api, "shipped", timing=SOON, store=store_at(database_url))
    asked = await api.world.say(anna, group, "/ask@talks_bot Who resigned?")
    await confirmed(api)
    await died(bot)
    async with running(api, "shipped", timing=SOON, store=store_at(database_url)):
        await api.world.edit(asked, "never mind")
        await confirmed(api)
        api.faults.clear()
        last = await next_answer(api, anna, group)
    assert said(api, group) == [last]


async def test_another_process_sends_no_reply_that_was_withdrawn(api: StandIn, database_url: str) -> None:
    """As where a replica gets the edit: the row alone is gone."""
    group, anna = readers(api, "en")
    store = store_at(database_url)
    async with running(api, "shipped", timing=SOON, store=store):
        api.faults.server_error(502, times=ALL, method="sendMessage")
        asked = await api.world.say(anna, group, "/ask@talks_bot Who resigned?")
        await confirmed(api)
        assert await store.withdraw(group.id, asked.message_id) == 1
        api.faults.clear()
        last = await next_answer(api, anna, group)
    assert said(api, group) == [last]


async def test_an_answer_that_was_on_its_way_is_deleted_when_it_is_there(api: StandIn, database_url: str) -> None:
    """Telegram takes it late, behind the edit."""
    group, anna = readers(api, "en")
    async with running(api, "shipped", timing=SOON, store=store_at(database_url)):
        api.faults.delay(60, method="sendMessage", chat_id=group.id)
        asked = await api.world.say(anna, group, "/ask@talks_bot Who resigned?")
        await confirmed(api)  # as it is slow, it counts as kept
        await api.world.edit(asked, "never mind")
        await confirmed(api)
        api.faults.let_go()
        last = await next_answer(api, anna, group)
        assert len(api.journal.of("deleteMessage")) == 1
    assert said(api, group) == [last]
