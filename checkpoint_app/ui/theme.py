"""Every colour, distance and size of the window, and the one style sheet made of them.

Nothing else in `checkpoint_app.ui` names a colour or a pixel of text: widgets that paint
themselves ask `current()`. Contrast is at least 4.5:1 for text, 3:1 for borders of controls and
7:1 for the verdict (WCAG 2.2, success criteria 1.4.3, 1.4.11 and 1.4.6); a test computes it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.settings import Theme as Scheme
from checkpoint_app.ui.resources import resource_path

FAMILY = "Be Vietnam Pro"


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours, as ``#rrggbb``."""

    bg: str  # behind everything
    surface: str  # cards, fields, bars
    sunken: str  # wells: the picture's frame, empty bars
    line: str  # quiet separators
    edge: str  # borders of controls
    ink: str  # text
    ink_soft: str  # second-rank text
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str  # the chosen one's background
    accent_ink: str  # text on accent_soft
    ok_ink: str
    ok_soft: str
    warn_ink: str
    warn_soft: str
    danger_ink: str
    danger_soft: str


LIGHT = Colours(
    bg="#eef1f4",
    surface="#ffffff",
    sunken="#e4e9ee",
    line="#d5dce3",
    edge="#78858f",
    ink="#15202a",
    ink_soft="#465460",
    accent="#0a6373",
    accent_hover="#084f5c",
    on_accent="#ffffff",
    accent_soft="#d9eef1",
    accent_ink="#07505d",
    ok_ink="#0b5d2e",
    ok_soft="#ddf3e4",
    warn_ink="#734600",
    warn_soft="#fff1cf",
    danger_ink="#981b1b",
    danger_soft="#fde5e5",
)

DARK = Colours(
    bg="#0d1318",
    surface="#171f26",
    sunken="#0a0f13",
    line="#2a353f",
    edge="#7a8792",
    ink="#e9eff4",
    ink_soft="#a8b5c0",
    accent="#54c5d4",
    accent_hover="#7dd8e3",
    on_accent="#04232a",
    accent_soft="#153840",
    accent_ink="#8fe0ea",
    ok_ink="#7fdca0",
    ok_soft="#12331f",
    warn_ink="#ffcf70",
    warn_soft="#382a0c",
    danger_ink="#ffa3a3",
    danger_soft="#3d1a1c",
)

CONTRAST = Colours(
    bg="#000000",
    surface="#000000",
    sunken="#1a1a1a",
    line="#8c8c8c",
    edge="#ffffff",
    ink="#ffffff",
    ink_soft="#e6e6e6",
    accent="#ffe14d",
    accent_hover="#fff0a0",
    on_accent="#000000",
    accent_soft="#332d00",
    accent_ink="#ffe14d",
    ok_ink="#8cffb0",
    ok_soft="#00260f",
    warn_ink="#ffe14d",
    warn_soft="#332d00",
    danger_ink="#ffb3b3",
    danger_soft="#3a0000",
)
"""Black, white and one colour, at least 7:1 everywhere (WCAG 2.2, success criterion 1.4.6)."""


@dataclass(frozen=True, slots=True)
class VerdictColours:
    """The banner's background and text; the same by day and by night."""

    back: str
    ink: str


VERDICTS = {
    Verdict.RECORDED: VerdictColours("#0b5a2c", "#ffffff"),
    Verdict.LOOK: VerdictColours("#ffc43d", "#231700"),
    Verdict.SEEN: VerdictColours("#46515c", "#ffffff"),
    Verdict.UNREADABLE: VerdictColours("#0d4590", "#ffffff"),
    Verdict.NOT_RECORDED: VerdictColours("#941616", "#ffffff"),
}

OVER_PICTURE = VerdictColours("#10181f", "#ffffff")
"""A line over the live picture, the same by day and by night."""

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 20, 32
RADIUS, RADIUS_L = 8, 12
TARGET = 44
"""The least height of anything to press, in pixels (gloves)."""
TEXT_S, TEXT_M, TEXT_L, TEXT_XL, TEXT_2XL = 12, 14, 17, 22, 32
"""Type scale in pixels: caption, body, strong, title, figure."""
TEXT_F, TEXT_PIN, TEXT_3XL = 15, 26, 64
"""What is typed into a field, the keys of the PIN pad, the clock of the lock."""
BANNER_MS = 2_000
"""How long a verdict fills the banner."""
OFFER_MS = 20_000
"""How long the guard is asked who it was, unless the next person comes before."""
_HELD = "held_"
_SETTERS: dict[str, Callable[[QWidget, int], None]] = {
    "height": QWidget.setFixedHeight,
    "width": QWidget.setFixedWidth,
    "least_height": QWidget.setMinimumHeight,
    "least_width": QWidget.setMinimumWidth,
    "most_width": QWidget.setMaximumWidth,
    "most_height": QWidget.setMaximumHeight,
}
TEXT_STEPS = (100, 125, 150, 175, 200)
"""Sizes of the text that are offered, in per cent."""
LARGE_GROWS = 0.6
"""What is large already grows by less than the rest, or a title would fill the screen."""


def scale() -> float:
    """How many times larger than usual the text is, 1 to 2."""
    found = find_theme()
    return found.percent / 100 if found is not None else 1.0


def text(size: int) -> int:
    """The pixels that a size of the type scale has now."""
    grows = 1.0 if size <= TEXT_L else LARGE_GROWS
    return round(size * (1 + (scale() - 1) * grows))


def tall(size: int) -> int:
    """The pixels that a height around text has now."""
    return round(size * scale())


def font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's typeface in a size of the scale, as large as it was set."""
    return pixels(text(size), weight)


def hold(widget: QWidget, **sizes: int) -> None:
    """Give a widget sizes that follow the text.

    Args:
        sizes: pixels at the usual size of the text, by `height`, `width`, `least_height`,
            `least_width`, `most_height` and `most_width`.
    """
    for name, size in sizes.items():
        widget.setProperty(_HELD + name, size)
        _SETTERS[name](widget, tall(size))


def pixels(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The window's typeface, so many pixels high whatever was set: for paper, and `font`."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made


def luminance(colour: str) -> float:
    """Relative luminance of an ``#rrggbb`` colour, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def style_sheet(colours: Colours) -> str:
    """The style sheet for one set of colours."""
    template = Template(resource_path("style", "checkpoint.qss").read_text(encoding="utf-8"))
    sizes = {
        "radius": RADIUS,
        "radius_l": RADIUS_L,
        "target": TARGET,
        "inner": TARGET - 2,
        "text_s": text(TEXT_S),
        "text_m": text(TEXT_M),
        "text_f": text(TEXT_F),
        "text_l": text(TEXT_L),
        "text_xl": text(TEXT_XL),
        "text_pin": text(TEXT_PIN),
        "text_2xl": text(TEXT_2XL),
        "text_3xl": text(TEXT_3XL),
    }
    return template.substitute(
        {name: str(value) for name, value in sizes.items()} | asdict(colours),
        family=FAMILY,
        icons=resource_path("icons").as_posix(),
        mode="light" if colours is LIGHT else "dark",
    )


def palette(colours: Colours) -> QPalette:
    """The palette for what the style sheet does not reach."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.bg,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.PlaceholderText: colours.ink_soft,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.ink,
        QPalette.ColorRole.ToolTipText: colours.surface,
        QPalette.ColorRole.Link: colours.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.edge))
    return made


class Theme(QObject):
    """Which colours are on, and how large the text is.

    Attributes:
        percent: the size of the text, 100 to 200.

    Signals:
        changed: colours or sizes were exchanged; whoever keeps pictures or measures made of them
            makes them anew.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = Scheme.SYSTEM
        self.colours = LIGHT
        self.percent = 100
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.on_scheme_changed)

    @property
    def is_dark(self) -> bool:
        """True while light letters stand on a dark ground."""
        return self.colours is not LIGHT

    def choose(self, choice: Scheme) -> None:
        """Put on the colours of a choice, at once and for every window."""
        self._choice = choice
        scheme = QGuiApplication.styleHints().colorScheme()
        dark = choice is Scheme.DARK or (choice is Scheme.SYSTEM and scheme == Qt.ColorScheme.Dark)
        self.colours = DARK if dark else LIGHT
        if choice is Scheme.CONTRAST:
            self.colours = CONTRAST
        self._dress()

    def resize_text(self, percent: int) -> None:
        """Make the text so large, at once and for every window."""
        if percent != self.percent:
            self.percent = percent
            self._app.setFont(font(TEXT_M))
            self._dress()

    def _dress(self) -> None:
        self._app.setPalette(palette(self.colours))
        self._app.setStyleSheet(style_sheet(self.colours))
        for widget in self._app.allWidgets():
            for name, setter in _SETTERS.items():
                size = widget.property(_HELD + name)
                if size is not None:
                    setter(widget, tall(size))
        self.changed.emit()

    def on_scheme_changed(self) -> None:
        """Follow the system where the user chose to."""
        if self._choice is Scheme.SYSTEM:
            self.choose(self._choice)


def current() -> Colours:
    """The colours that are on."""
    found = find_theme()
    return found.colours if found is not None else LIGHT


def find_theme() -> Theme | None:
    """The application's theme, once there is one."""
    app = QApplication.instance()
    return app.findChild(Theme) if app is not None else None


def set_role(widget: QWidget, **properties: str) -> None:
    """Set the properties the style sheet looks at and dress the widget anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
