"""What one process was told to forget all do, without being told whom: what anybody asked; in both databases."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.playground.standin import StandIn
from bot.rendering.catalogue import catalogue
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.e2e.running import running
from tests.e2e.test_edited_away import SOON
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import KEY, ask, rows

if TYPE_CHECKING:
    import pytest

SAY = catalogue("en")


def store_at(url: str) -> Store:
    """Return a store that looks often."""
    return Store(engine_for(url), key=KEY, lease=1)


async def test_what_one_process_was_told_to_forget_all_forget(database_url: str) -> None:
    """There is no last question to explain any more, and an edit is noticed all the same; nothing says who it was."""
    async with StandIn(username="talks_bot") as api:
        anna, olha = (api.world.add_user(name, language_code="en") for name in ("Anna", "Olha"))
        chat, other = api.world.private(anna), api.world.private(olha)
        elsewhere = store_at(database_url)
        async with running(api, store=store_at(database_url)) as bot:
            await ask(api, anna, chat, "Who resigned?")
            asked = await api.world.say(olha, other, "Who resigned?")
            answer = await api.world.wait_for_message(other, after=asked)
            await confirmed(api)
            assert (await ask(api, anna, chat, "/why")).text != SAY("why.none")
            await elsewhere.open()
            await elsewhere.records.forget(person=anna.id, chat=anna.id)
            async with asyncio.timeout(10):
                while bot.conversations.memory.last_matches.items():  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(0.05)
            assert (await ask(api, anna, chat, "/why")).text == SAY("why.none")
            await api.world.edit(asked, "Who heads the council?")
            await api.world.wait_for_edit(answer)
            await elsewhere.close()
    (noted,) = rows(database_url, "SELECT value FROM notes WHERE name = 'forgot'")
    assert str(anna.id) not in str(noted)


async def test_what_waits_in_a_chat_that_another_process_forgot_leaves_no_note(database_url: str) -> None:
    """What waits in other chats does, so that an edit changes the answer and brings no second one."""
    async with StandIn(username="talks_bot") as api:
        anna, olha = (api.world.add_user(name, language_code="en") for name in ("Anna", "Olha"))
        chat, other = api.world.private(anna), api.world.private(olha)
        elsewhere = store_at(database_url)
        async with running(api, timing=SOON, store=store_at(database_url)) as bot:
            api.faults.server_error(502, times=1000, method="sendMessage")
            asked = [await api.world.say(who, at, "Who resigned?") for who, at in ((anna, chat), (olha, other))]
            await confirmed(api)
            await elsewhere.open()
            await elsewhere.records.forget(person=anna.id, chat=anna.id)
            async with asyncio.timeout(10):
                while bot.conversations.memory.last_matches.items():  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(0.05)
            api.faults.clear()
            await api.world.wait_for_message(chat)
            answer = await api.world.wait_for_message(other)
            async with asyncio.timeout(10):
                while bot.conversations.outbox.size:  # noqa: ASYNC110 - no event tells that it knows to have sent them
                    await asyncio.sleep(0.01)
            await api.world.edit(asked[1], "Who heads the council?")
            await api.world.wait_for_edit(answer)
            await elsewhere.close()
    assert rows(database_url, "SELECT chat_id FROM answers") == [(olha.id,)]


async def test_a_process_remembers_what_it_was_not_told_to_forget(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own /forget empties nothing else, nor does one from before it began."""
    monkeypatch.setattr("bot.storage.care.RENEWED", 0.02)
    async with StandIn(username="talks_bot") as api:
        anna, olha = (api.world.add_user(name, language_code="en") for name in ("Anna", "Olha"))
        for _ in range(2):
            async with running(api, store=store_at(database_url)):
                await ask(api, anna, api.world.private(anna), "Who resigned?")
                await ask(api, olha, api.world.private(olha), "Who resigned?")
                await asyncio.sleep(0.2)  # it has looked several times
                await ask(api, anna, api.world.private(anna), "/forget")
                await asyncio.sleep(0.2)
                assert (await ask(api, olha, api.world.private(olha), "/why")).text != SAY("why.none")
