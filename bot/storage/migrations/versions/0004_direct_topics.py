"""The topic of a channel's direct messages that a reply waits for.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add its column."""
    op.add_column("outbox", sa.Column("direct_topic_id", sa.BigInteger))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("outbox", "direct_topic_id")
