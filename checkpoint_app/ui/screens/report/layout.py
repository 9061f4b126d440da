"""Where everything stands on the report."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from checkpoint_app.ui import theme
from checkpoint_app.ui.screens.report.found import FoundArea
from checkpoint_app.ui.screens.report.preview import Preview
from checkpoint_app.ui.widgets.balance_line import BalanceLine
from checkpoint_app.ui.widgets.bars import Bars
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.field import Field
from checkpoint_app.ui.widgets.hour_chart import HourChart
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.text import ElidedLabel, PlainLabel, WrapLabel

FIGURES = ("in", "out", "all", "warned", "voided")
CHART = 132


class Figure(QWidget):
    """A large count with its name below."""

    def __init__(self) -> None:
        super().__init__()
        self.count, self.name = PlainLabel("0", "title"), ElidedLabel(role="caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.count)
        column.addWidget(self.name)


class Parts(Protocol):
    """What there is to be laid out."""

    title: PlainLabel
    part: Choices
    before: QPushButton
    after: QPushButton
    day: PlainLabel
    said: WrapLabel
    notice: Notice
    figures: dict[str, Figure]
    chart_title: PlainLabel
    chart: HourChart
    ways_title: PlainLabel
    ways: Bars
    kinds_title: PlainLabel
    kinds: Bars
    balance_title: PlainLabel
    balance: BalanceLine
    sheets: WrapLabel
    preview: Preview
    found: FoundArea
    folder_field: Field
    outs: list[QPushButton]
    area: QScrollArea


def lay_out(screen: QWidget, parts: Parts) -> None:
    """Which day on top, the numbers below, the page beside them, the ways out at the foot."""
    head = QHBoxLayout()
    head.setSpacing(theme.SPACE_S)
    head.addWidget(parts.title)
    head.addSpacing(theme.SPACE_M)
    head.addWidget(parts.part, 1)
    head.addWidget(parts.before)
    head.addWidget(parts.day)
    head.addWidget(parts.after)
    parts.area = _numbers(parts)
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_M)
    row.addWidget(parts.area, 5)
    row.addWidget(parts.preview, 3)
    row.addWidget(parts.found, 1)
    foot = QHBoxLayout()
    foot.setSpacing(theme.SPACE_S)
    foot.addWidget(parts.folder_field, 1)
    for button in parts.outs:
        foot.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    parts.outs[0].setProperty("role", "primary")
    column = QVBoxLayout(screen)
    column.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_XS)
    column.setSpacing(theme.SPACE_S)
    column.addLayout(head)
    column.addWidget(parts.notice)
    column.addLayout(row, 1)
    column.addLayout(foot)
    order = (
        parts.part,
        parts.before,
        parts.after,
        parts.area,
        parts.found,
        parts.folder_field.editor,
        *parts.outs,
    )
    for place in range(len(order) - 1):
        QWidget.setTabOrder(order[place], order[place + 1])


def _numbers(parts: Parts) -> QScrollArea:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(theme.SPACE_S)
    figures = QHBoxLayout()
    for figure in parts.figures.values():
        figures.addWidget(figure, 1)
    column.addWidget(parts.said)
    column.addLayout(figures)
    column.addWidget(parts.chart_title)
    theme.hold(parts.chart, height=CHART)
    column.addWidget(parts.chart)
    halves = QHBoxLayout()
    halves.setSpacing(theme.SPACE_L)
    for title, bars in ((parts.ways_title, parts.ways), (parts.kinds_title, parts.kinds)):
        half = QVBoxLayout()
        half.setSpacing(theme.SPACE_XS)
        half.addWidget(title)
        half.addWidget(bars)
        half.addStretch(1)
        halves.addLayout(half, 1)
    column.addLayout(halves)
    column.addWidget(parts.balance_title)
    column.addWidget(parts.balance)
    column.addWidget(parts.sheets)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setWidget(card)
    return area
