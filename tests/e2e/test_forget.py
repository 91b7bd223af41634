"""/forget deletes what is kept of a person and, for admins, of a group, and says what; in both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from bot.answering.context import Deletion
from bot.answering.forgetting import Forgotten
from bot.answering.saying import Notice, noted, recalled
from bot.playground.standin import Entity, StandIn, Status
from bot.rendering.catalogue import catalogue
from bot.rendering.compose_command import FORGOTTEN
from bot.storage.forgetting import FORGOTTEN as DELETED
from tests.bases import responder_of
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import DOWN, LANGUAGES, UP, ask, counts, in_each_language, rows, store_at, vote

if TYPE_CHECKING:
    from bot.playground.standin import Chat, Message, User


async def forget(api: StandIn, who: User, chat: Chat) -> str:
    """Send /forget and return the answer."""
    asked = await api.world.say(who, chat, "/forget@talks_bot")
    return (await api.world.wait_for_message(chat, after=asked)).text


def left(url: str, table: str, chat_id: int | None = None) -> int:
    """Return how many rows a table has, of a chat where one is given."""
    where = "" if chat_id is None else f" WHERE chat_id = {chat_id}"
    return len(rows(url, f"SELECT * FROM {table}{where}"))  # noqa: S608 - names of this file's own


@in_each_language
async def test_a_person_is_forgotten_and_told_what(api: StandIn, database_url: str, language: str) -> None:
    """Votes, questions, numbers of messages, the last questions and the language; counts stay, other people too."""
    say = catalogue(language)
    anna, olha = (api.world.add_user(name, language_code=language) for name in ("Anna", "Olha"))
    chat, olhas = api.world.private(anna), api.world.private(olha)
    answered, abstained = LANGUAGES[language]
    async with running(api, "shipped", store=store_at(database_url, keeps_texts=True)) as bot:
        for who, where in ((anna, chat), (olha, olhas)):
            answer = await ask(api, who, where, answered)
            await vote(api, who, answer, UP)
            await ask(api, who, where, abstained)
        said = await forget(api, anna, chat)
        kept = {"votes": 1, "texts": 1, "answers": 2, "questions": 2, "languages": 1}
        told = [say.count(f"forget.{key}", number) for key, number in kept.items()]
        assert said.startswith("\n• ".join([say("forget.of_person"), *told]))
        assert say("forget.stays") in said
        assert say("forget.nothing_of_person") in await forget(api, anna, chat)
        why = await ask(api, anna, chat, "/why")
        assert why.text == say("why.none")
        assert anna.id not in {chat for chat, *_ in bot.conversations.memory.last_matches._entries}
    assert counts(database_url)[language, "answer", "yermak-resigned"] == (2, 2, 0)
    assert [left(database_url, table) for table in ("votes", "unanswered")] == [1, 1]
    assert left(database_url, "answers", olhas.id) == 2
    assert left(database_url, "answers", chat.id) == 1


@in_each_language
async def test_a_group_is_forgotten_by_its_admins_alone(api: StandIn, database_url: str, language: str) -> None:
    """Whoever is none deletes what is theirs; a former admin is none any more, whatever was known a moment ago."""
    say = catalogue(language)
    people = {name: api.world.add_user(name, language_code=language) for name in ("Anna", "Olha", "Chief", "Former")}
    anna, olha, chief, former = people.values()
    group = api.world.add_group("Readers", members=list(people.values()), admins=[chief, former])
    answered, abstained = LANGUAGES[language]
    async with running(api, "shipped", store=store_at(database_url, keeps_texts=True)):
        answer = await ask(api, anna, group, answered)
        for who in (anna, olha):
            await vote(api, who, answer, DOWN)
            await ask(api, who, group, abstained)
        said = await forget(api, anna, group)
        assert say.count("forget.votes", 1) in said
        assert say.count("forget.texts", 1) in said
        assert say("forget.admins_only") in said
        assert say("forget.of_chat") not in said
        club = await ask(api, anna, group, "Shell Bay?")
        await api.world.tap(former, club, club.buttons[0]["text"])  # the bot asks who the admins are
        group.members[former.id] = Status.MEMBER
        assert say("forget.admins_only") in await forget(api, former, group)
        said = await forget(api, chief, group)
        assert say("forget.nothing_of_person") in said
        of_chat = said.partition(say("forget.of_chat"))[2]
        assert say.count("forget.votes", 1) in of_chat
        assert say.count("forget.texts", 1) in of_chat
        assert say("forget.admins_only") not in said
    assert [left(database_url, table) for table in ("votes", "unanswered", "answers")] == [0, 0, 0]
    assert counts(database_url)[language, "answer", "yermak-resigned"] == (1, 0, 2)


async def test_an_anonymous_admin_speaks_for_the_group_and_a_channel_for_nobody(
    api: StandIn, database_url: str
) -> None:
    """Telegram names the group itself as the sender; somebody who writes as a channel has no rights by that."""
    say = catalogue("en")
    anna = api.world.add_user("Anna", language_code="en")
    group = api.world.add_group("Readers", members=[anna])
    channel = api.world.add_channel("News")

    async def anonymously(chat: Chat) -> Message:
        hidden: dict[str, Any] = {"sender_chat": {"id": chat.id, "type": str(chat.type), "title": "T"}}
        command = Entity(type="bot_command", offset=0, length=17)
        asked = api.world.place(group, sender=anna, text="/forget@talks_bot", entities=(command,), media=hidden)
        return await api.world.wait_for_message(group, after=asked)

    async with running(api, store=store_at(database_url)):
        answer = await ask(api, anna, group, "Who resigned?")
        await vote(api, anna, answer, UP)
        assert (await anonymously(channel)).text.startswith(say("forget.admins_only"))
        assert left(database_url, "votes") == 1
        assert (await anonymously(group)).text.startswith(say("forget.of_chat"))
    assert left(database_url, "votes") == 0


async def test_whoever_left_is_still_forgotten_in_private(api: StandIn, database_url: str) -> None:
    """What they voted and asked in the group is found by who they are."""
    anna = api.world.add_user("Anna", language_code="en")
    group, chat = api.world.add_group("Readers", members=[anna]), api.world.private(anna)
    async with running(api, "shipped", store=store_at(database_url, keeps_texts=True)):
        await vote(api, anna, await ask(api, anna, group, "Who resigned?"), UP)
        await ask(api, anna, group, "weather in Paris")
        await confirmed(api)  # chats do not wait for each other
        group.members[anna.id] = Status.LEFT
        said = await forget(api, anna, chat)
        assert catalogue("en").count("forget.texts", 1) in said
    assert [left(database_url, table) for table in ("votes", "unanswered")] == [0, 0]


async def test_a_question_asked_before_the_group_grew_is_found_by_its_admins(api: StandIn, database_url: str) -> None:
    """A supergroup has another number."""
    anna = api.world.add_user("Anna", language_code="en")
    group = api.world.add_group("Readers", members=[anna], admins=[anna], supergroup=False)
    async with running(api, "shipped", store=store_at(database_url, keeps_texts=True)):
        await ask(api, anna, group, "weather in Paris")
        new = await api.world.migrate(group)
        await confirmed(api)
    digest = store_at(database_url).records._digests.chat(new.id)
    assert rows(database_url, "SELECT chat FROM unanswered") == [(digest,)]


@in_each_language
async def test_while_the_database_is_away_nothing_is_said_to_be_deleted(
    api: StandIn, database_url: str, language: str
) -> None:
    """What memory holds is; the rest is to be asked for again."""
    anna = api.world.add_user("Anna", language_code=language)
    chat, store = api.world.private(anna), store_at(database_url)
    async with running(api, "shipped", store=store):
        answer = await ask(api, anna, chat, LANGUAGES[language][0])
        await vote(api, anna, answer, UP)

        @event.listens_for(store._writer._engine, "begin", insert=True)
        def fail(_connection: object) -> None:
            raise ConnectionError

        said = await forget(api, anna, chat)
        event.remove(store._writer._engine, "begin", fail)
        assert said.startswith(catalogue(language)("forget.incomplete"))
        assert catalogue(language).count("forget.questions", 1) in said
        assert catalogue(language).count("forget.votes", 1) not in said
    assert left(database_url, "votes") == 1


async def test_a_second_try_tells_what_the_first_deleted(api: StandIn) -> None:
    """The answer could not be sent at first, and the database is away that would keep it."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api):
        await ask(api, anna, chat, "Who resigned?")
        api.faults.server_error(502, times=2, method="sendMessage")
        assert catalogue("en").count("forget.questions", 1) in await forget(api, anna, chat)


async def test_a_bot_whose_database_is_away_forgets_what_it_remembers(api: StandIn) -> None:
    """And a question that is edited into /forget is one."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api):
        asked = await api.world.say(anna, chat, "Who resigned?")
        answer = await api.world.wait_for_message(chat, after=asked)
        await api.world.edit(asked, "/forget")
        told = await api.world.wait_for_edit(answer)
        assert catalogue("en").count("forget.questions", 1) in told.text


def test_everything_that_is_deleted_has_a_name_in_the_reply() -> None:
    """A new row of the table is told of, too."""
    assert {each.name for each in DELETED} <= set(FORGOTTEN)


@pytest.mark.parametrize(("complete", "key"), [(True, "forget.done"), (False, "forget.incomplete")])
def test_a_reply_that_is_sent_late_says_that_it_is_done(*, complete: bool, key: str) -> None:
    """How much it was is not written down."""
    responder = responder_of("harbour")
    reply = Forgotten("uk", responder.knowledge.story.as_of, Deletion((("votes", 7),), complete=complete))
    assert recalled(noted(reply, "forget"), responder) == Notice(key, "uk")
