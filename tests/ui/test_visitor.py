"""What visitors see: themselves, what is recorded and why; no number, and nobody for long."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.documents import Document, Format, WarningCode
from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.domain.passage import DirectionMode, Person, Verdict
from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.source import open_source
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.papers import Place
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.visitors import Visitors
from checkpoint_app.ui.widgets.visitor_view import VisitorView
from tests.ui.conftest import PIN
from tests.ui.test_looks import texts

GUEST = Person(name="Nguyễn Văn An", id_number="001090000001", phone="0900000001")
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot) -> VisitorView:
    made = VisitorView(Place("Chung cư Mẫu", "Cổng 2"), "024 0000 0000")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def recorded(desk: Desk) -> Outcome:
    return desk.enter(Entry(DirectionMode.IN, person=GUEST))


@pytest.fixture
def window(qtbot: QtBot, app: Application, home: Home) -> Iterator[MainWindow]:
    made = MainWindow(app, home, open_source, "")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.desk_opened):
        made.on_pin(PIN)
    yield made
    made.shut_down()


def frame() -> QImage:
    """A picture with a red left half and a blue right half."""
    made = QImage(200, 100, QImage.Format.Format_RGB32)
    made.fill(QColor("blue"))
    for x in range(100):
        for y in range(100):
            made.setPixelColor(x, y, QColor("red"))
    return made


def turned(visitors: Visitors) -> bool:
    """Whether the gate's own window is turned towards a visitor."""
    return visitors.page_in_front


def display(visitors: Visitors) -> VisitorView | None:
    """What is on the second display."""
    return visitors.window


def test_the_picture_is_mirrored_and_shared(view: VisitorView) -> None:
    image = frame()
    view.mirror.show_frame(image)
    assert view.mirror.image.cacheKey() == image.cacheKey()  # the same picture, not a copy
    shown = view.mirror.grab().toImage()
    middle = shown.height() // 2
    assert shown.pixelColor(shown.width() // 4, middle).blue() > 200
    assert shown.pixelColor(shown.width() * 3 // 4, middle).red() > 200


def test_it_says_who_was_recorded_without_a_number_and_not_for_long(
    qtbot: QtBot, view: VisitorView, recorded: Outcome
) -> None:
    view.show_outcome(recorded)
    vietnamese, english = view.said
    assert "N. V. An" in vietnamese
    assert "N. V. An" in english
    said = " ".join(texts(view))
    assert "0001" not in said
    assert "Nguyễn" not in said
    assert view._timer.interval() <= theme.BANNER_MS
    qtbot.waitUntil(lambda: view.said == ("", ""))


def test_what_the_guard_is_to_look_at_is_not_shown_to_others(
    view: VisitorView, recorded: Outcome
) -> None:
    assert recorded.passage is not None
    watched = replace(recorded, verdict=Verdict.LOOK, warnings=(WarningCode.SYMPTOMS,))
    view.show_outcome(recorded)
    plain = (view.said, view._state.styleSheet())
    view.show_outcome(watched)
    assert (view.said, view._state.styleSheet()) == plain


@pytest.mark.parametrize(
    ("outcome", "english"),
    [
        (Outcome(Verdict.SEEN, 0), "Recorded already"),
        (Outcome(Verdict.UNREADABLE, 0, document=Document(Format.UNKNOWN)), "ask the guard"),
        (Outcome(Verdict.NOT_RECORDED, 0, error=DiskFull()), "One moment"),
    ],
)
def test_every_verdict_has_words_for_a_visitor(
    view: VisitorView, outcome: Outcome, english: str
) -> None:
    view.show_outcome(outcome)
    assert english in view.said[1]


def test_a_rehearsal_is_nobody_s(view: VisitorView, recorded: Outcome) -> None:
    view.show_outcome(replace(recorded, rehearsal=True))
    view.show_outcome(replace(recorded, looking=True))
    assert view.said == ("", "")


def test_it_tells_why_and_the_rights_in_both_languages_and_turns_them_round(
    view: VisitorView,
) -> None:
    said = " ".join(label.text() for pair in view._why for label in pair)
    said += " ".join(label.text() for label in view._rights) + view._keeper.text()
    for piece in ("19/SCHTP", "91/2025/QH15", "Chung cư Mẫu", "024 0000 0000", "19009095"):
        assert piece in said
    assert "You may ask to see, correct or delete your data" in said
    first = view._asked.text()
    view.other.setFocus()
    QTest.keyClick(view.other, Qt.Key.Key_Return)
    assert view.first is Lang.EN
    assert view._asked_too.text() == first


def test_on_a_single_display_a_key_turns_the_window_round(qtbot: QtBot, window: MainWindow) -> None:
    visitors, desk = window.visitors, window.desk
    assert desk is not None
    assert visitors.page is not None
    QTest.keyClick(window, Qt.Key.Key_G, KEYS)
    assert turned(visitors)
    window.on_outcome(desk.enter(Entry(DirectionMode.IN, person=GUEST)))
    assert "N. V. An" in visitors.page.said[0]
    QTest.keyClick(visitors.page, Qt.Key.Key_Escape)
    assert not turned(visitors)
    window.lock()
    QTest.keyClick(window, Qt.Key.Key_G, KEYS)
    assert window.is_locked
    assert not turned(visitors)


def test_a_second_display_is_used_and_its_loss_said(
    qtbot: QtBot, app: Application, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitors, screen = window.visitors, app.primaryScreen()
    assert display(visitors) is None
    visitors.switch(True)
    assert display(visitors) is None  # there is none: nothing falls over the gate
    monkeypatch.setattr(visitors, "free_screen", lambda: screen)
    visitors.on_screens_changed(screen)
    view = display(visitors)
    assert view is not None
    assert view.isVisible()
    assert view.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.desk is not None
    window.on_outcome(window.desk.enter(Entry(DirectionMode.IN, person=GUEST)))
    assert "N. V. An" in view.said[0]
    window.lock()
    assert view.said == ("", "")
    window.on_outcome(window.desk.enter(Entry(DirectionMode.OUT, person=GUEST)))
    assert "An" not in view.said[0]
    monkeypatch.setattr(visitors, "free_screen", lambda: None)
    with qtbot.waitSignal(visitors.display_lost):
        visitors.on_screen_removed(screen)
    assert display(visitors) is None
    assert window.page is not None
    assert "display is gone" in window.page.notice.text
    monkeypatch.setattr(visitors, "free_screen", lambda: screen)
    visitors.on_screens_changed(screen)
    assert display(visitors) is not None
    visitors.switch(False)
    assert display(visitors) is None
