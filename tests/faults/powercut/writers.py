"""The real store and the real hub at work on a disk that will fail them.

``python -m tests.faults.powercut.writers WHO FOLDER SYNCHRONOUS CHECKPOINT SEED`` works in FOLDER
until it is killed. It prints a line only for what it was told is durable: ``held ID REV``, and for
what the station has the hub's word on ``settled ID REV``.
"""

import sys
import threading
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import sqlcipher3.dbapi2 as dbapi

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.records import sqlcipher
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState, StationInfo
from checkpoint_app.wire.messages import EnrolRequest
from checkpoint_app.wire.packing import Unpacker, pack_batch
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import MAX_BYTES
from tests.fakes.passages import passage

KEY = bytes(range(32))
SITE = "Chợ Thử"
SENDERS = 3
_WAIT_S = 60.0
_WORDS = (OutboxState.ACCEPTED, OutboxState.ACCEPTED, OutboxState.DUPLICATE, OutboxState.NEEDS_FIX)


def found_station(folder: Path) -> None:
    """A station without a passage."""
    info = StationInfo(new_id(), SITE, "Cổng 1", "", SiteKind.MARKET)
    Store.create(folder / "station.db", KEY, info, SystemClock()).close()


def found_hub(folder: Path) -> None:
    """A hub with one site."""
    hub = Hub.open(folder)
    hub.add_site(SITE, SiteKind.MARKET)
    hub.close()


def work_as_station(folder: Path, rng: Random) -> None:
    """Record, correct, take back, claim and settle, in a random order."""
    store = Store.open(folder / "station.db", KEY, SystemClock())
    made: list[UUID] = []
    while True:
        draw = rng.random()
        if draw < 0.6 or not made:
            first = passage(store.info().id, name=f"Nguyễn Văn {rng.choice('ABCDEFGH')}")
            store.save(first)
            made.append(first.id)
            _say("held", first.id, first.rev)
        elif draw < 0.75:
            revised = store.correct(rng.choice(made), lambda old: replace(old, note="sửa"))
            _say("held", revised.id, revised.rev)
        elif draw < 0.8:
            revised = store.void(rng.choice(made), None)
            _say("held", revised.id, revised.rev)
        else:
            _settle_some(store, rng)


def _settle_some(store: Store, rng: Random) -> None:
    answers = [
        Answer(item.passage.id, item.passage.rev, rng.choice(_WORDS), "malformed", "row")
        for item in store.outbox.claim(8, 0)
    ]
    store.outbox.settle(answers, uuid4(), 1)
    for answer in answers:
        _say("settled", answer.id, answer.rev)


def work_as_hub(folder: Path, rng: Random) -> None:
    """Take batches from several senders at once, each of which waits for its answer."""
    hub = Hub.open(folder)
    senders = [
        threading.Thread(target=_send, args=(hub, Random(rng.random()))) for _ in range(SENDERS)
    ]
    for sender in senders:
        sender.start()


def _send(hub: Hub, rng: Random) -> None:
    sender = _joined(hub)
    sent: list[Passage] = []
    for number in count():
        again = [replace(old, rev=old.rev + 1) for old in rng.sample(sent, min(len(sent), 3))]
        batch = [*again, *(passage(sender.station) for _ in range(rng.choice([1, 5, 40])))]
        body = pack_batch(sender.station, uuid4(), number, [encode_item(one) for one in batch])
        unpacker = Unpacker(MAX_BYTES, gzipped=True)
        unpacker.feed(body)
        outcome = hub.receive(sender, unpacker.finish()).outcome.result(_WAIT_S)
        for item, rev in (*outcome.accepted, *outcome.duplicate):
            _say("held", item, rev)
        sent = batch


def _joined(hub: Hub) -> Sender:
    station = uuid4()
    request = EnrolRequest(code=hub.enrol(SITE), station=station, name="Cổng")
    return hub.sender(hub.join(request, "").token)


def _say(what: str, item: UUID, rev: int) -> None:
    print(f"{what} {item} {rev}\n", end="", flush=True)


def set_up_connections(synchronous: str, checkpoint: int) -> None:
    """Give every connection this durability, and write the log back after so many pages."""
    original = sqlcipher.open_connection

    def opened(path: Path, key: bytes) -> dbapi.Connection:
        connection = original(path, key)
        if synchronous != "FULL":
            connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {checkpoint}")
        return connection

    sqlcipher.open_connection = opened


WORKERS = {"station": work_as_station, "hub": work_as_hub}
FOUNDERS = {"station": found_station, "hub": found_hub}


if __name__ == "__main__":
    who, place, durability, pages, seed = sys.argv[1:]
    set_up_connections(durability, int(pages))
    WORKERS[who](Path(place), Random(int(seed)))
