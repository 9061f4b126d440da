"""A paper that can be drawn as often as it is needed: into a file, as pictures, on a printer."""

from collections.abc import Callable
from dataclasses import dataclass

from checkpoint_app.ui.printing.canvas import Canvas, PdfFile
from checkpoint_app.ui.printing.paper import Paper
from checkpoint_app.ui.printing.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Document:
    """What is drawn, and in which language.

    Attributes:
        title: the document's own, shown by whatever opens the file.
        draw: draws all pages, beginning on the page that is on.
    """

    title: str
    tongue: Tongue
    draw: Callable[[Paper], None]
    landscape: bool = False

    def draw_on(self, canvas: Canvas) -> None:
        """Draw every page.

        Raises:
            InvalidEntry: it cannot be drawn so.
            PrintingFailed: the canvas takes nothing.
        """
        with Paper(self.title, self.tongue, canvas, landscape=self.landscape) as paper:
            self.draw(paper)

    def pdf(self) -> bytes:
        """The paper as a PDF.

        Raises:
            InvalidEntry: it cannot be drawn so.
        """
        file = PdfFile()
        self.draw_on(file)
        return file.content()

    def proved(self) -> "Document":
        """The same, drawn once.

        Raises:
            InvalidEntry: it cannot be drawn so.
        """
        self.pdf()
        return self
