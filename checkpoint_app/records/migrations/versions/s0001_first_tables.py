"""The first tables: passages, outbox, journal, receipts, tallies, presence, people.

Self-contained on purpose: it says what version 0.1 wrote, whatever the program's tables say later.
"""

from alembic import op

revision = "s0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    """CREATE TABLE station (
        id BLOB NOT NULL CONSTRAINT pk_station PRIMARY KEY, site TEXT NOT NULL, gate TEXT NOT NULL,
        lane TEXT NOT NULL, kind VARCHAR NOT NULL, capacity INTEGER, created_at INTEGER NOT NULL,
        hub_url TEXT, hub_token TEXT, hub_id TEXT, hub_site TEXT)""",
    """CREATE TABLE staff (
        id BLOB NOT NULL CONSTRAINT pk_staff PRIMARY KEY, name TEXT NOT NULL, role VARCHAR NOT NULL,
        added_at INTEGER NOT NULL)""",
    """CREATE TABLE passage (
        rid INTEGER NOT NULL CONSTRAINT pk_passage PRIMARY KEY, id BLOB NOT NULL,
        rev INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT '1',
        settled INTEGER NOT NULL DEFAULT '0', direction VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        way VARCHAR NOT NULL, occurred_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
        gate TEXT NOT NULL, lane TEXT NOT NULL, fallback VARCHAR, sheet TEXT, row INTEGER,
        staff BLOB, guided_by TEXT, document VARCHAR, name TEXT, id_number TEXT,
        old_id_number TEXT, insurance_number TEXT, qid TEXT, phone TEXT, birth_date VARCHAR,
        sex VARCHAR, address TEXT, nationality TEXT, plate TEXT, delivery TEXT, declaration TEXT,
        verdict VARCHAR NOT NULL, warnings TEXT NOT NULL DEFAULT '', note TEXT,
        voided INTEGER NOT NULL DEFAULT '0', person_key TEXT,
        CONSTRAINT uq_passage_id_rev UNIQUE (id, rev),
        CONSTRAINT ck_passage_rev_positive CHECK (rev >= 1),
        CONSTRAINT ck_passage_direction_known CHECK (direction IN ('in', 'out')))""",
    """CREATE INDEX ix_passage_person ON passage (person_key, occurred_at)
        WHERE current = 1 AND voided = 0 AND person_key IS NOT NULL""",
    "CREATE INDEX ix_passage_occurred_at ON passage (occurred_at)",
    """CREATE TABLE outbox (
        rid INTEGER NOT NULL CONSTRAINT pk_outbox PRIMARY KEY
            CONSTRAINT fk_outbox_rid REFERENCES passage (rid),
        state VARCHAR NOT NULL, attempts INTEGER NOT NULL DEFAULT '0', last_try_at INTEGER,
        last_answer TEXT, code VARCHAR, field VARCHAR,
        CONSTRAINT ck_outbox_state_known CHECK (state IN ('pending', 'sending', 'needs_fix')))""",
    "CREATE INDEX ix_outbox_due ON outbox (state, attempts, rid)",
    """CREATE TABLE journal (
        seq INTEGER NOT NULL CONSTRAINT pk_journal PRIMARY KEY, kind VARCHAR NOT NULL,
        ref INTEGER NOT NULL, hash BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX ix_journal_passage ON journal (ref) WHERE kind = 'passage'",
    """CREATE TABLE receipt (
        no INTEGER NOT NULL CONSTRAINT pk_receipt PRIMARY KEY, batch BLOB NOT NULL,
        received_at INTEGER NOT NULL, hub_now INTEGER, body TEXT NOT NULL)""",
    """CREATE TABLE tally (
        name VARCHAR NOT NULL CONSTRAINT pk_tally PRIMARY KEY, n INTEGER NOT NULL)""",
    """CREATE TABLE day_tally (
        day VARCHAR NOT NULL, hour INTEGER NOT NULL, direction VARCHAR NOT NULL,
        way VARCHAR NOT NULL, kind VARCHAR NOT NULL, n INTEGER NOT NULL, warned INTEGER NOT NULL,
        voided INTEGER NOT NULL,
        CONSTRAINT pk_day_tally PRIMARY KEY (day, hour, direction, way, kind))""",
    """CREATE TABLE presence (
        person_key TEXT NOT NULL CONSTRAINT pk_presence PRIMARY KEY,
        rid INTEGER NOT NULL CONSTRAINT fk_presence_rid REFERENCES passage (rid),
        since INTEGER NOT NULL)""",
    """CREATE TABLE person (
        no INTEGER NOT NULL CONSTRAINT pk_person PRIMARY KEY,
        person_key TEXT NOT NULL, name_fold TEXT,
        last_rid INTEGER NOT NULL CONSTRAINT fk_person_last_rid REFERENCES passage (rid),
        CONSTRAINT uq_person_person_key UNIQUE (person_key))""",
    "CREATE INDEX ix_person_name_fold ON person (name_fold)",
    """CREATE VIRTUAL TABLE person_search USING fts5(
        words, content='', contentless_delete=1, detail=full, tokenize='trigram')""",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
