"""Manage: a card for each job beside the gate, its key, and a lock where it is not yours."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.security.roles import Permission, may
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, pixmap
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel

DIGITS = 9
WIDE, NARROW = 900, 660
"""Pixels of width, at the usual size of the text, from which three cards stand beside each other,
and from which two do."""


@dataclass(frozen=True, slots=True)
class Job:
    """One card: the screen, its sign, and what whoever opens it must be allowed to."""

    key: Key
    sign: Icon
    needs: Permission


JOBS = (
    Job(Key.PEOPLE, Icon.PEOPLE, Permission.RECORD),
    Job(Key.TRACE, Icon.TRACE, Permission.TRACE),
    Job(Key.PERSON, Icon.ID_CARD, Permission.PERSON_DATA),
    Job(Key.PRINT, Icon.PRINTER, Permission.RECORD),
    Job(Key.STAFF, Icon.KEY, Permission.REPORT),
    Job(Key.STORE, Icon.STORE, Permission.VERIFY),
    Job(Key.HUB, Icon.CLOUD, Permission.RECORD),
    Job(Key.SETTINGS, Icon.SETTINGS, Permission.REPORT),
    Job(Key.DIAGNOSTICS, Icon.PULSE, Permission.REPORT),
    Job(Key.REHEARSE, Icon.GATE, Permission.REPORT),
    Job(Key.NOTICES, Icon.BELL, Permission.REPORT),
)
"""In the order of the cards; the digit of a card is its place, for the first nine."""


class JobCard(QPushButton):
    """A button with a name, what it is for, its keys, and a lock where it is not allowed.

    Signals:
        opened: carries the `Key` of the screen.
    """

    opened = Signal(object)

    def __init__(self, job: Job, digit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "job")
        self.job = job
        self._locked = False
        self._sign, self._lock = QLabel(), QLabel()
        self._name, self._about = PlainLabel(role="strong"), WrapLabel(role="soft")
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._called = f"{digit}  ·  {job.key.shown}" if digit <= DIGITS else job.key.shown
        self._keys = PlainLabel(self._called, "key")
        for label in (self._sign, self._lock, self._name, self._about, self._keys):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        head.addWidget(self._sign)
        head.addWidget(self._keys)
        head.addStretch(1)
        head.addWidget(self._lock)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_XS)
        column.addLayout(head)
        column.addWidget(self._name)
        column.addWidget(self._about, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self.on_clicked)

    @property
    def locked(self) -> bool:
        """Whether whoever is on duty may not."""
        return self._locked

    def show_locked(self, locked: bool) -> None:
        """Put the lock on, or take it away."""
        self._locked = locked
        self.on_theme_changed()

    def name(self, name: str, about: str, locked: str) -> None:
        """Say what it is in the language that is on; ``locked`` is said where it is."""
        self._name.setText(name)
        self._about.setText(about)
        self.setAccessibleName(f"{name}, {self._called.replace('  ·  ', ', ')}")
        self.setAccessibleDescription(f"{about} {locked}" if self._locked else about)

    def on_clicked(self) -> None:
        """Enter, Space, a finger or the mouse."""
        self.opened.emit(self.job.key)

    def on_theme_changed(self) -> None:
        """Tint the drawings anew."""
        colours, ratio = theme.current(), self.devicePixelRatioF()
        self._sign.setPixmap(pixmap(self.job.sign, colours.accent, 26, ratio))
        self._lock.setPixmap(pixmap(Icon.LOCK, colours.ink_soft, 20, ratio))
        self._lock.setVisible(self._locked)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """What its text takes."""
        inner = self.layout()
        return inner.totalHeightForWidth(width) if inner else super().heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802
        """That of what is in it."""
        inner = self.layout()
        return inner.totalSizeHint() if inner else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The least width, and the height that its text takes at the width it has."""
        inner = self.layout()
        if inner is None:
            return super().minimumSizeHint()
        least = inner.totalMinimumSize().width()
        return QSize(least, inner.totalHeightForWidth(max(least, self.width())))


class ManageScreen(Screen):
    """The cards."""

    KEY = Key.MANAGE

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._title, self._about = PlainLabel(role="title"), WrapLabel(role="soft")
        self.cards = [JobCard(job, digit) for digit, job in enumerate(JOBS, 1)]
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, theme.SPACE_L)
        self._grid.setSpacing(theme.SPACE_M)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._area = area
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(area, 1)
        self._across = 0
        self._place(2)
        for one in self.cards:
            one.opened.connect(self.screen_asked)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.show_roles()
        self.retranslate()

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        for place, one in enumerate(self.cards):
            self._grid.addWidget(one, place // across, place % across)
        rows = -(-len(self.cards) // across)
        for place in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(place, 1 if place == rows else 0)
        for place in range(max(across, self._across)):
            self._grid.setColumnStretch(place, 1 if place < across else 0)
        self._across = across

    def opened(self) -> None:
        """Show whoever is on duty what they may."""
        self.show_roles()
        self.retranslate()
        self.cards[0].setFocus()

    def show_roles(self) -> None:
        """Put a lock on what whoever is on duty may not do."""
        staff = self._desk.staff
        for one in self.cards:
            one.show_locked(staff is None or not may(staff.role, one.job.needs))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A digit opens its card, Esc goes back to the gate."""
        digit = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self.screen_asked.emit(Key.GATE)
        elif 0 <= digit < DIGITS and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.cards[digit].on_clicked()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One, two or three cards beside each other."""
        super().resizeEvent(event)
        self._share_out()

    def on_theme_changed(self) -> None:
        """Tint the drawings anew; larger text leaves room for fewer cards."""
        for one in self.cards:
            one.on_theme_changed()
        self._share_out()

    def _share_out(self) -> None:
        width = self.width() / theme.scale()
        self._place(3 if width >= WIDE else 2 if width >= NARROW else 1)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Manage"))
        self._title.setText(self.tr("Manage"))
        self._about.setText(
            self.tr("The gate goes on behind every page. A digit or a key opens a card.")
        )
        words = self._words()
        locked = self.tr("Supervisors only.")
        for one in self.cards:
            one.name(*words[one.job.key], locked)

    def _words(self) -> dict[Key, tuple[str, str]]:
        return {
            Key.PEOPLE: (
                self.tr("People & cards"),
                self.tr("Residents, staff, drivers, market cards, names to look out for."),
            ),
            Key.TRACE: (
                self.tr("Tracing"),
                self.tr("Who was here together with a person or a vehicle, and how long."),
            ),
            Key.PERSON: (
                self.tr("One person's data"),
                self.tr("Somebody asks what is kept about them: give out, correct, delete."),
            ),
            Key.PRINT: (
                self.tr("Print papers"),
                self.tr("Numbered sheets, declarations, the poster, the page for visitors."),
            ),
            Key.STAFF: (
                self.tr("Staff & PINs"),
                self.tr("Who works here, their PINs, the recovery code, the store's key."),
            ),
            Key.STORE: (
                self.tr("Store & backup"),
                self.tr("Check that nothing is missing, back up, delete what is too old."),
            ),
            Key.HUB: (
                self.tr("Hub & carry-over"),
                self.tr("Which hub this gate reports to; days without a network."),
            ),
            Key.SETTINGS: (
                self.tr("Settings"),
                self.tr("Language, colours, camera, scanner, sound, rules of the site."),
            ),
            Key.REHEARSE: (
                self.tr("Rehearsal"),
                self.tr("The five verdicts, seen, heard and explained; nothing is recorded."),
            ),
            Key.NOTICES: (
                self.tr("Notices from the hub"),
                self.tr("What the hub said, who read it, and what was answered."),
            ),
            Key.DIAGNOSTICS: (
                self.tr("Diagnostics"),
                self.tr("How the program does, in a file without personal data; its log."),
            ),
        }
