"""Asks for the phone of whoever is at the gate for the first time, and writes it to the passage."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from checkpoint_app.domain.passage import Passage
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.first_phone import is_first, may_ask
from checkpoint_app.station.mending import mend
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.phone_bar import PhoneBar


class FirstPhone(QObject):
    """Watches the keys of the page while nothing else has them."""

    def __init__(self, desk: Desk, tasks: Tasks, page: QWidget, bar: PhoneBar) -> None:
        super().__init__(page)
        self._desk, self._tasks, self._bar, self._page = desk, tasks, bar, page
        self._asked: Passage | None = None
        bar.given.connect(self.on_given)
        page.installEventFilter(self)

    def show_outcome(self, outcome: Outcome) -> None:
        """Ask after somebody's phone once it is known that they are new here."""
        if outcome.passage is None or self._bar.is_busy:
            return
        self._bar.put_away()
        self._asked = passage = may_ask(outcome)
        if passage is not None:
            work = partial(is_first, self._desk.store, passage)
            self._tasks.store(self, work, partial(self.on_known, passage))

    def on_known(self, passage: Passage, first: bool) -> None:
        """Ask, unless the next person is there already."""
        if first and self._asked is passage and not self._bar.is_busy:
            self._bar.ask(passage)

    def on_given(self, passage: Passage, text: str) -> None:
        """Write it to the passage, off this thread."""
        self._tasks.store(self, partial(mend, self._desk, passage.id, "person.phone", text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """A digit that no field gets begins the number; Esc skips it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not self._bar.isVisible() or not self._page.hasFocus():
            return False
        text = event.text()
        if text and text in "0123456789+":
            self._bar.begin(text)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._bar.put_away()
            return True
        return False
