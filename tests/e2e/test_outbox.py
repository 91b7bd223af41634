"""Replies that cannot be sent now: kept without a word of whoever asked, sent once, in order, and after a crash too."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.handlers.limits import ChatRateLimiter
from bot.playground.standin import StandIn
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.e2e.running import QUICK, running, start
from tests.e2e.test_faults import QUESTION, answers, confirmed, someone
from tests.e2e.test_program import TOKEN, program
from tests.storage.test_store import until

if TYPE_CHECKING:
    from pathlib import Path

    from bot.playground.standin import Chat
    from tests.e2e.running import Running

SOON = replace(QUICK, slow=0.2, adopt_every=0.2)


def store_at(url: str) -> Store:
    """Return a store that notices soon what others have left."""
    return Store(engine_for(url), lease=1)


async def answered(api: StandIn, chat: Chat, count: int) -> None:
    """Wait until the bot has said so many things in a chat."""
    await api.world.wait_for(lambda: True if len(answers(api, chat)) == count else None, f"{count} answers", timeout=20)


async def died(bot: Running) -> None:
    """Let a bot die without a word: nothing is confirmed, closed or given back."""
    bot.task.cancel()
    await asyncio.gather(bot.task, return_exceptions=True)


async def test_a_reply_that_must_wait_is_confirmed_and_survives_a_crash(database_url: str) -> None:
    """Its update leaves Telegram's window at once; the next start says what was owed, in order, each once."""
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        api.faults.too_many_requests(2, method="sendMessage", chat_id=annas.id)
        bot = start(api, timing=SOON, limiter=ChatRateLimiter(patience=0.1), store=store_at(database_url))
        for text in (QUESTION, "/who yermak", "/help", "sunshine"):
            await api.world.say(anna, annas, text)
        await confirmed(api)
        assert answers(api, annas) == []
        await died(bot)
        async with running(api, timing=SOON, store=store_at(database_url)):
            await api.world.wait_for(
                lambda: True if len(answers(api, annas)) == 4 else None, "four answers", timeout=20
            )
            await api.world.say(anna, annas, "thanks")
            await api.world.wait_for(lambda: True if len(answers(api, annas)) == 5 else None, "the next", timeout=20)
        first, second, third, *_ = [message.text for message in answers(api, annas)]
        assert "harbour" in first.lower()
        assert "/ask" in third
        assert second != first


@pytest.mark.parametrize(("backup", "stopped"), [(False, False), (True, False), (True, True)])
async def test_a_reply_that_must_wait_survives_a_database_that_is_deleted(
    tmp_path: Path, *, backup: bool, stopped: bool
) -> None:
    """While the bot runs: it is written down again in the file that is made anew, or in the backup in its place."""
    path = tmp_path / "kept.sqlite3"
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        api.faults.too_many_requests(2, method="sendMessage", chat_id=annas.id)
        bot = start(api, timing=SOON, limiter=ChatRateLimiter(patience=0.1), store=store_at(f"sqlite:///{path}"))
        await until(lambda: api.world.updates.polled, "the bot to have begun")
        copy, address = tmp_path / "copy", f"file:{path}?mode=ro"
        if backup:
            with contextlib.closing(sqlite3.connect(path)) as other:
                other.execute(f"VACUUM INTO '{copy}'")
        for text in (QUESTION, "/help"):
            await api.world.say(anna, annas, text)
        await confirmed(api)
        for each in tmp_path.glob("kept.sqlite3*"):
            each.unlink()
        if backup:
            copy.replace(path)

        def waiting() -> bool:
            with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(address, uri=True)) as other:
                return bool(other.execute("SELECT count(*) FROM outbox").fetchone() == (2,))
            return False  # it is not there yet

        if stopped:  # at once
            bot.stop.set()
            await bot.task
        else:
            await until(waiting, "both to be written down again")
            await died(bot)
        assert answers(api, annas) == []
        async with running(api, timing=SOON, store=store_at(f"sqlite:///{path}")):
            await answered(api, annas, 2)


async def test_of_each_chat_one_answer_at_most_is_given_twice_after_a_crash(tmp_path: Path) -> None:
    """The one in flight: sent, and not noted yet. However slow the database is, nothing else of the chat is begun."""
    path = tmp_path / "kept.sqlite3"
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        bot = start(api, timing=SOON, store=store_at(f"sqlite:///{path}"))
        await api.world.say(anna, annas, "/help")
        await answered(api, annas, 1)
        await asyncio.sleep(0.2)  # it is noted
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            for text in ("/privacy", "/about", "/who yermak"):
                await api.world.say(anna, annas, text)
            await answered(api, annas, 2)
            await asyncio.sleep(0.3)
            assert len(answers(api, annas)) == 2
            await died(bot)
        async with running(api, timing=SOON, store=store_at(f"sqlite:///{path}")):
            await confirmed(api)
        said = [message.text for message in answers(api, annas)]
        assert len(set(said)) == 4
        assert 4 <= len(said) <= 5
        assert said.count(said[1]) == len(said) - 3


async def test_what_comes_behind_a_reply_that_waits_is_not_sent_before_it(tmp_path: Path) -> None:
    """A chat's replies keep their order, whatever held up the first."""
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        api.faults.server_error(500, times=3, method="sendMessage", chat_id=annas.id)
        async with running(api, timing=SOON, store=store_at(f"sqlite:///{tmp_path / 'kept'}")):
            for text in ("/help", "/privacy", "/about"):
                await api.world.say(anna, annas, text)
            await answered(api, annas, 3)
            await confirmed(api)
        kinds = [message.text for message in answers(api, annas)]
        assert "/ask" in kinds[0]
        assert kinds[1] != kinds[2]


async def test_a_slow_reply_is_sent_once_and_holds_up_nothing(tmp_path: Path) -> None:
    """While its sending is under way its update is confirmed already."""
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        api.faults.delay(60, method="sendMessage", chat_id=annas.id)
        async with running(api, timing=SOON, store=store_at(f"sqlite:///{tmp_path / 'kept'}")):
            await api.world.say(anna, annas, QUESTION)
            await confirmed(api)
            assert answers(api, annas) == []
            api.faults.let_go()
            await api.world.wait_for_message(annas)
        assert len(answers(api, annas)) == 1


async def test_an_edited_question_has_its_answer_edited_after_a_restart(database_url: str) -> None:
    """Which message answers which is kept; a reply that waited is found as well."""
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        api.faults.server_error(500, times=1, method="sendMessage", chat_id=annas.id)
        async with running(api, timing=SOON, store=store_at(database_url)):
            asked = await api.world.say(anna, annas, QUESTION)
            await api.world.wait_for_message(annas)
        async with running(api, timing=SOON, store=store_at(database_url)):
            await api.world.edit(asked, "/privacy")
            await api.world.wait_for(lambda: answers(api, annas)[0].edit_date, "the edited answer")
            await confirmed(api)
        assert len(answers(api, annas)) == 1


async def test_what_was_answered_and_not_confirmed_is_not_answered_again(tmp_path: Path) -> None:
    """A kill between an answer and its confirmation doubles nothing that was noted."""
    url = f"sqlite:///{tmp_path / 'kept'}"
    async with StandIn(TOKEN, username="talks_bot") as api:
        (borys, boryss), (anna, annas) = someone(api, "Borys"), someone(api)
        bot = await program(api, "run", DATABASE_URL=url)
        api.faults.delay(60, method="sendMessage", chat_id=boryss.id)
        await api.world.say(borys, boryss, QUESTION)  # under way, so that nothing behind it can be confirmed
        await api.world.say(anna, annas, QUESTION)
        await api.world.wait_for_message(annas, timeout=60)
        await asyncio.sleep(0.5)  # the mark is written
        bot.kill()
        await bot.communicate()
        assert len(api.world.updates.pending) == 2
        api.faults.clear()
        bot = await program(api, "run", DATABASE_URL=url)
        await confirmed(api, within=60)  # a process has to start
        bot.terminate()
        await bot.communicate()
        assert (len(answers(api, boryss)), len(answers(api, annas))) == (1, 1)


async def test_what_is_kept_holds_no_word_of_anybody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in the rows nor in the file's bytes: ids, and what the base says."""
    path = tmp_path / "kept.sqlite3"
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api, "Distinctiveanna")
        api.faults.too_many_requests(30, method="sendMessage", chat_id=annas.id)
        async with running(
            api, timing=SOON, limiter=ChatRateLimiter(patience=0.1), store=store_at(f"sqlite:///{path}")
        ):
            for text in ("who is quizzaciously", "/who quizzaciously", "/fact quizzaciously", "/quizzaciously", "hi"):
                await api.world.say(anna, annas, text)
            await confirmed(api)
    rows = sqlite3.connect(path).execute("SELECT chat_id, saying FROM outbox").fetchall()
    assert len(rows) == 5
    assert "quizzaciously" not in str(rows)
    for file in tmp_path.iterdir():
        content = file.read_bytes().lower()
        assert b"quizzaciously" not in content
        assert b"distinctiveanna" not in content
    assert "quizzaciously" not in caplog.text
