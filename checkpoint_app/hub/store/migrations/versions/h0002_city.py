"""A hub for a city: territory, owners, accounts, signs of life, roll-ups, stays; sealed messages.

What the first schema held is kept: sites, stations and codes here, passages in `before_passage`,
from where the program takes them in again as if they had just arrived.

Revision ID: h0002
Revises: h0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "h0002"
down_revision = "h0001"
branch_labels = None
depends_on = None

ID = sa.LargeBinary(16).with_variant(pg.UUID(), "postgresql")

_OLD = ("passage", "enrolment", "station", "site", "hub")
_KEPT = {
    "hub": "id, created_at",
    "site": "id, name, name_fold, kind, created_at",
    "station": "id, site, name, token_hash, enrolled_at, last_seen_at, skew_ms",
    "enrolment": "code_hash, site, created_at, expires_at, used_by, used_at",
}
_COUNTS = (
    *"entries exits scanned typed paper imported".split(),
    *"resident staff visitor delivery vendor shopper goods".split(),
    *(f"h{hour:02}" for hour in range(24)),
    *"late_paper flagged revised voided refused".split(),
)


def upgrade() -> None:
    """Make the new tables; on SQLite keep what the old ones held."""
    postgresql = op.get_context().dialect.name == "postgresql"
    for table in _OLD:
        if not postgresql:  # the first schema was never on PostgreSQL
            op.execute(f"CREATE TABLE before_{table} AS SELECT * FROM {table}")  # noqa: S608 - own names
        op.drop_table(table)
    _make_tables(postgresql)
    if postgresql:
        _tune()
        return
    for table, columns in _KEPT.items():
        if table == "hub":
            op.execute(
                "INSERT INTO hub (id, created_at, key_check) "
                "SELECT id, created_at, x'' FROM before_hub"
            )
        else:
            op.execute(
                f"INSERT INTO {table} ({columns}) "  # noqa: S608 - own names
                f"SELECT {columns} FROM before_{table}"
            )
        op.drop_table(f"before_{table}")


def _tune() -> None:
    """PostgreSQL's own settings of the tables that every batch writes to."""
    # A row that is changed often finds room beside it, and its indexes stay as they are.
    for table in ("site_day", "station"):
        op.execute(f"ALTER TABLE {table} SET (fillfactor = 70)")
    op.execute("ALTER TABLE intake ALTER COLUMN body SET STORAGE EXTERNAL")  # all of it random


def _make_tables(postgresql: bool) -> None:
    op.create_table(
        "access",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("account", ID),
        sa.Column("second", ID),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("items", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_access"),
    )
    op.create_index("ix_access_at", "access", ["at"])
    op.create_table(
        "hub",
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("key_check", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hub"),
    )
    op.create_table(
        "intake",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intake"),
    )
    op.create_table(
        "owner",
        sa.Column("id", ID, nullable=False),
        sa.Column("parent", ID),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_fold", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_owner"),
        sa.ForeignKeyConstraint(["parent"], ["owner.id"], name="fk_owner_parent"),
        sa.UniqueConstraint("path", name="uq_owner_path"),
    )
    op.create_table(
        "passage",
        sa.Column("site", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("station", ID, nullable=False),
        sa.Column("sent_by", ID, nullable=False),
        sa.Column("direction", sa.String, nullable=False),
        sa.Column("way", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("recorded_at", sa.BigInteger, nullable=False),
        sa.Column("first_received_at", sa.BigInteger, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("skew_ms", sa.BigInteger, nullable=False),
        sa.Column("voided", sa.Integer, nullable=False),
        sa.Column("flags", sa.Integer, nullable=False),
        sa.Column("person", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("site", "id", name="pk_passage"),
        sa.CheckConstraint("rev >= 1", name="ck_passage_rev_positive"),
        postgresql_partition_by="RANGE (id)",
    )
    op.create_index(
        "ix_passage_person",
        "passage",
        ["person", "site", "occurred_at"],
        sqlite_where=sa.text("person IS NOT NULL"),
        postgresql_where=sa.text("person IS NOT NULL"),
    )
    op.create_index(
        "ix_passage_far",
        "passage",
        ["site", "occurred_at"],
        sqlite_where=sa.text("(flags & 3) <> 0"),
        postgresql_where=sa.text("(flags & 3) <> 0"),
    )
    if postgresql:
        # For ids from a wrong clock: no passage is refused for want of a partition.
        op.execute("CREATE TABLE passage_default PARTITION OF passage DEFAULT")
    op.create_table(
        "person_key",
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("person", sa.LargeBinary, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", "person", name="pk_person_key"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "signing_key",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("pem", sa.Text, nullable=False),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_signing_key"),
    )
    op.create_table(
        "site_day",
        sa.Column("day", sa.String, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("site", ID, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in _COUNTS),
        sa.Column("first_at", sa.BigInteger),
        sa.Column("last_at", sa.BigInteger),
        sa.Column("last_received_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("day", "part", "site", name="pk_site_day"),
    )
    op.create_table(
        "station_day",
        sa.Column("day", sa.String, nullable=False),
        sa.Column("station", ID, nullable=False),
        sa.Column("site", ID, nullable=False),
        sa.Column("beats", sa.Integer, nullable=False),
        sa.Column("first_at", sa.BigInteger, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
        sa.Column("worst_skew_ms", sa.BigInteger, nullable=False),
        sa.Column("most_queued", sa.Integer, nullable=False),
        sa.Column("entries", sa.BigInteger),
        sa.Column("exits", sa.BigInteger),
        sa.PrimaryKeyConstraint("day", "station", name="pk_station_day"),
    )
    op.create_table(
        "feed",
        sa.Column("site", ID, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("station", ID, nullable=False),
        sa.PrimaryKeyConstraint("site", "at", "id", name="pk_feed"),
    )
    op.create_index("ix_feed_at", "feed", ["at"])
    op.create_table(
        "forward",
        sa.Column("site", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("rev", sa.Integer, nullable=False),
        sa.Column("noted_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("sunk", sa.Integer, nullable=False, server_default="0"),
        sa.Column("last_try_at", sa.BigInteger),
        sa.Column("last_answer", sa.Text),
        sa.Column("code", sa.String),
        sa.Column("field", sa.String),
        sa.PrimaryKeyConstraint("site", "id", name="pk_forward"),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'needs_fix')", name="ck_forward_state_known"
        ),
    )
    op.create_index("ix_forward_due", "forward", ["state", "sunk", "noted_at", "id"])
    op.create_table(
        "stay",
        sa.Column("site", ID, nullable=False),
        sa.Column("entry_at", sa.BigInteger, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("until_at", sa.BigInteger, nullable=False),
        sa.Column("person", sa.LargeBinary, nullable=False),
        sa.Column("entered", sa.BigInteger),
        sa.Column("left", sa.BigInteger),
        sa.PrimaryKeyConstraint("site", "entry_at", "id", name="pk_stay"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_stay_person", "stay", ["person", "site", "entry_at"])
    op.create_table(
        "territory",
        sa.Column("id", ID, nullable=False),
        sa.Column("parent", ID),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("code", sa.String),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_fold", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_territory"),
        sa.CheckConstraint(
            "level IN ('city', 'district', 'ward')", name="ck_territory_level_known"
        ),
        sa.ForeignKeyConstraint(["parent"], ["territory.id"], name="fk_territory_parent"),
        sa.UniqueConstraint("code", name="uq_territory_code"),
        sa.UniqueConstraint("path", name="uq_territory_path"),
    )
    op.create_table(
        "site",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_fold", sa.Text, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("territory", ID),
        sa.Column("owner", ID),
        sa.Column("address", sa.Text),
        sa.Column("head", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("permitted", sa.Integer, nullable=False, server_default="1"),
        sa.Column("permitted_until", sa.String),
        sa.Column("capacity", sa.Integer),
        sa.Column("settings", sa.Text, nullable=False, server_default="{}"),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.ForeignKeyConstraint(["owner"], ["owner.id"], name="fk_site_owner"),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name="fk_site_territory"),
        sa.UniqueConstraint("code", name="uq_site_code"),
    )
    op.create_index("ix_site_name_fold", "site", ["name_fold"])
    op.create_index("ix_site_owner", "site", ["owner"])
    op.create_index("ix_site_territory", "site", ["territory"])
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("login", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("territory", ID),
        sa.Column("owner", ID),
        sa.Column("site", ID),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False, server_default="0"),
        sa.Column("locked_until", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("disabled_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.ForeignKeyConstraint(["owner"], ["owner.id"], name="fk_account_owner"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_account_site"),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name="fk_account_territory"),
        sa.UniqueConstraint("login", name="uq_account_login"),
    )
    op.create_table(
        "enrolment",
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("site", ID, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("used_by", ID),
        sa.Column("used_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("code_hash", name="pk_enrolment"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_enrolment_site"),
    )
    op.create_table(
        "notice",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("site", ID),
        sa.Column("territory", ID),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("created_by", ID),
        sa.Column("until", sa.BigInteger),
        sa.Column("withdrawn_at", sa.BigInteger),
        sa.Column("from_above", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_notice_site"),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name="fk_notice_territory"),
    )
    op.create_index("ix_notice_created_at", "notice", ["created_at"])
    op.create_table(
        "station",
        sa.Column("id", ID, nullable=False),
        sa.Column("site", ID, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("enrolled_at", sa.BigInteger, nullable=False),
        sa.Column("last_seen_at", sa.BigInteger),
        sa.Column("skew_ms", sa.BigInteger),
        sa.Column("beat_at", sa.BigInteger),
        sa.Column("version", sa.String),
        sa.Column("camera", sa.String),
        sa.Column("queue", sa.Integer),
        sa.Column("oldest_unsent_at", sa.BigInteger),
        sa.Column("needs_fix", sa.Integer),
        sa.Column("captured", sa.BigInteger),
        sa.Column("free_mb", sa.BigInteger),
        sa.Column("bulletin", sa.String),
        sa.Column("active_at", sa.BigInteger),
        sa.Column("via", ID),
        sa.PrimaryKeyConstraint("id", name="pk_station"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_station_site"),
        sa.UniqueConstraint("token_hash", name="uq_station_token_hash"),
    )
    op.create_index("ix_station_site", "station", ["site"])
    op.create_table(
        "watched",
        sa.Column("id", ID, nullable=False),
        sa.Column("site", ID),
        sa.Column("territory", ID),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.BigInteger),
        sa.Column("added_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watched"),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name="fk_watched_site"),
        sa.ForeignKeyConstraint(["territory"], ["territory.id"], name="fk_watched_territory"),
    )
    op.create_table(
        "notice_answer",
        sa.Column("notice", ID, nullable=False),
        sa.Column("station", ID, nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("told_above", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("notice", "station", name="pk_notice_answer"),
        sa.ForeignKeyConstraint(["notice"], ["notice.id"], name="fk_notice_answer_notice"),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("account", ID, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_session_account"),
    )
    op.create_index("ix_session_account", "session", ["account"])

    op.create_table(
        "site_list",
        sa.Column("site", ID, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("base", sa.BigInteger, nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", ID, nullable=False),
        sa.PrimaryKeyConstraint("site", "kind", name="pk_site_list"),
    )
    op.create_table(
        "site_list_row",
        sa.Column("site", ID, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("site", "kind", "id", name="pk_site_list_row"),
    )
    op.create_index(
        "ix_site_list_row_revision", "site_list_row", ["site", "kind", "revision", "id"]
    )
    op.create_table(
        "site_list_change",
        sa.Column("id", ID, nullable=False),
        sa.Column("site", ID, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("station", ID, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("before", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site_list_change"),
    )
    op.create_table(
        "upward",
        sa.Column("no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("station", ID, nullable=False),
        sa.Column("hub", ID, nullable=False),
        sa.Column("site", ID, nullable=False),
        sa.Column("site_name", sa.Text, nullable=False),
        sa.Column("authority", sa.Text),
        sa.Column("own_site", ID, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_upward"),
        sa.ForeignKeyConstraint(["own_site"], ["site.id"], name="fk_upward_own_site"),
        sa.CheckConstraint("no = 1", name="ck_upward_one_row"),
    )
    op.create_table(
        "above",
        sa.Column("no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("hub", ID, nullable=False),
        sa.Column("serial", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.String, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_above"),
        sa.CheckConstraint("no = 1", name="ck_above_one_row"),
    )


def downgrade() -> None:
    """Not offered: what only the new schema holds would be lost."""
    raise NotImplementedError
