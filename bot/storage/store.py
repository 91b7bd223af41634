"""What is kept, behind one door: which updates are done, which messages answer which, which replies wait.

Where the database is away, whoever asks gets "not stored" or "not known"; nothing here raises for that.
"""

from __future__ import annotations

import asyncio
import math
import secrets
import time
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, delete, func, insert, literal, select, update

from bot.errors import ConfigError
from bot.storage.care import Care
from bot.storage.database import bring_up_to_date, empty_log, insert_of, version
from bot.storage.records import Records
from bot.storage.settings import StoredSettings
from bot.storage.tables import answers, notes, outbox, updates
from bot.storage.waiting import DONE, ELSEWHERE, MINE, Waiting
from bot.storage.writer import PATIENCE, Writer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement, Connection, Engine, Select

    from bot.storage.apart import Marks


LEASE = 10.0
"""Seconds that a claim holds unless it is renewed: after so long somebody else takes on what a dead process had."""

LITTLE = 20
"""Tenths of a second for which `ensure` waits: a database that went away is opened anew after half a second."""
_BIGGEST = 2**63 - 1


class Store:
    """One process's view of the database. Use it between `open` and `close`."""

    def __init__(
        self,
        engine: Engine,
        *,
        bot_id: str = "",
        key: bytes = b"",
        keeps_texts: bool = False,
        patience: float = PATIENCE,
        lease: float = LEASE,
    ) -> None:
        """Take an engine, and the bot whose database it is: ids of another bot's updates mean something else.

        `key` is that of digests of people; `keeps_texts` says that questions that go unanswered are kept.
        """
        self._bot_id = bot_id
        self.owner = secrets.token_hex(8)
        self.highest_done = -1
        """The highest id of an update that was done when this process began; -1 where none is known."""
        self.made = 0
        """The number of the database: where it has changed, what was written to the one before need not be there."""
        self._files = 0
        self._found: int | None = None
        """Of a database that is another one, which of SQLite's files it is, until it is sure that it is open."""
        self._lease = lease
        self._writer = Writer(engine, self._opened, self._write_marks, empty_log, patience=patience)
        self._writer.came_up = self._came_up
        self._insert = insert_of(engine)
        self.records = Records(self._writer, self._insert, key, keeps_texts=keeps_texts)
        """Counts, votes, and what /forget deletes."""
        self._care = Care(self._writer, self.records, self.owner, lease)
        self._caring: asyncio.Task[None] | None = None
        self.settings = StoredSettings(self._writer, self._insert)
        """What is chosen in /settings."""
        done, answered = self._insert(updates), self._insert(answers)
        self._put_done = done.on_conflict_do_update(
            index_elements=[updates.c.update_id], set_={"done": True, "until": done.excluded.until}
        )
        self._put_answered = answered.on_conflict_do_update(
            index_elements=[answers.c.chat_id, answers.c.message_id],
            set_={"message_ids": answered.excluded.message_ids, "at": answered.excluded.at},
        )

    @property
    def up(self) -> bool:
        """Whether the database answered the last time."""
        return self._writer.up

    @property
    def faults(self) -> int:
        """Transactions that failed."""
        return self._writer.faults

    async def open(self) -> None:
        """Bring the database up to date; one that is away is waited for in the background.

        Raises:
            ConfigError: it was written by a newer version of the bot, or for another bot.
        """
        await self._writer.open()
        self._caring = asyncio.create_task(self._care.take(), name="storage")

    async def close(self) -> None:
        """Write what waits, if the database takes it, and close it."""
        if self._caring is not None:
            self._caring.cancel()
            await asyncio.gather(self._caring, return_exceptions=True)
        await self._writer.close()

    async def ensure(self) -> None:
        """See whether the database is there, and whether it is still the one that was opened; wait for it a little."""
        await self._writer.call(lambda _connection: None)
        for _ in range(LITTLE):
            if self.up:
                return
            await asyncio.sleep(0.1)

    async def claim(self, update_id: int) -> str | None:
        """Claim an update for this process: `MINE`, `DONE` or `ELSEWHERE`; None where the database is away."""
        if abs(update_id) > _BIGGEST:
            return None

        def write(connection: Connection) -> str:
            now = int(time.time())
            put = self._insert(updates).values(
                update_id=update_id, owner=self.owner, until=now + int(self._lease), done=False
            )
            lapsed = ~updates.c.done & ((updates.c.until < now) | (updates.c.owner == self.owner))
            put = put.on_conflict_do_update(
                index_elements=[updates.c.update_id],
                set_={"owner": put.excluded.owner, "until": put.excluded.until},
                where=lapsed,
            )
            if connection.execute(put.returning(updates.c.update_id)).scalar() is not None:
                return MINE
            is_done = (connection.execute(select(updates.c.done).where(updates.c.update_id == update_id))).scalar()
            return DONE if is_done else ELSEWHERE

        return await self._writer.call(write)

    def release(self, update_id: int) -> None:
        """Give a claim back, soon: another process may deal with the update."""
        self._writer.mark("released", update_id)

    def mark_done(self, update_id: int) -> None:
        """Note that an update was dealt with; written soon."""
        if abs(update_id) <= _BIGGEST:
            self._writer.mark("done", update_id)

    async def noted(self, *, hurry: bool = False) -> None:
        """Wait until what was marked is written, so that no crash takes it; not for a database that is away."""
        await self._writer.written(hurry=hurry)

    async def done_among(self, update_ids: Collection[int]) -> frozenset[int]:
        """Return those updates that are done; none where the database is away."""
        wanted = select(updates.c.update_id).where(updates.c.update_id.in_(update_ids), updates.c.done)

        def read(connection: Connection) -> frozenset[int]:
            return frozenset(connection.execute(wanted).scalars())

        return await self._writer.call(read) or frozenset()

    def note_answer(self, chat_id: int, message_id: int, message_ids: Iterable[int]) -> None:
        """Note which messages answer a message; written soon."""
        self._writer.mark("answers", (chat_id, message_id), " ".join(map(str, message_ids)))

    async def answer_to(self, chat_id: int, message_id: int) -> tuple[int, ...] | None:
        """Return the messages that answer a message, () where they were taken back; None where that is not known."""
        wanted = select(answers.c.message_ids).where(answers.c.chat_id == chat_id, answers.c.message_id == message_id)
        written = self._writer.marked("answers", (chat_id, message_id))
        if written is None:
            written = await self._writer.call(lambda connection: connection.execute(wanted).scalar())
        return None if written is None else tuple(map(int, written.split()))

    async def answer_with(self, chat_id: int, message_id: int) -> tuple[int, ...]:
        """Return all messages of the answer that a message of the bot is part of; () where none is known."""
        listed = literal(" ") + answers.c.message_ids + " "
        wanted = select(answers.c.message_ids).where(
            answers.c.chat_id == chat_id, listed.contains(f" {message_id} ", autoescape=True)
        )
        return tuple(map(int, (await self._text(wanted.limit(1))).split()))

    async def keep(self, waiting: Waiting) -> int | None:
        """Keep a reply that waits, or what has changed of it; return its id, None where it could not be stored.

        One that was withdrawn meanwhile changes nothing: SQLite may have given its number to another. Nor does what it
        answers change, which may have been forgotten.
        """
        row = {name: getattr(waiting, name) for name in Waiting.__slots__ if name != "id"}
        row |= {"owner": self.owner, "until": int(time.time() + self._lease), "due": math.ceil(waiting.due)}

        def write(connection: Connection) -> int:
            if waiting.id:
                changed = {name: value for name, value in row.items() if name != "question"}
                connection.execute(update(outbox).where(*_same(waiting)).values(changed))
                return waiting.id
            return cast("int", connection.execute(insert(outbox).values(row).returning(outbox.c.id)).scalar())

        return await self._writer.call(write)

    def settle(self, waiting: Waiting) -> None:
        """Note that a reply was sent, or given up; written soon."""
        self._writer.mark("settled", (waiting.id, waiting.chat_id, waiting.saying))

    async def withdraw(self, chat_id: int, question: int) -> int | None:
        """Delete the replies that wait to answer a message, whoever sees to them; return how many.

        None where the database is away.
        """
        which = delete(outbox).where(outbox.c.chat_id == chat_id, outbox.c.question == question)
        return await self._writer.call(lambda connection: connection.execute(which).rowcount)

    async def questions_of(self, waiting: Waiting) -> list[int | None] | None:
        """Return what a reply answers, by now; [] if it is not to be sent any more, None where the database is away."""
        wanted = select(outbox.c.question).where(*_same(waiting))
        return await self._writer.call(lambda connection: list(connection.execute(wanted).scalars()))

    async def take_over(self, *, everything: bool = False) -> list[Waiting]:
        """Take on the replies of processes that have died, oldest first; with `everything` those of all others."""

        def write(connection: Connection) -> list[Waiting]:
            now = time.time()
            others = outbox.c.owner != self.owner
            lapsed = others if everything else others & (outbox.c.until < int(now))
            taken = update(outbox).where(lapsed).values(owner=self.owner, until=int(now + self._lease))
            rows = connection.execute(taken.returning(outbox)).mappings().all()
            found = [Waiting(**{name: row[name] for name in Waiting.__slots__}) for row in rows]
            return sorted(found, key=lambda waiting: waiting.id)

        return await self._writer.call(write) or []

    async def note(self, name: str) -> str:
        """Return what an earlier process has noted, "" where it has not."""
        return await self._text(select(notes.c.value).where(notes.c.name == name))

    async def put_note(self, name: str, value: str) -> None:
        """Note something for later processes."""
        put = self._insert(notes).values(name=name, value=value)
        put = put.on_conflict_do_update(index_elements=[notes.c.name], set_={"value": value})
        await self._writer.call(lambda connection: connection.execute(put).rowcount)

    async def _text(self, wanted: Select[Any]) -> str:
        """Return the text that is wanted, "" where there is none or the database is away."""

        def read(connection: Connection) -> str | None:
            return connection.execute(wanted).scalar()

        return await self._writer.call(read) or ""

    def _opened(self, connection: Connection) -> None:
        files, empty = self._writer.connections.files, not version(connection)
        bring_up_to_date(connection)
        self._found = files if empty or files != self._files else None
        if self._found is not None:
            connection.execute(delete(outbox).where(outbox.c.owner == self.owner))  # a backup's: they are kept anew
        put = self._insert(notes).values(name="bot", value=self._bot_id)
        connection.execute(put.on_conflict_do_nothing(index_elements=[notes.c.name]))
        owner = connection.execute(select(notes.c.value).where(notes.c.name == "bot")).scalar()
        if owner != self._bot_id:
            raise ConfigError(f"the database belongs to the bot {owner}: give this one a DATABASE_URL of its own")
        self.records.opened(connection)
        if self.highest_done < 0:
            highest = select(func.max(updates.c.update_id)).where(updates.c.done)
            self.highest_done = connection.execute(highest).scalar() or -1

    def _came_up(self) -> None:
        if self._found is not None:
            self.made, self._files, self._found = self.made + 1, self._found, None

    def _write_marks(self, connection: Connection, marks: Marks) -> None:
        now = int(time.time())
        if released := marks.get("released"):
            mine = updates.c.update_id.in_(released) & (updates.c.owner == self.owner) & ~updates.c.done
            connection.execute(delete(updates).where(mine))
        if done := marks.get("done"):
            rows = [{"update_id": each, "owner": self.owner, "until": now, "done": True} for each in done]
            connection.execute(self._put_done, rows)
        if answered := marks.get("answers"):
            rows = [
                {"chat_id": chat, "message_id": message, "message_ids": ids, "at": now}
                for (chat, message), ids in answered.items()
            ]
            connection.execute(self._put_answered, rows)
        if settled := marks.get("settled"):
            rows = [dict(zip(("number", "chat", "said"), each, strict=True)) for each in settled]
            connection.execute(_SETTLED, rows)
        self.records.write(connection, marks)
        self.settings.write(connection, marks)


_SETTLED = delete(outbox).where(
    outbox.c.id == bindparam("number"), outbox.c.chat_id == bindparam("chat"), outbox.c.saying == bindparam("said")
)
"""A number alone would not do: SQLite gives that of a row that is gone to another."""


def _same(waiting: Waiting) -> tuple[ColumnElement[bool], ...]:
    """Return what is true of a reply's own row."""
    return outbox.c.id == waiting.id, outbox.c.chat_id == waiting.chat_id, outbox.c.saying == waiting.saying
