"""The station's schema. Times are integer milliseconds since 1970 UTC; ids are 16 bytes.

`passage` rows are facts: never changed once written, except for the derived columns `current` and
`settled`; these and `person_key` the journal does not cover and `verify` recomputes.
"""

from sqlalchemy import (
    BLOB,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from checkpoint_app.records.naming import NAMING

metadata = MetaData(naming_convention=NAMING)

station = Table(
    "station",
    metadata,
    Column("id", BLOB, primary_key=True),
    Column("site", Text, nullable=False),
    Column("gate", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("capacity", Integer),
    Column("created_at", Integer, nullable=False),
    Column("hub_url", Text),
    Column("hub_token", Text),
    Column("hub_id", Text),
    Column("hub_site", Text),
)

staff = Table(
    "staff",
    metadata,
    Column("id", BLOB, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("added_at", Integer, nullable=False),
)

passage = Table(
    "passage",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("id", BLOB, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("current", Integer, nullable=False, server_default="1"),
    Column("settled", Integer, nullable=False, server_default="0"),
    Column("direction", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("way", String, nullable=False),
    Column("occurred_at", Integer, nullable=False),
    Column("recorded_at", Integer, nullable=False),
    Column("gate", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("fallback", String),
    Column("sheet", Text),
    Column("row", Integer),
    Column("staff", BLOB),
    Column("guided_by", Text),
    Column("document", String),
    Column("name", Text),
    Column("id_number", Text),
    Column("old_id_number", Text),
    Column("insurance_number", Text),
    Column("qid", Text),
    Column("phone", Text),
    Column("birth_date", String),
    Column("sex", String),
    Column("address", Text),
    Column("nationality", Text),
    Column("plate", Text),
    Column("delivery", Text),
    Column("declaration", Text),
    Column("verdict", String, nullable=False),
    Column("warnings", Text, nullable=False, server_default=""),
    Column("note", Text),
    Column("voided", Integer, nullable=False, server_default="0"),
    Column("person_key", Text),
    UniqueConstraint("id", "rev"),
    CheckConstraint("rev >= 1", name="rev_positive"),
    CheckConstraint("direction IN ('in', 'out')", name="direction_known"),
)
Index(
    "ix_passage_person",
    passage.c.person_key,
    passage.c.occurred_at,
    sqlite_where=(passage.c.current == 1)
    & (passage.c.voided == 0)
    & passage.c.person_key.is_not(None),
)
Index("ix_passage_occurred_at", passage.c.occurred_at)

outbox = Table(
    "outbox",
    metadata,
    Column("rid", Integer, ForeignKey("passage.rid"), primary_key=True),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_try_at", Integer),
    Column("last_answer", Text),
    Column("code", String),
    Column("field", String),
    CheckConstraint("state IN ('pending', 'sending', 'needs_fix')", name="state_known"),
)
Index("ix_outbox_due", outbox.c.state, outbox.c.attempts, outbox.c.rid)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("ref", Integer, nullable=False),
    Column("hash", BLOB, nullable=False),
)
Index("ix_journal_passage", journal.c.ref, unique=True, sqlite_where=journal.c.kind == "passage")

receipt = Table(
    "receipt",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("batch", BLOB, nullable=False),
    Column("received_at", Integer, nullable=False),
    Column("hub_now", Integer),
    Column("body", Text, nullable=False),
)

tally = Table(
    "tally",
    metadata,
    Column("name", String, primary_key=True),
    Column("n", Integer, nullable=False),
)

day_tally = Table(
    "day_tally",
    metadata,
    Column("day", String, primary_key=True),
    Column("hour", Integer, primary_key=True),
    Column("direction", String, primary_key=True),
    Column("way", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("warned", Integer, nullable=False),
    Column("voided", Integer, nullable=False),
)

presence = Table(
    "presence",
    metadata,
    Column("person_key", Text, primary_key=True),
    Column("rid", Integer, ForeignKey("passage.rid"), nullable=False),
    Column("since", Integer, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("person_key", Text, nullable=False, unique=True),
    Column("name_fold", Text),
    Column("last_rid", Integer, ForeignKey("passage.rid"), nullable=False),
)
Index("ix_person_name_fold", person.c.name_fold)

PERSON_SEARCH = "person_search"
"""FTS5 over each person's folded name, phone, numbers and plate, by three-letter pieces."""
