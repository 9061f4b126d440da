"""What camera and scanner give, put wherever it is shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from checkpoint_app.domain.errors import CheckpointError, ScannerMissing
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.scanner.serial_loop import ScannerPhase, ScannerState
from checkpoint_app.scanner.serial_port import AUTO
from checkpoint_app.scanner.watchdog import Pace
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.rooms import Shelf
from checkpoint_app.ui.screens.gate import GateScreen
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.side_panel import SidePanel
from checkpoint_app.ui.status_line import StatusLine
from checkpoint_app.ui.widgets.camera_view import Quad, ViewState

_PHASES = {
    ScanPhase.STARTING: ViewState.STARTING,
    ScanPhase.LOST: ViewState.LOST,
    ScanPhase.ENDED: ViewState.ENDED,
}


class Sights(QObject):
    """Feeds the pictures, the banners' line of sight, the scanner's sign.

    Attributes:
        pace: what the camera gives; None where that is not known.

    Signals:
        pace_changed: carries it.
    """

    pace_changed = Signal(object)

    def __init__(
        self,
        gate: GateScreen,
        side: SidePanel,
        status: StatusLine,
        tell: Callable[[str, str], None],
        screens: Shelf,
    ) -> None:
        super().__init__()
        self._gate, self._side, self._status = gate, side, status
        self._tell = tell
        self._screens = screens
        self._scanner_away = False
        self._hint: Hint | None = None
        self._camera: ScanState | None = None
        self._scanner: ScannerState | None = None
        self.pace: Pace | None = None

    @property
    def _rooms(self) -> list[Screen]:
        return [screen for screen in self._screens.made if isinstance(screen, Screen)]

    def catch_up(self, room: Screen) -> None:
        """Tell a screen that was made a moment ago how camera and scanner are."""
        if self._camera is not None:
            room.show_scan_state(self._camera)
        if self._scanner is not None:
            room.show_scanner_state(self._scanner)
        if self._hint is not None:
            room.show_hint(self._hint)

    def show_frame(self, image: QImage, quads: Sequence[Quad], hint: Hint | None = None) -> None:
        """Show a frame, and what would help to read it, where a picture is in sight."""
        if hint is not self._hint:
            self._hint = hint
            for room in self._rooms:
                room.show_hint(hint)
        for view in (self._gate.camera, self._side.camera):
            if view.isVisible() or view.state is not ViewState.LIVE:
                view.show_frame(image, quads, hint)

    def picture_room(self) -> tuple[int, int]:
        """The pixels of the screen that the camera's picture is shown in."""
        views = [view for view in (self._gate.camera, self._side.camera) if view.isVisible()]
        sizes = [view.size() * view.devicePixelRatio() for view in views]
        return max((size.toTuple() for size in sizes), default=(640, 360))

    def show_scan_state(self, state: ScanState) -> None:
        """Show what the camera does."""
        self._camera = state
        for room in self._rooms:
            room.show_scan_state(state)
        for banner in (self._gate.banner, self._side.banner):
            banner.show_sight(state.phase in (ScanPhase.STARTING, ScanPhase.RUNNING))
        if state.pace is not None or state.phase is not ScanPhase.RUNNING:
            self.pace = state.pace
            self.pace_changed.emit(state.pace)
        if state.phase is ScanPhase.RUNNING:
            if isinstance(state.error, CheckpointError):
                return  # one picture was skipped; the next is on its way
            for view in (self._gate.camera, self._side.camera):
                if view.state is ViewState.LOST:
                    view.show_state(ViewState.STARTING)
            return
        for view in (self._gate.camera, self._side.camera):
            view.show_state(_PHASES[state.phase], state.error)

    def show_scanner_state(self, state: ScannerState) -> None:
        """Show what the scanner does; where none has to be there, none is missed."""
        self._scanner = state
        for room in self._rooms:
            room.show_scanner_state(state)
        error = state.error
        if isinstance(error, ScannerMissing) and error.details.get("scanner") == AUTO:
            self._status.show_scanner(None)
            return
        self._status.show_scanner(state)
        if error is not None:
            self._tell(explain(error), Tone.WARN.value)
        elif self._scanner_away:
            said = self.tr("The scanner is there again: {name}").format(name=state.name)
            self._tell(said, Tone.OK.value)
        if state.phase is not ScannerPhase.ENDED or error is not None:
            self._scanner_away = error is not None

    def warn_of_input_method(self) -> None:
        """The scanner's text does not arrive as it was printed."""
        said = self.tr(
            "The Vietnamese input method is changing what the scanner types. Turn it off (UniKey, "
            "EVKey, Ctrl+Shift), then scan again."
        )
        self._tell(said, Tone.WARN.value)
