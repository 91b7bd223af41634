"""What /forget deletes in the database: one table, a row for each kind of thing that is kept of a person or a chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, delete, select

from bot.storage.digests import Digests
from bot.storage.tables import answers, outbox, settings, unanswered, votes

if TYPE_CHECKING:
    from sqlalchemy import CursorResult, Table
    from sqlalchemy.sql import ColumnElement

Delete = Callable[[Connection, Digests, int], int]
"""Deletes what is kept of the person or the chat with an id, and returns how many things that were."""


def _nothing(_connection: Connection, _digests: Digests, _id: int) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing. `name` is what the reply calls it (`FORGOTTEN` in `rendering/compose_command.py`)."""

    name: str
    of_person: Delete = _nothing
    of_chat: Delete = _nothing


def _votes_of_person(connection: Connection, digests: Digests, person: int) -> int:
    """Look through all of them: who voted is told apart at each message, so that nobody's votes can be put together."""
    known = connection.execute(select(votes.c.voter, votes.c.chat, votes.c.message_id)).all()
    mine = [voter for voter, chat, message in known if voter == digests.voter(person, chat, message)]
    return _deleted(connection, votes, votes.c.voter.in_(mine)) if mine else 0


def _votes_of_chat(connection: Connection, digests: Digests, chat: int) -> int:
    return _deleted(connection, votes, votes.c.chat == digests.chat(chat))


def _texts_of_person(connection: Connection, digests: Digests, person: int) -> int:
    return _deleted(connection, unanswered, unanswered.c.person == digests.person(person))


def _texts_of_chat(connection: Connection, digests: Digests, chat: int) -> int:
    return _deleted(connection, unanswered, unanswered.c.chat == digests.chat(chat))


def _waiting_of_person(connection: Connection, _digests: Digests, person: int) -> int:
    """Delete replies to a person in groups, whose rows name who asked: whoever is to send them looks for the row."""
    return _deleted(connection, outbox, outbox.c.asker == person)


def _answers_of_chat(connection: Connection, _digests: Digests, chat: int) -> int:
    return _deleted(connection, answers, answers.c.chat_id == chat)


def _settings_of_chat(connection: Connection, _digests: Digests, chat: int) -> int:
    return _deleted(connection, settings, settings.c.chat_id == chat)


FORGOTTEN: tuple[Kept, ...] = (
    Kept("votes", _votes_of_person, _votes_of_chat),
    Kept("texts", _texts_of_person, _texts_of_chat),
    Kept("answers", of_chat=_answers_of_chat),
    Kept("waiting", of_person=_waiting_of_person),
    Kept("settings", of_chat=_settings_of_chat),
)
"""Counts name nobody and stay. What else waits in a chat is sent before the answer to its /forget, and deleted then."""


def _deleted(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    return cast("CursorResult[Any]", connection.execute(delete(table).where(which))).rowcount
