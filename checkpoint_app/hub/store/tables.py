"""The hub's schema. Times are integer milliseconds since 1970 UTC; ids are 16 bytes.

One `passage` row for each passage of each site, at its highest revision. `body` is the message as
it arrived, with whatever a newer station says beyond this version's words; the other columns are
what the hub counts and pairs by.
"""

from sqlalchemy import (
    BLOB,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from checkpoint_app.records.naming import NAMING

metadata = MetaData(naming_convention=NAMING)

hub = Table(
    "hub",
    metadata,
    Column("id", BLOB, primary_key=True),
    Column("created_at", Integer, nullable=False),
)

site = Table(
    "site",
    metadata,
    Column("id", BLOB, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_fold", Text, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("created_at", Integer, nullable=False),
)

station = Table(
    "station",
    metadata,
    Column("id", BLOB, primary_key=True),
    Column("site", BLOB, ForeignKey("site.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("token_hash", BLOB, nullable=False, unique=True),
    Column("enrolled_at", Integer, nullable=False),
    Column("last_seen_at", Integer),
    Column("skew_ms", Integer),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("code_hash", BLOB, primary_key=True),
    Column("site", BLOB, ForeignKey("site.id"), nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),
    Column("used_by", BLOB),
    Column("used_at", Integer),
)

passage = Table(
    "passage",
    metadata,
    Column("site", BLOB, ForeignKey("site.id"), nullable=False),
    Column("id", BLOB, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("station", BLOB, nullable=False),
    Column("sent_by", BLOB, nullable=False),
    Column("direction", String, nullable=False),
    Column("way", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("occurred_at", Integer, nullable=False),
    Column("recorded_at", Integer, nullable=False),
    Column("first_received_at", Integer, nullable=False),
    Column("received_at", Integer, nullable=False),
    Column("skew_ms", Integer, nullable=False),
    Column("voided", Integer, nullable=False),
    Column("person_key", Text),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("site", "id"),
    CheckConstraint("rev >= 1", name="rev_positive"),
)
Index("ix_passage_site_time", passage.c.site, passage.c.occurred_at)
Index("ix_passage_person", passage.c.person_key, passage.c.occurred_at)
