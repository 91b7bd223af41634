"""What people send and where, beyond what a dialogue can write down."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from bot.handlers.memory import AT_ONCE, MOST_AT_ONCE
from bot.playground.standin import StandIn, Status
from bot.playground.standin.errors import bad_request
from bot.playground.standin.methods import HANDLERS
from bot.rendering.catalogue import catalogue, interface_languages
from tests.e2e.running import running

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, User
    from bot.playground.standin.service import Params, Service

QUESTION = "Who resigned?"


def answers(api: StandIn, chat: Chat) -> list[Message]:
    """Return what the bot said in a chat."""
    return [message for message in chat.messages.values() if message.sender == api.world.bot]


async def confirmed(api: StandIn) -> None:
    """Wait until Telegram keeps no update any more."""
    async with asyncio.timeout(10):
        while api.world.updates.pending:  # noqa: ASYNC110 - confirming is no event that could be waited for
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "text",
    [
        (QUESTION + " ") * 292,
        "x" * 4096,
        "antidisestablishment" * 200,
        "\N{DOVE OF PEACE}" * 2048,
        "<" * 4096,
        "я " * 2048,
        "a" + "\u0301" * 4095,
        "\n" * 4095 + "x",
        "\x00\x07 who \x1b[0m",
        "half a pair: \ud83d",
        "/who \ud83d\x00",
    ],
    ids=lambda text: ascii(text[:12]),
)
async def test_the_oddest_messages_get_an_answer(api: StandIn, anna: User, text: str) -> None:
    """Whatever 4,096 units hold gets a reply, and no apology."""
    chat = api.world.private(anna)
    async with running(api, "shipped"):
        await api.world.say(anna, chat, text)
        answer = await api.world.wait_for_message(chat, timeout=10)
    assert answer.text not in {catalogue(language)("error.text") for language in interface_languages()}


async def test_ask_in_reply_to_a_poll_answers_its_question(api: StandIn, anna: User) -> None:
    """The answer belongs to the poll."""
    olha = api.world.add_user("Olha")
    group = api.world.add_group("Readers", members=[anna, olha])
    asked = await api.world.send(olha, group, "poll")
    assert asked.media is not None
    asked.media["poll"] = {**asked.media["poll"], "question": QUESTION}
    async with running(api):
        await api.world.say(anna, group, "/ask@talks_bot", reply_to=asked)
        answer = await api.world.wait_for_message(group)
    assert "resigned" in answer.text
    assert answer.reply_to == asked.message_id


async def test_a_group_that_becomes_a_supergroup_is_answered_there(api: StandIn, anna: User) -> None:
    """What was asked in the old one is answered in the new one, and nobody is welcomed anew."""
    group = api.world.add_group("Readers", members=[anna], admins=[anna], supergroup=False)
    await api.world.say(anna, group, f"/ask@talks_bot {QUESTION}")
    new = await api.world.migrate(group)
    async with running(api):
        first = await api.world.wait_for_message(new)
        assert "resigned" in first.text
        asked = await api.world.say(anna, new, "/ask@talks_bot hello")
        second = await api.world.wait_for_message(new, after=first)
        assert second.reply_to == asked.message_id
        await confirmed(api)
    assert len(answers(api, new)) == 2


async def test_a_channel_and_other_bots_are_left_alone(api: StandIn, anna: User) -> None:
    """Posts are not questions; the sentinel's answer is the only one."""
    channel = api.world.add_channel("News")
    chat = api.world.private(anna)
    async with running(api):
        await api.world.post(channel, QUESTION)
        await api.world.say(anna, chat, QUESTION)
        await api.world.wait_for_message(chat)
        await confirmed(api)
    assert not answers(api, channel)


async def test_an_old_button_gets_a_friendly_alert(api: StandIn, anna: User) -> None:
    """Data of another version, and data that somebody made up."""
    chat = api.world.private(anna)
    async with running(api):
        for data in ("0x:whatever", "1q:en:../../etc", "~~~", "1t:en:a-topic:1~!"):
            markup = {"inline_keyboard": [[{"text": "Old", "callback_data": data}]]}
            chat.started = True
            old = api.world.place(chat, sender=api.world.bot, text="old", reply_markup=markup)
            assert (await api.world.tap(anna, old, "Old")).text == "This button is out of date. Please ask again."


async def test_a_button_to_a_fact_that_is_gone_says_so(api: StandIn, anna: User) -> None:
    """The base changed since."""
    chat = api.world.private(anna)
    async with running(api):
        markup = {"inline_keyboard": [[{"text": "Source", "callback_data": "1s:en:gone-fact"}]]}
        chat.started = True
        old = api.world.place(chat, sender=api.world.bot, text="old", reply_markup=markup)
        assert (await api.world.tap(anna, old, "Source")).text == "This entry is no longer in the base."


async def test_a_tap_that_is_answered_too_late_still_gets_its_message(api: StandIn, anna: User) -> None:
    """Telegram takes answers to taps for a while only."""
    chat = api.world.private(anna)
    await api.world.say(anna, chat, "/start")
    async with running(api):
        welcome = await api.world.wait_for_message(chat)
    await api.world.press(anna, welcome, welcome.buttons[0]["text"])
    api.world.taps.expire()
    async with running(api):
        await api.world.wait_for_message(chat, after=welcome)


async def test_a_closed_topic_and_a_group_that_muted_the_bot_are_no_errors(
    api: StandIn, anna: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing can be said there, and nothing is wrong with the bot."""
    forum = api.world.add_group("Readers", members=[anna], admins=[anna], forum=True)
    topic = api.world.add_topic(forum, "News")
    await api.world.say(anna, forum, f"/ask@talks_bot {QUESTION}", topic=topic)
    await api.world.close_topic(forum, topic, by=anna)
    async with running(api):
        await confirmed(api)
    assert not answers(api, forum)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize(
    "words",
    [
        "ALLOW_PAYMENT_REQUIRED_5",
        "CHAT_ADMIN_REQUIRED",
        "CHAT_GUEST_SEND_FORBIDDEN",
        "INPUT_USER_DEACTIVATED",
        "PEER_ID_INVALID",
        "USER_BANNED_IN_CHANNEL",
        "group chat was deactivated",
    ],
)
async def test_a_refusal_that_is_nobodys_fault_is_one_line_and_no_apology(
    api: StandIn, anna: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """In Telegram's words; nothing more is sent to a chat that does not want it."""

    async def refuse(_service: Service, _params: Params) -> object:
        raise bad_request(words)

    monkeypatch.setitem(HANDLERS, "sendMessage", refuse)
    caplog.set_level("INFO", logger="bot")
    group = api.world.add_group("Readers", members=[anna])
    await api.world.say(anna, group, f"/ask@talks_bot {QUESTION}")
    async with running(api):
        await confirmed(api)
    of_handlers = [record for record in caplog.records if record.name.startswith("bot.handlers")]
    assert [(record.levelname, record.exc_info) for record in of_handlers] == [("INFO", None)]
    assert len(api.journal.of("sendMessage")) == 1


async def test_a_deleted_topic_is_no_error(api: StandIn, anna: User, caplog: pytest.LogCaptureFixture) -> None:
    """Those who asked there are gone with it."""
    forum = api.world.add_group("Readers", members=[anna], forum=True)
    topic = api.world.add_topic(forum, "News")
    asked = await api.world.say(anna, forum, f"/ask@talks_bot {QUESTION}", topic=topic)
    del forum.topics[topic.id]
    await api.world.delete(asked)
    async with running(api):
        await confirmed(api)
    assert not answers(api, forum)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_what_was_asked_in_a_topic_that_telegram_does_not_find_is_answered_beside_it(
    api: StandIn, anna: User
) -> None:
    """A forum may become a plain group, and of a topic with very many messages bots are shown the end alone."""
    forum = api.world.add_group("Readers", members=[anna], forum=True)
    topic = api.world.add_topic(forum, "News")
    async with running(api):
        await api.world.say(anna, forum, "/who@talks_bot", topic=topic)
        people = await api.world.wait_for_message(forum)
        del forum.topics[topic.id]
        asked = await api.world.say(anna, forum, f"/ask@talks_bot {QUESTION}", topic=topic)
        answer = await api.world.wait_for_message(forum, after=asked)
        await api.world.tap(anna, people, people.buttons[0]["text"])
        dossier = await api.world.wait_for_message(forum, after=answer)
    assert (answer.reply_to, dossier.reply_to) == (asked.message_id, people.message_id)
    assert "resigned" in answer.text


async def test_a_topic_of_a_private_chat_that_is_gone_costs_no_answer(api: StandIn, anna: User) -> None:
    """People may have topics in their chat with the bot; the answer then stands in the chat itself."""
    chat = api.world.private(anna)
    async with running(api):
        asked = await api.world.say(anna, chat, "hello")
        first = await api.world.wait_for_message(chat, after=asked)
        body = api.world.as_json(asked) | {"text": QUESTION, "message_thread_id": 77, "is_topic_message": True}
        api.world.queue("message", body, chat.id)
        assert "resigned" in (await api.world.wait_for_message(chat, after=first)).text


async def test_a_button_of_a_group_that_moved_works_in_the_new_one(
    api: StandIn, anna: User, caplog: pytest.LogCaptureFixture
) -> None:
    """The old message cannot be changed any more: the topic stands in a new one."""
    group = api.world.add_group("Readers", members=[anna], admins=[anna], supergroup=False)
    async with running(api):
        await api.world.say(anna, group, "/topics@talks_bot")
        menu = await api.world.wait_for_message(group)
        new = await api.world.migrate(group)
        await api.world.tap(anna, menu, menu.buttons[0]["text"])
        assert (await api.world.wait_for_message(new)).text.startswith("The ")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_second_tap_at_once_says_nothing_twice(api: StandIn, anna: User) -> None:
    """A finger that trembles gets one answer; the same button later gets another."""
    chat = api.world.private(anna)
    async with running(api) as bot:
        await api.world.say(anna, chat, "/start")
        welcome = await api.world.wait_for_message(chat)
        button = welcome.buttons[0]["text"]
        for _ in range(3):
            await api.world.press(anna, welcome, button)
        await confirmed(api)
        assert len(answers(api, chat)) == 2
        bot.conversations.clock = lambda: time.monotonic() + 60
        assert not (await api.world.tap(anna, welcome, button)).text
        await confirmed(api)
    assert len(answers(api, chat)) == 3
    assert all(call.ok for call in api.journal.of("answerCallbackQuery"))


async def test_an_answer_that_was_deleted_is_not_pointed_to(api: StandIn, anna: User) -> None:
    """Bots are not told of it: the same question gets the whole answer again."""
    group = api.world.add_group("Readers", members=[anna])
    async with running(api):
        await api.world.say(anna, group, f"/ask@talks_bot {QUESTION}")
        first = await api.world.wait_for_message(group)
        await api.world.delete(first)
        await api.world.say(anna, group, f"/ask@talks_bot {QUESTION}")
        second = await api.world.wait_for_message(group, after=first)
    assert second.text == first.text


async def test_nobody_taps_a_group_full_of_messages(api: StandIn, anna: User) -> None:
    """After a handful an alert says so, to one person for a minute; others tap on, and in private everybody does."""
    olha = api.world.add_user("Olha", language_code="en")
    group, chat = api.world.add_group("Readers", members=[anna, olha]), api.world.private(anna)
    too_much = catalogue("en")("alert.too_much")
    async with running(api, "shipped") as bot:
        await api.world.say(anna, group, "/who@talks_bot")
        menu = await api.world.wait_for_message(group)
        *people, _removal = [button["text"] for button in menu.buttons]
        alerts = [(await api.world.tap(olha, menu, each)).text for each in people[: MOST_AT_ONCE + 1]]
        assert alerts == [""] * MOST_AT_ONCE + [too_much]
        assert not (await api.world.tap(anna, menu, people[MOST_AT_ONCE])).text
        await confirmed(api)
        assert len(answers(api, group)) == 1 + MOST_AT_ONCE + 1
        await api.world.say(anna, group, "/timeline@talks_bot")
        timeline = await api.world.wait_for_message(group, after=menu.message_id + MOST_AT_ONCE + 1)
        assert (await api.world.tap(olha, timeline, timeline.buttons[-2]["text"])).text == too_much
        bot.conversations.clock = lambda: time.monotonic() + AT_ONCE + 1
        assert not (await api.world.tap(olha, menu, people[-1])).text
        await api.world.say(anna, chat, "/who")
        menu = await api.world.wait_for_message(chat)
        assert not any([(await api.world.tap(anna, menu, each)).text for each in people])


async def test_the_bot_as_admin_stays_silent_to_chatter(api: StandIn, anna: User) -> None:
    """An admin bot hears everything."""
    group = api.world.add_group("Readers", members=[anna], bot=Status.ADMINISTRATOR)
    async with running(api):
        for text in ("hello", QUESTION, "/unknown", "thanks"):
            await api.world.say(anna, group, text)
        sentinel = await api.world.say(anna, group, "/privacy@talks_bot")
        assert (await api.world.wait_for_message(group)).reply_to == sentinel.message_id


async def test_the_application_holds_nobody_who_asked(api: StandIn, anna: User) -> None:
    """PTB's own would keep the number of everybody who ever wrote until the bot ends."""
    chat = api.world.private(anna)
    async with running(api) as bot:
        await api.world.say(anna, chat, QUESTION)
        await api.world.wait_for_message(chat)
        await confirmed(api)
        names = [name for kind in type(bot.application).__mro__ for name in getattr(kind, "__slots__", ())]
        held = [getattr(bot.application, name, None) for name in names if not name.startswith("__")]
        kept = [each for each in held if isinstance(each, (set, dict))]
    assert len(kept) > 3
    assert not any(number in each for each in kept for number in (anna.id, chat.id))
