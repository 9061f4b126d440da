"""What became of one code or one entry."""

from dataclasses import dataclass

from checkpoint_app.domain.documents import Document, EnrolCode, Format, SheetCode, WarningCode
from checkpoint_app.domain.errors import CheckpointError
from checkpoint_app.domain.passage import Passage, Verdict
from checkpoint_app.records.lists import WatchHit
from checkpoint_app.station.likeness import Candidate

LOOK = frozenset(WarningCode) - {
    WarningCode.DECLARED_BY_OTHER,
    WarningCode.MASKED,
    WarningCode.TEXT_UNPRINTABLE,
    WarningCode.SEX_UNKNOWN,
    WarningCode.ISSUED_ON_IMPOSSIBLE,
    WarningCode.ADDRESS_DAMAGED,
    WarningCode.CLOSED_OUT,
}
"""The warnings that turn the banner amber; the others are shown beside the passage only."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the guard is told.

    Attributes:
        passage: what was recorded; None for a repeat, an unknown code or a failure.
        document: what was read, None for typed entries.
        error: why nothing could be recorded, with the verdict NOT_RECORDED.
        again: the same unknown code as a moment ago: to be shown, not to be sounded.
        candidates: people known here who may be whom the code hides or damaged, the surest first;
            for the guard to choose from, see `Lane.confirm`.
        watch: who of the watch list this may be, and what the guard is to do.
        looking: the code was only looked at: nothing was recorded, on purpose.
        rehearsal: it was only played, by way of explanation: nothing was recorded.
        at_ms: when this was decided, milliseconds since 1970 UTC.
    """

    verdict: Verdict
    at_ms: int
    passage: Passage | None = None
    document: Document | None = None
    warnings: tuple[WarningCode, ...] = ()
    error: CheckpointError | None = None
    again: bool = False
    candidates: tuple[Candidate, ...] = ()
    watch: tuple[WatchHit, ...] = ()
    looking: bool = False
    rehearsal: bool = False

    @property
    def is_invitation(self) -> bool:
        """True for a hub's enrolment code, whole or damaged: nobody's passage."""
        return self.document is not None and self.document.format is Format.ENROL

    @property
    def invitation(self) -> EnrolCode | None:
        """The enrolment code that was shown, None for anything else."""
        detail = self.document.detail if self.document else None
        return detail if isinstance(detail, EnrolCode) else None

    @property
    def sheet(self) -> SheetCode | None:
        """Which of our own paper sheets was shown, None for anything else."""
        detail = self.document.detail if self.document else None
        return detail if isinstance(detail, SheetCode) else None
