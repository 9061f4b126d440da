"""Days of passages on PostgreSQL, made ahead, and what is let go of on both databases."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.passage import Direction
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import partitions, retention
from checkpoint_app.hub.store.partitions import first_id
from tests.fakes.clock import FakeClock
from tests.hub import recount
from tests.hub.places import Place, new_place

DAY_MS = 86_400_000
NOON = parse_iso("2026-11-23T12:00")


@pytest.fixture
def here(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Place]:
    clock.set_wall("2026-11-23T12:30")
    hub = Hub.open(tmp_path / "hub", hub_db, clock)
    yield new_place(hub)
    hub.close()


on_postgres = pytest.mark.parametrize("hub_db", ["postgresql"], indirect=True)


def made(at: int) -> UUID:
    return UUID(int=first_id(at).int | uuid4().int >> 70)


def where(here: Place) -> dict[str, int]:
    """How many passages lie in which table."""
    with here.hub._database.read() as connection:
        found = connection.execute(
            text("SELECT tableoid::regclass::text, count(*) FROM passage GROUP BY 1")
        )
        return {row[0]: row[1] for row in found}


@on_postgres
def test_each_passage_lies_in_the_day_of_its_id(here: Place) -> None:
    with here.hub._database.read() as connection:
        days = partitions.days(connection)
    assert days == [f"2026-11-{day}" for day in range(20, 31)] + ["2026-12-01"]
    midnight = parse_iso("2026-11-23T00:00")
    for at in (midnight - 1, midnight, NOON, NOON + 8 * DAY_MS):
        here.send(here.passage(NOON, id=made(at)))
    here.send(here.passage(NOON, id=uuid4()), here.passage(NOON, id=made(NOON + 9 * DAY_MS)))
    assert where(here) == {
        "passage_d20261122": 1,
        "passage_d20261123": 2,
        "passage_d20261201": 1,
        "passage_default": 2,
    }


@on_postgres
def test_what_waited_for_its_day_is_moved_there(here: Place, clock: FakeClock) -> None:
    early = here.passage(NOON, id=made(NOON + 9 * DAY_MS))
    here.send(early, here.passage(NOON, id=made(NOON + 20 * DAY_MS)))
    clock.pass_s(2 * 86_400)
    assert partitions.make_ahead(here.hub._database, clock.now_ms()) == ["2026-12-02", "2026-12-03"]
    assert partitions.make_ahead(here.hub._database, clock.now_ms()) == []
    assert where(here) == {"passage_d20261202": 1, "passage_default": 1}
    again = here.send(early, here.passage(NOON, id=early.id, rev=2, voided=True))
    assert (again.accepted, again.duplicate) == ([(early.id, 2)], [(early.id, 1)])
    rows = recount.facts(here.hub, here.site)
    assert recount.counted(here.hub, here.site) == recount.recounted(rows)


@on_postgres
def test_who_reads_for_long_is_not_waited_for(
    here: Place, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "LOCK_MS", 50)
    clock.pass_s(86_400)
    with here.hub._database.read() as connection:
        connection.execute(text("SELECT count(*) FROM passage")).scalar()
        with pytest.raises(StoreBusy):
            partitions.make_ahead(here.hub._database, clock.now_ms())
        here.hub._make_ahead()  # no reason not to open
        assert here.send(here.passage(NOON, id=made(NOON + 9 * DAY_MS))).accepted
    assert partitions.make_ahead(here.hub._database, clock.now_ms()) == ["2026-12-02"]
    assert where(here) == {"passage_d20261202": 1}


def test_what_was_received_long_ago_goes(here: Place, clock: FakeClock) -> None:
    """By when it was received: neither a clock that is behind nor a late sending loses anything."""
    kept: list[UUID] = []
    gone: list[UUID] = []
    for day in range(12):
        at = clock.now_ms()
        batch = [
            here.passage(at, f"09{day:08}", id=made(at), plate="29A12345"),
            here.passage(at - 30 * DAY_MS, id=made(at - 30 * DAY_MS)),  # clock a month behind
            here.passage(at, id=made(at - 5 * DAY_MS), direction=Direction.OUT),  # sent days later
            here.passage(at, f"07{day:08}", id=uuid4()),
            here.passage(at + 400 * DAY_MS, f"08{day:08}", id=made(at + 400 * DAY_MS)),
        ]
        here.send(*batch)
        (gone if day < 6 else kept).extend(one.id for one in batch)
        here.hub.settle()
        here.hub._make_ahead()
        clock.pass_s(86_400)
    before = clock.now_ms() - 6 * DAY_MS
    limit = "2026-11-29"
    dropped = here.hub.drop_before(limit, "2026-11-26")
    held = {row["id"] for row in recount.facts(here.hub, here.site)}
    assert held >= set(kept)
    # On PostgreSQL whole days of ids: the last two before it may be left for later.
    younger = {one for one in held - set(kept) if before - (one.int >> 80) < 3 * DAY_MS}
    assert held - set(kept) == younger
    if not dropped.days:
        assert held == set(kept)
        assert dropped.passages == len(gone)
    assert here.hub.drop_before(limit, "2026-11-26").passages == 0
    found = recount.stays(here.hub, here.site)
    assert min(row[0] for row in found) >= parse_iso("2026-11-29T00:00")
    assert {row[3] for row in found} <= held
    days = [cell[0] for cell in recount.counted(here.hub, here.site)]
    assert "2026-11-26" in days
    assert "2026-11-25" not in days
    assert len(recount.keys(here.hub)) == 1


def test_a_correction_does_not_make_a_passage_younger(here: Place, clock: FakeClock) -> None:
    at = clock.now_ms()
    old = here.passage(at - 20 * DAY_MS, id=made(at - 20 * DAY_MS))
    here.send(old)
    clock.pass_s(-86_400)  # the hub's own clock is set back
    late = here.passage(at - 20 * DAY_MS, id=old.id, rev=2)
    assert here.send(late).accepted
    clock.pass_s(86_400)
    here.hub.drop_before("2026-11-23", "2026-11-23")
    assert len(recount.facts(here.hub, here.site)) == 1
    clock.pass_s(4 * 86_400)
    here.hub.drop_before("2026-11-24", "2026-11-24")
    assert recount.facts(here.hub, here.site) == []


@pytest.mark.parametrize("hub_db", [None], ids=["sqlite"])
def test_many_are_let_go_of_in_pages(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_PAGE", 3)
    here.send(*[here.passage(NOON) for _ in range(10)])
    assert here.hub.drop_before("2026-11-24", "2026-11-24").passages == 10
    assert recount.facts(here.hub, here.site) == []
