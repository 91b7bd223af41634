"""The database: an SQLite file that is made by itself, or PostgreSQL; brought up to date before it is used."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    create_engine,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.schema import CreateTable

from bot.errors import ConfigError
from bot.storage.tables import tables_of

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_251_026
"""Number of PostgreSQL's advisory lock under which one process at a time migrates."""
BUSY_MILLISECONDS = 1000
"""How long SQLite waits for another process that writes."""
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Where Alembic keeps the version of the last migration, as it makes the table itself."""

_PATIENT: dict[str, Any] = {"connect_timeout": 3, "tcp_user_timeout": 3000}
_LIMITS = "-c statement_timeout=3000 -c lock_timeout=2000"
"""How long PostgreSQL is waited for: a thread cannot be called back."""

_UNPREPARED: dict[str, Any] = {"prepare_threshold": None}
"""A pooler between may hand the next transaction to another session, which knows nothing of what this one prepared."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",  # a crash of the bot loses nothing; one of the machine may lose the last marks
    "secure_delete=ON",
    "cache_size=-512",  # kilobytes, not 2,000: what is written is seldom read
    f"busy_timeout={BUSY_MILLISECONDS}",
)


def engine_for(address: str) -> Engine:
    """Return the engine for a DATABASE_URL; nothing is opened yet.

    Raises:
        ConfigError: no such database is known, or the driver for it is not installed.
    """
    try:
        url = make_url(address)
        driver = DRIVERS.get(url.drivername)
        if driver is None:
            raise ConfigError(f"DATABASE_URL names {url.drivername}: use {' or '.join(DRIVERS)}://...")
        if url.database in {None, "", ":memory:"}:
            raise ConfigError("DATABASE_URL names no database: end it with a file, or with the database's name")
        url = url.set(drivername=driver)
        if driver.startswith("sqlite"):
            engine = create_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)
            _tune(engine)
        else:
            engine = create_engine(
                url, hide_parameters=True, pool_size=1, max_overflow=0, pool_pre_ping=True, connect_args=_arguments(url)
            )
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise ConfigError(
            "DATABASE_URL is not the address of a database: use sqlite:///file.sqlite3 or "
            "postgresql://user:password@host/name"
        ) from None
    except ModuleNotFoundError as error:
        raise ConfigError(f"DATABASE_URL needs the package {error.name}: pip install 'talks-bot[postgresql]'") from None
    return engine


def _arguments(url: URL) -> dict[str, Any]:
    """Return how to connect to PostgreSQL: the `options` that the address has, and the bot's own behind them."""
    asked = url.normalized_query.get("options", ())
    return {**_PATIENT, **_UNPREPARED, "options": " ".join([*asked, _LIMITS])}


def _tune(engine: Engine) -> None:
    """Let SQLite lock for writing at once, so that two processes wait for each other instead of failing."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def newest() -> str:
    """Return the version of the newest migration, without importing Alembic."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def bring_up_to_date(connection: Connection) -> bool:
    """Make the tables, or run the migrations that are missing, one process at a time; return whether there was need.

    Raises:
        ConfigError: the database was written by a newer version of the bot.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
    now = version(connection)
    if now == newest():
        return False
    if now > newest():
        raise ConfigError(
            f"the database is of a newer version ({now}) than this bot ({newest()}): install the bot that wrote it, or "
            "restore a backup"
        )
    if not now:  # an empty database gets the tables as they are now, as the migrations would make them
        tables_of(connection.dialect.name).create_all(connection)
        connection.execute(CreateTable(_VERSION, if_not_exists=True))
        connection.execute(_VERSION.insert().values(version_num=newest()))
    else:
        migrate(connection)
    return True


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing."""
    # Alembic takes as long to import as everything else here, and 9 MB: only for a database that is behind.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")


def version(connection: Connection) -> str:
    """Return the version of the last migration that was run, "" for an empty database."""
    if not inspect(connection).has_table(_VERSION.name):
        return ""
    return connection.execute(select(_VERSION.c.version_num)).scalar() or ""


def insert_of(engine: Engine) -> Any:
    """Return the dialect's own `insert`, which knows what to do on a conflict; the module of the other takes 2 MB."""
    if engine.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as of_postgresql  # noqa: PLC0415

        return of_postgresql
    from sqlalchemy.dialects.sqlite import insert as of_sqlite  # noqa: PLC0415

    return of_sqlite


def empty_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where deleted rows stay readable until then.

    Raises:
        OSError: that cannot be done now.
    """
    if engine.dialect.name != "sqlite":
        return
    with contextlib.closing(engine.raw_connection()) as connection:  # SQLAlchemy's own would be within a transaction
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except engine.dialect.loaded_dbapi.Error as error:
            raise OSError("the log cannot be emptied") from error
