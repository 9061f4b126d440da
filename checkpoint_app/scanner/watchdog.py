"""Watches a live picture: whether it still moves, and how large and how often it comes."""

from dataclasses import dataclass

from checkpoint_app.scanner.light import Look

FROZEN_S = 8.0
"""Seconds of the very same picture after which a camera counts as frozen."""

_MEASURE_S, _MEASURE_FRAMES = 2.0, 10
"""The least from which a rate is told, both of them."""
_CHANGED = 0.2
"""A rate is told again when it has changed by this share."""


class FrozenWatch:
    """Tells a picture that stands still from a still scene: a sensor's noise is never the same.

    Outlives one opening of the camera, so that a camera which comes back with the same picture is
    not taken for one that works.

    Attributes:
        stands: the picture stood still when it was last looked at.
    """

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.stands = False
        self._mark: int | None = None
        self._since = 0.0

    def is_frozen(self, look: Look, at: float) -> bool:
        """True where the same picture has been given for too long.

        A picture with nothing in it says nothing: in the dark the noise may vanish too.
        """
        if look.is_plain:
            self._mark, self.stands = None, False
            return False
        if look.mark != self._mark:
            self._mark, self._since = look.mark, at
        self.stands = at - self._since > FROZEN_S
        return self.stands


@dataclass(frozen=True, slots=True)
class Pace:
    """What a camera really gives: width and height in pixels, frames a second."""

    width: int
    height: int
    rate: float


class PaceMeter:
    """Measures the size and the rate of the frames of one opening of a source."""

    def __init__(self) -> None:
        """Nothing was measured yet."""
        self._told: Pace | None = None
        self._start: float | None = None
        self._count = 0
        self._size = (0, 0)

    def see(self, width: int, height: int, at: float) -> Pace | None:
        """The pace, where it has become known or has changed; None otherwise.

        Args:
            width, height: of the newest frame, in pixels.
            at: when it came, seconds on a monotonic clock.
        """
        if self._start is None or (width, height) != self._size:
            self._size, self._start, self._count = (width, height), at, 0
            return None
        self._count += 1
        spent = at - self._start
        if spent < _MEASURE_S or self._count < _MEASURE_FRAMES:
            return None
        pace = Pace(width, height, self._count / spent)
        self._start, self._count = at, 0
        before = self._told
        if (
            before is not None
            and (before.width, before.height) == (width, height)
            and abs(pace.rate - before.rate) <= _CHANGED * before.rate
        ):
            return None
        self._told = pace
        return pace
