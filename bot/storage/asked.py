"""What is asked most, by the counts that the report has too: no person and no word is in them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.retrieval.match import Decision
from bot.storage.tables import counts

if TYPE_CHECKING:
    from sqlalchemy import Connection

DAYS = 30
"""How long what was asked counts, today (UTC) included."""
OFTEN = 3
"""Times that an entry was asked for before it counts: what somebody asked once is shown to nobody."""
MOST = 20
"""Entries that are looked up: some may not be in the base any more."""


def most_asked(connection: Connection) -> tuple[str, ...]:
    """Return ids of the entries that were answered most, in all languages together, the first the most."""
    first = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=DAYS - 1)
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
