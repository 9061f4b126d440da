"""The first two steps: the language, and which site and gate this is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from checkpoint_app.domain.passage import SiteKind
from checkpoint_app.i18n import Lang
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import LANGUAGES, language
from checkpoint_app.ui.screens.first_run.step import Step
from checkpoint_app.ui.widgets.cards import row
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.text import WrapLabel
from checkpoint_app.ui.words import word


class LanguageStep(Step):
    """Language and size of the text; or the other door: a backup.

    Signals:
        language_chosen: carries a `Lang`; text_chosen: carries per cent; both at once in force.
        backup_asked: there is a backup of a station to be put back.
    """

    language_chosen = Signal(object)
    text_chosen = Signal(object)
    backup_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = Choices(list(LANGUAGES), _own_name)
        self.language.chosen.connect(self.language_chosen)
        self.text = Choices(list(theme.TEXT_STEPS), percent)
        self.text.chosen.connect(self.text_chosen)
        self._about, self._other = WrapLabel(role="soft"), WrapLabel(role="soft")
        self.backup = QPushButton()
        self.backup.clicked.connect(self.backup_asked)
        self.column.addWidget(self._about)
        self.ask({"language": Field(self.language), "text": Field(self.text)})
        for field in self.fields.values():
            self.column.addWidget(field)
        self.column.addWidget(self._other)
        self.column.addLayout(row(self.backup))
        self.column.addStretch(1)
        self.listen()
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.retranslate()

    def title(self) -> str:
        """What the step is called."""
        return self.tr("Language")

    def on_theme_changed(self) -> None:
        """The text is larger or smaller, by a key perhaps."""
        nearest = round(theme.scale() * 100)
        self.text.choose(min(theme.TEXT_STEPS, key=lambda one: abs(one - nearest)))

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.language.choose(language())
        self.on_theme_changed()
        self._about.setText(
            self.tr("Everything stays on this computer, encrypted, until a hub confirms it.")
        )
        self.fields["language"].name(self.tr("Language"))
        self.fields["text"].name(self.tr("Size of the text"))
        self._other.setText(self.tr("Was this gate set up before, on a computer that is gone?"))
        self.backup.setText(self.tr("I have a backup…"))
        self.backup.setAccessibleName(self.backup.text())


class PlaceStep(Step):
    """Site, gate, kind of place, and how many may be inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.site, self.gate = line_edit(longest=120), line_edit(longest=60)
        self.kind = QComboBox()
        for kind in SiteKind:
            self.kind.addItem(word(kind), kind)
        self.capacity = line_edit(digits=True, longest=6)
        editors = {
            "site": self.site,
            "gate": self.gate,
            "kind": self.kind,
            "capacity": self.capacity,
        }
        self.ask({name: Field(editor) for name, editor in editors.items()})
        for field in self.fields.values():
            self.column.addWidget(field)
        self.column.addStretch(1)
        self.listen()
        self.retranslate()

    def title(self) -> str:
        """What the step is called."""
        return self.tr("Site and gate")

    def wrong(self) -> QWidget | None:
        """Both names are needed, and a limit is a number."""
        text = self.capacity.text().strip()
        bad = bool(text) and not (text.isascii() and text.isdecimal() and int(text) > 0)
        said = self.tr("A number, or nothing for no limit") if bad else ""
        self.fields["capacity"].warn(said, "danger")
        return self.missing(("site", "gate")) or (self.capacity if bad else None)

    def limit(self) -> int | None:
        """How many may be inside, None for no limit."""
        text = self.capacity.text().strip()
        return int(text) if text else None

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        names = {
            "site": (self.tr("Name of the site"), self.tr("For example: Sample Apartments")),
            "gate": (self.tr("Gate"), self.tr("For example: Gate 2")),
            "kind": (self.tr("Kind of place"), ""),
            "capacity": (self.tr("People allowed inside"), self.tr("Leave empty for no limit")),
        }
        for name, (label, hint) in names.items():
            self.fields[name].name(label, hint)
        for place in range(self.kind.count()):
            self.kind.setItemText(place, word(SiteKind(self.kind.itemData(place))))


def percent(value: object) -> str:
    """A size of the text, as it is chosen."""
    return f"{value} %"


def _own_name(lang: object) -> str:
    return LANGUAGES[Lang(str(lang))]
