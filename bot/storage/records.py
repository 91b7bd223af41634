"""What the report is made of: counts of questions and votes, and questions that went unanswered; whom to forget.

Counts and questions are marks, written soon with others; a vote is a call, since its effect depends on the one before.
"""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, func, insert, select, update

from bot.retrieval.match import Decision
from bot.storage.digests import Digests
from bot.storage.forgetting import forget
from bot.storage.tables import counts, notes, unanswered, votes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

    from bot.answering.subject import Subject
    from bot.storage.apart import Marks
    from bot.storage.writer import Writer

Voted = Literal["useful", "not_useful", "taken_back"]
"""What a tap on a vote came to."""

VOTES_KEPT = 48 * 3600
"""Seconds that it is known who has voted on what; after that a vote is a number among others."""
TEXTS_KEPT = 30 * 86400
"""Seconds that a question that went unanswered is kept."""
ASKED_LATELY = 30
"""Days for which what was asked counts as asked of late, today (UTC) included."""
OFTEN = 3
"""Times that an entry was asked for before it counts: what somebody asked once is shown to nobody."""
MOST = 20
"""Entries that are looked up: some may not be in the base any more."""

_COLUMNS = ("asked", "useful", "not_useful")
_Row = tuple[str, str, str, str]
"""Day, language, kind and entry."""


class Records:
    """A part of the store: what is counted and voted, and who is forgotten."""

    def __init__(
        self,
        writer: Writer,
        upsert: Callable[..., PostgresqlInsert] | Callable[..., SqliteInsert],
        key: bytes,
        *,
        keeps_texts: bool,
    ) -> None:
        """Take what writes, the dialect's INSERT, the key of digests, and whether questions are kept."""
        self.keeps_texts = keeps_texts
        self._writer = writer
        self._upsert = upsert
        self._add = {column: _adding(upsert(counts), column) for column in _COLUMNS}
        self._digests = Digests(key)
        self._numbers = itertools.count()
        self._votes_lost = 0
        self.on_forgotten: Callable[[], None] = lambda: None
        """What is done when another process has forgotten somebody or a chat: nobody says whom."""
        self._forgot: str | None = None
        """The last time that anything was forgotten, by whichever process, as far as this one knows."""
        self.asked_most: tuple[str, ...] = ()
        """Ids of the entries that were answered most of late, the first the most, as of the last look."""

    @property
    def lost(self) -> int:
        """Questions and votes that could not be counted, as the database was away for too long."""
        return self._writer.dropped["asked"] + self._votes_lost

    def count(self, subject: Subject) -> None:
        """Count a question by what became of it."""
        self._writer.mark("asked", next(self._numbers), _row(subject))

    def keep_text(self, subject: Subject, text: str, alike: str, *, person: int, chat: int) -> None:
        """Keep a question that went unanswered, `stripped` of who asked it, with what makes it `alike` to others."""
        row = {
            "text": text,
            "wording": self._digests.wording(alike),
            "person": self._digests.person(person),
            "chat": self._digests.chat(chat),
            "language": subject.language,
            "kind": subject.kind.value,
            "entry": subject.entry_id,
            "at": int(time.time()),
        }
        self._writer.mark("texts", next(self._numbers), row)

    async def vote(
        self, subject: Subject, person: int, chat: int, message_id: int, update_id: int | None, *, useful: bool
    ) -> Voted | None:
        """Count a person's vote on a message once: another one moves it, the same one takes it back.

        None where the database is away, which is counted as lost. An update that comes twice changes nothing.
        """
        of_chat = self._digests.chat(chat)
        voter = self._digests.voter(person, of_chat, message_id)
        row, wish = _row(subject), 1 if useful else -1
        fresh = {"chat": of_chat, "message_id": message_id, "vote": 0, "at": int(time.time())}
        put = self._upsert(votes).values(voter=voter, **fresh, **_named(row)).on_conflict_do_nothing()

        def write(connection: Connection) -> Voted:
            connection.execute(put)
            found = connection.execute(select(votes).where(votes.c.voter == voter).with_for_update()).mappings().one()
            before, counted_in = found["vote"], (found["day"], found["language"], found["kind"], found["entry"])
            if update_id is not None and found["update_id"] == update_id:
                return _came_to(before)
            same = counted_in[1:] == row[1:]  # else the message says something else now
            now = 0 if same and before == wish else wish
            if before:
                connection.execute(self._add[_column(before)], _counted(counted_in, _column(before), -1))
            if now:
                connection.execute(self._add[_column(now)], _counted(row, _column(now), 1))
            changed = {"vote": now, "update_id": update_id, **_named(row)}
            connection.execute(update(votes).where(votes.c.voter == voter).values(changed))
            return _came_to(now)

        came_to = await self._writer.call(write)
        self._votes_lost += came_to is None
        return came_to

    async def forget(self, *, person: int | None, chat: int | None) -> dict[str, int] | None:
        """Delete what is kept of a person or a chat; return how many of each kind, None where the database is away.

        SQLite overwrites it, in its log too, before this returns. Other processes notice (`look`).
        """
        time_of_this = secrets.token_hex(8)
        put = self._upsert(notes).values(name="forgot", value=time_of_this)
        put = put.on_conflict_do_update(index_elements=[notes.c.name], set_={"value": time_of_this})

        def write(connection: Connection) -> tuple[dict[str, int], str]:
            found = forget(connection, self._digests, person=person, chat=chat)
            before = _last_forgot(connection)
            connection.execute(put)
            return found, before

        done = await self._writer.call(write)
        if done is None:
            return None
        deleted, before = done
        self._notice(before)
        self._forgot = time_of_this
        await self._writer.tidy()
        return deleted

    async def look(self) -> None:
        """Notice that another process has forgotten somebody, and what is asked most by now."""
        found = await self._writer.call(lambda connection: (_last_forgot(connection), _most_asked(connection)))
        if found is not None:
            forgot, self.asked_most = found
            self._notice(forgot)

    def _notice(self, forgot: str) -> None:
        if forgot != self._forgot:
            self._forgot = forgot
            self.on_forgotten()

    def move(self, old_chat: int, new_chat: int) -> None:
        """Let what was asked in a group be found in the supergroup that it has become; votes are soon forgotten."""
        self._writer.mark("moved", self._digests.chat(old_chat), self._digests.chat(new_chat))

    def opened(self, connection: Connection) -> None:
        """Delete what could not be found again by /forget, as the token is another, and what is not to be kept."""
        key = self._digests.of_key()
        before = connection.execute(select(notes.c.value).where(notes.c.name == "key")).scalar()
        if before != key:
            connection.execute(delete(votes))
            connection.execute(delete(unanswered))
            put = self._upsert(notes).values(name="key", value=key)
            connection.execute(put.on_conflict_do_update(index_elements=[notes.c.name], set_={"value": key}))
        if not self.keeps_texts:
            connection.execute(delete(unanswered))
        if self._forgot is None:
            self._forgot = _last_forgot(connection)
        self.asked_most = _most_asked(connection)

    def write(self, connection: Connection, marks: Marks) -> None:
        """Write the marks that are of this part."""
        if asked := Counter(marks.get("asked", {}).values()):
            # In one order, so that replicas do not wait for each other crosswise.
            rows = [_counted(row, "asked", asked[row]) for row in sorted(asked)]
            connection.execute(self._add["asked"], rows)
        if texts := marks.get("texts"):
            connection.execute(insert(unanswered), list(texts.values()))
        for old, new in marks.get("moved", {}).items():
            connection.execute(update(unanswered).where(unanswered.c.chat == old).values(chat=new))

    @staticmethod
    def sweep(connection: Connection) -> None:
        """Delete what is old."""
        now = int(time.time())
        connection.execute(delete(votes).where(votes.c.at < now - VOTES_KEPT))
        connection.execute(delete(unanswered).where(unanswered.c.at < now - TEXTS_KEPT))


def _adding(put: PostgresqlInsert | SqliteInsert, column: str) -> PostgresqlInsert | SqliteInsert:
    """Return what adds rows of `_counted` to a column; it is made once, as that takes longer than to run it."""
    more = {column: counts.c[column] + put.excluded[column]}
    return put.on_conflict_do_update(index_elements=list(counts.primary_key), set_=more)


def _counted(row: _Row, column: str, number: int) -> dict[str, Any]:
    return _named(row) | {name: number * (name == column) for name in _COLUMNS}


def _last_forgot(connection: Connection) -> str:
    """Return what the last process to forget anything has noted: something else each time, of nobody."""
    return connection.execute(select(notes.c.value).where(notes.c.name == "forgot")).scalar() or ""


def _most_asked(connection: Connection) -> tuple[str, ...]:
    """Return ids of the entries that were answered most, in all languages together, the first the most."""
    first = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=ASKED_LATELY - 1)
    asked = func.sum(counts.c.asked)
    found = connection.execute(
        select(counts.c.entry)
        .where(counts.c.day >= first.isoformat(), counts.c.kind == Decision.ANSWER.value, counts.c.entry != "")
        .group_by(counts.c.entry)
        .having(asked >= OFTEN)
        .order_by(asked.desc(), counts.c.entry)
        .limit(MOST)
    )
    return tuple(found.scalars())


def _row(subject: Subject) -> _Row:
    return time.strftime("%Y-%m-%d", time.gmtime()), subject.language, subject.kind.value, subject.entry_id


def _named(row: _Row) -> dict[str, Any]:
    return dict(zip(("day", "language", "kind", "entry"), row, strict=True))


def _column(vote: int) -> str:
    return "useful" if vote > 0 else "not_useful"


def _came_to(vote: int) -> Voted:
    return "taken_back" if not vote else "useful" if vote > 0 else "not_useful"
