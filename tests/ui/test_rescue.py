"""Backups put back and broken stores saved from the window, with every refusal in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import DirectionMode, SiteKind
from checkpoint_app.i18n import Lang
from checkpoint_app.records.views import Role
from checkpoint_app.scanner.source import open_source
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings
from checkpoint_app.station import store_care
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.sample_day import PEOPLE, SetClock
from checkpoint_app.ui.screens.rescue import RescueScreen, Way
from tests.records.damage import zero
from tests.ui.conftest import PIN

GUARD = "86420"
RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def code_and_file(home: Home, tmp_path: Path) -> tuple[str, Path]:
    """A station with three passages, of which the backup has two; a guard; a recovery code."""
    desk = home.unlock(PIN)
    file = tmp_path / "usb" / "Sao lưu.backup"
    file.parent.mkdir()
    assert desk.staff is not None
    code = desk.register.make_recovery(desk.staff)
    desk.add_staff("Gác", Role.GUARD, GUARD)
    for place, person in enumerate(PEOPLE[:3]):
        if place == 2:
            store_care.back_up(desk, file)
        desk.enter(Entry(DirectionMode.IN, person=person))
    desk.close()
    return code, file


@pytest.fixture
def elsewhere(
    qtbot: QtBot, app: Application, tmp_path: Path, clock: SetClock
) -> Iterator[MainWindow]:
    """The window on a computer where nothing was set up."""
    home = Home(tmp_path / "new" / "home", clock)
    home.path.mkdir(parents=True)
    home.save_settings(Settings(lang=Lang.EN, source="", sound=False))
    made = MainWindow(app, home, open_source)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.shut_down()


def choose(qtbot: QtBot, page: RescueScreen, file: Path) -> None:
    before = (page.holds, page.file.note)
    page.file.editor.setText(str(file))
    QTest.keyClick(page.file.editor, RETURN)
    qtbot.waitUntil(lambda: (page.holds, page.file.note) != before)


def give(qtbot: QtBot, page: RescueScreen, secret: str) -> None:
    page.secret.setText(secret)
    QTest.keyClick(page.secret, RETURN)
    qtbot.waitUntil(lambda: not page.progress.running)


@pytest.mark.parametrize("by", ["pin", "code"])
def test_a_backup_comes_back_on_a_new_computer_by_the_keyboard(
    qtbot: QtBot, elsewhere: MainWindow, code_and_file: tuple[str, Path], by: str
) -> None:
    code, file = code_and_file
    first, page = elsewhere.first_run, elsewhere.beginning.rescue
    assert first is not None
    first.language_step.backup.click()
    assert page.isVisible()
    assert page.other.isHidden()  # there is nothing here to be saved
    choose(qtbot, page, file)
    assert "2 passages" in page.holds
    give(qtbot, page, PIN if by == "pin" else code)
    assert "Restored the backup" in page.notice.text
    assert page.secret.text() == ""
    QTest.keyClick(page.start, RETURN)
    assert elsewhere.lock_screen.isVisible()
    with qtbot.waitSignal(elsewhere.desk_opened):
        elsewhere.on_pin(PIN)
    assert elsewhere.desk is not None
    assert elsewhere.desk.store.balance().captured == 2
    assert elsewhere.first_run is None


def test_each_refusal_is_said_where_it_belongs_and_changes_nothing(
    qtbot: QtBot, elsewhere: MainWindow, code_and_file: tuple[str, Path], tmp_path: Path
) -> None:
    _, file = code_and_file
    page = elsewhere.beginning.rescue
    elsewhere.beginning.on_backup()
    page.start.click()
    assert page.file.note == "Please fill this in"
    choose(qtbot, page, tmp_path / "gone.backup")
    assert "cannot be opened" in page.file.note
    letter = tmp_path / "letter.backup"
    letter.write_text("Kính gửi")
    choose(qtbot, page, letter)
    assert "no backup" in page.file.note
    choose(qtbot, page, file)
    QTest.keyClick(page.secret, RETURN)
    assert page.note == "Please fill this in"
    give(qtbot, page, "9999")
    assert "not right" in page.note
    give(qtbot, page, GUARD)
    assert page.notice.text != ""
    assert not elsewhere.beginning._home.is_set_up()
    QTest.keyClick(page, ESCAPE)
    assert elsewhere.first_run is not None
    assert elsewhere.first_run.isVisible()
    assert page.secret.text() == ""


def test_another_station_s_backup_is_asked_about_before_it_is_put_back(  # noqa: PLR0917 - fixtures
    qtbot: QtBot,
    app: Application,
    home: Home,
    code_and_file: tuple[str, Path],
    tmp_path: Path,
    clock: SetClock,
) -> None:
    _, file = code_and_file
    other = Home(tmp_path / "other", clock)
    other.set_up(
        site="Chợ Khác",
        gate="1",
        kind=SiteKind.MARKET,
        pin="13579",
        keyring=False,
        cost=Cost(memory=1024, passes=1),
    )
    other.save_settings(home.settings())
    window = MainWindow(app, other, open_source)
    qtbot.addWidget(window)
    window.show()
    window.beginning.show_rescue(Way.RESTORE)
    page = window.beginning.rescue
    choose(qtbot, page, file)
    give(qtbot, page, PIN)
    assert "cannot be read to be carried over" in page.ask.question
    QTest.keyClick(page.ask.cancel, RETURN)
    other.unlock("13579").close()
    give(qtbot, page, PIN)
    page.ask.on_confirm()
    qtbot.waitUntil(lambda: "Restored" in page.notice.text)
    desk = other.unlock(PIN)
    assert desk.info.site == "Chung cư Mẫu"
    desk.close()
    window.shut_down()


def test_a_damaged_store_is_saved_from_the_lock(
    qtbot: QtBot, app: Application, home: Home, code_and_file: tuple[str, Path]
) -> None:
    zero(home.store_path, 1)
    window = MainWindow(app, home, open_source)
    qtbot.addWidget(window)
    window.show()
    assert not window.lock_screen.rescue.isVisible()
    window.on_pin(PIN)
    qtbot.waitUntil(window.lock_screen.rescue.isVisible)
    window.lock_screen.rescue.click()
    page = window.beginning.rescue
    assert page.isVisible()
    assert not page.file.isVisible()
    give(qtbot, page, PIN)
    assert page.notice.text != ""
    if not page._done:  # nothing of it can be read: a backup can
        page.on_other()
        _, file = code_and_file
        choose(qtbot, page, file)
        give(qtbot, page, PIN)
        if page.ask.isVisible():
            page.ask.on_confirm()
            qtbot.waitUntil(lambda: page._done)
    QTest.keyClick(page.start, RETURN)
    with qtbot.waitSignal(window.desk_opened):
        window.on_pin(PIN)
    assert window.desk is not None
    assert window.desk.store.balance().captured >= 2
    window.shut_down()


def test_stopping_changes_nothing(
    qtbot: QtBot, elsewhere: MainWindow, code_and_file: tuple[str, Path]
) -> None:
    _, file = code_and_file
    elsewhere.beginning.on_backup()
    page = elsewhere.beginning.rescue
    choose(qtbot, page, file)
    page.secret.setText(PIN)
    QTest.keyClick(page.secret, RETURN)
    assert page.progress.running
    QTest.keyClick(page, ESCAPE)
    qtbot.waitUntil(lambda: not page.progress.running)
    assert "Nothing has changed" in page.notice.text
    assert not elsewhere.beginning._home.is_set_up()
    assert not (elsewhere.beginning._home.path / "staging").exists()
