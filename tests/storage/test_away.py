"""A database that is deleted, silent, read-only for a while, or refuses a row: noticed, said, and recovered from."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import event

from bot.answering.subject import Subject
from bot.errors import ConfigError
from bot.retrieval.match import Decision
from bot.storage.database import empty_log, engine_for
from bot.storage.store import Store
from bot.storage.waiting import MINE, Waiting
from tests.storage.test_store import opened, until

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator
    from pathlib import Path


CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()"""


LOGGED_IN = b"Z\0\0\0\5I"
"""What PostgreSQL says at the end of a login."""


class Relay:
    """Hands on what two sides say, until it is told to be silent; who comes later is served all the same.

    With `deaf` they are let in and told nothing more, as by a pooler whose server is away.
    """

    def __init__(self, url: str) -> None:
        self.deaf = False
        self._port = int(url.rpartition(":")[2].partition("/")[0])
        self._streams: list[asyncio.StreamWriter] = []
        self._tasks: list[asyncio.Task[None]] = []

    def fall_silent(self) -> None:
        """Say nothing more on the connections that there are, and close none."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hand on what comes."""
        there, here = await asyncio.open_connection("127.0.0.1", self._port)
        self._streams += [writer, here]
        self._tasks += [
            asyncio.create_task(self._hand_on(reader, here)),
            asyncio.create_task(self._hand_on(there, writer)),
        ]

    def close(self) -> None:
        """Let go of all."""
        self.fall_silent()
        for stream in self._streams:
            stream.close()

    async def _hand_on(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while said := await source.read(65536):
                to.write(said)
                if self.deaf and said.endswith(LOGGED_IN):
                    return
        to.close()


@pytest.fixture
async def relay(postgresql_url: str) -> AsyncIterator[tuple[Relay, str]]:
    """Yield a relay before a PostgreSQL, and the address of the database through it."""
    between = Relay(postgresql_url)
    server = await asyncio.start_server(between.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    head, _, tail = postgresql_url.rpartition(":")
    async with server:
        yield between, f"{head}:{port}/{tail.partition('/')[2]}"
        between.close()


@pytest.mark.parametrize("replaced", [False, True])
async def test_a_file_that_is_deleted_is_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, replaced: bool
) -> None:
    """Else the bot would write on, to what nobody can open any more."""
    path = tmp_path / "kept.sqlite3"
    async with opened(f"sqlite:///{path}", lease=0.3) as store:
        assert await store.claim(1) == MINE
        if replaced:
            shutil.copy(path, tmp_path / "other")
            (tmp_path / "other").replace(path)
        else:
            for each in tmp_path.iterdir():
                each.unlink()
        await until(lambda: store.faults and store.up, "the file to be made anew")
        assert "The database cannot be used (FileNotFoundError)" in caplog.text
        store.mark_done(2)
        assert store.made == 2
    async with opened(f"sqlite:///{path}") as later:
        assert await later.done_among([1, 2]) == {2}


async def test_a_server_that_falls_silent_is_left_for_a_new_connection(relay: tuple[Relay, str]) -> None:
    """It acknowledges what it gets and never answers: nothing but our own patience ends that."""
    between, url = relay
    async with opened(url, patience=0.3) as store:
        assert await store.claim(1) == MINE
        between.fall_silent()
        async with asyncio.timeout(5):
            assert await store.claim(2) is None
            await until(lambda: store.up, "a new connection")
        assert await store.claim(2) == MINE


async def test_a_server_that_lets_in_and_is_silent_is_left_for_another_connection(relay: tuple[Relay, str]) -> None:
    """From the start: what SQLAlchemy itself asks first hangs as well."""
    between, url = relay
    between.deaf = True
    async with opened(url, patience=0.3) as store:
        assert not store.up
        between.deaf = False
        async with asyncio.timeout(5):
            await until(lambda: store.up, "a connection that answers")
        assert await store.claim(1) == MINE


@pytest.mark.parametrize("deaf", [False, True])
async def test_a_server_that_is_silent_at_the_end_holds_nobody_up(relay: tuple[Relay, str], *, deaf: bool) -> None:
    """A process ends when its threads have."""
    between, url = relay
    before = set(threading.enumerate())
    store = Store(engine_for(url), patience=0.3)
    await store.open()
    assert await store.claim(1) == MINE
    between.fall_silent()
    between.deaf = deaf
    store.mark_done(1)
    if deaf:
        await until(lambda: store.faults, "the database to be away")
        await asyncio.sleep(0.6)  # it is opened anew
    async with asyncio.timeout(5):
        await store.close()
        threads = {each for each in threading.enumerate() if each.name.startswith("storage")} - before
        await until(lambda: not any(each.is_alive() for each in threads), "the thread to end")


async def test_a_server_that_was_read_only_is_written_to_again(postgresql_url: str) -> None:
    """A session that was begun meanwhile stays read-only for good."""
    name = postgresql_url.rpartition("/")[2]
    async with opened(postgresql_url) as store:
        assert await store.claim(1) == MINE
        with psycopg.connect(postgresql_url, autocommit=True) as other:
            other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
            other.execute(CUT)
            assert await store.claim(2) is None
            await until(lambda: store.faults > 1, "a read-only session")
            other.execute("SET default_transaction_read_only = off")
            other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        await until(lambda: store.up, "the database to be written to")
        assert await store.claim(2) == MINE


async def test_options_that_are_none_end_the_start(postgresql_url: str) -> None:
    """No other try would mend them."""
    with pytest.raises(ConfigError, match="check the options in DATABASE_URL"):
        await Store(engine_for(f"{postgresql_url}?nosuch=1")).open()


async def test_what_is_refused_takes_nothing_else_with_it(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """An id for which there is no room: what was to be written beside it is, and the database is not away."""
    async with opened(database_url) as store:
        store.mark_done(5)
        store.note_answer(2**70, 1, (2,))
        store.note_answer(3, 1, (2,))
        store.records.count(Subject("en", Decision.ANSWER, "some-fact"))
        refused = asyncio.create_task(store.keep(Waiting(2**70, "s3cret")))
        claimed = asyncio.create_task(store.claim(9))
        await store.noted()
        assert (await refused, await claimed) == (None, MINE)
        assert await store.done_among([5]) == {5}
        assert await store.answer_to(3, 1) == (2,)
        assert store._writer.dropped["answers"] == 1
        assert not store.faults
        assert "s3cret" not in caplog.text


async def test_care_goes_on_whatever_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Leases would lapse unseen."""
    tries: list[int] = []

    async def fail() -> None:
        tries.append(1)
        raise RuntimeError("a mistake")

    async with opened(f"sqlite:///{tmp_path / 'kept.sqlite3'}", lease=0.1) as store:
        monkeypatch.setattr(store._care, "_look", fail)
        await until(lambda: len(tries) > 2, "more than one try")
    assert "could not be looked after" in caplog.text


def test_a_log_that_cannot_be_emptied_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    """As every other fault of a database that is away."""
    engine = engine_for(f"sqlite:///{tmp_path / 'kept.sqlite3'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE one (number INTEGER)")

    @event.listens_for(engine, "checkout")
    def hold(connection: sqlite3.Connection, *_more: object) -> None:
        connection.execute("BEGIN IMMEDIATE")

    with pytest.raises(OSError, match="cannot be emptied"):
        empty_log(engine)
    engine.dispose()
