"""The hub's schema, the same on SQLite and PostgreSQL. Times are ms since 1970 UTC; days are local.

One `passage` row for each passage of each site, at its highest revision. What a person could be
known by is in two columns only: `person`, a keyed digest that is equal for the same person, and
`body`, the sealed message as it arrived, with whatever a newer station says beyond this version's
words. The rest is what the hub counts and pairs by. `stay`, `person_key` and `site_day` are derived
from the passages; so are accounts' sessions from nothing at all.
"""

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
    text,
)

import checkpoint_app.hub.store.relay_tables  # noqa: F401 - tables of the same schema
from checkpoint_app.hub.store import kinds
from checkpoint_app.hub.store.kinds import Id

metadata = kinds.metadata

hub = Table(
    "hub",
    metadata,
    Column("id", Id, primary_key=True),
    Column("created_at", BigInteger, nullable=False),
    Column("key_check", LargeBinary, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

# Who is where, and whose

territory = Table(
    "territory",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parent", Id, ForeignKey("territory.id")),
    Column("level", String, nullable=False),
    Column("code", String, unique=True),
    Column("name", Text, nullable=False),
    Column("name_fold", Text, nullable=False),
    # The folded names from the top down, each ended by a slash: all below begin with it.
    Column("path", Text, nullable=False, unique=True),
    CheckConstraint("level IN ('city', 'district', 'ward')", name="level_known"),
)

owner = Table(
    "owner",
    metadata,
    Column("id", Id, primary_key=True),
    Column("parent", Id, ForeignKey("owner.id")),
    Column("name", Text, nullable=False),
    Column("name_fold", Text, nullable=False),
    Column("path", Text, nullable=False, unique=True),
)

site = Table(
    "site",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", String, unique=True),
    Column("name", Text, nullable=False),
    Column("name_fold", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("territory", Id, ForeignKey("territory.id")),
    Column("owner", Id, ForeignKey("owner.id")),
    Column("address", Text),
    Column("head", Text),
    Column("phone", Text),
    Column("permitted", Integer, nullable=False, server_default="1"),
    Column("permitted_until", String),
    Column("capacity", Integer),
    Column("settings", Text, nullable=False, server_default="{}"),
    Column("created_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
)
Index("ix_site_name_fold", site.c.name_fold)
Index("ix_site_territory", site.c.territory)
Index("ix_site_owner", site.c.owner)

station = Table(
    "station",
    metadata,
    Column("id", Id, primary_key=True),
    Column("site", Id, ForeignKey("site.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("enrolled_at", BigInteger, nullable=False),
    Column("last_seen_at", BigInteger),
    Column("skew_ms", BigInteger),
    # What its last sign of life said.
    Column("beat_at", BigInteger),
    Column("version", String),
    Column("camera", String),
    Column("queue", Integer),
    Column("oldest_unsent_at", BigInteger),
    Column("needs_fix", Integer),
    Column("captured", BigInteger),
    Column("free_mb", BigInteger),
    # What it signs with, and when it was shut out.
    Column("public_key", LargeBinary),
    Column("revoked_at", BigInteger),
    Column("bulletin", String),
    # When that count last grew, by the hub's clock.
    Column("active_at", BigInteger),
    # The site's hub that speaks for it, where it reports to that one: nobody has its token here.
    Column("via", Id),
)
Index("ix_station_site", station.c.site)

station_day = Table(
    "station_day",
    metadata,
    Column("day", String, nullable=False),
    Column("station", Id, nullable=False),
    Column("site", Id, nullable=False),
    Column("beats", Integer, nullable=False),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("worst_skew_ms", BigInteger, nullable=False),
    Column("most_queued", Integer, nullable=False),
    # What the station itself counted, as it last said on that day.
    Column("entries", BigInteger),
    Column("exits", BigInteger),
    PrimaryKeyConstraint("day", "station"),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("site", Id, ForeignKey("site.id"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_by", Id),
    Column("used_at", BigInteger),
)

account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True),
    Column("login", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("territory", Id, ForeignKey("territory.id")),
    Column("owner", Id, ForeignKey("owner.id")),
    Column("site", Id, ForeignKey("site.id")),
    Column("password", Text, nullable=False),
    Column("wrong", Integer, nullable=False, server_default="0"),
    Column("locked_until", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account", Id, ForeignKey("account.id"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)
Index("ix_session_account", session.c.account)

access = Table(
    "access",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("account", Id),
    Column("second", Id),
    Column("action", String, nullable=False),
    Column("subject", Text),
    Column("reason", Text),
    Column("items", Integer),
)
Index("ix_access_at", access.c.at)

# What stations are told

notice = Table(
    "notice",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String, nullable=False),
    Column("site", Id, ForeignKey("site.id")),
    Column("territory", Id, ForeignKey("territory.id")),
    Column("text", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", Id),
    Column("until", BigInteger),
    Column("withdrawn_at", BigInteger),
    # 1: the hub above gave it, and acknowledgements go up; 2: it is about what that one refuses.
    Column("from_above", Integer, nullable=False, server_default="0"),
)
Index("ix_notice_created_at", notice.c.created_at)

notice_answer = Table(
    "notice_answer",
    metadata,
    Column("notice", Id, ForeignKey("notice.id"), nullable=False),
    Column("station", Id, nullable=False),
    Column("acknowledged_at", BigInteger, nullable=False),
    Column("answer", Text),
    Column("told_above", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("notice", "station"),
)

watched = Table(
    "watched",
    metadata,
    Column("id", Id, primary_key=True),
    Column("site", Id, ForeignKey("site.id")),
    Column("territory", Id, ForeignKey("territory.id")),
    Column("body", LargeBinary, nullable=False),
    Column("until", BigInteger),
    Column("added_at", BigInteger, nullable=False),
)

signing_key = Table(
    "signing_key",
    metadata,
    Column("name", String, primary_key=True),
    Column("pem", Text, nullable=False),
    Column("added_at", BigInteger, nullable=False),
)

# What happened

FAR = "(flags & 3) <> 0"
passage = Table(
    "passage",
    metadata,
    Column("site", Id, nullable=False),
    Column("id", Id, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("station", Id, nullable=False),
    Column("sent_by", Id, nullable=False),
    Column("direction", String, nullable=False),
    Column("way", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("occurred_at", BigInteger, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("first_received_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("skew_ms", BigInteger, nullable=False),
    Column("voided", Integer, nullable=False),
    # Bits, see `checkpoint_app.hub.judging`: what is odd about its times.
    Column("flags", Integer, nullable=False),
    Column("person", LargeBinary),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("site", "id"),
    CheckConstraint("rev >= 1", name="rev_positive"),
    # On PostgreSQL a partition for each day of the ids, see `checkpoint_app.hub.store.partitions`.
    postgresql_partition_by="RANGE (id)",
)
Index(
    "ix_passage_person",
    passage.c.person,
    passage.c.site,
    passage.c.occurred_at,
    postgresql_where=passage.c.person.is_not(None),
    sqlite_where=passage.c.person.is_not(None),
)
# Of what is not where its id says, see `checkpoint_app.hub.judging`: FAR_ID and LATE.
Index(
    "ix_passage_far",
    passage.c.site,
    passage.c.occurred_at,
    postgresql_where=text(FAR),
    sqlite_where=text(FAR),
)

intake = Table(
    "intake",
    metadata,
    # Whose passages are not paired yet, by site, person and since when; see `….store.stays`.
    Column("id", Id, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

feed = Table(
    "feed",
    metadata,
    # What the gates of a site crossed lately, for its other gates; `at` is when it was taken in.
    Column("site", Id, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("id", Id, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("station", Id, nullable=False),
    PrimaryKeyConstraint("site", "at", "id"),
)
Index("ix_feed_at", feed.c.at)

site_list = Table(
    "site_list",
    metadata,
    # What the gates of a site share, list by list; see `….store.shared_lists`.
    Column("site", Id, nullable=False),
    Column("kind", String, nullable=False),
    Column("revision", BigInteger, nullable=False),
    # Whoever holds an earlier revision reads the list whole: rows went since.
    Column("base", BigInteger, nullable=False),
    Column("items", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", Id, nullable=False),
    PrimaryKeyConstraint("site", "kind"),
)

site_list_row = Table(
    "site_list_row",
    metadata,
    Column("site", Id, nullable=False),
    Column("kind", String, nullable=False),
    Column("id", Id, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("site", "kind", "id"),
)
Index(
    "ix_site_list_row_revision",
    site_list_row.c.site,
    site_list_row.c.kind,
    site_list_row.c.revision,
    site_list_row.c.id,
)

site_list_change = Table(
    "site_list_change",
    metadata,
    # Changes that were taken, so that each counts once.
    Column("id", Id, primary_key=True),
    Column("site", Id, nullable=False),
    Column("kind", String, nullable=False),
    Column("station", Id, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("before", BigInteger, nullable=False),
    Column("revision", BigInteger, nullable=False),
)

stay = Table(
    "stay",
    metadata,
    Column("site", Id, nullable=False),
    Column("entry_at", BigInteger, nullable=False),
    Column("id", Id, nullable=False),
    # Never empty, and never more than twelve hours after `entry_at`: overlaps are bounded. A longer
    # stay is several rows, one after the other, of one id: its entry's, or its exit's.
    Column("until_at", BigInteger, nullable=False),
    Column("person", LargeBinary, nullable=False),
    # When its person was seen to come and to go; empty where nobody saw it.
    Column("entered", BigInteger),
    Column("left", BigInteger),
    PrimaryKeyConstraint("site", "entry_at", "id"),
    sqlite_with_rowid=False,
)
Index("ix_stay_person", stay.c.person, stay.c.site, stay.c.entry_at)

person_key = Table(
    "person_key",
    metadata,
    # The digests of every number, phone and plate a person was seen with, and when at the latest,
    # to within a day.
    Column("key", LargeBinary, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("key", "person"),
)

HOURS = tuple(f"h{hour:02}" for hour in range(24))
KINDS = ("resident", "staff", "visitor", "delivery", "vendor", "shopper", "goods")

site_day = Table(
    "site_day",
    metadata,
    # Voided passages are counted in `voided` alone. Day and hour are those of the crossing, in
    # the city's time; `part` is 0 before the hour of the report and 1 from it on.
    Column("day", String, nullable=False),
    Column("part", Integer, nullable=False),
    Column("site", Id, nullable=False),
    *(
        Column(name, Integer, nullable=False, server_default="0")
        for name in (
            "entries",
            "exits",
            "scanned",
            "typed",
            "paper",
            "imported",
            *KINDS,
            *HOURS,
            "late_paper",  # typed much later than crossed
            "flagged",
            "revised",
            "voided",
            "refused",
        )
    ),
    Column("first_at", BigInteger),
    Column("last_at", BigInteger),
    Column("last_received_at", BigInteger),
    PrimaryKeyConstraint("day", "part", "site"),
)
