"""Parts of a page put together: below each other on a card, or beside each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from checkpoint_app.ui import theme


def card(*parts: QWidget | QLayout) -> QFrame:
    """A card with its parts below each other."""
    made = QFrame()
    made.setProperty("role", "card")
    inner = QVBoxLayout(made)
    inner.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
    inner.setSpacing(theme.SPACE_S)
    for part in parts:
        if isinstance(part, QLayout):
            inner.addLayout(part)
        else:
            inner.addWidget(part)
    return made


def row(*parts: QWidget, stretch: int | None = None) -> QHBoxLayout:
    """Parts beside each other; ``stretch`` is the place of the one that takes the room."""
    made = QHBoxLayout()
    made.setSpacing(theme.SPACE_S)
    for place, part in enumerate(parts):
        made.addWidget(part, 1 if place == stretch else 0)
    if stretch is None:
        made.addStretch(1)
    return made


def scrolled(part: QWidget) -> QScrollArea:
    """A part that is as high as it needs to be, and scrolled where there is less room."""
    inside = QWidget()
    inside.setProperty("role", "scrolled")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
