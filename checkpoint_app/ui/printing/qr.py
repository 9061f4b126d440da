"""A QR code as lines on paper."""

import segno
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from segno.encoder import DataOverflowError

from checkpoint_app.domain.errors import InvalidEntry

QUIET = 4
"""Light modules around the code (ISO/IEC 18004:2015, 5.3.8)."""


class PrintedCode:
    """One code, ready to be drawn at any size.

    Attributes:
        modules: dark and light squares on one side, the quiet zone not counted.
    """

    def __init__(self, payload: bytes, *, least_version: int = 1) -> None:
        """Error correction level M or better: paper gets wet and creased.

        Args:
            least_version: 1 to 40; a code of few modules is made as large as this one.

        Raises:
            InvalidEntry: there is nothing to say, or more than a code holds.
        """
        if not payload:
            raise InvalidEntry("payload", "missing")
        try:
            made = segno.make(payload, error="m", micro=False)
            if int(made.version) < least_version:
                made = segno.make(payload, error="m", micro=False, version=least_version)
        except DataOverflowError as error:
            raise InvalidEntry("payload", "too_long") from error
        self._rows = [bytes(row) for row in made.matrix]
        self.modules = len(self._rows)

    def margin(self, side: float) -> float:
        """The width of the quiet zone around a code of this side, in the same unit."""
        return side / self.modules * QUIET

    def draw(self, painter: QPainter, corner: QPointF, side: float) -> None:
        """Draw the code and its quiet zone.

        Args:
            corner: the upper left corner of the code itself; the quiet zone lies outside.
            side: of the code itself, in the painter's unit.
        """
        module, margin = side / self.modules, self.margin(side)
        whole = QRectF(corner.x(), corner.y(), side, side)
        painter.fillRect(whole.adjusted(-margin, -margin, margin, margin), Qt.GlobalColor.white)
        # One outline: squares drawn one by one leave hairlines between them.
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for row, squares in enumerate(self._rows):
            for left, right in _runs(squares):
                path.addRect(
                    corner.x() + left * module,
                    corner.y() + row * module,
                    (right - left) * module,
                    module,
                )
        painter.fillPath(path, Qt.GlobalColor.black)


def _runs(squares: bytes) -> list[tuple[int, int]]:
    """Where dark squares stand side by side: first, and one past the last."""
    edges = [
        place
        for place, (before, after) in enumerate(zip(b"\0" + squares, squares + b"\0", strict=True))
        if before != after
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
