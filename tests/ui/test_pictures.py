"""A picture that somebody sent: the ways in, what is shown, recorded and forgotten."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.passage import Verdict, Way
from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.source import open_source
from checkpoint_app.scanner.stills import StillReading
from checkpoint_app.security.minting import kid_of, mint_pass
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.screen_grab import Grabbed, ScreenGrab
from checkpoint_app.ui.screens.picture import PictureScreen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.region_picker import RegionPicker
from checkpoint_app.ui.workers.pictures import MOST_FILES, to_bgr
from tests.fakes.pictures import card, paint
from tests.fuzz.invented import site_key
from tests.station.test_passes import PASS
from tests.ui.conftest import PIN

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, app: Application, home: Home) -> Iterator[MainWindow]:
    """The open window at the gate."""
    made = MainWindow(app, home, open_source)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    with qtbot.waitSignal(made.desk_opened):
        made.on_pin(PIN)
    yield made
    QGuiApplication.clipboard().clear()
    made.shut_down()


@pytest.fixture
def desk_page(window: MainWindow) -> DeskPage:
    """Its page."""
    assert window.page is not None
    return window.page


@pytest.fixture
def picture(desk_page: DeskPage) -> PictureScreen:
    """Its page for pictures."""
    return desk_page.picture


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture of an invented person's card."""
    path = tmp_path / "ảnh gửi qua điện thoại.png"
    paint(path, card(3))
    return path


def files(*paths: Path) -> QMimeData:
    """Copied or dragged files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def captured(window: MainWindow) -> int:
    """How much is recorded."""
    assert window.desk is not None
    return window.desk.snapshot().balance.captured


def drop(page: DeskPage, data: QMimeData) -> bool:
    """Drag data over the page and let it fall; whether it was wanted."""
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        fall = QDropEvent(QPointF(300, 300), copy, data, left, none, QEvent.Type.Drop)
        QApplication.sendEvent(page, fall)
    return enter.isAccepted()


def test_a_dropped_picture_is_shown_masked_and_recorded_when_confirmed(
    qtbot: QtBot, window: MainWindow, desk_page: DeskPage, picture: PictureScreen, photo: Path
) -> None:
    assert window.desk is not None
    assert drop(desk_page, files(photo))
    assert desk_page.screen_key is Key.PICTURE
    qtbot.waitUntil(lambda: len(picture.cards) == 1)
    shown = picture.cards[0].accessibleName()
    assert "ID card" in shown
    assert "Nguyễn Văn Thứ 3" in shown
    assert "0003" in shown
    assert "1990" in shown
    assert "001090" not in shown
    assert "Phố Mẫu" not in shown
    assert captured(window) == 0
    record = picture.cards[0].record
    qtbot.waitUntil(record.hasFocus)
    with qtbot.waitSignal(window.outcome_shown):
        QTest.keyClick(record, Qt.Key.Key_Return)
    passage = window.desk.snapshot().recent[0].passage
    assert (passage.way, passage.person.name) == (Way.IMPORT, "Nguyễn Văn Thứ 3")
    assert "RECORDED" in picture.cards[0].accessibleName()
    assert not record.isEnabled()
    assert desk_page.side.banner.outcome is not None
    assert desk_page.side.banner.outcome.verdict is Verdict.RECORDED


@pytest.fixture
def installed_key(home: Home) -> None:
    """The key of whoever signs passes, before the station is opened."""
    public = site_key().public_key()
    folder = home.path / "trust"
    folder.mkdir(exist_ok=True)
    content = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{kid_of(public).hex()}.pem").write_bytes(content)


@pytest.mark.parametrize("signer", [site_key(), Ed25519PrivateKey.generate()])
def test_a_signed_code_in_a_picture_is_checked_with_the_installed_keys(
    qtbot: QtBot,
    installed_key: None,
    window: MainWindow,
    tmp_path: Path,
    signer: Ed25519PrivateKey,
) -> None:
    assert window.page is not None
    paint(tmp_path / "pass.png", mint_pass(PASS, signer))
    assert drop(window.page, files(tmp_path / "pass.png"))
    cards = window.page.picture.cards
    qtbot.waitUntil(lambda: len(cards) == 1)
    assert ("Not verified" in cards[0].accessibleName()) is (signer is not site_key())


def test_a_second_enter_records_nobody_else(
    qtbot: QtBot, window: MainWindow, desk_page: DeskPage, picture: PictureScreen, tmp_path: Path
) -> None:
    for number in (1, 2):
        paint(tmp_path / f"{number}.png", card(number))
    desk_page.show_screen(Key.PICTURE)
    picture.give_files([tmp_path / "1.png", tmp_path / "2.png"])
    qtbot.waitUntil(lambda: len(picture.cards) == 2)
    qtbot.waitUntil(picture.cards[0].record.hasFocus)
    with qtbot.waitSignal(window.outcome_shown):
        for _ in range(4):
            front = window.focusWidget()
            assert front is not None
            QTest.keyClick(front, Qt.Key.Key_Return)
    assert picture.open.hasFocus()
    assert picture.cards[1].record.isEnabled()
    assert captured(window) == 1


def test_a_code_seen_a_moment_ago_is_not_recorded_twice(
    qtbot: QtBot, window: MainWindow, picture: PictureScreen, photo: Path
) -> None:
    assert window.desk is not None
    window.desk.take(card(3))
    assert window.page is not None
    window.page.show_screen(Key.PICTURE)
    picture.give_files([photo])
    qtbot.waitUntil(lambda: len(picture.cards) == 1)
    with qtbot.waitSignal(window.outcome_shown):
        picture.cards[0].record.click()
    assert "JUST SEEN" in picture.cards[0].accessibleName()
    assert captured(window) == 1


def test_a_code_that_names_nobody_cannot_be_recorded(
    qtbot: QtBot, window: MainWindow, picture: PictureScreen, desk_page: DeskPage, tmp_path: Path
) -> None:
    payloads = (b"https://example.com/menu", b"WIFI:S:gate;;")
    for place, payload in enumerate(payloads):
        paint(tmp_path / f"{place}.png", payload)
    desk_page.show_screen(Key.PICTURE)
    picture.give_files([tmp_path / f"{place}.png" for place in range(len(payloads))])
    qtbot.waitUntil(lambda: len(picture.cards) == 2)
    link, unknown = (card.accessibleName() for card in picture.cards)
    assert not any(card.record.isVisibleTo(picture) for card in picture.cards)
    assert "link" in link
    assert "F2" in unknown
    assert "example.com" not in link
    assert "WIFI" not in unknown


def test_pasting_at_the_gate_reads_a_copied_picture(
    qtbot: QtBot, window: MainWindow, desk_page: DeskPage, picture: PictureScreen, photo: Path
) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(photo)))
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL)
    assert desk_page.screen_key is Key.PICTURE
    qtbot.waitUntil(lambda: [one.code.payload for one in picture.cards] == [card(3)])


def test_pasting_reads_a_copied_file(
    qtbot: QtBot, window: MainWindow, picture: PictureScreen, photo: Path
) -> None:
    QGuiApplication.clipboard().setMimeData(files(photo))
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: [one.code.payload for one in picture.cards] == [card(3)])


@pytest.mark.parametrize("text", ["", "001090000003|Nguyễn Văn An", "https://example.com/a.png"])
def test_pasting_what_is_no_picture_says_so(
    window: MainWindow, picture: PictureScreen, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL)
    assert "No picture was copied" in picture.notice.text
    assert picture.cards == []


def test_pasting_into_a_form_belongs_to_the_form(
    window: MainWindow, desk_page: DeskPage, photo: Path
) -> None:
    desk_page.show_screen(Key.FORM)
    QGuiApplication.clipboard().setText("Trần Thị Bích")
    name = desk_page.form.texts["name"]
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_V, CONTROL)
    assert name.text() == "Trần Thị Bích"
    desk_page.form.sex.setFocus()
    QTest.keyClick(desk_page.form.sex, Qt.Key.Key_V, CONTROL)
    assert desk_page.screen_key is Key.FORM


def test_several_pictures_are_read_and_each_code_shown_once(
    qtbot: QtBot, desk_page: DeskPage, picture: PictureScreen, tmp_path: Path
) -> None:
    paths: list[Path] = []
    for number in (1, 2, 1):
        paths.append(tmp_path / f"{len(paths)}.png")
        paint(paths[-1], card(number))
    (tmp_path / "torn.png").write_bytes(b"\x89PNG torn")
    desk_page.show_screen(Key.PICTURE)
    picture.give_files([*paths, tmp_path / "torn.png"])
    qtbot.waitUntil(lambda: "torn.png" in picture.notice.text)
    qtbot.waitUntil(lambda: len(picture.cards) == 2)
    assert {one.code.payload for one in picture.cards} == {card(1), card(2)}


def test_no_more_files_are_read_than_are_told(
    qtbot: QtBot, desk_page: DeskPage, picture: PictureScreen, tmp_path: Path
) -> None:
    desk_page.show_screen(Key.PICTURE)
    with qtbot.waitSignal(picture.files_given) as given:
        picture.give_files([tmp_path / f"{number}.png" for number in range(5000)])
    assert given.args is not None
    assert len(given.args[0]) == MOST_FILES
    assert str(MOST_FILES) in picture.notice.text


def test_a_picture_without_a_code_says_what_to_try(
    qtbot: QtBot, desk_page: DeskPage, picture: PictureScreen, tmp_path: Path
) -> None:
    path = tmp_path / "black.png"
    done, packed = cv2.imencode(".png", np.zeros((200, 300, 3), np.uint8))
    assert done
    path.write_bytes(packed.tobytes())
    desk_page.show_screen(Key.PICTURE)
    picture.give_files([path])
    qtbot.waitUntil(lambda: "No code was found" in picture.notice.text)
    assert "light" in picture.notice.text


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff"])
def test_a_hostile_file_is_answered_with_a_sentence(
    qtbot: QtBot, desk_page: DeskPage, picture: PictureScreen, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "<b>card.png"
    path.write_bytes(content)
    assert drop(desk_page, files(path))
    qtbot.waitUntil(picture.notice.isVisible)
    assert "Choose another file" in picture.notice.text
    assert picture.notice.property("tone") == "danger"


def test_what_is_neither_picture_nor_file_cannot_be_dropped(desk_page: DeskPage) -> None:
    text, remote = QMimeData(), QMimeData()
    text.setText("hello")
    remote.setUrls([QUrl("https://example.com/a.png")])
    assert not drop(desk_page, text)
    assert not drop(desk_page, remote)
    assert desk_page.screen_key is Key.GATE


def test_leaving_the_page_forgets_what_was_found(
    qtbot: QtBot, window: MainWindow, desk_page: DeskPage, picture: PictureScreen, photo: Path
) -> None:
    front = desk_page.rail.shown
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    assert picture.isVisible()
    picture.give_files([photo])
    qtbot.waitUntil(lambda: len(picture.cards) == 1)
    QTest.keyClick(picture, Qt.Key.Key_Escape)
    assert (front(), picture.isVisible()) == (Key.GATE, False)
    assert picture.cards == []
    desk_page.show_screen(Key.PICTURE)
    picture.give_files([photo])
    window.lock()
    # What is still being read when the page goes is dropped when it comes.
    done: list[None] = []
    window.tasks.picture(window, lambda: None, done.append)
    qtbot.waitUntil(lambda: done == [None])
    assert picture.cards == []


def test_the_dialog_for_files_opens_by_its_key_and_goes_with_the_lock(
    qtbot: QtBot, window: MainWindow, desk_page: DeskPage, picture: PictureScreen, photo: Path
) -> None:
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    (dialog,) = picture.findChildren(QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.setDirectory(str(photo.parent))
    dialog.selectFile(photo.name)
    with qtbot.waitSignal(picture.files_given) as given:
        dialog.accept()
    assert given.args == [[photo]]
    qtbot.waitUntil(lambda: len(picture.cards) == 1)
    qtbot.waitUntil(lambda: picture.findChildren(QFileDialog) == [])
    picture.on_open()
    (dialog,) = picture.findChildren(QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    window.lock()
    assert not dialog.isVisible()
    assert window.is_locked


def test_the_window_can_lock_while_nothing_is_shown(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    window.lock()
    QTest.keyClick(window, Qt.Key.Key_V, CONTROL)
    assert window.is_locked


def screen_of(photo: Path) -> tuple[QPixmap, QRect]:
    """A screen of 1600×900 pixels that shows the photo, and where, at two pixels for one."""
    shown = QPixmap(1600, 900)
    shown.fill(Qt.GlobalColor.darkGreen)
    code = QImage(str(photo))
    spread = QImage(code.size(), QImage.Format.Format_RGB32)
    spread = code.convertToFormat(QImage.Format.Format_RGB32)
    where = QRect(700, 300, spread.width(), spread.height())
    whole = shown.toImage()
    for row in range(spread.height()):
        for column in range(spread.width()):
            whole.setPixel(where.x() + column, where.y() + row, spread.pixel(column, row))
    return QPixmap.fromImage(whole), where


@pytest.fixture
def grab(
    qtbot: QtBot, desk_page: DeskPage, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> ScreenGrab:
    """The desk's own, on a screen that shows the photo."""
    shown, _ = screen_of(photo)

    def look() -> Grabbed:
        return [(QRect(0, 0, 800, 450), shown)]

    monkeypatch.setattr(desk_page.pictures.grab, "_grab", look)
    return desk_page.pictures.grab


def test_a_part_of_the_screen_is_read(
    qtbot: QtBot, window: MainWindow, picture: PictureScreen, grab: ScreenGrab, photo: Path
) -> None:
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(lambda: len(grab.pickers) == 1)
    assert not window.isVisible()
    (picker,) = grab.pickers
    qtbot.waitUntil(lambda: picker.width() == 800)
    _, where = screen_of(photo)
    first = QPoint(where.left() // 2 - 10, where.top() // 2 - 10)
    last = QPoint(where.right() // 2 + 10, where.bottom() // 2 + 10)
    with qtbot.waitSignal(grab.grabbed) as grabbed:
        QTest.mousePress(picker, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(picker, last)
        QTest.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=last)
    assert grabbed.args is not None
    part: QImage = grabbed.args[0]
    assert abs(part.width() - (last.x() - first.x()) * 2) <= 4
    assert window.isVisible()
    assert grab.pickers == []
    qtbot.waitUntil(lambda: [one.code.payload for one in picture.cards] == [card(3)])


def test_the_whole_screen_is_read_by_enter_alone(
    qtbot: QtBot, window: MainWindow, picture: PictureScreen, grab: ScreenGrab
) -> None:
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(lambda: len(grab.pickers) == 1)
    QTest.keyClick(grab.pickers[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.code.payload for one in picture.cards] == [card(3)])


def test_esc_brings_the_window_back(qtbot: QtBot, window: MainWindow, grab: ScreenGrab) -> None:
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(lambda: len(grab.pickers) == 1)
    with qtbot.assertNotEmitted(grab.grabbed):
        QTest.keyClick(grab.pickers[0], Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.desk is not None


def test_where_the_screen_cannot_be_seen_it_is_said_what_to_do(
    qtbot: QtBot,
    window: MainWindow,
    picture: PictureScreen,
    desk_page: DeskPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk_page.pictures.grab, "_grab", list)
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(picture.notice.isVisible)
    assert "PrtSc" in picture.notice.text
    assert "Ctrl+V" in picture.notice.text
    assert window.isVisible()


def test_a_rectangle_is_drawn_moved_and_stretched_by_keys(qtbot: QtBot) -> None:
    shown = QPixmap(800, 600)
    shown.fill(Qt.GlobalColor.white)
    picker = RegionPicker(shown)
    qtbot.addWidget(picker)
    picker.resize(800, 600)
    QTest.keyClick(picker, Qt.Key.Key_Right)
    first = picker.region
    assert first == QRect(200, 150, 400, 300)
    QTest.keyClick(picker, Qt.Key.Key_Right)
    QTest.keyClick(picker, Qt.Key.Key_Up)
    assert picker.region == first.translated(24, -24)
    for _ in range(60):
        QTest.keyClick(picker, Qt.Key.Key_Left)
        QTest.keyClick(picker, Qt.Key.Key_Left, SHIFT)
    assert picker.rect().contains(picker.region)
    assert picker.region.width() >= 16
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker, Qt.Key.Key_Enter)
    assert chosen.args is not None
    assert chosen.args[0].width() == picker.region.width()


def test_a_slip_of_the_hand_chooses_nothing(qtbot: QtBot) -> None:
    shown = QPixmap(400, 300)
    shown.fill(Qt.GlobalColor.white)
    picker = RegionPicker(shown)
    qtbot.addWidget(picker)
    picker.resize(400, 300)
    with qtbot.assertNotEmitted(picker.chosen):
        QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))


def test_a_picture_of_qt_keeps_its_colours_and_its_ground_is_white() -> None:
    image = QImage(7, 3, QImage.Format.Format_ARGB32)  # no multiple of four: rows are padded
    image.fill(Qt.GlobalColor.transparent)
    image.setPixelColor(2, 1, Qt.GlobalColor.red)
    rows = to_bgr(image, "x")
    assert rows.shape == (3, 7, 3)
    assert rows[1, 2].tolist() == [0, 0, 255]
    assert rows[0, 0].tolist() == [255, 255, 255]


def test_the_page_speaks_the_other_language_with_its_cards(
    qtbot: QtBot, app: Application, desk_page: DeskPage, picture: PictureScreen, photo: Path
) -> None:
    desk_page.show_screen(Key.PICTURE)
    picture.give_files([photo])
    qtbot.waitUntil(lambda: len(picture.cards) == 1)
    app.language.choose(Lang.VI)
    qtbot.waitUntil(lambda: "Thẻ căn cước" in picture.cards[0].accessibleName())
    assert "Ghi lượt" in picture.cards[0].record.text()


def test_what_was_not_recorded_may_be_tried_again(
    qtbot: QtBot, desk_page: DeskPage, picture: PictureScreen, photo: Path
) -> None:
    desk_page.show_screen(Key.PICTURE)
    picture.show_reading(StillReading(()))
    picture.give_files([photo])
    qtbot.waitUntil(lambda: len(picture.cards) == 1)
    assert picture.cards[0].record.isEnabled()
