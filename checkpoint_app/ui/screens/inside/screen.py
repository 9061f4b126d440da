"""Inside now: find somebody, let them out, close the day with those nobody saw leave."""

from functools import partial
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import Passage, Verdict
from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.inside import Finder, Part, Present, looked_for, take_back
from checkpoint_app.station.leaving import leave
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.inside.present_list import PresentList
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.meter import Meter
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import ElidedLabel, PlainLabel
from checkpoint_app.ui.words import clock_time, number, who

PAGE = 8
"""Rows that Page Up and Page Down go by."""


class InsideScreen(Screen):
    """The keyboard stays in the search field; arrows mark, Enter lets the marked one out."""

    KEY = Key.INSIDE

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._finder = Finder()
        self._everybody: list[Present] = []
        self._reading = self._again = self._busy = False
        self._seen: tuple[int, Balance] | None = None
        self._capacity: int | None = desk.info.capacity
        self._gone: UUID | None = None
        self._asked: list[UUID] = []
        self.title = PlainLabel(role="title")
        self.count = PlainLabel("0", "strong")
        self.late = ElidedLabel(role="soft")
        self.meter = Meter()
        self.notice = Notice(closable=False)
        self.search = line_edit(longest=100)
        self.part = Choices(list(Part), self._part_name)
        self._search, self._part = Field(self.search), Field(self.part)
        self.list = PresentList()
        self.out, self.back, self.close_day = QPushButton(), QPushButton(), QPushButton()
        self.out.setProperty("role", "primary")
        self._lay_out()
        self.search.textChanged.connect(self.on_search)
        self.search.installEventFilter(self)
        self.part.chosen.connect(self.on_search)
        self.list.taken.connect(self.on_leaving)
        self.out.clicked.connect(self.list.on_take)
        self.back.clicked.connect(self.on_back)
        self.close_day.clicked.connect(self.on_close_day)
        self._keys = [
            bind(Key.TAKE_BACK, self, self.on_back),
            bind(Key.CLOSE_DAY, self, self.on_close_day),
        ]
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addWidget(self.meter, 1)
        head.addWidget(self.late)
        asked = QHBoxLayout()
        asked.setSpacing(theme.SPACE_M)
        asked.addWidget(self._search, 3)
        asked.addWidget(self._part, 4)
        card = QFrame()
        card.setProperty("role", "card")
        held = QVBoxLayout(card)
        held.setContentsMargins(6, 6, 6, 6)
        held.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self.close_day)
        foot.addWidget(self.back)
        foot.addWidget(self.out, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(head)
        column.addLayout(asked)
        column.addWidget(self.notice)
        column.addWidget(card, 1)
        column.addLayout(foot)
        order = (self.search, self.part, self.list, self.out, self.back, self.close_day)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # Coming and going

    def opened(self) -> None:
        """Begin with looking for somebody."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()
        self.read()

    def left(self) -> None:
        """Forget what nobody may ask again by a single key."""
        self._forget()
        self.notice.say("")

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Read anew only when somebody crossed."""
        self._capacity = snapshot.capacity
        seen = snapshot.inside, snapshot.balance
        if seen != self._seen and self.isVisible():
            self.read()
        self._seen = seen

    def read(self) -> None:
        """Ask who is inside, one at a time, off every thread that a passage waits for."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._tasks.picture(self, partial(self._finder.read, self._desk), self.on_read, self.on_bad)

    def on_read(self, everybody: list[Present]) -> None:
        """They are here."""
        self._reading = False
        self._everybody = everybody
        self.on_search()
        if self._again:
            self._again = False
            self.read()

    def on_bad(self, error: Exception) -> None:
        """They could not be read: what is shown is as it was."""
        self._reading = self._again = False
        self.notice.say(explain(error), "danger")

    # Looking through them

    def on_search(self) -> None:
        """Show those whom the typed words mean; one alone is marked at once."""
        asked, part = self.search.text(), Part(str(self.part.value))
        found = looked_for(self._everybody, asked, part)
        now = self._desk.clock.now_ms()
        self.list.show_present(found, now)
        if self.list.marked() is None and asked.strip() and len(found) == 1:
            self.list.mark(0)
        late = sum(one.late for one in self._everybody)
        self.out.setEnabled(bool(found))
        self.close_day.setEnabled(bool(late))
        self._count(len(found), late)

    def _count(self, found: int, late: int) -> None:
        here, most = len(self._everybody), self._capacity
        of = f" / {number(most)}" if most else ""
        self.count.setText(f"{number(here)}{of}")
        self.meter.setVisible(bool(most))
        if most:
            self.meter.show_share(here / most)
        said = []
        if most and here >= most:
            said.append(self.tr("The site is full"))
        if late:
            said.append(self.tr("{count} for too long").format(count=number(late)))
        if found != here:
            said.append(self.tr("{count} found").format(count=number(found)))
        self.late.setText(" · ".join(said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """From the search field, arrows mark in the list and Enter lets the marked one out."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: PAGE,
            Qt.Key.Key_PageUp: -PAGE,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.list.move_mark(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.on_take()
        elif key == Qt.Key.Key_Escape:
            self.on_escape()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc goes back to the search field."""
        if event.key() == Qt.Key.Key_Escape:
            self.on_escape()
        else:
            super().keyPressEvent(event)

    def on_escape(self) -> None:
        """First away with a question, then with what is typed."""
        if self._asked:
            self.left()
        else:
            self.search.clear()
            self.list.mark(-1)
        self.search.setFocus()

    # Out, and in again

    def on_leaving(self, one: Present) -> None:
        """Somebody goes out."""
        if self._busy:
            return
        self._busy = True
        self._tasks.store(self, partial(leave, self._desk, one.row), self.on_left, self.on_failed)

    def on_left(self, outcome: Outcome | None) -> None:
        """Say that they are out, and how to take it back."""
        self._busy = False
        if outcome is None:
            self.notice.say(self.tr("They have left already; nothing was recorded twice."))
            self.read()
            return
        passage = outcome.passage
        if outcome.verdict is Verdict.NOT_RECORDED or passage is None:
            self.on_failed(outcome.error or CheckpointError())
            return
        self._forget()
        self._gone = passage.id
        self.back.setEnabled(True)
        said = self.tr("Recorded as out: {name} · {time}.").format(
            name=who(passage), time=clock_time(passage.occurred_at)
        )
        self.notice.say(said, "ok")
        self.outcome_taken.emit(outcome)
        self.search.clear()
        self.search.setFocus()
        self.read()

    def on_back(self) -> None:
        """The last exit from this list was none: take it back."""
        gone = self._gone
        if gone is None or self._busy:
            return
        self._busy = True
        self._forget()
        work = partial(take_back, self._desk, gone)
        self._tasks.store(self, work, self.on_taken_back, self.on_failed)

    def on_taken_back(self, outcome: Outcome) -> None:
        """Say that they are inside again."""
        self._busy = False
        if outcome.passage is None:
            self.on_failed(outcome.error or CheckpointError())
            return
        said = self.tr("Taken back: {name} is inside.").format(name=who(outcome.passage))
        self.notice.say(said)
        self.read()

    def on_failed(self, error: Exception) -> None:
        """Say why nothing was recorded."""
        self._busy = False
        self.notice.say(explain(error), "danger")

    # The end of the day

    def on_close_day(self) -> None:
        """Propose the exits of those who are here for too long; the second time record them."""
        staff = self._desk.staff
        if staff is None or not may(staff.role, Permission.CORRECT):
            self.notice.say(self.tr("Only a supervisor records exits that nobody saw."), "warn")
            return
        if self._asked:
            asked, self._asked = self._asked, []
            self.notice.say("")
            self._name_close_day()
            work = partial(self._desk.close_out, asked)
            self._tasks.store(self, work, self.on_closed_day, self.on_failed)
            return
        self.part.choose(Part.LATE)
        self.search.clear()
        self.on_search()
        self._asked = [one.row.passage for one in self.list.rows]
        if not self._asked:
            self.notice.say(self.tr("Nobody is here for longer than usual."))
            return
        said = self.tr(
            "Record the exits of these {count} people, whom nobody saw leave? {key} once more "
            "records them, Esc leaves them inside."
        )
        self.notice.say(
            said.format(count=number(len(self._asked)), key=Key.CLOSE_DAY.shown), "warn"
        )
        self._name_close_day()

    def on_closed_day(self, made: list[Passage]) -> None:
        """Say how many exits were recorded."""
        self.part.choose(Part.ALL)
        said = self.tr("{count} exits recorded; each says that nobody saw it.")
        self.notice.say(said.format(count=number(len(made))), "ok")
        self.read()

    def _forget(self) -> None:
        self._gone, self._asked = None, []
        self.back.setEnabled(False)
        self._name_close_day()

    # Looks

    def on_theme_changed(self) -> None:
        """Tint the drawing anew."""
        colours = theme.current()
        self.back.setIcon(icon(Icon.UNDO, colours.ink, colours.edge))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The title needs a roomy window."""
        super().resizeEvent(event)
        self.title.setVisible(self.height() >= 600)

    def _part_name(self, value: object) -> str:
        names = {
            Part.ALL: self.tr("All"),
            Part.LATE: self.tr("Too long"),
            Part.VEHICLES: self.tr("Vehicles"),
        }
        return names[Part(str(value))]

    def _name_close_day(self) -> None:
        name = self.tr("Record their exits") if self._asked else self.tr("Close the day")
        self.close_day.setText(f"{name}  {Key.CLOSE_DAY.shown}")
        self.close_day.setAccessibleName(name)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Inside now"))
        self.title.setText(self.tr("Inside now"))
        self._search.name(
            self.tr("Find"), self.tr("Name without accents, number or plate; ↓ marks, Enter: out")
        )
        self._part.name(self.tr("Show"))
        self.meter.setAccessibleName(self.tr("How full the site is"))
        self.out.setText(self.tr("Goes out  Enter"))
        self.out.setAccessibleName(self.tr("The marked one goes out"))
        name = self.tr("Take back")
        self.back.setText(f"{name}  {Key.TAKE_BACK.shown}")
        self.back.setAccessibleName(self.tr("Take back the last exit"))
        self._name_close_day()
        self._forget()
        self.on_search()
