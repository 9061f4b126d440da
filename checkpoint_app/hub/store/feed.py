"""The feed of a site: what its gates crossed lately, for its other gates. It is no fact.

A row for each revision that was taken in, written with it, only where a site has several stations.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import BindParameter, Connection, delete, func, insert, literal, select, tuple_

from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.database import HubDatabase, driver, is_postgres, upsert
from checkpoint_app.hub.store.group import Held, Row, is_new
from checkpoint_app.hub.store.tables import feed, passage, station
from checkpoint_app.wire.site_feed import (
    MAX_CURSOR,
    MAX_FEED_BYTES,
    MAX_FEED_ITEMS,
    FeedItem,
)

KEPT_MS = 48 * 3_600_000
OVERLAP_MS = 30_000
"""Commits of several writers become visible out of order: the last seconds are read again."""
_LOOKUP = 500
_SHARED = (
    "SELECT site FROM station WHERE site = ANY(%s) AND via IS NULL "
    "GROUP BY site HAVING count(*) > 1"
)
_FIRST, _LAST = UUID(int=0), UUID(int=(1 << 128) - 1)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(FeedItem).decode


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the feed; `shared` tells whether the site has several stations at all."""

    items: list[FeedItem]
    cursor: str
    more: bool
    shared: bool


class _Place(NamedTuple):
    at: int
    id: UUID


def note(connection: Connection, rows: Sequence[Row], held: Mapping[bytes, Held], now: int) -> None:
    """Put what is new into the feeds of its sites, inside the transaction that takes it in.

    Args:
        rows: the passages of a group; held: what was held of them before, by key.
        now: ms since 1970 UTC.
    """
    shared = _shared(connection, {intake.site for intake, _ in rows})
    if not shared:
        return
    new = [
        {
            "site": intake.site,
            "at": now,
            "id": judged.pair[0],
            "rev": judged.pair[1],
            "station": UUID(bytes=judged.station),
        }
        for intake, judged in rows
        if intake.site in shared and is_new(judged, held)
    ]
    if new:
        statement = upsert(connection, feed)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[feed.c.site, feed.c.at, feed.c.id],
                set_={"rev": statement.excluded.rev},
            ),
            new,
        )


def fill(connection: Connection, site: UUID, now: int) -> None:
    """Tell a site's second station what the first has crossed lately; it was alone until now."""
    if site not in _shared(connection, {site}) or connection.scalar(
        select(feed.c.id).where(feed.c.site == site).limit(1)
    ):
        return
    lately = select(passage.c.site, literal(now), passage.c.id, passage.c.rev, passage.c.station)
    connection.execute(
        insert(feed).from_select(
            ["site", "at", "id", "rev", "station"],
            lately.where(passage.c.site == site, passage.c.id >= _id_of(now - KEPT_MS)),
        )
    )


class Feed:
    """The feeds of all sites."""

    def __init__(self, database: HubDatabase, vault: Vault) -> None:
        """Args: the hub's database, open; what opens its messages."""
        self._database = database
        self._vault = vault

    def page(self, site: UUID, reader: UUID, cursor: str, now: int) -> Page:
        """What the other stations of a site crossed since a cursor, oldest first.

        Args:
            reader: the station that asks; it knows its own.
            cursor: as the page before said; anything else begins with the oldest.
            now: ms since 1970 UTC.
        """
        since, until = _place(cursor, now), now + OVERLAP_MS
        with self._database.read() as connection:
            shared = bool(_shared(connection, {site}))
            rows = connection.execute(
                select(feed.c.at, feed.c.id)
                .where(
                    feed.c.site == site,
                    feed.c.station != reader,
                    tuple_(feed.c.at, feed.c.id) > tuple_(literal(since.at), _id(since.id)),
                    # A clock that was set back leaves rows of a time to come.
                    feed.c.at <= until,
                )
                .order_by(feed.c.at, feed.c.id)
                .limit(MAX_FEED_ITEMS)
            ).all()
            bodies = _bodies(connection, site, [row.id for row in rows])
        items: list[FeedItem] = []
        room = MAX_FEED_BYTES
        for row in rows:
            body = bodies.pop(row.id, None)  # none where it was purged, or was met before
            item = None if body is None else self._item(site, row.id, body)
            if item is not None:
                room -= len(_encode(item))
                if room < 0:
                    return Page(items, _cursor(since), True, shared)
                items.append(item)
            since = _Place(row.at, row.id)
        more = len(rows) == MAX_FEED_ITEMS
        if not more:
            since = _Place(now - OVERLAP_MS, _FIRST)
        return Page(items, _cursor(since), more, shared)

    def _item(self, site: UUID, passage_id: UUID, body: bytes) -> FeedItem | None:
        """What others are told of a passage; None for words that this version does not know."""
        try:
            item = _decode(self._vault.open(body, site.bytes + passage_id.bytes))
        except msgspec.ValidationError:
            return None
        return item if item.is_possible else None

    def trim(self, now: int) -> None:
        """Take away what is older than two days; now in ms since 1970 UTC."""
        with self._database.write() as connection:
            connection.execute(delete(feed).where(feed.c.at < now - KEPT_MS))


def _shared(connection: Connection, sites: Collection[UUID]) -> set[UUID]:
    """The sites that have several stations."""
    if is_postgres(connection):
        # With each group that is taken in: in one go, and without putting the words together anew.
        return {row[0] for row in driver(connection).execute(_SHARED, (list(sites),))}
    wanted, found = sorted(sites), set[UUID]()
    for start in range(0, len(wanted), _LOOKUP):
        found.update(
            connection.scalars(
                select(station.c.site)
                .where(
                    station.c.site.in_(wanted[start : start + _LOOKUP]),
                    # Those behind a hub of their own hear of each other there.
                    station.c.via.is_(None),
                )
                .group_by(station.c.site)
                .having(func.count() > 1)
            )
        )
    return found


def _bodies(connection: Connection, site: UUID, ids: Iterable[UUID]) -> dict[UUID, bytes]:
    found = connection.execute(
        select(passage.c.id, passage.c.body).where(
            passage.c.site == site, passage.c.id.in_(sorted(set(ids)))
        )
    )
    return {row.id: bytes(row.body) for row in found}


def _id(value: UUID) -> BindParameter[UUID]:
    return literal(value, feed.c.id.type)


def _id_of(at: int) -> UUID:
    """The least UUIDv7 of a moment (RFC 9562 §5.7)."""
    return UUID(int=max(at, 0) << 80)


def _cursor(place: _Place) -> str:
    return f"{place.at}.{place.id.hex}"


def _place(cursor: str, now: int) -> _Place:
    at, _, hexed = cursor.partition(".")
    oldest = _Place(now - KEPT_MS, _FIRST)
    if len(cursor) > MAX_CURSOR or not (at.isascii() and at.isdecimal()):
        return oldest
    try:
        place = _Place(int(at), UUID(hexed))
    except ValueError:
        return oldest
    if place.at > now + OVERLAP_MS:  # this computer's clock was set back
        return _Place(now - OVERLAP_MS, _FIRST)
    return max(place, oldest)
