"""Diagnostics: a file that says how the station does, and nothing of anybody."""

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.listed import ListedPerson, ListKind
from checkpoint_app.domain.passage import DirectionMode, Kind, Person
from checkpoint_app.log import start_log, stop_log
from checkpoint_app.records.views import Role
from checkpoint_app.station import diagnostics
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.screens.diagnostics import DiagnosticsScreen
from checkpoint_app.ui.shortcuts import Key

SECRETS = ("Nguyễn", "Văn An", "0900000001", "001090000001", "Lê Thị Hoa", "Gác", "mật", "P.1203")


@pytest.fixture(autouse=True)
def no_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkpoint_app.station.diagnostics.list_cameras", lambda names: [])


@pytest.fixture
def screen(page: DeskPage, desk: Desk) -> DiagnosticsScreen:
    page.show_screen(Key.DIAGNOSTICS)
    return next(room for room in page.rooms if isinstance(room, DiagnosticsScreen))


def test_the_file_says_how_the_station_does_and_nothing_of_anybody(
    qtbot: QtBot, screen: DiagnosticsScreen, desk: Desk, tmp_path: Path
) -> None:
    an = Person(name="Nguyễn Văn An", phone="0900000001", id_number="001090000001")
    desk.enter(Entry(DirectionMode.IN, person=an, note="mật"))
    desk.add_staff("Gác", Role.GUARD, "13579")
    row = ListedPerson(Kind.RESIDENT, "Nguyễn Văn An", phone="0900000001", home="P.1203")
    desk.store.lists.take(ListKind.PEOPLE, [row], replace=True)
    desk.settings = msgspec.structs.replace(
        desk.settings, source="rtsp://gac:mật@10.0.0.7/1", backup_folder="D:/hoa/mật"
    )
    screen.file.editor.setText(str(tmp_path / "d.json"))
    QTest.keyClick(screen.file.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "d.json" in screen.notice.text)
    text = (tmp_path / "d.json").read_text(encoding="utf-8")
    assert [secret for secret in SECRETS if secret in text] == []
    assert "10.0.0.7" not in text
    said = json.loads(text)
    assert said["store"]["balance"]["captured"] == 1
    assert said["store"]["lists"]["people"] == 1
    assert said["station"]["staff"] == {"supervisor": 1, "guard": 1}
    assert (said["settings"]["source"], said["settings"]["backup_folder"]) == ("address", "file")
    assert (said["sending"]["hub"], said["sending"]["unsent"]) == (False, 1)
    assert said["program"]["qt"]


def test_the_log_is_shown_and_its_trouble_is_in_the_file(
    qtbot: QtBot, screen: DiagnosticsScreen, desk: Desk, home: Home
) -> None:
    handler = start_log(home.log_folder)
    desk.allow_plain_lan(True)
    desk.allow_plain_lan(False)
    stop_log(handler)
    screen.log.refresh.click()
    qtbot.waitUntil(lambda: "plain line" in screen.log.text.toPlainText())
    trouble = diagnostics.collect(desk)["trouble"]
    assert len(trouble) == 2
    assert all("WARNING" in line for line in trouble)


def test_a_place_that_takes_no_file_is_said(
    qtbot: QtBot, screen: DiagnosticsScreen, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    screen.file.editor.setText(str(tmp_path / "file" / "d.json"))
    screen.on_save()
    qtbot.waitUntil(lambda: "cannot be written" in screen.file.note)


LINES = [
    "2021-08-11 06:00:02,114 INFO checkpoint_app.ui.main_window unlocked",
    "2021-08-11 09:12:40,310 WARNING checkpoint_app.scanner.loop mất nguồn /media/gác/phim.avi",
    "2021-08-11 13:40:00,500 ERROR checkpoint_app.station.upkeep 001090000001 backup failed",
]


def test_the_log_is_filtered_by_level_and_by_words_without_accents(
    qtbot: QtBot, screen: DiagnosticsScreen
) -> None:
    log = screen.log
    log.follow.setChecked(False)
    qtbot.waitUntil(lambda: not screen._reading)
    screen.show_lines(LINES)
    assert log.shown == LINES
    QTest.keyClick(log.level, Qt.Key.Key_2)
    assert log.shown == LINES[1:]
    QTest.keyClick(log.level, Qt.Key.Key_3)
    assert log.text.toPlainText() == LINES[2]
    QTest.keyClicks(log.words, "mat nguon")
    assert log.text.toPlainText() == "No line of the log is like that."
    QTest.keyClick(log.level, Qt.Key.Key_1)
    assert log.shown == [LINES[1]]


def test_what_is_copied_holds_no_long_number_and_no_folder(
    qtbot: QtBot, screen: DiagnosticsScreen
) -> None:
    screen.log.follow.setChecked(False)
    qtbot.waitUntil(lambda: not screen._reading)
    screen.show_lines(LINES)
    QTest.keyClick(screen.log.copy, Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == LINES[0]
    assert copied[1].endswith("mất nguồn …/phim.avi")
    assert "001090000001" not in copied[2]
    assert "3 lines copied" in screen.notice.text


def test_the_log_is_followed_while_it_is_in_sight_only(
    qtbot: QtBot, page: DeskPage, screen: DiagnosticsScreen, home: Home, desk: Desk
) -> None:
    timer = screen.log._timer
    assert timer.isActive()
    timer.setInterval(1)
    handler = start_log(home.log_folder)
    desk.allow_plain_lan(True)
    qtbot.waitUntil(lambda: "plain line" in screen.log.text.toPlainText())
    stop_log(handler)
    screen.log.follow.click()
    assert not timer.isActive()
    screen.log.follow.click()
    assert timer.isActive()
    page.show_screen(Key.GATE)
    assert not timer.isActive()
