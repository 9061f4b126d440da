"""What a power cut may leave: all that was promised, and nothing out of order."""

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.hub.key import load_key
from checkpoint_app.hub.service import Hub
from checkpoint_app.records.sqlcipher import open_connection
from checkpoint_app.records.store import Store
from tests.fakes.passages import passage
from tests.faults.powercut.writers import KEY

_EVERYTHING = 1 << 30
_OUT_OF_STEP = (
    # In the outbox until there is the hub's word, and not longer.
    "SELECT count(*) FROM passage p LEFT JOIN outbox o ON o.rid = p.rid "
    "WHERE (p.settled = 0) <> (o.rid IS NOT NULL)"
)


@dataclass
class Promised:
    """What was said to be durable.

    Attributes:
        held: the highest revision of each passage; settled: on which there is the hub's word.
    """

    held: dict[UUID, int] = field(default_factory=dict)
    settled: set[tuple[UUID, int]] = field(default_factory=set)

    def hear(self, lines: list[str]) -> None:
        """Take in what a worker said."""
        for line in lines:
            what, text, number = line.split()
            item, rev = UUID(text), int(number)
            if what == "settled":
                self.settled.add((item, rev))
            else:
                self.held[item] = max(rev, self.held.get(item, 0))


def judge(who: str, left: Path, place: Path, promised: Promised) -> str | None:
    """Open a copy of what was left; what is wrong with it, None for nothing."""
    place.mkdir()
    for path in left.iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    try:
        if who == "station":
            path, key = place / "station.db", KEY
            return _station(path, promised) or _unsealed(path, key)
        path = place / "hub.db"
        return _hub(place, promised) or _unsealed(path, load_key(path))
    except CheckpointError as error:
        return f"damaged: {error.code}"


def _station(path: Path, promised: Promised) -> str | None:
    store = Store.open(path, KEY, SystemClock())
    try:
        with store._database.read() as connection:
            fault = _broken(connection)
            if connection.exec_driver_sql(_OUT_OF_STEP).scalar():
                fault = fault or "outbox and passages do not agree"
        verified = store.verify()
        if not verified.ok:
            fault = fault or f"journal or numbers: {verified.fault}"
        held = {one.passage.id: one.passage.rev for one in store.recent(_EVERYTHING)}
        fault = fault or _lost(held, promised)
        store.save(passage(store.info().id))
        balance = store.balance()
        if not balance.balanced or balance.captured != len(held) + 1:
            fault = fault or "the balance does not hold"
        store.outbox.recover()
        waiting = {(o.passage.id, o.passage.rev) for o in store.outbox.claim(_EVERYTHING, 0)}
        forgotten = waiting & promised.settled
        return fault or (f"{len(forgotten)} answers lost" if forgotten else None)
    finally:
        store.close()


def _hub(place: Path, promised: Promised) -> str | None:
    hub = Hub.open(place)
    try:
        with hub._database.read() as connection:
            fault = _broken(connection)
        rows = list(hub.passages())
        held = {UUID(str(row["id"])): int(str(row["rev"])) for row in rows}
        if not len(rows) == len(held) == hub.status()["passages"]:
            fault = fault or "a passage is held twice"
        return fault or _lost(held, promised)
    finally:
        hub.close()


def _broken(connection: Connection) -> str | None:
    """What SQLite says of the whole."""
    for question, well in (
        ("integrity_check", ["ok"]),
        ("foreign_key_check", []),
    ):
        said = [row[0] for row in connection.exec_driver_sql(f"PRAGMA {question}")]
        if said != well:
            return f"{question}: {said[:2]}"
    return None


def _unsealed(path: Path, key: bytes) -> str | None:
    """What SQLCipher says of each page, once the file is closed.

    Before that, the file alone may hold pages torn while they were written back; the log has whole
    copies of them, and closing writes them once more.
    """
    with closing(open_connection(path, key)) as connection:
        said = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    return f"cipher_integrity_check: {said[:2]}" if said else None


def _lost(held: dict[UUID, int], promised: Promised) -> str | None:
    lost = [item for item, rev in promised.held.items() if held.get(item, 0) < rev]
    return f"{len(lost)} of {len(promised.held)} lost" if lost else None
