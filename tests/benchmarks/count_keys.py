"""How many keys a guard presses: ``make count-keys``.

Each flow begins at the gate and is done in the real window on a real store, key by key. *Text* is
what stands on the paper or tells who it is; *keys* is everything beyond it: the screen's key,
Enter, arrows, chords, and each digit that chooses. A flow that ends without its record fails.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.documents import Sex
from checkpoint_app.domain.passage import (
    Direction,
    DirectionMode,
    Kind,
    Passage,
    Person,
    SiteKind,
)
from checkpoint_app.i18n import Lang
from checkpoint_app.records.ids import new_id
from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.security.keyfile import Cost
from checkpoint_app.settings import Settings
from checkpoint_app.station import deliveries
from checkpoint_app.station.deliveries import Words
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.home import Home
from checkpoint_app.ui.application import Application
from checkpoint_app.ui.desk_page import DeskPage
from checkpoint_app.ui.sample_day import NOW_MS, SetClock
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from tests.fakes.pictures import card

CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE_MS = 10_000
AN = Person(
    name="Nguyễn Văn An",
    id_number="001090000001",
    phone="0900000001",
    birth_date="1990",
    sex=Sex.MALE,
    address="Căn 101",
)
GIAO = Words("29B112345", "0900000071", "Lý Văn Giao", "Sàn Mẫu", "Toà A · 1204", "Rau")


class Fingers:
    """Presses keys on whatever has the keyboard, and counts them.

    Attributes:
        text, keys: so many so far.
    """

    def __init__(self, page: DeskPage) -> None:
        self.page = page
        self.text = self.keys = 0

    def write(self, text: str) -> None:
        """Type what stands on the paper."""
        self.text += len(text)
        QTest.keyClicks(self._focused(), text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press one key, with a modifier or without: one stroke."""
        self.keys += 1
        held = modifier or Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._focused(), key, held)

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait as a guard does who looks at the screen."""
        patience = QDeadlineTimer(PATIENCE_MS)
        while not reached():
            assert not patience.hasExpired(), "the screen never showed what the flow waits for"
            wait = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            QCoreApplication.processEvents(wait, 20)

    def _focused(self) -> QWidget:
        return self.page.focusWidget() or self.page


@dataclass(frozen=True, slots=True)
class Flow:
    """One thing a guard does.

    Attributes:
        most: keys beyond the text at most; whole: keys and text together at most, None for any.
        before: what was recorded before; run: does it.
    """

    name: str
    most: int
    run: Callable[[Fingers, Desk], None]
    before: Callable[[Desk], None] | None = None
    whole: int | None = None


def scan(fingers: Fingers, desk: Desk) -> None:
    """A code is held up."""
    outcome = desk.take(card(1))
    fingers.page.show_outcome(outcome)
    assert outcome.passage is not None


def on_paper(fingers: Fingers, desk: Desk) -> None:
    """A new person's row, all of it, with the health questions answered with no."""
    fingers.press(Qt.Key.Key_F2)
    for text in ("Tran Thi Bich", "1985"):
        fingers.write(text)
        fingers.press(Qt.Key.Key_Return)
    fingers.press(Qt.Key.Key_2)  # Nữ
    for text in ("001185000002", "0900000002", "So 2 pho Mau", "13:05"):
        fingers.write(text)
        fingers.press(Qt.Key.Key_Return)
    fingers.press(Qt.Key.Key_Return)  # the direction of the lane
    fingers.press(Qt.Key.Key_Return)  # the reason of the sheet
    fingers.press(Qt.Key.Key_0)  # (1), (2) and (3): no
    fingers.press(Qt.Key.Key_Return, CONTROL)
    fingers.until(lambda: desk.store.balance().captured == 1)
    passage = _newest(desk)
    assert passage.declaration is not None
    assert passage.declaration.contact_symptoms is False
    assert passage.person.sex is Sex.FEMALE


def came_before(desk: Desk) -> None:
    """Somebody was here once."""
    desk.enter(Entry(DirectionMode.IN, person=AN))


def again(fingers: Fingers, desk: Desk) -> None:
    """The same person on the next row: three letters, and saved."""
    fingers.page.show_screen(Key.FORM)  # the sheet is being typed
    fingers.write("van")
    fingers.until(fingers.page.form.people.isVisible)
    fingers.press(Qt.Key.Key_Down)
    fingers.press(Qt.Key.Key_Return, CONTROL)
    fingers.until(lambda: desk.store.balance().captured == 2)
    assert _newest(desk).person == AN


def delivered_before(desk: Desk) -> None:
    """A driver came and left."""
    for direction in Direction:
        deliveries.record(desk, GIAO, Kind.DELIVERY, direction)


def driver(fingers: Fingers, desk: Desk) -> None:
    """The driver comes again, with the same for the same place."""
    fingers.press(Qt.Key.Key_F3)
    fingers.write("345")
    people = getattr(fingers.page.screens[Key.DELIVERY], "people", None)
    assert isinstance(people, QWidget)
    fingers.until(people.isVisible)
    fingers.press(Qt.Key.Key_1, CONTROL)
    fingers.until(lambda: desk.store.balance().captured == 3)
    passage = _newest(desk)
    assert passage.direction is Direction.IN
    assert passage.delivery is not None
    assert passage.delivery.destination == GIAO.destination


def refused_before(desk: Desk) -> None:
    """The hub does not take a note that is too long."""
    made = desk.enter(Entry(DirectionMode.IN, person=AN)).passage
    assert made is not None
    one = desk.store.correct(made.id, lambda old: replace(old, note="đi cùng " * 200))
    desk.store.outbox.claim(100, NOW_MS)
    answer = Answer(one.id, one.rev, OutboxState.NEEDS_FIX, "text_too_long", "note")
    desk.store.outbox.settle([answer], new_id(), NOW_MS)


def refused(fingers: Fingers, desk: Desk) -> None:
    """The note is typed anew and sent again."""
    fingers.page.show_snapshot(desk.snapshot())
    fingers.press(Qt.Key.Key_F5)
    tray = getattr(fingers.page.screens[Key.TRAY], "work", None)
    fingers.until(lambda: getattr(tray, "item", None) is not None)
    fingers.press(Qt.Key.Key_Return)
    fingers.write("di cung gia dinh")
    fingers.press(Qt.Key.Key_Return)
    fingers.until(lambda: desk.store.balance().needs_fix == 0)
    assert _newest(desk).note == "di cung gia dinh"


def leaves(fingers: Fingers, desk: Desk) -> None:
    """Somebody without a code goes out, found by two words."""
    fingers.press(Qt.Key.Key_F4)
    rows = getattr(fingers.page.screens[Key.INSIDE], "list", None)
    fingers.until(lambda: bool(getattr(rows, "rows", ())))
    fingers.write("van an")
    fingers.press(Qt.Key.Key_Return)
    fingers.until(lambda: desk.store.inside_count() == 0)


FLOWS = (
    Flow("scan", 0, scan),
    Flow("new person on paper", 12, on_paper),
    Flow("returning person on paper", 5, again, came_before, whole=5),
    Flow("returning driver", 3, driver, delivered_before),
    Flow("refused record", 3, refused, refused_before),
    Flow("out by name", 3, leaves, came_before),
)


def count(flow: Flow, page: DeskPage, desk: Desk) -> Fingers:
    """Do a flow in an open page of an empty station."""
    if flow.before is not None:
        flow.before(desk)
    page.activateWindow()
    fingers = Fingers(page)
    fingers.until(page.isActiveWindow)
    flow.run(fingers, desk)
    return fingers


def fits(flow: Flow, fingers: Fingers) -> bool:
    """Whether a flow stays within its limits."""
    whole = flow.whole is None or fingers.text + fingers.keys <= flow.whole
    return fingers.keys <= flow.most and whole


def _newest(desk: Desk) -> Passage:
    return desk.store.recent(1)[0].passage


def main() -> int:
    """Print the table; 1 where a limit is not kept."""
    app = Application()
    app.put_on(Settings(lang=Lang.VI))
    kept = True
    print(f"{'':28}{'text':>6}{'keys':>6}{'limit':>14}")
    for flow in FLOWS:
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder) / "home", SetClock(NOW_MS))
            home.set_up(
                site="Chung cư Mẫu",
                gate="Cổng 2",
                kind=SiteKind.RESIDENTIAL,
                pin="2468",
                keyring=False,
                cost=Cost(memory=1024, passes=1),
            )
            tasks = Tasks()
            with closing(home.unlock("2468")) as desk:
                page = DeskPage(desk, Settings(lang=Lang.VI), tasks)
                page.resize(1366, 768)
                page.show()
                fingers = count(flow, page, desk)
                tasks.stop()
                page.close()
        limit = f"≤ {flow.most}" + (f", all ≤ {flow.whole}" if flow.whole else "")
        good = fits(flow, fingers)
        kept = kept and good
        mark = "" if good else "  over"
        print(f"{flow.name:28}{fingers.text:>6}{fingers.keys:>6}{limit:>14}{mark}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
