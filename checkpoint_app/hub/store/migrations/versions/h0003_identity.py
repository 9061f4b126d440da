"""What each station signs with, and when it was shut out.

Revision ID: h0003
Revises: h0002
"""

import sqlalchemy as sa
from alembic import op

revision = "h0003"
down_revision = "h0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("station", sa.Column("public_key", sa.LargeBinary))
    op.add_column("station", sa.Column("revoked_at", sa.BigInteger))


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("station", "revoked_at")
    op.drop_column("station", "public_key")
