"""What a source gives, and what a source is."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture. It is read and let go; nothing of it is ever kept or written.

    Attributes:
        image: BGR, 8 bits, height by width by 3.
        number: 0 for the first frame of this source.
        at: seconds on the monotonic clock when it was taken.
        name: the file, for pictures.
        still: a picture that stands alone: no frame like it will follow, so it is worth more work.
    """

    image: NDArray[np.uint8]
    number: int
    at: float
    name: str | None = None
    still: bool = False


class Source(Protocol):
    """Where frames come from. Used from one thread.

    Attributes:
        name: for people; an address without its password.
        live: True where only the newest frame matters and a lost source may return.
    """

    @property
    def name(self) -> str: ...

    @property
    def live(self) -> bool: ...

    def read(self) -> Frame | None:
        """The next frame, or None at the end.

        Raises:
            SourceLost: a live source stopped giving frames.
            SourceUnreadable: this one picture cannot be read; the next call gives the next one.
        """
        ...

    def close(self) -> None:
        """Lets the camera or file go. May be called twice."""
        ...
