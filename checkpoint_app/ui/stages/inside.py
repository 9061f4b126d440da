"""Inside now: the day so far, somebody found, too long, full, and nobody."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from checkpoint_app.station.inside import Finder, Part, Present
from checkpoint_app.ui.sample_day import NOW_MS
from checkpoint_app.ui.sample_frame import settle
from checkpoint_app.ui.screens.inside import InsideScreen

if TYPE_CHECKING:
    from checkpoint_app.ui.screen_states import Stage

_HOUR = 3_600_000


def _fresh(stage: "Stage", everybody: list[Present] | None = None) -> InsideScreen:
    screen = stage.room(InsideScreen)
    settle(stage.app)
    screen.part.choose(Part.ALL)
    screen.search.clear()
    screen.left()
    found = Finder().read(stage.desk) if everybody is None else everybody
    screen.on_read(found)
    screen.list.mark(-1)
    return screen


def some(stage: "Stage") -> QWidget:
    """The day so far, one marked."""
    _fresh(stage).list.mark(2)
    return stage.page


def nobody(stage: "Stage") -> QWidget:
    """The first minutes of a day."""
    _fresh(stage, [])
    return stage.page


def found(stage: "Stage") -> QWidget:
    """Two letters have found some."""
    _fresh(stage).search.setText("thi la")
    return stage.page


def late(stage: "Stage") -> QWidget:
    """The proposal to close the day with."""
    here = Finder().read(stage.desk)
    long = [
        Present(
            replace(one.row, since=NOW_MS - (13 + place) * _HOUR),
            one.words,
            place < 6,
        )
        for place, one in enumerate(here)
    ]
    screen = _fresh(stage, long)
    screen.on_close_day()
    return stage.page


STATES: dict[str, Callable[["Stage"], QWidget]] = {
    "inside": some,
    "inside-empty": nobody,
    "inside-found": found,
    "inside-late": late,
}
