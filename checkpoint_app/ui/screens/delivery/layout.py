"""Where everything stands on the delivery desk."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.ui import theme
from checkpoint_app.ui.screens.delivery.under_way import VisitList
from checkpoint_app.ui.widgets.field import Field
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import PlainLabel

_PLACES = (
    ("plate", 0, 0),
    ("phone", 0, 1),
    ("name", 1, 0),
    ("platform", 1, 1),
    ("destination", 2, 0),
    ("goods", 2, 1),
    ("kind", 3, 0),
    ("direction", 3, 1),
)


class Parts(Protocol):
    """What there is to be laid out."""

    title: PlainLabel
    hint: PlainLabel
    notice: Notice
    fields: dict[str, Field]
    save: QPushButton
    clear: QPushButton
    open_title: PlainLabel
    visits: VisitList
    out: QPushButton


def lay_out(screen: QWidget, parts: Parts) -> None:
    """Put the form at the left, what is under way at the right."""
    head = QHBoxLayout()
    head.addWidget(parts.title)
    head.addStretch(1)
    head.addWidget(parts.hint, 0, Qt.AlignmentFlag.AlignBottom)
    foot = QHBoxLayout()
    foot.addWidget(parts.clear)
    foot.addWidget(parts.save, 1)
    left = QVBoxLayout()
    left.setSpacing(theme.SPACE_S)
    left.addWidget(_form(parts), 1)
    left.addLayout(foot)
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_M)
    row.addLayout(left, 6)
    row.addWidget(_aside(parts), 4)
    column = QVBoxLayout(screen)
    column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
    column.setSpacing(theme.SPACE_S)
    column.addLayout(head)
    column.addWidget(parts.notice)
    column.addLayout(row, 1)


def _form(parts: Parts) -> QScrollArea:
    card = QFrame()
    card.setProperty("role", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(12, 10, 12, 6)
    grid.setHorizontalSpacing(theme.SPACE_S)
    grid.setVerticalSpacing(theme.SPACE_XS)
    for name, row, column in _PLACES:
        grid.addWidget(parts.fields[name], row, column)
        grid.setColumnStretch(column, 1)
    inner = QWidget()
    inner.setProperty("role", "scrolled")
    held = QVBoxLayout(inner)
    held.setContentsMargins(0, 0, 0, 0)
    held.addWidget(card)
    held.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def _aside(parts: Parts) -> QFrame:
    aside = QFrame()
    aside.setProperty("role", "card")
    column = QVBoxLayout(aside)
    column.setContentsMargins(6, 12, 6, 6)
    column.setSpacing(theme.SPACE_XS)
    title = QHBoxLayout()
    title.setContentsMargins(8, 0, 8, 0)
    title.addWidget(parts.open_title)
    column.addLayout(title)
    column.addWidget(parts.visits, 1)
    column.addWidget(parts.out)
    return aside
