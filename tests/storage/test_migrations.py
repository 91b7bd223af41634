"""Migrations lead to the tables that the code knows, forth and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from bot.storage.database import MIGRATIONS, bring_up_to_date, engine_for, newest, version
from bot.storage.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection


def test_the_migrations_make_the_tables_of_the_code(database_url: str) -> None:
    """Nothing is missing, nothing too much; run twice they change nothing."""
    engine = engine_for(database_url)

    def made(connection: Connection) -> None:
        assert version(connection) == ""
        assert bring_up_to_date(connection)
        assert not bring_up_to_date(connection)
        assert version(connection) == newest()
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []

    with engine.begin() as connection:
        made(connection)
    engine.dispose()


def test_every_migration_can_be_taken_back(database_url: str) -> None:
    """Down to an empty database."""
    engine = engine_for(database_url)

    def back(connection: Connection) -> None:
        bring_up_to_date(connection)
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]

    with engine.begin() as connection:
        back(connection)
    engine.dispose()
