"""The part of the hub's schema behind reports and reminders; see `….store.tables`."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from checkpoint_app.hub.store.kinds import Id
from checkpoint_app.hub.store.tables import HOURS, metadata

KEPT = "entries exits scanned typed paper imported late_paper refused".split()
"""The columns of `site_day` that a report counts."""
USUAL = tuple(f"u{hour[1:]}" for hour in HOURS)

site_history = Table(
    "site_history",
    metadata,
    # How each site usually is, for reports on `day` up to `hour`; made anew as a whole, see
    # `checkpoint_app.hub.store.history`.
    Column("site", Id, primary_key=True),
    Column("day", String, nullable=False),
    Column("hour", Integer, nullable=False),
    # How many earlier days there are of the kind of the day itself, and of the one before it.
    Column("n_today", Integer, nullable=False),
    Column("n_before", Integer, nullable=False),
    # Counts of the week before the last 24 hours; what came in each hour of those days, in all.
    *(Column(f"w_{name}", Integer, nullable=False) for name in KEPT),
    *(Column(name, Integer, nullable=False) for name in USUAL),
    # What comes in 24 hours, usually.
    Column("usual_day", Float, nullable=False),
    # Of the last seven whole days: the people of each day, and how many were seen just once.
    Column("people_days", Integer, nullable=False),
    Column("single_days", Integer, nullable=False),
    # The shares usual among sites of the same kind in the same district.
    Column("kin_paper", Float, nullable=False),
    Column("kin_typed", Float, nullable=False),
    Column("kin_burst", Float, nullable=False),
)

report = Table(
    "report",
    metadata,
    # A report as of a moment: number 0 as it was frozen, then its corrections.
    Column("at", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    # Over the body and the hash before it: none can be changed, or left out, unseen.
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("at", "number"),
)

reminder = Table(
    "reminder",
    metadata,
    Column("id", Id, primary_key=True),
    Column("site", Id, ForeignKey("site.id"), nullable=False),
    Column("finding", String, nullable=False),
    Column("number", Integer, nullable=False),  # the first, the second, … about this
    Column("report_at", BigInteger, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sent_at", BigInteger, nullable=False),
    Column("sent_by", Id),
    Column("notice", Id, ForeignKey("notice.id")),
)
Index("ix_reminder_site", reminder.c.site, reminder.c.finding)
