"""The verdict, readable from two metres: colour, shape, word, name, direction."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.domain.passage import Direction, Verdict
from checkpoint_app.domain.text import mask
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, paint
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.words import clock_time, masked, nameless, who, word

SHAPES = {
    Verdict.RECORDED: Icon.CHECK,
    Verdict.LOOK: Icon.LOOK,
    Verdict.SEEN: Icon.CLOCK,
    Verdict.UNREADABLE: Icon.QUESTION,
    Verdict.NOT_RECORDED: Icon.STOP,
}


WATCHED = 4
"""How many times longer an instruction about somebody watched stays: it is read, not glanced at."""


class VerdictBanner(QWidget):
    """Shows one outcome for about two seconds, then invites the next person.

    What to do about somebody of the watch list stands first, and longer.

    An outcome that was not recorded stays until the next one: nobody may miss it.

    Attributes:
        private: nothing that names a person is shown (the screen is locked).
    """

    def __init__(
        self, *, compact: bool = False, private: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._compact = compact
        self.private = private
        self._outcome: Outcome | None = None
        self._sees = True
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.hold(self, height=64 if compact else 104)
        self._retranslate()

    @property
    def outcome(self) -> Outcome | None:
        """What is shown, None while the banner rests."""
        return self._outcome

    @property
    def fades(self) -> bool:
        """True while the verdict will go by itself."""
        return self._timer.isActive()

    def set_height(self, height: int) -> None:
        """Make the banner and all in it higher or lower; pixels at the usual size of the text."""
        theme.hold(self, height=height)
        self.update()

    def show_sight(self, sees: bool) -> None:
        """At rest, ask for a code where there is a picture, and for typing where there is none."""
        self._sees = sees
        self._retranslate()
        self.update()

    def show_looking(self, looking: bool) -> None:
        """Say for as long as it lasts that codes are looked at and not recorded."""
        self._looking = looking
        self._retranslate()
        self.update()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show a verdict, and say it to a screen reader."""
        self._outcome = outcome
        if outcome.verdict is Verdict.NOT_RECORDED:
            self._timer.stop()
        else:
            self._timer.start(theme.BANNER_MS * (WATCHED if outcome.watch else 1))
        self._retranslate()
        self.update()
        event = QAccessibleAnnouncementEvent(self, " · ".join(filter(None, self.lines())))
        if outcome.verdict is Verdict.NOT_RECORDED:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def forget_rehearsal(self) -> None:
        """The rehearsal is over: nobody at the gate is to read its verdict."""
        if self._outcome is not None and self._outcome.rehearsal:
            self.clear()

    def clear(self) -> None:
        """Back to rest."""
        self._timer.stop()
        self._outcome = None
        self._retranslate()
        self.update()

    def lines(self) -> tuple[str, str, str]:
        """The word, who and which way, and what to know or do."""
        outcome = self._outcome
        if outcome is None:
            if self._looking:
                said = self.tr("NOT RECORDING. Codes are only looked at: {key} ends it")
                return ("", said.format(key=Key.LOOK.shown), "")
            if not self._sees:
                asked = self.tr("No picture. Type it in: {key}").format(key=Key.FORM.shown)
                return ("", asked, "")
            ready = self.tr("Scanning")
            return ("", ready if self._compact else self.tr("Hold the code up to the camera"), "")
        return (self._head(outcome), self._who(outcome), self._advice(outcome))

    def _head(self, outcome: Outcome) -> str:
        if outcome.rehearsal:
            return self.tr("REHEARSAL: {verdict}").format(verdict=word(outcome.verdict))
        if outcome.looking:
            return self.tr("LOOKED AT, NOT RECORDED")
        if outcome.is_invitation:
            return self.tr("HUB'S CODE")
        return self.tr("FORM SHEET") if outcome.sheet else word(outcome.verdict)

    def _who(self, outcome: Outcome) -> str:
        if self.private:
            return ""
        if outcome.sheet is not None:
            return outcome.sheet.number
        if outcome.looking and outcome.document is not None:
            return outcome.document.name or ""
        return who(outcome.passage) if outcome.passage else ""

    def _advice(self, outcome: Outcome) -> str:
        looked = outcome.looking and outcome.verdict is not Verdict.UNREADABLE
        if looked and outcome.document is not None and not self.private:
            read = (word(outcome.document.format), mask(outcome.document.id_number))
            return " · ".join(filter(None, (*read, *map(word, outcome.warnings))))
        if outcome.verdict is Verdict.NOT_RECORDED:
            return explain(outcome.error) if outcome.error else self.tr("Write it on paper.")
        if outcome.sheet is not None:
            said = self.tr("Type its rows in: {key}").format(key=Key.FORM.shown)
            warnings = outcome.document.warnings if outcome.document else ()
            return " · ".join((said, *map(word, warnings)))
        if outcome.verdict is Verdict.UNREADABLE:
            return nameless(outcome.document)
        if outcome.verdict is Verdict.SEEN:
            return self.tr("Nothing was recorded twice")
        if outcome.warnings and not self.private:
            told = dict.fromkeys(hit.entry.instruction for hit in outcome.watch)
            return " · ".join((*told, *(word(code) for code in outcome.warnings)))
        passage = outcome.passage
        if passage is None or self.private:
            return ""
        return " · ".join(filter(None, (word(passage.kind), masked(passage))))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any width; the height is fixed."""
        return QSize(200, self.height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Verdict"))
        self.setAccessibleDescription(" · ".join(filter(None, self.lines())))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the banner."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._outcome is None:
            self._paint_rest(painter, box)
        else:
            self._paint_verdict(painter, box, self._outcome)
        painter.end()

    def _paint_rest(self, painter: QPainter, box: QRectF) -> None:
        colours = theme.current()
        painter.setPen(QColor(colours.line))
        ink = colours.warn_ink if self._looking else colours.ink_soft
        painter.setBrush(QColor(colours.warn_soft if self._looking else colours.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS_L, theme.RADIUS_L)
        side = min(box.height() * 0.36, 34)
        size = theme.TEXT_M if self._compact else theme.TEXT_L
        font = theme.font(size, QFont.Weight.Medium)
        room = box.width() - side - 52
        text = QFontMetrics(font).elidedText(
            self.lines()[1], Qt.TextElideMode.ElideRight, round(room)
        )
        width = QFontMetrics(font).horizontalAdvance(text)
        left = max(16.0, (box.width() - width - side - 14) / 2)
        paint(
            painter,
            Icon.LOOK if self._looking else Icon.SCAN,
            ink,
            QRectF(left, (box.height() - side) / 2, side, side),
        )
        painter.setPen(QColor(ink))
        painter.setFont(font)
        painter.drawText(
            QRectF(left + side + 14, 0, width + 4, box.height()),
            Qt.AlignmentFlag.AlignVCenter,
            text,
        )

    def _paint_verdict(self, painter: QPainter, box: QRectF, outcome: Outcome) -> None:
        tint = theme.VERDICTS[outcome.verdict]
        ink = QColor(tint.ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.back))
        painter.drawRoundedRect(box, theme.RADIUS_L, theme.RADIUS_L)
        height = box.height()
        side = height * (0.46 if self._compact else 0.5)
        gap = height * 0.2 if not self._compact else 14
        shape = Icon.FORM if outcome.sheet else SHAPES[outcome.verdict]
        paint(painter, shape, tint.ink, QRectF(gap, (height - side) / 2, side, side))
        left = gap * 2 + side
        right = box.width() - gap
        right = self._paint_direction(painter, outcome, ink, right, height)
        head, name, advice = self.lines()
        if self._compact:
            rows = [(head, theme.text(15), 700), (name or advice, theme.text(13), 500)]
        else:
            big = round(height * 0.27)
            small = max(13, round(height * 0.16))
            rows = [(" · ".join(filter(None, (head, name))), big, 700)]
            font = theme.pixels(small, QFont.Weight.Medium)
            rows += [(line, small, 500) for line in _wrap(advice, font, right - 12 - left)]
        painter.setPen(ink)
        space = QRectF(left, 0, right - 12 - left, height)
        _paint_rows(painter, [row for row in rows if row[0]], space)

    def _paint_direction(
        self, painter: QPainter, outcome: Outcome, ink: QColor, right: float, height: float
    ) -> float:
        """Paint the direction and the time at the right end; give back what is left of it."""
        passage = outcome.passage
        if passage is None or outcome.verdict in (Verdict.UNREADABLE, Verdict.NOT_RECORDED):
            return right
        size = theme.text(15) if self._compact else round(height * 0.3)
        font = theme.pixels(size, QFont.Weight.Bold)
        text = word(passage.direction)
        stamp = clock_time(passage.occurred_at)
        least = theme.text(12)
        small = theme.pixels(least if self._compact else max(13, round(height * 0.16)))
        side = size * 1.15
        width = QFontMetrics(font).horizontalAdvance(text) + side + size * 0.4
        width = max(width, QFontMetrics(small).horizontalAdvance(stamp))
        left = right - width
        row, low = QFontMetrics(font).height() * 0.98, QFontMetrics(small).height() * 0.98
        top = (height - row - low) / 2
        shape = Icon.IN if passage.direction is Direction.IN else Icon.OUT
        paint(painter, shape, ink.name(), QRectF(right - side, top + (row - side) / 2, side, side))
        painter.setPen(ink)
        painter.setFont(font)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, top, width - side - size * 0.35, row), flags, text)
        painter.setFont(small)
        painter.drawText(QRectF(left, top + row, width, low), flags, stamp)
        return left - (10 if self._compact else 20)


def _paint_rows(painter: QPainter, rows: list[tuple[str, int, int]], space: QRectF) -> None:
    """Write rows of (text, pixels, weight) below each other, the block in the middle."""
    fonts = [theme.pixels(size, QFont.Weight(weight)) for _, size, weight in rows]
    heights = [QFontMetrics(font).height() * 0.98 for font in fonts]
    top = (space.height() - sum(heights)) / 2
    for (text, _, _), font, row in zip(rows, fonts, heights, strict=True):
        painter.setFont(font)
        width = round(space.width())
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        place = QRectF(space.left(), top, width, row)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        top += row


def _wrap(text: str, font: QFont, width: float) -> list[str]:
    """A text as one or two lines; what does not fit the second is left to be shortened there."""
    metrics = QFontMetrics(font)
    words = text.split(" ")
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    return [line for line in (first, " ".join(words)) if line]
