"""Where the parts of the open desk stand, by the size of the window and of its text."""

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from checkpoint_app.ui import theme
from checkpoint_app.ui.rail import Rail
from checkpoint_app.ui.side_panel import SidePanel
from checkpoint_app.ui.status_line import StatusLine
from checkpoint_app.ui.widgets.notice import Notice
from checkpoint_app.ui.widgets.notice_bar import MOST, MOST_SMALL, NoticeBar

SMALL_HEIGHT = 700
SLIM_WIDTH = 980
"""Below it there is no room for a side column; the verdict goes below the screen then."""
LEAST = QSize(1000, 560)
WIDEST = 16_777_215


class DeskFrame(QObject):
    """Lays the parts out once, and arranges them as often as the window changes."""

    def __init__(  # noqa: PLR0917 - the parts, each once
        self,
        page: QWidget,
        status: StatusLine,
        rail: Rail,
        notices: NoticeBar,
        notice: Notice,
        stack: QStackedWidget,
        side: SidePanel,
    ) -> None:
        super().__init__(page)
        self._page, self._rail, self._notices, self._side = page, rail, notices, side
        self._away = False
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self._strip = QHBoxLayout()
        self._strip.setContentsMargins(theme.SPACE_L, 0, theme.SPACE_L, 0)
        self._strip.addWidget(notice)
        middle.addWidget(notices)
        middle.addLayout(self._strip)
        middle.addWidget(stack, 1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(0)
        self._beside.addLayout(middle, 1)
        self._beside.addWidget(side)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(rail)
        row.addLayout(self._beside, 1)
        column = QVBoxLayout(page)
        # What stands in the side column depends on the height: its least size must not hold a
        # large window large.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(status)
        column.addLayout(row, 1)
        found = theme.find_theme()
        if found is not None:
            found.changed.connect(self.on_theme_changed)

    def make_room(self) -> None:
        """Something is said in the strip: keep it off what stands above."""
        self._strip.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, 0)

    def on_theme_changed(self) -> None:
        """Larger text takes more room."""
        self.arrange(away=self._away)

    def arrange(self, *, away: bool) -> None:
        """Share the window out.

        Args:
            away: another screen than the gate is in front; its picture is carried along.
        """
        self._away = away
        # What the window would measure if its text had the usual size.
        width = round(self._page.width() / theme.scale())
        height = round(self._page.height() / theme.scale())
        slim, ways = width < SLIM_WIDTH, QBoxLayout.Direction
        self._beside.setDirection(ways.TopToBottom if slim else ways.LeftToRight)
        if slim:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(WIDEST)
        else:
            share = 236 if width < 1200 else 310 if width < 1600 else 380
            self._side.setFixedWidth(theme.tall(share))
        theme.hold(self._rail, width=88 if width < 1200 else 96)
        small = height < SMALL_HEIGHT
        self._notices.hold(MOST_SMALL if small else MOST)
        chart = not (small or (away and height < 900))
        self._side.carry(camera=away, small=small, chart=chart, slim=slim)
