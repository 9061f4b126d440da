"""Rows and columns of text: quick with tens of thousands, whole by the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from checkpoint_app.ui import theme

_Index = QModelIndex | QPersistentModelIndex
ROW = 44
PADDING, LEAST_SHARE, MOST_WIDE = 34, 170, 260


@dataclass(frozen=True, slots=True)
class Col:
    """One column.

    Attributes:
        says: the text of a row; share: of the width that is left, 0 for as wide as its text.
        right: for numbers.
        spare: where there is no room for all, the column with the highest goes first; 0 stays.
    """

    heading: str
    says: Callable[[Any], str]
    share: int = 0
    right: bool = False
    spare: int = 0


class _Rows(QAbstractTableModel):
    """The rows as they were given."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: Sequence[Col] = ()
        self.rows: Sequence[Any] = ()

    def show(self, columns: Sequence[Col], rows: Sequence[Any]) -> None:
        """Have other rows."""
        self.beginResetModel()
        self.columns, self.rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, and on which side it stands."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.says(self.rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.says(self.rows[index.row()]).replace("<", "‹") or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class Table(QTableView):
    """One row is marked at a time; columns that find no room are left out, none is squeezed.

    Signals:
        picked: Enter or a double click on a row; carries it.
        marked: another row is marked; carries it, None for none.
    """

    picked = Signal(object)
    marked = Signal(object)

    def __init__(self, *, wrap: bool = False, parent: QWidget | None = None) -> None:
        """``wrap`` for few rows of long texts, each as high as its text."""
        super().__init__(parent)
        self._wrap = wrap
        self._widths: list[int] = []
        self._arranging = False
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(wrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.doubleClicked.connect(self.on_clicked)
        self.selectionModel().currentRowChanged.connect(self.on_row)

    def show_rows(self, columns: Sequence[Col], rows: Sequence[Any]) -> None:
        """Show these; the same row stays marked where it is still there."""
        held = self.row()
        self._arranging = True  # until rows, columns and widths fit each other again
        self._widths = [self._wide(column, rows) for column in columns]
        self._rows.show(columns, rows)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._arranging = False
        self._arrange()
        if held is not None and held in rows:
            self.selectRow(rows.index(held))

    def _wide(self, column: Col, rows: Sequence[Any]) -> int:
        """As wide as its heading and its first rows; at least that much of what takes the rest."""
        measure = self.fontMetrics().horizontalAdvance
        heading = self.horizontalHeader().fontMetrics().horizontalAdvance(column.heading)
        longest = max((measure(column.says(row)) for row in rows[:50]), default=0)
        wide = max(heading, longest) + PADDING
        return min(wide, theme.tall(LEAST_SHARE if column.share else MOST_WIDE))

    def _arrange(self) -> None:
        """Share the width out, without the columns that find no room."""
        if self._arranging:  # the scroll bar comes and goes with what is done here
            return
        self._arranging = True
        try:
            self._share_out()
        finally:
            self._arranging = False

    def _share_out(self) -> None:
        columns, room = self._rows.columns, self.viewport().width()
        shown = list(range(len(columns)))
        while sum(self._widths[place] for place in shown) > room:
            spare = max(shown, key=lambda place: columns[place].spare, default=None)
            if spare is None or not columns[spare].spare:
                break
            shown.remove(spare)
        left = max(0, room - sum(self._widths[place] for place in shown))
        shares = sum(columns[place].share for place in shown)
        for place, column in enumerate(columns):
            self.setColumnHidden(place, place not in shown)
            if place in shown:
                more = left * column.share // shares if shares else 0
                self.setColumnWidth(place, self._widths[place] + more)
        if self._wrap:
            self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Other columns may find room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Larger or smaller text takes other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._widths = [self._wide(one, self._rows.rows) for one in self._rows.columns]
            self._arrange()

    def rows(self) -> Sequence[Any]:
        """What is shown."""
        return self._rows.rows

    def row(self) -> Any:
        """The marked one, None for none."""
        place = self.currentIndex().row()
        marked = self.selectionModel().hasSelection()
        return self._rows.rows[place] if marked and 0 <= place < len(self._rows.rows) else None

    def text_of(self, row: int) -> list[str]:
        """The cells of a row."""
        return [column.says(self._rows.rows[row]) for column in self._rows.columns]

    def on_clicked(self, index: QModelIndex) -> None:
        """A row was clicked twice."""
        if index.isValid():
            self.picked.emit(self._rows.rows[index.row()])

    def on_row(self) -> None:
        """Another row is marked."""
        place = self.currentIndex().row()
        self.marked.emit(self._rows.rows[place] if place >= 0 else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the marked row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row() is not None:
            self.picked.emit(self.row())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
