"""Reports as they were frozen, how sites usually are, and reminders.

Revision ID: h0004
Revises: h0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "h0004"
down_revision = "h0003"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(pg.UUID(), "postgresql")
_KEPT = "entries exits scanned typed paper imported late_paper refused".split()


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "site_history",
        sa.Column("site", ID, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("n_today", sa.Integer, nullable=False),
        sa.Column("n_before", sa.Integer, nullable=False),
        *(sa.Column(f"w_{name}", sa.Integer, nullable=False) for name in _KEPT),
        *(sa.Column(f"u{hour:02}", sa.Integer, nullable=False) for hour in range(24)),
        sa.Column("usual_day", sa.Float, nullable=False),
        sa.Column("people_days", sa.Integer, nullable=False),
        sa.Column("single_days", sa.Integer, nullable=False),
        sa.Column("kin_paper", sa.Float, nullable=False),
        sa.Column("kin_typed", sa.Float, nullable=False),
        sa.Column("kin_burst", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_site_history"),
    )
    op.create_table(
        "report",
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("at", "number", name="pk_report"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", ID, nullable=False),
        sa.Column("site", ID, nullable=False),
        sa.Column("finding", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("report_at", sa.BigInteger, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sent_at", sa.BigInteger, nullable=False),
        sa.Column("sent_by", ID),
        sa.Column("notice", ID),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_reminder_site"),
        sa.ForeignKeyConstraint(["notice"], ["notice.id"], name="fk_reminder_notice"),
    )
    op.create_index("ix_reminder_site", "reminder", ["site", "finding"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("reminder", "report", "site_history"):
        op.drop_table(table)
