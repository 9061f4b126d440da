"""A picture that somebody sent: from a file, the clipboard, a part of the screen, or dropped."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.scanner.hints import Hint
from checkpoint_app.scanner.pictures import SUFFIXES
from checkpoint_app.scanner.stills import FoundCode, StillReading
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon, pixmap
from checkpoint_app.ui.messages import Tone, explain
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.code_card import CodeCard
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel
from checkpoint_app.ui.workers.pictures import MOST_FILES


class PictureScreen(QWidget):
    """Takes pictures in and shows the codes in them; the picture itself is never shown or kept.

    Signals:
        files_given: carries paths.
        image_given: carries a QImage and what it is called.
        region_asked: a part of the screen shall be read.
        record_asked: carries the `FoundCode` whose passage shall be recorded.
        left: the page is out of sight; what was found is forgotten.
        back_asked: Esc was pressed.
    """

    files_given = Signal(list)
    image_given = Signal(object, str)
    region_asked = Signal()
    record_asked = Signal(object)
    left = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._title = PlainLabel(role="title")
        self.open = QPushButton()
        self.paste = QPushButton()
        self.region = QPushButton()
        self._buttons = {
            self.open: Icon.PICTURE,
            self.paste: Icon.PASTE,
            self.region: Icon.REGION,
        }
        for button in self._buttons:
            button.setIconSize(QSize(20, 20))
        self.open.clicked.connect(self.on_open)
        self.paste.clicked.connect(self.on_paste)
        self.region.clicked.connect(self.region_asked)
        self.notice = Notice()
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty = WrapLabel(role="strong")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._promise = WrapLabel(role="soft")
        self._promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cards: list[CodeCard] = []
        self._waiting = 0
        self._dialog: QFileDialog | None = None
        self._lay_out()
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        for button in self._buttons:
            buttons.addWidget(button, 1)
        self._well = QFrame()
        self._well.setProperty("role", "card")
        inner = QVBoxLayout(self._well)
        inner.setContentsMargins(24, 32, 24, 32)
        inner.setSpacing(theme.SPACE_M)
        inner.addWidget(self._sign)
        inner.addWidget(self._empty)
        inner.addWidget(self._promise)
        scrolled = QWidget()
        scrolled.setProperty("role", "scrolled")
        self._column = QVBoxLayout(scrolled)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_S)
        self._column.addWidget(self._well)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._title)
        column.addLayout(buttons)
        column.addWidget(self.notice)
        column.addWidget(area, 1)

    # Pictures in

    def on_open(self) -> None:
        """Choose a file; the scanning goes on behind the dialog."""
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DownloadLocation)
        dialog = QFileDialog(self, self.tr("Open a picture"), places[0] if places else "")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        pictures, all_files = self.tr("Pictures"), self.tr("All files")
        dialog.setNameFilters([f"{pictures} ({patterns})", f"{all_files} (*)"])
        dialog.filesSelected.connect(self.on_files)
        dialog.finished.connect(self.on_dialog_done)
        self._dialog = dialog
        dialog.open()

    def on_dialog_done(self) -> None:
        """The dialog for files is gone."""
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def on_files(self, names: list[str]) -> None:
        """Files were chosen."""
        self.give_files([Path(name) for name in names])

    def on_paste(self) -> None:
        """Take what was copied."""
        if not self.take_in(QGuiApplication.clipboard().mimeData()):
            self.say(self.tr("No picture was copied. In the chat, right-click the picture: Copy."))

    def take_in(self, data: QMimeData) -> bool:
        """Take in what was copied or dropped; False where it holds no picture and no file."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.give_files(files)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.give_image(image, self.tr("copied picture"))
            return True
        return False

    def give_files(self, files: list[Path]) -> None:
        """Have files read instead of what is shown."""
        self._begin(min(len(files), MOST_FILES))
        if len(files) > MOST_FILES:
            said = self.tr("Only the first {count} pictures are read at a time.")
            self.say(said.format(count=MOST_FILES))
        self.files_given.emit(files[:MOST_FILES])

    def give_image(self, image: QImage, name: str) -> None:
        """Have a picture read instead of what is shown."""
        self._begin(1)
        self.image_given.emit(image, name)

    # Codes out

    def show_reading(self, reading: StillReading) -> None:
        """Show the codes of a picture, or what to try where it has none."""
        self._waiting -= 1
        shown = {card.code.payload for card in self.cards}
        fresh = [code for code in reading.codes if code.payload not in shown]
        for code in fresh:
            self._add(code)
        if not reading.codes:
            said = (self.tr("No code was found in the picture."), self._advice(reading))
            self.notice.say(" ".join(filter(None, said)), Tone.WARN.value)
        self._retranslate()

    def show_failure(self, error: Exception) -> None:
        """Say that one picture cannot be read."""
        self._waiting -= 1
        self.notice.say(explain(error), Tone.DANGER.value)
        self._retranslate()

    def on_record(self, code: FoundCode) -> None:
        """A code was confirmed; a second Enter must not record the next one."""
        self.open.setFocus()
        self.record_asked.emit(code)

    def show_outcome(self, code: FoundCode, outcome: Outcome) -> None:
        """Say what became of a code that was recorded."""
        for card in self.cards:
            if card.code is code:
                card.show_outcome(outcome)

    def say(self, text: str) -> None:
        """Say why nothing was read."""
        self.notice.say(text, Tone.WARN.value)

    def clear(self) -> None:
        """Forget what was found."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards.clear()
        self._waiting = 0
        self.notice.hide()
        self._retranslate()

    def _begin(self, count: int) -> None:
        self.clear()
        self._waiting = count
        self._retranslate()

    def _add(self, code: FoundCode) -> None:
        card = CodeCard(code)
        card.record_asked.connect(self.on_record)
        self._column.insertWidget(self._column.count() - 1, card)
        first = not any(one.code.document.is_known for one in self.cards)
        self.cards.append(card)
        if first and code.document.is_known:
            card.show()  # what is not shown yet takes no keys
            card.record.setFocus()

    def _advice(self, reading: StillReading) -> str:
        if reading.hint in (Hint.DARK, Hint.BRIGHT, Hint.COVERED, Hint.GLARE):
            return self.tr("The light in it is bad: ask for another picture.")
        if reading.hint is Hint.BLURRED:
            return self.tr("It is blurred: ask for a sharp picture.")
        if reading.hint is Hint.TOO_FAR:
            return self.tr("The code is too small in it: ask for a picture taken closer.")
        return self.tr(
            "Ask for the original picture, not a screenshot of it; or cut the code out with {key}."
        ).format(key=Key.REGION.shown)

    # Looks

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""
        self.open.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc goes back to the gate."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Out of sight, nothing of it is kept."""
        super().hideEvent(event)
        if not event.spontaneous():
            if self._dialog is not None:
                self._dialog.reject()  # it would stand before the lock
            self.left.emit()
            self.clear()

    def on_theme_changed(self) -> None:
        """Tint the drawings anew."""
        colours = theme.current()
        for button, sign in self._buttons.items():
            button.setIcon(icon(sign, colours.ink))
        self._sign.setPixmap(pixmap(Icon.PICTURE, colours.ink_soft, 56, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language; a message in the old one is put away."""
        if event.type() == QEvent.Type.LanguageChange:
            self.notice.hide()
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Read a picture"))
        self._title.setText(self.tr("Read a code from a picture"))
        names = {
            self.open: (self.tr("Open a file"), Key.PICTURE),
            self.paste: (self.tr("Paste"), Key.PASTE),
            self.region: (self.tr("Part of the screen"), Key.REGION),
        }
        for button, (name, key) in names.items():
            button.setText(f" {name}  {key.shown}")
            button.setAccessibleName(f"{name}, {key.shown}")
        busy = self._waiting > 0
        self._empty.setText(
            self.tr("Reading…") if busy else self.tr("Drop a picture here, or paste a copied one")
        )
        self._promise.setText(
            self.tr("The picture is only read, never kept. Nothing is recorded until you say so.")
        )
        self._well.setVisible(not self.cards)
