"""The path of a file: typed, chosen in the system's own window for files, or dropped."""

from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.field import Field, line_edit


class FileField(QWidget):
    """One file to read or to write.

    Signals:
        chosen: carries the path, as text, once it was chosen or dropped, or Enter was pressed.

    Attributes:
        editor: where the path stands.
    """

    chosen = Signal(str)

    def __init__(
        self, *, save: bool = False, folder: bool = False, parent: QWidget | None = None
    ) -> None:
        """``save`` for a file to be written, ``folder`` for a folder."""
        super().__init__(parent)
        self._save, self._folder = save, folder
        self._patterns = self._label = ""
        self._dialog: QFileDialog | None = None
        self.editor = line_edit(longest=1000)
        self._field = Field(self.editor)
        self.browse = QPushButton()
        self.browse.clicked.connect(self.on_browse)
        self.editor.returnPressed.connect(self.on_return)
        self.setAcceptDrops(not save)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._field, 1)
        row.addWidget(self.browse)
        self._retranslate()

    def name(self, label: str, hint: str = "") -> None:
        """What the file is, in the language that is on."""
        self._label = label
        self._field.name(label, hint)
        self._retranslate()

    def warn(self, text: str, tone: str = "danger") -> None:
        """Say something beside it."""
        self._field.warn(text, tone)

    @property
    def note(self) -> str:
        """What stands below it."""
        return self._field.note

    def accept(self, patterns: str) -> None:
        """Which files are offered, as ``*.xlsx *.csv``."""
        self._patterns = patterns

    def path(self) -> Path | None:
        """The file, None while nothing is typed."""
        text = self.editor.text().strip()
        return Path(text).expanduser() if text else None

    def propose(self, name: str) -> None:
        """Offer a name among the user's documents; what stands there is left alone."""
        if not self.editor.text().strip():
            places = QStandardPaths.standardLocations(
                QStandardPaths.StandardLocation.DocumentsLocation
            )
            self.editor.setText(str(Path(places[0] if places else "") / name))

    def on_return(self) -> None:
        """Enter in the path."""
        if self.editor.text().strip():
            self.chosen.emit(self.editor.text().strip())

    def on_browse(self) -> None:
        """Show the system's window; the scanning goes on behind it."""
        there = self.path()
        dialog = QFileDialog(self, self.tr("Choose a file"), str(there) if there else "")
        if self._folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        elif self._save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if self._patterns:
            all_files = self.tr("All files")
            dialog.setNameFilters([f"{self._patterns} ({self._patterns})", f"{all_files} (*)"])
        dialog.fileSelected.connect(self.on_file)
        dialog.finished.connect(self.on_dialog_done)
        self._dialog = dialog
        dialog.open()

    def on_file(self, name: str) -> None:
        """A file was chosen."""
        self.editor.setText(name)
        self.chosen.emit(name)

    def on_dialog_done(self) -> None:
        """The window for files is gone."""
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """It would stand before the lock."""
        super().hideEvent(event)
        if self._dialog is not None and not event.spontaneous():
            self._dialog.reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """One file may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the file that was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.on_file(files[0])
            event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.browse.setText(self.tr("Choose…"))
        said = self.tr("Choose a file: {what}").format(what=self._label)
        self.browse.setAccessibleName(said)
