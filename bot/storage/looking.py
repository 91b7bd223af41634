"""A look at the database that changes nothing in it, for `run --check`: it is neither made nor brought up to date."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigError
from bot.storage.database import engine_for, newest, version
from bot.storage.tables import notes, settings


@dataclass(frozen=True, slots=True)
class Seen:
    """In words what the database is, the ids of the groups that it knows, and whether it can be used."""

    words: str
    groups: tuple[int, ...] = ()
    usable: bool = True


AWAY = "cannot be used: the bot would keep nothing over a restart"


def look(address: str, bot_id: str) -> Seen:
    """Look at the database of a DATABASE_URL. It blocks for seconds where the database is away or locked.

    Raises:
        ConfigError: there is no such kind, a newer version of the bot wrote it, or it belongs to another bot.
    """
    engine = engine_for(address)
    file = Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None
    if file is not None and not file.exists():
        may = file.parent.is_dir() and os.access(file.parent, os.W_OK)
        return Seen("none yet, to be made" if may else AWAY, usable=may)
    try:
        with engine.connect() as connection:  # of SQLite it locks the file for writing, as the bot will
            now = version(connection)
            if now > newest():
                raise ConfigError(f"the database is of a newer version ({now}) than this bot ({newest()})")
            if not now:
                return Seen("empty, tables to be made")
            owner = connection.execute(select(notes.c.value).where(notes.c.name == "bot")).scalar()
            if owner not in {None, bot_id}:
                raise ConfigError(f"the database belongs to the bot {owner}: give this one a DATABASE_URL of its own")
            groups: tuple[int, ...] = ()
            if inspect(connection).has_table(settings.name):
                groups = tuple(connection.execute(select(settings.c.chat_id).where(settings.c.chat_id < 0)).scalars())
            behind = "" if now == newest() else f", to be brought up to date from version {now}"
            return Seen(f"ready{behind}", groups)
    except (SQLAlchemyError, OSError):
        return Seen(AWAY, usable=False)
    finally:
        engine.dispose()
