"""How what is said in parts is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.handlers.attempt import Attempt, current
from bot.handlers.delivery import Place, Speech, send
from bot.playground.standin import StandIn, Topic
from bot.playground.standin.methods import HANDLERS
from bot.serving.connection import Connection
from tests.e2e.test_faults import answers, someone

if TYPE_CHECKING:
    from bot.playground.standin.service import Params, Service


@pytest.mark.parametrize("in_group", [False, True])
async def test_a_topic_that_vanishes_between_two_parts_has_none_of_them_twice(
    monkeypatch: pytest.MonkeyPatch, *, in_group: bool
) -> None:
    """The rest goes beside it, below the first in a group; all are known as the answer."""
    async with StandIn(username="talks_bot") as api, Connection(api.token, api.url) as bot:
        anna, chat = someone(api)
        chat.started = True
        if in_group:
            chat = api.world.add_group("Readers", members=[anna], forum=True)
        chat.topics[77] = Topic(chat_id=chat.id, id=77, name="News")  # as in private, too
        asked = api.world.place(chat, sender=anna, text="hello", topic_id=77)
        as_usual = HANDLERS["sendMessage"]

        async def sent_once(service: Service, params: Params) -> object:
            try:
                return await as_usual(service, params)
            finally:
                chat.topics.clear()

        monkeypatch.setitem(HANDLERS, "sendMessage", sent_once)
        current.set(Attempt(1))
        ids = await send(bot, Place(chat.id, 77, asked.message_id), Speech(("one", "two", "three")))
        said = answers(api, chat)
    assert [message.text for message in said] == ["one", "two", "three"]
    assert [message.message_id for message in said] == list(ids)
    assert [message.reply_to for message in said] == [asked.message_id, *2 * [ids[0] if in_group else None]]
