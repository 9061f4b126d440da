"""A few settings, each in force at once."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from checkpoint_app.domain.passage import DirectionMode
from checkpoint_app.i18n import Lang
from checkpoint_app.settings import Settings, Theme
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import LANGUAGES
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import PlainLabel
from checkpoint_app.ui.words import word


class SettingsScreen(QWidget):
    """Shows settings and says what the user changed.

    Signals:
        changed: (name of the setting, its value).
    """

    changed = Signal(str, object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._title = PlainLabel(role="title")
        self.language = Choices(list(LANGUAGES), _own_name)
        self.scheme = Choices(list(Theme), self._scheme_name)
        self.direction = Choices(list(DirectionMode), _direction_name)
        self.source = line_edit(longest=400)
        self.sound = QCheckBox()
        self._fields = {
            "lang": Field(self.language),
            "theme": Field(self.scheme),
            "direction": Field(self.direction),
            "source": Field(self.source),
            "sound": Field(self.sound),
        }
        self._source = ""
        self.show_settings(settings)
        self.language.chosen.connect(self.on_language)
        self.scheme.chosen.connect(self.on_scheme)
        self.direction.chosen.connect(self.on_direction)
        self.source.editingFinished.connect(self.on_source)
        self.sound.toggled.connect(self.on_sound)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(640)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 20, 24, 16)
        inner.setSpacing(theme.SPACE_S)
        for field in self._fields.values():
            inner.addWidget(field)
        scrolled = QWidget()
        scrolled.setProperty("role", "scrolled")
        column = QVBoxLayout(scrolled)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._title)
        column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(scrolled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_settings(self, settings: Settings) -> None:
        """Show what is in force."""
        self.language.choose(settings.lang)
        self.scheme.choose(settings.theme)
        self.direction.choose(settings.direction)
        self._source = settings.source
        self.source.setText(settings.source)
        self.sound.setChecked(settings.sound)

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        self.language.setFocus()

    def on_language(self, value: object) -> None:
        """The language was chosen."""
        self.changed.emit("lang", value)

    def on_scheme(self, value: object) -> None:
        """The colours were chosen."""
        self.changed.emit("theme", value)

    def on_direction(self, value: object) -> None:
        """The direction was chosen."""
        self.changed.emit("direction", value)

    def on_source(self) -> None:
        """The source's field was left; nothing happens unless it was changed."""
        text = self.source.text().strip()
        if text != self._source:
            self._source = text
            self.changed.emit("source", text)

    def on_sound(self, on: bool) -> None:
        """The sound was switched."""
        self.changed.emit("sound", on)

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
        }
        return names[Theme(str(value))]

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Settings"))
        self._title.setText(self.tr("Settings"))
        names = {
            "lang": (self.tr("Language"), ""),
            "theme": (self.tr("Colours"), self.tr("Dark is for the night shift")),
            "direction": (
                self.tr("Direction of this lane"),
                self.tr("Automatic: whoever is inside goes out, everyone else comes in"),
            ),
            "source": (
                self.tr("Camera"),
                self.tr(
                    "0 for the first camera; or a file, a folder, an address of a network camera"
                ),
            ),
            "sound": (self.tr("Sound"), ""),
        }
        for name, (label, hint) in names.items():
            self._fields[name].name(label, hint)
        self.sound.setText(self.tr("A short sound with each verdict"))
        self.sound.setAccessibleName(self.sound.text())


def _own_name(value: object) -> str:
    return LANGUAGES[Lang(str(value))]


def _direction_name(value: object) -> str:
    return word(DirectionMode(str(value)))
