"""The health questions of the national form, as the sheet asks them; none is answered before."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from checkpoint_app.domain.passage import Declaration
from checkpoint_app.domain.text import tidy
from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import line_edit
from checkpoint_app.ui.widgets.text import ElidedLabel

QUESTIONS = (
    "symptoms",
    "contact_patient",
    "contact_sick_country",
    "contact_symptoms",
    "travelled",
)
"""In the order of the sheet's columns (1), (2) and (3)."""
TOLD = ("symptoms", "travelled")
"""Those whose yes is told in words."""
BUTTONS = 136


class Question(QWidget):
    """One question: no or yes by a digit, which goes on by itself; what a yes means in words.

    Attributes:
        editor: the row of choices; words: what is told, shown once it was answered with yes.
    """

    def __init__(self, name: str, *, told: bool) -> None:
        super().__init__()
        self.name_of, self.told = name, told
        self._label = ElidedLabel(role="label")
        self.editor = Choices([False, True], self._word, optional=True)
        theme.hold(self.editor, width=BUTTONS)
        self._label.setBuddy(self.editor)
        self.words: QLineEdit = line_edit(longest=300)
        self.words.hide()
        self.editor.chosen.connect(self.on_chosen)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._label, 1)
        row.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addLayout(row)
        column.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def yes(self) -> bool | None:
        """The answer; None for none."""
        value = self.editor.value
        return None if value is None else bool(value)

    @property
    def text(self) -> str | None:
        """The answer in words: "" for no, None for none."""
        if self.yes is None:
            return None
        return (tidy(self.words.text()) or self._word(True)) if self.yes else ""

    @property
    def note(self) -> str:
        """Nothing is ever said beside it."""
        return ""

    def choose(self, yes: bool | None, words: str = "") -> None:
        """Answer without a signal."""
        self.editor.choose(yes)
        self.words.setText(words)
        self.words.setVisible(self.told and bool(yes))

    def on_chosen(self) -> None:
        """Ask for words only after a yes."""
        self.words.setVisible(self.told and bool(self.yes))

    def name(self, label: str, hint: str = "") -> None:
        """The label, and the whole question for a screen reader and as tool tip."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)
        self.editor.setAccessibleDescription(hint)
        self.editor.setToolTip(hint)
        self.words.setAccessibleName(label)
        self.words.setPlaceholderText(self.tr("Which?"))

    def warn(self, text: str, tone: str = "warn") -> None:
        """An answer is never odd."""

    def _word(self, value: object) -> str:
        return self.tr("Yes") if value else self.tr("No")


class Questions(QObject):
    """All of them; 0 in any answers this one and those that follow with no, as one stroke of a pen.

    Signals:
        answered: a digit has answered; carries the last editor that it answered.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.all = {name: Question(name, told=name in TOLD) for name in QUESTIONS}
        for question in self.all.values():
            question.editor.installEventFilter(self)

    def editors(self) -> dict[str, QWidget]:
        """What takes the keys, in order."""
        found: dict[str, QWidget] = {}
        for name, question in self.all.items():
            found[name] = question.editor
            if question.told:
                found[f"{name}_words"] = question.words
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Digits answer and go on."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2) or event.modifiers():
            return False
        asked = list(self.all.values())
        place = next(n for n, question in enumerate(asked) if question.editor is watched)
        meant = asked[place:] if event.key() == Qt.Key.Key_0 else asked[place : place + 1]
        for question in meant:
            question.choose(event.key() == Qt.Key.Key_2)
        self.answered.emit(meant[-1].editor)
        return True

    def clear(self) -> None:
        """No answer to any."""
        for question in self.all.values():
            question.choose(None)

    def declaration(self, *, consent: bool | None) -> Declaration | None:
        """The answers; None where nothing was answered."""
        asked = self.all
        made = Declaration(
            travelled=asked["travelled"].text,
            symptoms=asked["symptoms"].text,
            contact_patient=asked["contact_patient"].yes,
            contact_sick_country=asked["contact_sick_country"].yes,
            contact_symptoms=asked["contact_symptoms"].yes,
            consent=consent,
        )
        return None if made == Declaration() else made

    def state(self) -> dict[str, list[object]]:
        """The answers as plain values, for a draft."""
        return {name: [one.yes, one.words.text()] for name, one in self.all.items()}

    def restore(self, state: dict[str, list[object]]) -> None:
        """Answers of a draft."""
        for name, question in self.all.items():
            yes, words = state.get(name, [None, ""])
            question.choose(None if yes is None else bool(yes), str(words))

    def name(self, days: int) -> None:
        """Ask in the language of the window.

        Args:
            days: how far back the questions ask.
        """
        within = self.tr("in the last {days} days").format(days=days)
        signs = self.tr(
            "Signs of illness {within}: fever, cough, shortness of breath, pneumonia, sore throat, "
            "tiredness"
        )
        self.all["symptoms"].name(self.tr("(1) Signs"), signs.format(within=within))
        patient = self.tr("Contact {within} with somebody who has, or may have, COVID-19")
        self.all["contact_patient"].name(
            self.tr("(2) Contact: patient"), patient.format(within=within)
        )
        country = self.tr("Contact {within} with somebody from a country with COVID-19")
        self.all["contact_sick_country"].name(
            self.tr("(2) Contact: from abroad"), country.format(within=within)
        )
        ill = self.tr("Contact {within} with somebody with signs of illness")
        self.all["contact_symptoms"].name(
            self.tr("(2) Contact: with signs"), ill.format(within=within)
        )
        travelled = self.tr("Was {within} in another province, city or country")
        self.all["travelled"].name(self.tr("(3) Travel"), travelled.format(within=within))
