"""The store is gone, or damaged: put a backup back, or save what can still be read."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.errors import (
    BackupDamaged,
    BackupMissing,
    BackupOfAnother,
    LockedOut,
    RecoveryMistyped,
    StoreUnreadable,
    WouldLose,
    WrongPin,
    WrongRecovery,
)
from checkpoint_app.domain.progress import Course, Stopped
from checkpoint_app.i18n import text
from checkpoint_app.records import backup
from checkpoint_app.records.salvage import SalvageReport
from checkpoint_app.security import recovery_code
from checkpoint_app.station import recovery
from checkpoint_app.station.home import Home
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.ask_bar import AskBar, Grant
from checkpoint_app.ui.widgets.cards import card
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.progress_strip import ProgressStrip
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import clock_time, date, number

LONGEST = 200
_WIDE = 860
_NOT_YET = (BackupOfAnother, StoreUnreadable, WouldLose)
"""Refused because passages could be lost; somebody may decide to go on."""


class Way(Enum):
    """How the station comes back."""

    RESTORE = "restore"
    SALVAGE = "salvage"


class RescueScreen(QWidget):
    """Stands before the lock, or before the first run.

    Signals:
        back_asked: back to where one came from; nothing has changed.
        rescued: there is a store again; its PINs open it.
    """

    back_asked = Signal()
    rescued = Signal()

    def __init__(self, home: Home, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._home, self._tasks = home, tasks
        self._way, self._done = Way.RESTORE, False
        self._manifest: backup.Manifest | None = None
        self._title, self._about = PlainLabel(role="title"), WrapLabel(role="soft")
        self.file = FileField()
        self.file.accept("*.backup")
        self._holds = WrapLabel(role="hint")
        self.secret = line_edit(longest=LONGEST)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret = Field(self.secret)
        self._afterwards = WrapLabel(role="soft")
        self.notice, self.progress, self.ask = Notice(closable=False), ProgressStrip(), AskBar()
        self.other, self.back, self.start = QPushButton(), QPushButton(), QPushButton()
        self.other.setProperty("role", "quiet")
        self.start.setProperty("role", "primary")
        self._lay_out()
        self.file.chosen.connect(self.on_file)
        self.secret.returnPressed.connect(self.on_start)
        self.start.clicked.connect(self.on_start)
        self.back.clicked.connect(self.on_back)
        self.other.clicked.connect(self.on_other)
        self.begin(Way.RESTORE)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.start)
        body = card(
            self._title, self._about, self.file, self._holds, self._secret, self._afterwards
        )
        inner = body.layout()
        assert isinstance(inner, QVBoxLayout)
        for strip in (self.notice, self.progress, self.ask):
            inner.addWidget(strip)
        inner.addLayout(buttons)
        theme.hold(body, most_width=_WIDE)
        scrolled = QWidget()
        scrolled.setProperty("role", "scrolled")
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(body, 20)
        middle.addStretch(1)
        outer = QVBoxLayout(scrolled)
        outer.setContentsMargins(theme.SPACE_L, theme.SPACE_L, theme.SPACE_L, theme.SPACE_L)
        outer.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def begin(self, way: Way) -> None:
        """Offer one of the two ways, from its beginning."""
        self._way, self._done = way, False
        self._manifest = None
        self.file.editor.clear()
        self.file.warn("")
        self.secret.clear()
        self._secret.warn("")
        self.notice.hide()
        self.ask.close_up()
        self._retranslate()
        self.focus_first()

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        (self.file.editor if self._way is Way.RESTORE else self.secret).setFocus()

    @property
    def holds(self) -> str:
        """What is said of the chosen file."""
        return self._holds.text()

    @property
    def note(self) -> str:
        """What stands below the secret."""
        return self._secret.note

    def on_other(self) -> None:
        """The other of the two ways."""
        self.begin(Way.SALVAGE if self._way is Way.RESTORE else Way.RESTORE)

    def on_file(self, name: str) -> None:
        """Look what a file holds, before anybody types a PIN for it."""
        path = Path(name).expanduser()
        self._tasks.picture(
            self, lambda: backup.read_manifest(path), self.show_manifest, self.on_no_backup
        )

    def show_manifest(self, manifest: backup.Manifest) -> None:
        """Say what the file holds."""
        self._manifest = manifest
        self.file.warn("")
        self._say_manifest()
        self.secret.setFocus()

    def _say_manifest(self) -> None:
        manifest = self._manifest
        said = ""
        if manifest is not None:
            said = self.tr("A backup of {day}, {time}: {count} passages.").format(
                day=date(manifest.made_at),
                time=clock_time(manifest.made_at),
                count=number(manifest.rows.get("passage", 0)),
            )
        self._holds.setText(said)
        self._holds.setVisible(bool(said))

    def on_no_backup(self, error: Exception) -> None:
        """It is no backup, or cannot be read."""
        self._manifest = None
        self._say_manifest()
        self.file.warn(explain(error))
        self.file.editor.setFocus()

    # The work

    def on_start(self) -> None:
        """Go on, where everything is there."""
        if self._done:
            self.rescued.emit()
            return
        path, typed = self.file.path(), self.secret.text()
        missing = self.tr("Please fill this in")
        if self._way is Way.RESTORE and path is None:
            self.file.warn(missing)
            self.file.editor.setFocus()
            return
        self._secret.warn("" if typed.strip() else missing, "danger")
        if not typed.strip():
            self.secret.setFocus()
            return
        if not self.progress.running:
            self._run(path, typed, force=False)

    def _run(self, path: Path | None, typed: str, *, force: bool) -> None:
        opener = opener_of(typed)

        def restore(course: Course) -> recovery.Restored:
            assert path is not None  # asked for before
            return recovery.restore(self._home, path, opener, force=force, tell=course.tell)

        def salvage(course: Course) -> recovery.Salvaged:
            return recovery.salvage_home(self._home, opener, tell=course.tell)

        def failed(error: Exception) -> None:
            self.on_failed(error, path, typed)

        self.notice.hide()
        self._switch(busy=True)
        if self._way is Way.RESTORE:
            what = self.tr("Putting the backup back")
            course = self._tasks.long(self, restore, self.show_restored, failed)
        else:
            what = self.tr("Saving what can be read")
            course = self._tasks.long(self, salvage, self.show_salvaged, failed)
        self.progress.follow(course, what)

    def _switch(self, *, busy: bool) -> None:
        if not busy:
            self.progress.end()
        for part in (self.file, self.secret, self.start, self.other, self.back):
            part.setEnabled(not busy)

    def on_failed(self, error: Exception, path: Path | None, typed: str) -> None:
        """Say why, at the field it is about; where it only could lose something, ask."""
        self._switch(busy=False)
        if isinstance(error, Stopped):
            self.notice.say(self.tr("Stopped. Nothing has changed."), Tone.WARN.value)
        elif isinstance(error, BackupMissing | BackupDamaged):
            self.file.warn(explain(error))
            self.file.editor.setFocus()
        elif isinstance(error, WrongPin | WrongRecovery | RecoveryMistyped | LockedOut):
            self._secret.warn(explain(error), "danger")
            self.secret.setFocus()
            self.secret.selectAll()
        elif isinstance(error, _NOT_YET):

            def go_on(_grant: Grant) -> None:
                self._run(path, typed, force=True)

            self.ask.ask(self._doubt(error), self.tr("Put it back all the same"), go_on)
        else:
            self.notice.say(explain(error), Tone.DANGER.value)

    def _doubt(self, error: Exception) -> str:
        if isinstance(error, BackupOfAnother):
            said = self.tr("The data on this computer is another station's than the backup's.")
        elif isinstance(error, WouldLose):
            said = self.tr(
                "A newer program wrote the data here: {count} unsent passages of it "
                "cannot be carried over."
            ).format(count=error.details.get("count", 0))
        else:
            said = self.tr("The data on this computer cannot be read to be carried over.")
        return said + " " + self.tr("It is set aside and not deleted. Go on?")

    def show_restored(self, done: recovery.Restored) -> None:
        """Say what is there again."""
        carried = done.carried
        made = done.manifest.made_at
        said = text(
            "say.restored",
            language(),
            made_at=f"{clock_time(made)} {date(made)}",
            passages=number(done.manifest.rows.get("passage", 0)),
            carried=number(carried.saved.get("passage", 0) if carried else 0),
        )
        self._ended([said, *(_losses(carried) if carried else [])], done.set_aside)

    def show_salvaged(self, done: recovery.Salvaged) -> None:
        """Say what was saved, and what is lost."""
        if done.set_aside is None:
            self._ended([text("say.store_whole", language())], None)
            return
        report = done.report
        saved = text(
            "say.salvaged_uncounted" if report.uncounted else "say.salvaged",
            language(),
            passages=number(report.saved.get("passage", 0)),
            pending=number(report.pending),
            lost_passages=number(report.lost_passages),
        )
        self._ended([saved, *_losses(report)], done.set_aside)

    def _ended(self, said: list[str], aside: Path | None) -> None:
        self._switch(busy=False)
        self._done = True
        self.secret.clear()
        if aside is not None:
            said.append(text("say.set_aside", language(), folder=str(aside)))
        self._retranslate()
        self.notice.say("\n".join(said), Tone.OK.value)
        self.start.setFocus()

    def on_back(self) -> None:
        """Back, unless work is under way."""
        if not self.progress.running:
            (self.rescued if self._done else self.back_asked).emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc ends the question, the work, or the page; Enter presses the button it stands on."""
        if event.key() == Qt.Key.Key_Escape:
            if self.ask.isVisible():
                self.ask.on_cancel()
            elif self.progress.running:
                self.progress.on_cancel()
            else:
                self.on_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing of a PIN or a code stays."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.secret.clear()
            self.ask.close_up()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.notice.hide()
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        restoring = self._way is Way.RESTORE
        title = self.tr("Put a backup back") if restoring else self.tr("Save what can be read")
        self.setAccessibleName(title)
        self._title.setText(title)
        self._about.setText(
            self.tr(
                "The station becomes what it was when the backup was made. What is on this "
                "computer and not in the backup is carried over where it can be read."
            )
            if restoring
            else self.tr(
                "A whole store is made of what can be read of the damaged one; the newest backup "
                "fills what is missing. The damaged one is set aside and not deleted."
            )
        )
        self._afterwards.setText(
            self.tr(
                "Afterwards: what the hub had not confirmed is sent again, and nothing is counted "
                "twice. If the hub does not know this station any more, join it with a new code."
            )
        )
        self.file.name(self.tr("File of the backup"), self.tr("On a stick, perhaps"))
        self._secret.name(
            self.tr("PIN, passphrase or recovery code"),
            self.tr("A supervisor's, as it was then") if restoring else self.tr("A supervisor's"),
        )
        for part in (self.file, self._secret, self._afterwards, self.other):
            part.setVisible(not self._done)
        self.file.setVisible(restoring and not self._done)
        self._say_manifest()
        self._holds.setVisible(bool(self._holds.text()) and restoring and not self._done)
        has_store = self._home.is_set_up()
        self.other.setVisible(has_store and not self._done)
        buttons = {
            self.other: self.tr("Save what can be read")
            if restoring
            else self.tr("Put a backup back"),
            self.back: self.tr("Back  {key}").format(key="Esc"),
            self.start: self.tr("Go on") if self._done else title,
        }
        self.back.setVisible(not self._done)
        for button, said in buttons.items():
            button.setText(said)
            button.setAccessibleName(said)


def opener_of(typed: str) -> recovery.Opener:
    """By the recovery code where it is one, by a PIN or passphrase otherwise."""
    try:
        recovery_code.understand(typed)
    except RecoveryMistyped:
        return recovery.with_pin(typed)
    return recovery.with_recovery(typed)


def _losses(report: SalvageReport) -> list[str]:
    """What could not be saved, a sentence each."""
    said = [
        text(
            "say.lost_range",
            language(),
            passages=number(gap.passages),
            after=gap.after,
            until=gap.until,
            from_ms=_moment(gap.from_ms),
            until_ms=_moment(gap.until_ms),
        )
        for gap in report.lost
    ]
    if report.station_lost:
        said.append(text("say.station_lost", language()))
    if report.lost_pages:
        said.append(text("say.lost_pages", language(), count=number(report.lost_pages)))
    return said


def _moment(at_ms: int | None) -> str:
    return "…" if at_ms is None else f"{clock_time(at_ms)} {date(at_ms)}"
