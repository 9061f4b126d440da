"""What the last report found goes down to the gates of each site it is about, and to no other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from sqlalchemy import update

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import tables
from checkpoint_app.hub.store.forward import Upward
from checkpoint_app.i18n import Lang
from checkpoint_app.records.bulletins import Found, FoundHere, FoundWords, NewBulletin
from checkpoint_app.records.ids import new_id
from checkpoint_app.sync.bulletin import read_bulletin
from checkpoint_app.wire.messages import EnrolRequest
from tests.fakes.bulletins import bulletin
from tests.fakes.clock import FakeClock
from tests.hub.places import Place, new_place

FOUR = parse_iso("2026-11-23T16:00")
DAY_MS = 86_400_000


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Hub]:
    clock.set_wall("2026-11-23T16:00")
    opened = Hub.open(tmp_path / "hub", hub_db, clock)
    yield opened
    opened.close()


def put_clock(hub: Hub, place: Place, skew_ms: int, seen_at: int = FOUR - 1) -> None:
    """A station whose clock is so far off, as its last sign of life told."""
    station = update(tables.station).where(tables.station.c.id == place.sender.station)
    with hub._database.write() as connection:
        connection.execute(station.values(skew_ms=skew_ms, last_seen_at=seen_at))


def told(hub: Hub, place: Place) -> NewBulletin:
    new = read_bulletin(hub.bulletins.answer(place.site, ""), hub.id, None)
    assert new is not None
    assert new.faults == ()
    return new


def test_a_gate_is_told_what_was_found_at_its_site_in_both_languages(hub: Hub) -> None:
    here, there = new_place(hub), new_place(hub)
    assert told(hub, here).found == FoundHere()
    put_clock(hub, here, 3_600_000)
    put_clock(hub, there, 0)
    hub.oversight.report(FOUR)
    [one] = told(hub, here).found.items
    assert (told(hub, here).found.at, one.finding, one.since) == (FOUR, "clock_off", FOUR)
    assert set(one.words) == {lang.value for lang in Lang}
    assert "60" in one.words["vi"].because
    assert one.words["vi"].advice != one.words["en"].advice
    assert told(hub, there).found == FoundHere(FOUR)


def test_a_report_is_news_only_where_it_found_something(hub: Hub) -> None:
    here, there = new_place(hub), new_place(hub)
    put_clock(hub, here, 3_600_000)
    put_clock(hub, there, 0)
    before = [hub.bulletins.stand(place.site)[:2] for place in (here, there)]
    hub.oversight.report(FOUR)
    after = [hub.bulletins.stand(place.site)[:2] for place in (here, there)]
    assert after[0][1] != before[0][1]
    assert after[1][1] == before[1][1]
    assert after[0][0] > before[0][0], "a later bulletin has a later serial"
    put_clock(hub, here, 0)
    hub.oversight.report(FOUR - DAY_MS)  # made late, of before: news to nobody
    assert [hub.bulletins.stand(place.site)[:2] for place in (here, there)] == after


def test_it_is_said_since_when(hub: Hub, clock: FakeClock) -> None:
    here = new_place(hub)
    put_clock(hub, here, 3_600_000)
    for days in range(3):
        clock.set_wall(f"2026-11-{23 + days}T16:00")
        put_clock(hub, here, 3_600_000 if days else 300_000, FOUR + days * DAY_MS - 1)
        hub.oversight.report(FOUR + days * DAY_MS)
        assert [one.since for one in told(hub, here).found.items] == [FOUR]
    clock.set_wall("2026-11-26T16:00")
    put_clock(hub, here, 0, FOUR + 3 * DAY_MS - 1)
    hub.oversight.report(FOUR + 3 * DAY_MS)
    assert told(hub, here).found == FoundHere(FOUR + 3 * DAY_MS)
    clock.set_wall("2026-11-27T16:00")
    put_clock(hub, here, -900_000, FOUR + 4 * DAY_MS - 1)
    hub.oversight.report(FOUR + 4 * DAY_MS)
    assert [one.since for one in told(hub, here).found.items] == [FOUR + 4 * DAY_MS]


def test_a_correction_of_the_last_report_is_told(hub: Hub, clock: FakeClock) -> None:
    here = new_place(hub)
    put_clock(hub, here, 0)
    hub.oversight.report(FOUR)
    assert told(hub, here).found.items == ()
    clock.set_wall("2026-11-23T18:00")
    late = [here.passage(FOUR - hour * 1_800_000, f"09{hour:08}") for hour in range(1, 31)]
    here.send(*late)
    hub.oversight.report(FOUR)
    assert [one.finding for one in told(hub, here).found.items] == ["no_exits"]


def test_at_a_sites_own_hub_the_one_above_counts(hub: Hub) -> None:
    here = new_place(hub)
    put_clock(hub, here, 3_600_000)
    hub.oversight.report(FOUR)
    above = new_id()
    up = Upward(
        url="http://127.0.0.1:1", token="t", station=new_id(), hub=above, site=new_id(),
        site_name="x", own_site=here.site, authority=None,
    )  # fmt: skip
    hub.forward.report_to(up)
    assert [one.finding for one in told(hub, here).found.items] == ["clock_off"]
    words = {"vi": FoundWords("Ghi giấy quá nhiều", "67 %", "Quét mã trước.")}
    theirs = FoundHere(FOUR - 1, (Found("paper_share", FOUR - DAY_MS, words),))
    assert hub.bulletins.take_from_above(replace(bulletin(5, found=theirs), hub=above))
    assert told(hub, here).found == theirs
    assert hub.bulletins.take_from_above(replace(bulletin(6, found=FoundHere(FOUR)), hub=above))
    assert told(hub, here).found == FoundHere(FOUR)


def test_a_finding_that_only_a_newer_hub_knows_is_told_by_its_name(hub: Hub) -> None:
    """A report another version has made: what it says is shown, whatever it is."""
    here = new_place(hub)
    put_clock(hub, here, 3_600_000)
    hub.oversight.report(FOUR)
    [held] = hub.oversight._reports.every(FOUR)
    newer = held.body.replace(b"clock_off", b"no_camera")
    hub.oversight._reports.keep(FOUR, 1, FOUR + 1, newer, held.hash)
    [one] = told(hub, here).found.items
    assert (one.finding, one.words["vi"]) == ("no_camera", FoundWords("no_camera"))


class _Earlier(msgspec.Struct):
    """The content as stations of an earlier version read it."""

    notices: list[msgspec.Raw]
    version: str


def test_a_station_of_an_earlier_version_reads_what_it_knows(hub: Hub) -> None:
    here = new_place(hub)
    put_clock(hub, here, 3_600_000)
    hub.oversight.report(FOUR)
    content = hub.bulletins.answer(here.site, "").content
    assert msgspec.json.decode(content, type=_Earlier).notices == []


def test_a_site_with_two_such_stations_is_told_once(hub: Hub) -> None:
    here = new_place(hub)
    request = EnrolRequest(code=hub.enrol(str(here.site)), station=uuid4(), name="Cổng sau")
    second = Place(hub, hub.sender(hub.join(request, "192.0.2.1").token))
    put_clock(hub, here, 3_600_000)
    put_clock(hub, second, -7_200_000)
    report = hub.oversight.report(FOUR)
    assert [(one.site, one.finding) for one in report.done_wrongly] == [(here.site, "clock_off")]
    assert report.done_wrongly[0].evidence["minutes"] == -120
