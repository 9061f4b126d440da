"""A few settings, each in force at once."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.errors import NotAllowed
from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.i18n import Lang
from checkpoint_app.scanner.camera_list import FoundCamera
from checkpoint_app.scanner.serial_port import SerialDevice
from checkpoint_app.scanner.watchdog import Pace
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.language import LANGUAGES
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.around_card import SWITCHES, AroundCard
from checkpoint_app.ui.widgets.camera_choice import CameraChoice
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.rules_card import RulesCard
from checkpoint_app.ui.widgets.scanner_choice import ScannerChoice
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import word

VOLUMES = (20, 40, 60, 80, 100)
"""Per cent."""
GUARDED = frozenset({"source", "scanner", "wedge", "kiosk", "visitor"})
"""What only a supervisor changes; how the window looks and sounds is whoever's is at it."""


class SettingsScreen(QWidget):
    """Shows settings and says what the user changed.

    Signals:
        changed: (name of the setting, its value).
        cameras_asked: look for cameras; answer with `show_cameras`.
        scanners_asked: look for serial ports; answer with `show_scanners`.
    """

    changed = Signal(str, object)
    cameras_asked = Signal()
    scanners_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._title = PlainLabel(role="title")
        self.language = Choices(list(LANGUAGES), _own_name)
        self.scheme = Choices(list(Theme), self._scheme_name)
        self.text = Choices(list(theme.TEXT_STEPS), _volume_name)
        self.direction = Choices(list(DirectionMode), _direction_name)
        self.camera = CameraChoice()
        self.refresh = QPushButton()
        self.refresh.setIconSize(QSize(20, 20))
        self.source = line_edit(longest=400)
        self._pace: Pace | None = None
        self.scanner = ScannerChoice()
        self.refresh_scanners = QPushButton()
        self.refresh_scanners.setIconSize(QSize(20, 20))
        self.wedge = QCheckBox()
        self.sound = QCheckBox()
        self.volume = Choices(list(VOLUMES), _volume_name)
        self._fields = {
            "lang": Field(self.language),
            "theme": Field(self.scheme),
            "text": Field(self.text),
            "direction": Field(self.direction),
            "camera": Field(self.camera),
            "source": Field(self.source),
            "scanner": Field(self.scanner),
            "wedge": Field(self.wedge),
            "sound": Field(self.sound),
            "volume": Field(self.volume),
        }
        self._source = ""
        self._settings = settings
        self.show_settings(settings)
        self.language.chosen.connect(self.on_language)
        self.scheme.chosen.connect(self.on_scheme)
        self.text.chosen.connect(self.on_text)
        self.direction.chosen.connect(self.on_direction)
        self.camera.picked.connect(self.on_camera)
        self.camera.other_picked.connect(self.on_other_source)
        self.refresh.clicked.connect(self.cameras_asked)
        self.source.editingFinished.connect(self.on_source)
        self.scanner.picked.connect(self.on_scanner)
        self.refresh_scanners.clicked.connect(self.scanners_asked)
        self.wedge.toggled.connect(self.on_wedge)
        self.sound.toggled.connect(self.on_sound)
        self.volume.chosen.connect(self.on_volume)
        self._lay_out()
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        theme.hold(card, most_width=640)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 20, 24, 16)
        inner.setSpacing(theme.SPACE_S)
        beside = {"camera": self.refresh, "scanner": self.refresh_scanners}
        for name, field in self._fields.items():
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_S)
            row.addWidget(field, 1)
            if name in beside:
                row.addWidget(beside[name])
            inner.addLayout(row)
        scrolled = QWidget()
        scrolled.setProperty("role", "scrolled")
        self.around = AroundCard(self._settings)
        self.around.changed.connect(self.changed)
        self._column = column = QVBoxLayout(scrolled)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._title)
        column.addWidget(card)
        column.addWidget(self.around)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(scrolled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._area = area

    def add_rules(self, desk: Desk, tasks: Tasks) -> RulesCard:
        """Put the rules of the site below what is this computer's own."""
        rules = RulesCard(desk, tasks)
        rules.changed.connect(self.changed)
        self._column.insertWidget(self._column.count() - 1, rules)
        return rules

    def show_settings(self, settings: Settings) -> None:
        """Show what is in force."""
        self.language.choose(settings.lang)
        self.scheme.choose(settings.theme)
        self._show_text_percent(settings.text_percent)
        self.direction.choose(settings.direction)
        self._show_source(settings.source)
        self.scanner.show_scanner(settings.scanner)
        self.wedge.setChecked(settings.wedge)
        self.sound.setChecked(settings.sound)
        self.volume.choose(min(VOLUMES, key=lambda one: abs(one - settings.volume)))

    def _show_text_percent(self, percent: int) -> None:
        self.text.choose(min(theme.TEXT_STEPS, key=lambda one: abs(one - percent)))

    def refuse(self, name: str) -> None:
        """Only a supervisor changes this: show again what is in force, and say so."""
        held = self._settings
        if name == "source":
            self._show_source(held.source)
        elif name == "scanner":
            self.scanner.show_scanner(held.scanner)
        elif name == "wedge":
            self.wedge.setChecked(held.wedge)
        if name in SWITCHES:
            self.around.refuse(name, held)
            return
        field = self._fields["camera" if name == "source" else name]
        field.warn(explain(NotAllowed()), "danger")

    def keep(self, settings: Settings) -> None:
        """These are in force now."""
        self._settings = settings
        self._show_text_percent(settings.text_percent)

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        self.language.setFocus()
        self.cameras_asked.emit()
        self.scanners_asked.emit()

    def show_scanners(self, devices: Sequence[SerialDevice]) -> None:
        """Offer the serial ports that were found."""
        self.scanner.show_devices(devices)

    def on_scanner(self, scanner: str) -> None:
        """A scanner was chosen, or none."""
        self.changed.emit("scanner", scanner)

    def on_wedge(self, on: bool) -> None:
        """Scanners that type were switched."""
        self.changed.emit("wedge", on)

    def show_cameras(self, cameras: Sequence[FoundCamera]) -> None:
        """Offer the cameras that were found."""
        self.camera.show_cameras(cameras)

    def show_pace(self, pace: Pace | None) -> None:
        """Say what the camera in use gives; None while it gives nothing."""
        self._pace = pace
        said = ""
        if pace is not None:
            said = self.tr("In use: {width}×{height}, {rate} pictures a second").format(
                width=pace.width, height=pace.height, rate=round(pace.rate)
            )
        self._fields["camera"].warn(said, "ok")

    def _show_source(self, source: str) -> None:
        self._source = source
        self.camera.show_source(source)
        self.source.setText(source if self.camera.is_other else "")
        self._fields["source"].setVisible(self.camera.is_other)

    def on_camera(self, source: str) -> None:
        """A camera was chosen, or none."""
        self._show_source(source)
        self.show_pace(None)
        self.changed.emit("source", source)

    def on_other_source(self) -> None:
        """A file, a folder or an address shall be typed in; nothing changes before that."""
        self._fields["source"].show()
        self.source.setFocus()

    def on_theme_changed(self) -> None:
        """Tint the drawing anew."""
        for button in (self.refresh, self.refresh_scanners):
            button.setIcon(icon(Icon.REFRESH, theme.current().ink))

    def on_language(self, value: object) -> None:
        """The language was chosen."""
        self.changed.emit("lang", value)

    def on_scheme(self, value: object) -> None:
        """The colours were chosen."""
        self.changed.emit("theme", value)

    def on_text(self, value: object) -> None:
        """The size of the text was chosen."""
        self.changed.emit("text_percent", value)

    def on_direction(self, value: object) -> None:
        """The direction was chosen."""
        self.changed.emit("direction", value)

    def on_source(self) -> None:
        """The source's field was left; nothing happens unless it was changed."""
        text = self.source.text().strip()
        if text and text != self._source:
            self._show_source(text)
            self.show_pace(None)
            self.changed.emit("source", text)

    def on_sound(self, on: bool) -> None:
        """The sound was switched."""
        self.changed.emit("sound", on)

    def on_volume(self, volume: object) -> None:
        """The loudness was chosen; it is heard at once."""
        self.changed.emit("volume", volume)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _scheme_name(self, value: object) -> str:
        names = {
            Theme.SYSTEM: self.tr("As the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
            Theme.CONTRAST: self.tr("Contrast"),
        }
        return names[Theme(str(value))]

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Settings"))
        self._title.setText(self.tr("Settings"))
        names = {
            "lang": (self.tr("Language"), ""),
            "theme": (self.tr("Colours"), self.tr("Dark is for the night shift")),
            "text": (
                self.tr("Size of the text"),
                self.tr("{larger} and {smaller} anywhere; {usual} for the usual size").format(
                    larger=Key.LARGER.shown, smaller=Key.SMALLER.shown, usual=Key.USUAL.shown
                ),
            ),
            "direction": (
                self.tr("Direction of this lane"),
                self.tr("Automatic: whoever is inside goes out, everyone else comes in"),
            ),
            "camera": (self.tr("Camera"), self.tr("The size it gives is shown once it runs")),
            "source": (
                self.tr("Another source"),
                self.tr("A file, a folder, or the address of a network camera"),
            ),
            "scanner": (
                self.tr("Scanner on a serial port"),
                self.tr("Automatic: known makers' scanners, as soon as they are plugged in"),
            ),
            "wedge": (self.tr("Scanner that types like a keyboard"), ""),
            "sound": (self.tr("Sound"), ""),
            "volume": (self.tr("Loudness"), ""),
        }
        for name, (label, hint) in names.items():
            self._fields[name].name(label, hint)
        self.show_pace(self._pace)
        self.refresh.setText(self.tr("Refresh"))
        self.refresh.setAccessibleName(self.tr("Look for cameras again"))
        self.refresh_scanners.setText(self.tr("Refresh"))
        self.refresh_scanners.setAccessibleName(self.tr("Look for scanners again"))
        self.wedge.setText(self.tr("Its codes are recorded and never typed into a field"))
        self.wedge.setAccessibleName(self.wedge.text())
        self.sound.setText(self.tr("A short sound with each verdict"))
        self.sound.setAccessibleName(self.sound.text())


def _volume_name(value: object) -> str:
    return f"{value} %"


def _own_name(value: object) -> str:
    return LANGUAGES[Lang(str(value))]


def _direction_name(value: object) -> str:
    return word(DirectionMode(str(value)))
