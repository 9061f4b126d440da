"""Deliveries as the desk needs them: who is here with what, and who came before, and where to."""

import json
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from checkpoint_app.domain.passage import Delivery, Kind, Passage
from checkpoint_app.domain.text import fold
from checkpoint_app.records import elsewhere, people, rows
from checkpoint_app.records.sqlcipher import Database, plain
from checkpoint_app.records.views import InsideRow

BRINGING = frozenset({Kind.DELIVERY, Kind.GOODS})
"""The kinds of those who bring something and leave again."""
_BACK = 20_000
"""Passages back from the newest in which places and senders are looked for."""
_MOST = 2_000
_FOUND = 40
_KINDS = ", ".join(f"'{kind.value}'" for kind in sorted(BRINGING))
_OPEN = (
    "SELECT h.person_key, h.name, h.id_number, h.phone, h.plate, h.kind, h.since, "  # noqa: S608 - constants
    "hex(h.passage), NULL, p.delivery FROM presence h JOIN passage p ON p.rid = h.stay "
    f"WHERE h.kind IN ({_KINDS}) ORDER BY h.since, h.stay"
)
_TOLD = (
    "SELECT delivery FROM passage WHERE rid > (SELECT coalesce(max(rid), 0) FROM passage) - ? "
    "AND delivery IS NOT NULL AND current = 1 AND voided = 0 ORDER BY rid DESC"
)


@dataclass(frozen=True, slots=True)
class OpenDelivery:
    """Somebody inside who brings something; what, as far as this gate was told."""

    row: InsideRow
    delivery: Delivery | None


@dataclass(frozen=True, slots=True)
class Told:
    """What earlier deliveries said, each once, the most frequent first."""

    platforms: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()


class Deliveries:
    """The deliveries of one store. Thread-safe."""

    def __init__(self, database: Database, station: UUID) -> None:
        """Read an open store."""
        self._database = database
        self._station = station

    def open(self) -> list[OpenDelivery]:
        """Who is inside with a delivery or goods, by whichever gate; the longest inside first."""
        with self._database.read() as connection:
            sql = plain(connection)
            decided, others = elsewhere.deciding(sql)
            found = [
                OpenDelivery(InsideRow(*row[:-1]), _delivery(row[-1]))
                for row in sql.execute(_OPEN)
                if row[0] not in decided
            ]
        for values in others:
            row = InsideRow(*values)
            if row.kind in BRINGING:
                found.append(OpenDelivery(row, None))
        return sorted(found, key=lambda one: one.row.since)

    def drivers(self, words: str, limit: int = 6) -> list[Passage]:
        """The newest passage of each driver or vehicle found as by `Store.find_people`."""
        with self._database.read() as connection:
            found = people.find(connection, words, _FOUND)
        passages = [rows.from_row(row, self._station) for row in found]
        return [one for one in passages if one.kind in BRINGING or one.plate][:limit]

    def told(self) -> Told:
        """Senders, destinations and goods of the newest passages; flats of the site's own list."""
        with self._database.read() as connection:
            sql = plain(connection)
            said = [_delivery(text) for (text,) in sql.execute(_TOLD, (_BACK,))]
            homes = sql.execute("SELECT DISTINCT home FROM listed WHERE home <> '' ORDER BY home")
            listed = [home for (home,) in homes]
        given = [one for one in said if one is not None]
        return Told(
            platforms=_ranked([one.platform for one in given]),
            destinations=_ranked([*(one.destination for one in given), *listed]),
            goods=_ranked([one.goods for one in given]),
        )


def _ranked(said: list[str | None]) -> tuple[str, ...]:
    """Each text once, as it was written last, the most frequent first."""
    counts, written = Counter[str](), dict[str, str]()
    for text in said:
        if text:
            key = fold(text)
            counts[key] += 1
            written.setdefault(key, text)
    return tuple(written[key] for key, _ in counts.most_common(_MOST))


def _delivery(text: str | None) -> Delivery | None:
    return Delivery(**json.loads(text)) if text else None
