"""Long work, as it is shown: what it is, how far, until when, and how to end it."""

import time

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.progress import Course
from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.meter import Meter
from checkpoint_app.ui.widgets.text import WrapLabel
from checkpoint_app.ui.words import duration

LOOK_MS = 250
GUESS_FROM_S = 2.0
"""Before that, what is left cannot be told from what is done."""


class ProgressStrip(QFrame):
    """Hidden while nothing runs. It looks at the work; the work knows nothing of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self._course: Course | None = None
        self._what = ""
        self._since = 0.0
        self._label = WrapLabel()
        self._meter = Meter()
        self.cancel = QPushButton()
        self.cancel.clicked.connect(self.on_cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.on_look)
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE_XS)
        words.addWidget(self._label)
        words.addWidget(self._meter)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        row.setSpacing(theme.SPACE_M)
        row.addLayout(words, 1)
        row.addWidget(self.cancel)
        self._retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    @property
    def running(self) -> bool:
        """True while work is shown."""
        return self._course is not None

    def follow(self, course: Course, what: str, *, stoppable: bool = True) -> None:
        """Show a piece of work until `end`.

        Args:
            what: its name in the language that is on.
            stoppable: False where it can only be waited for.
        """
        self._course, self._what, self._since = course, what, time.monotonic()
        self.cancel.setVisible(stoppable)
        self.cancel.setEnabled(True)
        self.on_look()
        self._timer.start()
        self.show()

    def end(self) -> None:
        """The work is over, well or not."""
        self._course = None
        self._timer.stop()
        self.hide()

    def on_cancel(self) -> None:
        """End the work at its next step."""
        if self._course is not None:
            self._course.stop()
            self.cancel.setEnabled(False)
            self.on_look()

    def on_look(self) -> None:
        """Say how far it is now."""
        course = self._course
        if course is None:
            return
        share = min(1.0, course.done / course.whole) if course.whole else 0.0
        parts = [self._what]
        if course.stopping:
            parts.append(self.tr("stopping…"))
        elif course.whole:
            parts.append(f"{share:.0%}")
            passed = time.monotonic() - self._since
            if share > 0 and passed >= GUESS_FROM_S:
                left = duration(round(passed / share * (1 - share)))
                parts.append(self.tr("about {wait} left").format(wait=left))
        else:
            parts.append(self.tr("at work…"))
        said = " · ".join(parts)
        if said != self._label.text():
            self._label.setText(said)
            self.setAccessibleName(said)
        self._meter.show_share(share * 0.999)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.on_look()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.cancel.setText(self.tr("Stop"))
        self.cancel.setAccessibleName(self.tr("Stop this work"))
