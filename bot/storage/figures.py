"""Reads what the report tells, and changes nothing: the bot may run meanwhile."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigError
from bot.evaluation.figures import AskedAlike, DayCount, Figures, asked_alike
from bot.storage.database import engine_for, newest, version
from bot.storage.faults import kind_of
from bot.storage.records import TEXTS_KEPT
from bot.storage.tables import counts, unanswered

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DAY = 86400


def read_figures(address: str, *, days: int, keeps_texts: bool) -> Figures:
    """Return what the database at a DATABASE_URL holds of the last `days`, today (UTC) included.

    Raises:
        ConfigError: there is no database, it cannot be read, or it is of another version than this program.
    """
    last = dt.datetime.now(tz=dt.UTC).date()
    first = last - dt.timedelta(days=days - 1)
    engine = _engine(address)
    try:
        with engine.connect().execution_options(postgresql_readonly=True) as connection:
            _check(connection)
            return Figures(
                first.isoformat(),
                last.isoformat(),
                _counts(connection, first.isoformat()),
                _texts(connection, int(time.time()) - min(days * DAY, TEXTS_KEPT)) if keeps_texts else None,
            )
    except SQLAlchemyError as error:
        raise ConfigError(
            f"the database cannot be read ({kind_of(error)}): check DATABASE_URL, and whether the database runs"
        ) from None
    finally:
        engine.dispose()


def _engine(address: str) -> Engine:
    engine = engine_for(address)
    if engine.dialect.name != "sqlite":
        return engine
    engine.dispose()
    path = Path(make_url(address).database or "")
    if not path.is_file():
        raise ConfigError(
            f"there is no database at {path}: `talks-bot run` makes one; start this where the bot is started, or set "
            "DATABASE_URL as for the bot"
        )
    # While nobody has it open there is no log beside it; to read it as it stands leaves none behind.
    how = {"mode": "ro"} if Path(f"{path}-wal").exists() else {"immutable": "1"}
    return create_engine(URL.create("sqlite", database=path.resolve().as_uri(), query={**how, "uri": "true"}))


def _check(connection: Connection) -> None:
    now = version(connection)
    if now < newest():
        raise ConfigError(
            f"the database is of an older version ({now or 'none'}) than this program ({newest()}): start the bot of "
            "this version once"
        )
    if now > newest():
        raise ConfigError(
            f"the database is of a newer version ({now}) than this program ({newest()}): use the bot's version of it"
        )


def _counts(connection: Connection, first: str) -> tuple[DayCount, ...]:
    found = connection.execute(select(counts).where(counts.c.day >= first)).all()
    return tuple(DayCount(*row) for row in found)


def _texts(connection: Connection, since: int) -> tuple[AskedAlike, ...]:
    found = connection.execute(select(unanswered).where(unanswered.c.at >= since).order_by(unanswered.c.id)).all()
    return asked_alike(
        (row.wording, row.person, AskedAlike(row.text, 1, row.language, row.kind, row.entry)) for row in found
    )
