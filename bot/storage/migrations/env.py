"""What Alembic runs: the migrations on the connection that `bot.storage.database` hands over."""

from __future__ import annotations

from alembic import context

from bot.storage.tables import tables_of

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tables_of(connection.dialect.name))
context.run_migrations()
