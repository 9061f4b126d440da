"""A PDF as a printer and a camera have it: pages, words, pictures, codes."""

from itertools import pairwise
from math import dist

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from checkpoint_app.scanner.decoder import Decoder
from checkpoint_app.scanner.reads import Read

DPI = 150
MM = DPI / 25.4


class Printed:
    """A PDF, opened."""

    def __init__(self, pdf: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)
        assert self._document.status() == QPdfDocument.Status.Ready
        self.pages = self._document.pageCount()

    def size_mm(self, page: int = 0) -> tuple[int, int]:
        size = self._document.pagePointSize(page)
        return round(size.width() / 72 * 25.4), round(size.height() / 72 * 25.4)

    def text(self, page: int = 0) -> str:
        """All words of a page, one space between them."""
        return " ".join(self._document.getAllText(page).text().split())

    def picture(self, page: int = 0, dpi: int = DPI) -> NDArray[np.uint8]:
        """A page in shades of grey, as it lies on white paper."""
        size = self._document.pagePointSize(page)
        whole = QSize(round(size.width() / 72 * dpi), round(size.height() / 72 * dpi))
        paper = QImage(whole, QImage.Format.Format_RGB32)
        paper.fill(0xFFFFFFFF)
        painter = QPainter(paper)
        painter.drawImage(0, 0, self._document.render(page, whole))
        painter.end()
        gray = paper.convertToFormat(QImage.Format.Format_Grayscale8)
        lines = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), -1)
        return lines[:, : gray.width()].copy()

    def code(self, page: int = 0) -> Read:
        [read] = Decoder().read(self.picture(page))
        return read


def side_mm(read: Read) -> float:
    ring = (*read.quad, read.quad[0])
    return min(dist(one, other) for one, other in pairwise(ring)) / MM
