"""How far a long piece of work is, and the way to end it between two of its steps."""

import threading
from collections.abc import Callable

from checkpoint_app.domain.errors import CheckpointError

Tell = Callable[[int, int | None], None]
"""Called between two steps with how much is done and how much there is, None where that is not
known. It may raise `Stopped`; the work leaves everything whole then."""


def unheard(done: int, whole: int | None) -> None:
    """For work that nobody watches."""


class Stopped(CheckpointError):
    """Somebody ended long work before it was done."""

    code = "stopped"


class Course:
    """What one piece of work tells of itself, to be looked at from another thread.

    Attributes:
        done, whole: of whatever it counts; `whole` is None where nobody knows.
    """

    def __init__(self) -> None:
        """Nothing is done yet."""
        self.done = 0
        self.whole: int | None = None
        self._stop = threading.Event()

    def tell(self, done: int, whole: int | None) -> None:
        """A step is done; see `Tell`.

        Raises:
            Stopped: somebody asked for the end.
        """
        self.done, self.whole = done, whole
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask for the end, at the next step."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """True once somebody asked for the end."""
        return self._stop.is_set()
