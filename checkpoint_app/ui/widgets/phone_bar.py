"""Asks for the phone number of whoever came in for the first time. Nobody has to give one."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from checkpoint_app.domain.passage import Passage
from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.field import line_edit
from checkpoint_app.ui.widgets.text import ElidedLabel
from checkpoint_app.ui.words import who

HEIGHT = 58
WAIT_MS = 60_000


class PhoneBar(QFrame):
    """One line below the verdict, until it is answered, skipped, or the next person comes.

    Signals:
        given: (`Passage`, text): the phone number of this passage's person.
    """

    given = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._passage: Passage | None = None
        self._asked = ElidedLabel(role="strong")
        self._asked.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.field = line_edit(digits=True, longest=20)
        self._asked.setBuddy(self.field)
        self.save, self.skip = QPushButton(), QPushButton()
        self.skip.setProperty("role", "quiet")
        self.save.clicked.connect(self.on_save)
        self.skip.clicked.connect(self.put_away)
        self.field.returnPressed.connect(self.on_save)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_S, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._asked, 2)
        row.addWidget(self.field, 2)
        row.addWidget(self.save)
        row.addWidget(self.skip)
        theme.hold(self, height=HEIGHT)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.on_timeout)
        self.hide()
        self._retranslate()

    @property
    def is_busy(self) -> bool:
        """True while somebody types into it: the next person does not take it away."""
        return not self.isHidden() and bool(self.field.text().strip())

    def ask(self, passage: Passage) -> None:
        """Ask about the person of a passage."""
        self._passage = passage
        self.field.clear()
        self._retranslate()
        self.show()
        self._timer.start(WAIT_MS)

    def begin(self, text: str) -> None:
        """The first digit was pressed while nothing had the keyboard."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.insert(text)

    def on_save(self) -> None:
        """It is whole."""
        passage, text = self._passage, self.field.text().strip()
        if passage is not None and text:
            self.put_away()
            self.given.emit(passage, text)

    def on_timeout(self) -> None:
        """Nobody answered: ask no more, unless somebody is typing."""
        if self.is_busy:
            self._timer.start(WAIT_MS)
        else:
            self.put_away()

    def put_away(self) -> None:
        """Ask no more; the passage is as it was."""
        self._timer.stop()
        self._passage = None
        if self.field.hasFocus() or self.save.hasFocus() or self.skip.hasFocus():
            self.window().setFocus()
        self.field.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc skips."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        name = who(self._passage) if self._passage is not None else ""
        self._asked.setText(self.tr("Phone, first time: {name}").format(name=name))
        self.setAccessibleName(self.tr("Phone number of who came for the first time"))
        self.field.setAccessibleName(self.tr("Phone number of who came for the first time"))
        self.field.setPlaceholderText(self.tr("Just type the digits"))
        for button, said, key in (
            (self.save, self.tr("Save"), "Enter"),
            (self.skip, self.tr("Skip"), "Esc"),
        ):
            button.setText(f"{said}  {key}")
            button.setAccessibleName(said)
