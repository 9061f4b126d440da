"""Who a code may be about that hides or lost something: up to three people to choose from.

Nobody has to choose. What is recorded stays as it was scanned until the guard says who it is.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.passage import Person, Verdict
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.widgets.text import ElidedLabel, PlainLabel
from checkpoint_app.ui.words import masked_number

KEYS = (Key.FIRST, Key.SECOND, Key.THIRD)
HEIGHT = 54


class _Choice(QPushButton):
    """One person: the name, what tells apart from others of that name, and the key."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self._key = key
        self.name = ElidedLabel(role="label")
        self.details = ElidedLabel(role="caption")
        cap = PlainLabel(key.shown, "key")
        self.setAutoDefault(True)  # Enter presses it while it has the keyboard
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.details)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_S, 0)
        row.setSpacing(theme.SPACE_S)
        row.addLayout(words, 1)
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_person(self, person: Person) -> None:
        """Offer this one; a number's last four characters are all that is shown of it."""
        year = (person.birth_date or "")[:4]
        self.name.setText(person.name or "")
        self.details.setText(" · ".join(filter(None, (masked_number(person), year))))
        said = (self.name.text(), self.details.text(), self._key.shown)
        self.setAccessibleName(", ".join(filter(None, said)))


class CandidateBar(QWidget):
    """Asks who it was until somebody answers, the next code comes, or a while has passed.

    Signals:
        chosen: (`Outcome`, `Person`): the passage of this outcome is this person's.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._people: tuple[Person, ...] = ()
        self._question = PlainLabel(role="strong")
        self.choices = [_Choice(key) for key in KEYS]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._question)
        self._group = QButtonGroup(self)
        for place, choice in enumerate(self.choices):
            row.addWidget(choice, 1)
            self._group.addButton(choice, place)
            bind(KEYS[place], self, partial(self.choose, place))
        self._group.idClicked.connect(self.choose)
        theme.hold(self, height=HEIGHT)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.put_away)
        self.hide()
        self._retranslate()

    @property
    def people(self) -> tuple[Person, ...]:
        """Who is offered now."""
        return self._people

    @property
    def fades(self) -> bool:
        """True while the offer will go by itself."""
        return self._timer.isActive()

    def holds(self, outcome: Outcome) -> bool:
        """True while no later outcome than this one was shown."""
        return self._outcome is outcome

    def show_outcome(self, outcome: Outcome) -> None:
        """Ask about an outcome that has candidates; the same code still in view changes nothing."""
        if self._outcome is not None and _is_echo(outcome, self._outcome):
            return
        self.put_away()
        self._outcome = outcome
        self.offer()

    def offer(self) -> None:
        """Ask, or ask again, about the outcome that it holds."""
        outcome = self._outcome
        if outcome is None or outcome.passage is None or not outcome.candidates:
            return
        self._people = tuple(one.person for one in outcome.candidates[: len(KEYS)])
        for place, choice in enumerate(self.choices):
            if place < len(self._people):
                choice.show_person(self._people[place])
            choice.setVisible(place < len(self._people))
        self.show()
        self._timer.start(theme.OFFER_MS)
        names = [choice.accessibleName() for choice in self.choices[: len(self._people)]]
        said = " · ".join((self._question.text(), *names))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def choose(self, place: int) -> None:
        """The guard says who it is."""
        outcome, people = self._outcome, self._people
        if outcome is not None and place < len(people):
            self.put_away()
            self.chosen.emit(outcome, people[place])

    def put_away(self) -> None:
        """Ask no more; the passage is as it was."""
        self._timer.stop()
        self._people = ()
        parent = self.parentWidget()
        if parent is not None and any(choice.hasFocus() for choice in self.choices):
            parent.setFocus()  # or the next button would get the key meant for this one
        self.hide()

    def clear(self) -> None:
        """Forget the outcome too."""
        self.put_away()
        self._outcome = None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Who it may be"))
        self._question.setText(self.tr("Is it:"))


def _is_echo(outcome: Outcome, shown: Outcome) -> bool:
    """True for what comes of a code that is simply still held up, or of a strange one beside it."""
    if outcome.again:
        return True
    return outcome.verdict is Verdict.SEEN and outcome.document == shown.document
