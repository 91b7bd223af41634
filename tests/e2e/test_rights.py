"""Who may do what in a group, as one table, over HTTP and in both databases: remove an answer, settings, /forget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.playground.standin import Entity, StandIn, Status
from bot.playground.standin.methods import HANDLERS
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_votes import UP, ask, rows, store_at, vote

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import Chat, Message, User
    from bot.playground.standin.service import Params, Service

SAY = catalogue("en")
QUESTION = "/ask@talks_bot Who resigned?"
ROW = SAY("button.buttons_row")


class May(NamedTuple):
    """What somebody may do."""

    remove: bool
    """The answer to the question."""
    settings: bool
    """See and change them."""
    forget: bool
    """Have deleted what is kept of the group; what is theirs anybody may."""


RIGHTS = {
    "asker": May(remove=True, settings=False, forget=False),
    "admin": May(remove=True, settings=True, forget=True),
    "anonymous admin": May(remove=True, settings=True, forget=True),
    "stranger": May(remove=False, settings=False, forget=False),
    "asker who left": May(remove=True, settings=False, forget=False),
    "admin who left": May(remove=False, settings=False, forget=False),
}
each_right = pytest.mark.parametrize(
    ("role", "database_url"),
    [*((role, "sqlite") for role in RIGHTS), ("admin", "postgresql"), ("stranger", "postgresql")],
    indirect=["database_url"],
)
"""Who may does not depend on where it is kept: one who may and one who may not, in the other database."""


def refused(key: str) -> str:
    """Return what is told to whoever may be an anonymous admin, whom a bot that is none may not see."""
    return f"{SAY(key)} {SAY('alert.anonymous')}"


@dataclass(frozen=True)
class Group:
    """A group with an admin, whoever asks, and somebody else, one of whom acts."""

    api: StandIn
    chat: Chat
    chief: User
    anna: User
    olha: User
    role: str

    @property
    def actor(self) -> User:
        """Who acts. Taps are never anonymous: Telegram names whoever tapped."""
        return self.anna if "asker" in self.role else self.olha if self.role == "stranger" else self.chief

    @property
    def has_left(self) -> bool:
        """Whether whoever acts is no member any more."""
        return "left" in self.role

    async def write(self, text: str) -> Message:
        """Write as whoever acts, in the name of the group where that is their role; return what the bot replies."""
        world = self.api.world
        if self.role == "anonymous admin":
            hidden = {"sender_chat": {"id": self.chat.id, "type": str(self.chat.type), "title": "Readers"}}
            command = Entity(type="bot_command", offset=0, length=len(text.split(maxsplit=1)[0]))
            asked = world.place(self.chat, sender=self.actor, text=text, entities=(command,), media=hidden)
        else:
            asked = await world.say(self.actor, self.chat, text)
        return await world.wait_for_message(self.chat, after=asked)

    async def leave(self) -> None:
        """Let whoever acts leave, if that is their role."""
        if self.has_left:
            await self.api.world.leave(self.actor, self.chat)


@pytest.fixture
async def group(role: str) -> AsyncIterator[Group]:
    """Run a stand-in with such a group."""
    async with StandIn(username="talks_bot") as api:
        chief, anna, olha = (api.world.add_user(name, language_code="en") for name in ("Chief", "Anna", "Olha"))
        chat = api.world.add_group("Readers", members=[chief, anna, olha])
        chat.members[chief.id] = Status.ADMINISTRATOR
        yield Group(api, chat, chief, anna, olha, role)


@each_right
async def test_an_answer_is_removed(group: Group, database_url: str, role: str) -> None:
    """By whoever asked, members or not, and by admins; an alert tells others who may, and it stays."""
    world = group.api.world
    async with running(group.api, store=store_at(database_url)):
        if role == "anonymous admin":
            answer = await group.write(QUESTION)
            assert (await world.tap(group.anna, answer, "🗑")).text == refused("alert.not_yours_to_remove")
        else:
            answer = await ask(group.api, group.anna, group.chat, "Who resigned?")
        await group.leave()
        shown = await world.tap(group.actor, answer, "🗑")
    may = RIGHTS[role].remove
    assert (shown.text, shown.show_alert) == (("", False) if may else (SAY("alert.not_yours_to_remove"), True))
    assert (world.current(answer) is None) is may


@each_right
async def test_the_settings_are_shown_and_changed(group: Group, database_url: str, role: str) -> None:
    """By those who are admins at that moment."""
    world, may = group.api.world, RIGHTS[role].settings
    async with running(group.api, store=store_at(database_url)):
        asked = await world.say(group.chief, group.chat, "/settings@talks_bot")
        card = await world.wait_for_message(group.chat, after=asked)
        await ask(group.api, group.anna, group.chat, "Who resigned?")
        if not group.has_left:
            shown = (await group.write("/settings@talks_bot")).text
            assert shown.startswith(SAY("settings.group" if may else "settings.admins_only"))
        await group.leave()
        alert = await world.tap(group.actor, card, SAY("button.buttons_none"))
        assert (alert.text, alert.show_alert) == (("", False) if may else (refused("alert.admins_only"), True))
        answer = await ask(group.api, group.olha, group.chat, "Who heads the council?")
        assert (answer.reply_markup is None) is may
    assert rows(database_url, "SELECT buttons FROM settings") == ([("none",)] if may else [])


@each_right
async def test_what_is_kept_is_forgotten(group: Group, database_url: str, role: str) -> None:
    """What is kept of the group by its admins; their own votes by everybody, by whoever left in private."""
    api, world, may = group.api, group.api.world, RIGHTS[role].forget
    async with running(api, store=store_at(database_url)):
        asked = await world.say(group.chief, group.chat, "/settings@talks_bot")
        card = await world.wait_for_message(group.chat, after=asked)
        await world.tap(group.chief, card, ROW)
        answer = await ask(api, group.anna, group.chat, "Who resigned?")
        for who in (group.chief, group.anna, group.olha):
            await vote(api, who, answer, UP)
        await group.leave()
        if group.has_left:
            said = (await ask(api, group.actor, world.private(group.actor), "/forget")).text
        else:
            said = (await group.write("/forget@talks_bot")).text
    assert (SAY("forget.of_chat") in said) is may
    assert (SAY("forget.admins_only") in said) is (not may and not group.has_left)
    assert (SAY("forget.of_person") in said) is (role != "anonymous admin")
    assert len(rows(database_url, "SELECT voter FROM votes")) == (0 if may else 2)
    assert (rows(database_url, "SELECT buttons FROM settings") == []) is may
    assert rows(database_url, "SELECT SUM(useful) FROM counts") == [(3,)]


@pytest.mark.parametrize("role", ["anonymous admin"])
async def test_an_anonymous_admin_who_is_hidden_is_told_what_to_do(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the bot is no admin, Telegram lists none of them; made one, it sees them, and tells others nothing more."""
    listed, members = HANDLERS["getChatAdministrators"], group.chat.members

    async def hide(service: Service, params: Params) -> object:
        return await listed(service, params) if members[service.world.bot.id].administers else []

    monkeypatch.setitem(HANDLERS, "getChatAdministrators", hide)
    monkeypatch.setattr("bot.handlers.admins.REFUSED_FOR", -1)
    world = group.api.world
    async with running(group.api):
        answer, card = await group.write(QUESTION), await group.write("/settings@talks_bot")
        alerts = [await world.tap(group.chief, answer, "🗑"), await world.tap(group.chief, card, ROW)]
        assert [each.text for each in alerts] == [refused("alert.not_yours_to_remove"), refused("alert.admins_only")]
        members[world.bot.id] = Status.ADMINISTRATOR
        assert (await world.tap(group.olha, card, ROW)).text == SAY("alert.admins_only")
        assert (await world.tap(group.chief, card, ROW)).text == SAY("alert.not_kept")
        await world.tap(group.chief, answer, "🗑")
    assert world.current(answer) is None


async def test_where_the_bot_was_put_out_a_tap_that_removes_is_told_so(api: StandIn, anna: User) -> None:
    """Its buttons still stand there, and a tap that is not answered turns a wheel for long."""
    group = api.world.add_group("Readers", members=[anna])
    async with running(api):
        answer = await ask(api, anna, group, "Who resigned?")
        group.members[api.world.bot.id] = Status.KICKED
        assert (await api.world.tap(anna, answer, "🗑")).text == SAY("alert.stays")
