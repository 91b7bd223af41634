"""Settings, over HTTP and in both databases: what a restart, a move, a fault, a replica and a forger come to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import event

from bot.answering.chat_settings import Buttons, Choice, Setting, Settings
from bot.handlers.settings import CACHED_FOR
from bot.playground.standin import Entity, StandIn, Status
from bot.rendering.catalogue import catalogue
from bot.rendering.taps import Remove, write_tap
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import ask, rows, store_at

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, User

SAY = catalogue("en")
ROW, NONE, WAKE = SAY("button.buttons_row"), SAY("button.buttons_none"), SAY("button.wake")
QUIET = SAY("button.quiet")


def readers(api: StandIn, *, supergroup: bool = True) -> tuple[Chat, User, User]:
    """Return a group, its admin and a member."""
    chief, anna = (api.world.add_user(name, language_code="en") for name in ("Chief", "Anna"))
    group = api.world.add_group("Readers", members=[chief, anna], supergroup=supergroup)
    group.members[chief.id] = Status.ADMINISTRATOR
    return group, chief, anna


async def settings_of(api: StandIn, who: User, chat: Chat) -> Message:
    """Ask for the settings and return them."""
    asked = await api.world.say(who, chat, "/settings@talks_bot")
    return await api.world.wait_for_message(chat, after=asked)


async def test_settings_move_with_the_group_and_their_buttons_work_there(api: StandIn, database_url: str) -> None:
    """A group that becomes a supergroup is told once how many buttons, and keeps to it after a restart."""
    group, chief, anna = readers(api, supergroup=False)
    async with running(api, store=store_at(database_url)):
        card = await settings_of(api, chief, group)
        await api.world.tap(chief, card, NONE)
        await api.world.wait_for_edit(card)
        moved = await api.world.migrate(group, by=chief)
        assert (await ask(api, anna, moved, "Who resigned?")).reply_markup is None
    async with running(api, store=store_at(database_url)):
        assert (await ask(api, anna, moved, "Who heads the council?")).reply_markup is None
        assert f"✓ {NONE}" in [button["text"] for button in (await settings_of(api, chief, moved)).buttons]
    assert [row[0] for row in rows(database_url, "SELECT chat_id FROM settings")] == [moved.id]


async def test_what_was_read_of_a_supergroup_before_it_was_moved_is_read_again(api: StandIn, database_url: str) -> None:
    """A message there may be dealt with before the news that it was a group, as after a restart."""
    group, chief, _ = readers(api, supergroup=False)
    async with running(api, store=store_at(database_url)):
        await api.world.tap(chief, await settings_of(api, chief, group), QUIET)
    async with running(api, store=store_at(database_url)) as bot:
        await ask(api, chief, api.world.private(chief), "Who resigned?")  # it has started
        settings, new = bot.conversations.settings, -1001000000099
        assert await settings.of(new) == Settings()
        settings.move(group.id, new)
        settings.move(group.id, new)
        assert await settings.of(new) == Settings(quiet=True)


async def test_while_the_database_is_away_a_setting_is_held_in_memory_and_says_so(
    api: StandIn, database_url: str
) -> None:
    """It applies at once all the same, and is written when the database is back; only a restart before undoes it."""
    group, chief, anna = readers(api)
    store, away = store_at(database_url), False
    async with running(api, store=store):

        @event.listens_for(store._writer._engine, "begin", insert=True)
        def fail(_connection: object) -> None:
            if away:
                raise ConnectionError

        card = await settings_of(api, chief, group)
        away = True
        shown = await api.world.tap(chief, card, NONE)
        assert shown.text == SAY("alert.not_kept")
        assert (await ask(api, anna, group, "Who resigned?")).reply_markup is None
        away = False
        async with asyncio.timeout(10):
            while not rows(database_url, "SELECT buttons FROM settings WHERE buttons = 'none'"):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    async with running(api, store=store_at(database_url)):
        assert (await ask(api, anna, group, "Who heads the council?")).reply_markup is None


async def test_another_replica_sees_a_change_within_seconds(api: StandIn, database_url: str) -> None:
    """What is remembered of the store is asked for again."""
    group, chief, anna = readers(api)
    store = store_at(database_url)
    async with running(api, store=store) as bot:
        await ask(api, anna, group, "Who resigned?")
        await store.settings.choose(group.id, Choice(Setting.BUTTONS, "none"))  # as another process would
        seen, now = bot.conversations.settings, bot.conversations.clock()
        assert await seen.of(group.id) == Settings()
        seen._clock = lambda: now + CACHED_FOR + 60
        assert await seen.of(group.id) == Settings(buttons=Buttons.NONE)
    assert chief.id in group.members


async def test_rights_that_were_lost_a_moment_ago_are_none(api: StandIn, database_url: str) -> None:
    """Though the bot has just seen them: who changes something is asked for anew."""
    group, chief, anna = readers(api)
    async with running(api, store=store_at(database_url)):
        card = await settings_of(api, chief, group)
        await api.world.tap(chief, card, ROW)
        group.members[chief.id] = Status.MEMBER
        shown = await api.world.tap(chief, card, NONE)
        assert (shown.text.startswith(SAY("alert.admins_only")), shown.show_alert) == (True, True)
        assert len((await ask(api, anna, group, "Who resigned?")).buttons) == 4


async def test_whoever_writes_as_a_channel_is_no_admin_by_that(api: StandIn, database_url: str) -> None:
    """In the name of the group they are."""
    group, chief, anna = readers(api)
    channel = api.world.add_channel("News")
    command = Entity(type="bot_command", offset=0, length=len("/settings@talks_bot"))
    async with running(api, store=store_at(database_url)):
        for who, chat, key in ((anna, channel, "settings.admins_only"), (chief, group, "settings.group")):
            hidden = {"sender_chat": {"id": chat.id, "type": str(chat.type), "title": "T"}}
            asked = api.world.place(group, sender=who, text="/settings@talks_bot", entities=(command,), media=hidden)
            assert (await api.world.wait_for_message(group, after=asked)).text.startswith(SAY(key))


async def test_a_quiet_group_hears_neither_what_waited_nor_an_apology(api: StandIn, database_url: str) -> None:
    """A reply that a fault held back is not said into the quiet; a tap that would speak tells its tapper."""
    group, chief, anna = readers(api)
    async with running(api, store=store_at(database_url)) as bot:
        answer = await ask(api, anna, group, "Who resigned?")
        card = await settings_of(api, chief, group)
        api.faults.server_error(502, times=1000, method="sendMessage")
        await api.world.say(anna, group, "/about@talks_bot")
        outbox = bot.conversations.outbox
        await api.world.wait_for(lambda: outbox.size or None, "a reply that waits")
        shown = await api.world.tap(chief, card, QUIET)
        assert not shown.text
        api.faults.clear()
        assert (await api.world.tap(anna, answer, answer.buttons[-1]["text"])).text == SAY("alert.quiet")
        async with asyncio.timeout(10):
            while outbox.size:  # noqa: ASYNC110 - nothing tells
                await asyncio.sleep(0.05)
        bot.conversations.responder = None  # type: ignore[assignment]  # so that a handler fails
        await api.world.say(anna, group, "/help@talks_bot")
        await confirmed(api)
    said = [each.message_id for each in group.messages.values() if each.sender == api.world.bot]
    assert said == [answer.message_id, card.message_id]


async def tap_by_hand(api: StandIn, who: User, message: dict[str, object], chat: Chat, owner: User) -> str:
    """Tap 🗑 with data of one's own making, in the name of `owner`; return what was shown."""
    query = api.world.taps.open(chat.id)
    digits = "".join("0123456789abcdefghijklmnopqrstuvwxyz"[owner.id // 36**power % 36] for power in (1, 0))
    body = {
        "id": query,
        "from": api.world.named(who),
        "message": message,
        "chat_instance": "1",
        "data": f"{write_tap(Remove('en'))}~{digits}",
    }
    api.world.queue("callback_query", body, chat.id)
    return (await api.world.wait_for(lambda: api.world.taps.answers.get(query), "an answer to the tap")).text or ""


async def test_a_made_up_owner_removes_nothing(api: StandIn, database_url: str) -> None:
    """A client can send data of its own: who asked stands in the message's real button."""
    group, _, anna = readers(api)
    olha = api.world.add_user("Olha", language_code="en")
    async with running(api, store=store_at(database_url)):
        answer = await ask(api, anna, group, "Who resigned?")
        shown = await tap_by_hand(api, olha, api.world.as_json(answer), group, olha)
        assert shown == SAY("alert.not_yours_to_remove")
    assert api.world.current(answer) is not None


async def test_whoever_asked_removes_what_telegram_does_not_show_any_more(api: StandIn, database_url: str) -> None:
    """Of an old message a tap has the number alone; others still may not."""
    group, _, anna = readers(api)
    olha = api.world.add_user("Olha", language_code="en")
    async with running(api, store=store_at(database_url)):
        answer = await ask(api, anna, group, "Who resigned?")
        old = {"chat": api.world.as_json(answer)["chat"], "message_id": answer.message_id, "date": 0}
        assert await tap_by_hand(api, olha, old, group, anna) == SAY("alert.not_yours_to_remove")
        assert await tap_by_hand(api, anna, old, group, anna) == ""
    assert api.world.current(answer) is None


async def test_what_can_neither_be_deleted_nor_edited_is_said_to_stay(api: StandIn, database_url: str) -> None:
    """As where the message is not the bot's own after all."""
    group, chief, anna = readers(api)
    async with running(api, store=store_at(database_url)):
        foreign = api.world.as_json(await api.world.say(anna, group, "good morning"))
        assert await tap_by_hand(api, chief, foreign, group, chief) == SAY("alert.stays")


async def test_an_admin_has_the_settings_forgotten(api: StandIn, database_url: str) -> None:
    """They are as at first, at once."""
    group, chief, anna = readers(api)
    async with running(api, store=store_at(database_url)):
        await api.world.tap(chief, await settings_of(api, chief, group), NONE)
        asked = await api.world.say(chief, group, "/forget@talks_bot")
        said = await api.world.wait_for_message(group, after=asked)
        assert SAY.count("forget.settings", 1) in said.text
        assert rows(database_url, "SELECT * FROM settings") == []
        assert (await ask(api, anna, group, "Who resigned?")).reply_markup is not None
