"""What would help the camera to read, and when it is worth saying.

The decoder judges the code it could not read, `checkpoint_app.scanner.light` the light of the whole
picture; `HintHold` decides what of it the guard is shown.
"""

from dataclasses import dataclass
from enum import StrEnum


class Hint(StrEnum):
    """What to do about a code that is not being read."""

    TOO_FAR = "too_far"  # too few pixels for each square of the code
    TOO_CLOSE = "too_close"  # the code does not fit into the picture
    BLURRED = "blurred"  # out of focus or moved
    GLARE = "glare"  # a lamp is mirrored in the card
    DARK = "dark"
    BRIGHT = "bright"
    COVERED = "covered"  # nothing to be seen at all


AFTER_S = 0.7
"""Seconds for which a hint must hold before it is shown: a card on its way needs no advice."""
GAP_S = 0.3
"""Seconds for which a hint may fail to come and still counts as holding."""


@dataclass(slots=True)
class _Run:
    since: float
    last: float


class HintHold:
    """Shows a hint once it has lasted, and takes it away at the next read."""

    def __init__(self) -> None:
        """Nothing is shown."""
        self._runs: dict[Hint, _Run] = {}
        self._shown: Hint | None = None

    def see(self, hint: Hint | None, read: bool, at: float) -> Hint | None:
        """What to show from now on.

        Args:
            hint: what the newest frame asks for.
            read: a code was read in it.
            at: seconds on a monotonic clock.
        """
        if read:
            self._runs.clear()
            self._shown = None
            return None
        if hint is not None:
            run = self._runs.get(hint)
            if run is None or at - run.last > GAP_S:
                self._runs[hint] = _Run(at, at)
            else:
                run.last = at
        self._runs = {one: run for one, run in self._runs.items() if at - run.last <= GAP_S}
        if self._shown not in self._runs:
            lasting = [one for one, run in self._runs.items() if run.last - run.since >= AFTER_S]
            self._shown = min(lasting, key=lambda one: self._runs[one].since, default=None)
        return self._shown
