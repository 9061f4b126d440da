"""The first start: five steps by the keyboard alone, back and forth, and nothing half made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.domain.passage import SiteKind, Verdict
from checkpoint_app.i18n import Lang
from checkpoint_app.records.store import Store
from checkpoint_app.scanner.source import open_source
from checkpoint_app.security import recovery_code
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.screens.first_run import FirstRunScreen
from checkpoint_app.ui.screens.first_run.step import Step
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.wire.invitation import write_invitation

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
URL, CODE = "https://192.168.1.5:8019", "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ"
PIN = "270495"
CARD = "001090000001||Nguyễn Văn An|12031990|Nam|Căn 101|01012021"


@pytest.fixture
def window(qtbot: QtBot, app: Application, bare_home: Home) -> Iterator[MainWindow]:
    """The first start, in English, without a camera."""
    bare_home.save_settings(Settings(lang=Lang.EN, theme=Theme.LIGHT, source="", sound=False))
    made = MainWindow(app, bare_home, open_source)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.shut_down()
    app.put_on(Settings(lang=Lang.EN, theme=Theme.LIGHT))


@pytest.fixture
def first(window: MainWindow) -> FirstRunScreen:
    assert window.first_run is not None
    return window.first_run


@pytest.fixture(autouse=True)
def folder_for_settings(bare_home: Home) -> None:
    """The program has made its folder before it shows the window."""
    bare_home.path.mkdir()


def hit(widget: QWidget, key: Qt.Key = RETURN) -> None:
    """A key where the keyboard is."""
    focused = widget.window().focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def type_in(widget: QWidget, text: str) -> None:
    """A text where the keyboard is, then Enter."""
    focused = widget.window().focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    QTest.keyClick(focused, RETURN)


def in_front(first: FirstRunScreen, step: Step) -> bool:
    """Whether this is the step that is shown."""
    return first.step is step


def until_supervisor(first: FirstRunScreen) -> None:
    hit(first)  # language
    hit(first)  # size of the text
    type_in(first, "Cho Mau")
    type_in(first, "Cong 1")
    hit(first)  # kind
    type_in(first, "300")


def until_camera(first: FirstRunScreen, proof: str | None = None) -> None:
    until_supervisor(first)
    type_in(first, "Le Thi Hoa")
    type_in(first, PIN)
    type_in(first, PIN)
    type_in(first, first.secret.code[-5:] if proof is None else proof)


def test_five_steps_by_the_keyboard_lead_to_the_rehearsal_and_the_gate(
    qtbot: QtBot, window: MainWindow, first: FirstRunScreen, bare_home: Home
) -> None:
    code = first.secret.code
    until_camera(first)
    assert in_front(first, first.camera)
    hit(first)
    assert in_front(first, first.hub)
    assert not bare_home.is_set_up()
    hit(first)
    with qtbot.waitSignal(window.desk_opened):
        hit(first)
    desk, page = window.desk, window.page
    assert desk is not None
    assert page is not None
    assert (desk.info.site, desk.info.gate, desk.info.capacity) == ("Cho Mau", "Cong 1", 300)
    assert desk.info.kind is SiteKind.RESIDENTIAL
    qtbot.waitUntil(lambda: page.screen_key is Key.REHEARSE)
    looked = desk.lane.looking
    for digit in range(1, 6):
        QTest.keyClick(page.rehearsal, Qt.Key(Qt.Key.Key_0 + digit))
    assert page.rehearsal.tried == list(Verdict)
    assert desk.store.balance().captured == 0
    QTest.keyClick(page.rehearsal, ESCAPE)
    assert page.screen_key is Key.GATE
    assert (looked, desk.lane.looking) == (True, False)
    assert page.gate.banner.outcome is None
    window.shut_down()
    bare_home.recover(code, "864201")  # the code that was written down opens the store
    bare_home.unlock("864201").close()


def test_back_and_forth_loses_nothing(first: FirstRunScreen, bare_home: Home) -> None:
    code = first.secret.code
    until_camera(first)
    for _ in range(4):
        QTest.keyClick(first, ESCAPE)
    assert in_front(first, first.language_step)
    QTest.keyClick(first, ESCAPE)
    assert in_front(first, first.language_step)
    for _ in range(3):
        QTest.keyClick(first, RETURN, Qt.KeyboardModifier.ControlModifier)
    assert in_front(first, first.camera)
    assert (first.place.site.text(), first.secret.pin.text()) == ("Cho Mau", PIN)
    assert first.secret.code == code
    assert sorted(one.name for one in bare_home.path.iterdir()) == ["settings.json"]


def test_what_is_wrong_is_said_in_its_step(first: FirstRunScreen) -> None:
    hit(first)
    hit(first)
    for _ in range(4):
        hit(first)
    assert in_front(first, first.place)
    assert first.note("site") == "Please fill this in"
    first.place.site.setText("x")
    first.place.gate.setText("y")
    first.place.capacity.setText("many")
    first.next.click()
    assert "A number" in first.note("capacity")
    first.place.capacity.setText("")
    first.next.click()
    assert in_front(first, first.secret)
    first.secret.supervisor.setText("Hoa")
    first.secret.pin.setText("1111")
    first.secret.again.setText("1112")
    first.secret.proof.setText("ABCDE")
    first.next.click()
    assert in_front(first, first.secret)
    assert "4 to 12 digits" in first.note("pin")
    assert first.note("again") == "The two differ"
    assert "last group" in first.note("proof")


@pytest.mark.parametrize("word", ["skip", "BỎ QUA", "bo  qua"])
def test_the_recovery_code_is_skipped_by_a_word(first: FirstRunScreen, word: str) -> None:
    first.secret.proof.setText(word)
    assert first.secret.recovery is None


def test_the_last_group_proves_the_code_however_it_is_typed(first: FirstRunScreen) -> None:
    first.secret.code = "4F7QX-9M2KD-7T1YB-0QW3E-5RTZ8-XC6VN-2H0J1"
    for typed in ("2H0J1", "2hoji", " 2H0 J1 ", first.secret.code.lower()):
        first.secret.proof.setText(typed)
        assert first.secret.recovery == first.secret.code, typed
        assert first.secret._proved, typed
    first.secret.proof.setText("")
    assert not first.secret._proved


def test_the_code_is_hidden_in_every_other_step(first: FirstRunScreen) -> None:
    recovery_code.understand(first.secret.code)
    until_supervisor(first)
    assert first.secret._shown.text() == first.secret.code
    QTest.keyClick(first, ESCAPE)
    assert first.secret._shown.text() == ""


def test_a_failure_leaves_nothing_half_made_and_can_be_tried_again(
    qtbot: QtBot,
    window: MainWindow,
    first: FirstRunScreen,
    bare_home: Home,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    until_camera(first)
    first.next.click()
    with monkeypatch.context() as broken:
        broken.setattr(Store, "add_staff", _full)
        first.next.click()
        qtbot.waitUntil(lambda: "full" in first.answer)
    assert not bare_home.is_set_up()
    assert window.page is None
    assert not Home(bare_home.path).is_set_up()  # whoever was killed here begins anew
    with qtbot.waitSignal(window.desk_opened):
        first.next.click()
    assert window.desk is not None
    assert [one.staff.name for one in window.desk.register.members()] == ["Le Thi Hoa"]


def _full(*_: object) -> None:
    raise DiskFull


def test_the_camera_is_seen_and_reads_and_a_hub_s_code_is_taken(
    qtbot: QtBot, window: MainWindow, first: FirstRunScreen, tmp_path: Path, bare_home: Home
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    segno.make(CARD.encode(), mode="byte").save(str(pictures / "a.png"), scale=6, border=4)
    segno.make(write_invitation(URL, CODE)).save(str(pictures / "b.png"), scale=6, border=4)
    until_camera(first, "skip")
    with qtbot.waitSignal(window.beginning.setting_changed):
        first.camera.source_chosen.emit(str(pictures))
    qtbot.waitUntil(lambda: "Nothing was recorded" in first.camera._read.text(), timeout=20_000)
    qtbot.waitUntil(lambda: first.hub.url.text() == URL, timeout=20_000)
    assert first.hub.code.text() == CODE
    assert not bare_home.is_set_up()
    first.go_to(first.place)
    assert window.beginning._camera is None  # it is not watched by nobody


def test_a_scanner_is_tried_and_nothing_of_it_is_typed(
    window: MainWindow, first: FirstRunScreen
) -> None:
    until_camera(first, "skip")
    window.scanners.on_scanned(CARD.encode())
    assert "The scanner works" in first.camera._read.text()
    assert "····0001" in first.camera._read.text()
    assert "Văn An" not in first.camera._read.text()


def test_language_and_size_are_in_force_at_once(
    qtbot: QtBot, app: Application, window: MainWindow, first: FirstRunScreen
) -> None:
    QTest.keyClick(first.language_step.language, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: first.next.text().startswith("Tiếp tục"))
    assert "Ngôn ngữ" in first._where.text()
    first.language_step.text.chosen.emit(150)
    assert app.theme.percent == 150
    assert first.language_step.text.value == 150
