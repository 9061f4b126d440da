"""Where the fields of the paper form stand: the person at the left, the row's rest at the right.

Below is what a whole sheet has in common, and what the sheet has no column for.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.ui import theme
from checkpoint_app.ui.screens.form.declaration import QUESTIONS
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel


def lay_out(
    fields: Mapping[str, QWidget],
    ticks: Sequence[QCheckBox],
    title: PlainLabel,
    way: PlainLabel,
    notice: Notice,
) -> tuple[QVBoxLayout, QScrollArea]:
    """Put everything in its place; gives the head and the scrolling middle."""
    head = QVBoxLayout()
    head.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
    head.setSpacing(theme.SPACE_S)
    line = QHBoxLayout()
    line.addWidget(title)
    line.addStretch(1)
    line.addWidget(way, 0, Qt.AlignmentFlag.AlignBottom)
    head.addLayout(line)
    head.addWidget(notice)

    scrolled = QWidget()
    scrolled.setProperty("role", "scrolled")
    above = QHBoxLayout()
    above.setSpacing(theme.SPACE_M)
    above.addWidget(_person(fields), 1)
    above.addWidget(_row(fields), 1)
    column = QVBoxLayout(scrolled)
    column.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, 0)
    column.setSpacing(theme.SPACE_M)
    column.addLayout(above)
    column.addWidget(_sheet(fields, ticks))
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(scrolled)
    return head, area


def _person(fields: Mapping[str, QWidget]) -> QFrame:
    card, grid = _card()
    grid.addWidget(fields["name"], 0, 0, 1, 2)
    grid.addWidget(fields["year"], 1, 0)
    grid.addWidget(fields["sex"], 1, 1)
    grid.addWidget(fields["id_number"], 2, 0, 1, 2)
    grid.addWidget(fields["phone"], 3, 0, 1, 2)
    grid.addWidget(fields["address"], 4, 0, 1, 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    grid.setRowStretch(5, 1)
    return card


def _row(fields: Mapping[str, QWidget]) -> QFrame:
    card, grid = _card()
    grid.addWidget(fields["time"], 0, 0)
    grid.addWidget(fields["direction"], 0, 1)
    grid.addWidget(fields["fallback"], 1, 0, 1, 2)
    for place, name in enumerate(QUESTIONS):
        grid.addWidget(fields[name], 2 + place, 0, 1, 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    grid.setRowStretch(2 + len(QUESTIONS), 1)
    return card


def _sheet(fields: Mapping[str, QWidget], ticks: Sequence[QCheckBox]) -> QFrame:
    card, grid = _card()
    grid.addWidget(fields["sheet"], 0, 0, 1, 2)
    grid.addWidget(fields["row"], 0, 2, 1, 1)
    grid.addWidget(fields["kind"], 0, 3, 1, 3)
    grid.addWidget(fields["guide"], 1, 0, 1, 3)
    grid.addWidget(fields["note"], 1, 3, 1, 3)
    for place, tick in enumerate(ticks):
        grid.addWidget(tick, 2, 3 * place, 1, 3)
    for place in range(6):
        grid.setColumnStretch(place, 1)
    return card


def _card() -> tuple[QFrame, QGridLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(12, 10, 12, 6)
    grid.setHorizontalSpacing(theme.SPACE_S)
    grid.setVerticalSpacing(theme.SPACE_XS)
    return card, grid
