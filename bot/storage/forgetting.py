"""What /forget deletes in the database: one table, a row for each kind of thing that is kept of a person or a chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Column, Connection, delete, select, update

from bot.storage.digests import Digests
from bot.storage.tables import answers, outbox, settings, unanswered, votes

if TYPE_CHECKING:
    from sqlalchemy import CursorResult

Rows = tuple[Column[Any], Callable[[Connection, Digests, int], Sequence[object]]]
"""A column, and what stands there for the person or the chat with an id."""


def _voters(connection: Connection, digests: Digests, person: int) -> list[str]:
    """Look through all votes: a person is told apart at each message, so that nobody's votes can be put together."""
    known = connection.execute(select(votes.c.voter, votes.c.chat, votes.c.message_id)).all()
    return [voter for voter, chat, message in known if voter == digests.voter(person, chat, message)]


def _person(_connection: Connection, digests: Digests, person: int) -> list[str]:
    return [digests.person(person)]


def _chat(_connection: Connection, digests: Digests, chat: int) -> list[str]:
    return [digests.chat(chat)]


def _itself(_connection: Connection, _digests: Digests, id_: int) -> list[int]:
    return [id_]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One kind of thing. `name` is what the reply calls it (`FORGOTTEN` in `rendering/compose_command.py`)."""

    name: str
    of_person: Rows | None
    of_chat: Rows | None


FORGOTTEN: tuple[Forgotten, ...] = (
    Forgotten("votes", (votes.c.voter, _voters), (votes.c.chat, _chat)),
    Forgotten("texts", (unanswered.c.person, _person), (unanswered.c.chat, _chat)),
    Forgotten("answers", None, (answers.c.chat_id, _itself)),
    # Replies in groups, whose rows name who asked: whoever is to send them looks for the row.
    Forgotten("waiting", (outbox.c.asker, _itself), None),
    Forgotten("settings", None, (settings.c.chat_id, _itself)),
)
"""Counts name nobody and stay. What else waits in a chat is sent before the answer to its /forget, and deleted then."""


def forget(connection: Connection, digests: Digests, *, person: int | None, chat: int | None) -> dict[str, int]:
    """Delete what is kept of a person and of a chat; return how many things of each kind that was."""

    def deleted(rows: Rows | None, id_: int | None) -> int:
        if rows is None or id_ is None:
            return 0
        column, standing_for = rows
        which = column.in_(standing_for(connection, digests, id_))
        return cast("CursorResult[Any]", connection.execute(delete(column.table).where(which))).rowcount

    marks = answers.c.chat_id == chat, answers.c.message_id < 0, answers.c.message_ids == ""
    connection.execute(delete(answers).where(*marks))  # of albums that had words, whose answers count
    # Whatever process sends what waits in the chat, it is noted as no answer.
    connection.execute(update(outbox).where(outbox.c.chat_id == chat).values(question=None))
    return {each.name: deleted(each.of_person, person) + deleted(each.of_chat, chat) for each in FORGOTTEN}
