"""Anything that a gate, a hub or a power cut may do, done to a store and to a model of it alike."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import select

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.errors import PassageUnknown
from checkpoint_app.domain.passage import Direction, Kind, Passage, SiteKind, Way
from checkpoint_app.records import counts, purging, rows, tables
from checkpoint_app.records.access import Action
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState, StationInfo
from tests.fakes.clock import FakeClock
from tests.records.damage import torn
from tests.records.model import (
    ACCEPTED,
    DUPLICATE,
    FACES,
    IN,
    NEEDS_FIX,
    OUT,
    PENDING,
    SENDING,
    UNCONFIRMED,
    Face,
    Model,
    Revision,
)

KEY = bytes(32)
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
TWO_YEARS = 731 * DAY
EVER = 1 << 60
INFO = StationInfo(new_id(), "Chợ Thử", "Cổng 1", "1", SiteKind.MARKET)

faces = st.sampled_from((*FACES[:3], *FACES[:3], *FACES))
"""A few come again and again, or there would be little to pair."""
directions = st.sampled_from(Direction)
late = st.sampled_from([0, 0, MINUTE, HOUR, 3 * HOUR, 26 * HOUR, 40 * DAY, -HOUR, -2 * DAY])
"""How long before it is recorded a passage occurred, in ms; a clock that was wrong gives less."""
crossings = st.tuples(faces, directions, late)
walls = st.sampled_from(["1970-01-01T07:30:00", "2004-06-01", "2026-11-22T23:59:59", "2038-01-20"])
words = st.sampled_from([ACCEPTED, DUPLICATE, NEEDS_FIX])
pick = st.integers(0, 2) | st.integers(0, 20)
"""Which of the passages, counted from the newest, so that things happen to the same ones."""
some = st.just(255) | st.integers(0, 255)
"""Which of many, by the bits; all of them as often as not."""


@cache
def _new_store() -> bytes:
    """The file of a store in which nothing was recorded yet: making one takes a while."""
    with tempfile.TemporaryDirectory() as folder:
        Store.create(Path(folder) / "station.db", KEY, INFO, FakeClock()).close()
        return (Path(folder) / "station.db").read_bytes()


class Machine(RuleBasedStateMachine):
    """Every rule does the same to the store and to the model."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.lives, self.key = 0, KEY
        self.clock, self.model = FakeClock(), Model()
        (self.folder / "station.db").write_bytes(_new_store())
        self.store = self._open()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.place)

    @property
    def folder(self) -> Path:
        """Where the store is now; it moves on at each crash."""
        folder = self.place / str(self.lives)
        folder.mkdir(exist_ok=True)
        return folder

    def _open(self) -> Store:
        return Store.open(self.folder / "station.db", self.key, self.clock)

    def _has_passages(self) -> bool:
        return bool(self.model.all)

    def _picked(self, number: int) -> UUID:
        known = self.model.ids()
        return known[-1 - number % len(known)]

    def held(self) -> list[Passage]:
        """Every revision in the store, in the order of recording."""
        with self.store._database.read() as connection:
            found = connection.execute(select(tables.passage).order_by(tables.passage.c.rid))
            return [rows.from_row(row, INFO.id) for row in found.mappings()]

    def journal_rows(self) -> int:
        """How many rows the journal ever had."""
        with self.store._database.read() as connection:
            return counts.journal_rows(connection)

    # The gate

    @initialize(those=st.lists(crossings, min_size=4, max_size=10), which=some)
    def has_a_past(self, those: list[tuple[Face, Direction, int]], which: int) -> None:
        """A few have come and gone already, and the hub knows of some of it."""
        self.capture_many(those, again=False)
        self.settle_many(ACCEPTED, which)

    @rule(
        face=faces, direction=directions, way=st.sampled_from(Way), ago=late, warned=st.booleans()
    )
    def capture(self, face: Face, direction: Direction, way: Way, ago: int, warned: bool) -> None:
        made = self._crossing(face, direction, ago, way)
        made = replace(made, warnings=(WarningCode.MASKED,) if warned else ())
        self.store.save(made)
        self.model.all.append(Revision(made, face))

    @rule(face=faces, stayed=st.sampled_from([0, MINUTE, 3 * HOUR, 40 * DAY]), entered=late)
    def visit(self, face: Face, stayed: int, entered: int) -> None:
        """In and out again, the exit recorded first as often happens with papers."""
        for direction, ago in ((OUT, entered), (IN, entered + stayed)):
            self.capture(face, direction, Way.PAPER, ago, False)

    @rule(those=st.lists(crossings, max_size=8), again=st.booleans())
    def capture_many(self, those: list[tuple[Face, Direction, int]], again: bool) -> None:
        """From a file, in which what is known already may stand once more."""
        made = [(self._crossing(*one, Way.IMPORT), one[0]) for one in those]
        first = [one.passage for one in self.model.held() if again and one.passage.rev == 1]
        assert self.store.save_many([*first, *(one for one, _ in made)]) == len(made)
        self.model.all += [Revision(*one) for one in made]

    @precondition(_has_passages)
    @rule(number=pick, face=faces)
    def save_again(self, number: int, face: Face) -> None:
        """The same id is the same passage, whatever comes with it."""
        first = self.model.of(self._picked(number))[0].passage
        if first.id not in self.model.gone:
            self.store.save(replace(first, person=face.person, plate=face.plate))

    @precondition(_has_passages)
    @rule(number=pick, by=st.booleans())
    def void(self, number: int, by: bool) -> None:
        passage_id, staff = self._picked(number), INFO.id if by else None
        if self._is_gone(passage_id, lambda: self.store.void(passage_id, staff)):
            return
        newest = self.model.of(passage_id)[-1]
        old = newest.passage
        if not old.voided:
            now = replace(old, rev=old.rev + 1, voided=True, staff=staff)
            self.model.all.append(Revision(now, newest.face))
        assert self.store.void(passage_id, None) == self.model.of(passage_id)[-1].passage

    @precondition(_has_passages)
    @rule(
        number=pick, what=st.sampled_from(["person", "time", "way", "sheet"]), face=faces, ago=late
    )
    def correct(self, number: int, what: str, face: Face, ago: int) -> None:
        passage_id = self._picked(number)

        def change(old: Passage) -> Passage:
            if what == "person":
                return replace(old, person=face.person, plate=face.plate)
            if what == "time":
                return replace(old, occurred_at=old.recorded_at - ago)
            if what == "way":
                other = OUT if old.direction is IN else IN
                return replace(old, direction=other, kind=Kind.RESIDENT)
            return replace(old, sheet="T-3", row=(old.row or 0) + 1)

        if self._is_gone(passage_id, lambda: self.store.correct(passage_id, change)):
            return
        newest = self.model.of(passage_id)[-1]
        made = replace(change(newest.passage), rev=newest.passage.rev + 1)
        self.model.all.append(Revision(made, face if what == "person" else newest.face))

    @rule()
    def look(self) -> None:
        self.store.access.note(Action.REVEAL, INFO.id, reason="thử")
        self.model.looks.append(self.clock.now_ms())

    def _crossing(self, face: Face, direction: Direction, ago: int, way: Way) -> Passage:
        now = self.clock.now_ms()
        return Passage(
            id=new_id(),
            station=INFO.id,
            direction=direction,
            way=way,
            occurred_at=now - ago,
            recorded_at=now,
            person=face.person,
            plate=face.plate,
            kind=Kind.SHOPPER,
        )

    def _is_gone(self, passage_id: UUID, act: Callable[[], object]) -> bool:
        """Do something to a passage; where a purge took it, it is said to be unknown."""
        if passage_id not in self.model.gone:
            act()
            return False
        with pytest.raises(PassageUnknown):
            act()
        return True

    # The clock

    @rule(hours=st.sampled_from([0.01, 1, 5, 24, 24 * 40]))
    def time_passes(self, hours: float) -> None:
        self.clock.pass_s(hours * 3600)

    @rule(wall=walls)
    def clock_is_set(self, wall: str) -> None:
        self.clock.set_wall(wall)

    # The hub

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        due = [one for one in self.model.all if one.state is PENDING]
        due.sort(key=lambda one: one.attempts)
        for one in due[:limit]:
            one.state, one.attempts = SENDING, one.attempts + 1
        claimed = self.store.outbox.claim(limit, self.clock.now_ms())
        assert [(item.passage, item.attempts) for item in claimed] == [
            (one.passage, one.attempts) for one in due[:limit]
        ]

    @precondition(_has_passages)
    @rule(said=st.lists(st.tuples(pick, st.integers(1, 4), words), min_size=1, max_size=4))
    def settle(self, said: list[tuple[int, int, OutboxState]]) -> None:
        """The hub's words, late, repeated and out of order as they come."""
        self._settle([(self._picked(number), rev, word) for number, rev, word in said])

    @rule(word=words, which=some)
    def settle_many(self, word: OutboxState, which: int) -> None:
        """Some or all of what is open is answered, the last first, and a stranger to this place."""
        waiting = [one for one in self.model.all if one.state in UNCONFIRMED]
        said = [
            (one.id, one.passage.rev, word)
            for place, one in enumerate(reversed(waiting))
            if which >> place % 8 & 1
        ]
        self._settle([*said, (new_id(), 1, word)])

    def _settle(self, said: Sequence[tuple[UUID, int, OutboxState]]) -> None:
        answers = [Answer(*one, code="malformed", field="row") for one in said]
        self.store.outbox.settle(answers, new_id(), self.clock.now_ms() + 5)
        applied = False
        for passage_id, rev, word in said:
            for one in self.model.of(passage_id):
                mine = one.passage.rev == rev if word is NEEDS_FIX else one.passage.rev <= rev
                if mine and one.state in UNCONFIRMED:
                    one.state, applied = word, True
        self.model.receipts += applied

    @precondition(_has_passages)
    @rule(number=pick, rev=st.integers(1, 3))
    def answer_is_lost(self, number: int, rev: int) -> None:
        passage_id = self._picked(number)
        self.store.outbox.release([(passage_id, rev), (new_id(), 1)], "no_network")
        for one in self.model.of(passage_id):
            if one.passage.rev == rev and one.state is SENDING:
                one.state = PENDING

    @rule()
    def recover(self) -> None:
        sending = [one for one in self.model.all if one.state is SENDING]
        assert self.store.outbox.recover() == len(sending)
        for one in sending:
            one.state = PENDING

    @precondition(_has_passages)
    @rule(number=pick)
    def resend(self, number: int) -> None:
        passage_id = self._picked(number)
        self.store.outbox.resend(passage_id)
        for one in self.model.of(passage_id):
            if one.state is NEEDS_FIX:
                one.state, one.attempts = PENDING, 0

    # The retention

    @rule(
        which=some,
        age=st.sampled_from([-EVER, -EVER, -DAY, 0, DAY, 30 * DAY]),
        at_once=st.sampled_from([1, 2, 1000]),
    )
    def night(self, which: int, age: int, at_once: int) -> None:
        """Much is sent, and what is old is purged."""
        self.settle_many(ACCEPTED, which)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(purging, "SLICE", at_once)
            self._purge(age)

    def _purge(self, age: int) -> None:
        """Only what is old and confirmed goes, nobody comes or leaves by it, and all else goes."""
        before = self.clock.now_ms() - age
        inside = self.model.inside()
        done = self.store.retention.purge(before)
        kept = {one.id for one in self.held()}
        gone = {one.id for one in self.model.held()} - kept
        assert done.passages == len(gone)
        assert all(certificate.is_genuine() for certificate in done.certificates)
        self.model.certificates += len(done.certificates)
        self.model.gone |= gone
        old = {
            passage_id
            for passage_id in kept | gone
            if all(
                one.at < before
                and one.passage.recorded_at < before
                and one.state not in UNCONFIRMED
                for one in self.model.of(passage_id)
            )
        }
        assert gone <= old
        assert self.model.inside() == inside
        looks = [access.at for access in reversed(self.store.access.newest(1000))]
        assert looks == [at for at in self.model.looks if at in looks]
        assert {at for at in self.model.looks if at >= self.clock.now_ms() - TWO_YEARS} <= {*looks}
        self.model.forgotten += len(self.model.looks) - len(looks)
        self.model.looks = looks
        # What follows on a passage that must stay may stay, or an exit would go without its entry.
        lines = [self.model.in_force(key) for key in self.model.known()]
        followers = {
            later.id
            for line in lines
            for place, later in enumerate(line)
            if any(one.id in kept - old for one in line[:place])
        }
        assert old - gone <= followers | {one.id for one in inside.values()}

    # The machine

    @rule(how=st.sampled_from(["closed", "crashed", "rekeyed"]), byte=st.integers(1, 255))
    def ends_and_goes_on(self, how: str, byte: int) -> None:
        """After a crash only what is in the files is left, the log of writes as it stands."""
        if how == "crashed":
            self._live_on(self._files())
            return
        if how == "rekeyed":
            self.key = bytes([byte]) * 32
            self.store.rekey(self.key)
        self.store.close()
        self.store = self._open()

    @rule(data=st.data(), part=st.floats(0, 1))
    def power_cut(self, data: st.DataObject, part: float) -> None:
        """While something is being written: all of it is there then, or nothing of it."""
        was, files = self.model.copy(), self._files()
        acts: list[Callable[[], None]] = [
            lambda: self.capture(
                data.draw(faces), data.draw(directions), Way.PAPER, data.draw(late), False
            ),
            lambda: self.capture_many([(face, IN, 0) for face in FACES], again=False),
            self.look,
        ]
        if self.model.all:
            acts += [
                lambda: self.void(data.draw(pick), False),
                lambda: self.correct(data.draw(pick), "person", data.draw(faces), 0),
                lambda: self.settle([(data.draw(pick), 2, ACCEPTED)]),
            ]
        data.draw(st.sampled_from(acts))()
        then = self._files()
        if then["station.db"] == files["station.db"]:
            log = "station.db-wal"
            then[log] = torn(files.get(log, b""), then[log], part)
            del then["station.db-shm"]
        self._live_on(then)
        if part < 1 and self.journal_rows() == was.journal_rows():
            self.model = was

    def _files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def _live_on(self, files: dict[str, bytes]) -> None:
        before = self.store
        self.lives += 1
        for name, content in files.items():
            (self.folder / name).write_bytes(content)
        self.store = self._open()
        before.close()
