"""When a station was last heard of by its passages, and how its clock went then."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, update

from checkpoint_app.hub.store.database import driver, is_postgres
from checkpoint_app.hub.store.group import Intake
from checkpoint_app.hub.store.tables import station

SIGN_MS, SKEW_MS = 10_000, 1_000
"""One is written anew after so long, or when the station's clock has moved so far."""
MAX_STATIONS = 500_000
_WRITE = (
    "UPDATE station SET last_seen_at = seen.at, skew_ms = seen.skew "
    "FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) seen(id, at, skew) "
    "WHERE station.id = seen.id"
)


class Heard:
    """Remembers which were written just now."""

    def __init__(self) -> None:
        self._written: dict[UUID, Intake] = {}

    def new(self, group: Sequence[Intake]) -> list[Intake]:
        """The newest of each station that is to be written, in the order of their ids."""
        latest: dict[UUID, Intake] = {}
        for intake in group:
            held = latest.get(intake.station)
            if held is None or held.received_at <= intake.received_at:
                latest[intake.station] = intake
        return [
            latest[station_id] for station_id in sorted(latest) if self._tells(latest[station_id])
        ]

    def _tells(self, sign: Intake) -> bool:
        last = self._written.get(sign.station)
        return (
            last is None
            or abs(sign.received_at - last.received_at) >= SIGN_MS
            or abs(sign.skew_ms - last.skew_ms) >= SKEW_MS
        )

    def write(self, connection: Connection, signs: Sequence[Intake]) -> None:
        """Write them, inside the caller's transaction."""
        if not signs:
            return
        if is_postgres(connection):
            driver(connection).execute(
                _WRITE,
                (
                    [sign.station for sign in signs],
                    [sign.received_at for sign in signs],
                    [sign.skew_ms for sign in signs],
                ),
            )
            return
        connection.execute(
            update(station)
            .where(station.c.id == bindparam("seen"))
            .values(last_seen_at=bindparam("at"), skew_ms=bindparam("skew")),
            [
                {"seen": sign.station, "at": sign.received_at, "skew": sign.skew_ms}
                for sign in signs
            ],
        )

    def add(self, signs: Sequence[Intake]) -> None:
        """Remember them: their transaction is durable."""
        if len(self._written) > MAX_STATIONS:
            self._written.clear()
        for sign in signs:
            self._written[sign.station] = Intake(
                sign.site, sign.station, sign.received_at, sign.skew_ms, ()
            )
