"""Every notice from the hub: what it said, who read it and when, what they answered."""

from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app.records.notices import Notice, NoticeKind
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.notice_book import NoticeLine, all_notices
from checkpoint_app.ui.messages import Tone
from checkpoint_app.ui.screens.managed import ManagedScreen, card, row
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.table import Col, Table
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date
from checkpoint_app.wire.protocol import MAX_ANSWER_TEXT


class NoticesScreen(ManagedScreen):
    """For everybody: what was said to one shift is read by the next."""

    KEY = Key.NOTICES
    NEEDS = Permission.REPORT

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._open: tuple[UUID, ...] = ()
        self.table = Table()
        self.table.setMinimumHeight(240)
        self._none = WrapLabel(role="soft")
        self._head, self._text = PlainLabel(role="strong"), WrapLabel()
        self._read_by = WrapLabel(role="soft")
        self.answer = line_edit(longest=MAX_ANSWER_TEXT)
        self._answer = Field(self.answer)
        self.read = QPushButton()
        self.read.setProperty("role", "primary")
        self._card = card(self._head, self._text, self._read_by, self._answer, row(self.read))
        self.column.addWidget(card(self._none, self.table))
        self.column.addWidget(self._card)
        self.column.addStretch(1)
        self.table.marked.connect(self.on_marked)
        self.table.picked.connect(self.on_picked)
        self.answer.returnPressed.connect(self.on_read)
        self.read.clicked.connect(self.on_read)
        self.show_lines([])
        self.retranslate()

    def begin(self) -> None:
        """The newest first."""
        self.refresh()
        self.table.setFocus()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """One came, or was read."""
        told = tuple(notice.told.id for notice in snapshot.notices)
        if told != self._open:
            self._open = told
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        """Ask for all that are held."""
        self._tasks.store(self, lambda: all_notices(self._desk), self.show_lines)

    def show_lines(self, lines: list[NoticeLine]) -> None:
        """Show them."""
        self._none.setVisible(not lines)
        self.table.setVisible(bool(lines))
        before = self.marked()
        self.table.show_rows(self._columns(), lines)
        same = (
            place
            for place, one in enumerate(lines)
            if before is not None and one.notice.told.id == before.notice.told.id
        )
        if lines:
            self.table.selectRow(next(same, 0))
        self.on_marked()

    def marked(self) -> NoticeLine | None:
        """Which one is marked."""
        found = self.table.row()
        return found if isinstance(found, NoticeLine) else None

    def on_marked(self) -> None:
        """Show the whole of it."""
        line = self.marked()
        self._card.setVisible(line is not None)
        if line is None:
            return
        told = line.notice.told
        self._head.setText(
            f"{self._kind(line.notice)} · {clock_time(told.created_at)} {date(told.created_at)}"
        )
        self._text.setText(told.text)
        self._read_by.setText(self._state(line, long=True))
        waits = line.notice.acknowledged_at is None and line.notice.in_force
        self._answer.setVisible(waits)
        self.read.setVisible(waits)

    def on_picked(self, _line: object) -> None:
        """Enter: answer it, where it waits for that."""
        if self._answer.isVisible():
            self.answer.setFocus()

    def on_read(self) -> None:
        """It was read."""
        line = self.marked()
        if line is None or line.notice.acknowledged_at is not None:
            return
        answer = self.answer.text()

        def done(_first: bool) -> None:
            self.answer.clear()
            self.say(self.tr("Noted; the hub hears it."), Tone.OK)
            self.refresh()
            self.table.setFocus()

        told = line.notice.told.id
        self._tasks.store(self, lambda: self._desk.acknowledge(told, answer), done, self.fail)

    # Looks

    def _kind(self, notice: Notice) -> str:
        reminder = notice.told.kind is NoticeKind.REMINDER
        return self.tr("Reminder") if reminder else self.tr("Notice")

    def _state(self, line: NoticeLine, *, long: bool = False) -> str:
        at = line.notice.acknowledged_at
        if at is None:
            return (
                self.tr("Nobody has read it yet") if line.notice.in_force else self.tr("Withdrawn")
            )
        said = self.tr("Read {time} {day}").format(time=clock_time(at), day=date(at))
        parts = [said, line.reader]
        if long:
            parts.append(line.notice.answer or self.tr("without an answer"))
            held = (
                self.tr("the hub knows")
                if line.notice.confirmed
                else self.tr("the hub is told as soon as there is a network")
            )
            parts.append(held)
        return " · ".join(filter(None, parts))

    def _columns(self) -> tuple[Col, ...]:
        def when(line: NoticeLine) -> str:
            at = line.notice.told.created_at
            return f"{clock_time(at)} {date(at)}"

        return (
            Col(self.tr("From"), when),
            Col(self.tr("What it says"), lambda one: one.notice.told.text, 3),
            Col(self.tr("State"), self._state, 1, spare=2),
            Col(self.tr("Answer"), lambda one: one.notice.answer or "", 1, spare=1),
        )

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("Notices from the hub"))
        self.table.setAccessibleName(self.tr("Notices from the hub"))
        self._none.setText(self.tr("The hub has said nothing yet."))
        self._answer.name(self.tr("Answer to the hub"), self.tr("May be left empty"))
        self.read.setText(self.tr("Read  {key}").format(key="Enter"))
        self.read.setAccessibleName(self.tr("I have read it"))
        self.table.show_rows(self._columns(), self.table.rows())
        self.on_marked()
