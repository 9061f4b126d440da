"""The whole manual as a PDF to be printed: A4, each chapter on a page of its own."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from checkpoint_app import __version__
from checkpoint_app.i18n import Lang
from checkpoint_app.ui import theme
from checkpoint_app.ui.manual import PICTURE, chapters, picture_path
from checkpoint_app.ui.manual.page import dress
from checkpoint_app.ui.printing.paper import prepare
from checkpoint_app.ui.printing.tongue import Tongue

PICTURE_WIDTH = 600
"""As a screen of 96 dots an inch would show it: 16 cm."""
POINTS = 11


def pdf_of_manual(lang: Lang) -> bytes:
    """All chapters, with their pictures. Takes seconds: off the window's thread."""
    prepare()
    tongue = Tongue(lang)
    title = tongue.translate("Booklet", "Manual of the checkpoint")
    document = QTextDocument()
    document.setDefaultFont(QFont(theme.FAMILY, POINTS))
    parts = [one.text for one in chapters(lang)]
    said = tongue.translate("Booklet", "Version {version} · Health hotline 19009095")
    head = f"# {title}\n\n{said.format(version=__version__)}\n\n"
    contents = "\n".join(f"{n}. {one.title}" for n, one in enumerate(chapters(lang), 1))
    document.setMarkdown("\n\n".join([head + contents, *parts]))
    for name in {found[1] for part in parts for found in PICTURE.findall(part)}:
        whole = QImage(str(picture_path(name, lang)))
        whole.setDevicePixelRatio(whole.width() / min(PICTURE_WIDTH, whole.width()))
        kind = QTextDocument.ResourceType.ImageResource
        document.addResource(kind.value, QUrl(name), whole)
    dress(document)
    _break_pages(document)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Checkpoint")
    # The text keeps 2 cm from the edge by itself.
    size, no_margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(0, 0, 0, 0)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, no_margins))
    document.print_(writer)
    buffer.close()
    return bytes(content.data())


def _break_pages(document: QTextDocument) -> None:
    """Begin each chapter on a new page."""
    block = document.begin().next()
    while block.isValid():
        if block.blockFormat().headingLevel() == 1:
            form = QTextBlockFormat()
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).mergeBlockFormat(form)
        block = block.next()
