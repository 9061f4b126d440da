"""A clock that tests set."""

from checkpoint_app.domain.clock import parse_iso


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, at: str = "2026-11-23T08:00:00") -> None:
        """Begin at a local time, ISO 8601."""
        self.at_ms = parse_iso(at)
        self.seconds = 1000.0

    def now_ms(self) -> int:
        return self.at_ms

    def monotonic(self) -> float:
        return self.seconds

    def pass_s(self, seconds: float) -> None:
        """Time passes, on both clocks."""
        self.at_ms += round(seconds * 1000)
        self.seconds += seconds

    def set_wall(self, at: str) -> None:
        """Somebody sets the computer's clock; the monotonic one does not notice."""
        self.at_ms = parse_iso(at)
