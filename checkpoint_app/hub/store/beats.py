"""What stations said in their signs of life: the last of each, and each day's."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import Connection, case, delete, func, select, update

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.text import tidy
from checkpoint_app.hub.signs import Signs
from checkpoint_app.hub.store.database import HubDatabase, upsert
from checkpoint_app.hub.store.tables import notice, notice_answer, site, station, station_day
from checkpoint_app.wire.bulletin import Acknowledgement, Heartbeat


@dataclass(frozen=True, slots=True)
class StationRow:
    """One station and what it last said; `None` where it has not.

    Attributes:
        bulletin: revision of the bulletin in force there; captured: passages ever recorded there.
        via: the site's hub that speaks for it, None where it reports here itself.
    """

    id: UUID
    site: UUID
    site_name: str
    name: str
    signs: Signs
    version: str | None
    camera: str | None
    queue: int | None
    needs_fix: int | None
    captured: int | None
    free_mb: int | None
    bulletin: str | None
    via: UUID | None = None


class Beats:
    """Keeps signs of life."""

    def __init__(self, database: HubDatabase) -> None:
        """Args: the hub's database, open."""
        self._database = database

    def take(self, site_id: UUID, beat: Heartbeat, now: int, skew_ms: int) -> None:
        """Keep a sign of life, and the acknowledgements that came with it, each once.

        Args:
            now: ms since 1970 UTC.
            skew_ms: how far the station's clock runs ahead of the hub's.
        """
        oldest = None if beat.oldest_unsent_at is None else beat.oldest_unsent_at - skew_ms
        with self._database.write() as connection:
            grown = func.coalesce(station.c.captured, 0) < beat.captured
            connection.execute(
                update(station)
                .where(station.c.id == beat.station)
                .values(
                    last_seen_at=now,
                    beat_at=now,
                    active_at=case((grown, now), else_=station.c.active_at),
                    skew_ms=skew_ms,
                    version=tidy(beat.version),
                    camera=tidy(beat.camera),
                    queue=beat.queue,
                    oldest_unsent_at=oldest,
                    needs_fix=beat.needs_fix,
                    captured=beat.captured,
                    free_mb=beat.free_mb,
                    bulletin=tidy(beat.held),
                )
            )
            _count(connection, site_id, beat, now, skew_ms)
            _acknowledge(connection, beat.station, beat.acknowledged)
            if beat.beneath is not None:
                _put_beneath(connection, site_id, beat, skew_ms)

    def stations(self) -> list[StationRow]:
        """Every station, by site and name."""
        query = (
            select(station, site.c.name.label("site_name"))
            .join(site, site.c.id == station.c.site)
            .order_by(site.c.name_fold, station.c.name, station.c.id)
        )
        with self._database.read() as connection:
            found = connection.execute(query).all()
        return [
            StationRow(
                row.id,
                row.site,
                row.site_name,
                row.name,
                Signs(
                    row.enrolled_at,
                    row.last_seen_at,
                    row.beat_at,
                    row.active_at,
                    row.oldest_unsent_at,
                    row.skew_ms,
                ),
                row.version,
                row.camera,
                row.queue,
                row.needs_fix,
                row.captured,
                row.free_mb,
                row.bulletin,
                row.via,
            )
            for row in found
        ]


def _count(connection: Connection, site_id: UUID, beat: Heartbeat, now: int, skew_ms: int) -> None:
    """Add a sign of life to its day; the station's counts where it means the same day."""
    day = f"{local(now):%Y-%m-%d}"
    same = beat.today.day == day
    put = upsert(connection, station_day).values(
        day=day,
        station=beat.station,
        site=site_id,
        beats=1,
        first_at=now,
        last_at=now,
        worst_skew_ms=skew_ms,
        most_queued=beat.queue,
        entries=beat.today.entries if same else None,
        exits=beat.today.exits if same else None,
    )
    new, held = put.excluded, station_day.c
    worse = func.abs(new.worst_skew_ms) > func.abs(held.worst_skew_ms)
    more = new.most_queued > held.most_queued
    connection.execute(
        put.on_conflict_do_update(
            index_elements=[held.day, held.station],
            set_={
                "site": new.site,
                "beats": held.beats + 1,
                "last_at": new.last_at,
                "worst_skew_ms": case((worse, new.worst_skew_ms), else_=held.worst_skew_ms),
                "most_queued": case((more, new.most_queued), else_=held.most_queued),
                "entries": func.coalesce(new.entries, held.entries),
                "exits": func.coalesce(new.exits, held.exits),
            },
        )
    )


def _acknowledge(
    connection: Connection, station_id: UUID, acknowledged: Sequence[Acknowledgement]
) -> None:
    """Keep who has read what; one of a notice that this hub never gave has nothing to stand by."""
    if not acknowledged:
        return
    asked = {one.notice: one for one in acknowledged}
    known = connection.scalars(select(notice.c.id).where(notice.c.id.in_(list(asked)))).all()
    rows = [
        {
            "notice": item,
            "station": station_id,
            "acknowledged_at": asked[item].at,
            "answer": tidy(asked[item].answer or "") or None,
        }
        for item in known
    ]
    if rows:
        connection.execute(upsert(connection, notice_answer).on_conflict_do_nothing(), rows)


def _put_beneath(connection: Connection, site_id: UUID, beat: Heartbeat, skew_ms: int) -> None:
    """Keep how the gates beneath a site's hub are; those that it does not name any more go.

    A station that reports here itself is not spoken for by another.
    """
    named = {one.id: one for one in beat.beneath or ()}
    mine = station.c.via == beat.station
    connection.execute(delete(station).where(mine, station.c.id.not_in(list(named))))
    for one in named.values():
        told = msgspec.structs.asdict(one)
        values = {
            name: value - skew_ms if name.endswith("_at") and value is not None else value
            for name, value in told.items()
        }
        values |= {
            name: tidy(told[name]) if told[name] is not None else None
            for name in ("name", "version", "camera")
        }
        put = upsert(connection, station).values(
            **values, site=site_id, via=beat.station, token_hash=_nobodys(beat.station, one.id)
        )
        changed = {name: put.excluded[name] for name in values if name != "id"}
        connection.execute(
            put.on_conflict_do_update(
                index_elements=[station.c.id],
                set_=changed | {"site": put.excluded.site},
                where=mine,
            )
        )


def _nobodys(*ids: UUID) -> bytes:
    """What stands in the place of a token's hash; no token has it."""
    return b"beneath" + b"".join(one.bytes for one in ids)
