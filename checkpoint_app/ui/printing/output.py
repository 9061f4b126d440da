"""A finished paper on the screen, as pictures of its pages, and on the printer."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from checkpoint_app.domain.paper_errors import PrinterMissing, PrintingFailed

PRINT_DPI = 300


class _Pages:
    """A PDF opened for reading."""

    def __init__(self, pdf: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)

    def size(self, page: int) -> QSizeF:
        """The size of a page in points."""
        return self.document.pagePointSize(page)

    def picture(self, page: int, width: int) -> QImage:
        """A page as a picture so many pixels wide, on white."""
        size = self.size(page)
        height = round(width * size.height() / size.width())
        drawn = self.document.render(page, QSize(width, height))
        made = QImage(drawn.size(), QImage.Format.Format_RGB32)
        made.fill(0xFFFFFFFF)
        painter = QPainter(made)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return made


def pictures_of(pdf: bytes, width: int) -> list[QImage]:
    """Every page as a picture.

    Args:
        width: of each, in pixels.
    """
    pages = _Pages(pdf)
    return [pages.picture(page, width) for page in range(pages.document.pageCount())]


def printers() -> list[str]:
    """The printers of this computer, the usual one first; asking may take a moment."""
    names: list[str] = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def usual_printer() -> str | None:
    """The name of this computer's usual printer, or of its first; None where it has none."""
    names: list[str] = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinterName()
    return usual if usual in names else next(iter(names), None)


def print_pdf(pdf: bytes, name: str | None) -> None:
    """Print every page on a printer of this computer. May take seconds: off the window's thread.

    Args:
        name: the printer's; None for the usual one.

    Raises:
        PrinterMissing: there is none.
        PrintingFailed: it takes nothing.
    """
    chosen = name or usual_printer()
    if chosen is None:
        raise PrinterMissing
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(chosen)
    if printer.printerName() != chosen:  # it is gone: Qt would write a file instead
        raise PrintingFailed
    draw_on(printer, pdf)


def draw_on(printer: QPrinter, pdf: bytes) -> None:
    """Draw every page of a PDF on a page of a printer.

    Raises:
        PrintingFailed: it takes nothing.
    """
    pages = _Pages(pdf)
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter()
    for page in range(pages.document.pageCount()):
        size = pages.size(page)
        lies = size.width() > size.height()
        way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
        printer.setPageOrientation(way)
        started = painter.isActive()
        if not (printer.newPage() if started else painter.begin(printer)):
            raise PrintingFailed
        box = QRectF(painter.viewport())
        painter.drawImage(box, pages.picture(page, round(size.width() * PRINT_DPI / 72)))
    if not painter.end():
        raise PrintingFailed
