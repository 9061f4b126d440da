"""Reminders: drafted from a finding, sent to the gates, answered, repeated, counted."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import update

from checkpoint_app.domain.clock import parse_iso
from checkpoint_app.domain.hub_errors import FindingGone
from checkpoint_app.hub.oversight import Oversight
from checkpoint_app.hub.scope import Scope
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store import tables
from checkpoint_app.i18n import Lang
from checkpoint_app.records.ids import new_id
from checkpoint_app.wire.bulletin import Acknowledgement, BulletinContent, DayItem, Heartbeat
from checkpoint_app.wire.protocol import MAX_NOTICE_TEXT
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


@pytest.fixture
def here(hub: Hub) -> Place:
    """A site whose clock was an hour off when the report was made."""
    made = new_place(hub)
    of_station = update(tables.station).where(tables.station.c.id == made.sender.station)
    with hub._database.write() as connection:
        connection.execute(of_station.values(skew_ms=3_600_000, last_seen_at=FOUR - 1))
    hub.oversight.report(FOUR)
    return made


def answered(here: Place, notice: UUID, words: str) -> None:
    here.hub.beat(
        here.sender,
        Heartbeat(
            station=here.sender.station, sent=FOUR, version="0.1.0", queue=0, needs_fix=0,
            captured=0, today=DayItem(day="2026-11-23", entries=0, exits=0),
            acknowledged=[Acknowledgement(notice=notice, at=FOUR + 5, answer=words)],
        ),
    )  # fmt: skip


def test_a_reminder_reaches_the_gate_and_its_answer_comes_back(hub: Hub, here: Place) -> None:
    oversight: Oversight = hub.oversight
    site = here.sender.site
    for lang in Lang:
        draft = oversight.reminding.draft(site, "clock_off", lang)
        assert (draft.number, len(draft.text) <= MAX_NOTICE_TEXT) == (1, True)
        assert "60" in draft.text
    assert oversight.reminding.every() == []
    oversight.reminding.send(site, "clock_off", Lang.VI)
    told = hub.site_bulletin(here.sender, "").content
    content = msgspec.json.decode(told, type=BulletinContent)
    assert b"reminder" in bytes(content.notices[0])
    [sent] = oversight.reminding.every()
    assert (sent.number, sent.by_letter, sent.answers) == (1, False, ())
    [notice] = hub.bulletins.notices()
    answered(here, notice["id"], "đã chỉnh giờ")
    [sent] = oversight.reminding.every()
    assert [(one.at, one.answer) for one in sent.answers] == [(FOUR + 5, "đã chỉnh giờ")]


def test_reminders_are_counted_for_each_finding_and_shown(hub: Hub, here: Place) -> None:
    reminding, site = hub.oversight.reminding, here.sender.site
    reminding.send(site, "clock_off", Lang.VI)
    reminding.send(site, "clock_off", Lang.EN, words="Chỉnh giờ ngay hôm nay.", account=None)
    third = reminding.send(site, "clock_off", Lang.VI, by_letter=True)
    assert third.number == 3
    assert [one.number for one in reminding.every()] == [3, 2, 1]
    assert len(hub.bulletins.notices()) == 2
    [found] = [one for one in hub.oversight.findings().items if one.site == site]
    assert found.reminders == 3
    held = hub.oversight.held_report(FOUR)
    assert held is not None
    assert [one.reminders for one in held.done_wrongly] == [3]
    assert reminding.every(Scope(site=new_place(hub).sender.site)) == []
    for where, finding in ((site, "no_exits"), (new_id(), "clock_off")):
        with pytest.raises(FindingGone):
            reminding.send(where, finding, Lang.VI)


def test_a_dossier_holds_findings_reminders_and_days(hub: Hub, here: Place) -> None:
    reminding, site = hub.oversight.reminding, here.sender.site
    reminding.set_often(2)
    reminding.send(site, "clock_off", Lang.VI)
    assert reminding.dossier(site).repeated == []
    reminding.send(site, "clock_off", Lang.VI)
    made = reminding.dossier(site)
    assert made.repeated == ["clock_off"]
    assert [(one.at, one.item.finding) for one in made.findings] == [(FOUR, "clock_off")]
    assert [one.number for one in made.reminders] == [2, 1]
    assert reminding.dossier(uuid4()).findings == []


def test_what_was_put_right_is_not_held_against_a_site(
    hub: Hub, here: Place, clock: FakeClock
) -> None:
    """It was reminded often; its last report says something else."""
    reminding, site = hub.oversight.reminding, here.sender.site
    reminding.set_often(1)
    reminding.send(site, "clock_off", Lang.VI)
    assert reminding.dossier(site).repeated == ["clock_off"]
    of_station = update(tables.station).where(tables.station.c.id == here.sender.station)
    with hub._database.write() as connection:
        connection.execute(of_station.values(skew_ms=0, last_seen_at=FOUR + DAY_MS - 1))
    clock.set_wall("2026-11-24T15:00")
    here.send(*(here.passage(FOUR + 23 * 3_600_000 - n, f"09{n:08}") for n in range(30)))
    clock.set_wall("2026-11-24T16:00")
    hub.oversight.report(FOUR + DAY_MS)
    made = reminding.dossier(site)
    assert [one.item.finding for one in made.findings] == ["no_exits", "clock_off"]
    assert made.repeated == []
