"""The tray: whatever waits for somebody, and a few keys for each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from checkpoint_app.domain.balance import Balance
from checkpoint_app.domain.clock import local
from checkpoint_app.domain.documents import SheetCode
from checkpoint_app.domain.errors import CheckpointError, ScannerMissing
from checkpoint_app.domain.passage import Passage
from checkpoint_app.i18n import text
from checkpoint_app.records.sheets import Closed, OpenSheet
from checkpoint_app.records.trusted_time import CLOCK_OFF_MS
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.serial_loop import ScannerState
from checkpoint_app.scanner.serial_port import AUTO
from checkpoint_app.station import mending
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.tray import Refused, Waiting, close_sheet, next_row, waiting
from checkpoint_app.sync.causes import SyncCause
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.screens.tray.items import ItemList, Source, Trouble, items_of
from checkpoint_app.ui.screens.tray.work import CLOSING_KEYS, CLOSINGS, WorkCard
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.sync_line import SyncLine
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import duration, who

T = TypeVar("T")


class TrayScreen(Screen):
    """The list at the left, at the right what can be done about the marked one."""

    KEY = Key.TRAY

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._waiting = Waiting()
        self._snapshot: DeskSnapshot | None = None
        self._camera: ScanState | None = None
        self._scanner: ScannerState | None = None
        self._seen: tuple[Balance, int] | None = None
        self._reading = self._again = self._busy = False
        self._asked: object = None
        self.title = PlainLabel(role="title")
        self.sync = SyncLine(desk.clock)
        self.notice = Notice(closable=False)
        self.list = ItemList()
        self.work = WorkCard()
        self._lay_out()
        self.list.taken.connect(self.on_enter)
        self.list.selectionModel().currentChanged.connect(self.on_marked)
        self.work.done.connect(self.on_enter)
        self.work.resend_asked.connect(self.on_resend)
        self.work.void_asked.connect(self.on_void)
        self.work.closing_asked.connect(self.on_closing)
        self._keys = [bind(Key.RESEND, self, self.on_resend), bind(Key.VOID, self, self.on_void)]
        for key, how in zip(CLOSING_KEYS, CLOSINGS, strict=True):
            self._keys.append(bind(key, self, partial(self.on_closing, how)))
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_L)
        head.addWidget(self.title)
        head.addWidget(self.sync, 1)
        card = QFrame()
        card.setProperty("role", "card")
        held = QVBoxLayout(card)
        held.setContentsMargins(6, 6, 6, 6)
        held.addWidget(self.list)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.work)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(card, 1)
        row.addWidget(area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addLayout(row, 1)

    # What waits

    def opened(self) -> None:
        """Begin with the first one."""
        self.notice.say("")
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.list.marked() is None:
            self.list.mark(0)
        self.read()

    def left(self) -> None:
        """Ask nothing any more."""
        self._asked = None

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Something was recorded or answered: read anew where that may have changed the list."""
        self._snapshot = snapshot
        self.sync.show_snapshot(snapshot)
        seen = snapshot.balance, snapshot.at_ms // 60_000
        if seen != self._seen:
            self._seen = seen
            self.read()
        else:
            self._show()

    def show_scan_state(self, state: ScanState) -> None:
        """The camera was lost, or came back."""
        self._camera = state
        self._show()

    def show_scanner_state(self, state: ScannerState) -> None:
        """The scanner came or went."""
        self._scanner = state
        self._show()

    def read(self) -> None:
        """Ask what waits, one at a time, off every thread that a passage waits for."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._tasks.picture(self, partial(waiting, self._desk), self.on_read, self.on_unread)

    def on_read(self, found: Waiting) -> None:
        """It is here."""
        self._reading = False
        self._waiting = found
        self._show()
        if self._again:
            self._again = False
            self.read()

    def on_unread(self, error: Exception) -> None:
        """It could not be read."""
        self._reading = self._again = False
        self.notice.say(explain(error), "danger")

    def _show(self) -> None:
        items = items_of(self._waiting, self._troubles())
        before = self.list.marked()
        if items != list(self.list.rows):
            row = self.list.currentIndex().row()
            self.list.show_rows(items)
            if self.list.marked() is None and items:
                self.list.mark(min(max(row, 0), len(items) - 1))
        if self.list.marked() != before or self.work.item is None:
            self.on_marked()
        self.count_changed.emit(len(items))

    def _troubles(self) -> list[Trouble]:
        found, snapshot = [], self._snapshot
        camera = self._camera
        if camera is not None and camera.phase is ScanPhase.LOST:
            said = explain(camera.error or CheckpointError())
            found.append(Trouble(Source.CAMERA, said, Key.SETTINGS))
        error = self._scanner.error if self._scanner else None
        optional = isinstance(error, ScannerMissing) and error.details.get("scanner") == AUTO
        if error is not None and not optional:
            found.append(Trouble(Source.SCANNER, explain(error), Key.SETTINGS))
        if snapshot is None:
            return found
        cause = snapshot.sync.cause
        if cause is not None and cause.needs_someone and cause is not SyncCause.NOT_ENROLLED:
            found.append(Trouble(Source.SENDING, text(f"cause.{cause}", language()), Key.SYNC))
        offset = snapshot.clock_offset_ms or 0
        if abs(offset) >= CLOCK_OFF_MS:
            said = self.tr("This computer's clock is {wait} slow: set it")
            if offset < 0:
                said = self.tr("This computer's clock is {wait} fast: set it")
            found.append(Trouble(Source.CLOCK, said.format(wait=duration(abs(offset) // 1000))))
        if snapshot.upkeep.backup_failure is not None:
            found.append(Trouble(Source.BACKUP, explain(snapshot.upkeep.backup_failure)))
        if snapshot.notices:
            said = self.tr("{count} not read; {key}: read").format(
                count=len(snapshot.notices), key=Key.READ.shown
            )
            found.append(Trouble(Source.NOTICES, said))
        return found

    # What is done about it

    def on_marked(self) -> None:
        """Another one is marked: show what can be done about it."""
        item = self.list.marked()
        before = self.work.item
        same = item is not None and before is not None
        if same and self.list.identity(item) == self.list.identity(before):  # type: ignore[arg-type]  # both are there
            return
        self._asked = None
        self.work.show_item(item)

    def on_enter(self) -> None:
        """Enter on the list goes where something can be typed; there it saves."""
        item = self.work.item
        if self._busy or item is None:
            return
        if isinstance(item, OpenSheet):
            self._tasks.store(self, partial(next_row, self._desk, item), partial(self.on_row, item))
        elif isinstance(item, Trouble):
            self._see_to(item)
        elif not self.work.editor.hasFocus() and not self.work.go.hasFocus():
            if self.work.can_mend:
                self.work.editor.setFocus(Qt.FocusReason.TabFocusReason)
                self.work.editor.selectAll()
        else:
            self._mend(item)

    def _see_to(self, item: Trouble) -> None:
        if item.key is Key.SYNC:
            self._tasks.network(self, self._desk.sync_now)
            self.notice.say(self.tr("Trying now"))
        elif item.key is not None:
            self.screen_asked.emit(item.key)

    def on_row(self, sheet: OpenSheet, row: int) -> None:
        """Go on with a sheet in the form, at the first row that is not typed."""
        info = self._desk.info
        day = local(sheet.printed_at).date()
        self.sheet_asked.emit(SheetCode(sheet.number, info.site, row, sheet.last_row, day))

    def _mend(self, item: Refused | Passage) -> None:
        typed = self.work.editor.text()
        if not typed.strip() and isinstance(item, Passage):
            self.work.field.warn(self.tr("Please fill this in"), "danger")
            return
        if isinstance(item, Passage):
            person = replace(item.person, name=typed)
            work = partial(self._desk.confirm, item.id, person)
            self._run(work, partial(self.on_named, item))
            return
        work_on = partial(mending.mend, self._desk, item.passage.id, item.field or "", typed)
        self._run(work_on, self.on_mended)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._busy = True
        self._tasks.store(self, work, done, self.on_failed)

    def on_mended(self, passage: Passage) -> None:
        """It is on its way again."""
        self._done(self.tr("Saved, sent again: {name}").format(name=who(passage)))

    def on_named(self, item: Passage, outcome: Outcome) -> None:
        """The name is written as the card has it, or could not be."""
        if outcome.passage is None:
            self.on_failed(outcome.error or CheckpointError())
            return
        self._done(self.tr("Saved: {name}").format(name=who(outcome.passage)))

    def _done(self, said: str) -> None:
        self._busy = False
        self._asked = None
        self.notice.say(said, "ok")
        self.list.setFocus()
        self._desk.sync_now()
        self.read()

    def on_failed(self, error: Exception) -> None:
        """Say why not; what was typed stays."""
        self._busy = False
        self.notice.say(explain(error), "danger")

    def on_resend(self) -> None:
        """Send a refused one as it is."""
        item = self.work.item
        if isinstance(item, Refused) and not self._busy:
            self._run(partial(mending.send_again, self._desk, item.passage.id), self.on_mended)

    def on_void(self) -> None:
        """Void a refused one, asked for twice."""
        item = self.work.item
        if not isinstance(item, Refused) or self._busy:
            return
        asked = (item.passage.id, Key.VOID)
        if self._asked != asked:
            self._asked = asked
            said = self.tr("Void the passage of {name}? {key} once more voids it, Esc leaves it.")
            self.notice.say(said.format(name=who(item.passage), key=Key.VOID.shown), "warn")
            return
        self._run(partial(mending.take_out, self._desk, item.passage), self.on_voided)

    def on_voided(self, passage: Passage) -> None:
        """It is taken back."""
        said = self.tr("Taken back: {name}. It stays on record as voided.")
        self._done(said.format(name=who(passage)))

    def on_closing(self, how: Closed) -> None:
        """Say what became of a sheet, asked for twice."""
        item = self.work.item
        if not isinstance(item, OpenSheet) or self._busy:
            return
        if self._asked != (item.number, how):
            self._asked = (item.number, how)
            key = CLOSING_KEYS[CLOSINGS.index(how)].shown
            said = self.tr("Sheet {number}: {how}? {key} once more notes it, Esc leaves it.")
            named = self.work.closing_word(how)
            self.notice.say(said.format(number=item.number, how=named, key=key), "warn")
            return
        work = partial(close_sheet, self._desk, item.number, how)
        self._run(work, partial(self.on_closed, item.number))

    def on_closed(self, number: str, closed: bool) -> None:
        """The sheet is done with."""
        said = self.tr("Noted: sheet {number}") if closed else self.tr("Sheet {number} is done")
        self._done(said.format(number=number))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc asks nothing any more and goes back to the list; what is typed stays."""
        if event.key() == Qt.Key.Key_Escape:
            if self._asked is not None:
                self._asked = None
                self.notice.say("")
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    # Looks

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The title needs a roomy window."""
        super().resizeEvent(event)
        self.title.setVisible(self.height() >= 600)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("To do"))
        self.title.setText(self.tr("To do"))
        self.notice.say("")
        self.work.retranslate()
        self._show()
