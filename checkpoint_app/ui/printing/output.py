"""A paper on the screen, as pictures of its pages, and on the printer."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from checkpoint_app.domain.paper_errors import PrinterMissing, PrintingFailed
from checkpoint_app.ui.printing.canvas import orientation
from checkpoint_app.ui.printing.document import Document
from checkpoint_app.ui.printing.paper import LONG, SHORT

PRINT_DPI = 600


class _Pictures:
    """Each page as a picture on white.

    Attributes:
        pages: the finished ones.
    """

    def __init__(self, width: int) -> None:
        self.painter, self.scale = QPainter(), 1.0
        self.pages: list[QImage] = []
        self._width = width
        self._size = QSize()

    def begin(self, title: str, *, landscape: bool) -> None:
        """Open the first picture."""
        across, down = (LONG, SHORT) if landscape else (SHORT, LONG)
        self.scale = self._width / across
        self._size = QSize(self._width, round(down * self.scale))
        self.new_page()

    def new_page(self) -> None:
        """Open the next picture."""
        if self.painter.isActive():
            self.painter.end()
        page = QImage(self._size, QImage.Format.Format_RGB32)
        page.fill(0xFFFFFFFF)
        self.pages.append(page)
        self.painter.begin(self.pages[-1])
        self.painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)

    def end(self) -> None:
        """The last one is finished."""
        self.painter.end()


class _Printer:
    """The pages of a printer."""

    def __init__(self, printer: QPrinter) -> None:
        self.painter, self.scale = QPainter(), 1.0
        self._printer = printer

    def begin(self, title: str, *, landscape: bool) -> None:
        """Open the first page, to its very edges."""
        printer = self._printer
        printer.setDocName(title)
        printer.setResolution(PRINT_DPI)
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(orientation(landscape=landscape))
        if not self.painter.begin(printer):
            raise PrintingFailed
        self.scale = self.painter.viewport().width() / (LONG if landscape else SHORT)

    def new_page(self) -> None:
        """Open the next page."""
        if not self._printer.newPage():
            raise PrintingFailed

    def end(self) -> None:
        """The printer has it."""
        if not self.painter.end():
            raise PrintingFailed


def pictures_of(document: Document, width: int) -> list[QImage]:
    """Every page as a picture; for many pages, off the window's thread.

    Args:
        width: of each, in pixels.

    Raises:
        InvalidEntry: it cannot be drawn so.
    """
    canvas = _Pictures(width)
    document.draw_on(canvas)
    return canvas.pages


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


def print_paper(document: Document, name: str | None) -> None:
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
    draw_on(printer, document)


def draw_on(printer: QPrinter, document: Document) -> None:
    """Draw every page of a paper on a page of a printer.

    Raises:
        PrintingFailed: it takes nothing.
    """
    document.draw_on(_Printer(printer))
