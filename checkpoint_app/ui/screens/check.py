"""The check before a shift: what is looked at, green or with what to do."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.errors import CheckpointError, ScannerMissing
from checkpoint_app.i18n import text
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState
from checkpoint_app.scanner.serial_port import AUTO
from checkpoint_app.station.checkup import Check, clock_check, disk_check, hub_check, store_check
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.shift import HandOver, Shift, begin, hand_over
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, paint
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.printing.output import usual_printer
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.cards import scrolled
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, number, word

NAMES = ("camera", "light", "scanner", "printer", "disk", "clock", "store", "hub")
LIGHT = frozenset({Hint.DARK, Hint.BRIGHT, Hint.COVERED})


class _Sign(QWidget):
    """A tick, a mark to look at, or a clock while it is being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(36, 36)
        self._ok: bool | None = None

    def show_ok(self, ok: bool | None) -> None:
        """Show how it stands; None for not known yet."""
        self._ok = ok
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Fixed."""
        return QSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sign on its colour."""
        colours = theme.current()
        sign, ink, back = {
            None: (Icon.CLOCK, colours.ink_soft, colours.sunken),
            True: (Icon.CHECK, colours.ok_ink, colours.ok_soft),
            False: (Icon.LOOK, colours.warn_ink, colours.warn_soft),
        }[self._ok]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS, theme.RADIUS)
        paint(painter, sign, ink, QRectF(7, 7, 22, 22))
        painter.end()


class CheckScreen(Screen):
    """Eight things; what takes time is asked off the window's thread, and the gate goes on."""

    KEY = Key.CHECK
    RAIL = Key.GATE

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._found: dict[str, Check] = {}
        self._camera: ScanState | None = None
        self._scanner: ScannerState | None = None
        self._hint: Hint | None = None
        self._tells = False
        self._tell_to: Callable[[str, str], None] = self.told.emit
        self._shift: Shift | None = None
        self._handed: HandOver | None = None
        self.handed = WrapLabel()
        self.title = PlainLabel(role="title")
        self.notice = Notice(closable=False)
        self._signs = {name: _Sign() for name in NAMES}
        self._names = {name: PlainLabel(role="strong") for name in NAMES}
        self._says = {name: WrapLabel(role="soft") for name in NAMES}
        self.again, self.gate = QPushButton(), QPushButton()
        self.gate.setProperty("role", "primary")
        for button in (self.again, self.gate):
            button.setAutoDefault(True)  # Enter presses it while it has the keyboard
        self.again.clicked.connect(self.run)
        self.gate.clicked.connect(partial(self.screen_asked.emit, Key.GATE))
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        theme.hold(card, most_width=760)
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_S)
        for place, name in enumerate(NAMES):
            grid.addWidget(self._signs[name], place, 0)
            grid.addWidget(self._names[name], place, 1)
            grid.addWidget(self._says[name], place, 2)
        grid.setColumnMinimumWidth(1, 110)
        grid.setColumnStretch(2, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self.again)
        foot.addWidget(self.gate, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.title)
        column.addWidget(self.notice)
        column.addWidget(self.handed)
        column.addWidget(scrolled(card), 1)
        column.addLayout(foot)

    def opened(self) -> None:
        """Look at everything anew."""
        self.gate.setFocus(Qt.FocusReason.OtherFocusReason)
        self.run()

    def begin_shift(self, tell: Callable[[str, str], None]) -> None:
        """Look at everything behind whatever is in front, and say above it how it stands.

        Whoever takes over from somebody is told what was recorded and what is open.

        Args:
            tell: says a text with its tone, see `Screen.told`.
        """
        before, desk = self._shift, self._desk

        def work() -> tuple[HandOver | None, Shift]:
            return (hand_over(desk, before) if before is not None else None), begin(desk)

        self._tell_to = tell
        self._tasks.store(self, work, self.on_shift)

    def on_shift(self, found: tuple[HandOver | None, Shift]) -> None:
        """The shift has begun."""
        self._handed, self._shift = found
        self._tells = True
        self.run()

    def _hand_over_words(self) -> str:
        held = self._handed
        if held is None:
            return ""
        name = held.shift.staff.name if held.shift.staff else ""
        parts = [
            self.tr("Taken over from {name}, since {time}").format(
                name=name, time=clock_time(held.shift.since_ms)
            ),
            self.tr("{count} recorded (in {entries}, out {exits})").format(
                count=number(held.recorded),
                entries=number(held.entries),
                exits=number(held.exits),
            ),
            self.tr("{count} voided").format(count=number(held.voided)) if held.voided else "",
            self.tr("{count} inside").format(count=number(held.inside)),
            self.tr("{count} for too long").format(count=number(held.late)) if held.late else "",
            self.tr("{count} not sent").format(count=number(held.unsent)) if held.unsent else "",
        ]
        open_work = held.needs_fix + held.missing
        if open_work:
            said = self.tr("{count} to do, {key}")
            parts.append(said.format(count=number(open_work), key=Key.TRAY.shown))
        if held.untyped:
            parts.append(self.tr("{count} rows to type").format(count=number(held.untyped)))
        return " · ".join(filter(None, parts))

    def run(self) -> None:
        """Ask everything; what is known at once is there at once."""
        lang, desk = language(), self._desk
        self._found = {}
        self._show_devices()
        self._tasks.picture(self, self._look, self.on_found)
        self._tasks.network(self, partial(hub_check, desk, lang), self.on_one, self.on_hub_failed)
        self._show()

    def _look(self) -> list[Check]:
        lang, desk = language(), self._desk
        found = [clock_check(desk.clock.now_ms(), desk.store.time.offset(), lang)]
        found.append(store_check(desk, lang))
        printer = usual_printer() or text("check.printer_none", lang)
        found.append(Check("printer", True, printer))
        if desk.free_bytes is not None:
            found.append(disk_check(desk.free_bytes(), lang))
        return found

    def on_found(self, checks: list[Check]) -> None:
        """Disk, clock, store and printer."""
        for check in checks:
            self._found[check.name] = check
        self._show()

    def on_one(self, check: Check) -> None:
        """The hub has answered, or nobody."""
        self._found[check.name] = check
        self._show()

    def on_hub_failed(self, error: Exception) -> None:
        """It could not be asked."""
        self.on_one(Check("hub", False, explain(error)))

    def show_scan_state(self, state: ScanState) -> None:
        """The camera started, was lost, or came back."""
        self._camera = state
        self._show_devices()
        self._show()

    def show_scanner_state(self, state: ScannerState) -> None:
        """The scanner came or went."""
        self._scanner = state
        self._show_devices()
        self._show()

    def show_hint(self, hint: Hint | None) -> None:
        """What the picture asks for has changed."""
        self._hint = hint
        self._show_devices()
        self._show()

    def _show_devices(self) -> None:
        for check in (self._camera_check(), self._light_check(), self._scanner_check()):
            self._found[check.name] = check

    def _camera_check(self) -> Check:
        lang, state = language(), self._camera
        if state is None or state.phase is ScanPhase.ENDED:
            return Check("camera", True, text("check.camera_none", lang))
        if state.phase is ScanPhase.RUNNING:
            pace = state.pace
            if pace is None:
                return Check("camera", True, text("check.good", lang))
            size, rate = f"{pace.width}×{pace.height}", round(pace.rate)
            said = text("check.camera_pace", lang, size=size, rate=rate)
            return Check("camera", True, said)
        if state.phase is ScanPhase.LOST:
            return Check("camera", False, explain(state.error or CheckpointError()))
        return Check("camera", True, text("check.asking", lang))

    def _light_check(self) -> Check:
        if self._hint in LIGHT and self._hint is not None:
            return Check("light", False, word(self._hint))
        return Check("light", True, text("check.good", language()))

    def _scanner_check(self) -> Check:
        lang, state = language(), self._scanner
        if state is None or state.phase is ScannerPhase.ENDED:
            return Check("scanner", True, text("check.scanner_none", lang))
        if state.phase is ScannerPhase.READY:
            return Check("scanner", True, text("check.scanner_found", lang, name=state.name))
        error = state.error
        if isinstance(error, ScannerMissing) and error.details.get("scanner") == AUTO:
            return Check("scanner", True, text("check.scanner_absent", lang))
        return Check("scanner", False, explain(error or CheckpointError()))

    @property
    def faults(self) -> list[str]:
        """What is not all right, in words."""
        lang = language()
        return [text(f"check.{name}", lang) for name, one in self._found.items() if not one.ok]

    @property
    def is_complete(self) -> bool:
        """True once everything was answered."""
        expected = set(NAMES) - ({"disk"} if self._desk.free_bytes is None else set())
        return expected <= set(self._found)

    def _show(self) -> None:
        lang = language()
        for name in NAMES:
            check = self._found.get(name)
            self._signs[name].show_ok(None if check is None else check.ok)
            self._names[name].setText(text(f"check.{name}", lang))
            said = text("check.asking", lang) if check is None else check.say
            self._says[name].setText(said)
            state = "" if check is None or check.ok else self.tr("look at it")
            self._signs[name].setAccessibleName(state)
        handed = self._hand_over_words()
        self.handed.setText(handed)
        self.handed.setVisible(bool(handed))
        if not self.is_complete:
            self.notice.say(self.tr("Looking…"))
            return
        faults = self.faults
        if faults:
            said = self.tr("To look at: {names}").format(names=", ".join(faults))
            self.notice.say(said, "warn")
        else:
            self.notice.say(self.tr("All is ready"), "ok")
        if self._tells:
            self._tells = False
            self._tell(faults)

    def _tell(self, faults: list[str]) -> None:
        """At the beginning of a shift, above whatever is in front."""
        handed, tone = self._hand_over_words(), Tone.OK
        said = self.tr("Checked before the shift: all is ready")
        if faults:
            said = self.tr("Before the shift, look at: {names}. {key}")
            said = said.format(names=", ".join(faults), key=Key.CHECK.shown)
            tone = Tone.WARN
        elif handed:
            tone = Tone.INFO  # it stays until it was read
        self._tell_to("\n".join(filter(None, (handed, said))), tone.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc goes back to the gate."""
        if event.key() == Qt.Key.Key_Escape:
            self.screen_asked.emit(Key.GATE)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Check before the shift"))
        self.title.setText(self.tr("Check before the shift"))
        self.again.setText(self.tr("Look again  {key}").format(key=Key.CHECK.shown))
        self.again.setAccessibleName(self.tr("Look again"))
        self.gate.setText(self.tr("To the gate  Enter"))
        self.gate.setAccessibleName(self.tr("To the gate"))
        if self._found:
            self._show_devices()
        self._show()
