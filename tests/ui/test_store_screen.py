"""The store from the window: checked, backed up, what is too old deleted; stopped on the way."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.domain.progress import Course, Stopped
from checkpoint_app.records import purging, verifying
from checkpoint_app.records.access import Action
from checkpoint_app.records.views import Answer, OutboxState, Role
from checkpoint_app.station import store_care
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS, SetClock
from checkpoint_app.ui.screens.store import StoreScreen
from checkpoint_app.ui.shortcuts import Key

OLD_MS = NOW_MS - 40 * 86_400_000


def record(desk: Desk, clock: SetClock, at_ms: int, count: int) -> None:
    clock.at_ms = at_ms
    for place in range(count):
        person = Person(name=f"Người Thứ {place}", phone=f"09{at_ms % 997:04}{place:04}")
        assert desk.enter(Entry(DirectionMode.OUT, person=person)).passage is not None
    items = desk.store.outbox.claim(1000, at_ms)
    answers = [Answer(one.id, one.rev, OutboxState.ACCEPTED) for one in items]
    desk.store.outbox.settle(answers, uuid4(), at_ms)


@pytest.fixture
def screen(page: DeskPage, desk: Desk, clock: SetClock) -> StoreScreen:
    record(desk, clock, OLD_MS, 6)
    record(desk, clock, NOW_MS, 3)
    page.show_screen(Key.STORE)
    return next(room for room in page.rooms if isinstance(room, StoreScreen))


def test_everything_is_checked_and_said(qtbot: QtBot, screen: StoreScreen, desk: Desk) -> None:
    screen.check.click()
    qtbot.waitUntil(lambda: "All is well" in screen.notice.text)
    assert not screen.progress.running
    assert str(desk.store.verify().rows) in screen.notice.text


def test_what_does_not_fit_is_said(qtbot: QtBot, screen: StoreScreen, desk: Desk) -> None:
    with desk.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE passage SET name = 'Khác' WHERE rid = 2")
    screen.check.click()
    qtbot.waitUntil(lambda: "does not fit" in screen.notice.text)
    assert "passage_changed" in screen.notice.text


def test_a_check_tells_how_far_it_is_and_can_be_stopped(
    screen: StoreScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "STEP", 1)
    told: list[tuple[int, int | None]] = []
    whole = store_care.check(desk, lambda done, of: told.append((done, of))).rows
    assert told[-1] == (whole, whole)
    course = Course()
    course.stop()
    with pytest.raises(Stopped):
        store_care.check(desk, course.tell)


def test_what_is_too_old_is_deleted_for_a_reason(
    qtbot: QtBot, screen: StoreScreen, desk: Desk, tmp_path: Path
) -> None:
    screen.days.setText("30")
    screen.on_purge()
    qtbot.waitUntil(screen.ask.isVisible)
    assert "6 passages" in screen.ask.question
    assert desk.store.balance().captured == 9
    screen.ask.reason.setText("quá hạn")
    screen.ask.on_confirm()
    qtbot.waitUntil(lambda: "6 passages deleted" in screen.notice.text)
    line = desk.store.access.newest(1)[0]
    assert (line.action, line.reason, line.items) == (Action.PURGE, "quá hạn", 6)
    assert desk.store.verify().ok
    screen.certificate.editor.setText(str(tmp_path / "cn.json"))
    screen.certificate.on_return()
    qtbot.waitUntil(lambda: "cn.json" in screen.notice.text)
    (one,) = json.loads((tmp_path / "cn.json").read_bytes())
    assert json.loads(one["body"])["passages"] == 6


def test_deleting_is_stopped_between_two_slices_and_accounted_for(
    desk: Desk, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "SLICE", 2)
    record(desk, clock, OLD_MS, 6)
    clock.at_ms = NOW_MS
    course = Course()

    def tell(done: int, whole: int | None) -> None:
        assert whole == 6
        if done >= 2:
            course.stop()
        course.tell(done, whole)

    done = store_care.purge(desk, 30, "quá hạn", tell)
    assert done.passages == 2
    assert desk.store.verify().ok
    assert desk.store.retention.due(NOW_MS) == 4


@pytest.mark.parametrize("days", ["0", "3661", "", "x"])
def test_days_that_are_none_delete_nothing(screen: StoreScreen, days: str) -> None:
    screen.days.setText(days)
    screen.on_purge()
    assert "1 to" in screen._days.note
    assert screen.ask.isHidden()


def test_a_backup_is_made_where_somebody_wants_it(
    qtbot: QtBot, screen: StoreScreen, desk: Desk, tmp_path: Path
) -> None:
    screen.backup_file.editor.setText(str(tmp_path / "stick"))
    screen.on_backup_file()
    qtbot.waitUntil(lambda: "stick.backup" in screen.notice.text, timeout=30_000)
    assert (tmp_path / "stick.backup").stat().st_size > 10_000
    assert desk.store.access.newest(1)[0].action is Action.BACKUP
    screen.backup_file.editor.setText(str(tmp_path / "no" / "b.backup"))
    screen.on_backup_file()
    qtbot.waitUntil(lambda: str(tmp_path / "no") in screen.notice.text)


def test_a_guard_checks_and_does_nothing_else(
    qtbot: QtBot, screen: StoreScreen, page: DeskPage, desk: Desk
) -> None:
    page.show_screen(Key.GATE)
    desk.lane.staff = desk.add_staff("Gác", Role.GUARD, "13579")
    page.show_screen(Key.STORE)
    assert not screen.backup_now.isVisible()
    assert not screen.purge.isVisible()
    screen.check.click()
    qtbot.waitUntil(lambda: "All is well" in screen.notice.text)
