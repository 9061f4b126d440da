"""What the screens of the management have in common: a head, what is said and asked, and cards."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.errors import LockedOut, NotAllowed, SecondPersonNeeded, WrongPin
from checkpoint_app.domain.progress import Course
from checkpoint_app.security.roles import Permission, four_eyes, may
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui import theme
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.ask_bar import AskBar, Grant, Then
from checkpoint_app.ui.widgets.cards import card, row
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.progress_strip import ProgressStrip
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel

WIDEST = 1080
T = TypeVar("T")


class ManagedScreen(Screen):
    """A screen that is reached from Manage: Esc goes back there.

    Attributes:
        NEEDS: what whoever is on duty must be allowed to; without it the page says so and shows
            nothing else.
        notice: what came of it; progress: long work; ask: the question before something is done.
        column: where the cards stand, one below the other.
    """

    NEEDS: ClassVar[Permission]
    RAIL: ClassVar[Key | None] = Key.MANAGE

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._title = PlainLabel(role="title")
        self.back = QPushButton()
        self.back.setProperty("role", "quiet")
        self.back.clicked.connect(self.on_back)
        self.notice = Notice()
        self.progress = ProgressStrip()
        self.ask = AskBar()
        self._refused = WrapLabel(role="strong")
        self._refusal = card(self._refused)
        self._refusal.hide()
        self._body = QWidget()
        self._body.setProperty("role", "scrolled")
        theme.hold(self._body, most_width=WIDEST)
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(0, 0, 0, theme.SPACE_M)
        self.column.setSpacing(theme.SPACE_M)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._body)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, 0)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(head)
        for strip in (self.notice, self.progress, self.ask, self._refusal):
            theme.hold(strip, most_width=WIDEST)
            column.addWidget(strip)
        column.addWidget(self._area, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # Coming and going

    def opened(self) -> None:
        """Show the page to whoever may see it, or say who may."""
        allowed = self.allowed(self.NEEDS)
        self._refusal.setVisible(not allowed)
        self._area.setVisible(allowed)
        if allowed:
            self.begin()
        else:
            self.ask.close_up()
            self.notice.hide()
            self.back.setFocus()

    def begin(self) -> None:
        """Whoever is on duty may see the page: fill it, put the keyboard where one begins."""
        self.setFocus()

    def left(self) -> None:
        """Nothing that was asked waits for somebody else."""
        self.ask.close_up()
        self.notice.hide()

    def on_back(self) -> None:
        """Esc."""
        self.screen_asked.emit(Key.MANAGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc puts the question away first, then the page; what is typed stays."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.ask.isVisible():
            self.ask.on_cancel()
        else:
            self.on_back()

    # What may be done, and by whom

    def allowed(self, permission: Permission) -> bool:
        """Whether the role of whoever is on duty includes this."""
        staff = self._desk.staff
        return staff is not None and may(staff.role, permission)

    def takes_two(self, permission: Permission) -> bool:
        """Whether it takes a second person's PIN."""
        return self._desk.settings.four_eyes and four_eyes(permission)

    def ask_for(self, permission: Permission, question: str, confirm: str, then: Then) -> None:
        """Ask why, and for a second person where it takes one."""
        two = self.takes_two(permission)
        self.notice.hide()
        self.ask.ask(question, confirm, then, reason=True, second=two)

    def not_granted(self, error: Exception, then: Then) -> None:
        """It was not permitted: a wrong second PIN is asked for again, the rest is said."""
        again = isinstance(error, WrongPin | LockedOut | SecondPersonNeeded)
        if again and not isinstance(error, NotAllowed):
            self.ask.refused(error, then)
        else:
            self.fail(error)

    # What is said

    def say(self, text: str, tone: Tone = Tone.OK) -> None:
        """Say what came of it."""
        self.notice.say(text, tone.value)

    def fail(self, error: Exception) -> None:
        """Say why it did not go."""
        self.notice.say(explain(error), Tone.DANGER.value)

    def run_long(
        self,
        what: str,
        work: Callable[[Course], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        stoppable: bool = True,
    ) -> None:
        """Do what may take minutes, one at a time, and show how far it is."""
        if self.progress.running:
            self.say(self.tr("Something is at work already. Wait for it, or stop it."), Tone.WARN)
            return

        def ended(value: T) -> None:
            self.progress.end()
            done(value)

        def broke(error: Exception) -> None:
            self.progress.end()
            (failed or self.fail)(error)

        self.notice.hide()
        course = self._tasks.long(self, work, ended, broke)
        self.progress.follow(course, what, stoppable=stoppable)

    def retranslate(self) -> None:
        """Say everything in the language of the window; a message in the old one is put away."""
        self.notice.hide()
        self.back.setText(self.tr("Manage  {key}").format(key="Esc"))
        self.back.setAccessibleName(self.tr("Back to Manage"))
        self._refused.setText(
            self.tr(
                "Only a supervisor may do this. Lock with {key}, then let one enter their PIN."
            ).format(key=Key.LOCK.shown)
        )

    def entitle(self, text: str) -> None:
        """Name the page."""
        self._title.setText(text)
        self.setAccessibleName(text)


__all__ = ["Grant", "ManagedScreen", "card", "row"]
