"""Useful or not: one vote a person and message, counted without keeping who, over HTTP and in both databases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from bot.rendering.catalogue import catalogue
from bot.storage.database import DRIVERS, engine_for
from bot.storage.store import Store
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed

if TYPE_CHECKING:
    from bot.playground.standin import CallbackAnswer, Chat, Message, StandIn, User

KEY = b"a key for tests"
UP, DOWN = "👍", "👎"
LANGUAGES = {
    "en": ("Who resigned?", "weather in Paris"),
    "uk": ("Хто подав у відставку?", "погода в Парижі"),
    "ru": ("Кто подал в отставку?", "погода в Париже"),
}
"""What is answered, and what is not."""

in_each_language = pytest.mark.parametrize(
    ("language", "database_url"),
    [*((language, "sqlite") for language in LANGUAGES), ("uk", "postgresql")],
    indirect=["database_url"],
)
"""Each language, and each database: what is said does not depend on where it is kept."""


def store_at(url: str, *, keeps_texts: bool = False) -> Store:
    """Return a store with the key of these tests."""
    return Store(engine_for(url), key=KEY, keeps_texts=keeps_texts)


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Return what stands in the database, by a connection of the test's own."""
    address = make_url(url)
    engine = create_engine(address.set(drivername=DRIVERS[address.drivername]))
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def counts(url: str) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Return the counts of all days: language, kind and entry, with asked, useful and not useful."""
    found = rows(url, "SELECT language, kind, entry, asked, useful, not_useful FROM counts")
    return {row[:3]: row[3:] for row in found}


async def ask(api: StandIn, who: User, chat: Chat, question: str) -> Message:
    """Ask in a chat and return the answer."""
    asked = await api.world.say(who, chat, f"/ask@talks_bot {question}" if chat.is_group else question)
    return await api.world.wait_for_message(chat, after=asked)


async def vote(api: StandIn, who: User, message: Message, button: str) -> CallbackAnswer:
    """Tap a vote; what is shown for it is a line that goes by itself."""
    shown = await api.world.tap(who, message, button)
    assert not shown.show_alert
    return shown


@in_each_language
async def test_a_vote_is_counted_changed_and_taken_back(api: StandIn, database_url: str, language: str) -> None:
    """On an answer and on an abstention, in the language of the message; each tap says what it came to."""
    say = catalogue(language)
    anna = api.world.add_user("Anna", language_code=language)
    chat = api.world.private(anna)
    answered, abstained = LANGUAGES[language]
    async with running(api, "shipped", store=store_at(database_url)):
        answer = await ask(api, anna, chat, answered)
        for button, came_to, expected in (
            (UP, "alert.useful", (1, 1, 0)),
            (DOWN, "alert.not_useful", (1, 0, 1)),
            (DOWN, "alert.taken_back", (1, 0, 0)),
            (DOWN, "alert.not_useful", (1, 0, 1)),
        ):
            assert (await vote(api, anna, answer, button)).text == say(came_to)
            assert counts(database_url) == {(language, "answer", "yermak-resigned"): expected}
        abstention = await ask(api, anna, chat, abstained)
        assert (await vote(api, anna, abstention, UP)).text == say("alert.useful")
    assert counts(database_url)[language, "off_topic", ""] == (1, 1, 0)


async def test_in_a_group_everybody_has_a_vote_that_survives_a_restart(api: StandIn, database_url: str) -> None:
    """One row holds source and votes; who voted is not to be seen, and a second vote of one person is none."""
    anna, olha = (api.world.add_user(name, language_code="en") for name in ("Anna", "Olha"))
    group = api.world.add_group("Readers", members=[anna, olha])
    async with running(api, "shipped", store=store_at(database_url)):
        answer = await ask(api, anna, group, "Who resigned?")
        assert answer.reply_markup is not None
        first = answer.reply_markup["inline_keyboard"][0]
        assert [button["text"] for button in first] == ["Source", UP, DOWN, "🗑"]
        await vote(api, anna, answer, UP)
        await vote(api, olha, answer, UP)
    async with running(api, "shipped", store=store_at(database_url)):
        await vote(api, anna, answer, DOWN)
    assert counts(database_url) == {("en", "answer", "yermak-resigned"): (1, 1, 1)}
    kept = rows(database_url, "SELECT voter, chat, message_id, entry FROM votes")
    assert len(kept) == len({voter for voter, *_ in kept}) == 2
    assert not {anna.id, olha.id, group.id, *map(str, (anna.id, olha.id, group.id))} & {
        each for row in kept for each in row
    }
    assert all(re.fullmatch("[0-9a-f]{32}", str(each)) for row in kept for each in row[:2])


async def test_a_tapped_question_and_an_edited_one_are_voted_on_as_what_they_say(
    api: StandIn, database_url: str
) -> None:
    """A vote goes with what was read: after an edit the same button is a vote on the new answer."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api, store=store_at(database_url)):
        asked = await api.world.say(anna, chat, "/fact berg-resigned")
        answer = await api.world.wait_for_message(chat, after=asked)
        await vote(api, anna, answer, UP)
        await api.world.edit(asked, "/fact ferry-dates")
        await api.world.wait_for_edit(answer)
        assert (await vote(api, anna, answer, UP)).text == catalogue("en")("alert.useful")
    assert counts(database_url) == {
        ("en", "answer", "berg-resigned"): (0, 0, 0),
        ("en", "answer", "ferry-dates"): (0, 1, 0),
    }


async def test_a_vote_that_telegram_brings_twice_is_one(api: StandIn, database_url: str) -> None:
    """Its answer could not be confirmed at first: the second try takes nothing back."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api, store=store_at(database_url)):
        answer = await ask(api, anna, chat, "Who resigned?")
        api.faults.server_error(502, times=1, method="answerCallbackQuery")
        assert (await vote(api, anna, answer, UP)).text == catalogue("en")("alert.useful")
        await confirmed(api)
    assert counts(database_url) == {("en", "answer", "berg-resigned"): (1, 1, 0)}


@in_each_language
async def test_while_the_database_is_away_votes_are_said_not_to_be_counted(
    api: StandIn, database_url: str, language: str
) -> None:
    """The question is answered all the same, and counted once the database is back; the lost vote is in the figures."""
    anna = api.world.add_user("Anna", language_code=language)
    chat = api.world.private(anna)
    store, away = store_at(database_url), False
    async with running(api, "shipped", store=store):

        @event.listens_for(store._writer._engine, "begin", insert=True)
        def fail(_connection: object) -> None:
            if away:
                raise ConnectionError

        await ask(api, anna, chat, "/privacy")
        away = True
        answer = await ask(api, anna, chat, LANGUAGES[language][0])
        assert (await vote(api, anna, answer, UP)).text == catalogue(language)("alert.not_counted")
        assert store.records.lost == 1
        away = False
    async with running(api, "shipped", store=store_at(database_url)):
        await vote(api, anna, answer, UP)
    assert counts(database_url)[language, "answer", "yermak-resigned"][1] == 1


async def test_a_vote_on_what_the_base_has_no_more_is_not_counted(api: StandIn, database_url: str) -> None:
    """Nor on what somebody made up."""
    anna = api.world.add_user("Anna", language_code="en")
    chat = api.world.private(anna)
    async with running(api, "shipped", store=store_at(database_url)):
        answer = await ask(api, anna, chat, "Who resigned?")
    async with running(api, "harbour", store=store_at(database_url)):
        assert (await vote(api, anna, answer, UP)).text == catalogue("en")("alert.gone")
    assert set(counts(database_url)) == {("en", "answer", "yermak-resigned")}
    assert rows(database_url, "SELECT * FROM votes") == []


async def test_what_is_no_question_is_not_counted(api: StandIn, database_url: str) -> None:
    """Greetings, commands, stickers, and comments in a group; /ask is a question."""
    anna = api.world.add_user("Anna", language_code="en")
    chat, group = api.world.private(anna), api.world.add_group("Readers", members=[anna])
    async with running(api, store=store_at(database_url)):
        for said in ("hello", "/about", "thanks"):
            await ask(api, anna, chat, said)
        sent = await api.world.send(anna, chat, "sticker")
        hint = await api.world.wait_for_message(chat, after=sent)
        assert UP not in [button["text"] for button in hint.buttons]
        answer = await ask(api, anna, group, "Who resigned?")
        await api.world.say(anna, group, "haha nice", reply_to=answer)
        await confirmed(api)
    assert counts(database_url) == {("en", "answer", "berg-resigned"): (1, 0, 0)}
