"""A strip that says something until it is put away."""

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.widgets.text import WrapLabel


class Notice(QFrame):
    """A coloured strip with a text and, where it may be put away, a cross.

    Signals:
        closed: the user put it away.
    """

    closed = Signal()

    def __init__(self, *, closable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self._label = WrapLabel()
        self._close = QPushButton()
        self._close.setProperty("role", "quiet")
        self._close.setIconSize(QSize(18, 18))
        self._close.setFixedWidth(theme.TARGET)
        self._close.clicked.connect(self.on_close)
        if not closable:
            self._close.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_XS)
        row.addWidget(self._label, 1)
        row.addWidget(self._close)
        self.setMinimumHeight(theme.TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.timeout.connect(self.hide)
        self._tone = "info"
        self._retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What the strip says."""
        return self._label.text()

    def say(self, text: str, tone: str = "info", *, passing_ms: int = 0) -> None:
        """Show a text; nothing hides the strip.

        Args:
            passing_ms: it goes by itself after so long; 0 for not.
        """
        self._tone = tone
        self._passing.stop()
        if passing_ms:
            self._passing.start(passing_ms)
        self._label.setText(text)
        self.setAccessibleName(text)
        theme.set_role(self, tone=tone)
        theme.set_role(self._label)
        ink = {
            "ok": theme.current().ok_ink,
            "warn": theme.current().warn_ink,
            "danger": theme.current().danger_ink,
        }
        self._close.setIcon(icon(Icon.CLOSE, ink.get(tone, theme.current().accent_ink)))
        self.setVisible(bool(text))

    def on_close(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._close.setAccessibleName(self.tr("Put this message away"))
