"""The equation that anyone can check: recorded = received + duplicate + waiting + fix + voided."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkpoint_app.domain.balance import Balance
from checkpoint_app.ui import theme
from checkpoint_app.ui.words import number


class BalanceLine(QWidget):
    """Six figures with their names below and the signs of the equation between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._balance = Balance()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.hold(self, height=52)
        self._retranslate()

    def show_balance(self, balance: Balance) -> None:
        """Show the numbers of now."""
        if balance != self._balance:
            self._balance = balance
            self._retranslate()
            self.update()

    def parts(self) -> list[tuple[str, int]]:
        """Each part's name and number; the first is the sum of the others."""
        held = self._balance
        return [
            (self.tr("recorded"), held.captured),
            (self.tr("received"), held.accepted),
            (self.tr("duplicate"), held.duplicate),
            (self.tr("waiting"), held.pending),
            (self.tr("to fix"), held.needs_fix),
            (self.tr("voided"), held.voided),
        ]

    def text(self) -> str:
        """The equation in one line."""
        total, *rest = [f"{name} {number(count)}" for name, count in self.parts()]
        sign = "=" if self._balance.balanced else "≠"
        return f"{total} {sign} {' + '.join(rest)}"

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any width."""
        return QSize(300, self.height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Balance"))
        self.setAccessibleDescription(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the equation."""
        colours = theme.current()
        painter = QPainter(self)
        parts = self.parts()
        sign_width, upper, lower = theme.tall(22), theme.tall(26), theme.tall(20)
        room = (self.width() - sign_width * 5) / 6
        figure = theme.font(theme.TEXT_L, QFont.Weight.DemiBold)
        name_font = theme.font(theme.TEXT_S)
        sign_font = theme.font(theme.TEXT_L)
        left = 0.0
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        for index, (name, count) in enumerate(parts):
            if index:
                painter.setPen(QColor(colours.ink_soft))
                painter.setFont(sign_font)
                sign = "+" if index > 1 else ("=" if self._balance.balanced else "≠")
                painter.drawText(round(left), 2, sign_width, upper, centre, sign)
                left += sign_width
            quiet = count == 0
            wrong = (index == 4 and count > 0) or (index == 0 and not self._balance.balanced)
            ink = colours.warn_ink if wrong else (colours.ink_soft if quiet else colours.ink)
            painter.setPen(QColor(ink))
            painter.setFont(figure)
            painter.drawText(round(left), 2, round(room), upper, centre, number(count))
            painter.setPen(QColor(colours.warn_ink if wrong else colours.ink_soft))
            painter.setFont(name_font)
            shown = QFontMetrics(name_font).elidedText(
                name, Qt.TextElideMode.ElideRight, round(room + sign_width - 4)
            )
            place = (round(left - sign_width / 2), upper + 2, round(room + sign_width), lower)
            painter.drawText(*place, centre, shown)
            left += room
        painter.end()
