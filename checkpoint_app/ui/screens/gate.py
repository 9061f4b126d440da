"""The gate: direction, live picture, verdict, balance."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.station.desk import DeskSnapshot
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.balance_line import BalanceLine
from checkpoint_app.ui.widgets.camera_view import CameraView
from checkpoint_app.ui.widgets.candidate_bar import CandidateBar
from checkpoint_app.ui.widgets.direction_bar import DirectionBar
from checkpoint_app.ui.widgets.phone_bar import PhoneBar
from checkpoint_app.ui.widgets.verdict_banner import VerdictBanner


class GateScreen(QWidget):
    """Nothing here needs a hand while people have codes.

    Signals:
        picture_asked: a picture that somebody sent shall be read.
    """

    picture_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.direction = DirectionBar()
        self.camera = CameraView()
        self.banner = VerdictBanner()
        self.candidates = CandidateBar()
        self.phone = PhoneBar()
        self.balance = BalanceLine()
        self.picture = QPushButton()
        self.picture.setProperty("role", "quiet")
        self.picture.setIconSize(QSize(22, 22))
        self.picture.clicked.connect(self.picture_asked)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_S)
        top.addWidget(self.direction, 1)
        top.addWidget(self.picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_XS)
        column.setSpacing(theme.SPACE_M)
        column.addLayout(top)
        column.addWidget(self.camera, 1)
        column.addWidget(self.banner)
        column.addWidget(self.candidates)
        column.addWidget(self.phone)
        column.addWidget(self.balance)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Show the newest numbers."""
        self.balance.show_balance(snapshot.balance)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a verdict, and who it may be where the code does not say."""
        self.banner.show_outcome(outcome)
        self.candidates.show_outcome(outcome)

    def on_theme_changed(self) -> None:
        """Tint the drawing anew, and give the banner its share."""
        self.picture.setIcon(icon(Icon.PICTURE, theme.current().ink))
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The banner takes its share of the height: read from two metres, yet not the picture's."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        share = round(self.height() / 6 / theme.scale())
        self.banner.set_height(max(88, min(150, share)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Gate"))
        name = self.tr("Picture")
        self.picture.setText(f" {name}  {Key.PICTURE.shown}")
        said = self.tr("Read a picture that somebody sent, {key}").format(key=Key.PICTURE.shown)
        self.picture.setAccessibleName(said)
        self.picture.setToolTip(said)
