"""The tables of the site's own lists, and of what its gates share of them."""

from sqlalchemy import BLOB, Column, Index, Integer, String, Table, Text

from checkpoint_app.records.schema import metadata

listed = Table(
    "listed",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", Text),
    Column("name_fold", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("id_number", Text),
    Column("phone", Text),
    Column("birth_date", String),
    Column("sex", String),
    Column("home", Text),
    Column("plate", Text),
    Column("note", Text),
)
Index("ix_listed_id_number", listed.c.id_number, sqlite_where=listed.c.id_number.is_not(None))
Index("ix_listed_phone", listed.c.phone, sqlite_where=listed.c.phone.is_not(None))
Index("ix_listed_plate", listed.c.plate, sqlite_where=listed.c.plate.is_not(None))
Index("ix_listed_name_fold", listed.c.name_fold)

card = Table(
    "card",
    metadata,
    Column("number", Text, primary_key=True),
    Column("ward", Text),
    Column("holder", Text),
    Column("phone", Text),
    Column("weekdays", Integer, nullable=False),
    Column("parity", String),
    Column("hours", Text, nullable=False),
    Column("valid_from", String),
    Column("valid_until", String),
    Column("handed_in_at", Integer),
)

watched = Table(
    "watched",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("name", Text),
    Column("name_fold", Text),
    Column("id_number", Text),
    Column("phone", Text),
    Column("plate", Text),
    Column("instruction", Text, nullable=False),
    Column("until", String),
)
Index("ix_watched_name_fold", watched.c.name_fold)
Index("ix_watched_id_number", watched.c.id_number)
Index("ix_watched_phone", watched.c.phone)
Index("ix_watched_plate", watched.c.plate)

list_import = Table(
    "list_import",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("staff", BLOB),
    Column("kind", String, nullable=False),
    Column("source", String, nullable=False),
    Column("replaced", Integer, nullable=False),
    Column("items", Integer, nullable=False),
)

shared_list = Table(
    "shared_list",
    metadata,
    Column("kind", String, primary_key=True),
    Column("source", Text, nullable=False),  # the hub and the site with which it is shared
    Column("revision", Integer, nullable=False),
    Column("at", Integer),
)

list_change = Table(
    "list_change",
    metadata,
    # What was changed here and the hub does not hold yet; `code` says why it never will.
    Column("no", Integer, primary_key=True),
    Column("id", BLOB, nullable=False),
    Column("kind", String, nullable=False),
    Column("way", String, nullable=False),
    Column("keys", Text),
    Column("at", Integer, nullable=False),
    Column("code", String),
)
