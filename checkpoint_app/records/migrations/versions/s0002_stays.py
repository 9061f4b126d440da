"""Stays, trusted time, purging, the access log; people by number instead of by key.

Self-contained on purpose. What is derived (people, the search index, stays, presence) is emptied
here and made anew from the facts by the program that opens the store.
"""

from alembic import op

revision = "s0002"
down_revision = "s0001"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "DROP TABLE presence",
    "DROP TABLE person_search",
    "DROP TABLE person",
    "DROP INDEX ix_passage_person",
    "DROP INDEX ix_journal_passage",
    "ALTER TABLE passage DROP COLUMN person_key",
    """CREATE TABLE person (
        no INTEGER NOT NULL CONSTRAINT pk_person PRIMARY KEY, person_key TEXT NOT NULL,
        name_fold TEXT NOT NULL, words TEXT NOT NULL, last_rid INTEGER NOT NULL,
        last_at INTEGER NOT NULL, CONSTRAINT uq_person_person_key UNIQUE (person_key))""",
    "CREATE INDEX ix_person_name_fold ON person (name_fold)",
    """CREATE VIRTUAL TABLE person_search USING fts5(
        words, content='person', content_rowid='no', detail=full, tokenize='trigram')""",
    "ALTER TABLE passage ADD COLUMN decision VARCHAR",
    "ALTER TABLE passage ADD COLUMN pass_number TEXT",
    "ALTER TABLE passage ADD COLUMN session INTEGER",
    "ALTER TABLE passage ADD COLUMN tick INTEGER",
    "ALTER TABLE passage ADD COLUMN hub_offset INTEGER",
    "ALTER TABLE passage ADD COLUMN person INTEGER",
    """CREATE INDEX ix_passage_person ON passage (person, occurred_at)
        WHERE current = 1 AND voided = 0 AND person IS NOT NULL""",
    "CREATE INDEX ix_passage_out_of_force ON passage (person) WHERE current = 0 OR voided = 1",
    "CREATE INDEX ix_passage_sheet ON passage (sheet, row) WHERE sheet IS NOT NULL",
    """CREATE TABLE stay (
        span INTEGER NOT NULL, entry_at INTEGER NOT NULL, no INTEGER NOT NULL,
        until_at INTEGER NOT NULL, person INTEGER NOT NULL, entry_rid INTEGER, exit_rid INTEGER,
        CONSTRAINT pk_stay PRIMARY KEY (span, entry_at, no)) WITHOUT ROWID""",
    "CREATE INDEX ix_stay_person ON stay (person, entry_at)",
    """CREATE TABLE presence (
        person INTEGER NOT NULL CONSTRAINT pk_presence PRIMARY KEY, stay INTEGER NOT NULL,
        since INTEGER NOT NULL, passage BLOB NOT NULL, kind VARCHAR NOT NULL,
        person_key TEXT NOT NULL, name TEXT, id_number TEXT, phone TEXT, plate TEXT)""",
    """CREATE TABLE elsewhere (
        id BLOB NOT NULL CONSTRAINT pk_elsewhere PRIMARY KEY, rev INTEGER NOT NULL,
        voided INTEGER NOT NULL, direction VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        occurred_at INTEGER NOT NULL, gate TEXT NOT NULL, person_key TEXT, name TEXT,
        id_number TEXT, phone TEXT, plate TEXT, pass_number TEXT,
        newest INTEGER DEFAULT '0' NOT NULL) WITHOUT ROWID""",
    """CREATE INDEX ix_elsewhere_person ON elsewhere (person_key, occurred_at)
        WHERE voided = 0 AND person_key IS NOT NULL""",
    """CREATE INDEX ix_elsewhere_newest ON elsewhere (person_key, direction, occurred_at)
        WHERE newest = 1""",
    """CREATE INDEX ix_elsewhere_pass_number ON elsewhere (pass_number, occurred_at)
        WHERE pass_number IS NOT NULL""",
    """CREATE TABLE sharing (
        no INTEGER NOT NULL CONSTRAINT pk_sharing PRIMARY KEY, source TEXT NOT NULL,
        cursor TEXT NOT NULL, CONSTRAINT ck_sharing_one_row CHECK (no = 1))""",
    """CREATE TABLE shared_list (
        kind VARCHAR NOT NULL CONSTRAINT pk_shared_list PRIMARY KEY, source TEXT NOT NULL,
        revision INTEGER NOT NULL, at INTEGER)""",
    """CREATE TABLE list_change (
        no INTEGER NOT NULL CONSTRAINT pk_list_change PRIMARY KEY, id BLOB NOT NULL,
        kind VARCHAR NOT NULL, way VARCHAR NOT NULL, keys TEXT, at INTEGER NOT NULL,
        code VARCHAR)""",
    """CREATE TABLE resending (
        no INTEGER NOT NULL CONSTRAINT pk_resending PRIMARY KEY, restored BLOB NOT NULL,
        next_receipt INTEGER, last_receipt INTEGER, sent INTEGER DEFAULT '0' NOT NULL,
        CONSTRAINT ck_resending_one_row CHECK (no = 1))""",
    """CREATE TABLE certificate (
        no INTEGER NOT NULL CONSTRAINT pk_certificate PRIMARY KEY, at INTEGER NOT NULL,
        body TEXT NOT NULL, signature BLOB NOT NULL)""",
    """CREATE TABLE access (
        no INTEGER NOT NULL CONSTRAINT pk_access PRIMARY KEY, at INTEGER NOT NULL, staff BLOB,
        second BLOB, action VARCHAR NOT NULL, subject TEXT, reason TEXT, items INTEGER)""",
    """CREATE INDEX ix_passage_pass_number ON passage (pass_number, occurred_at)
        WHERE pass_number IS NOT NULL""",
    """CREATE TABLE listed (
        no INTEGER NOT NULL CONSTRAINT pk_listed PRIMARY KEY, kind VARCHAR NOT NULL, name TEXT,
        name_fold TEXT NOT NULL, words TEXT NOT NULL, id_number TEXT, phone TEXT,
        birth_date VARCHAR, sex VARCHAR, home TEXT, plate TEXT, note TEXT)""",
    "CREATE INDEX ix_listed_id_number ON listed (id_number) WHERE id_number IS NOT NULL",
    "CREATE INDEX ix_listed_phone ON listed (phone) WHERE phone IS NOT NULL",
    "CREATE INDEX ix_listed_plate ON listed (plate) WHERE plate IS NOT NULL",
    "CREATE INDEX ix_listed_name_fold ON listed (name_fold)",
    """CREATE VIRTUAL TABLE listed_search USING fts5(
        words, content='listed', content_rowid='no', detail=full, tokenize='trigram')""",
    """CREATE TABLE card (
        number TEXT NOT NULL CONSTRAINT pk_card PRIMARY KEY, ward TEXT, holder TEXT, phone TEXT,
        weekdays INTEGER NOT NULL, parity VARCHAR, hours TEXT NOT NULL, valid_from VARCHAR,
        valid_until VARCHAR, handed_in_at INTEGER)""",
    """CREATE TABLE watched (
        no INTEGER NOT NULL CONSTRAINT pk_watched PRIMARY KEY, source VARCHAR NOT NULL, name TEXT,
        name_fold TEXT, id_number TEXT, phone TEXT, plate TEXT, instruction TEXT NOT NULL,
        until VARCHAR)""",
    "CREATE INDEX ix_watched_name_fold ON watched (name_fold)",
    "CREATE INDEX ix_watched_id_number ON watched (id_number)",
    "CREATE INDEX ix_watched_phone ON watched (phone)",
    "CREATE INDEX ix_watched_plate ON watched (plate)",
    """CREATE TABLE list_import (
        no INTEGER NOT NULL CONSTRAINT pk_list_import PRIMARY KEY, at INTEGER NOT NULL, staff BLOB,
        kind VARCHAR NOT NULL, source VARCHAR NOT NULL, replaced INTEGER NOT NULL,
        items INTEGER NOT NULL)""",
    """CREATE TABLE sheet (
        no INTEGER NOT NULL CONSTRAINT pk_sheet PRIMARY KEY, number TEXT NOT NULL,
        first_row INTEGER NOT NULL, last_row INTEGER NOT NULL, printed_at INTEGER NOT NULL,
        staff BLOB, closed_at INTEGER, closed_as VARCHAR, typed INTEGER,
        CONSTRAINT uq_sheet_number UNIQUE (number))""",
    "CREATE INDEX ix_sheet_open ON sheet (no) WHERE closed_at IS NULL",
    """CREATE TABLE day_report (
        day VARCHAR NOT NULL CONSTRAINT pk_day_report PRIMARY KEY, at INTEGER NOT NULL,
        body TEXT NOT NULL)""",
    """CREATE TABLE draft (
        form VARCHAR NOT NULL CONSTRAINT pk_draft PRIMARY KEY, at INTEGER NOT NULL,
        body TEXT NOT NULL)""",
    """CREATE TABLE bulletin (
        no INTEGER NOT NULL CONSTRAINT pk_bulletin PRIMARY KEY, hub BLOB NOT NULL,
        serial INTEGER NOT NULL, revision VARCHAR NOT NULL, received_at INTEGER NOT NULL,
        settings TEXT NOT NULL, keys TEXT NOT NULL, version VARCHAR NOT NULL,
        faults TEXT NOT NULL, found TEXT NOT NULL)""",
    """CREATE TABLE notice (
        id BLOB NOT NULL CONSTRAINT pk_notice PRIMARY KEY, kind VARCHAR NOT NULL,
        text TEXT NOT NULL, created_at INTEGER NOT NULL, until INTEGER,
        in_force INTEGER NOT NULL, acknowledged_at INTEGER, staff BLOB, answer TEXT,
        confirmed INTEGER DEFAULT '0' NOT NULL)""",
    "ALTER TABLE station ADD COLUMN sign_key BLOB",
    "ALTER TABLE station ADD COLUMN hub_authority TEXT",
    "ALTER TABLE station ADD COLUMN hub_seal_key BLOB",
    "ALTER TABLE station ADD COLUMN hub_verify_key BLOB",
    "ALTER TABLE outbox ADD COLUMN sunk INTEGER NOT NULL DEFAULT '0'",
    "DROP INDEX ix_outbox_due",
    "CREATE INDEX ix_outbox_due ON outbox (state, sunk, rid)",
    """CREATE TABLE sending (
        no INTEGER NOT NULL CONSTRAINT pk_sending PRIMARY KEY, cause VARCHAR,
        needs_someone INTEGER NOT NULL DEFAULT '0', since INTEGER NOT NULL, next_try_at INTEGER,
        failures INTEGER NOT NULL DEFAULT '0', per_hour INTEGER, heard_at INTEGER,
        CONSTRAINT ck_sending_one_row CHECK (no = 1))""",
    "INSERT INTO tally(name, n) SELECT 'unsent', count(*) FROM outbox WHERE state <> 'needs_fix'",
    "INSERT INTO tally(name, n) SELECT 'rid', coalesce(max(rid), 0) FROM passage",
)


def upgrade() -> None:
    """Change the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
