"""What a paper is drawn on: a PDF, pictures of its pages, or a printer's pages (see `output`)."""

from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

DPI = 600


class Canvas(Protocol):
    """Pages to draw on, one after the other.

    Attributes:
        painter: draws on the page that is on; the same one on every page.
        scale: units of the painter in a point (1/72 inch).
    """

    painter: QPainter
    scale: float

    def begin(self, title: str, *, landscape: bool) -> None:
        """Open the first page, A4.

        Raises:
            PrintingFailed: it takes nothing.
        """

    def new_page(self) -> None:
        """Open the next page.

        Raises:
            PrintingFailed: it takes no more.
        """

    def end(self) -> None:
        """All is drawn.

        Raises:
            PrintingFailed: it took not all of it.
        """


def orientation(*, landscape: bool) -> QPageLayout.Orientation:
    """How a page lies, as Qt says it."""
    ways = QPageLayout.Orientation
    return ways.Landscape if landscape else ways.Portrait


class PdfFile:
    """A PDF in memory, with its typeface in it."""

    scale = DPI / 72

    def __init__(self) -> None:
        self.painter = QPainter()
        self._bytes = QByteArray()
        self._buffer = QBuffer(self._bytes)
        self._writer = QPdfWriter(self._buffer)

    def begin(self, title: str, *, landscape: bool) -> None:
        """Open the first page."""
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        size = QPageSize(QPageSize.PageSizeId.A4)
        lies = orientation(landscape=landscape)
        self._writer.setPageLayout(QPageLayout(size, lies, QMarginsF(0, 0, 0, 0)))
        self._writer.setResolution(DPI)
        self._writer.setTitle(title)
        self._writer.setCreator("Checkpoint")
        self.painter.begin(self._writer)

    def new_page(self) -> None:
        """Open the next page."""
        self._writer.newPage()

    def end(self) -> None:
        """The file is whole."""
        self.painter.end()
        self._buffer.close()

    def content(self) -> bytes:
        """The PDF, once all is drawn."""
        return bytes(self._bytes.data())
