"""What was received and is not paired yet: a durable queue, written with the passages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock
from uuid import UUID

import msgspec
from sqlalchemy import Connection, delete, insert, select

from checkpoint_app.hub.store.group import Held, Row
from checkpoint_app.hub.store.tables import intake
from checkpoint_app.records.ids import new_id

PEOPLE = 500
"""The most in one row: so many are paired in one transaction."""
MAX_KNOWN = 100_000
ROWS = 64
DAY_MS = 86_400_000
Key = tuple[bytes, bytes]


class Work(msgspec.Struct, array_like=True):
    """Whose stays to pair anew, and by what else they are known.

    Attributes:
        people: by site and person's digest, the first moment that may be different.
        keys: digest of a number and digest of the person, 32 bytes; seen_at: when they were seen.
    """

    people: dict[bytes, dict[bytes, int]]
    keys: list[bytes]
    seen_at: int = 0

    def merge(self, other: "Work") -> None:
        """Take in what another asks for."""
        merged(self.people, other.people)
        self.keys.extend(other.keys)
        self.seen_at = max(self.seen_at, other.seen_at)

    def __len__(self) -> int:
        return sum(len(people) for people in self.people.values())


class KnownKeys:
    """The pairs of keys that were written today, as far as remembered. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day = 0
        self._known: set[bytes] = set()

    def unknown(self, pairs: set[bytes], now: int) -> list[bytes]:
        """Those that are not known to be written; now in ms since 1970 UTC."""
        with self._lock:
            if now // DAY_MS != self._day or len(self._known) > MAX_KNOWN:
                self._day, self._known = now // DAY_MS, set()
            return sorted(pairs - self._known)

    def written(self, pairs: Iterable[bytes]) -> None:
        """Remember them: their transaction is durable."""
        with self._lock:
            self._known.update(pairs)


def keys_of(rows: Iterable[Row]) -> set[bytes]:
    """By what else the people of these passages are known: that digest and their own, together."""
    return {
        other + judged.person
        for _, judged in rows
        if judged.others and judged.person is not None
        for other in judged.others
    }


def work_of(rows: Sequence[Row], held: Mapping[bytes, Held]) -> dict[bytes, dict[bytes, int]]:
    """Whose stays a group of passages changes, and since when, by site and person."""
    people: dict[bytes, dict[bytes, int]] = {}
    for _, judged in rows:
        site = judged.key[:16]
        if held and (before := held.get(judged.key)) is not None:
            if before.rev >= judged.pair[1]:
                continue
            if before.person is not None:
                _touch(people, site, bytes(before.person), before.occurred_at)
        if judged.person is not None:
            _touch(people, site, judged.person, judged.occurred_at)
    return people


def merged(
    into: dict[bytes, dict[bytes, int]], people: Mapping[bytes, Mapping[bytes, int]]
) -> None:
    """Take in whose stays another batch changes."""
    for site, here in people.items():
        mine = into.setdefault(site, {})
        for person, at in here.items():
            mine[person] = min(mine.get(person, at), at)


def _touch(people: dict[bytes, dict[bytes, int]], site: bytes, person: bytes, at: int) -> None:
    here = people.get(site)
    if here is None:
        people[site] = {person: at}
        return
    since = here.get(person)
    if since is None or at < since:
        here[person] = at


def put(
    connection: Connection, people: dict[bytes, dict[bytes, int]], keys: list[bytes], now: int
) -> None:
    """Queue what a commit changes; inside its transaction."""
    works = [*_parts(people)]
    for start in range(0, len(keys), PEOPLE):
        part = keys[start : start + PEOPLE]
        if start // PEOPLE < len(works):
            works[start // PEOPLE].keys = part
        else:
            works.append(Work({}, part))
    if works:
        connection.execute(
            insert(intake),
            [
                {"id": new_id(), "at": now, "body": msgspec.msgpack.encode(_seen(work, now))}
                for work in works
            ],
        )


def _seen(work: Work, now: int) -> Work:
    work.seen_at = now
    return work


def _parts(people: dict[bytes, dict[bytes, int]]) -> Iterator[Work]:
    part, room = Work({}, []), PEOPLE
    for site, here in people.items():
        waiting = list(here.items())
        while waiting:
            part.people[site] = dict(waiting[:room])
            room -= len(part.people[site])
            waiting = waiting[len(part.people[site]) :]
            if not room:
                yield part
                part, room = Work({}, []), PEOPLE
    if part.people:
        yield part


def oldest(connection: Connection) -> int | None:
    """Since when the first in the queue waits, in ms since 1970 UTC; None where nothing does."""
    found: int | None = connection.scalar(select(intake.c.at).order_by(intake.c.id).limit(1))
    return found


def take(connection: Connection) -> Work | None:
    """What has waited longest, taken out of the queue; None where nothing waits."""
    rows = connection.execute(
        select(intake.c.id, intake.c.body).order_by(intake.c.id).limit(ROWS)
    ).all()
    work, taken = Work({}, []), list[UUID]()
    for row in rows:
        work.merge(msgspec.msgpack.decode(row.body, type=Work))
        taken.append(row.id)
        if len(work) >= PEOPLE:
            break
    if not taken:
        return None
    connection.execute(delete(intake).where(intake.c.id.in_(taken)))
    return work
