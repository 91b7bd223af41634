"""Updates of servers that are older than PTB: what can be read is read."""

from __future__ import annotations

import copy
import time
from typing import Any

import pytest
from telegram import Bot

from bot.playground.standin import StandIn
from bot.playground.standin.samples import sample
from bot.serving.parsing import ODD, parsed
from tests.e2e.running import running

BOT = Bot("42:made-up")
CHAT = {"id": 5, "type": "private", "first_name": "Anna"}
MESSAGE = {"message_id": 1, "date": int(time.time()), "chat": CHAT, "from": {**CHAT, "is_bot": False}, "text": "Who?"}


def old_poll() -> dict[str, Any]:
    """Return a poll as an old server sends it: without a field that PTB needs since API 10.0 and one it always did."""
    poll: dict[str, Any] = sample("poll")["poll"]
    del poll["members_only"], poll["is_closed"]
    return poll


def older_poll() -> dict[str, Any]:
    """Return one that lacks something in its options, too."""
    poll = old_poll()
    for option in poll["options"]:
        del option["persistent_id"], option["text"]
    return poll


ODD_PHOTO = [{"file_id": "x"}]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"poll": old_poll()}, "message.poll"),
        ({"reply_to_message": {**MESSAGE, "text": "It", "poll": old_poll()}}, "message.reply_to_message.poll"),
        ({"reply_to_message": {**MESSAGE, "text": "It", "poll": older_poll()}}, "message.reply_to_message.poll"),
        ({"photo": ODD_PHOTO}, "message.photo"),
        ({"photo": ODD_PHOTO, "poll": old_poll()}, "message.photo, poll"),
    ],
)
def test_a_part_that_cannot_be_read_is_left_out(
    fields: dict[str, Any], names: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The text stays, and all that can be read; the log names the part and quotes nothing."""
    raw = {"update_id": 9, "message": {**MESSAGE, **fields}}
    before = copy.deepcopy(raw)
    update = parsed(raw, BOT)
    assert update.message is not None
    assert update.message.text == "Who?"
    assert update.message.chat.id == 5
    if "reply_to_message" in fields:
        assert update.message.reply_to_message is not None
        assert update.message.reply_to_message.text == "It"
    assert names in caplog.messages[0]
    assert "Who?" not in caplog.text
    assert raw == before


@pytest.mark.parametrize("message", [{}, {**MESSAGE, "chat": {"id": "Who?"}}, {**MESSAGE, "chat": 5, "poll": []}])
def test_what_is_needed_is_not_left_out(message: dict[str, Any]) -> None:
    """Without a chat there is nobody to answer."""
    with pytest.raises(ODD):
        parsed({"update_id": 9, "message": message}, BOT)


async def test_a_reply_to_an_old_servers_poll_is_answered() -> None:
    """Over HTTP, as the message of any other."""
    async with StandIn(username="talks_bot") as api:
        user = api.world.add_user("Anna", language_code="en")
        chat = api.world.private(user)
        person = {**CHAT, "id": user.id}
        sent = {**MESSAGE, "chat": person, "from": {**person, "is_bot": False}, "text": "who resigned"}
        async with running(api):
            await api.world.say(user, chat, "hello")
            first = await api.world.wait_for_message(chat, timeout=10)
            api.world.queue("message", {**sent, "reply_to_message": {**sent, "poll": old_poll()}}, None)
            second = await api.world.wait_for_message(chat, after=first, timeout=10)
            assert "Nils Berg" in second.text
