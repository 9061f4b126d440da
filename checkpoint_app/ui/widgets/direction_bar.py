"""Which way the lane runs: in, out, or decided by itself."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.words import word

_MODES = (
    (DirectionMode.IN, Icon.IN, Key.IN),
    (DirectionMode.OUT, Icon.OUT, Key.OUT),
    (DirectionMode.AUTO, Icon.AUTO, Key.AUTO),
)


class DirectionBar(QWidget):
    """Three buttons, one of them down.

    Signals:
        chosen: the user chose; carries the `DirectionMode`.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[DirectionMode, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        for place, (mode, _, _) in enumerate(_MODES):
            button = QPushButton()
            button.setProperty("role", "direction")
            button.setCheckable(True)
            button.setIconSize(QSize(22, 22))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, place)
            self._buttons[mode] = button
            row.addWidget(button, 1)
        self._group.idClicked.connect(self.on_clicked)
        self.mode = DirectionMode.AUTO
        self.show_mode(self.mode)
        self._retranslate()
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)

    def show_mode(self, mode: DirectionMode) -> None:
        """Show a mode without telling anyone."""
        self.mode = mode
        self._buttons[mode].setChecked(True)
        self.on_theme_changed()

    def on_clicked(self, place: int) -> None:
        """A button was pressed."""
        self.show_mode(_MODES[place][0])
        self.chosen.emit(self.mode)

    def on_theme_changed(self) -> None:
        """Tint the arrows for what lies behind them."""
        colours = theme.current()
        for mode, sign, _ in _MODES:
            chosen = mode is self.mode
            self._buttons[mode].setIcon(icon(sign, colours.on_accent if chosen else colours.ink))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Direction"))
        for mode, _, key in _MODES:
            button = self._buttons[mode]
            button.setText(f" {word(mode)}   {key.shown}")
            button.setAccessibleName(
                self.tr("Direction: {mode}, key {key}").format(mode=word(mode), key=key.shown)
            )
