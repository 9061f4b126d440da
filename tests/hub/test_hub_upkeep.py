"""What is too old goes, once a day and by itself; what is not stays, whatever its clock says."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import Table, func, select

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.listed import ListedPerson, SharedKind, WatchEntry
from checkpoint_app.domain.passage import Kind, SiteKind
from checkpoint_app.hub.authorising import Role
from checkpoint_app.hub.scope import ALL
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.access import Action
from checkpoint_app.hub.store.tables import enrolment, session, site_list_change, station_day
from checkpoint_app.hub.upkeep import KEEP_ACCESS, KEEP_ANSWERS, KEEP_NOTICES, Upkeep, purge
from checkpoint_app.wire.bulletin import Acknowledgement, BulletinContent, DayItem, Heartbeat
from checkpoint_app.wire.messages import EnrolRequest
from checkpoint_app.wire.site_lists import ChangeWay, ListChange, encode_row
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import CHEAP_HASHER
from tests.hub.test_hub_service import passage, send

DAY_S = 86_400
PASSWORD = "mật khẩu rất dài"


@pytest.fixture
def hub(tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", hub_db, clock, CHEAP_HASHER)
    opened.add_site("Chợ Thử", SiteKind.MARKET)
    yield opened
    opened.close()


@pytest.fixture
def beside(hub: Hub, tmp_path: Path, hub_db: str | None, clock: FakeClock) -> Iterator[Hub]:
    """Another program on the same hub."""
    assert hub.id
    opened = Hub.open(tmp_path / "hub", hub_db, clock)
    yield opened
    opened.close()


@pytest.fixture
def station(hub: Hub) -> UUID:
    return uuid4()


@pytest.fixture
def token(hub: Hub, station: UUID) -> str:
    wish = EnrolRequest(code=hub.enrol("Chợ Thử"), station=station, name="Cổng")
    return hub.join(wish, "192.0.2.1").token


def held(hub: Hub) -> set[str]:
    return {str(row["id"]) for row in hub.passages()}


def test_what_was_received_too_long_ago_goes(
    hub: Hub, token: str, station: UUID, clock: FakeClock
) -> None:
    send(hub, token, *(passage(station) for _ in range(7)))
    clock.pass_s(29 * DAY_S)
    # Crossed long before, and sent only now: from a station that was off line.
    late = [passage(station, occurred_at=clock.now_ms() - 90 * DAY_S * 1000) for _ in range(4)]
    send(hub, token, *late)
    assert purge(hub, timedelta(days=30)).passages == 0
    clock.pass_s(2 * DAY_S)
    assert purge(hub, timedelta(days=30)).passages == 7
    assert held(hub) == {str(each.id) for each in late}
    assert purge(hub, timedelta(days=30)).passages == 0
    assert hub.status()["passages"] == 4


def test_whole_days_are_kept(hub: Hub, token: str, station: UUID, clock: FakeClock) -> None:
    clock.set_wall("2026-11-23T00:00:00")
    send(hub, token, passage(station))
    clock.set_wall("2026-11-24T23:59:59")
    assert purge(hub, timedelta(days=1)).passages == 0
    clock.set_wall("2026-11-25T00:00:00")
    assert purge(hub, timedelta(days=1)).passages == 1


def left_behind(hub: Hub) -> tuple[int, int, int]:
    """What a purge took of sessions, codes and looks."""
    left = purge(hub).left
    return left.sessions, left.codes, left.accesses


def test_what_the_hub_leaves_behind_goes_too(hub: Hub, clock: FakeClock) -> None:
    hub.people.add("an", Role.CITY, ALL, PASSWORD)
    hub.people.sign_in("an", PASSWORD, "192.0.2.1")
    hub.enrol("Chợ Thử")
    hub.access.note(Action.REVEAL, None, items=1)
    assert left_behind(hub) == (0, 0, 0)
    clock.pass_s(40 * DAY_S)
    assert left_behind(hub) == (1, 1, 0)
    clock.pass_s(KEEP_ACCESS.total_seconds())
    assert left_behind(hub) == (0, 0, 1)
    with hub._database.read() as connection:
        for table in (session, enrolment):
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_notices_that_are_over_go_with_what_was_said_to_them(
    hub: Hub, token: str, station: UUID, clock: FakeClock
) -> None:
    told = hub.bulletins
    until = clock.now_ms() + 5 * DAY_S * 1000
    stands, over = told.add_notice("all", "Còn hiệu lực"), told.add_notice("all", "Đã rút")
    told.add_notice("all", "Hết hạn", until=until)
    told.withdraw(over)
    say_read(hub, token, station, stands, over)
    assert [len(one["answers"]) for one in told.notices()] == [1, 1, 0]
    clock.pass_s(KEEP_NOTICES.total_seconds() - DAY_S)
    assert purge(hub).left.notices == 0
    clock.pass_s(2 * DAY_S)
    assert purge(hub).left.notices == 1
    clock.pass_s(5 * DAY_S)
    assert purge(hub).left.notices == 1
    assert [(one["id"], len(one["answers"])) for one in told.notices()] == [(stands, 1)]
    clock.pass_s(KEEP_ANSWERS.total_seconds())
    assert purge(hub).left.answers == 1
    assert [(one["id"], len(one["answers"])) for one in told.notices()] == [(stands, 0)]
    assert rows_of(hub, station_day) == 0


def say_read(hub: Hub, token: str, station: UUID, *notices: UUID) -> None:
    now = hub.now_ms()
    beat = Heartbeat(
        station=station,
        sent=now,
        version="1",
        queue=0,
        needs_fix=0,
        captured=0,
        today=DayItem(day="2026-11-23", entries=0, exits=0),
        acknowledged=[Acknowledgement(notice=one, at=now) for one in notices],
    )
    hub.beat(hub.sender(token), beat)
    assert rows_of(hub, station_day) == 1


def rows_of(hub: Hub, table: Table) -> int:
    with hub._database.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_who_is_looked_out_for_goes_after_the_last_day_and_gates_are_told(
    hub: Hub, token: str, clock: FakeClock
) -> None:
    today = local(clock.now_ms()).date()
    ending = WatchEntry("Phạm Văn Canh", None, "0912000001", None, "Báo ngay", today)
    staying = WatchEntry("Lê Văn Ở", None, "0912000002", None, "Báo ngay")
    hub.bulletins.take_watched("all", [ending, staying], replace=True)
    sender = hub.sender(token)
    before = hub.site_bulletin(sender, "").revision
    assert purge(hub).left.watched == 0
    assert hub.site_bulletin(sender, "").revision == before
    clock.pass_s(DAY_S)
    assert purge(hub).left.watched == 1
    told = hub.site_bulletin(sender, before)
    assert told.revision != before
    content = msgspec.json.decode(told.content, type=BulletinContent)
    assert len(content.watch) == 1
    assert b"Canh" not in bytes(told.content)


def test_lists_that_no_gate_shares_any_more_go(
    hub: Hub, token: str, station: UUID, clock: FakeClock
) -> None:
    row = encode_row(ListedPerson(Kind.STAFF, "Nguyễn Văn Thử"))
    change = ListChange(
        id=uuid4(),
        station=station,
        kind=SharedKind.PEOPLE,
        way=ChangeWay.REPLACE,
        rows=[msgspec.Raw(row)],
    )
    sender = hub.sender(token)
    hub.sharing.change_list(sender, change)
    clock.pass_s(90 * DAY_S)
    assert purge(hub).left.listed == 0
    assert rows_of(hub, site_list_change) == 0
    hub.revoke(str(station))
    assert purge(hub).left.listed == 1
    assert hub.sharing.list_states(sender).lists == []


def test_once_a_day_by_whichever_program_comes_first(
    hub: Hub, beside: Hub, token: str, station: UUID, clock: FakeClock
) -> None:
    one, two = Upkeep(hub), Upkeep(beside)
    assert one.tend() is not None
    assert (one.tend(), two.tend()) == (None, None)
    send(hub, token, passage(station))
    for day in range(1, 33):
        clock.pass_s(DAY_S)
        done = [(two if day % 2 else one).tend(), (one if day % 2 else two).tend()]
        assert done[0] is not None
        assert done[1] is None
        assert len(held(hub)) == int(day <= 30), day


def test_a_clock_that_leaps_takes_nothing_away(
    hub: Hub, token: str, station: UUID, clock: FakeClock
) -> None:
    keeper = Upkeep(hub)
    keeper.tend()
    send(hub, token, passage(station))
    clock.set_wall("2036-11-23T08:00:00")
    assert keeper.tend() is None
    assert len(held(hub)) == 1
    clock.set_wall("2026-11-24T08:00:00")
    assert keeper.tend() is None, "the clock went back: nobody knows which was right"
    clock.pass_s(DAY_S)
    assert keeper.tend() is not None
    assert len(held(hub)) == 1


def test_it_goes_on_after_a_failure_and_ends_when_told(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, enough = list[str](), threading.Event()

    def fail(day: str) -> str | None:
        tried.append(day)
        if len(tried) >= 3:
            enough.set()
        raise StoreBusy if len(tried) == 1 else ValueError("Nguyễn Văn Thử")

    monkeypatch.setattr(hub.keeping, "claim_day", fail)
    with Upkeep(hub, look_s=0.001) as keeper:
        assert enough.wait(20)
    assert not keeper._thread.is_alive()
