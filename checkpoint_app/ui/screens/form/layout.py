"""Where the fields of the paper form stand: the person at the left, the passage at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.ui import theme
from checkpoint_app.ui.widgets.field import Field
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel


def lay_out(
    fields: dict[str, Field], title: PlainLabel, way: PlainLabel, notice: Notice
) -> tuple[QVBoxLayout, QScrollArea, list[QFrame]]:
    """Put everything in its place; gives the head, the scrolling middle and its cards."""
    head = QVBoxLayout()
    head.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
    head.setSpacing(theme.SPACE_S)
    line = QHBoxLayout()
    line.addWidget(title)
    line.addStretch(1)
    line.addWidget(way, 0, Qt.AlignmentFlag.AlignBottom)
    head.addLayout(line)
    head.addWidget(notice)

    person, left = _card()
    left.addWidget(fields["name"], 0, 0, 1, 2)
    left.addWidget(fields["year"], 1, 0)
    left.addWidget(fields["sex"], 1, 1)
    left.addWidget(fields["id_number"], 2, 0, 1, 2)
    left.addWidget(fields["phone"], 3, 0, 1, 2)
    left.addWidget(fields["address"], 4, 0, 1, 2)
    left.setColumnStretch(0, 1)
    left.setColumnStretch(1, 2)
    passage, right = _card()
    right.addWidget(fields["kind"], 0, 0, 1, 6)
    right.addWidget(fields["direction"], 1, 0, 1, 6)
    right.addWidget(fields["time"], 2, 0, 1, 2)
    right.addWidget(fields["fallback"], 2, 2, 1, 4)
    right.addWidget(fields["sheet"], 3, 0, 1, 2)
    right.addWidget(fields["row"], 3, 2, 1, 1)
    right.addWidget(fields["guide"], 3, 3, 1, 3)
    right.addWidget(fields["note"], 4, 0, 1, 6)
    for column in range(6):
        right.setColumnStretch(column, 1)
    scrolled = QWidget()
    scrolled.setProperty("role", "scrolled")
    row = QHBoxLayout(scrolled)
    row.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, 0)
    row.setSpacing(theme.SPACE_M)
    row.addWidget(person, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(passage, 1, Qt.AlignmentFlag.AlignTop)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(scrolled)
    return head, area, [person, passage]


def _card() -> tuple[QFrame, QGridLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(12, 10, 12, 6)
    grid.setHorizontalSpacing(theme.SPACE_S)
    grid.setVerticalSpacing(theme.SPACE_XS)
    return card, grid
