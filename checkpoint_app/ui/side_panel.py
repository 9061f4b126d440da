"""The column at the right: who is inside, the day so far, the last passages."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.domain.passage import Kind, Way
from checkpoint_app.records.views import StationInfo
from checkpoint_app.station.desk import DeskSnapshot
from checkpoint_app.ui import theme
from checkpoint_app.ui.icons import Icon, icon
from checkpoint_app.ui.shortcuts import Key
from checkpoint_app.ui.widgets.camera_view import CameraView
from checkpoint_app.ui.widgets.hour_chart import HourChart
from checkpoint_app.ui.widgets.meter import Meter
from checkpoint_app.ui.widgets.recent_list import RecentList
from checkpoint_app.ui.widgets.text import ElidedLabel, PlainLabel
from checkpoint_app.ui.widgets.verdict_banner import VerdictBanner
from checkpoint_app.ui.words import number

USUAL, LOW = 64, 44
"""Pixels of the banner's height."""


class _Figure(QWidget):
    """A count with its name before it."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedLabel(role="soft")
        self.count = PlainLabel("0", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.count)


class SidePanel(QFrame):
    """Stays beside every screen; away from the gate it carries the picture along, small.

    Signals:
        undo_asked: the last passage shall be taken back.
    """

    undo_asked = Signal()

    def __init__(self, info: StationInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.camera = CameraView(compact=True)
        self.banner = VerdictBanner(compact=True)
        self._carried = QWidget()
        carried = QVBoxLayout(self._carried)
        carried.setContentsMargins(0, 0, 0, theme.SPACE_S)
        carried.setSpacing(theme.SPACE_S)
        carried.addWidget(self.camera)
        carried.addWidget(self.banner)
        self._carried.hide()

        self._numbers = QWidget()
        self._inside_title = PlainLabel(role="section")
        self._inside = PlainLabel("0", "figure")
        self._of = PlainLabel(role="soft")
        self._meter = Meter()
        self._day_title = PlainLabel(role="section")
        self._figures = {name: _Figure() for name in ("in", "out", "paper", "delivery")}
        self._chart = HourChart()
        self._recent_title = PlainLabel(role="section")
        self._recent = RecentList()
        self._undo = QPushButton()
        self._undo.setIconSize(QSize(20, 20))
        self._undo.clicked.connect(self.undo_asked)
        self._lay_out()
        self._show_capacity(info.capacity, 0)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)
        self.on_theme_changed()
        self._retranslate()

    def _lay_out(self) -> None:
        count = QHBoxLayout()
        count.setSpacing(theme.SPACE_S)
        count.addWidget(self._inside)
        count.addWidget(self._of, 1, Qt.AlignmentFlag.AlignBottom)
        self._of.setContentsMargins(0, 0, 0, 7)
        figures = QGridLayout()
        figures.setHorizontalSpacing(14)
        figures.setVerticalSpacing(2)
        for place, figure in enumerate(self._figures.values()):
            figures.addWidget(figure, place // 2, place % 2)
            figures.setColumnStretch(place % 2, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, theme.SPACE_M, 14, theme.SPACE_M)
        outer.setSpacing(theme.SPACE_XS)
        outer.addWidget(self._carried)
        outer.addWidget(self._numbers, 1)
        column = QVBoxLayout(self._numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self._inside_title)
        column.addLayout(count)
        column.addWidget(self._meter)
        column.addSpacing(theme.SPACE_M)
        column.addWidget(self._day_title)
        column.addLayout(figures)
        column.addSpacing(theme.SPACE_XS)
        column.addWidget(self._chart)
        column.addSpacing(theme.SPACE_S)
        column.addWidget(self._recent_title)
        column.addWidget(self._recent, 1)
        column.addWidget(self._undo)

    def carry(self, *, camera: bool, small: bool, chart: bool, slim: bool = False) -> None:
        """Show or hide the carried picture, and the chart where there is no room for it.

        Args:
            slim: it lies below the screen, and there is room for the verdict alone.
        """
        self.camera.setMaximumHeight(112 if small else 160)
        self.camera.setVisible(not slim)
        self._numbers.setVisible(not slim)
        self.setVisible(camera or not slim)
        self._carried.setVisible(camera)
        theme.hold(self.banner, height=LOW if slim else USUAL)
        self._chart.setVisible(chart)

    def show_snapshot(self, snapshot: DeskSnapshot) -> None:
        """Show the newest numbers."""
        day = snapshot.day
        self._inside.setText(number(snapshot.inside))
        self._show_capacity(snapshot.capacity, snapshot.inside)
        counts = {
            "in": day.entries,
            "out": day.exits,
            "paper": day.by_way.get(Way.PAPER, 0),
            "delivery": day.by_kind.get(Kind.DELIVERY, 0),
        }
        for name, count in counts.items():
            self._figures[name].count.setText(number(count))
        self._chart.show_hours(day.by_hour)
        self._recent.show_rows(list(snapshot.recent))
        newest = snapshot.recent[0].passage if snapshot.recent else None
        self._undo.setEnabled(newest is not None and not newest.voided)

    def _show_capacity(self, capacity: int | None, inside: int) -> None:
        self._meter.setVisible(capacity is not None)
        self._of.setText("" if capacity is None else f"/ {number(capacity)}")
        if capacity is not None:
            self._meter.show_share(inside / max(1, capacity))

    def on_theme_changed(self) -> None:
        """Tint the drawing anew."""
        colours = theme.current()
        self._undo.setIcon(icon(Icon.UNDO, colours.ink, colours.edge))
        self._recent.viewport().update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._inside_title.setText(self.tr("INSIDE NOW"))
        self._day_title.setText(self.tr("TODAY"))
        self._recent_title.setText(self.tr("JUST RECORDED"))
        self._figures["in"].name.setText(self.tr("In"))
        self._figures["out"].name.setText(self.tr("Out"))
        self._figures["paper"].name.setText(self.tr("Paper"))
        self._figures["delivery"].name.setText(self.tr("Delivery"))
        self._undo.setText(self.tr("Take back  {key}").format(key=Key.UNDO.shown))
        self._undo.setAccessibleName(self.tr("Take back the last passage"))
        self._meter.setAccessibleName(self.tr("How full the site is"))
