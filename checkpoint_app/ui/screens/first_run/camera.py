"""The fourth step: the camera with its picture, or a scanner, tried before anybody waits."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from checkpoint_app.domain.documents import Document
from checkpoint_app.domain.text import mask
from checkpoint_app.scanner.camera_list import FoundCamera
from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.loop import ScanPhase, ScanState
from checkpoint_app.ui.screens.first_run.step import Step
from checkpoint_app.ui.widgets.camera_choice import CameraChoice
from checkpoint_app.ui.widgets.camera_view import CameraView, Quad, ViewState
from checkpoint_app.ui.widgets.cards import row
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import WrapLabel
from checkpoint_app.ui.words import word

_PHASES = {
    ScanPhase.STARTING: ViewState.STARTING,
    ScanPhase.LOST: ViewState.LOST,
    ScanPhase.ENDED: ViewState.ENDED,
}


class CameraStep(Step):
    """Nothing that is shown here is recorded, nor kept.

    Signals:
        source_chosen: another camera, or none (""); it is to be shown at once.
        cameras_asked: look for cameras; answer with `show_cameras`.
    """

    source_chosen = Signal(str)
    cameras_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera, self.source = CameraChoice(), line_edit(longest=400)
        self.refresh = QPushButton()
        self.refresh.clicked.connect(self.cameras_asked)
        self.view = CameraView()
        self.view.setMinimumHeight(180)
        # As high as there is room for, and no higher: what was read stands below it.
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._about, self._read = WrapLabel(role="soft"), WrapLabel(role="strong")
        self.ask({"camera": Field(self.camera), "source": Field(self.source)})
        self.fields["source"].hide()
        self.column.addWidget(self._about)
        self.column.addLayout(row(self.fields["camera"], self.refresh, stretch=0))
        self.column.addWidget(self.fields["source"])
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self._read)
        self._document: Document | None = None
        self._by_scanner = False
        self.camera.picked.connect(self.on_camera)
        self.camera.other_picked.connect(self.on_other)
        self.source.editingFinished.connect(self.on_source)
        self.listen()
        self.retranslate()

    def title(self) -> str:
        """What the step is called."""
        return self.tr("Camera")

    def show_source(self, source: str) -> None:
        """Which one is in force."""
        self.camera.show_source(source)
        self.source.setText(source if self.camera.is_other else "")
        self.fields["source"].setVisible(self.camera.is_other)

    def show_cameras(self, cameras: Sequence[FoundCamera]) -> None:
        """Offer the cameras that were found."""
        self.camera.show_cameras(cameras)

    def on_camera(self, source: str) -> None:
        """Another one, or none."""
        self.fields["source"].setVisible(self.camera.is_other)
        self.source_chosen.emit(source)

    def on_other(self) -> None:
        """A file, a folder or an address shall be typed in."""
        self.fields["source"].show()
        self.source.setFocus()

    def on_source(self) -> None:
        """It was typed."""
        text = self.source.text().strip()
        if text and self.camera.is_other:
            self.source_chosen.emit(text)

    def opened(self) -> None:
        """Look what there is."""
        self.cameras_asked.emit()
        super().opened()

    def show_frame(self, image: QImage, quads: Sequence[Quad], hint: Hint | None) -> None:
        """Show the live picture, and what would help to read it."""
        self.view.show_frame(image, quads, hint)

    def show_state(self, state: ScanState) -> None:
        """Show what the camera does."""
        if state.phase in _PHASES:
            self.view.show_state(_PHASES[state.phase], state.error)

    def show_none(self) -> None:
        """No camera was chosen."""
        self.view.show_state(ViewState.NONE)

    def show_document(self, document: Document, *, by_scanner: bool) -> None:
        """A code was read: say so; nothing is kept of it."""
        self._document, self._by_scanner = document, by_scanner
        self._say_read()

    def _say_read(self) -> None:
        document = self._document
        if document is None:
            self._read.setText(self.tr("Hold any code up, or scan one: nothing is recorded yet."))
            return
        what = " · ".join(filter(None, (word(document.format), mask(document.id_number))))
        said = self.tr("The scanner works: {what}. Nothing was recorded.")
        if not self._by_scanner:
            said = self.tr("The camera reads: {what}. Nothing was recorded.")
        self._read.setText(said.format(what=what))

    def left(self) -> None:
        """Nobody reads later what was held up."""
        self._document = None
        self._say_read()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self._about.setText(
            self.tr(
                "The picture must be sharp at a hand's width. A scanner works as well, or nothing "
                "at all: then everybody is typed in."
            )
        )
        self.fields["camera"].name(self.tr("Camera"))
        self.fields["source"].name(
            self.tr("Another source"),
            self.tr("A file, a folder, or the address of a network camera"),
        )
        self.refresh.setText(self.tr("Refresh"))
        self.refresh.setAccessibleName(self.tr("Look for cameras again"))
        self._say_read()
