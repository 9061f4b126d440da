"""The camera before there is a station: its picture, and what codes say; nothing is recorded."""

from checkpoint_app.domain.clock import SystemClock
from checkpoint_app.domain.passage import Verdict, Way
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.repeats import RepeatGuard
from checkpoint_app.station.outcome import Outcome

REPEAT_S = 5.0


class Reader:
    """Stands where a desk would: says what a code is, and forgets it. For one thread."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._clock = SystemClock()
        self._repeats = RepeatGuard(REPEAT_S, self._clock)

    def take(self, payload: bytes, way: Way = Way.CAMERA) -> Outcome:
        """What a code says; see `Desk.take`."""
        return Outcome(
            Verdict.UNREADABLE,
            self._clock.now_ms(),
            document=parse(payload),
            again=self._repeats.is_repeat(payload),
            looking=True,
        )
