"""Direct messages of a channel: whoever writes is spoken to as in private, in the topic that is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import rows, store_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import Chat, Message, User

SAY = catalogue("en")
QUESTION = "Who resigned?"


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """Run a stand-in for each test alone, with inline mode, whose buttons these chats do not take."""
    async with StandIn(username="talks_bot") as standin:
        standin.world.modes.inline = True
        yield standin


@pytest.fixture
def direct(api: StandIn) -> Chat:
    """Return the direct messages of a channel that the bot is an admin of."""
    return api.world.add_direct_messages(api.world.add_channel("News"))


async def told(api: StandIn, who: User, direct: Chat, text: str) -> Message:
    """Let somebody write, and return the bot's next message, which stands in their own topic."""
    asked = await api.world.say(who, direct, text)
    answer = await api.world.wait_for_message(direct, after=asked)
    assert answer.direct_topic_id == asked.direct_topic_id
    return answer


async def test_whoever_writes_is_answered_as_in_private(api: StandIn, anna: User, direct: Chat) -> None:
    """Texts without a command, commands, stickers, buttons, a picture and an edit; nothing is refused."""
    async with running(api, "shipped"):
        assert "Yermak" in (await told(api, anna, direct, QUESTION)).text
        assert "28 November" in (await told(api, anna, direct, "when?")).text
        start, private = await told(api, anna, direct, "/start"), api.world.private(anna)
        await api.world.say(anna, private, "/start")
        assert start.text == (await api.world.wait_for_message(private)).text
        sticker = await api.world.send(anna, direct, "sticker")
        assert SAY("unreadable.text") in (await api.world.wait_for_message(direct, after=sticker)).text
        timeline = await told(api, anna, direct, "/timeline")
        await api.world.tap(anna, timeline, "1")
        fact = await api.world.wait_for_message(direct, after=timeline)
        await api.world.tap(anna, timeline, SAY("button.picture"))
        picture = await api.world.wait_for_message(direct, after=fact)
        asked = await api.world.say(anna, direct, "Who leads the Ukrainian delegation?")
        answer = await api.world.wait_for_message(direct, after=picture)
        await api.world.edit(asked, QUESTION)
        assert "Yermak" in (await api.world.wait_for_edit(answer)).text
        await confirmed(api)
    assert {fact.direct_topic_id, picture.direct_topic_id} == {asked.direct_topic_id}
    assert picture.media
    assert [call for call in api.journal if not call.ok and call.method != "getUpdates"] == []


async def test_each_topic_has_a_conversation_and_settings_of_its_own(
    api: StandIn, anna: User, direct: Chat, database_url: str
) -> None:
    """What follows is read with what the same person asked; a language is chosen by and for one person."""
    olha, chief = (api.world.add_user(name, language_code="en") for name in ("Olha", "Chief"))
    async with running(api, "shipped", store=store_at(database_url)):
        await told(api, anna, direct, QUESTION)
        assert "28 November" not in (await told(api, olha, direct, "when?")).text
        card = await told(api, anna, direct, "/settings")
        ukrainian = next(each["text"] for each in card.buttons if each["text"].startswith("Укр"))
        assert (await api.world.tap(chief, card, ukrainian)).text == SAY("alert.not_yours")
        assert not (await api.world.tap(anna, card, ukrainian)).text
        await api.world.wait_for_edit(card)
        assert "Єрмак" in (await told(api, anna, direct, QUESTION)).text
        assert "Yermak" in (await told(api, olha, direct, QUESTION)).text
        forgotten = await told(api, anna, direct, "/forget")
        assert catalogue("uk")("forget.settings", n=1) in forgotten.text
        assert "Yermak" in (await told(api, anna, direct, QUESTION)).text
        await confirmed(api)
    assert rows(database_url, "SELECT chat_id FROM settings") == []
    assert set(rows(database_url, "SELECT chat_id FROM answers")) == {(direct.id,)}, "as /privacy says"


async def test_a_reply_that_waited_is_sent_in_its_topic(
    api: StandIn, anna: User, direct: Chat, database_url: str
) -> None:
    """The database has it, as what a channel's direct messages take no reply without."""
    async with running(api, store=store_at(database_url)):
        api.faults.server_error(502, times=2, method="sendMessage")
        assert "resigned" in (await told(api, anna, direct, QUESTION)).text


async def test_what_is_not_said_to_the_bot_gets_silence(api: StandIn, anna: User, direct: Chat) -> None:
    """An admin who answers somebody, a post that is suggested, and news of the bot's own rights."""
    chief = api.world.add_user("Chief", language_code="en")
    channel = next(each for each in api.world.chats.values() if each.title == "News")
    async with running(api):
        first = await told(api, anna, direct, QUESTION)
        asked = await api.world.say(anna, direct, "thanks")
        await api.world.wait_for_message(direct, after=first)
        before = len(api.journal.of("sendMessage"))
        await api.world.say(chief, direct, QUESTION, reply_to=asked)
        body = api.world.as_json(asked) | {"text": QUESTION}
        sender = {"id": channel.id, "type": "channel", "title": "News"}
        as_channel = {"from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}, "sender_chat": sender}
        api.world.queue("message", body | as_channel, direct.id)
        api.world.queue("message", body | {"suggested_post_info": {"state": "pending"}}, direct.id)
        await api.world.add_bot(channel, by=chief)
        direct.members.clear()
        await api.world.add_bot(direct, by=chief)
        await confirmed(api)
        assert len(api.journal.of("sendMessage")) == before


async def test_a_button_whose_topic_is_not_told_any_more_says_so(api: StandIn, anna: User, direct: Chat) -> None:
    """Of a message that is too old Telegram shows its chat alone."""
    async with running(api):
        start = await told(api, anna, direct, "/start")
        old = {"message_id": start.message_id, "date": 0, "chat": api.world.as_json(start)["chat"]}
        tap = {"id": api.world.taps.open(direct.id), "message": old, "data": start.buttons[0]["callback_data"]}
        api.world.queue("callback_query", tap | {"from": api.world.named(anna), "chat_instance": "1"}, direct.id)
        await confirmed(api)
        assert len(api.journal.of("sendMessage")) == 1
        assert api.journal.of("answerCallbackQuery")[-1].params["text"] == SAY("alert.old")
