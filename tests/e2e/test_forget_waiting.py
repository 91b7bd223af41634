"""/forget while an answer waits in a group: its row names who asked, so it is deleted and never sent."""

from __future__ import annotations

import pytest

from bot.playground.standin import StandIn
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_edited_away import SOON
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import LANGUAGES, rows, store_at


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_reply_that_waits_in_a_group_is_forgotten_with_whoever_asked(database_url: str, language: str) -> None:
    """Somebody else's is sent."""
    say = catalogue(language)
    async with StandIn(username="talks_bot") as api:
        anna, olha = (api.world.add_user(name, language_code=language) for name in ("Anna", "Olha"))
        group, chat = api.world.add_group("Readers", members=[anna, olha]), api.world.private(anna)
        async with running(api, "shipped", timing=SOON, store=store_at(database_url)):
            api.faults.server_error(502, times=1000, method="sendMessage", chat_id=group.id)
            for who in (anna, olha):
                await api.world.say(who, group, f"/ask@talks_bot {LANGUAGES[language][0]}")
            await confirmed(api)
            asked = await api.world.say(anna, chat, "/forget")
            said = (await api.world.wait_for_message(chat, after=asked)).text
            assert say.count("forget.waiting", 1) in said
            assert rows(database_url, "SELECT asker FROM outbox") == [(olha.id,)]
            api.faults.clear()
            answer = await api.world.wait_for_message(group)
            asked = await api.world.say(olha, group, "/privacy@talks_bot")
            await api.world.wait_for_message(group, after=asked)
        replied = [each.reply_to for each in group.messages.values() if each.sender == api.world.bot]
    assert replied == [answer.reply_to, asked.message_id]
    assert group.messages[answer.reply_to or 0].sender == olha


async def test_what_is_sent_late_in_a_private_chat_that_was_forgotten_leaves_no_note(database_url: str) -> None:
    """Neither an answer that waited while its person sent /forget, nor that of /forget; what comes after does."""
    async with StandIn(username="talks_bot") as api:
        anna = api.world.add_user("Anna", language_code="en")
        chat = api.world.private(anna)
        async with running(api, timing=SOON, store=store_at(database_url)):
            api.faults.server_error(502, times=1000, method="sendMessage")
            for text in ("Who resigned?", "/forget"):
                await api.world.say(anna, chat, text)
            await confirmed(api)
            api.faults.clear()
            answer = await api.world.wait_for_message(chat)
            told = await api.world.wait_for_message(chat, after=answer)
            assert told.text == catalogue("en")("forget.done")
            asked = await api.world.say(anna, chat, "/privacy")
            await api.world.wait_for_message(chat, after=asked)
    assert rows(database_url, "SELECT message_id FROM answers") == [(asked.message_id,)]
