"""The tables of a hub that reports to another one."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from checkpoint_app.hub.store.kinds import Id, metadata

upward = Table(
    "upward",
    metadata,
    # The hub above, to which this one is a station; no row where there is none.
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("token", LargeBinary, nullable=False),  # sealed
    Column("station", Id, nullable=False),
    Column("hub", Id, nullable=False),
    Column("site", Id, nullable=False),
    Column("site_name", Text, nullable=False),
    Column("authority", Text),
    Column("own_site", Id, ForeignKey("site.id"), nullable=False),
    Column("joined_at", BigInteger, nullable=False),
    CheckConstraint("no = 1", name="one_row"),
)

forward = Table(
    "forward",
    metadata,
    # What the hub above has not confirmed, each passage at its highest revision.
    Column("site", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("noted_at", BigInteger, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("sunk", Integer, nullable=False, server_default="0"),
    Column("last_try_at", BigInteger),
    Column("last_answer", Text),
    Column("code", String),
    Column("field", String),
    PrimaryKeyConstraint("site", "id"),
    CheckConstraint("state IN ('pending', 'sending', 'needs_fix')", name="state_known"),
)
Index("ix_forward_due", forward.c.state, forward.c.sunk, forward.c.noted_at, forward.c.id)

above = Table(
    "above",
    metadata,
    # What the hub above says to the gates of the own site, but for its notices.
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("hub", Id, nullable=False),
    Column("serial", BigInteger, nullable=False),
    Column("revision", String, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed
    CheckConstraint("no = 1", name="one_row"),
)
