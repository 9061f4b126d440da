"""What the hub says to whoever is on duty: it stays until somebody has read it.

It takes no key but its own and never the keyboard: who types or scans goes on doing so.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.records.notices import Notice, NoticeKind
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, pixmap
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.widgets.field import line_edit
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date
from checkpoint_app.wire.protocol import MAX_ANSWER_TEXT

MOST, MOST_SMALL = 2, 1
"""How many are shown at once; in a low window one. The others follow when these are read."""
_SHAPES = {NoticeKind.NOTICE: Icon.BELL, NoticeKind.REMINDER: Icon.CLOCK}


class NoticeRow(QFrame):
    """One notice.

    Signals:
        read: carries the answer, empty for none.
    """

    read = Signal(str)

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self._keyed = False
        reminder = notice.told.kind is NoticeKind.REMINDER
        self.setProperty("role", "note")
        self.setProperty("tone", "warn" if reminder else "info")
        self._sign = QLabel()
        self._title = PlainLabel(role="caption")
        self._text = WrapLabel(notice.told.text)
        self.answer = line_edit(longest=MAX_ANSWER_TEXT)
        theme.hold(self.answer, most_width=280)
        self.answer.hide()
        self.reply = QPushButton()
        self.reply.setProperty("role", "quiet")
        self.done = QPushButton()
        for button in (self.reply, self.done):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard alone
            button.setAutoDefault(True)  # Enter presses it while it has the keyboard
        self.reply.clicked.connect(self.on_reply)
        self.done.clicked.connect(self.on_done)
        self.answer.returnPressed.connect(self.on_done)
        self._lay_out()
        self.tint()
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addWidget(self.answer)
        row.addWidget(self.reply)
        row.addWidget(self.done)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def said(self) -> str:
        """All that it says."""
        return f"{self._title.text()}: {self._text.text()}"

    def key(self, on: bool) -> None:
        """Whether the key acknowledges this one."""
        self._keyed = on
        self.retranslate()

    def on_reply(self) -> None:
        """Write an answer; the keyboard goes there because somebody asked for it."""
        self.answer.show()
        self.reply.hide()
        self.answer.setFocus()

    def on_done(self) -> None:
        """It was read."""
        self.read.emit(self.answer.text() if self.answer.isVisibleTo(self) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape puts the answer away; what was typed is there when it is asked for again."""
        if event.key() == Qt.Key.Key_Escape and self.answer.isVisibleTo(self):
            self.give_back_keyboard()
            self.answer.hide()
            self.reply.show()
            return
        super().keyPressEvent(event)

    def give_back_keyboard(self) -> None:
        """Before it goes: the next field in line must not get what is typed here."""
        holder = self.focusWidget()
        page = self.window()
        if holder is not None and holder.hasFocus():
            page.setFocus()

    def tint(self) -> None:
        """Tint the drawing anew."""
        colours = theme.current()
        reminder = self.notice.told.kind is NoticeKind.REMINDER
        ink = colours.warn_ink if reminder else colours.accent_ink
        shape = _SHAPES[self.notice.told.kind]
        self._sign.setPixmap(pixmap(shape, ink, 24, self.devicePixelRatioF()))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        told = self.notice.told
        reminder = told.kind is NoticeKind.REMINDER
        kind = self.tr("REMINDER FROM THE HUB") if reminder else self.tr("NOTICE FROM THE HUB")
        at = f"{clock_time(told.created_at)} {date(told.created_at)}"
        self._title.setText(f"{kind} · {at}")
        self.setAccessibleName(self.said)
        done = self.tr("Read  {key}").format(key=Key.READ.shown) if self._keyed else self.tr("Read")
        self.done.setText(done)
        self.done.setAccessibleName(self.tr("I have read: {text}").format(text=told.text))
        self.reply.setText(self.tr("Answer…"))
        self.reply.setAccessibleName(self.tr("Answer: {text}").format(text=told.text))
        self.answer.setPlaceholderText(self.tr("Answer, then Enter"))
        self.answer.setAccessibleName(self.tr("Answer to the hub"))


class NoticeBar(QWidget):
    """The notices that nobody has read, the oldest on top.

    Signals:
        acknowledged: (`UUID` of the notice, the answer).
    """

    acknowledged = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[UUID, NoticeRow] = {}
        self._read: set[UUID] = set()
        self._most = MOST
        self._more = PlainLabel(role="soft")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, 0)
        self._column.setSpacing(theme.SPACE_XS)
        self._column.addWidget(self._more)
        bind(Key.READ, self, self.on_read)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.hide()
        self._retranslate()

    @property
    def rows(self) -> list[NoticeRow]:
        """What is in sight, from the top down."""
        return self._waiting()[: self._most]

    @property
    def more(self) -> str:
        """What is said of those that are not."""
        return self._more.text() if self._more.isVisibleTo(self) else ""

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show these; an answer half typed stays."""
        told = {notice.told.id: notice for notice in notices}
        for gone in [item for item in self._rows if item not in told]:
            row = self._rows.pop(gone)
            row.give_back_keyboard()
            row.hide()
            row.deleteLater()
        self._read &= told.keys()
        for item, notice in told.items():
            held = self._rows.get(item)
            if held is not None and held.notice.told == notice.told:
                continue
            if held is not None:
                held.deleteLater()
            row = self._rows[item] = NoticeRow(notice)
            row.read.connect(partial(self.on_row_read, item))
            self._column.insertWidget(self._column.count() - 1, row)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, row.said))
        self._rows = {item: self._rows[item] for item in told}
        self._arrange()

    def hold(self, most: int) -> None:
        """Show at most so many at once."""
        if most != self._most:
            self._most = most
            self._arrange()

    def ask_again(self, notice: UUID) -> None:
        """It could not be noted that this one was read."""
        self._read.discard(notice)
        self._arrange()

    def on_read(self) -> None:
        """The key: the uppermost was read."""
        for row in self.rows[:1]:
            row.on_done()

    def on_row_read(self, notice: UUID, answer: str) -> None:
        """Somebody has read one; it goes at once, and comes again if that cannot be noted."""
        if notice in self._read or notice not in self._rows:
            return
        self._rows[notice].give_back_keyboard()
        self._read.add(notice)
        self._arrange()
        self.acknowledged.emit(notice, answer)

    def on_theme_changed(self) -> None:
        """Tint the drawings anew."""
        for row in self._rows.values():
            row.tint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _waiting(self) -> list[NoticeRow]:
        return [row for item, row in self._rows.items() if item not in self._read]

    def _arrange(self) -> None:
        shown = self.rows
        for row in self._rows.values():
            row.setVisible(row in shown)
            row.key(bool(shown) and row is shown[0])
        self.setVisible(bool(shown))
        self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Notices from the hub"))
        for row in self._rows.values():
            row.retranslate()
        hidden = len(self._waiting()) - len(self.rows)
        self._more.setText(self.tr("{count} more").format(count=hidden))
        self._more.setVisible(hidden > 0)
