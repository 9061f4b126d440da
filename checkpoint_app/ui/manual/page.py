"""A chapter as a page: Markdown with pictures as wide as there is room."""

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from checkpoint_app.i18n import Lang
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import language
from checkpoint_app.ui.manual import PICTURE, Chapter, picture_path

WIDEST = 900
"""Pixels of a picture; more would not be sharper."""
LINE_HEIGHT = 135
"""Percent of the letters' own."""
GAP = 10


def dress(document: QTextDocument) -> None:
    """Give the lines of a text air; a line with a picture has enough."""
    block = document.begin()
    while block.isValid():
        form = QTextBlockFormat()
        form.setBottomMargin(GAP)
        if "\ufffc" not in block.text():
            kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
            form.setLineHeight(LINE_HEIGHT, kind.value)
        QTextCursor(block).mergeBlockFormat(form)
        block = block.next()


class ManualPage(QTextBrowser):
    """Shows one chapter.

    Signals:
        chapter_asked: the name of another one.
    """

    chapter_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "manual")
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One that comes and goes would change the width while the page is laid out for it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabChangesFocus(True)
        self.anchorClicked.connect(self.on_link)
        self._chapter: Chapter | None = None
        self._lang = Lang.EN
        self._room = 0
        self._pictures: dict[str, QImage] = {}

    @property
    def chapter(self) -> Chapter | None:
        """What is shown."""
        return self._chapter

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter from its beginning."""
        self._chapter, self._lang = chapter, language()
        self.setAccessibleName(chapter.title)
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def seek(self, typed: str) -> None:
        """Bring the first place with a text into sight, as it was typed."""
        if typed:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.find(typed)

    def _lay_out(self) -> None:
        if self._chapter is None:
            return
        self._room = self._width()
        document = QTextDocument(self)
        document.setDefaultFont(theme.pixels(theme.TEXT_M + 1))
        document.setDocumentMargin(theme.SPACE_M)
        document.setMarkdown(self._chapter.text)  # which ends all resources there were
        for _, name in PICTURE.findall(self._chapter.text):
            kind = QTextDocument.ResourceType.ImageResource
            document.addResource(kind.value, QUrl(name), self._picture(name))
        dress(document)
        self.setDocument(document)  # which ends the one before

    def _width(self) -> int:
        room = self.viewport().width() - 2 * theme.SPACE_M - 2
        return max(200, min(WIDEST, room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The pictures take the new room; what was in sight stays there."""
        super().resizeEvent(event)
        if self._width() != self._room:
            bar = self.verticalScrollBar()
            share = bar.value() / max(1, bar.maximum())
            self._lay_out()
            bar.setValue(round(share * bar.maximum()))

    def _picture(self, name: str) -> QImage:
        whole = self._pictures.get(f"{name}-{self._lang}")
        if whole is None:
            whole = QImage(str(picture_path(name, self._lang)))
            self._pictures[f"{name}-{self._lang}"] = whole
        ratio = self.devicePixelRatioF()
        wide = min(round(self._room * ratio), whole.width())
        made = whole.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        made.setDevicePixelRatio(ratio)
        return made

    def on_link(self, url: QUrl) -> None:
        """Another chapter; nothing else is linked."""
        self.chapter_asked.emit(url.path())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Any size."""
        return QSize(600, 400)
