"""Migrations lead to the tables that the code knows, forth and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import inspect, text

from bot.storage.database import MIGRATIONS, bring_up_to_date, engine_for, migrate, newest, version
from bot.storage.tables import tables_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def test_an_empty_database_gets_what_the_migrations_make(database_url: str) -> None:
    """Tables, columns, keys and indexes are the same both ways, and those of the code; a second time does nothing."""
    engine = engine_for(database_url)
    with engine.begin() as connection:
        migrate(connection)
        migrated = _shape(connection)
        assert version(connection) == newest()
        assert compare_metadata(MigrationContext.configure(connection), tables_of(connection.dialect.name)) == []
        command.downgrade(_config(connection), "base")
        connection.execute(text("DROP TABLE alembic_version"))
        assert version(connection) == ""
        assert bring_up_to_date(connection)
        assert not bring_up_to_date(connection)
        assert version(connection) == newest()
        assert compare_metadata(MigrationContext.configure(connection), tables_of(connection.dialect.name)) == []
        assert _shape(connection) == migrated
    engine.dispose()


def test_a_database_that_is_behind_is_migrated(database_url: str) -> None:
    """Alembic finds its way from the version that stands in the database."""
    engine = engine_for(database_url)
    with engine.begin() as connection:
        bring_up_to_date(connection)
        command.downgrade(_config(connection), "base")
        connection.execute(text("INSERT INTO alembic_version VALUES ('0000')"))
        with pytest.raises(CommandError, match="0000"):
            bring_up_to_date(connection)
    engine.dispose()


def test_every_migration_can_be_taken_back(database_url: str) -> None:
    """Down to an empty database."""
    engine = engine_for(database_url)

    def back(connection: Connection) -> None:
        bring_up_to_date(connection)
        command.downgrade(_config(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]

    with engine.begin() as connection:
        back(connection)
    engine.dispose()


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _shape(connection: Connection) -> dict[str, object]:
    """Return everything of each table that a database tells."""
    seen = inspect(connection)
    return {
        name: [
            [{**column, "type": repr(column["type"])} for column in seen.get_columns(name)],
            seen.get_pk_constraint(name),
            [
                {
                    **index,
                    "dialect_options": {key: str(value) for key, value in index.get("dialect_options", {}).items()},
                }
                for index in sorted(seen.get_indexes(name), key=lambda index: str(index["name"]))
            ],
        ]
        for name in seen.get_table_names()
    }
