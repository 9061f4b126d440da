"""The five verdicts, played with sample codes: read like any other, and never recorded."""

from dataclasses import dataclass

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.documents import Document
from checkpoint_app.domain.errors import DiskFull
from checkpoint_app.domain.passage import Verdict
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.repeats import RepeatGuard
from checkpoint_app.station.outcome import LOOK, Outcome

REPEAT_S = 5.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A code to try with, of invented people; no code brings a failure of the disk about."""

    verdict: Verdict
    payload: bytes | None


_AN = "001090000001||Nguyễn Văn An|12031990|Nam|Căn 101 Nhà Mẫu, Hà Nội|01012021".encode()
SAMPLES = (
    Sample(Verdict.RECORDED, _AN),
    Sample(
        Verdict.LOOK,
        "001185000002||Tr?n Th? Bích|15081985|Nữ|Căn 102 Nhà Mẫu, Hà Nội|01012021".encode(),
    ),
    Sample(Verdict.SEEN, _AN),
    Sample(Verdict.UNREADABLE, b"https://example.com/menu"),
    Sample(Verdict.NOT_RECORDED, None),
)


class Rehearsal:
    """Says of each code what would have become of it. Called under the lane's lock."""

    def __init__(self, clock: Clock) -> None:
        """Nothing was shown yet."""
        self._clock = clock
        self._repeats = RepeatGuard(REPEAT_S, clock)

    def outcome(self, payload: bytes, document: Document) -> Outcome:
        """What a code that was held up would have brought."""
        again = self._repeats.is_repeat(payload)
        verdict = Verdict.RECORDED if LOOK.isdisjoint(document.warnings) else Verdict.LOOK
        if not document.is_known:
            verdict = Verdict.UNREADABLE
        elif again:
            verdict = Verdict.SEEN
        return self._made(verdict, document, again=again)

    def by_hand(self, sample: Sample) -> Outcome:
        """What a sample brings that somebody chose by a key."""
        if sample.payload is None:
            now = self._clock.now_ms()
            return Outcome(sample.verdict, now, error=DiskFull(), rehearsal=True)
        return self._made(sample.verdict, parse(sample.payload), again=False)

    def _made(self, verdict: Verdict, document: Document, *, again: bool) -> Outcome:
        return Outcome(
            verdict,
            self._clock.now_ms(),
            document=document,
            warnings=document.warnings,
            again=again and verdict is Verdict.UNREADABLE,
            looking=True,
            rehearsal=True,
        )
