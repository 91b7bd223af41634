"""The greeting of a group, over HTTP and in both databases: once, where the bot may write, whole though it waited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.playground.standin import StandIn, Status
from bot.playground.standin.errors import bad_request
from bot.playground.standin.methods import HANDLERS
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import in_each_language, store_at

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, User
    from bot.playground.standin.service import Params, Service


def readers(api: StandIn, language: str = "en", *, supergroup: bool = True) -> tuple[Chat, User]:
    """Return a group without the bot, and its admin."""
    chief = api.world.add_user("Chief", language_code=language)
    return api.world.add_group("Readers", admins=[chief], supergroup=supergroup, bot=Status.LEFT), chief


def said_in(api: StandIn, group: Chat) -> list[Message]:
    """Return what the bot has said in a group."""
    return [each for each in group.messages.values() if each.sender == api.world.bot and each.service is None]


@in_each_language
async def test_a_greeting_that_waited_is_whole_and_says_that_questions_are_kept(
    api: StandIn, database_url: str, language: str
) -> None:
    """How to ask, what the bot is shown, who can make it quiet; texts where the operator keeps them."""
    say = catalogue(language)
    group, chief = readers(api, language)
    async with running(api, "shipped", store=store_at(database_url, keeps_texts=True)):
        api.faults.server_error(502, times=2, method="sendMessage")
        await api.world.add_bot(group, by=chief)
        greeting = (await api.world.wait_for_message(group)).text
    for key in ("start.in_group", "start.admins"):
        assert say(key, name="talks_bot") in greeting
    assert say("start.hears_some") in greeting
    assert say("start.keeps_texts") in greeting


async def test_an_admin_bot_says_that_it_is_shown_everything(api: StandIn, database_url: str) -> None:
    """Whatever its privacy mode."""
    group, chief = readers(api)
    async with running(api, store=store_at(database_url)):
        await api.world.add_bot(group, by=chief, status=Status.ADMINISTRATOR)
        assert catalogue("en")("start.hears_all") in (await api.world.wait_for_message(group)).text


def restricted(api: StandIn, *, may_write: bool) -> dict[str, Any]:
    """Return what the bot is to a group that restricts it."""
    rights = dict.fromkeys(
        (
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_manage_topics",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_react_to_messages",
            "can_edit_tag",
        ),
        False,
    )
    bot = {"user": api.world.named(api.world.bot), "status": "restricted", "is_member": True, "until_date": 0}
    return bot | rights | {"can_send_messages": may_write}


async def test_where_the_bot_may_not_write_it_tries_nothing_and_greets_once_when_it_may(
    api: StandIn, database_url: str
) -> None:
    """Telegram says so when the bot is added, and when its rights change."""
    group, chief = readers(api)
    group.members[api.world.bot.id] = Status.MEMBER
    bot = api.world.named(api.world.bot)
    mute, speaking = (restricted(api, may_write=may) for may in (False, True))
    left, member = ({"user": bot, "status": status} for status in ("left", "member"))

    async def change(old: dict[str, Any], new: dict[str, Any]) -> None:
        body = {"from": api.world.named(chief), "date": api.world.now(), "old_chat_member": old, "new_chat_member": new}
        chat = {"id": group.id, "type": "supergroup", "title": "Readers"}
        api.world.queue("my_chat_member", body | {"chat": chat}, group.id)
        await confirmed(api)

    async with running(api, store=store_at(database_url)):
        await change(left, mute)
        assert api.journal.of("sendMessage") == []
        await change(mute, speaking)
        assert "one thing" in (await api.world.wait_for_message(group)).text
    async with running(api, store=store_at(database_url)):
        for old, new in ((speaking, mute), (mute, member), (member, mute), (mute, speaking)):
            await change(old, new)
    assert len(said_in(api, group)) == 1


@pytest.mark.parametrize("by_rights", [True, False])
async def test_a_group_in_which_nobody_may_write_is_greeted_once_when_they_may(
    api: StandIn,
    database_url: str,
    by_rights: bool,  # noqa: FBT001
) -> None:
    """The bot is told when it is made an admin; of what all may do it learns by being asked."""
    group, chief = readers(api)
    group.muted = True
    async with running(api, store=store_at(database_url)):
        await api.world.add_bot(group, by=chief)
        await confirmed(api)
        assert said_in(api, group) == []
        if by_rights:
            await api.world.add_bot(group, by=chief, status=Status.ADMINISTRATOR)
            assert "one thing" in (await api.world.wait_for_message(group)).text
        group.muted = False
        for _ in range(2):
            asked = await api.world.say(chief, group, "/ask@talks_bot Who resigned?")
            await api.world.wait_for_message(group, after=asked)
            await confirmed(api)
    assert ["one thing" in each.text for each in said_in(api, group)] == [True, False, False]


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_forum_that_refuses_the_greeting_is_answered(
    api: StandIn,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    everywhere: bool,  # noqa: FBT001
) -> None:
    """Where General is closed it stands in the topic where somebody asks first; where it is always refused, nowhere."""
    chief = api.world.add_user("Chief", language_code="en")
    forum = api.world.add_group("Readers", admins=[chief], forum=True, bot=Status.LEFT)
    topic, send = api.world.add_topic(forum, "News"), HANDLERS["sendMessage"]

    async def closed(service: Service, params: Params) -> object:
        if not params.get("message_thread_id") or (everywhere and "one thing" in params["text"]):
            raise bad_request("TOPIC_CLOSED")
        return await send(service, params)

    monkeypatch.setitem(HANDLERS, "sendMessage", closed)
    async with running(api, "shipped", store=store_at(database_url)):
        await api.world.add_bot(forum, by=chief)
        for question in ("Who resigned?", "Who leads the Ukrainian delegation?"):
            asked = await api.world.say(chief, forum, f"/ask@talks_bot {question}", topic=topic)
            await api.world.wait_for_message(forum, after=asked)
            await confirmed(api)
    said = [each.text for each in said_in(api, forum)]
    assert ["one thing" in text for text in said] == ([] if everywhere else [True]) + [False, False]
    assert "Yermak" in said[-2]
    assert "Umerov" in said[-1]


async def test_a_group_that_was_welcomed_by_start_is_not_greeted_when_rights_change(
    api: StandIn, database_url: str
) -> None:
    """A link that adds the bot sends /start too, whose answer is the greeting."""
    group, chief = readers(api)
    group.members[api.world.bot.id] = Status.MEMBER
    async with running(api, store=store_at(database_url)):
        await api.world.say(chief, group, "/start@talks_bot")
        await api.world.wait_for_message(group)
        group.members[api.world.bot.id] = Status.LEFT
        await api.world.add_bot(group, by=chief)
        await confirmed(api)
    async with running(api, store=store_at(database_url)):
        await api.world.add_bot(group, by=chief, status=Status.ADMINISTRATOR)
        await confirmed(api)
    assert len(said_in(api, group)) == 1


async def test_a_group_is_not_greeted_again_as_a_supergroup_nor_after_a_restart(
    api: StandIn, database_url: str
) -> None:
    """Though the bot is thrown out and comes back; an admin who has all forgotten is greeted once more."""
    group, chief = readers(api, supergroup=False)
    async with running(api, store=store_at(database_url)):
        await api.world.add_bot(group, by=chief)
        await api.world.wait_for_message(group)
        moved = await api.world.migrate(group, by=chief)
        await confirmed(api)
    for again in (False, True):
        async with running(api, store=store_at(database_url)):
            await api.world.remove_bot(moved, by=chief)
            await api.world.add_bot(moved, by=chief)
            await confirmed(api)
            greetings = [each for each in said_in(api, moved) if "one thing" in each.text]
            assert len(greetings) == (1 if again else 0)
            asked = await api.world.say(chief, moved, "/forget@talks_bot")
            await api.world.wait_for_message(moved, after=asked)
