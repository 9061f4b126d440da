"""Who a code may be about: offered, chosen by key or mouse, ignored at no cost."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checkpoint_app.domain.documents import Document, Format
from checkpoint_app.domain.errors import StoreBusy
from checkpoint_app.domain.passage import Direction, DirectionMode, Passage, Person, Verdict
from checkpoint_app.i18n import Lang
from checkpoint_app.records import writing
from checkpoint_app.scanner.source import open_source
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.main_window import MainWindow
from checkpoint_app.ui.sample_day import SetClock
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.candidate_bar import CandidateBar
from tests.ui.conftest import PIN
from tests.ui.test_looks import check_room, has_size

CONTROL = Qt.KeyboardModifier.ControlModifier
NUMBERS = ("001099000001", "079099000001", "038099000001", "022099000001")
NAMES = ("Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyễn Văn Ẩn", "Nguyễn Vạn An")
CARDS = [
    f"{number}||{name}|01011999|Nam|Tổ 5, Hà Nội|15032021".encode()
    for number, name in zip(NUMBERS, NAMES, strict=True)
]
MASKED = b"******000001|NGUYEN VAN AN|1999-**-**|0|162900000000000001|<1<<0900000000"
OTHER = "001185000002||Trần Thị Bích|15081985|Nữ|Hà Nội|01012021".encode()
SIZES = (QSize(1024, 600), QSize(1280, 720), QSize(1366, 768))


@pytest.fixture
def masked(desk: Desk, clock: SetClock) -> Outcome:
    """A masked code that four people known here may have shown."""
    for card in CARDS:
        desk.take(card)
        clock.at_ms += 60_000
    return desk.take(MASKED)


@pytest.fixture
def bar(page: DeskPage) -> CandidateBar:
    return page.gate.candidates


@dataclass(frozen=True)
class Asked:
    """The page while it asks who a masked code is about."""

    page: DeskPage
    desk: Desk
    tasks: Tasks
    outcome: Outcome

    @property
    def bar(self) -> CandidateBar:
        return self.page.gate.candidates

    @property
    def passage(self) -> Passage:
        """The passage in question, as it is recorded now."""
        return self.desk.store.passage(passage_id(self.outcome))

    @property
    def answered(self) -> bool:
        """True once the banner shows another passage, or another revision of this one."""
        return shown(self.page) != self.outcome.passage

    def drain(self, qtbot: QtBot) -> None:
        """Everything asked of the store so far has been answered."""
        done: list[None] = []
        self.tasks.store(self.page, lambda: None, done.append)
        qtbot.waitUntil(lambda: bool(done))


@pytest.fixture
def asked(page: DeskPage, desk: Desk, tasks: Tasks, masked: Outcome) -> Asked:
    page.show_outcome(masked)
    return Asked(page, desk, tasks, masked)


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
    made.shut_down()


def passage_id(outcome: Outcome) -> UUID:
    assert outcome.passage is not None
    return outcome.passage.id


def shown(page: DeskPage) -> Passage | None:
    """The passage in the banner."""
    outcome = page.gate.banner.outcome
    return outcome.passage if outcome else None


def test_three_at_most_are_offered_below_the_verdict_with_masked_numbers(
    page: DeskPage, bar: CandidateBar, masked: Outcome
) -> None:
    assert len(masked.candidates) == 4
    assert not bar.isVisible()
    page.show_outcome(masked)
    assert bar.isVisible()
    assert bar.y() > page.gate.banner.y()
    assert len(bar.people) == 3
    said = [choice.accessibleName() for choice in bar.choices]
    assert sorted(name.split(",")[0] for name in said) == sorted(
        person.name or "" for person in bar.people
    )
    for place, name in enumerate(said, 1):
        assert name.endswith(f", ····0001 · 1999, Ctrl+{place}")
    written = " ".join(
        widget.accessibleName() + getattr(widget, "text", str)() for widget in labels(bar)
    )
    assert not any(number[:8] in written for number in NUMBERS)


def labels(bar: CandidateBar) -> list[QWidget]:
    return [bar, *bar.findChildren(QWidget)]


def test_a_whole_code_asks_nothing(page: DeskPage, bar: CandidateBar, desk: Desk) -> None:
    page.show_outcome(desk.take(CARDS[0]))
    assert not bar.isVisible()
    QTest.keyClick(page, Qt.Key.Key_1, CONTROL)
    assert desk.store.balance().captured == 1


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_key_says_who_it_is_and_the_verdict_follows(
    qtbot: QtBot, window: MainWindow, clock: SetClock, place: int
) -> None:
    desk, page = window.desk, window.page
    assert desk is not None
    assert page is not None
    for card in CARDS:
        desk.take(card)
        clock.at_ms += 60_000
    masked = desk.take(MASKED)
    window.on_outcome(masked)
    bar = page.gate.candidates
    person = bar.people[place]
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), CONTROL)
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: shown(page) != masked.passage)
    made = shown(page)
    assert made == desk.store.passage(passage_id(masked))
    assert made is not None
    assert (made.rev, made.person.id_number) == (2, person.id_number)
    assert made.person.name == person.name
    assert made.direction is Direction.OUT  # inside already, and the direction is automatic
    assert page.gate.banner.lines()[0] == "RECORDED"
    assert page.gate.banner.lines()[1] == person.name
    assert desk.store.balance().captured == 5


def test_a_click_says_who_it_is_and_the_work_is_done_behind_the_window(
    qtbot: QtBot, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    confirm = asked.desk.confirm

    def noted(passage: UUID, person: Person) -> Outcome:
        threads.append(threading.current_thread().name)
        return confirm(passage, person)

    monkeypatch.setattr(asked.desk, "confirm", noted)
    person = asked.bar.people[1]
    QTest.mouseClick(asked.bar.choices[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.answered)
    assert asked.passage.person.id_number == person.id_number
    assert [name.startswith("store") for name in threads] == [True]


def test_one_answer_is_enough(qtbot: QtBot, asked: Asked) -> None:
    asked.bar.choose(0)
    asked.bar.choose(1)
    asked.drain(qtbot)
    assert asked.passage.rev == 2


def test_the_next_person_ends_the_question_and_nothing_is_merged(
    qtbot: QtBot, asked: Asked
) -> None:
    asked.page.show_outcome(asked.desk.take(OTHER))
    assert not asked.bar.isVisible()
    asked.bar.choose(0)
    asked.drain(qtbot)
    assert (asked.passage.rev, asked.passage.person.id_number) == (1, "******000001")


@pytest.mark.parametrize("what", ["a link", "a failure", "a typed entry", "taking back"])
def test_whatever_else_happens_ends_it_too(asked: Asked, what: str) -> None:
    page = asked.page
    if what == "a link":
        page.show_outcome(asked.desk.take(b"https://example.org/x"))
    elif what == "a failure":
        page.show_outcome(Outcome(Verdict.NOT_RECORDED, 0, error=StoreBusy()))
    elif what == "a typed entry":
        made = asked.desk.enter(Entry(DirectionMode.IN, person=Person(name="Lê Văn Cường")))
        page.on_entry_recorded(made)
    else:
        page.on_undo()
    assert not asked.bar.isVisible()
    assert asked.bar.people == ()


def test_a_code_still_held_up_does_not_end_it(asked: Asked) -> None:
    again = asked.desk.take(MASKED)
    assert again.verdict is Verdict.SEEN
    asked.page.show_outcome(again)
    beside = Document(Format.UNKNOWN)
    asked.page.show_outcome(Outcome(Verdict.UNREADABLE, 0, document=beside, again=True))
    assert asked.bar.isVisible()
    assert len(asked.bar.people) == 3
    other = Document(Format.CCCD, name="Lê Văn Cường")
    asked.page.show_outcome(Outcome(Verdict.SEEN, 0, document=other))
    assert not asked.bar.isVisible()


def test_after_a_while_it_goes_by_itself(
    qtbot: QtBot, page: DeskPage, masked: Outcome, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert theme.OFFER_MS > theme.BANNER_MS
    monkeypatch.setattr(theme, "OFFER_MS", 1)
    page.show_outcome(masked)
    assert page.gate.candidates.fades
    qtbot.waitUntil(lambda: not page.gate.candidates.isVisible())
    assert desk.store.passage(passage_id(masked)).rev == 1


def test_an_answer_that_comes_late_does_not_cover_the_next_person(
    qtbot: QtBot, asked: Asked
) -> None:
    gate = threading.Event()
    asked.tasks.store(asked.page, gate.wait)
    asked.bar.choose(0)
    following = asked.desk.take(OTHER)
    asked.page.show_outcome(following)
    gate.set()
    asked.drain(qtbot)
    assert asked.passage.rev == 2
    assert shown(asked.page) == following.passage


def test_a_correction_that_fails_is_said_and_may_be_tried_again(
    qtbot: QtBot, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StoreBusy

    with monkeypatch.context() as patch:
        patch.setattr(writing, "record", busy)
        asked.bar.choose(0)
        asked.drain(qtbot)
    said = asked.page.notice.text
    assert said.startswith("The passage stays recorded as it was scanned. Another program")
    assert not asked.answered  # recorded, and not said to be otherwise
    assert asked.bar.isVisible()
    asked.bar.choose(0)
    qtbot.waitUntil(lambda: asked.answered)
    assert asked.passage.rev == 2


def test_the_keyboard_goes_through_the_offered_in_their_order(qtbot: QtBot, asked: Asked) -> None:
    asked.page.activateWindow()
    qtbot.waitUntil(asked.page.isActiveWindow)
    asked.page.gate.picture.setFocus()
    before: QWidget = asked.page.gate.picture
    for choice in asked.bar.choices:
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is choice
        assert choice.height() >= theme.TARGET
        before = choice
    QTest.keyClick(asked.bar.choices[2], Qt.Key.Key_Return)
    assert not asked.bar.isVisible()
    # Enter again, or the end of a scan, must press nothing.
    assert QApplication.focusWidget() is asked.page.gate
    qtbot.waitUntil(lambda: asked.answered)


def test_its_keys_mean_nothing_while_another_screen_is_in_front(qtbot: QtBot, asked: Asked) -> None:
    asked.page.activateWindow()
    qtbot.waitUntil(asked.page.isActiveWindow)
    asked.page.show_screen(Key.FORM)
    QTest.keyClick(asked.page, Qt.Key.Key_1, CONTROL)
    asked.drain(qtbot)
    assert asked.passage.rev == 1
    asked.page.show_screen(Key.GATE)
    QTest.keyClick(asked.page, Qt.Key.Key_1, CONTROL)
    asked.drain(qtbot)
    assert asked.passage.rev == 2


@pytest.mark.parametrize("scheme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("lang", Lang)
def test_nothing_is_cut_off(
    qtbot: QtBot, app: Application, asked: Asked, lang: Lang, scheme: Theme
) -> None:
    app.put_on(Settings(lang=lang, theme=scheme))
    page, bar = asked.page, asked.bar
    for size in SIZES:
        page.resize(size)
        qtbot.waitUntil(partial(has_size, page, size))
        qtbot.waitUntil(partial(check_room, page, f"{lang} {size.width()}x{size.height()}"))
        assert bar.isVisible()
        widths = [choice.width() for choice in bar.choices]
        assert max(widths) - min(widths) <= 1
        assert page.gate.camera.height() > 120


def test_the_question_is_asked_in_the_language_that_is_on(
    app: Application, page: DeskPage, bar: CandidateBar, masked: Outcome
) -> None:
    page.show_outcome(masked)
    app.language.choose(Lang.VI)
    app.processEvents()
    assert bar.accessibleName() == "Có thể là ai"
