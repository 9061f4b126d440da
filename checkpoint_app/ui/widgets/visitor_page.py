"""What a guard turns towards a visitor: what is recorded and why, over the whole window, large."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from checkpoint_app.i18n import Lang
from checkpoint_app.station.papers import Place
from checkpoint_app.ui import theme
from checkpoint_app.ui.language import LANGUAGES
from checkpoint_app.ui.printing.guidance import sections
from checkpoint_app.ui.printing.paper import HOTLINE
from checkpoint_app.ui.printing.tongue import Tongue
from checkpoint_app.ui.widgets.choices import Choices
from checkpoint_app.ui.widgets.text import PlainLabel, WrapLabel

SIZES = range(30, 11, -1)
"""Pixels of the text, the largest that fits."""
TWO_COLUMNS = 900


class VisitorPage(QFrame):
    """Lies over a window until it is put away; its language is the visitor's, not the window's.

    Signals:
        closed: it was put away.
    """

    closed = Signal()

    def __init__(self, window: QWidget, place: Place, lang: Lang) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "page")
        self.setAutoFillBackground(True)
        self._place = place
        self.lang = Choices(list(LANGUAGES), lambda one: LANGUAGES[Lang(str(one))])
        self.lang.choose(lang)
        self.lang.chosen.connect(self.on_language)
        self.back = QPushButton()
        self.back.clicked.connect(self.on_back)
        self._title, self._where = PlainLabel(role="title"), PlainLabel(role="soft")
        self._parts = [(PlainLabel(), WrapLabel()) for _ in sections(place, Tongue(lang))]
        self._asked, self._hotline = WrapLabel(), PlainLabel(HOTLINE)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_L * 2)
        self._grid.setVerticalSpacing(theme.SPACE_M)
        head = QGridLayout()
        head.addWidget(self._title, 0, 0)
        head.addWidget(self._where, 1, 0)
        head.addWidget(self.lang, 0, 1, 2, 1)
        head.addWidget(self.back, 0, 2, 2, 1)
        head.setColumnStretch(0, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(
            theme.SPACE_L * 2, theme.SPACE_L, theme.SPACE_L * 2, theme.SPACE_M
        )
        column.setSpacing(theme.SPACE_M)
        column.addLayout(head)
        column.addLayout(self._grid, 1)
        self._across = 0
        self._say()

    def cover(self) -> None:
        """Lie over all of the window, and take the keyboard."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.lang.setFocus()

    def on_language(self) -> None:
        """The visitor reads the other language."""
        self._say()
        self._fit()

    def on_back(self) -> None:
        """Put the page away."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc puts the page away."""
        if event.key() == Qt.Key.Key_Escape:
            self.on_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As large as there is room."""
        super().resizeEvent(event)
        self._place_parts(2 if self.width() >= TWO_COLUMNS else 1)
        self._fit()

    def _place_parts(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        cells: list[QVBoxLayout] = []
        while self._grid.takeAt(0) is not None:
            pass
        for heading, said in [*self._parts, (self._asked, self._hotline)]:
            cell = QVBoxLayout()
            cell.setSpacing(theme.SPACE_XS)
            cell.addWidget(heading)
            cell.addWidget(said)
            cell.addStretch(1)
            cells.append(cell)
        for number, cell in enumerate(cells):
            self._grid.addLayout(cell, number // across, number % across)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _say(self) -> None:
        tongue = Tongue(Lang(str(self.lang.value)))
        self._title.setText(tongue.translate("Guidance", "For everyone who enters and leaves"))
        self._where.setText(" · ".join(filter(None, (self._place.site, self._place.gate))))
        for (heading, said), (name, words) in zip(
            self._parts, sections(self._place, tongue), strict=True
        ):
            heading.setText(name)
            said.setText(words)
        self._asked.setText(
            tongue.translate("Guidance", "Questions about your health? Day and night, call")
        )
        self.lang.setAccessibleName(tongue.translate("VisitorPage", "Language"))
        self.back.setText(tongue.translate("VisitorPage", "Back  {key}").format(key="Esc"))
        self.back.setAccessibleName(tongue.translate("VisitorPage", "Back to the guard's page"))
        self.setAccessibleName(self._title.text())

    def _fit(self) -> None:
        """The largest type with which everything has its place."""
        room = self.height()
        for size in SIZES:
            self._wear(size)
            self._column.activate()
            if self._column.totalHeightForWidth(self.width()) <= room:
                return

    def _wear(self, size: int) -> None:
        ink, accent = theme.current().ink, theme.current().accent_ink
        for heading, said in self._parts:
            heading.setStyleSheet(f"font-size: {size + 3}px; font-weight: 600; color: {accent}")
            said.setStyleSheet(f"font-size: {size}px; color: {ink}")
        self._asked.setStyleSheet(f"font-size: {size}px; font-weight: 600; color: {ink}")
        self._hotline.setStyleSheet(f"font-size: {size * 2}px; font-weight: 700; color: {accent}")
