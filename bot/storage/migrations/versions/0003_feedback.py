"""Counts, votes and questions that went unanswered.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "counts",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("entry", sa.String(40), primary_key=True),
        sa.Column("asked", sa.BigInteger, nullable=False),
        sa.Column("useful", sa.BigInteger, nullable=False),
        sa.Column("not_useful", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "votes",
        sa.Column("voter", sa.String(32), primary_key=True),
        sa.Column("chat", sa.String(32), nullable=False, index=True),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("vote", sa.Integer, nullable=False),
        sa.Column("update_id", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "unanswered",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("wording", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False, index=True),
        sa.Column("chat", sa.String(32), nullable=False, index=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False, index=True),
    )


def downgrade() -> None:
    """Take them away."""
    for name in ("unanswered", "votes", "counts"):
        op.drop_table(name)
