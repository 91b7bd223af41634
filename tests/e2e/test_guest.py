"""Guest mode over HTTP: one reply where the bot is mentioned and is no member, and nothing kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.standin import Modes, StandIn, Status
from bot.rendering.catalogue import catalogue
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_inline import CONFLICT, ELSEWHERE, OPEN, QUESTIONS
from tests.e2e.test_votes import counts, rows, store_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import Chat, Message, User


FILLERS = {
    "en": ("@talks_bot ?", "@talks_bot, please", "well @talks_bot?!"),
    "uk": ("@talks_bot ?", "@talks_bot, будь ласка", "ну @talks_bot?"),
    "ru": ("@talks_bot ?", "@talks_bot, пожалуйста", "ну, @talks_bot?"),
}
"""Words around a mention that ask nothing."""


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    """Run a stand-in with guest mode for each test alone."""
    async with StandIn(username="talks_bot") as standin:
        standin.world.modes.guest = True
        yield standin


def group_of(api: StandIn, language: str) -> tuple[User, Chat]:
    """Return somebody who reads a language, in a group without the bot."""
    anna = api.world.add_user("Anna", language_code=language)
    return anna, api.world.add_group("Elsewhere", members=[anna], bot=Status.LEFT)


async def call(api: StandIn, who: User, chat: Chat, text: str, reply_to: Message | None = None) -> Message:
    """Mention the bot and return what it says."""
    asked = await api.world.say(who, chat, text, reply_to=reply_to)
    answer = await api.world.wait_for_message(chat, after=asked)
    assert (answer.reply_to, answer.guest_caller, answer.reply_markup) == (asked.message_id, who, None)
    return answer


@pytest.mark.parametrize("language", QUESTIONS)
async def test_a_mention_gets_one_reply(api: StandIn, language: str) -> None:
    """Whether it answers, abstains, has sources that differ, or asks for a question; what is not for it gets none."""
    say = catalogue(language)
    question, said, dated = QUESTIONS[language]
    anna, chat = group_of(api, language)
    async with running(api, "shipped"):
        answer = await call(api, anna, chat, f"@talks_bot {question}")
        assert said in answer.text
        assert dated in answer.text
        conflict = await call(api, anna, chat, f"{CONFLICT[language]} @talks_bot")
        assert "Axios" in conflict.text
        assert "4–5" in conflict.text
        assert dated in (await call(api, anna, chat, f"@talks_bot {OPEN[language]}")).text
        elsewhere = await call(api, anna, chat, f"@talks_bot {ELSEWHERE[language]}")
        assert elsewhere.text.startswith(say("reply.off_topic").partition("{")[0])
        assert (await call(api, anna, chat, "@talks_bot")).text == say("mention.needs_question")
        await api.world.say(anna, chat, question)
        await confirmed(api)
    assert sum(message.sender == api.world.bot for message in chat.messages.values()) == 5
    assert not api.journal.of("sendMessage")


@pytest.mark.parametrize("language", QUESTIONS)
async def test_a_bare_mention_answers_the_message_that_it_replies_to(api: StandIn, language: str) -> None:
    """The question is somebody else's."""
    question, said, _ = QUESTIONS[language]
    anna, chat = group_of(api, language)
    ben = api.world.add_user("Ben")
    chat.members[ben.id] = Status.MEMBER
    asked = await api.world.say(ben, chat, question)
    async with running(api, "shipped"):
        for words in ("@talks_bot", *FILLERS[language]):
            assert said in (await call(api, anna, chat, words, reply_to=asked)).text, words


async def test_a_question_word_is_read_with_the_message_that_it_replies_to(api: StandIn) -> None:
    """What somebody else said is no question; "why?" makes it one."""
    anna, chat = group_of(api, "en")
    said = await api.world.say(anna, chat, "Yermak resigned on 28 November")
    async with running(api, "shipped"):
        answer = await call(api, anna, chat, "@talks_bot why?", reply_to=said)
    assert answer.text.startswith("Read as: Why Yermak resigned on 28 November?")


async def test_nothing_is_kept_of_it(api: StandIn, database_url: str) -> None:
    """No count, no text, no note of an answer, and nothing in memory: a later question stands alone."""
    anna, chat = group_of(api, "en")
    async with running(api, "shipped", store=store_at(database_url, keeps_texts=True)) as bot:
        await call(api, anna, chat, "@talks_bot Who resigned?")
        await call(api, anna, chat, "@talks_bot What is Umerov's shoe size?")
        memory = bot.conversations.memory
        kept = (
            memory.answers,
            memory.last_matches,
            memory.questions,
            memory.languages,
            memory.taps,
            memory.settings,
        )
        assert [len(each.items()) for each in kept] == [0] * len(kept)
    assert counts(database_url) == {}
    assert rows(database_url, "SELECT * FROM unanswered") == []
    assert rows(database_url, "SELECT * FROM answers") == []


async def test_a_bot_that_mentions_it_gets_no_reply(api: StandIn) -> None:
    """Two bots could go on for ever. A query that is too old is no error either."""
    anna, chat = group_of(api, "en")
    body = {
        "message_id": 99,
        "date": 1,
        "chat": {"id": chat.id, "type": "supergroup", "title": "Elsewhere"},
        "from": {"id": 77, "is_bot": True, "first_name": "Other"},
        "text": "@talks_bot Who resigned?",
        "guest_query_id": "1",
    }
    api.world.queue("guest_message", body, chat.id)
    person = {"id": anna.id, "is_bot": False, "first_name": "Anna"}
    api.world.queue("guest_message", body | {"from": person, "guest_query_id": "2"}, chat.id)
    async with running(api, "shipped"):
        await call(api, anna, chat, "@talks_bot Who resigned?")
    (refused, _) = api.journal.of("answerGuestQuery")
    assert (refused.params["guest_query_id"], refused.code) == ("2", 400)
    assert len(chat.messages) == 2


async def test_with_the_mode_off_nothing_reaches_it(api: StandIn) -> None:
    """As with every bot until BotFather is told."""
    api.world.modes.guest = False
    anna, chat = group_of(api, "en")
    async with running(api, "shipped"):
        await api.world.say(anna, chat, "@talks_bot Who resigned?")
        await confirmed(api)
    assert len(chat.messages) == 1


@pytest.mark.parametrize("language", QUESTIONS)
async def test_help_says_where_else_the_bot_is_asked(api: StandIn, language: str) -> None:
    """Only what BotFather has switched on, by the bot's name."""
    say = catalogue(language)
    anna = api.world.add_user("Anna", language_code=language)
    chat = api.world.private(anna)
    inline, guest = (say(f"help.{mode}", name="talks_bot") for mode in ("inline", "guest"))
    seen = []
    for modes in (Modes(), Modes(inline=True), Modes(guest=True)):
        api.world.modes = modes
        async with running(api, "shipped"):
            asked = await api.world.say(anna, chat, "/help")
            text = (await api.world.wait_for_message(chat, after=asked)).text
        seen.append((inline in text, guest in text))
    assert seen == [(False, False), (True, False), (False, True)]
