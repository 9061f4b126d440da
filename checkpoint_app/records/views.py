"""What the store gives out: frozen, detached from any connection."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from checkpoint_app.domain.passage import Direction, Kind, Passage, SiteKind, Way


class Role(StrEnum):
    """What a member of the staff may do."""

    GUARD = "guard"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Staff:
    """One member of the staff."""

    id: UUID
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class StationInfo:
    """Which station this is, and which hub it reports to.

    Attributes:
        hub_url, hub_token, hub_id, hub_site: None until the station is enrolled.
    """

    id: UUID
    site: str
    gate: str
    lane: str
    kind: SiteKind
    capacity: int | None = None
    hub_url: str | None = None
    hub_token: str | None = None
    hub_id: str | None = None
    hub_site: str | None = None

    @property
    def enrolled(self) -> bool:
        """True once a hub has given this station a token."""
        return self.hub_token is not None


class OutboxState(StrEnum):
    """Where one revision of one passage stands on its way to the hub."""

    PENDING = "pending"
    SENDING = "sending"
    NEEDS_FIX = "needs_fix"
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One revision not confirmed by the hub."""

    passage: Passage
    state: OutboxState
    attempts: int
    refusal_code: str | None = None
    refusal_field: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The hub's word on one revision of one passage."""

    id: UUID
    rev: int
    state: OutboxState  # ACCEPTED, DUPLICATE or NEEDS_FIX
    code: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class RecentPassage:
    """A passage as the list beside the picture shows it."""

    passage: Passage
    state: OutboxState


@dataclass(frozen=True, slots=True)
class LastPassage:
    """The newest passage of one person or vehicle that is not voided."""

    id: UUID
    direction: Direction
    occurred_at: int


class InsideRow(NamedTuple):
    """Someone or something that entered and has not left; a tuple, for there may be 20,000.

    Attributes:
        kind_code, entry: as the store keeps them; `kind` and `passage` give them as such.
        since: when they entered, ms since 1970 UTC.
    """

    person_key: str
    name: str | None
    id_number: str | None
    phone: str | None
    plate: str | None
    kind_code: str
    since: int
    entry: bytes

    @property
    def kind(self) -> Kind:
        """Why they come."""
        return Kind(self.kind_code)

    @property
    def passage(self) -> UUID:
        """The passage they entered by."""
        return UUID(bytes=self.entry)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """One local day in numbers, voided passages left out.

    Attributes:
        by_hour: 24 pairs of (in, out).
    """

    day: str
    entries: int = 0
    exits: int = 0
    voided: int = 0
    by_way: dict[Way, int] = field(default_factory=dict)
    by_kind: dict[Kind, int] = field(default_factory=dict)
    by_hour: tuple[tuple[int, int], ...] = ((0, 0),) * 24
    warned: int = 0

    @property
    def total(self) -> int:
        """Passages of the day."""
        return self.entries + self.exits


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking the journal and the balance found.

    Attributes:
        rows: journal rows read; first_bad: sequence number of the first that does not fit.
        fault: what does not fit, as a code; None where all is well.
    """

    ok: bool
    rows: int
    first_bad: int | None = None
    fault: str | None = None
