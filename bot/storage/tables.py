"""The tables. No column holds a name, and only `unanswered` what a person wrote. Times are seconds since 1970."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()
_Number = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself only what it calls INTEGER."""

updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", String(32), nullable=False),
    Column("until", BigInteger, nullable=False, index=True),
    Column("done", Boolean, nullable=False),
)
_open = Index("ix_updates_open", updates.c.owner)
"""Updates that a process has claimed, `until` when unless it renews that, and those that are done, since `until`."""

answers = Table(
    "answers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_ids", Text, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)
"""Which messages of the bot answer which message: "17 18". An album has a negative number and what asked it for words,
"" where it has had some: their answer stands at the picture that they are under."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("reply_to", BigInteger),
    Column("question", BigInteger),
    Column("asker", BigInteger),
    Column("saying", Text, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("owner", String(32), nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("direct_topic_id", BigInteger),
)
"""Replies that could not be sent yet, in ids of what is to be said (see `answering.saying`), and who sees to them."""

notes = Table(
    "notes",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What one process leaves for the next, such as what the webhook was last set with."""

counts = Table(
    "counts",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("entry", String(40), primary_key=True),
    Column("asked", BigInteger, nullable=False),
    Column("useful", BigInteger, nullable=False),
    Column("not_useful", BigInteger, nullable=False),
)
"""How often, on a day (UTC, "2026-11-26"), something was asked and what was voted on it (see `answering.subject`)."""

settings = Table(
    "settings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(8), nullable=False),
    Column("buttons", String(8), nullable=False),
    Column("answers_to", String(8), nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("greeted", Boolean, nullable=False),
)
"""What is chosen for a chat (see `answering.settings`), and whether the bot has introduced itself there."""

votes = Table(
    "votes",
    metadata,
    Column("voter", String(32), primary_key=True),
    Column("chat", String(32), nullable=False, index=True),
    Column("message_id", BigInteger, nullable=False),
    Column("day", String(10), nullable=False),
    Column("language", String(8), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("entry", String(40), nullable=False),
    Column("vote", Integer, nullable=False),
    Column("update_id", BigInteger),
    Column("at", BigInteger, nullable=False, index=True),
)
"""Digests of who voted on which message: 1 useful, -1 not, 0 taken back, by which update; and what it counts in."""

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("text", Text, nullable=False),
    Column("wording", String(32), nullable=False),
    Column("person", String(32), nullable=False, index=True),
    Column("chat", String(32), nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("entry", String(40), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)
"""Questions that went unanswered, stripped of who asked, where the operator keeps them; digests find them again."""


def tables_of(dialect: str) -> MetaData:
    """Return all tables with their indexes, for "sqlite" or "postgresql".

    The index of what is not done yet needs an option of the dialect, which imports it: 2 MB for the other one.
    """
    _open.dialect_options[dialect]["where"] = ~updates.c.done
    return metadata
