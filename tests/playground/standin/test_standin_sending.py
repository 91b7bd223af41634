"""Messages of the bot: limits, replies, topics, keyboards, edits, deletions."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.standin import Status

if TYPE_CHECKING:
    from bot.playground.standin import Chat, User, World
    from tests.playground.standin.calling import Call


def button(**action: Any) -> dict[str, Any]:
    """Write a markup of one button."""
    return {"inline_keyboard": [[{"text": "Go", **action}]]}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("я" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("a" * 4096, None),
        ("😀" * 2048, None),
        ("<b>" + "a" * 4096 + "</b>", None),
    ],
)
async def test_text_is_measured_in_utf16_units_after_parsing(
    text: str, problem: str | None, call: Call, started: Chat
) -> None:
    envelope = await call("sendMessage", chat_id=started.id, text=text, parse_mode="HTML")
    assert envelope.get("description") == (problem and f"Bad Request: {problem}")


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        (button(callback_data="x" * 64), None),
        (button(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (button(callback_data="я" * 33), "BUTTON_DATA_INVALID"),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (button(url="https://example.org"), None),
        (button(url="no address"), "inline keyboard button URL 'no address' is invalid: Wrong HTTP URL"),
        (button(copy_text={"text": "x" * 256}), None),
        (button(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (button(switch_inline_query=""), None),
        (
            button(),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            button(callback_data="a", url="https://example.org"),
            "can't parse inline keyboard button: exactly one action expected, found 2",
        ),
        (button(callback_date="a"), 'can\'t parse inline keyboard button: unknown field "callback_date"'),
        (
            {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]},
            'can\'t parse inline keyboard button: Field "text" must be a non-empty String',
        ),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 5] * 20}, None),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 101]}, "reply markup is too long"),
        ({"inline_keyboard": "a"}, "object expected as reply markup"),
        ({"remove_keyboard": True}, None),
    ],
)
async def test_keyboards_are_checked(markup: dict[str, Any], problem: str | None, call: Call, started: Chat) -> None:
    envelope = await call("sendMessage", chat_id=started.id, text="a", reply_markup=markup)
    assert envelope.get("description") == (problem and f"Bad Request: {problem}")


async def test_replies_and_quotes(call: Call, world: World, anna: User, started: Chat) -> None:
    asked = await world.say(anna, started, "Who 😀 resigned?")
    quoted = {"message_id": asked.message_id, "quote": "<b>resigned</b>", "quote_parse_mode": "HTML"}
    sent = (await call("sendMessage", chat_id=started.id, text="a", reply_parameters=quoted))["result"]
    assert sent["reply_to_message"]["text"] == "Who 😀 resigned?"
    assert (sent["quote"]["text"], sent["quote"]["position"]) == ("resigned", 7)

    wrong = {"message_id": asked.message_id, "quote": "Resigned"}
    refusal = await call("sendMessage", chat_id=started.id, text="a", reply_parameters=wrong)
    assert refusal["description"] == "Bad Request: QUOTE_TEXT_INVALID"

    gone: dict[str, Any] = {"message_id": 999}
    refusal = await call("sendMessage", chat_id=started.id, text="a", reply_parameters=gone)
    assert refusal["description"] == "Bad Request: message to be replied not found"
    gone["allow_sending_without_reply"] = True
    sent = (await call("sendMessage", chat_id=started.id, text="a", reply_parameters=gone))["result"]
    assert "reply_to_message" not in sent

    refusal = await call("sendMessage", chat_id=started.id, text="a", reply_parameters={"id": 1})
    assert refusal["description"] == 'Bad Request: unknown parameter "reply_parameters.id"'


async def test_forum_topics(call: Call, world: World, anna: User) -> None:
    """A message in a topic says so; a reply stays in its topic; General has no thread."""
    forum = world.add_group("Forum", admins=[anna], forum=True)
    topic = world.add_topic(forum, "Peace talks")
    asked = await world.say(anna, forum, "/ask@standin_bot who", topic=topic)
    body = world.updates.pending[-1].body
    assert (body["message_thread_id"], body["is_topic_message"]) == (topic.id, True)
    assert body["reply_to_message"]["forum_topic_created"]["name"] == "Peace talks"

    reply = {"message_id": asked.message_id}
    for params in ({"message_thread_id": topic.id}, {"reply_parameters": reply}):
        sent = (await call("sendMessage", chat_id=forum.id, text="a", **params))["result"]
        assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    sent = (await call("sendMessage", chat_id=forum.id, text="a"))["result"]
    assert "message_thread_id" not in sent

    refusal = await call("sendMessage", chat_id=forum.id, text="a", message_thread_id=999)
    assert refusal["description"] == "Bad Request: message thread not found"
    await world.close_topic(forum, topic, by=anna)
    refusal = await call("sendMessage", chat_id=forum.id, text="a", message_thread_id=topic.id)
    assert refusal["description"] == "Bad Request: TOPIC_CLOSED"


async def test_direct_messages_of_a_channel_are_sent_to_a_topic(
    call: Call, world: World, anna: User, ben: User
) -> None:
    direct = world.add_direct_messages(world.add_channel("News"))
    asked = await world.say(anna, direct, "hello")
    topic = world.as_json(asked)["direct_messages_topic"]
    assert topic == {"topic_id": asked.direct_topic_id, "user": world.named(anna)}
    assert (await world.say(ben, direct, "hi")).direct_topic_id != asked.direct_topic_id
    assert (await world.say(ben, direct, "hi", reply_to=asked)).direct_topic_id == asked.direct_topic_id

    async def send(**more: Any) -> object:
        envelope = await call("sendMessage", chat_id=direct.id, text="x", **more)
        return envelope.get("description") or envelope["result"]["direct_messages_topic"]

    there = {"direct_messages_topic_id": topic["topic_id"]}
    assert await send() == "Bad Request: channel direct messages topic must be specified"
    assert await send(direct_messages_topic_id=7) == "Bad Request: direct messages topic not found"
    assert await send(**there, reply_markup=button(switch_inline_query="x")) == "Bad Request: BUTTON_TYPE_INVALID"
    assert await send(**there, reply_markup=button(callback_data="x")) == topic
    assert world.as_json(asked)["chat"]["is_direct_messages"] is True


async def test_a_thread_that_is_no_topic_cannot_be_written_to(call: Call, world: World, ben: User, group: Chat) -> None:
    """In a supergroup without topics replies carry `message_thread_id` alone: not to be sent back."""
    first = await world.say(ben, group, "/ask@standin_bot a")
    await world.say(ben, group, "/ask@standin_bot b", reply_to=first)
    body = world.updates.pending[-1].body
    assert body["message_thread_id"] == first.message_id
    assert "is_topic_message" not in body
    refusal = await call("sendMessage", chat_id=group.id, text="a", message_thread_id=first.message_id)
    assert refusal["description"] == "Bad Request: message thread not found"


async def test_an_edit_changes_text_and_takes_the_keyboard_away(call: Call, started: Chat) -> None:
    where = {"chat_id": started.id}
    sent = (await call("sendMessage", **where, text="a", reply_markup=button(callback_data="a")))["result"]
    where["message_id"] = sent["message_id"]
    same = await call("editMessageText", **where, text="a ", reply_markup=button(callback_data="a"))
    assert same["description"].startswith("Bad Request: message is not modified: specified new message content")
    edited = (await call("editMessageText", **where, text="<i>b</i>", parse_mode="HTML"))["result"]
    assert "reply_markup" not in edited
    assert (edited["text"], edited["entities"][0]["type"]) == ("b", "italic")
    assert edited["edit_date"] >= edited["date"]
    marked = (await call("editMessageReplyMarkup", **where, reply_markup=button(callback_data="c")))["result"]
    assert marked["reply_markup"] == button(callback_data="c")
    refusal = await call("editMessageText", **where, text="a" * 4097)
    assert refusal["description"] == "Bad Request: MESSAGE_TOO_LONG"


async def test_only_own_messages_can_be_edited(call: Call, started: Chat) -> None:
    refusal = await call("editMessageText", chat_id=started.id, message_id=1, text="a")
    assert refusal["description"] == "Bad Request: message can't be edited"
    refusal = await call("editMessageText", chat_id=started.id, message_id=99, text="a")
    assert refusal["description"] == "Bad Request: message to edit not found"
    refusal = await call("editMessageText", chat_id=started.id, text="a")
    assert refusal["description"] == "Bad Request: message identifier is not specified"


async def test_deleting(call: Call, world: World, ben: User, group: Chat) -> None:
    """Own messages for 48 hours; others' as an admin."""
    mine = (await call("sendMessage", chat_id=group.id, text="a"))["result"]["message_id"]
    theirs = (await world.say(ben, group, "b")).message_id
    refusal = await call("deleteMessage", chat_id=group.id, message_id=theirs)
    assert refusal["description"] == "Bad Request: message can't be deleted for everyone"
    refusal = await call("deleteMessage", chat_id=group.id, message_id=999)
    assert refusal["description"] == "Bad Request: message to delete not found"
    group.members[world.bot.id] = Status.ADMINISTRATOR
    assert (await call("deleteMessage", chat_id=group.id, message_id=theirs))["result"] is True
    assert list(group.messages) == [mine]
    now = world.seconds()
    world.clock = lambda: now + 48 * 3600 + 10
    assert not (await call("deleteMessage", chat_id=group.id, message_id=mine))["ok"]


async def test_message_ids_rise_per_chat_and_are_not_reused(call: Call, group: Chat, started: Chat) -> None:
    ids = []
    for _ in range(2):
        sent = (await call("sendMessage", chat_id=group.id, text="a"))["result"]
        await call("deleteMessage", chat_id=group.id, message_id=sent["message_id"])
        ids.append(sent["message_id"])
    assert ids == [1, 2]
    assert (await call("sendMessage", chat_id=started.id, text="a"))["result"]["message_id"] == 2


async def test_chat_actions(call: Call, world: World, started: Chat) -> None:
    with world.events.subscribe() as events:
        assert (await call("sendChatAction", chat_id=started.id, action="typing"))["ok"]
        kinds = [events.get_nowait().kind for _ in range(events.qsize())]
    assert kinds == ["chat_action", "call"]
    assert not (await call("sendChatAction", chat_id=started.id, action="juggling"))["ok"]
