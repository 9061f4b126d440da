"""How the program does: one file for a helper far away, and the log."""

from functools import partial

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPushButton, QWidget

from checkpoint_app import __version__
from checkpoint_app.domain.clock import local
from checkpoint_app.security.roles import Permission
from checkpoint_app.station import diagnostics
from checkpoint_app.station.desk import Desk
from checkpoint_app.ui.screens.managed import ManagedScreen, card, row
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.file_field import FileField
from checkpoint_app.ui.widgets.log_view import LogView
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.words import number

SHOWN_LINES = 2_000


class DiagnosticsScreen(ManagedScreen):
    """For everybody: nothing of a person is in it."""

    KEY = Key.DIAGNOSTICS
    NEEDS = Permission.REPORT

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self._file_title, self._file_says = PlainLabel(role="strong"), WrapLabel(role="soft")
        self.file, self.save = FileField(save=True), QPushButton()
        self.file.accept("*.json")
        self.save.setProperty("role", "primary")
        self._log_title = PlainLabel(role="strong")
        self.log = LogView()
        self._reading = False
        self.column.addWidget(
            card(self._file_title, self._file_says, row(self.file, self.save, stretch=0))
        )
        self.column.addWidget(card(self._log_title, self.log), 1)
        self.file.chosen.connect(self.on_save)
        self.save.clicked.connect(self.on_save)
        self.log.asked.connect(self.on_refresh)
        self.log.copied.connect(self.on_copied)
        self.retranslate()

    def begin(self) -> None:
        """Show the log."""
        moment = local(self._desk.clock.now_ms())
        self.file.propose(f"checkpoint-{moment:%Y%m%d-%H%M}.json")
        self.on_refresh()
        self.save.setFocus()

    def on_refresh(self) -> None:
        """Read the log again, off this thread, once at a time."""
        if self._reading:
            return
        self._reading = True

        def failed(error: Exception) -> None:
            self._reading = False
            self.fail(error)

        work = partial(diagnostics.last_lines, self._desk, SHOWN_LINES)
        self._tasks.picture(self, work, self.show_lines, failed)

    def show_lines(self, lines: list[str]) -> None:
        """Show the last lines, the newest in sight."""
        self._reading = False
        self.log.show_lines(lines)

    def on_copied(self, count: int) -> None:
        """The lines are in the clipboard."""
        self.say(self.tr("{count} lines copied").format(count=number(count)))

    def on_save(self) -> None:
        """Write the file, off this thread: cameras are asked."""
        path = self.file.path()
        if path is None:
            self.file.editor.setFocus()
            return

        def done(_nothing: None) -> None:
            self.file.warn("")
            self.say(self.tr("Saved: {file}").format(file=path))

        def failed(error: Exception) -> None:
            if isinstance(error, OSError):
                self.file.warn(self.tr("The file cannot be written there."))
            else:
                self.fail(error)

        more = {"qt": qVersion()}
        self._tasks.network(self, lambda: diagnostics.write(self._desk, path, more), done, failed)

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        super().retranslate()
        self.entitle(self.tr("Diagnostics"))
        said = self.tr("One file for whoever helps from afar · version {version}")
        self._file_title.setText(said.format(version=__version__))
        self._file_says.setText(
            self.tr(
                "Versions, devices, states, counts and the last troubles. No names, no numbers of "
                "people, no addresses: it may be sent by any way."
            )
        )
        self.file.name(self.tr("File"), self.tr("Enter saves it"))
        self.save.setText(self.tr("Save"))
        self.save.setAccessibleName(self.tr("Save the diagnostics"))
        self._log_title.setText(self.tr("Log"))
