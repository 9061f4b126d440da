"""One code found in a picture: what it says, masked, and the button that records it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from checkpoint_app.domain.passage import Person, Verdict
from checkpoint_app.scanner.stills import FoundCode
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.widgets.text import ElidedLabel, PlainLabel, WrapLabel
from checkpoint_app.ui.words import masked_number, nameless, word

_TONES = {
    Verdict.RECORDED: "ok",
    Verdict.LOOK: "warn",
    Verdict.SEEN: "",
    Verdict.UNREADABLE: "",
    Verdict.NOT_RECORDED: "danger",
}


class CodeCard(QFrame):
    """Shows one code; nothing is recorded until the guard says so.

    Signals:
        record_asked: carries the `FoundCode`.
    """

    record_asked = Signal(object)

    def __init__(self, code: FoundCode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.code = code
        self._outcome: Outcome | None = None
        self._format = PlainLabel(role="section")
        self._name = ElidedLabel(role="strong")
        self._details = ElidedLabel(role="soft")
        self._note = WrapLabel(role="hint")
        self.record = QPushButton()
        self.record.setProperty("role", "primary")
        self.record.setAutoDefault(True)  # Enter presses it while it has the keyboard
        if not code.document.is_known:
            self.record.hide()
        self.record.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.record.clicked.connect(self.on_record)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self._format, self._name, self._details, self._note):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        row.setSpacing(theme.SPACE_L)
        row.addLayout(words, 1)
        row.addWidget(self.record)
        self._retranslate()

    def on_record(self) -> None:
        """Ask for the passage to be recorded, once."""
        self.record.setEnabled(False)
        self.record_asked.emit(self.code)

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what became of it; what was not recorded may be tried again."""
        self._outcome = outcome
        self.record.setEnabled(outcome.verdict is Verdict.NOT_RECORDED)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        document = self.code.document
        person = Person.of(document)
        self._format.setText(word(document.format))
        self._name.setText(person.name or "")
        year = (person.birth_date or "")[:4]
        sex = word(person.sex) if person.sex else ""
        self._details.setText(" · ".join(filter(None, (masked_number(person), year, sex))))
        note, tone = self._said()
        self._note.setText(note)
        theme.set_role(self._note, tone=tone)
        for label in (self._name, self._details, self._note):
            label.setVisible(bool(label.text()))
        self.record.setText(self.tr("Record  {key}").format(key="Enter"))
        self.record.setAccessibleName(
            self.tr("Record the passage of {name}").format(name=self._name.text())
        )
        shown = (self._format, self._name, self._details, self._note)
        self.setAccessibleName(" · ".join(filter(None, (label.text() for label in shown))))

    def _said(self) -> tuple[str, str]:
        outcome = self._outcome
        if outcome is not None:
            why = explain(outcome.error) if outcome.error else ""
            said = " · ".join(filter(None, (word(outcome.verdict), why)))
            return said, _TONES[outcome.verdict]
        if not self.code.document.is_known:
            return nameless(self.code.document), ""
        return " · ".join(word(code) for code in self.code.document.warnings), "warn"
