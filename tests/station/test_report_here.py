"""The station's sheet of 16:00 and the hub's row for its site say the same, once all is sent."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.passage import DirectionMode, Fallback, Kind, Person, SiteKind, Way
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.store.reports import COUNTED
from checkpoint_app.hub.store.tables import HOURS, KINDS, site_day
from checkpoint_app.i18n import Lang
from checkpoint_app.reports.day_sheet import remarks, to_fields
from checkpoint_app.station.day_sheets import handed_in, keep_due, sheet_of
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import RunningHub
from tests.fakes.passages import passage

SITE, DAY, BEFORE = "Chung cư Thử", "2026-11-23", "2026-11-22"
FOUR = parse_iso(f"{DAY}T16:00")
EVENING = ("15:59:59.999", "16:00", "18:20", "23:59:59.999")
MORNING = ("00:00", "00:00:00.001", "07:10", "09:30", "12:00", "15:59:59.999", "16:00", "16:05")
WAYS = {Way.CAMERA: "scanned", Way.SCANNER: "scanned", Way.IMPORT: "imported"}


class Gate:
    """A hub that can be away, and a gate of its only site."""

    def __init__(self, folder: Path, clock: FakeClock, db: str | None) -> None:
        self.clock = clock
        clock.set_wall(f"{BEFORE}T12:00")
        self.hub = RunningHub(folder / "hub", db, clock=clock)
        self.site = self.hub.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        home = Home(folder / "home", clock)
        home.set_up(
            site=SITE, gate="Cổng", kind=SiteKind.RESIDENTIAL, pin=PIN, keyring=False, cost=CHEAP
        )
        self.desk: Desk = home.unlock(PIN)
        self.desk.enrol(self.hub.url, self.hub.hub.enrol(SITE))
        self._people = 0

    def cross(self, day: str, time: str, way: Way = Way.CAMERA, *, out: bool = False) -> UUID:
        """Somebody crosses, and it is recorded now."""
        self._people += 1
        entry = Entry(
            DirectionMode.OUT if out else DirectionMode.IN,
            kind=list(Kind)[self._people % len(Kind)],
            occurred_at=parse_iso(f"{day}T{time}"),
            way=way,
            fallback=Fallback.NETWORK if way is Way.PAPER else None,
            person=Person(name="Người", phone=f"09{self._people:08}"),
        )
        made = self.desk.enter(entry).passage
        assert made is not None
        return made.id

    def row(self) -> dict[str, int]:
        """The hub's row of the site, by `COUNTED`."""
        held = self.hub.hub.oversight.report(FOUR, Scope(site=self.site)).counts
        found = (held.in_, held.out, held.scans, held.typed, held.paper, held.imported)
        return dict(zip(COUNTED, found, strict=True))

    def day_at_hub(self, day: str) -> Counter[str]:
        """All that the hub counts of a day, by column."""
        sums: Counter[str] = Counter()
        query = select(site_day).where(site_day.c.site == self.site, site_day.c.day == day)
        with self.hub.hub._database.read() as connection:
            for row in connection.execute(query):
                named = (*COUNTED, *KINDS, *HOURS, "voided")
                sums.update({name: getattr(row, name) for name in named})
        return +sums

    def day_here(self, day: str) -> Counter[str]:
        """The same of the station's sheet."""
        counts = sheet_of(self.desk.store, self.clock, day).counts
        sums = Counter(entries=counts.entries, exits=counts.exits, voided=counts.voided)
        for way, count in counts.by_way.items():
            sums[WAYS.get(way, way.value)] += count
        sums.update({kind.value: count for kind, count in counts.by_kind.items()})
        for hour, pair in zip(HOURS, counts.by_hour, strict=True):
            sums[hour] += sum(pair)
        return +sums

    def close(self) -> None:
        self.desk.close()
        self.hub.stop()


@pytest.fixture
def gate(tmp_path: Path, clock: FakeClock, hub_db: str | None) -> Iterator[Gate]:
    made = Gate(tmp_path, clock, hub_db)
    yield made
    made.close()


def test_after_a_day_without_network_both_say_the_same(gate: Gate) -> None:
    """Paper typed late, voids, corrections; over midnight and over 16:00 on both days."""
    desk, clock, store = gate.desk, gate.clock, gate.desk.store
    gate.hub.stop()
    clock.set_wall(f"{BEFORE}T23:59:59")
    evening = [gate.cross(BEFORE, time, out=place % 3 == 2) for place, time in enumerate(EVENING)]
    clock.set_wall(f"{DAY}T15:59")
    ways = (Way.CAMERA, Way.TYPED, Way.PAPER, Way.SCANNER)
    morning = [
        gate.cross(DAY, time, ways[place % 4], out=place % 2 == 1)
        for place, time in enumerate(MORNING[:6])
    ]
    store.void(morning[2], None)
    assert desk.sync_once().cause is not None
    clock.set_wall(f"{DAY}T16:00")
    assert keep_due(store, clock)
    kept = handed_in(store, clock, DAY).sheet
    assert asdict(kept.reported) == {
        "entries": 4, "exits": 4, "scanned": 6, "typed": 2, "paper": 0, "imported": 0
    }  # fmt: skip
    assert kept.not_there == 9
    assert "9" in remarks(kept, Lang.VI)[1]

    clock.set_wall(f"{DAY}T18:00")
    gate.cross(BEFORE, "15:00", Way.PAPER)
    for time in ("16:30", "22:00"):
        gate.cross(BEFORE, time, Way.PAPER)
    for time in MORNING[6:]:
        gate.cross(DAY, time, Way.TYPED)
    gate.cross(DAY, "10:00", Way.PAPER, out=True)
    imported = passage(store.info().id, at=parse_iso(f"{DAY}T11:00"))
    store.save(replace(imported, way=Way.IMPORT))
    at = parse_iso(f"{DAY}T16:00:01")
    store.correct(morning[0], lambda one: replace(one, occurred_at=at))
    store.correct(evening[0], lambda one: replace(one, occurred_at=one.occurred_at + 1))
    store.correct(evening[1], lambda one: replace(one, way=Way.TYPED, kind=Kind.GOODS))
    store.void(evening[2], None)

    gate.hub.start()
    assert set(gate.row().values()) == {0}, "frozen while nothing had come"
    assert desk.sync_once().pending == 0
    sheet = sheet_of(store, clock, DAY)
    assert gate.row() == asdict(sheet.reported)
    assert sum(gate.row().values()) == 2 * (sheet.reported.entries + sheet.reported.exits) > 20
    assert gate.hub.hub.oversight.report(FOUR).correction == 1
    assert sheet.not_there == 0
    assert not any("does not hold" in said for said in remarks(sheet, Lang.EN))
    assert handed_in(store, clock, DAY).sheet.reported == kept.reported
    for day in (BEFORE, DAY):
        assert gate.day_here(day) == gate.day_at_hub(day)
        assert gate.day_here(day)["voided"] > 0


def test_what_the_hub_refuses_is_missing_there_and_the_sheet_says_so(gate: Gate) -> None:
    desk, clock, store = gate.desk, gate.clock, gate.desk.store
    clock.set_wall(f"{DAY}T15:00")
    gate.cross(DAY, "14:00")
    unfit = passage(store.info().id, at=parse_iso(f"{DAY}T14:30"))
    store.save(replace(unfit, person=Person(name="Người\x07", phone="0912345678")))
    assert desk.sync_once().needs_fix == 1
    clock.set_wall(f"{DAY}T16:00")
    sheet = sheet_of(store, clock, DAY)
    assert gate.row()["entries"] == sheet.reported.entries - 1
    assert sheet.not_there == 1
    assert to_fields(sheet)["report"] == {
        "in": 2, "out": 0, "scans": 2, "typed": 0, "paper": 0, "imported": 0, "not_at_hub": 1
    }  # fmt: skip
    store.correct(unfit.id, lambda one: replace(one, person=Person(name="Người")))
    assert desk.sync_once().pending == 0
    assert gate.row() == asdict(sheet_of(store, clock, DAY).reported)
    assert sheet_of(store, clock, DAY).not_there == 0
