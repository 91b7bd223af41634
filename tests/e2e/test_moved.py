"""Taps on messages of a group that has become a supergroup, in both databases: they mean the supergroup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import StandIn, Status
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_settings import settings_of
from tests.e2e.test_votes import UP, ask, rows, store_at, vote

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, User

SAY = catalogue("en")
NONE, COMMANDS, QUIET = SAY("button.buttons_none"), SAY("button.answers_commands"), SAY("button.quiet")


def readers(api: StandIn) -> tuple[Chat, User, User]:
    """Return a group that is no supergroup yet, its admin and a member."""
    chief, anna = (api.world.add_user(name, language_code="en") for name in ("Chief", "Anna"))
    group = api.world.add_group("Readers", members=[chief, anna], supergroup=False)
    group.members[chief.id] = Status.ADMINISTRATOR
    return group, chief, anna


async def tapped(api: StandIn, chief: User, anna: User, card: Message, moved: Chat) -> None:
    """Tap an old settings message: a member may not, an admin chooses, and the supergroup is shown what."""
    shown = await api.world.tap(anna, card, NONE)
    assert (shown.text.startswith(SAY("alert.admins_only")), shown.show_alert) == (True, True)
    assert not (await api.world.tap(chief, card, NONE)).text
    new_card = await api.world.wait_for_message(moved)
    assert f"✓ {NONE}" in [button["text"] for button in new_card.buttons]
    assert (await ask(api, anna, moved, "Who resigned?")).reply_markup is None


@pytest.mark.parametrize("told", ["told", "restarted", "missed"])
async def test_an_old_settings_message_changes_the_supergroup(api: StandIn, database_url: str, told: str) -> None:
    """For its admins alone; also after a restart, and where the bot never heard of the move."""
    group, chief, anna = readers(api)
    async with running(api, store=store_at(database_url)):
        card = await settings_of(api, chief, group)
        await api.world.tap(chief, card, COMMANDS)
        card = await api.world.wait_for_edit(card)
        if told == "told":
            moved = await api.world.migrate(group, by=chief)
            await tapped(api, chief, anna, card, moved)
        elif told == "restarted":
            moved = await api.world.migrate(group, by=chief)
            await confirmed(api)
    if told == "missed":
        moved = await api.world.migrate(group, by=chief)
        api.world.updates.drop()
    if told != "told":
        async with running(api, store=store_at(database_url)):
            await tapped(api, chief, anna, card, moved)
    kept = rows(database_url, "SELECT chat_id, buttons, answers_to FROM settings")
    assert kept == [(moved.id, "none", "commands")]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_quiet_supergroup_stays_quiet_for_taps_on_old_answers(
    api: StandIn, database_url: str, *, restarted: bool
) -> None:
    """A question under an old answer is not answered there; woken, it is."""
    group, chief, anna = readers(api)
    async with running(api, "shipped", store=store_at(database_url)):
        answer = await ask(api, anna, group, "Who resigned?")
        asked = await api.world.say(anna, group, "/topics@talks_bot")
        topics = await api.world.wait_for_message(group, after=asked)
        card = await settings_of(api, chief, group)
        await api.world.tap(chief, card, QUIET)
        await api.world.wait_for_edit(card)
        moved = await api.world.migrate(group, by=chief)
        await confirmed(api)
        if not restarted:
            assert (await api.world.tap(anna, answer, answer.buttons[-1]["text"])).text == SAY("alert.quiet")
    async with running(api, "shipped", store=store_at(database_url)):
        topic = topics.buttons[-2]["text"]  # before 🗑
        for message, button in ((answer, answer.buttons[-1]["text"]), (topics, topic)):
            assert (await api.world.tap(anna, message, button)).text == SAY("alert.quiet")
        assert [each for each in moved.messages.values() if each.service is None] == []
        card = await settings_of(api, chief, moved)
        await api.world.tap(chief, card, SAY("button.wake"))
        await api.world.tap(anna, topics, topic)
        assert (await api.world.wait_for_message(moved, after=card)).buttons


async def test_an_old_answer_stays_and_whoever_may_remove_it_is_told_so(api: StandIn, database_url: str) -> None:
    """Telegram lets a bot change nothing in a group that has become a supergroup."""
    group, chief, anna = readers(api)
    async with running(api, store=store_at(database_url)):
        answer = await ask(api, anna, group, "Who resigned?")
        moved = await api.world.migrate(group, by=chief)
        olha = api.world.add_user("Olha", language_code="en")
        for who, key in ((anna, "stays"), (chief, "stays"), (olha, "not_yours_to_remove")):
            assert (await api.world.tap(who, answer, "🗑")).text == SAY(f"alert.{key}")
    assert [each for each in moved.messages.values() if each.service is None] == []


async def test_an_admin_has_forgotten_what_the_group_left_too(api: StandIn, database_url: str) -> None:
    """Votes and numbers of messages bear the number of the group that was."""
    group, chief, anna = readers(api)
    async with running(api, store=store_at(database_url)):
        await vote(api, anna, await ask(api, anna, group, "Who resigned?"), UP)
        moved = await api.world.migrate(group, by=chief)
        await confirmed(api)
        await vote(api, anna, await ask(api, anna, moved, "Who resigned?"), UP)
        asked = await api.world.say(chief, moved, "/forget@talks_bot")
        of_chat = (await api.world.wait_for_message(moved, after=asked)).text.partition(SAY("forget.of_chat"))[2]
        assert SAY.count("forget.votes", 2) in of_chat
        assert SAY.count("forget.answers", 2) in of_chat
    assert rows(database_url, "SELECT voter FROM votes") == rows(database_url, "SELECT chat_id FROM answers") == []
