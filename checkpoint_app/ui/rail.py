"""The rail at the left: one button for each screen, its key below its name."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.shortcuts import Key

PAGES = (
    (Key.GATE, Icon.SCAN),
    (Key.FORM, Icon.FORM),
    (Key.HELP, Icon.HELP),
    (Key.SETTINGS, Icon.SETTINGS),
)
LOWER = Key.HELP
"""From here on the buttons stand at the foot."""


class Rail(QFrame):
    """Chooses the screen.

    Signals:
        chosen: carries the `Key` of the screen.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(96)
        self._group = QButtonGroup(self)
        self._buttons: dict[Key, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, theme.SPACE_M, 6, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        for place, (key, _) in enumerate(PAGES):
            button = QToolButton()
            button.setProperty("role", "nav")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(26, 26))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, place)
            self._buttons[key] = button
            if key is LOWER:
                column.addStretch(1)
            column.addWidget(button)
        self._group.idClicked.connect(self.on_clicked)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self._page = Key.GATE
        self.show_page(self._page)
        self._retranslate()

    def shown(self) -> Key:
        """Which screen's button is down."""
        return self._page

    def show_page(self, key: Key) -> None:
        """Show which screen is in front; one without a button lets the last one stand."""
        if key not in self._buttons:
            return
        self._page = key
        self._buttons[key].setChecked(True)
        self.on_theme_changed()

    def on_clicked(self, place: int) -> None:
        """A button was pressed."""
        self.chosen.emit(PAGES[place][0])

    def on_theme_changed(self) -> None:
        """Tint the drawings anew."""
        colours = theme.current()
        for key, sign in PAGES:
            tint = colours.accent_ink if key is self._page else colours.ink_soft
            self._buttons[key].setIcon(icon(sign, tint))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        names = {
            Key.GATE: self.tr("Scan"),
            Key.FORM: self.tr("Form"),
            Key.HELP: self.tr("Help"),
            Key.SETTINGS: self.tr("Settings"),
        }
        self.setAccessibleName(self.tr("Screens"))
        for key, name in names.items():
            self._buttons[key].setText(f"{name}\n{key.shown}")
            self._buttons[key].setAccessibleName(f"{name}, {key.shown}")
