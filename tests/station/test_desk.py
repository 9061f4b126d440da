"""The desk and its folder: setting up, opening, staff, and a real hub."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.errors import (
    AlreadySetUp,
    EnrolmentRefused,
    HubUnreachable,
    HubUrlRefused,
    LockedOut,
    NotSetUp,
    PinTaken,
    StoreDamaged,
    WeakPin,
    WrongPin,
)
from checkpoint_app.domain.passage import DirectionMode, Kind, SiteKind
from checkpoint_app.records.views import Role
from checkpoint_app.reports.day_sheet import to_csv, to_fields, to_json
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.sync.causes import SyncCause
from tests.conftest import CHEAP, PIN
from tests.fakes.clock import FakeClock
from tests.fakes.hub_server import WAIT_S, RunningHub
from tests.fakes.pictures import card

SITE = "Chung cư Thử"


def set_up(home: Home, pin: str = PIN) -> None:
    home.set_up(site=SITE, gate="Cổng 2", kind=SiteKind.MARKET, pin=pin, keyring=False, cost=CHEAP)


def test_nothing_there_is_said(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(NotSetUp):
        Home(tmp_path / "none", clock).unlock(PIN)
    assert list(tmp_path.iterdir()) == []


def test_setting_up_twice_touches_nothing(home: Home) -> None:
    before = {path.name: path.read_bytes() for path in home.path.iterdir()}
    with pytest.raises(AlreadySetUp):
        set_up(home, "9753")
    assert {path.name: path.read_bytes() for path in home.path.iterdir()} == before
    home.unlock(PIN).close()


def test_a_weak_pin_sets_nothing_up(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(WeakPin):
        set_up(Home(tmp_path / "home", clock), "0000")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", ["keys.json", "station.db.new", "station.db.new-wal", "all"])
def test_a_crash_while_setting_up_is_set_up_again(
    tmp_path: Path, clock: FakeClock, left: str
) -> None:
    """Whatever a killed first try left: the second one is a whole station."""
    first = Home(tmp_path / "home", clock)
    set_up(first, "9753")
    made = first.store_path.read_bytes()
    first.store_path.unlink()
    if left != "keys.json":
        (first.path / "station.db.new").write_bytes(made)
    if left in ("station.db.new-wal", "all"):
        (first.path / "station.db.new-wal").write_bytes(bytes(4152))
        (first.path / "station.db.new-shm").write_bytes(bytes(32768))
    home = Home(tmp_path / "home", clock)
    assert not home.is_set_up()
    set_up(home)
    desk = home.unlock(PIN)
    assert desk.store.verify().ok
    assert [member.role for member in desk.store.staff()] == [Role.SUPERVISOR]
    desk.close()
    with pytest.raises(WrongPin):
        home.unlock("9753")


@pytest.mark.parametrize("spoil", ["missing", "garbage", "of another store"])
def test_a_key_file_that_does_not_fit_is_said(
    home: Home, tmp_path: Path, clock: FakeClock, spoil: str
) -> None:
    if spoil == "missing":
        home.key_path.unlink()
    elif spoil == "garbage":
        home.key_path.write_bytes(b"\0" * 50)
    else:
        other = Home(tmp_path / "other", clock)
        set_up(other)
        home.key_path.write_bytes(other.key_path.read_bytes())
    with pytest.raises(StoreDamaged):
        home.unlock(PIN)


def test_wrong_pins_lock_out_and_the_desk_shares_the_count(home: Home, clock: FakeClock) -> None:
    desk = home.unlock(PIN)
    for _ in range(4):
        with pytest.raises(WrongPin):
            desk.sign_in("9753")
    with pytest.raises(LockedOut):
        home.unlock("9753")
    with pytest.raises(LockedOut):
        desk.sign_in(PIN)
    assert desk.take(card(1)).passage is not None, "the gate does not wait"
    clock.pass_s(30)
    assert desk.sign_in(PIN).role is Role.SUPERVISOR
    desk.close()


def test_staff_sign_in_by_their_own_pin(desk: Desk, home: Home) -> None:
    assert desk.staff is not None
    assert desk.staff.name == "Bà Tổ Trưởng"
    guard = desk.add_staff("Trần Văn Bảo", Role.GUARD, "1357")
    assert desk.sign_in("1357") == guard == desk.staff
    outcome = desk.take(card(1))
    assert outcome.passage is not None
    assert outcome.passage.staff == guard.id
    second = home.unlock("1357")
    assert second.staff == guard
    second.close()


@pytest.mark.parametrize(("pin", "error"), [(PIN, PinTaken), ("11", WeakPin)])
def test_a_refused_pin_adds_nobody(desk: Desk, pin: str, error: type[Exception]) -> None:
    before = desk.store.staff()
    with pytest.raises(error):
        desk.add_staff("Trần Văn Bảo", Role.GUARD, pin)
    assert desk.store.staff() == before


def test_settings_are_in_force(home: Home) -> None:
    home.save_settings(Settings(direction=DirectionMode.OUT, kind=Kind.STAFF, repeat_seconds=60))
    desk = home.unlock(PIN)
    outcome = desk.take(card(1))
    assert outcome.passage is not None
    assert (outcome.passage.direction, outcome.passage.kind) == ("out", "staff")
    desk.close()


def test_listeners_are_told(desk: Desk) -> None:
    told: list[int] = []
    end = desk.subscribe(lambda: told.append(1))
    desk.take(card(1))
    assert len(told) == 1
    desk.take(card(1))
    assert len(told) == 1, "a repeat changes nothing"
    desk.undo()
    assert len(told) == 2
    end()
    desk.take(card(2))
    assert len(told) == 2


def test_a_snapshot_and_the_day_sheet_say_the_same(desk: Desk) -> None:
    for number in range(3):
        desk.take(card(number))
    desk.enter(Entry(DirectionMode.OUT, kind=Kind.GOODS, plate="29B112345"))
    desk.undo()
    shot, sheet = desk.snapshot(), desk.day_sheet()
    assert (shot.inside, shot.unsent, shot.day.total) == (3, 5, 3)
    assert shot.oldest_unsent_at == shot.at_ms
    assert [row.passage.voided for row in shot.recent] == [True, False, False, False]
    fields = to_fields(sheet)
    assert (fields["date"], fields["total"], fields["in"]) == ("2026-11-23", 3, 3)
    assert fields["voided"] == 1
    assert json.loads(to_json(sheet)) == fields
    table = to_csv(sheet)
    assert table.startswith(b"\xef\xbb\xbfsite,")
    assert b"by_hour.08.in,3\r\n" in table
    assert b"balance.captured,4\r\n" in table


@pytest.mark.parametrize("name", ["=1+1", "+84", "-x", "@a", "\t=1", "a,b", 'a"b', "a\nb"])
def test_a_name_is_no_formula_in_the_table(tmp_path: Path, clock: FakeClock, name: str) -> None:
    home = Home(tmp_path / "odd", clock)
    home.set_up(site=name, gate="g", kind=SiteKind.SHOP, pin=PIN, keyring=False, cost=CHEAP)
    desk = home.unlock(PIN)
    cell = to_csv(desk.day_sheet()).split(b",", 1)[1]
    assert cell[:1] not in b"=+-@\t"
    desk.close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        running.hub.add_site(SITE, SiteKind.RESIDENTIAL)
        yield running


def test_a_desk_joins_a_hub_and_sends(desk: Desk, hub: RunningHub) -> None:
    first = desk.take(card(1)).passage
    assert first is not None
    assert desk.sync_once().cause is SyncCause.NOT_ENROLLED
    assert desk.ask_hub() is SyncCause.NOT_ENROLLED
    info = desk.enrol(hub.url, hub.hub.enrol(SITE))
    assert (info.enrolled, info.hub_site, info.hub_id) == (True, SITE, str(hub.hub.id))
    assert desk.ask_hub() is None
    desk.take(card(2))
    desk.undo()
    result = desk.sync_once()
    assert (result.sent, result.accepted, result.pending, result.cause) == (3, 3, 0, None)
    assert hub.held()[str(first.id)] == 1
    assert sorted(hub.held().values()) == [1, 2]
    assert desk.store.balance().accepted == desk.store.balance().voided == 1
    assert desk.store.verify().ok


def test_a_hub_that_is_down_loses_nothing(desk: Desk, hub: RunningHub) -> None:
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    hub.stop()
    desk.take(card(1))
    result = desk.sync_once()
    assert (result.sent, result.pending, result.cause) == (0, 1, SyncCause.NO_NETWORK)
    assert desk.ask_hub() is SyncCause.NO_NETWORK
    hub.start()
    assert desk.sync_once().pending == 0
    assert len(hub.held()) == 1


def test_the_sending_thread_sends_by_itself(home: Home, hub: RunningHub) -> None:
    desk = home.unlock(PIN)
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    sent = threading.Event()
    desk.subscribe(lambda: sent.set() if desk.store.balance().accepted == 2 else None)
    desk.take(card(1))
    desk.start_sending()
    desk.take(card(2))
    assert sent.wait(WAIT_S)
    desk.close()
    assert len(hub.held()) == 2


def test_enrolment_that_fails_is_said_and_keeps_nothing(desk: Desk, hub: RunningHub) -> None:
    with pytest.raises(EnrolmentRefused):
        desk.enrol(hub.url, "WRONGONE")
    code = hub.hub.enrol(SITE)
    with pytest.raises(HubUrlRefused):
        desk.enrol("http://hub.example", code)
    with pytest.raises(HubUrlRefused):
        desk.enrol("not an address", code)
    address = hub.url
    hub.stop()
    with pytest.raises(HubUnreachable):
        desk.enrol(address, code)
    hub.start()
    assert not desk.info.enrolled
    assert desk.enrol(hub.url, code).enrolled


def test_the_hubs_clock_is_known_after_the_first_answer(
    desk: Desk, hub: RunningHub, clock: FakeClock
) -> None:
    desk.enrol(hub.url, hub.hub.enrol(SITE))
    assert desk.snapshot().clock_offset_ms is None
    clock.at_ms = SystemClock().now_ms() - 600_000
    first = desk.take(card(1)).passage
    assert first is not None
    desk.sync_once()
    offset = desk.snapshot().clock_offset_ms
    assert offset is not None
    assert abs(offset - 600_000) < 60_000
    clock.pass_s(10)
    second = desk.take(card(2)).passage
    assert second is not None
    assert desk.store.passage(first.id).hub_offset is None
    kept = desk.store.passage(second.id).hub_offset
    assert kept is not None
    assert abs(kept - 600_000) < 60_000
