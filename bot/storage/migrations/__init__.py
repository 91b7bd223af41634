"""What Alembic runs, oldest first."""
