"""What /privacy says is true of the raw files: no text and no name after a day of chatting, nothing left of /forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.rendering.catalogue import catalogue
from bot.storage.care import KEPT
from bot.storage.records import TEXTS_KEPT, VOTES_KEPT
from tests.e2e.running import running
from tests.e2e.test_faults import confirmed
from tests.e2e.test_votes import DOWN, LANGUAGES, UP, ask, in_each_language, rows, store_at, vote

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.standin import Chat, Message, StandIn, User

NAMES = ("Quizzacia", "Vraskolnyk", "quizz_handle", "Zhovtobrukh", "Пшеничнюк", "Перепелицын", "Gluebirds")
"""People's names and a group's, which nothing else is called."""
WORDS = ("flibbertigibbet", "бурмотіння", "тарабарщина", "snollygoster")
"""What people wrote, and no base has."""


def found(folder: Path, *sought: str) -> list[tuple[str, str]]:
    """Return what stands in the bytes of the database's files, main, -wal and -shm, in any case and encoding."""
    hits = []
    for path in folder.iterdir():
        content = path.read_bytes()
        for text in sought:
            forms = {
                form.encode(code) for form in (text, text.lower(), text.upper()) for code in ("utf-8", "utf-16-le")
            }
            escaped = text.encode("unicode_escape")
            hits += [(path.name, text) for each in (*forms, escaped) if each in content]
    return hits


async def a_day(api: StandIn, *, store_url: str, keeps_texts: bool) -> tuple[User, Chat]:
    """Let three people chat in private and in a group; return the first of them and her private chat."""
    world = api.world
    anna = world.add_user("Quizzacia", last_name="Vraskolnyk", username="quizz_handle", language_code="en")
    olha = world.add_user("Zhovtobrukh", last_name="Пшеничнюк", language_code="uk")
    ivan = world.add_user("Перепелицын", language_code="ru")
    group = world.add_group("Gluebirds", members=[anna, olha, ivan], admins=[anna])
    abstention: Message | None = None
    async with running(api, "shipped", store=store_at(store_url, keeps_texts=keeps_texts)):
        for who, word in zip((anna, olha, ivan), WORDS, strict=False):
            chat = world.private(who)
            for text in (
                f"is {word} true?",
                f"/who {word}",
                f"/fact {word}",
                f"/{word}",
                f"my name is {who.first_name}, call +380 67 1234567 or mail {word}@example.org about {word}",
                *LANGUAGES[who.language_code or "en"],
                "/why",
            ):
                answer = await ask(api, who, chat, text)
            asked = await ask(api, who, group, f"{word}? says {who.first_name}")
            abstention = abstention or asked  # to which the others are pointed
            await vote(api, who, abstention, DOWN)
            answer = await ask(api, who, group, LANGUAGES[who.language_code or "en"][0])
            await vote(api, who, answer, UP)
            await world.say(who, group, f"{word}, said {who.first_name}", reply_to=answer)
        last = await world.say(anna, world.private(anna), "snollygoster?")
        await world.wait_for_message(world.private(anna), after=last)
        await world.edit(last, "what is a snollygoster?")
        await confirmed(api)
    return anna, world.private(anna)


async def test_after_a_day_of_chatting_there_is_no_text_and_no_name(api: StandIn, tmp_path: Path) -> None:
    """Not while the bot runs, with its log beside the file, and not after it; the bot was used all the same."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    anna, chat = await a_day(api, store_url=url, keeps_texts=False)
    assert found(tmp_path, *NAMES, *WORDS, "1234567") == []
    async with running(api, "shipped", store=store_at(url)):
        await ask(api, anna, chat, "is a flibbertigibbet a snollygoster?")
        assert {path.suffix for path in tmp_path.iterdir()} == {".sqlite3", ".sqlite3-wal", ".sqlite3-shm"}
        assert found(tmp_path, *NAMES, *WORDS) == []
    assert rows(url, "SELECT SUM(asked) > 15, SUM(useful) > 2, SUM(not_useful) > 2 FROM counts") == [(1, 1, 1)]
    assert rows(url, "SELECT * FROM unanswered") == []


async def test_where_questions_are_kept_there_is_no_name_and_nothing_left_of_what_was_forgotten(
    api: StandIn, tmp_path: Path
) -> None:
    """The text is there, stripped, until /forget: then its bytes are overwritten while the bot runs, in the log too."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    anna, chat = await a_day(api, store_url=url, keeps_texts=True)
    assert found(tmp_path, *NAMES, "1234567", "example.org") == []
    assert {text for _, text in found(tmp_path, *WORDS)} == set(WORDS)
    async with running(api, "shipped", store=store_at(url, keeps_texts=True)):
        await ask(api, anna, chat, "is a flibbertigibbet a snollygoster?")
        assert found(tmp_path, "flibbertigibbet")
        await ask(api, anna, chat, "/forget")
        assert found(tmp_path, "flibbertigibbet", "snollygoster") == []
        assert {text for _, text in found(tmp_path, *WORDS)} == {"бурмотіння", "тарабарщина"}
    assert found(tmp_path, "flibbertigibbet", "snollygoster") == []


async def test_nobody_is_known_by_their_number_from_what_they_voted(api: StandIn, tmp_path: Path) -> None:
    """Who only votes, in a group, leaves no number at all."""
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}"
    asks, votes = (api.world.add_user(name, language_code="en") for name in ("Anna", "Olha"))
    group = api.world.add_group("Readers", members=[asks, votes])
    async with running(api, store=store_at(url, keeps_texts=True)):
        await vote(api, votes, await ask(api, asks, group, "Who resigned?"), UP)
    tables = [str(name) for (name,) in rows(url, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = {str(each) for table in tables for row in rows(url, f"SELECT * FROM {table}") for each in row}  # noqa: S608
    assert str(group.id) in kept  # which message answers which
    assert not {str(votes.id), str(asks.id)} & {number for each in kept for number in each.split()}


@in_each_language
@pytest.mark.parametrize("keeps_texts", [False, True])
async def test_what_is_kept_is_said(api: StandIn, database_url: str, language: str, *, keeps_texts: bool) -> None:
    """/privacy names the times of the code, and texts where they are kept; so does the greeting."""
    say = catalogue(language)
    anna = api.world.add_user("Anna", language_code=language)
    chat = api.world.private(anna)
    async with running(api, "shipped", store=store_at(database_url, keeps_texts=keeps_texts)):
        said = (await ask(api, anna, chat, "/privacy")).text
        greeting = (await ask(api, anna, chat, "/start")).text
    assert said.startswith(say("privacy.some_texts" if keeps_texts else "privacy.no_texts"))
    assert f"{KEPT // 3600} " in say("privacy.text")
    assert VOTES_KEPT == KEPT
    assert f"{TEXTS_KEPT // 86400} " in say("privacy.some_texts")
    assert (say("start.keeps_texts") in greeting) is keeps_texts
    assert f"{TEXTS_KEPT // 86400} " in say("start.keeps_texts")
