"""The rail at the left: one button for each screen, its key below its name."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.shortcuts import Key

PAGES = (
    (Key.GATE, Icon.SCAN),
    (Key.FORM, Icon.FORM),
    (Key.DELIVERY, Icon.DELIVERY),
    (Key.INSIDE, Icon.INSIDE),
    (Key.TRAY, Icon.TRAY),
    (Key.REPORT, Icon.REPORT),
    (Key.MANAGE, Icon.MANAGE),
    (Key.HELP, Icon.HELP),
)
LOWER = Key.MANAGE
"""From here on the buttons stand at the foot."""


@dataclass(frozen=True, slots=True)
class _Air:
    """How much room the buttons have, in pixels, from a height of the rail on."""

    least: int
    edge: int
    gap: int
    icon: int


AIRS = (
    _Air(708, theme.SPACE_S, theme.SPACE_XS, 26),
    _Air(544, theme.SPACE_XS, 1, 20),
    _Air(450, 2, 0, 16),
    _Air(0, 2, 0, 0),
)
MOST_SHOWN = 99


class _NavButton(QToolButton):
    """A screen's button, with how much waits there."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.count = "", 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the button, and the number at its upper right."""
        super().paintEvent(event)
        if not self.count:
            return
        text = str(self.count) if self.count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        font = theme.pixels(theme.TEXT_S, QFont.Weight.Bold)
        width = max(20.0, QFontMetrics(font).horizontalAdvance(text) + 10.0)
        left = self.width() / 2 + 5 if self.iconSize().width() else self.width() - width - 4
        box = QRectF(left, 4, width, 20)
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.warn_ink))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(QColor(colours.warn_soft))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()


class Rail(QFrame):
    """Chooses the screen.

    Signals:
        chosen: carries the `Key` of the screen.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        theme.hold(self, width=96)
        self._group = QButtonGroup(self)
        self._buttons: dict[Key, _NavButton] = {}
        self._column = column = QVBoxLayout(self)
        for place, (key, _) in enumerate(PAGES):
            button = _NavButton()
            button.setProperty("role", "nav")
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, place)
            self._buttons[key] = button
            if key is LOWER:
                column.addStretch(1)
            column.addWidget(button)
        self._group.idClicked.connect(self.on_clicked)
        self._air: _Air | None = None
        self._arrange()
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

    def show_count(self, key: Key, count: int) -> None:
        """Say how much waits on a screen, 0 for nothing."""
        button = self._buttons.get(key)
        if button is not None and button.count != count:
            button.count = count
            button.update()
            self._name(key)

    def on_clicked(self, place: int) -> None:
        """A button was pressed."""
        self.chosen.emit(PAGES[place][0])

    def on_theme_changed(self) -> None:
        """Tint the drawings anew, and share the height out."""
        colours = theme.current()
        for key, sign in PAGES:
            tint = colours.accent_ink if key is self._page else colours.ink_soft
            self._buttons[key].setIcon(icon(sign, tint))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Every button has its place on the smallest screen too."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        air = next(air for air in AIRS if self.height() >= theme.tall(air.least))
        if air is self._air:
            return
        self._air = air
        self._column.setContentsMargins(3, air.edge, 3, air.edge)
        self._column.setSpacing(air.gap)
        for button in self._buttons.values():
            button.setIconSize(QSize(air.icon, air.icon))
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextUnderIcon
                if air.icon
                else Qt.ToolButtonStyle.ToolButtonTextOnly
            )
            theme.set_role(button, dense="" if air is AIRS[0] else "true")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        names = {
            Key.GATE: self.tr("Scan"),
            Key.FORM: self.tr("Form"),
            Key.DELIVERY: self.tr("Delivery"),
            Key.INSIDE: self.tr("Inside"),
            Key.TRAY: self.tr("To do"),
            Key.REPORT: self.tr("Report"),
            Key.HELP: self.tr("Help"),
            Key.MANAGE: self.tr("Manage"),
        }
        self.setAccessibleName(self.tr("Screens"))
        for key, name in names.items():
            self._buttons[key].name = name
            self._buttons[key].setText(f"{name}\n{key.shown}")
            self._name(key)

    def _name(self, key: Key) -> None:
        button = self._buttons[key]
        waiting = self.tr("{count} waiting").format(count=button.count) if button.count else ""
        button.setAccessibleName(", ".join(filter(None, (button.name, key.shown, waiting))))
