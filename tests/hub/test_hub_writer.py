"""Group commit: groups form, a bad batch fails alone, nobody waits for ever."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from uuid import uuid4

import pytest

from checkpoint_app.hub.judging import judge
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.group import Intake, Outcome
from checkpoint_app.hub.writer import MAX_ROWS, MAX_WAITING_ROWS, MIN_ROWS, GroupWriter
from checkpoint_app.wire.passages import encode_item
from checkpoint_app.wire.protocol import ProblemCode, Refused
from tests.fakes.hub_server import make_passage

WAIT_S = 20


def intake(rows: int = 1) -> Intake:
    site, station = uuid4(), uuid4()
    raw = encode_item(make_passage(station, Random(0)))
    good, _ = judge([raw], site, 0, 0, Vault(bytes(32)))
    return Intake(site, station, 0, 0, good * rows)


class Disk:
    """Writes groups; the first one waits until it is told to go on."""

    def __init__(self) -> None:
        self.groups: list[list[Intake]] = []
        self.bad: Intake | None = None
        self.entered = threading.Event()
        self.go = threading.Event()

    def commit(self, group: Sequence[Intake]) -> list[Outcome]:
        self.entered.set()
        assert self.go.wait(WAIT_S)
        self.groups.append(list(group))
        if self.bad in group:
            raise OSError("no")
        return [Outcome(accepted=[(entry.site, 1)]) for entry in group]


def test_what_arrives_during_a_commit_is_written_together() -> None:
    disk = Disk()
    writer = GroupWriter(disk.commit)
    first = intake()
    futures = [writer.submit(first)]
    assert disk.entered.wait(WAIT_S)
    later = [intake() for _ in range(5)]
    futures += [writer.submit(entry) for entry in later]
    disk.go.set()
    outcomes = [future.result(WAIT_S) for future in futures]
    assert disk.groups == [[first], later]
    assert [outcome.accepted[0][0] for outcome in outcomes] == [
        entry.site for entry in [first, *later]
    ]
    writer.close()


def test_a_group_is_bounded_and_so_is_the_queue() -> None:
    disk = Disk()
    writer = GroupWriter(disk.commit)
    futures = [writer.submit(intake())]
    assert disk.entered.wait(WAIT_S)
    size = 1_000
    futures += [writer.submit(intake(size)) for _ in range(MAX_WAITING_ROWS // size)]
    with pytest.raises(Refused) as refused:
        writer.submit(intake(size))
    assert refused.value.code is ProblemCode.BUSY
    disk.go.set()
    for future in futures:
        future.result(WAIT_S)
    sizes = [sum(len(entry.passages) for entry in group) for group in disk.groups]
    assert max(sizes) <= MAX_ROWS
    assert len(sizes) == 1 + MAX_WAITING_ROWS // MAX_ROWS
    writer.close()


def test_a_bad_batch_fails_alone() -> None:
    disk = Disk()
    writer = GroupWriter(disk.commit)
    first = writer.submit(intake())
    assert disk.entered.wait(WAIT_S)
    disk.bad = intake()
    bad = writer.submit(disk.bad)
    good = [writer.submit(intake()) for _ in range(3)]
    disk.go.set()
    assert first.result(WAIT_S).accepted
    with pytest.raises(OSError, match="no"):
        bad.result(WAIT_S)
    assert all(future.result(WAIT_S).accepted for future in good)
    assert writer.submit(intake()).result(WAIT_S).accepted
    writer.close()


def test_closing_writes_what_is_queued_and_takes_nothing_more() -> None:
    disk = Disk()
    writer = GroupWriter(disk.commit)
    futures = [writer.submit(intake()) for _ in range(3)]
    closer = threading.Thread(target=writer.close)
    closer.start()
    disk.go.set()
    closer.join(WAIT_S)
    assert not closer.is_alive()
    assert all(future.done() for future in futures)
    with pytest.raises(Refused):
        writer.submit(intake())


def test_whoever_has_gone_does_not_stop_the_others() -> None:
    disk = Disk()
    writer = GroupWriter(disk.commit)
    writer.submit(intake())
    assert disk.entered.wait(WAIT_S)
    gone, stays = writer.submit(intake()), writer.submit(intake())
    assert gone.cancel()
    disk.go.set()
    assert stays.result(WAIT_S).accepted
    writer.close()


class Desk:
    """Several writers at once: each is held until it is told to go on, by its group's sites."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way: list[list[Intake]] = []
        self._let_go: list[Intake] = []

    def commit(self, group: Sequence[Intake]) -> list[Outcome]:
        with self._changed:
            self._under_way.append(list(group))
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: group[0] in self._let_go, WAIT_S)
            self._under_way.remove(list(group))
            self._changed.notify_all()
        return [Outcome(accepted=[(entry.site, 1)]) for entry in group]

    def wait_for(self, *groups: list[Intake]) -> bool:
        """Wait until just these are being written."""
        wanted = [list(map(id, group)) for group in groups]
        with self._changed:
            return self._changed.wait_for(
                lambda: sorted(list(map(id, group)) for group in self._under_way) == sorted(wanted),
                WAIT_S,
            )

    def let_go(self, first: Intake) -> None:
        with self._changed:
            self._let_go.append(first)
            self._changed.notify_all()


def test_what_a_site_sends_is_written_in_its_order_by_one_thread_at_a_time() -> None:
    desk = Desk()
    writer = GroupWriter(desk.commit, writers=3)
    first, other = intake(MIN_ROWS), intake(MIN_ROWS)
    later = [replace(intake(MIN_ROWS), site=first.site) for _ in range(2)]
    futures = [writer.submit(first)]
    assert desk.wait_for([first])
    futures += [writer.submit(entry) for entry in (*later, other)]
    assert desk.wait_for([first], [other])
    desk.let_go(other)
    assert desk.wait_for([first])
    desk.let_go(first)
    assert desk.wait_for(later)
    desk.let_go(later[0])
    assert all(future.result(WAIT_S).accepted for future in futures)
    writer.close()


def test_a_full_group_leaves_what_a_site_sent_later_behind_what_it_sent_before() -> None:
    disk = Disk()
    writer = GroupWriter(disk.commit)
    futures = [writer.submit(intake())]
    assert disk.entered.wait(WAIT_S)
    large = [intake(MAX_ROWS - 1), intake(2)]
    small = [replace(intake(), site=large[1].site), intake()]
    futures += [writer.submit(entry) for entry in (*large, *small)]
    disk.go.set()
    for future in futures:
        future.result(WAIT_S)
    assert disk.groups[1:] == [[large[0], small[1]], [large[1], small[0]]]
    writer.close()


def test_a_few_wait_for_the_group_under_way_and_many_do_not() -> None:
    desk = Desk()
    writer = GroupWriter(desk.commit, writers=2)
    first, few, more = intake(), [intake() for _ in range(3)], intake(MIN_ROWS)
    futures = [writer.submit(first)]
    assert desk.wait_for([first])
    futures += [writer.submit(entry) for entry in few]
    with writer._changed:
        assert (writer._taken(), writer.waiting, writer.idle_s) == ([], len(few), 0.0)
    futures.append(writer.submit(more))
    assert desk.wait_for([first], [*few, more])
    for group in (first, few[0]):
        desk.let_go(group)
    for future in futures:
        future.result(WAIT_S)
    writer.close()
