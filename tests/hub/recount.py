"""What is derived from the passages, counted and paired once more, in plain words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from checkpoint_app.hub.judging import ODD, PAPER
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.tables import passage, person_key, site_day, stay

HOUR = 3_600_000
_OF_TRAFFIC = {"last_received_at", "refused"}
_SAID = {"camera": "scanned", "scanner": "scanned", "import": "imported"}
Cell = tuple[str, int]
Counted = dict[Cell, dict[str, Any]]


class Span(NamedTuple):
    """A stay, in one piece: from when to when, and what was seen of it."""

    begin: int
    end: int
    entered: int | None
    left: int | None


def facts(hub: Hub, site: UUID) -> Sequence[Mapping[str, Any]]:
    """The passages of a site, as they are held."""
    with hub._database.read() as connection:
        rows = connection.execute(select(passage).where(passage.c.site == site)).all()
    return [row._asdict() for row in rows]


def counted(hub: Hub, site: UUID) -> Counted:
    """The roll-ups of a site, without what is nought."""
    with hub._database.read() as connection:
        rows = connection.execute(select(site_day).where(site_day.c.site == site)).all()
    found = {}
    for row in rows:
        values = {
            name: value
            for name, value in row._asdict().items()
            if value is not None
            and (value or name.endswith("_at"))
            and name not in {"day", "part", "site"} | _OF_TRAFFIC
        }
        if values:
            found[row.day, row.part] = values
    return found


def recounted(rows: Sequence[Mapping[str, Any]]) -> Counted:
    """What the roll-ups of these passages ought to be."""
    sums: dict[Cell, Counter[str]] = {}
    times: dict[Cell, list[int]] = {}
    for row in rows:
        at = datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=7))) + timedelta(
            milliseconds=row["occurred_at"], hours=7
        )
        cell = (at.strftime("%Y-%m-%d").zfill(10), 0 if at.hour < 16 else 1)
        sums.setdefault(cell, Counter())
        if row["voided"]:
            sums[cell]["voided"] += 1
            continue
        times.setdefault(cell, []).append(row["occurred_at"])
        sums[cell]["entries" if row["direction"] == "in" else "exits"] += 1
        sums[cell][_SAID.get(row["way"], row["way"])] += 1
        sums[cell][row["kind"]] += 1
        sums[cell][f"h{at.hour:02}"] += 1
        sums[cell]["late_paper"] += bool(row["flags"] & PAPER)
        sums[cell]["flagged"] += bool(row["flags"] & ODD)
        sums[cell]["revised"] += row["rev"] > 1
    found: Counted = {}
    for cell, counts in sums.items():
        found[cell] = {name: number for name, number in counts.items() if number}
        if cell in times:
            found[cell] |= {"first_at": min(times[cell]), "last_at": max(times[cell])}
    return found


def stays(hub: Hub, site: UUID) -> list[tuple[Any, ...]]:
    """The stays of a site, a row for each."""
    with hub._database.read() as connection:
        rows = connection.execute(select(stay).where(stay.c.site == site)).all()
    return sorted(
        (row.entry_at, row.until_at, bytes(row.person), row.id, *_seen(row.entered, row.left))
        for row in rows
    )


def paired_anew(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """What the stays of these passages ought to be: no more than twelve hours in a row."""
    people: dict[bytes, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["person"] is not None and not row["voided"]:
            people.setdefault(bytes(row["person"]), []).append(row)
    found: list[tuple[Any, ...]] = []
    for person, crossings in people.items():
        crossings.sort(key=lambda row: (row["occurred_at"], row["id"]))
        around = zip([None, *crossings], crossings, [*crossings[1:], None], strict=False)
        for before, row, after in around:
            span = _span(before, row, after)
            if span is not None:
                found += [
                    (begin, end, person, row["id"], *_seen(span.entered, span.left))
                    for begin, end in _pieces(span.begin, span.end)
                ]
    return sorted(found)


def _span(
    before: Mapping[str, Any] | None, row: Mapping[str, Any], after: Mapping[str, Any] | None
) -> Span | None:
    """The stay that this crossing begins, or ends without anybody having seen it begin."""
    at = row["occurred_at"]
    if row["direction"] == "in":
        if after is None:
            return Span(at, at + 12 * HOUR, at, None)
        then = after["occurred_at"]
        if after["direction"] == "in":
            return Span(at, min(at + 2 * HOUR, then), at, None)
        return Span(at, min(then, at + 14 * 24 * HOUR), at, then)
    if before is None:
        return Span(at - 2 * HOUR, at, None, at)
    if before["direction"] == "in":
        return None
    return Span(max(at - 2 * HOUR, before["occurred_at"]), at, None, at)


def _pieces(begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > 12 * HOUR:
        yield begin, begin + 12 * HOUR
        begin += 12 * HOUR
    yield begin, end


def _seen(entered: int | None, left: int | None) -> tuple[int, int]:
    """To sort by, None too."""
    return -1 if entered is None else entered, -1 if left is None else left


def keys(hub: Hub) -> dict[bytes, set[bytes]]:
    """By each number's digest, the people who were seen with it."""
    found: dict[bytes, set[bytes]] = {}
    with hub._database.read() as connection:
        for row in connection.execute(select(person_key)):
            found.setdefault(bytes(row.key), set()).add(bytes(row.person))
    return found
