"""What a visitor sees: their own picture, what is being recorded of them, why, and their rights."""

import time

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.domain.text import shorten_name
from checkpoint_app.i18n import Lang, text
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.station.papers import Place
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import LANGUAGES
from checkpoint_app.ui.printing.notice import basis, rights
from checkpoint_app.ui.printing.tongue import Tongue
from checkpoint_app.ui.widgets.text import WrapLabel

FRAME_S = 0.08
"""A mirror need not be as smooth as the gate's own picture."""
_SHOWN_AS = {
    # What the guard is to look at is the guard's business.
    Verdict.RECORDED: Verdict.RECORDED,
    Verdict.LOOK: Verdict.RECORDED,
    Verdict.SEEN: Verdict.SEEN,
    Verdict.UNREADABLE: Verdict.UNREADABLE,
    Verdict.NOT_RECORDED: Verdict.UNREADABLE,
}


class Mirror(QWidget):
    """The gate's picture, the other way round, as people know themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._shown_at = float("-inf")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 135)

    @property
    def image(self) -> QImage:
        """What it shows; a null image for nothing."""
        return self._image

    def show_frame(self, image: QImage) -> None:
        """Share a frame with the gate; nothing is copied, and some are left out."""
        now = time.monotonic()
        if now - self._shown_at >= FRAME_S:
            self._shown_at = now
            self._image = image
            self.update()

    def clear(self) -> None:
        """There is no picture."""
        self._image = QImage()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The usual shape of a camera's picture."""
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the frame, mirrored, the whole of it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.current().sunken))
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        painter.end()


class VisitorView(QFrame):
    """No number is ever shown, and nobody's name longer than the gate's banner shows it.

    Attributes:
        private: no name at all (the screen is locked).

    Signals:
        closed: Esc: the window is the gate's again.
    """

    closed = Signal()

    def __init__(self, place: Place, contact: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._place, self._contact = place, contact
        self._tongues = {lang: Tongue(lang) for lang in Lang}
        self._first = Lang.VI
        self._outcome: Outcome | None = None
        self.private = False
        self.mirror = Mirror()
        self._asked, self._asked_too = WrapLabel(role="figure"), WrapLabel(role="large")
        self._state = QFrame()
        self._state.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._said, self._said_too = WrapLabel(role="figure"), WrapLabel(role="strong")
        inner = QVBoxLayout(self._state)
        inner.addWidget(self._said)
        inner.addWidget(self._said_too)
        self._why = [(WrapLabel(role="title"), WrapLabel(role="large")) for _ in Lang]
        self._rights = [WrapLabel(role="large") for _ in Lang]
        self._keeper = WrapLabel(role="strong")
        self.other = QPushButton()
        self.other.clicked.connect(self.on_other)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.BANNER_MS)
        self._timer.timeout.connect(self.forget)
        self._lay_out()
        self._write()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_S)
        left.addWidget(self._asked)
        left.addWidget(self._asked_too)
        left.addWidget(self.mirror, 1)
        left.addWidget(self._state)
        told = QWidget()
        told.setProperty("role", "scrolled")
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_S)
        for (head, why), right in zip(self._why, self._rights, strict=True):
            for label in (head, why, right):
                column.addWidget(label)
            column.addSpacing(theme.SPACE_S)
        column.addWidget(self._keeper)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(told)
        self._area = area
        right_side = QVBoxLayout()
        right_side.addWidget(area, 1)
        right_side.addWidget(self.other, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        row.setSpacing(theme.SPACE_XL)
        row.addLayout(left, 3)
        row.addLayout(right_side, 2)

    @property
    def said(self) -> tuple[str, str]:
        """What is said of the passage, in both languages; empty at rest."""
        return self._said.text(), self._said_too.text()

    def show_place(self, place: Place, contact: str) -> None:
        """Who keeps the data, how long, and whom to ask."""
        if (place, contact) != (self._place, self._contact):
            self._place, self._contact = place, contact
            self._write()

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what was recorded, for as long as the gate's banner; a rehearsal is nobody's."""
        if outcome.looking or outcome.rehearsal:
            return
        self._outcome = outcome
        self._timer.start()
        self._write_state()

    def forget(self) -> None:
        """The next one is nobody yet."""
        self._timer.stop()
        self._outcome = None
        self._write_state()

    def on_other(self) -> None:
        """The other language first."""
        self._first = Lang.EN if self._first is Lang.VI else Lang.VI
        self._write()

    @property
    def first(self) -> Lang:
        """Which language is above."""
        return self._first

    def _order(self) -> tuple[Lang, Lang]:
        return (Lang.VI, Lang.EN) if self._first is Lang.VI else (Lang.EN, Lang.VI)

    def _write(self) -> None:
        one, two = self._order()
        for label, lang in ((self._asked, one), (self._asked_too, two)):
            tongue = self._tongues[lang]
            label.setText(tongue.translate("Visitor", "Please hold your code up to the camera"))
        for place, lang in enumerate((one, two)):
            tongue, (head, why) = self._tongues[lang], self._why[place]
            head.setText(tongue.translate("Visitor", "What is recorded, and why"))
            kinds = tongue.translate(
                "Visitor",
                "Your name, year of birth, phone and card number, the time, and whether you enter "
                "or leave. No picture is kept.",
            )
            why.setText(f"{kinds} {basis(self._place, tongue)}")
            self._rights[place].setText(rights(tongue))
        who = " · ".join(filter(None, (self._place.site, self._contact)))
        self._keeper.setText(
            self._tongues[one].translate("Visitor", "Who keeps it: {who}").format(who=who)
        )
        self.other.setText(LANGUAGES[two])
        self.other.setAccessibleName(LANGUAGES[two])
        self.setAccessibleName(self._asked.text())
        self._write_state()

    def _write_state(self) -> None:
        one, two = self._order()
        for label, lang in ((self._said, one), (self._said_too, two)):
            label.setText(self._verdict(lang))
        outcome = self._outcome
        self._state.setVisible(outcome is not None)
        if outcome is not None:
            tint = theme.VERDICTS[_SHOWN_AS[outcome.verdict]]
            self._state.setStyleSheet(
                f"QFrame {{ background: {tint.back}; border-radius: {theme.RADIUS_L}px; }}"
                f"QLabel {{ color: {tint.ink}; }}"
            )

    def _verdict(self, lang: Lang) -> str:
        outcome, tongue = self._outcome, self._tongues[lang]
        if outcome is None:
            return ""
        if outcome.verdict is Verdict.NOT_RECORDED:
            return tongue.translate("Visitor", "One moment, please")
        if outcome.verdict is Verdict.UNREADABLE or outcome.sheet is not None:
            return tongue.translate("Visitor", "Please ask the guard")
        if outcome.passage is None:
            return tongue.translate("Visitor", "Recorded already")
        name = "" if self.private else shorten_name(outcome.passage.person.name or "")
        way = text(f"direction.{outcome.passage.direction}", lang)
        recorded = tongue.translate("Visitor", "Recorded")
        return " · ".join(filter(None, (recorded, name, way)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc turns the window back; Enter presses the button it stands on."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            self.focusWidget() is self.other
        ):
            self.on_other()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """It speaks both languages, whatever the window's is."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
