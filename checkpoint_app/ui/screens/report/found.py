"""What the hub's report found at this place, and what to do about each; for whoever heads it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from checkpoint_app.records.bulletins import Found, FoundHere, FoundWords
from checkpoint_app.records.notices import Notice, NoticeKind
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date, number


class FoundCard(QFrame):
    """One finding: its name, what it rests on, what to do, since when."""

    def __init__(self, found: Found, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        words = words_of(found)
        since = self.tr("Since the report of {time}").format(time=moment(found.since))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(PlainLabel(words.title, "strong"))
        column.addWidget(WrapLabel(words.because))
        column.addWidget(WrapLabel(self.tr("What to do: {advice}").format(advice=words.advice)))
        column.addWidget(PlainLabel(since, "soft"))
        self.said = "\n".join((words.title, words.because, words.advice, since))
        self.setAccessibleName(self.said)


class FoundArea(QScrollArea):
    """The findings in the order of the report, with a word about reminders that wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("role", "scrolled")
        self._standing, self._waiting = WrapLabel(role="strong"), WrapLabel(role="soft")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, theme.SPACE_M)
        self._column.setSpacing(theme.SPACE_S)
        self._column.addWidget(self._standing)
        self._column.addWidget(self._waiting)
        self._column.addStretch(1)
        self._cards: list[FoundCard] = []
        self.setWidget(body)

    @property
    def said(self) -> str:
        """All that it says."""
        parts = [self._standing.text(), self._waiting.text(), *(card.said for card in self._cards)]
        return "\n".join(part for part in parts if part)

    def show_refusal(self, why: str) -> None:
        """Whoever is on duty may not see it."""
        self._put((), why, "")

    def show_found(self, found: FoundHere, notices: Sequence[Notice]) -> None:
        """Show what was found, and how many reminders nobody has answered."""
        if found.at is None:
            standing = self.tr("The hub has not told of a report yet.")
        elif found.items:
            said = self.tr("Report of {time}. To be put right here: {count}")
            standing = said.format(time=moment(found.at), count=number(len(found.items)))
        else:
            standing = self.tr("The last report that concerns this place found nothing wrong here.")
        open_ = sum(1 for one in notices if one.told.kind is NoticeKind.REMINDER)
        said = self.tr("Reminders that nobody has answered: {count}. They stand above: {key} when "
                       "read, or Answer…")  # fmt: skip
        waiting = said.format(count=number(open_), key=Key.READ.shown) if open_ else ""
        self._put(found.items, standing, waiting)

    def _put(self, items: Sequence[Found], standing: str, waiting: str) -> None:
        self._standing.setText(standing)
        self._waiting.setText(waiting)
        self._waiting.setVisible(bool(waiting))
        self.setAccessibleDescription(standing)
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [FoundCard(one) for one in items]
        for card in self._cards:
            self._column.insertWidget(self._column.count() - 1, card)


def words_of(found: Found) -> FoundWords:
    """A finding in the language that is on, or in one that it has."""
    return found.words.get(language()) or next(iter(found.words.values()))


def moment(at: int) -> str:
    """A moment as it is written here."""
    return f"{clock_time(at)} {date(at)}"
