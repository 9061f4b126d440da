"""The real engine and the real store against a hub in memory, and anything between them."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Event
from uuid import UUID, uuid4

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from checkpoint_app.domain.passage import Passage, SiteKind
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import StationInfo
from checkpoint_app.sync.causes import BatchRefused, SyncCause, SyncFailure
from checkpoint_app.sync.engine import SyncEngine
from checkpoint_app.wire.answers import make_answer
from checkpoint_app.wire.messages import BatchAnswer, Bulletin, PassageItem, Rejection
from checkpoint_app.wire.protocol import RefusalCode
from tests.fakes.clock import FakeClock
from tests.fakes.passages import passage

KEY = bytes(32)
INFO = StationInfo(new_id(), "Chợ Thử", "Cổng 1", "", SiteKind.MARKET)
POISON = "poison"
ROUNDS_TO_EMPTY = 20
_UNCONFIRMED = "SELECT p.id FROM outbox o JOIN passage p ON p.rid = o.rid WHERE p.current = 1"

FATES = (
    "lost",  # the hub hears nothing
    "unheard",  # the hub has it, and its answer is lost
    "twice",
    "halved",  # too large for the hub
    "in_part",  # the hub speaks of some of it only
    "revised",  # while the answer is on its way
    "crash_before",
    "crash_after",  # the hub has it, and the station dies
    "answered",
)
fates = st.lists(st.sampled_from(FATES), min_size=1, max_size=5)
hows = st.sampled_from(["name", "name", "void", "spoil"])
goods = st.lists(st.sampled_from([False, False, True]), min_size=1, max_size=9)
"""Of some passages, which the hub will refuse."""
pick = st.integers(0, 2) | st.integers(0, 20)
"""Which passage, counted from the newest, so that things happen to the same ones."""


class Crash(BaseException):
    """The station's program dies here."""


class HubModel:
    """What the hub ought to be: a dictionary. Planted faults overrule `keep`."""

    def __init__(self) -> None:
        self.held: dict[UUID, int] = {}

    def take(self, items: Sequence[bytes]) -> BatchAnswer:
        """Its word on each item of a message."""
        accepted, duplicate, rejected = [], [], []
        for item in (msgspec.json.decode(raw, type=PassageItem) for raw in items):
            if item.person is not None and item.person.name == POISON:
                code = RefusalCode.TEXT_TOO_LONG
                rejected.append(Rejection(code, "person.name", item.id, item.rev))
            elif self.keep(item.id, item.rev):
                accepted.append((item.id, item.rev))
            else:
                duplicate.append((item.id, item.rev))
        return make_answer(uuid4(), 0, accepted, duplicate, rejected)

    def keep(self, item: UUID, rev: int) -> bool:
        """Hold a revision; False where this one or a later one is held already."""
        if self.held.get(item, 0) >= rev:
            return False
        self.held[item] = rev
        return True


@cache
def _new_store() -> bytes:
    """The file of a store in which nothing was recorded yet: making one takes a while."""
    with tempfile.TemporaryDirectory() as folder:
        Store.create(Path(folder) / "station.db", KEY, INFO, FakeClock()).close()
        return (Path(folder) / "station.db").read_bytes()


class SyncMachine(RuleBasedStateMachine):
    """A station that records and sends, is edited and dies; a hub; what may happen between them.

    Attributes:
        revs: the newest revision of each passage; poison: those whose newest the hub refuses.
        messages: whatever was sent, to be delivered once more at any time.
    """

    def __init__(self, hub: HubModel | None = None) -> None:
        super().__init__()
        self.hub = hub or HubModel()
        self.revs: dict[UUID, int] = {}
        self.poison: set[UUID] = set()
        self.messages: list[Sequence[bytes]] = []
        self.script: list[str] = []
        self.clock = FakeClock()
        self.place = Path(tempfile.mkdtemp())
        self.lives = 0
        (self.folder / "station.db").write_bytes(_new_store())
        self.wake_up()

    @property
    def folder(self) -> Path:
        """Where the store is now; it moves on at each crash."""
        folder = self.place / str(self.lives)
        folder.mkdir(exist_ok=True)
        return folder

    def wake_up(self) -> None:
        """The program starts."""
        self.store = Store.open(self.folder / "station.db", KEY, self.clock)
        self.start_engine(50)

    # The network, as the engine sees it

    def send(self, items: Sequence[bytes]) -> BatchAnswer:
        """What becomes of a message is what the script says."""
        fate = self.script.pop(0) if self.script else "answered"
        if fate == "halved" and len(items) > 1:
            raise BatchRefused("too_large")
        self.messages.append(items)
        if fate == "crash_before":
            raise Crash
        if fate == "lost":
            raise SyncFailure(SyncCause.NO_NETWORK)
        answer = self.hub.take(items[: len(items) // 2] if fate == "in_part" else items)
        if fate == "twice":
            answer = self.hub.take(items)
        if fate == "crash_after":
            raise Crash
        if fate == "unheard":
            raise SyncFailure(SyncCause.NO_ANSWER)
        if fate == "revised":
            sent = msgspec.json.decode(items[0], type=PassageItem)
            self._revise(sent.id, "name")
        return answer

    def bulletin(self) -> Bulletin:
        """A sign of life."""
        return Bulletin(now=0, hub=INFO.id, site_name="")

    # What may happen

    @rule(bad=goods)
    def record(self, bad: list[bool]) -> None:
        for is_bad in bad:
            made = passage(INFO.id, name=POISON if is_bad else "Nguyễn Văn An")
            self.store.save(made)
            self.revs[made.id] = 1
            if is_bad:
                self.poison.add(made.id)

    def _has_passages(self) -> bool:
        return bool(self.revs)

    @precondition(_has_passages)
    @rule(number=pick, how=hows)
    def revise(self, number: int, how: str) -> None:
        known = list(self.revs)
        self._revise(known[-1 - number % len(known)], how)

    def _revise(self, passage_id: UUID, how: str) -> None:
        names = {"name": "Trần Thị Bình", "spoil": POISON}
        if how == "void":
            self.store.void(passage_id, None)
        else:
            self.store.correct(passage_id, _named(names[how]))
            (self.poison.add if how == "spoil" else self.poison.discard)(passage_id)
        self.revs[passage_id] = self.store.passage(passage_id).rev

    # Recording or revising is often followed by sending, or chance would send too little.

    @rule(bad=goods, script=fates)
    def record_and_push(self, bad: list[bool], script: list[str]) -> None:
        self.record(bad)
        self.push(script)

    @precondition(_has_passages)
    @rule(numbers=st.lists(pick, min_size=1, max_size=4), how=hows, script=fates)
    def revise_and_push(self, numbers: list[int], how: str, script: list[str]) -> None:
        for number in numbers:
            self.revise(number, how)
        self.push(script)

    @rule(script=fates)
    def push(self, script: list[str]) -> None:
        """One round of the engine."""
        self.script = list(script)
        try:
            done = self.engine.once()
        except Crash:
            self._live_on()
        else:
            assert done.cause or not done.pending, "left behind without a word"
        self.clock.pass_s(1)

    def _live_on(self) -> None:
        """After a crash only what is in the files is left, the log of writes as it stands."""
        files = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        before = self.store
        self.lives += 1
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        self.wake_up()
        before.close()

    @rule(size=st.sampled_from([50, 5, 2]))
    def start_engine(self, size: int) -> None:
        """Sending begins anew, as where the station joins a hub again."""
        self.engine = SyncEngine(
            self.store, self, self.clock, Event(), rand=lambda: 0.0, batch_size=size
        )

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.wake_up()

    @precondition(lambda self: self.messages)
    @rule(number=pick)
    def deliver_late(self, number: int) -> None:
        """A message that was on its way for long, or comes once more. Nobody hears the answer."""
        self.hub.take(self.messages[-1 - number % len(self.messages)])

    @precondition(_has_passages)
    @rule(number=pick)
    def send_again(self, number: int) -> None:
        """Somebody believes that the hub may have changed its mind."""
        known = list(self.revs)
        self.store.outbox.resend(known[-1 - number % len(known)])

    # What must hold

    @invariant()
    def the_numbers_reconcile(self) -> None:
        balance = self.store.balance()
        assert balance.balanced
        assert balance.captured == len(self.revs)

    @invariant()
    def nothing_is_lost_or_invented(self) -> None:
        assert all(rev <= self.revs.get(item, 0) for item, rev in self.hub.held.items()), "invented"
        with self.store._database.read() as connection:
            rows = connection.exec_driver_sql(_UNCONFIRMED).all()
        settled = self.revs.keys() - {UUID(bytes=item) for (item,) in rows}
        assert all(self.hub.held.get(item) == self.revs[item] for item in settled), "lost or stale"

    @invariant()
    def only_what_is_bad_is_refused(self) -> None:
        assert {
            item.passage.id
            for item in self.store.outbox.needs_fix(1000)
            if item.passage.rev == self.revs[item.passage.id]
        } <= self.poison

    def teardown(self) -> None:
        """With a good network all that is good ends at the hub, whatever comes late after it."""
        try:
            self.finish()
        finally:
            self.store.close()
            shutil.rmtree(self.place)

    def finish(self) -> None:
        self.script = []
        for _ in range(ROUNDS_TO_EMPTY):
            self.engine.once()
        assert self.store.outbox.unsent() == 0, "stuck"
        for message in reversed(self.messages):
            self.hub.take(message)
        self.nothing_is_lost_or_invented()
        refused = {item.passage.id for item in self.store.outbox.needs_fix(1000)}
        assert refused == self.poison
        for item in self.revs.keys() - self.poison:
            assert self.hub.held[item] == self.revs[item], "lost or stale"
        assert self.store.verify().ok


def _named(name: str) -> Callable[[Passage], Passage]:
    return lambda old: replace(old, person=replace(old.person, name=name))
