"""Group commit: groups form, a bad batch fails alone, nobody waits for ever."""

import threading
from collections.abc import Sequence
from random import Random
from uuid import uuid4

import pytest

from checkpoint_app.hub.judging import judge
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.hub.store.group import Intake, Outcome
from checkpoint_app.hub.writer import MAX_ROWS, MAX_WAITING_ROWS, GroupWriter
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
