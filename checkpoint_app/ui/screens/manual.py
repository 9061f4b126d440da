"""Help without a network: the manual, the colours and keys at a glance, the page for visitors."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.domain.clock import local
from checkpoint_app.domain.paper_errors import FolderNotWritable
from checkpoint_app.station.desk import Desk, DeskSnapshot
from checkpoint_app.station.paper_order import place_of
from checkpoint_app.ui import theme
from checkpoint_app.ui.day_sheet import write_whole
from checkpoint_app.ui.language import language
from checkpoint_app.ui.manual import Chapter, chapter_about, chapters, find
from checkpoint_app.ui.manual.booklet import pdf_of_manual
from checkpoint_app.ui.manual.page import ManualPage
from checkpoint_app.ui.messages import explain
from checkpoint_app.ui.screens.help import HelpScreen
from checkpoint_app.ui.screens.screen import Screen
from checkpoint_app.ui.shortcuts import Key, bind
from checkpoint_app.ui.tasks import Tasks
from checkpoint_app.ui.widgets.field import Field, line_edit
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.visitor_page import VisitorPage

OVERVIEW = ""
"""Stands where the name of a chapter would, for the page of colours and keys."""
_NAME = Qt.ItemDataRole.UserRole


class ManualScreen(Screen):
    """Chapters at the left, found by typing; the page at the right.

    Attributes:
        overview: the colours of the banner and all keys.
        visitor: the page that lies over the window, None while there is none.
    """

    KEY = Key.HELP

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.overview, self.page = HelpScreen(), ManualPage()
        self.visitor: VisitorPage | None = None
        self._wanted = OVERVIEW
        self.search = line_edit(longest=80)
        self._field = Field(self.search)
        self.list = QListWidget()
        self.list.setProperty("role", "people")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.turn, self.print = QPushButton(), QPushButton()
        self.notice = Notice()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        self._stack.addWidget(self.page)
        self._lay_out()
        self.search.textChanged.connect(self.on_typed)
        self.search.returnPressed.connect(self.on_read)
        self.search.installEventFilter(self)
        self.list.currentItemChanged.connect(self.on_chosen)
        self.list.itemActivated.connect(self.on_read)
        self.page.chapter_asked.connect(self.show_chapter)
        self.turn.clicked.connect(self.on_turn)
        self.print.clicked.connect(self.on_print)
        acts = ((Key.FIRST, self.on_turn), (Key.SECOND, self.on_print))
        self._keys = [bind(key, self, act) for key, act in acts]
        self.retranslate()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_S)
        for part in (self._field, self.list, self.turn, self.print):
            left.addWidget(part)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.addWidget(self.notice)
        right.addWidget(self._stack, 1)
        both = QHBoxLayout(self)
        both.setContentsMargins(theme.SPACE_L, theme.SPACE_S, 0, theme.SPACE_S)
        both.setSpacing(theme.SPACE_M)
        both.addWidget(side, 1)
        both.addLayout(right, 4)

    # Coming and going

    def turn_to(self, key: Key) -> None:
        """Open at what helps with a screen the next time; without a chapter at the overview."""
        if key is not Key.HELP:
            self._wanted = chapter_about(key) or OVERVIEW

    def opened(self) -> None:
        """The chapter of the screen one comes from; the keyboard in the search."""
        self.notice.hide()
        self.search.clear()
        self._fill()
        self.show_chapter(self._wanted)
        self.search.setFocus()

    def left(self) -> None:
        """Another screen came to the front."""
        self.put_away()

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """The hub may know of a newer version of the program."""
        self.overview.show_version(snapshot.hub_word.newer_version)

    # Chapters

    def show_chapter(self, name: str) -> None:
        """Mark a chapter and show it."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_NAME) == name and item.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentRow(row)
                return

    def on_chosen(self, item: QListWidgetItem | None) -> None:
        """Show the marked one."""
        if item is None:
            return
        self._wanted = str(item.data(_NAME))
        chapter = self._chapter(self._wanted)
        if chapter is None:
            self._stack.setCurrentWidget(self.overview)
        else:
            self._stack.setCurrentWidget(self.page)
            self.page.show_chapter(chapter)
            self.page.seek(self.search.text().strip())

    def _chapter(self, name: str) -> Chapter | None:
        return next((one for one in chapters(language()) if one.name == name), None)

    def on_typed(self, typed: str) -> None:
        """Only the chapters that have these words, the first of them open."""
        self._fill()
        if typed.strip():
            self._step(1, from_row=-1)
        else:
            self.show_chapter(self._wanted)

    def on_read(self) -> None:
        """Enter: into the page, to be read with the arrow keys."""
        if self._stack.currentWidget() is self.page:
            self.page.setFocus()
        else:
            self.overview.focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Up and Down in the search choose a chapter; Page Up and Page Down turn the page."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._moved(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    def _moved(self, key: int) -> bool:
        bar = self.page.verticalScrollBar()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1, from_row=self.list.currentRow())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            way = 1 if key == Qt.Key.Key_PageDown else -1
            bar.setValue(bar.value() + way * bar.pageStep())
        else:
            return False
        return True

    def _step(self, step: int, *, from_row: int) -> None:
        row = from_row + step
        while 0 <= row < self.list.count():
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentRow(row)
                return
            row += step

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc goes back to the search, there to the gate."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.hasFocus() and not self.search.text():
            self.screen_asked.emit(Key.GATE)
        else:
            self.search.clear()
            self.search.setFocus()

    def _fill(self) -> None:
        typed = self.search.text().strip()
        found = find(chapters(language()), typed)
        self.list.blockSignals(True)
        self.list.clear()
        if not typed:
            self._add(self.tr("Colours and keys"), OVERVIEW)
            found = list(chapters(language()))
        for place, one in enumerate(found):
            if not typed and one.supervisors and not found[place - 1].supervisors:
                self._add(self.tr("FOR SUPERVISORS"), OVERVIEW, heading=True)
            self._add(one.title, one.name)
        if not found:
            self._add(self.tr("Nothing is found. Try fewer letters."), OVERVIEW, heading=True)
        self.list.blockSignals(False)

    def _add(self, said: str, name: str, *, heading: bool = False) -> None:
        item = QListWidgetItem(said)
        item.setData(_NAME, name)
        if heading:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    # For the visitor, and on paper

    def on_turn(self) -> None:
        """Lay the page for visitors over the window."""
        if self.visitor is None:
            page = VisitorPage(self.window(), place_of(self._desk), language())
            page.closed.connect(self.put_away)
            self.visitor = page
        self.visitor.cover()

    def put_away(self) -> None:
        """The page for visitors goes."""
        if self.visitor is not None:
            page, self.visitor = self.visitor, None
            page.hide()
            page.deleteLater()
            self.search.setFocus()

    def on_print(self) -> None:
        """Save the manual as a PDF, off this thread."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        lang = language()
        day = local(self._desk.clock.now_ms()).date()
        path = Path(folder) / f"{self.tr('checkpoint-manual', 'a file name')}-{day}.pdf"

        def work() -> Path:
            content = pdf_of_manual(lang)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, content)
            except OSError as error:
                raise FolderNotWritable(folder=str(path.parent)) from error
            return path

        self.notice.say(self.tr("Making the PDF…"))
        self._tasks.picture(self, work, self.on_printed, self.on_unprinted)

    def on_printed(self, path: Path) -> None:
        """Say where it is."""
        self.notice.say(self.tr("Saved: {path}").format(path=path), "ok")

    def on_unprinted(self, error: Exception) -> None:
        """Say why not."""
        self.notice.say(explain(error), "danger")

    # Looks

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Help"))
        self._field.name(
            self.tr("Find in the manual"), self.tr("↓ chooses, Enter reads, Esc clears")
        )
        self.list.setAccessibleName(self.tr("Chapters"))
        self.turn.setText(self.tr("Show the visitor  {key}").format(key=Key.FIRST.shown))
        self.turn.setAccessibleName(self.tr("Page to turn towards the visitor"))
        self.print.setText(self.tr("As PDF  {key}").format(key=Key.SECOND.shown))
        self.print.setAccessibleName(self.tr("Save the manual as PDF"))
        self._fill()
        self.show_chapter(self._wanted)
