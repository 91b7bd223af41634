"""The database away, locked, slow or full: nobody waits for good, nothing raises, what is written is written once."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from bot.answering.subject import Subject
from bot.retrieval.match import Decision
from bot.storage.database import engine_for
from bot.storage.store import Store
from bot.storage.waiting import MINE
from bot.storage.writer import REMEMBERED
from tests.storage.test_store import REPLY, opened, until

if TYPE_CHECKING:
    from pathlib import Path


async def test_while_the_database_is_away_nothing_is_known_and_nothing_raised(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Said once in the log, by its kind; marks made meanwhile are written when it answers again."""
    caplog.set_level("INFO")
    async with opened(database_url) as store:
        away = True

        @event.listens_for(store._writer._engine, "begin", insert=True)
        def fail(_connection: object) -> None:
            if away:
                raise ConnectionError("the row said 's3cret'")

        assert await store.claim(1) is None
        assert not store.up
        store.mark_done(2)
        store.note_answer(1, 2, (3,))
        assert await store.claim(1) is None
        assert await store.keep(REPLY) is None
        assert (await store.done_among([2]), await store.take_over(), await store.note("x")) == (frozenset(), [], "")
        assert await store.answer_to(1, 2) == (3,)  # not written yet, and known all the same
        away = False
        await until(lambda: store.up, "the database to answer again")
        assert await store.done_among([2]) == {2}
        assert caplog.text.count("The database cannot be used") == 1
        assert "answers again" in caplog.text
        assert "s3cret" not in caplog.text
        assert store.faults >= 1


async def test_a_call_that_comes_while_a_transaction_fails_waits_for_no_other(database_url: str) -> None:
    """It gives nothing at once, and not when the database is back."""
    async with opened(database_url) as store:

        @event.listens_for(store._writer._engine, "begin", insert=True)
        def fail(_connection: object) -> None:
            time.sleep(0.3)
            raise ConnectionError

        first = asyncio.create_task(store.claim(1))
        await asyncio.sleep(0.1)
        async with asyncio.timeout(1):
            assert await store.claim(2) is None
            assert await first is None
        event.remove(store._writer._engine, "begin", fail)


async def test_whoever_waits_for_marks_is_told_when_they_are_written_or_cannot_be(tmp_path: Path) -> None:
    """Not before, and not for good: a database that goes away while somebody waits is waited for by nobody."""
    path = tmp_path / "kept.sqlite3"
    async with opened(f"sqlite:///{path}", patience=0.5) as store:
        await store.noted()  # there is nothing to wait for
        store.mark_done(5)
        await store.noted()
        with contextlib.closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT update_id FROM updates WHERE done").fetchall() == [(5,)]
            other.execute("BEGIN IMMEDIATE")
            store.mark_done(6)
            first = asyncio.create_task(store.noted())
            await asyncio.sleep(0.1)  # its transaction has begun
            store.mark_done(7)
            second, asked = asyncio.create_task(store.noted()), asyncio.create_task(store.done_among([5]))
            await asyncio.sleep(0.1)
            assert not any(each.done() for each in (first, second, asked))
            async with asyncio.timeout(2):
                await asyncio.gather(first, second)
                assert await asked == frozenset()
            assert not store.up
            other.rollback()
        await until(lambda: store.up, "the database is back")
        assert await store.done_among([5, 6, 7]) == {5, 6, 7}


async def test_a_locked_file_is_waited_for_a_while_and_not_for_good(tmp_path: Path) -> None:
    """Another program holds the file: calls give nothing after a second, and the store recovers by itself."""
    path = tmp_path / "kept.sqlite3"
    async with opened(f"sqlite:///{path}") as store:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        assert await store.claim(1) is None
        other.rollback()
        other.close()
        await until(lambda: store.up, "the file to be free")
        assert await store.claim(1) == MINE


@pytest.mark.parametrize(("wait", "patience"), [(0.0, 2.0), (0.5, 0.3)])
async def test_what_is_counted_is_counted_once_whenever_the_end_comes(
    database_url: str, wait: float, patience: float
) -> None:
    """A transaction that is under way at the end, or took too long, may have been written: it is not written again."""
    async with opened(database_url, patience=patience) as store:

        @event.listens_for(store._writer._engine, "commit")
        def slowly(_connection: object) -> None:
            time.sleep(0.5)

        store.records.count(Subject("en", Decision.ANSWER, "some-fact"))
        await asyncio.sleep(0.1 + wait)
        event.remove(store._writer._engine, "commit", slowly)
        await asyncio.sleep(wait)
    engine = engine_for(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT asked FROM counts")).scalars().all() == [1]
    engine.dispose()


async def test_a_slow_database_is_given_up(database_url: str) -> None:
    """A transaction that takes too long counts as a fault; who waits gets nothing."""
    async with opened(database_url, patience=0.2) as store:

        def slow(_connection: object) -> str:
            time.sleep(1)
            return "too late"

        assert await store._writer.call(slow) is None
        assert store.faults == 1
        await until(lambda: store.up, "the database to answer again")


@pytest.mark.parametrize("where", ["/proc/nowhere/kept.sqlite3", "{tmp_path}"])
async def test_a_file_that_cannot_be_made_leaves_the_bot_without(where: str, tmp_path: Path) -> None:
    """It is no error of the bot's: a read-only folder, a folder in the place of the file."""
    async with opened(f"sqlite:///{where.format(tmp_path=tmp_path)}") as store:
        assert not store.up
        assert await store.claim(1) is None


async def test_marks_for_a_database_that_stays_away_are_bounded(tmp_path: Path) -> None:
    """The newest are kept."""
    store = Store(engine_for(f"sqlite:///{tmp_path / 'kept.sqlite3'}"))
    for update_id in range(REMEMBERED + 5):
        store.mark_done(update_id)
    store.mark_done(2**64)  # no database has room for it
    marks = store._writer._marks["done"]
    assert len(marks) == REMEMBERED
    assert (min(marks), max(marks)) == (5, REMEMBERED + 4)
    assert await store.claim(2**64) is None


async def test_counts_that_no_database_takes_are_bounded_and_said_to_be_lost(tmp_path: Path) -> None:
    """So are votes; a mark that is no count is none of them."""
    store = Store(engine_for(f"sqlite:///{tmp_path / 'kept.sqlite3'}"))
    for update_id in range(REMEMBERED + 5):
        store.mark_done(update_id)
        store.records.count(Subject("en", Decision.UNCLEAR))
    assert store.records.lost == 5
    assert await store.records.vote(Subject("en", Decision.UNCLEAR), 1, 2, 3, None, useful=True) is None
    assert store.records.lost == 6


async def test_closing_ends_whatever_is_under_way(tmp_path: Path) -> None:
    """Also where the end comes at the very moment at which a transaction does."""
    loop = asyncio.get_running_loop()

    def end(store: Store, closing: list[asyncio.Task[None]]) -> None:
        if not closing:
            closing.append(asyncio.create_task(store.close()))

    for number in range(20):
        store = Store(engine_for(f"sqlite:///{tmp_path / 'kept'}"))
        await store.open()
        closing: list[asyncio.Task[None]] = []
        engine = store._writer._engine

        @event.listens_for(engine.pool, "checkin")
        def ended(*_: object, store: Store = store, closing: list[asyncio.Task[None]] = closing) -> None:
            loop.call_soon_threadsafe(end, store, closing)  # just before the result of the transaction

        assert await store.claim(number) in {MINE, None}
        async with asyncio.timeout(5):
            while not closing:  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0)
            await closing[0]
