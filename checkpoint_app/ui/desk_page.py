"""The open desk: status line, rail, screens, side column, and what connects them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.documents import EnrolCode, SheetCode
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import DirectionMode, Person
from checkpoint_app.scanner.camera_list import list_cameras
from checkpoint_app.scanner.serial_port import list_devices
from checkpoint_app.security.roles import Permission, may
from checkpoint_app.settings import Settings
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.entry import Entry
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.camera_names import system_names
from checkpoint_app.ui.desk_frame import LEAST, DeskFrame
from checkpoint_app.ui.desk_screens import DeskScreens
from checkpoint_app.ui.first_phone import FirstPhone
from checkpoint_app.ui.furnishing import Furnishing
from checkpoint_app.ui.looking import Looking
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.rail import Rail
from checkpoint_app.ui.rooms import ROOMS
from checkpoint_app.ui.screens.form import FormScreen
from checkpoint_app.ui.screens.gate import GateScreen
from checkpoint_app.ui.screens.picture import PictureScreen
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.screens.settings import GUARDED, SettingsScreen
from checkpoint_app.ui.sent_pictures import SentPictures
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.side_panel import SidePanel
from checkpoint_app.ui.sights import Sights
from checkpoint_app.ui.status_line import StatusLine
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.notice_bar import NoticeBar
from checkpoint_app.ui.widgets.rules_card import RulesCard
from checkpoint_app.ui.words import who

PASSING_MS = 10_000
LATEST_MS = 1_500
"""A camera that gives no picture holds up nothing else for longer."""
_RAIL = {Key.PICTURE: Key.GATE, Key.SETTINGS: Key.MANAGE}
"""Whose button on the rail is down for a screen without one."""


class DeskPage(DeskScreens):
    """What the staff see while the station is unlocked.

    Signals:
        lock_asked: lock the screen.
        setting_changed: (name, value) of `Settings`.
        outcome_taken: carries the `Outcome` of a code that did not come by the camera.
    """

    lock_asked = Signal()
    setting_changed = Signal(str, object)
    outcome_taken = Signal(object)

    def __init__(
        self, desk: Desk, settings: Settings, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, settings, tasks, parent)
        info = desk.info
        self.status = StatusLine(info, desk.clock)
        self.status.lock_asked.connect(self.lock_asked)
        self.notice, self._quiet = Notice(), ""
        self.notices = NoticeBar()
        self.notices.acknowledged.connect(self.on_acknowledged)
        self.rail = Rail()
        self.rail.chosen.connect(self.show_screen)
        self.gate = self._gate()
        self.screens.put(Key.GATE, self.gate)
        self._stack.addWidget(self.gate)
        self.first_phone = FirstPhone(desk, tasks, self, self.gate.phone)
        self.setAcceptDrops(True)
        self.side = SidePanel(info)
        self.side.undo_asked.connect(self.on_undo)
        banners = (self.gate.banner, self.side.banner)
        self.looking = Looking(desk, banners, self.status, self.tell)
        self.sights = Sights(self.gate, self.side, self.status, self.tell, self.screens)
        self._furnishing = Furnishing(self, desk, tasks)
        self._frame = DeskFrame(
            self, self.status, self.rail, self.notices, self.notice, self._stack, self.side
        )
        self._keys = self._bind()
        self.show_screen(Key.GATE)

    def _gate(self) -> GateScreen:
        gate = GateScreen()
        gate.direction.show_mode(self._desk.lane.mode)
        gate.direction.chosen.connect(self.on_direction)
        gate.candidates.chosen.connect(self.on_candidate)
        return gate

    def rehearse(self) -> None:
        """The station was set up a moment ago: show what its verdicts are."""
        self.show_screen(Key.REHEARSE)
        self.rehearsal.after_setup()

    def fill(self) -> None:
        """The first picture is there: now the other screens can be made. May be called again."""
        self.screens.fill()

    def fill_soon(self) -> None:
        """The same, should there be no picture."""
        QTimer.singleShot(LATEST_MS, self, self.fill)

    def keep(self, settings: Settings) -> None:
        """These are in force now; a page that is yet to be made begins with them."""
        self._settings = settings
        held = self.screens.held(Key.SETTINGS)
        if isinstance(held, SettingsScreen):
            held.keep(settings)

    @property
    def pictures(self) -> SentPictures:
        """What connects the page of pictures that somebody sent."""
        _ = self.picture  # made now if need be
        assert self._furnishing.pictures is not None
        return self._furnishing.pictures

    @property
    def rules(self) -> RulesCard:
        """The rules of the site, on the page of the settings."""
        _ = self.settings  # made now if need be
        assert self._furnishing.rules is not None
        return self._furnishing.rules

    def _bind(self) -> list[QShortcut]:
        acts: dict[Key, Callable[[], None]] = {
            Key.GATE: self.on_gate,
            Key.FORM: self.on_form,
            Key.HELP: self.on_help,
            Key.SETTINGS: self.on_settings,
            Key.IN: self.on_in,
            Key.OUT: self.on_out,
            Key.AUTO: self.on_auto,
            Key.UNDO: self.on_undo,
            Key.LOCK: self.lock_asked.emit,
            Key.SYNC: self.on_sync,
            Key.LOOK: self.looking.toggle,
            Key.PICTURE: self.on_picture,
            Key.PASTE: self.on_paste,
            Key.REGION: self.on_region,
        }
        acts |= {key: partial(self.show_screen, key) for key in ROOMS}
        return [bind(key, self, act) for key, act in acts.items()]

    # Screens

    def show_screen(self, key: Key) -> None:
        """Bring a screen to the front; the scanning goes on behind every one."""
        before, screen = self._stack.currentWidget(), self.screens[key]
        if isinstance(before, Screen) and before is not screen:
            before.left()
            for banner in (self.gate.banner, self.side.banner):
                banner.forget_rehearsal()
        self._stack.setCurrentWidget(screen)
        self.rail.show_page(_RAIL.get(key) or getattr(screen, "RAIL", None) or key)
        self._arrange()
        if isinstance(screen, Screen):
            screen.opened()
        elif isinstance(screen, FormScreen | SettingsScreen | PictureScreen):
            screen.focus_first()
        else:
            self.setFocus()

    def begin_shift(self) -> None:
        """Somebody else is on duty: look whether everything works, behind the gate."""
        self._furnishing.begin_shift()

    def leave(self) -> None:
        """The lock comes in front: nobody sees any more that nothing is recorded."""
        self.looking.end()
        front = self._stack.currentWidget()
        if isinstance(front, Screen):
            front.left()

    def on_gate(self) -> None:
        """F1."""
        self.show_screen(Key.GATE)

    def on_form(self) -> None:
        """F2."""
        self.show_screen(Key.FORM)

    def on_help(self) -> None:
        """Shift+F1: the chapter of the screen in front."""
        self.help.turn_to(self.screen_key)
        self.show_screen(Key.HELP)

    def on_settings(self) -> None:
        """Ctrl+comma."""
        self.show_screen(Key.SETTINGS)

    def on_picture(self) -> None:
        """Ctrl+O."""
        self.pictures.on_open()

    def on_paste(self) -> None:
        """Ctrl+V."""
        self.pictures.on_paste()

    def on_region(self) -> None:
        """Ctrl+M."""
        self.pictures.on_region()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A picture or a file may be dropped anywhere."""
        if self.pictures.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Read what was dropped."""
        if self.pictures.drop(event.mimeData()):
            event.acceptProposedAction()

    # The lane

    def on_in(self) -> None:
        """F7."""
        self.on_direction(DirectionMode.IN)

    def on_out(self) -> None:
        """F8."""
        self.on_direction(DirectionMode.OUT)

    def on_auto(self) -> None:
        """F9."""
        self.on_direction(DirectionMode.AUTO)

    def on_direction(self, mode: DirectionMode) -> None:
        """The lane turns at once; the setting follows."""
        self._desk.lane.mode = mode
        self.gate.direction.show_mode(mode)
        self._furnishing.show_mode(mode)
        self.setting_changed.emit("direction", mode)

    def on_setting(self, name: str, value: object) -> None:
        """A setting was changed on its page."""
        staff = self._desk.staff
        if name in GUARDED and (staff is None or not may(staff.role, Permission.SETTINGS)):
            self.settings.refuse(name)
            return
        if name == "direction":
            self.on_direction(DirectionMode(str(value)))
        else:
            self.setting_changed.emit(name, value)

    def on_invited(self, invitation: EnrolCode) -> None:
        """A hub's code was in a picture."""
        self.joining.take(invitation)

    def on_joining_told(self, text: str, tone: str) -> None:
        """What came of joining a hub; its page says it itself."""
        if self.screen_key is not Key.HUB:
            self.tell(text, tone)

    def on_cameras_asked(self) -> None:
        """Look for cameras, off this thread: a driver may take its time."""
        names = system_names()
        self._tasks.network(self, lambda: list_cameras(names), self.settings.show_cameras)

    def on_scanners_asked(self) -> None:
        """Look for serial ports, off this thread."""
        self._tasks.network(self, list_devices, self.settings.show_scanners)

    def on_candidate(self, asked: Outcome, person: Person) -> None:
        """The guard says who it was: correct the passage, off this thread."""
        passage = asked.passage
        if passage is None:
            return

        def confirmed(made: Outcome) -> None:
            self.on_confirmed(asked, made)

        self._tasks.store(self, lambda: self._desk.confirm(passage.id, person), confirmed)

    def on_confirmed(self, asked: Outcome, made: Outcome) -> None:
        """Show the corrected verdict, unless the next person is there already."""
        newest = self.gate.candidates.holds(asked)
        if made.passage is None:
            why = explain(made.error or CheckpointError())
            said = self.tr("The passage stays recorded as it was scanned. {why}")
            self.tell(said.format(why=why), Tone.WARN.value)
            if newest:
                self.gate.candidates.offer()
        elif newest:
            self.show_outcome(made)

    def on_undo(self) -> None:
        """Void the last passage, off this thread."""
        self.gate.candidates.clear()
        self._tasks.store(self, self._desk.undo, self.on_undone)

    def on_undone(self, outcome: Outcome | None) -> None:
        """Say what was taken back."""
        if outcome is None:
            self.notice.say(self.tr("Nothing to take back since the station was opened."))
        elif outcome.passage is None:
            self.show_outcome(outcome)
        else:
            said = self.tr("Taken back: {name}. It stays on record as voided.")
            self.notice.say(said.format(name=who(outcome.passage)))
        self._arrange()

    def on_sync(self) -> None:
        """Try to send now."""
        self._tasks.network(self, self._desk.sync_now)

    def on_entered(self, entry: Entry) -> None:
        """Record what was typed, off this thread."""
        self._tasks.store(
            self, lambda: self._desk.enter(entry), self.on_entry_recorded, self.on_entry_failed
        )

    def on_entry_recorded(self, outcome: Outcome) -> None:
        """Tell the form."""
        self.gate.candidates.clear()
        self.form.show_outcome(outcome)

    def on_entry_failed(self, error: Exception) -> None:
        """Tell the form that nothing was recorded; what was typed stays."""
        self.form.show_failure(error)

    def on_restored(self) -> None:
        """A form that was half typed when the program ended is there again."""
        said = self.tr("A form was not saved before the program ended: {key}")
        self.tell(said.format(key=Key.FORM.shown), Tone.WARN.value)

    def on_acknowledged(self, notice: UUID, answer: str) -> None:
        """Note that a notice was read, off this thread."""

        def failed(error: Exception) -> None:
            self.notices.ask_again(notice)
            self._tasks.failed.emit(error)

        self._tasks.store(self, lambda: self._desk.acknowledge(notice, answer), None, failed)

    def on_search(self, text: str) -> None:
        """Look people up for the form."""

        def found(people: list[Person]) -> None:
            self.form.show_people(text, people)

        self._tasks.store(self, lambda: self._desk.find_people(text), found)

    # What comes in

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Show the newest numbers."""
        self.status.show_snapshot(snapshot)
        self.side.show_snapshot(snapshot)
        self.gate.show_snapshot(snapshot)
        self.notices.show_notices(snapshot.notices)
        self._furnishing.show_snapshot(snapshot)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a verdict, whatever screen is in front."""
        self.gate.show_outcome(outcome)
        self.first_phone.show_outcome(outcome)
        self.side.banner.show_outcome(outcome)
        front = self._stack.currentWidget()
        if isinstance(front, Screen):
            front.show_outcome(outcome)
        self._open_sheet(outcome)
        # Whoever stands at the gate must not fill in a form that nobody looks at.
        watched = self.isVisible() and self.screen_key is Key.HUB
        if watched and outcome.invitation is not None and not outcome.again:
            self.joining.take(outcome.invitation)

    def _open_sheet(self, outcome: Outcome) -> None:
        """Begin a sheet in the form; a code that lies in view is no news."""
        sheet, document = outcome.sheet, outcome.document
        behind_lock = not self.isVisible()  # and nobody there to type
        if sheet is None or document is None or outcome.again or behind_lock:
            return
        # Whoever types goes on typing; whoever looks at a picture would lose what was found.
        if self.screen_key not in (Key.FORM, Key.PICTURE):
            self.show_screen(Key.FORM)
        self.form.take_sheet(sheet, document.warnings)

    def on_sheet_asked(self, sheet: SheetCode) -> None:
        """A sheet of the tray shall be typed in."""
        self.show_screen(Key.FORM)
        self.form.take_sheet(sheet, ())

    def tell(self, text: str, tone: str = Tone.INFO.value) -> None:
        """Show a message above the screens; only good news goes by itself."""
        self.notice.say(text, tone, passing_ms=PASSING_MS if tone == Tone.OK else 0)
        self._frame.make_room()

    def tell_quietly(self, text: str, tone: str) -> None:
        """Show a message above the screens, unless one stands there that was told aloud."""
        if self.notice.isHidden() or self.notice.text == self._quiet:
            self._quiet = text
            self.tell(text, tone)

    # Looks

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The smallest window that everything was arranged for."""
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The side column takes its share of the width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._frame.arrange(away=self.screen_key is not Key.GATE)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """A message in the old language is put away."""
        if event.type() == QEvent.Type.LanguageChange:
            self.notice.hide()
        super().changeEvent(event)
