"""The steps of the ladder: what is tried, one step after another, on a code that resists.

A step is a preparation of the picture and the reader that then looks at it. The order follows this
project's measurements (`make bench-scan`, `make bench-limits`): what reads most for its cost comes
first. Figures of cost are milliseconds for a million pixels, measured once and rounded; they are
used to share a frame's time out, so that the same frames always get the same work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from checkpoint_app.scanner import preparation
from checkpoint_app.scanner.engines import Gray, Tapir, read_zxing
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.regions import Region
from checkpoint_app.scanner.zbar import BinaryZbar

LEAST_SIDE = 21
"""Pixels, for the smallest code has 21 modules a side (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One preparation and one reader.

    Attributes:
        name: as it is told with a code that it read.
        prepare: makes the picture that is read.
        read: the reader.
        cost: milliseconds for a million pixels of the part it is given.
        start: milliseconds besides, however small the part; tapirscan searches long where it
            finds nothing.
        scale: how much larger the prepared picture is.
        most: pixels; a larger part is left to the other steps.
    """

    name: str
    prepare: Callable[[Gray], Gray]
    read: Callable[[Gray], list[Read]]
    cost: float
    start: float = 0.1
    scale: float = 1.0
    most: int = 4_000_000

    def takes(self, part: Region) -> float:
        """Milliseconds it is expected to take."""
        return self.start + self.cost * part.area / 1e6

    def look(self, gray: Gray, part: Region) -> list[Read]:
        """Codes in a part of a picture, with their places in the whole."""
        if part.area > self.most or min(part.width, part.height) < LEAST_SIDE:
            return []
        found = self.read(self.prepare(part.of(gray)))
        corner = float(part.left), float(part.top)
        return [read.moved(corner, self.scale, self.name) for read in found]


class Ladder:
    """The steps, for one thread: some readers keep a state of their own.

    Attributes:
        live: for a frame with others to follow; few enough that all come round in half a second.
        blind: for whole frames, one now and then.
        smooth: so quick, and in the dark so good, that it goes before each of those.
        still: for a picture that stands alone: every reader after every useful preparation.
    """

    def __init__(self) -> None:
        """Prepares the readers this machine has."""
        tapir, zbar = Tapir().read, BinaryZbar()
        even, sharp, smooth = preparation.clahe, preparation.box7, preparation.blur3
        quick = (
            Step("zxing+clahe", even, read_zxing, 6),
            _focus(1.5, 0.005),
            Step("zxing+box7", sharp, read_zxing, 5),
            _focus(2.0, 0.003),
            _focus(1.0, 0.005),
            Step("zxing+x2", preparation.doubled, read_zxing, 7, scale=2.0, most=1_000_000),
            _focus(3.0, 0.005),
            Step("zxing+x2+box7", _doubled_sharp, read_zxing, 20, scale=2.0, most=500_000),
            Step("zxing+blur3", smooth, read_zxing, 2),
        )
        searching = (
            Step("tapir", preparation.plain, tapir, 10, start=10),
            Step("tapir+clahe", even, tapir, 20, start=30),
            Step("tapir+box7", sharp, tapir, 20, start=30),
            Step("tapir+blur3", smooth, tapir, 10, start=4),
        )
        second = (
            Step("zbar+clahe", even, zbar.read, 30),
            Step("zbar", preparation.plain, zbar.read, 22),
        )
        more = (
            Step("tapir+half", preparation.halved, tapir, 12, start=2, scale=0.5),
            Step("tapir+x2", preparation.doubled, tapir, 20, start=6, scale=2.0, most=1_000_000),
            Step("zxing+half", preparation.halved, read_zxing, 1, scale=0.5),
            _focus(2.0, 0.003, halved=True),
            _focus(3.0, 0.005, halved=True),
        )
        self.live = (*quick, *searching, *(second if zbar.available else ()))
        self.blind = (quick[0], searching[-1], quick[2], more[0])
        self.smooth = quick[-1]
        self.still = (*self.live, *more)


def _doubled_sharp(gray: Gray) -> Gray:
    return preparation.box7(preparation.doubled(gray))


def _focus(sigma: float, noise: float, *, halved: bool = False) -> Step:
    focus = partial(preparation.focused, sigma=sigma, noise=noise)
    if not halved:
        return Step(f"zxing+focus{sigma:g}", focus, read_zxing, 22)
    name = f"zxing+half+focus{sigma:g}"
    return Step(name, lambda gray: focus(preparation.halved(gray)), read_zxing, 6, scale=0.5)
