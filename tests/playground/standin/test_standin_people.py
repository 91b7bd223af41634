"""People and chats: starting, blocking, media, members, channels, migration, taps."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import CallbackAnswer, Status

if TYPE_CHECKING:
    from bot.playground.standin import Chat, User, World
    from tests.playground.standin.calling import Call

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_the_bot_writes_only_to_those_who_started_and_did_not_block_it(
    call: Call, world: World, anna: User
) -> None:
    refusal = await call("sendMessage", chat_id=anna.id, text="a")
    description = "Forbidden: bot can't initiate conversation with a user"
    assert refusal == {"ok": False, "error_code": 403, "description": description}
    await world.say(anna, world.private(anna), "/start")
    assert (await call("sendMessage", chat_id=anna.id, text="a"))["ok"]
    await world.block(anna)
    refusal = await call("sendMessage", chat_id=anna.id, text="a")
    assert refusal["description"] == "Forbidden: bot was blocked by the user"
    await world.say(anna, world.private(anna), "back")
    assert (await call("sendMessage", chat_id=anna.id, text="a"))["ok"]
    changes = [u.body["new_chat_member"]["status"] for u in world.updates.pending if u.kind == "my_chat_member"]
    assert changes == ["kicked", "member"]


async def test_adding_and_removing_the_bot(call: Call, world: World, anna: User) -> None:
    group = world.add_group("Desk", admins=[anna], bot=Status.LEFT)
    refusal = await call("sendMessage", chat_id=group.id, text="a")
    assert refusal["description"] == "Forbidden: bot is not a member of the supergroup chat"
    await world.add_bot(group, by=anna)
    added, service = world.updates.pending
    assert (added.kind, added.body["old_chat_member"]["status"]) == ("my_chat_member", "left")
    assert service.body["new_chat_members"][0]["id"] == world.bot.id
    assert (await call("sendMessage", chat_id=group.id, text="a"))["ok"]
    await world.remove_bot(group, by=anna)
    assert world.updates.pending[-1].body["new_chat_member"]["status"] == "kicked"
    refusal = await call("sendMessage", chat_id=group.id, text="a")
    assert refusal["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_members_admins_and_leaving(call: Call, world: World, anna: User, ben: User, group: Chat) -> None:
    admins = (await call("getChatAdministrators", chat_id=group.id))["result"]
    assert [(one["status"], one["user"]["id"]) for one in admins] == [("creator", anna.id)]
    await world.promote(ben, group, by=anna)
    member = (await call("getChatMember", chat_id=group.id, user_id=ben.id))["result"]
    assert (member["status"], member["can_delete_messages"]) == ("administrator", True)
    await world.leave(ben, group)
    assert (await call("getChatMember", chat_id=group.id, user_id=ben.id))["result"]["status"] == "left"


async def test_a_group_that_becomes_a_supergroup_changes_its_id(call: Call, world: World, anna: User) -> None:
    group = world.add_group("Old", admins=[anna], supergroup=False)
    new = await world.migrate(group)
    there, back = (update.body for update in world.updates.pending)
    assert (there["chat"]["id"], there["migrate_to_chat_id"]) == (group.id, new.id)
    assert (back["chat"]["id"], back["migrate_from_chat_id"]) == (new.id, group.id)
    refusal = await call("sendMessage", chat_id=group.id, text="a")
    assert refusal == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert (await call("sendMessage", chat_id=new.id, text="a"))["result"]["chat"]["type"] == "supergroup"


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice", "video", "document", "poll", "location", "dice"])
async def test_media_of_every_kind_arrives(kind: str, world: World, anna: User, started: Chat) -> None:
    await world.send(anna, started, kind, caption="see #this" if kind == "photo" else "")
    body = world.updates.pending[0].body
    assert kind in body
    assert "text" not in body
    assert body.get("caption_entities", [{}])[0].get("type") == ("hashtag" if kind == "photo" else None)


async def test_forwards_and_channel_posts(world: World, anna: User, started: Chat) -> None:
    channel = world.add_channel("News", username="news")
    post = await world.post(channel, "Breaking")
    await world.edit(post, "Broken")
    await world.forward(anna, started, world.current(post) or post)
    kinds = [update.kind for update in world.updates.pending]
    assert kinds == ["channel_post", "edited_channel_post", "message"]
    body = world.updates.pending[-1].body
    assert (body["text"], body["forward_origin"]["chat"]["username"]) == ("Broken", "news")


async def test_a_tap_is_answered_once(call: Call, world: World, anna: User, started: Chat) -> None:
    markup = {"inline_keyboard": [[{"text": "Source", "callback_data": "s:1"}]]}
    await call("sendMessage", chat_id=started.id, text="a", reply_markup=markup)
    message = await world.wait_for_message(started)
    tap = asyncio.create_task(world.tap(anna, message, "Source"))
    query = (await call("getUpdates", timeout=5))["result"][0]["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("s:1", anna.id, "a")
    answer = {"callback_query_id": query["id"], "text": "Paragraph 7", "show_alert": True}
    refusal = await call("answerCallbackQuery", **answer | {"text": "x" * 201})
    assert refusal["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call("answerCallbackQuery", **answer))["result"] is True
    assert await tap == CallbackAnswer(text="Paragraph 7", show_alert=True)
    assert (await call("answerCallbackQuery", **answer))["description"] == TOO_OLD


async def test_a_tap_grows_too_old(call: Call, world: World, anna: User, started: Chat) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}, {"text": "Web", "url": "example.org"}]]}
    await call("sendMessage", chat_id=started.id, text="a", reply_markup=markup)
    message = await world.wait_for_message(started)
    query_id = await world.press(anna, message, "go")
    world.taps.expire()
    assert (await call("answerCallbackQuery", callback_query_id=query_id))["description"] == TOO_OLD
    with pytest.raises(AssertionError, match="no such button"):
        await world.press(anna, message, "Stop")
    with pytest.raises(AssertionError, match="sends no callback"):
        await world.press(anna, message, "Web")
    with pytest.raises(AssertionError, match=r"waited 0.01 s for an answer(.|\n)*\[ Go \] \[ Web ↗ \]"):
        await world.tap(anna, message, "Go", timeout=0.01)
