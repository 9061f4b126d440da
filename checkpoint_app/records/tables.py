"""The station's schema. Times are integer milliseconds since 1970 UTC; ids are 16 bytes.

`passage` rows are facts: never changed once written, except for the derived columns `current`,
`settled` and `person`, which the journal does not cover and `verify` recomputes. `person`,
`person_search`, `stay` and `presence` are derived too: `derived.rebuild` makes them from the facts.
Of `station` the journal covers all but the hub it reports to; the site's lists, its staff and its
sheets are no facts of the journal's.
"""

from sqlalchemy import (
    BLOB,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

import checkpoint_app.records.list_tables  # noqa: F401 - tables of the same schema
from checkpoint_app.records import schema

metadata = schema.metadata

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
    Column("sign_key", BLOB),
    Column("hub_authority", Text),
    Column("hub_seal_key", BLOB),
    Column("hub_verify_key", BLOB),
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
    Column("decision", String),
    Column("pass_number", Text),
    Column("session", Integer),
    Column("tick", Integer),
    Column("hub_offset", Integer),
    Column("person", Integer),
    UniqueConstraint("id", "rev"),
    CheckConstraint("rev >= 1", name="rev_positive"),
    CheckConstraint("direction IN ('in', 'out')", name="direction_known"),
)
Index(
    "ix_passage_person",
    passage.c.person,
    passage.c.occurred_at,
    sqlite_where=(passage.c.current == 1) & (passage.c.voided == 0) & passage.c.person.is_not(None),
)
Index(
    "ix_passage_out_of_force",
    passage.c.person,
    sqlite_where=(passage.c.current == 0) | (passage.c.voided == 1),
)
Index("ix_passage_sheet", passage.c.sheet, passage.c.row, sqlite_where=passage.c.sheet.is_not(None))
Index(
    "ix_passage_pass_number",
    passage.c.pass_number,
    passage.c.occurred_at,
    sqlite_where=passage.c.pass_number.is_not(None),
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
    Column("sunk", Integer, nullable=False, server_default="0"),
    CheckConstraint("state IN ('pending', 'sending', 'needs_fix')", name="state_known"),
)
Index("ix_outbox_due", outbox.c.state, outbox.c.sunk, outbox.c.rid)

sending = Table(
    "sending",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("cause", String),
    Column("needs_someone", Integer, nullable=False, server_default="0"),
    Column("since", Integer, nullable=False),
    Column("next_try_at", Integer),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("per_hour", Integer),
    Column("heard_at", Integer),
    CheckConstraint("no = 1", name="one_row"),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("ref", Integer, nullable=False),
    Column("hash", BLOB, nullable=False),
)

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

person = Table(
    "person",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("person_key", Text, nullable=False, unique=True),
    Column("name_fold", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("last_rid", Integer, nullable=False),
    Column("last_at", Integer, nullable=False),
)
Index("ix_person_name_fold", person.c.name_fold)

PERSON_SEARCH = "person_search"
"""FTS5 over each person's folded name, phone, numbers and plate, by three-letter pieces."""
LISTED_SEARCH = "listed_search"
"""FTS5 over the words of `listed`, as `person_search` is over those of `person`."""

stay = Table(
    "stay",
    metadata,
    Column("span", Integer, primary_key=True),
    Column("entry_at", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("until_at", Integer, nullable=False),
    Column("person", Integer, nullable=False),
    Column("entry_rid", Integer),
    Column("exit_rid", Integer),
    # The rows lie in the order in which overlaps are looked for: no index, half the bytes.
    sqlite_with_rowid=False,
)
Index("ix_stay_person", stay.c.person, stay.c.entry_at)

presence = Table(
    "presence",
    metadata,
    Column("person", Integer, primary_key=True),
    Column("stay", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("passage", BLOB, nullable=False),
    Column("kind", String, nullable=False),
    Column("person_key", Text, nullable=False),
    Column("name", Text),
    Column("id_number", Text),
    Column("phone", Text),
    Column("plate", Text),
)

elsewhere = Table(
    "elsewhere",
    metadata,
    # What other gates of the site crossed, as the hub tells it: no facts of this station.
    Column("id", BLOB, primary_key=True),
    Column("rev", Integer, nullable=False),
    Column("voided", Integer, nullable=False),
    Column("direction", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("occurred_at", Integer, nullable=False),
    Column("gate", Text, nullable=False),
    Column("person_key", Text),
    Column("name", Text),
    Column("id_number", Text),
    Column("phone", Text),
    Column("plate", Text),
    Column("pass_number", Text),
    # Whether it is the newest of its person there.
    Column("newest", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
Index(
    "ix_elsewhere_person",
    elsewhere.c.person_key,
    elsewhere.c.occurred_at,
    sqlite_where=(elsewhere.c.voided == 0) & elsewhere.c.person_key.is_not(None),
)
Index(
    "ix_elsewhere_newest",
    elsewhere.c.person_key,
    elsewhere.c.direction,
    elsewhere.c.occurred_at,
    sqlite_where=elsewhere.c.newest == 1,
)
Index(
    "ix_elsewhere_pass_number",
    elsewhere.c.pass_number,
    elsewhere.c.occurred_at,
    sqlite_where=elsewhere.c.pass_number.is_not(None),
)

sharing = Table(
    "sharing",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("cursor", Text, nullable=False),
    CheckConstraint("no = 1", name="one_row"),
)

resending = Table(
    "resending",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("restored", BLOB, nullable=False),
    # From this receipt to that one; none once all of them are sent.
    Column("next_receipt", Integer),
    Column("last_receipt", Integer),
    Column("sent", Integer, nullable=False, server_default="0"),
    CheckConstraint("no = 1", name="one_row"),
)

certificate = Table(
    "certificate",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", BLOB, nullable=False),
)

access = Table(
    "access",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("staff", BLOB),
    Column("second", BLOB),
    Column("action", String, nullable=False),
    Column("subject", Text),
    Column("reason", Text),
    Column("items", Integer),
)

sheet = Table(
    "sheet",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("first_row", Integer, nullable=False),
    Column("last_row", Integer, nullable=False),
    Column("printed_at", Integer, nullable=False),
    Column("staff", BLOB),
    Column("closed_at", Integer),
    Column("closed_as", String),
    Column("typed", Integer),
)
Index("ix_sheet_open", sheet.c.no, sqlite_where=sheet.c.closed_at.is_(None))

day_report = Table(
    "day_report",
    metadata,
    Column("day", String, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("form", String, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

bulletin = Table(
    "bulletin",
    metadata,
    Column("no", Integer, primary_key=True),  # 1: there is one in force, or none
    Column("hub", BLOB, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("revision", String, nullable=False),
    Column("received_at", Integer, nullable=False),
    Column("settings", Text, nullable=False),
    Column("keys", Text, nullable=False),
    Column("version", String, nullable=False),
    Column("faults", Text, nullable=False),
    Column("found", Text, nullable=False),
)

notice = Table(
    "notice",
    metadata,
    Column("id", BLOB, primary_key=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("until", Integer),
    Column("in_force", Integer, nullable=False),
    Column("acknowledged_at", Integer),
    Column("staff", BLOB),
    Column("answer", Text),
    Column("confirmed", Integer, nullable=False, server_default="0"),
)
