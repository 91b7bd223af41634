"""What is kept, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from bot.errors import ConfigError
from bot.storage import care
from bot.storage.database import engine_for
from bot.storage.faults import kind_of
from bot.storage.store import Store
from bot.storage.tables import answers, updates
from bot.storage.waiting import DONE, ELSEWHERE, MINE, Waiting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

REPLY = Waiting(7, '{"notice":"x"}', thread_id=2, reply_to=3, question=3, asker=9, parts=1, due=5)


@contextlib.asynccontextmanager
async def opened(url: str, *, lease: float = 15, patience: float = 3.0) -> AsyncIterator[Store]:
    """Open a store for the block."""
    store = Store(engine_for(url), lease=lease, patience=patience)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def until(condition: object, what: str) -> None:
    """Wait until a function gives something true."""
    assert callable(condition)
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(what)


async def test_an_update_is_claimed_once_and_done_once(database_url: str) -> None:
    """By one process of several; what is done is known to all, and to those that start later."""
    async with opened(database_url) as one, opened(database_url) as other:
        assert (await one.claim(5), await one.claim(5), await other.claim(5)) == (MINE, MINE, ELSEWHERE)
        one.mark_done(5)
        assert await one.done_among([4, 5, 6]) == {5}
        assert await other.claim(5) == DONE
        assert one.highest_done == -1
        async with opened(database_url) as later:
            assert later.highest_done == 5


async def test_a_claim_that_is_given_back_or_not_renewed_is_free(database_url: str) -> None:
    """What a process holds that lives is renewed; one that died holds nothing after its lease."""
    async with opened(database_url) as one, opened(database_url) as other:
        await one.claim(1)
        one.release(1)
        await one.done_among([1])  # written with what was marked before
        assert await other.claim(1) == MINE
    async with opened(database_url, lease=1) as alive, opened(database_url, lease=1) as other:
        await alive.claim(2)
        dead = Store(engine_for(database_url), lease=1)
        await dead.open()
        await dead.claim(3)
        for task in (dead._caring, dead._writer._task):
            assert task is not None
            task.cancel()
        await asyncio.sleep(2.5)
        assert await other.claim(2) == ELSEWHERE
        assert await other.claim(3) == MINE
        dead._writer._engine.dispose()


async def test_which_messages_answer_which_survives(database_url: str) -> None:
    """A later answer to the same message takes the place of an earlier one."""
    async with opened(database_url) as store:
        store.note_answer(-100, 17, (18, 19))
        assert await store.answer_to(-100, 17) == (18, 19)  # whether it is written by now or not
        store.note_answer(-100, 17, (20,))
    async with opened(database_url) as store:
        assert await store.answer_to(-100, 17) == (20,)
        assert await store.answer_to(-100, 18) is None
        store.note_answer(-100, 17, ())
        assert await store.answer_to(-100, 17) == ()


async def test_of_an_answer_in_parts_each_part_tells_the_others(database_url: str) -> None:
    """In its own chat, and by the whole number of a message."""
    async with opened(database_url) as store:
        store.note_answer(-100, 17, (18, 19))
        store.note_answer(-101, 17, (8, 9))
        await store.note("nothing")  # what was marked is written before
        assert [await store.answer_with(-100, each) for each in (18, 19, 8, 1)] == [(18, 19), (18, 19), (), ()]


async def test_a_reply_that_waits_is_taken_on_by_one_other(database_url: str) -> None:
    """With all that is known of it; while its process lives, nobody else gets it."""
    async with opened(database_url) as one:
        number = await one.keep(REPLY)
        assert number
        second = await one.keep(Waiting(8, "{}"))
        kept = Waiting(7, REPLY.saying, 2, 3, 3, 9, parts=2, doubtful=True, due=6, id=number)
        assert await one.keep(kept) == number
        assert await one.take_over() == []
        async with opened(database_url) as other, opened(database_url) as third:
            assert await other.take_over() == []
            both = await asyncio.gather(other.take_over(everything=True), third.take_over(everything=True))
            assert kept in max(both, key=len)
            one.settle(replace(REPLY, id=number))
            one.settle(Waiting(8, "{}", id=second or 0))
            await one.note("")
            assert await third.take_over(everything=True) == []


async def test_a_reply_is_settled_by_more_than_its_number(database_url: str) -> None:
    """SQLite gives the number of a row that is gone to another, and so does a database that was made anew."""
    async with opened(database_url) as store:
        other = replace(REPLY, chat_id=8)
        number = await store.keep(other)
        assert number is not None
        store.settle(replace(REPLY, id=number))
        await store.noted()
        assert await store.questions_of(replace(other, id=number)) == [other.question]
        store.settle(replace(other, id=number))
        await store.noted()
        assert await store.questions_of(replace(other, id=number)) == []


async def test_notes_are_for_the_next_process(database_url: str) -> None:
    """The last one counts; what nobody noted is nothing."""
    async with opened(database_url) as store:
        assert await store.note("webhook") == ""
        await store.put_note("webhook", "a")
        await store.put_note("webhook", "b")
    async with opened(database_url) as store:
        assert await store.note("webhook") == "b"


async def test_what_is_two_days_old_is_swept_out(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids of updates and messages; a reply that waits is not."""
    monkeypatch.setattr(care, "CHUNK", 1)
    async with opened(database_url) as store:
        for update_id in (1, 2, 3):
            store.mark_done(update_id)
        store.note_answer(1, 2, (3,))
        await store.keep(REPLY)
        old = int(time.time()) - care.KEPT - 1
        with store._writer._engine.begin() as connection:
            connection.execute(update(updates).where(updates.c.update_id < 3).values(until=old))
            connection.execute(update(answers).values(at=old))
    async with opened(database_url, lease=0.3) as store:
        left: list[int] = []
        for _ in range(100):
            left = sorted(await store.done_among([1, 2, 3]))
            if left == [3]:
                break
            await asyncio.sleep(0.05)
        assert left == [3]
        assert await store.answer_to(1, 2) is None
        assert [waiting.chat_id for waiting in await store.take_over(everything=True)] == [7]


async def test_what_waits_in_a_chat_that_is_forgotten_answers_nothing_any_more(database_url: str) -> None:
    """Nor does who is to send it, and has not heard of that, write its question down again; another chat's stays."""
    async with opened(database_url) as store:
        here, there = (Waiting(chat, REPLY.saying, question=chat + 1) for chat in (7, 8))
        kept = [replace(each, id=await store.keep(each) or 0) for each in (here, there)]
        await store.records.forget(person=7, chat=7)
        for each in kept:
            await store.keep(replace(each, doubtful=True))
    async with opened(database_url) as store:
        left = await store.take_over(everything=True)
        assert [(each.question, each.doubtful) for each in left] == [(None, True), (9, True)]


async def test_a_database_of_another_bot_is_refused(database_url: str) -> None:
    """Ids mean something else there."""
    async with opened(database_url):
        pass
    other = Store(engine_for(database_url), bot_id="42")
    with pytest.raises(ConfigError, match="belongs to the bot"):
        await other.open()
    await other.close()


async def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    """And one of this version is taken as it is."""
    async with opened(database_url) as store:
        with store._writer._engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    later = Store(engine_for(database_url))
    with pytest.raises(ConfigError, match="newer version"):
        await later.open()
    await later.close()


async def test_deleted_rows_are_gone_from_the_file(tmp_path: Path) -> None:
    """Overwritten, and the write-ahead log is emptied."""
    path = tmp_path / "kept.sqlite3"
    async with opened(f"sqlite:///{path}") as store:
        distinctive = Waiting(7, '{"language":"distinctive"}')
        store.settle(replace(distinctive, id=await store.keep(distinctive) or 0))
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert b"distinctive" not in path.read_bytes()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://x/y", "sqlite or postgresql"),
        ("nonsense", "sqlite:///file"),
        ("postgresql://h:port/x", "sqlite:///file"),
    ],
)
def test_an_address_that_is_none_is_refused_in_one_line(address: str, said: str) -> None:
    """With the form that it should have."""
    with pytest.raises(ConfigError) as caught:
        engine_for(address)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_why_sqlite_cannot_be_used_is_told_by_its_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A folder that is not there is not a full disk; what SQLite says of it may quote a row."""
    (tmp_path / "other.sqlite3").write_bytes(b"no database" * 100)
    for file, name in (("gone/kept.sqlite3", "SQLITE_CANTOPEN"), ("other.sqlite3", "SQLITE_NOTADB")):
        async with opened(f"sqlite:///{tmp_path / file}"):
            assert f"Error: {name})" in caplog.text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("/postgres", "/nowhere", "there is no such database"),
        ("bot@", "nobody@", "there is no such user"),
        ("127.0.0.1", "nowhere.invalid", "there is no such host"),
        ("/postgres", "/postgres?host=127.0.0.1:1", "nobody listens there"),
        ("/postgres", "/postgres?sslmode=require", "the two do not agree on TLS"),
    ],
)
async def test_why_postgresql_lets_nobody_in_is_told(
    postgresql_server: str, caplog: pytest.LogCaptureFixture, old: str, new: str, said: str
) -> None:
    """In words of the bot's own: a wrong password is mended elsewhere than a wrong name."""
    async with opened(postgresql_server.replace(old, new, 1)):
        assert f"cannot be used (OperationalError: {said})" in caplog.text


def test_words_of_another_fault_are_no_reason_of_connecting() -> None:
    """A session may end by TLS, too; a name that is not found is told by its number in older drivers."""
    ended = psycopg.OperationalError("consuming input failed: SSL connection has been closed unexpectedly")
    assert kind_of(OperationalError("", None, ended)) == "OperationalError: OperationalError"
    unknown = psycopg.OperationalError("[Errno -2] Name or service not known")
    assert kind_of(OperationalError("", None, unknown)) == "OperationalError: there is no such host"


def test_what_the_address_asks_of_postgresql_is_heeded(postgresql_url: str) -> None:
    """Such as a schema of one's own, beside the limits that the bot sets itself."""
    engine = engine_for(f"{postgresql_url}?options=-csearch_path%3Down&application_name=bot")
    with engine.begin() as connection:
        said = [connection.scalar(text(f"SHOW {each}")) for each in ("search_path", "application_name")]
        limit = connection.scalar(text("SHOW statement_timeout"))
    engine.dispose()
    assert (said, limit) == (["own", "bot"], "3s")


def test_nothing_is_prepared_in_a_session_of_postgresql(postgresql_url: str) -> None:
    """Behind a pooler the next transaction may be in another session, in which somebody else has prepared the same."""
    engine = engine_for(postgresql_url)
    with engine.begin() as connection:
        for _ in range(20):
            connection.execute(text("SELECT 1"))
        prepared = connection.scalar(text("SELECT count(*) FROM pg_prepared_statements"))
    engine.dispose()
    assert prepared == 0
