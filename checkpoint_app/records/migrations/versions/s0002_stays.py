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
    "CREATE INDEX ix_passage_sheet ON passage (sheet, row) WHERE sheet IS NOT NULL",
    "ALTER TABLE journal ADD COLUMN digest BLOB",
    """CREATE TABLE stay (
        no INTEGER NOT NULL CONSTRAINT pk_stay PRIMARY KEY, person INTEGER NOT NULL,
        span INTEGER NOT NULL, entry_at INTEGER NOT NULL, until_at INTEGER NOT NULL,
        entry_rid INTEGER, exit_rid INTEGER)""",
    "CREATE INDEX ix_stay_overlap ON stay (span, entry_at, until_at, person)",
    "CREATE INDEX ix_stay_person ON stay (person, entry_at)",
    """CREATE TABLE presence (
        person INTEGER NOT NULL CONSTRAINT pk_presence PRIMARY KEY, stay INTEGER NOT NULL,
        since INTEGER NOT NULL, passage BLOB NOT NULL, kind VARCHAR NOT NULL,
        person_key TEXT NOT NULL, name TEXT, id_number TEXT, phone TEXT, plate TEXT)""",
    """CREATE TABLE certificate (
        no INTEGER NOT NULL CONSTRAINT pk_certificate PRIMARY KEY, at INTEGER NOT NULL,
        body TEXT NOT NULL, signature BLOB NOT NULL)""",
    """CREATE TABLE access (
        no INTEGER NOT NULL CONSTRAINT pk_access PRIMARY KEY, at INTEGER NOT NULL, staff BLOB,
        second BLOB, action VARCHAR NOT NULL, subject TEXT, reason TEXT, items INTEGER)""",
    "ALTER TABLE station ADD COLUMN sign_key BLOB",
    "INSERT INTO tally(name, n) SELECT 'rid', coalesce(max(rid), 0) FROM passage",
)


def upgrade() -> None:
    """Change the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
