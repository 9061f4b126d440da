"""The gate: direction, live picture, verdict, balance."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkpoint_app.station.desk import DeskSnapshot
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.balance_line import BalanceLine
from checkpoint_app.ui.widgets.camera_view import CameraView
from checkpoint_app.ui.widgets.direction_bar import DirectionBar
from checkpoint_app.ui.widgets.verdict_banner import VerdictBanner


class GateScreen(QWidget):
    """Nothing here needs a hand while people have codes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.direction = DirectionBar()
        self.camera = CameraView()
        self.banner = VerdictBanner()
        self.balance = BalanceLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_XS)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.direction)
        column.addWidget(self.camera, 1)
        column.addWidget(self.banner)
        column.addWidget(self.balance)
        self._retranslate()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Show the newest numbers."""
        self.balance.show_balance(snapshot.balance)

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a verdict."""
        self.banner.show_outcome(outcome)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The banner takes its share of the height: read from two metres, yet not the picture's."""
        super().resizeEvent(event)
        self.banner.set_height(max(88, min(150, self.height() // 6)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Gate"))
