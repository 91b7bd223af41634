"""What is chosen in /settings.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make its table."""
    op.create_table(
        "settings",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("buttons", sa.String(8), nullable=False),
        sa.Column("answers_to", sa.String(8), nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("greeted", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("settings")
