"""The real python-telegram-bot against the stand-in."""

# ruff: noqa: D103, PLR0917 - names say what is shown; fixtures come by position

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import telegram
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.request import HTTPXRequest

from tests.playground.standin.calling import poll_waits

if TYPE_CHECKING:
    from bot.playground.standin import Chat, StandIn, User, World


async def test_a_dialogue(ptb: telegram.Bot, world: World, anna: User) -> None:
    """Ask, answer with a keyboard, tap, alert, edit: the objects of the library hold what was said."""
    chat = world.private(anna)
    asked = await world.say(anna, chat, "Who resigned? 😀")
    (update,) = await ptb.get_updates(timeout=5, allowed_updates=telegram.Update.ALL_TYPES)
    assert update.message is not None
    assert update.message.from_user is not None
    assert (update.message.text, update.message.from_user.language_code) == ("Who resigned? 😀", "uk")

    await ptb.send_chat_action(chat.id, "typing")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Source", callback_data="s:1")]])
    await update.message.reply_text(
        "<b>Yermak</b> <blockquote expandable>paragraph 7</blockquote>",
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(update.message.message_id, quote="resigned?"),
    )
    answer = await world.wait_for_message(chat, after=asked)
    assert answer.text == "Yermak paragraph 7"

    tap = asyncio.create_task(world.tap(anna, answer, "Source"))
    (update,) = await ptb.get_updates(offset=update.update_id + 1, timeout=5)
    assert update.callback_query is not None
    await update.callback_query.answer("Paragraph 7 of 14", show_alert=True)
    assert (await tap).text == "Paragraph 7 of 14"
    await update.callback_query.edit_message_text("Edited")
    assert (await world.wait_for_edit(answer)).text == "Edited"
    with pytest.raises(BadRequest, match="Message is not modified"):
        await update.callback_query.edit_message_text("Edited")
    assert world.transcript(chat).splitlines()[1:] == [
        "[1] Anna: Who resigned? 😀",
        "[2] Stand-in -> [1] (edited): Edited",
    ]


async def test_a_forum(ptb: telegram.Bot, world: World, anna: User) -> None:
    forum = world.add_group("Forum", admins=[anna], forum=True)
    topic = world.add_topic(forum, "Peace talks")
    await world.say(anna, forum, "/ask@standin_bot who", topic=topic)
    (update,) = await ptb.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.is_topic_message
    await update.message.reply_text("In the topic")
    assert (await world.wait_for_message(forum, topic=topic)).text == "In the topic"


async def test_errors_become_the_librarys_exceptions(
    api: StandIn, ptb: telegram.Bot, world: World, anna: User, ben: User, started: Chat
) -> None:
    with pytest.raises(Forbidden, match="initiate conversation"):
        await ptb.send_message(ben.id, "a")
    with pytest.raises(BadRequest, match='unsupported start tag "x" at byte offset 0'):
        await ptb.send_message(started.id, "<x>", parse_mode="HTML")
    group = world.add_group("Old", admins=[anna], supergroup=False)
    new = await world.migrate(group)
    with pytest.raises(ChatMigrated) as migrated:
        await ptb.send_message(group.id, "a")
    assert migrated.value.new_chat_id == new.id
    requests = [HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2)]
    stranger = telegram.Bot("1:x", base_url=f"{api.url}/bot", request=requests[0], get_updates_request=requests[1])
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    for request in requests:
        await request.shutdown()


async def test_faults_become_the_librarys_exceptions(api: StandIn, ptb: telegram.Bot, started: Chat) -> None:
    api.faults.too_many_requests(7)
    with pytest.raises(RetryAfter) as flood:
        await ptb.send_message(started.id, "a")
    assert flood.value._retry_after.total_seconds() == 7
    for strike in (api.faults.server_error, api.faults.html_body, api.faults.reset, api.faults.lose_response):
        strike(method="sendMessage")
        with pytest.raises(NetworkError):
            await ptb.send_message(started.id, strike.__name__)
    sent = [message.text for message in started.messages.values() if message.sender == api.world.bot]
    assert sent == ["lose_response"]


async def test_a_second_poller_ends_the_first(ptb: telegram.Bot, world: World, anna: User, started: Chat) -> None:
    first = asyncio.create_task(ptb.get_updates(timeout=20))
    await poll_waits(world)
    second = asyncio.create_task(ptb.get_updates(timeout=20))
    with pytest.raises(Conflict):
        await first
    await world.say(anna, started, "hello")
    assert len(await second) == 1


async def test_profile_chats_and_webhook(ptb: telegram.Bot, world: World, anna: User, group: Chat) -> None:
    scope = telegram.BotCommandScopeChatAdministrators(group.id)
    await ptb.set_my_commands([BotCommand("ask", "Ask")], scope=scope, language_code="uk")
    assert await ptb.get_my_commands(scope=scope, language_code="uk") == (BotCommand("ask", "Ask"),)
    assert await ptb.get_my_commands() == ()
    await ptb.set_my_description("Facts", language_code="en")
    assert (await ptb.get_my_description("en")).description == "Facts"
    await ptb.set_my_short_description("F")
    assert (await ptb.get_my_short_description("uk")).short_description == "F"
    assert (await ptb.get_chat(group.id)).title == "Newsroom"
    (creator,) = await ptb.get_chat_administrators(group.id)
    assert (creator.user.id, creator.status) == (anna.id, "creator")
    await ptb.set_webhook("https://127.0.0.1:1/hook", secret_token="s3cret", max_connections=5, certificate=b"pem")
    info = await ptb.get_webhook_info()
    assert (info.url, info.max_connections) == ("https://127.0.0.1:1/hook", 5)
    assert await ptb.delete_webhook(drop_pending_updates=True)
    await world.react(anna, await world.say(anna, group, "a"), "👍")
