"""What the bot hears in groups."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import Status

if TYPE_CHECKING:
    from bot.playground.standin import Chat, User, World
    from tests.playground.standin.calling import Call


async def heard(world: World) -> list[str]:
    """Return the texts queued for the bot, oldest first, and forget them."""
    bodies = [update.body for update in world.updates.pending]
    world.updates.drop()
    return [body.get("text") or body.get("caption") or next(iter(set(body) & {"new_chat_members"})) for body in bodies]


@pytest.mark.parametrize(
    ("text", "hears"),
    [
        ("who resigned?", False),
        ("/ask@standin_bot who", True),
        ("/ASK@Standin_Bot who", True),
        ("/ask@other_bot who", False),
        ("/ask who", False),
        ("see /ask@standin_bot", False),
        ("@standin_bot who?", False),
    ],
)
async def test_with_privacy_mode_only_what_is_addressed_is_heard(
    text: str, *, hears: bool, world: World, ben: User, group: Chat
) -> None:
    await world.say(ben, group, text)
    assert await heard(world) == ([text] if hears else [])


async def test_a_bare_command_goes_to_the_bot_that_spoke_last(call: Call, world: World, ben: User, group: Chat) -> None:
    rival = world.add_user("Rival", username="rival_bot", is_bot=True)
    await call("sendMessage", chat_id=group.id, text="I am here")
    await world.say(ben, group, "/ask one")
    await world.say(rival, group, "me too")
    await world.say(ben, group, "/ask two")
    assert await heard(world) == ["/ask one"]


async def test_replies_to_the_bot_are_heard_and_replies_to_others_are_not(
    call: Call, world: World, anna: User, ben: User, group: Chat
) -> None:
    sent = (await call("sendMessage", chat_id=group.id, text="An answer"))["result"]
    answer = group.messages[sent["message_id"]]
    remark = await world.say(anna, group, "a remark")
    await world.say(ben, group, "to the bot", reply_to=answer)
    await world.say(ben, group, "to Anna", reply_to=remark)
    assert await heard(world) == ["to the bot"]


async def test_service_messages_are_always_heard(world: World, group: Chat) -> None:
    await world.join(world.add_user("Clara"), group)
    assert await heard(world) == ["new_chat_members"]


async def test_mentions_and_privacy_mode_can_be_switched(call: Call, world: World, ben: User, group: Chat) -> None:
    world.privacy.mentions = True
    await world.say(ben, group, "@Standin_bot who?")
    await world.say(ben, group, "chatter")
    assert await heard(world) == ["@Standin_bot who?"]
    assert not (await call("getMe"))["result"]["can_read_all_group_messages"]
    world.privacy.enabled = False
    await world.say(ben, group, "chatter")
    assert await heard(world) == ["chatter"]
    assert (await call("getMe"))["result"]["can_read_all_group_messages"]


async def test_an_administrator_bot_hears_everything_but_other_bots(world: World, anna: User, ben: User) -> None:
    rival = world.add_user("Rival", is_bot=True)
    group = world.add_group("Desk", members=[ben, rival], admins=[anna], bot=Status.ADMINISTRATOR)
    await world.say(ben, group, "chatter")
    await world.say(rival, group, "beep")
    assert await heard(world) == ["chatter"]


async def test_a_bot_outside_hears_nothing(world: World, anna: User, group: Chat) -> None:
    world.privacy.enabled = False
    await world.remove_bot(group, by=anna)
    world.updates.drop()
    await world.say(anna, group, "/ask@standin_bot gone?")
    assert await heard(world) == []


async def test_an_edit_is_heard_where_the_message_was(world: World, ben: User, group: Chat) -> None:
    chatter = await world.say(ben, group, "chatter")
    question = await world.say(ben, group, "/ask@standin_bot a")
    world.updates.drop()
    await world.edit(chatter, "more chatter")
    await world.edit(question, "/ask@standin_bot b")
    (update,) = world.updates.pending
    assert update.kind == "edited_message"
    assert update.body["edit_date"] >= update.body["date"]
    assert update.body["text"] == "/ask@standin_bot b"
