"""First tables.

Revision ID: h0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "h0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "hub",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hub"),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_fold", sa.Text, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.UniqueConstraint("name_fold", name="uq_site_name_fold"),
    )
    op.create_table(
        "station",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("site", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("enrolled_at", sa.Integer, nullable=False),
        sa.Column("last_seen_at", sa.Integer),
        sa.Column("skew_ms", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_station"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_station_site"),
        sa.UniqueConstraint("token_hash", name="uq_station_token_hash"),
    )
    op.create_table(
        "enrolment",
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("site", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.Integer, nullable=False),
        sa.Column("used_by", sa.LargeBinary),
        sa.Column("used_at", sa.Integer),
        sa.PrimaryKeyConstraint("code_hash", name="pk_enrolment"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_enrolment_site"),
    )
    op.create_table(
        "passage",
        sa.Column("site", sa.LargeBinary, nullable=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("station", sa.LargeBinary, nullable=False),
        sa.Column("sent_by", sa.LargeBinary, nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("way", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("occurred_at", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.Integer, nullable=False),
        sa.Column("first_received_at", sa.Integer, nullable=False),
        sa.Column("received_at", sa.Integer, nullable=False),
        sa.Column("skew_ms", sa.Integer, nullable=False),
        sa.Column("voided", sa.Integer, nullable=False),
        sa.Column("person_key", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("site", "id", name="pk_passage"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_passage_site"),
        sa.CheckConstraint("rev >= 1", name="ck_passage_rev_positive"),
    )
    op.create_index("ix_passage_site_time", "passage", ["site", "occurred_at"])
    op.create_index("ix_passage_person", "passage", ["person_key", "occurred_at"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("passage", "enrolment", "station", "site", "hub"):
        op.drop_table(table)
