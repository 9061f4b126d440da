"""Spreads the steps of the ladder over the frames of a live picture.

A code held up stays for half a second or more, so no frame needs every step: each gets a share of
the time, and the next goes on where it stopped. A place that was tried by every step in vain, a
shop sign or a bush, is then tried seldom, until something else appears.
"""

from collections.abc import Sequence
from itertools import cycle, islice

from checkpoint_app.scanner.engines import Gray
from checkpoint_app.scanner.ladder import Step
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.regions import Region

SHARE_MS = 28.0
"""What the steps may take in a frame, in which one step is always made: a camera of 15 frames a
second leaves twice as much, and a code that resists is held up for a second at most."""
SELDOM = 12
"""Frames from one step to the next at a place that was tried in vain."""
TIRED_AFTER = 45
"""Frames with steps, one after another and all in vain, after which only some frames get them."""
TIRED = 3
"""Then every third: a gate may be full of small print for hours."""
_ROUNDS = 2
_SAME = 0.5
_RANKS = (0, 1, 0, 2)
"""The likeliest place gets half of the steps."""


class Rescue:
    """What was tried so far. It remembers rectangles and counts, nothing of a picture."""

    def __init__(self, steps: Sequence[Step]) -> None:
        """Nothing tried yet."""
        self._steps = steps
        self._ranks = cycle(_RANKS)
        self._next: dict[int, int] = {}
        self._tried: list[tuple[Region, int]] = []
        self._frame = 0
        self._vain = 0

    def quiet(self) -> None:
        """Nothing in the picture looks like a code."""
        self._vain = 0

    def rest(self) -> None:
        """A code was read: what comes next is tried from the first step on."""
        self._next.clear()
        self._tried.clear()
        self._vain = 0

    def look(self, gray: Gray, places: Sequence[Region]) -> list[Read]:
        """Makes the next steps at these places, the likeliest first, until something is read.

        Args:
            gray: the frame.
            places: one or more.
        """
        self._frame += 1
        self._vain += 1
        worn = all(self._is_worn(place) for place in places)
        if self._frame % (SELDOM if worn else TIRED if self._vain > TIRED_AFTER else 1):
            return []
        spent = 0.0
        for rank in islice(self._ranks, len(_RANKS) * len(self._steps)):
            if rank >= len(places):
                continue
            step = self._steps[self._next.get(rank, 0) % len(self._steps)]
            spent += step.takes(places[rank])
            reads = step.look(gray, places[rank])
            if reads:
                self._tried.clear()
                self._vain = 0
                return reads  # and the next frame begins with what helped in this one
            self._next[rank] = self._next.get(rank, 0) + 1
            self._note(places[rank])
            if worn or spent >= SHARE_MS:
                break
        return []

    def tried(self, place: Region) -> int:
        """How many steps were made at this place, all in vain."""
        return max(
            (count for region, count in self._tried if place.likeness(region) >= _SAME), default=0
        )

    def _is_worn(self, place: Region) -> bool:
        return self.tried(place) >= _ROUNDS * len(self._steps)

    def _note(self, place: Region) -> None:
        for index, (region, count) in enumerate(self._tried):
            if place.likeness(region) >= _SAME:
                self._tried[index] = (place, count + 1)
                return
        self._tried = [(place, 1), *self._tried[:15]]
