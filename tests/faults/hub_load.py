"""Gates that send without a pause to hubs that die, and note each word they hear."""

import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from uuid import UUID

import msgspec
import requests

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import Direction, Passage, Person, SiteKind, Way
from checkpoint_app.hub.service import Hub
from checkpoint_app.records.ids import new_id
from checkpoint_app.wire.answers import is_sound
from checkpoint_app.wire.messages import BatchAnswer, EnrolRequest
from checkpoint_app.wire.packing import pack_batch
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import PASSAGES_PATH
from tests.chaos.processes import Running
from tests.hub import recount

WAIT_S = 60.0
REQUEST_S = 20.0
PAUSE_S = 0.1
PEOPLE = 40


class HubProcess:
    """`checkpoint hub serve`, killed and started again at the same address."""

    def __init__(self, home: Path, db_url: str, errors: Path, *more: str) -> None:
        self._home, self._db_url, self._errors, self._more = home, db_url, errors, more
        self._port = "0"
        self.start()

    def start(self) -> None:
        words = ("hub", "serve", "--port", self._port, "--db", self._db_url, "--rate", "100000")
        self._running = Running(self._home, self._errors, *words, *self._more)
        assert self._running.first_line.wait(WAIT_S)
        assert self._running.lines, self._errors.read_text()
        self.url: str = self._running.lines[0]["listening"]
        self._port = self.url.rsplit(":", 1)[1]

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The one that was started."""
        return self._running.process

    def kill(self) -> None:
        """SIGKILL."""
        self._running.kill()


class Gate:
    """One station: what it recorded at which revision, and what it was told."""

    def __init__(self, hub: Hub, seed: int) -> None:
        name = f"Chợ Thử {seed}"
        hub.add_site(name, SiteKind.MARKET)
        self.station = new_id()
        wish = EnrolRequest(code=hub.enrol(name), station=self.station, name="Cổng")
        answer = hub.join(wish, "192.0.2.1")
        self.site, self.token = answer.site, answer.token
        self.accepted: Counter[tuple[UUID, int]] = Counter()
        self.duplicate: Counter[tuple[UUID, int]] = Counter()
        self._rng = Random(seed)
        self._made: list[Passage] = []

    def next_batch(self) -> list[bytes]:
        """Some new passages, and now and then a correction of one before."""
        made = [self._passage() for _ in range(self._rng.choice([1, 5, 40]))]
        if self._made and self._rng.random() < 0.5:
            before = self._made.pop(self._rng.randrange(len(self._made)))
            made.append(self._passage(before))
        self._made += made
        return [encode_item(one) for one in made]

    def _passage(self, before: Passage | None = None) -> Passage:
        now = SystemClock().now_ms()
        return Passage(
            id=new_id() if before is None else before.id,
            rev=1 if before is None else before.rev + 1,
            station=self.station,
            direction=self._rng.choice(list(Direction)),
            way=Way.CAMERA,
            occurred_at=now,
            recorded_at=now,
            person=Person(phone=f"09{self._rng.randrange(PEOPLE):08}"),
            voided=self._rng.random() < 0.1,
        )


class Load:
    """All gates at work; each sends a batch to every hub at once until every hub has answered."""

    def __init__(self, gates: Sequence[Gate], urls: Callable[[], Sequence[str]]) -> None:
        self._urls = urls
        self._gates = gates
        self._changed = threading.Condition()
        self._answered = 0
        self._stop = threading.Event()
        self._gone = threading.Event()
        self._failed: list[BaseException] = []
        self._threads = [threading.Thread(target=self._work, args=(gate,)) for gate in gates]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._gone.set()
        for thread in self._threads:
            thread.join(WAIT_S)

    def go_on(self, batches: int) -> None:
        """Wait until so many more batches have been answered."""
        with self._changed:
            wanted = self._answered + batches
            assert self._changed.wait_for(
                lambda: self._failed or self._answered >= wanted, WAIT_S
            ), "nothing is answered any more"
            assert not self._failed, self._failed

    def finish(self) -> None:
        """No new batches; what is under way is sent until it is answered."""
        self._stop.set()
        for thread in self._threads:
            thread.join(WAIT_S)
            assert not thread.is_alive(), "a batch is not answered"
        assert not self._failed, self._failed

    def _work(self, gate: Gate) -> None:
        try:
            while not self._stop.is_set():
                items = gate.next_batch()
                senders = [
                    threading.Thread(target=self._deliver, args=(gate, items, number))
                    for number in range(len(self._urls()))
                ]
                for sender in senders:
                    sender.start()
                for sender in senders:
                    sender.join()
        except BaseException as error:  # told by whoever waits
            self._failed.append(error)
            raise

    def _deliver(self, gate: Gate, items: Sequence[bytes], number: int) -> None:
        while (answer := self._ask(gate, items, self._urls()[number])) is None:
            if self._gone.wait(PAUSE_S):
                return
        with self._changed:
            gate.accepted.update(answer.accepted)
            gate.duplicate.update(answer.duplicate)
            self._answered += 1
            if answer.rejected:
                self._failed.append(AssertionError(answer.rejected))
            self._changed.notify_all()

    @staticmethod
    def _ask(gate: Gate, items: Sequence[bytes], url: str) -> BatchAnswer | None:
        batch = new_id()
        body = pack_batch(gate.station, batch, SystemClock().now_ms(), items)
        headers = {"Authorization": f"Bearer {gate.token}", "Content-Encoding": "gzip"}
        try:
            got = requests.post(url + PASSAGES_PATH, body, headers=headers, timeout=REQUEST_S)
        except requests.RequestException:
            return None
        if got.status_code != requests.codes.ok:
            assert got.status_code == requests.codes.unavailable, got.text
            return None
        answer = msgspec.json.decode(got.content, type=BatchAnswer)
        assert is_sound(answer, batch)
        return answer


def check(hub: Hub, gates: Sequence[Gate]) -> int:
    """All that was answered is held, once, at its highest revision; how many passages that are."""
    hub.settle()
    for gate in gates:
        rows = recount.facts(hub, gate.site)
        said = gate.accepted + gate.duplicate
        highest = {item: max(rev for one, rev in said if one == item) for item, _ in said}
        assert {row["id"]: row["rev"] for row in rows} == highest
        assert len(rows) == len(highest)
        assert max(gate.accepted.values()) == 1, "accepted twice"
        assert recount.counted(hub, gate.site) == recount.recounted(rows)
        assert recount.stays(hub, gate.site) == recount.paired_anew(rows)
    return sum(len({item for item, _ in gate.accepted + gate.duplicate}) for gate in gates)
