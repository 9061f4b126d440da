"""What the store gives out: frozen, detached from any connection."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from checkpoint_app.domain.passage import Direction, Kind, Passage, SiteKind, Way
from checkpoint_app.records import rows


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
        hub_url, hub_token, hub_id, hub_site: None until the station is enrolled; the token may be
            in the keyring, see `checkpoint_app.security.credential`.
        hub_authority: what the hub's line is checked with, PEM; None for the public authorities.
        hub_seal_key, hub_verify_key: the hub's public keys, raw; None where it gave none.
    """

    id: UUID
    site: str
    gate: str
    lane: str
    kind: SiteKind
    capacity: int | None = None
    hub_url: str | None = None
    hub_token: str | None = field(default=None, repr=False)
    hub_id: str | None = None
    hub_site: str | None = None
    hub_authority: str | None = None
    hub_seal_key: bytes | None = None
    hub_verify_key: bytes | None = None

    @property
    def enrolled(self) -> bool:
        """True once a hub has given this station a token."""
        return self.hub_token is not None


class OutboxState(StrEnum):
    """Where one revision of one passage stands on its way to the hub."""

    PENDING = "pending"
    SENDING = "sending"
    PAUSED = "paused"  # pending, and nothing is sent until somebody does something
    NEEDS_FIX = "needs_fix"
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One revision not confirmed by the hub.

    Attributes:
        row: the columns of the passage, as the store has them; station: whose it is.
    """

    id: UUID
    row: Mapping[str, Any]
    station: UUID
    state: OutboxState
    attempts: int
    refusal_code: str | None = None
    refusal_field: str | None = None

    @property
    def rev(self) -> int:
        """Which revision of it."""
        return int(self.row["rev"])

    @property
    def passage(self) -> Passage:
        """The revision itself, made of its row when it is asked for: most are only sent."""
        return rows.from_row(self.row, self.station)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The hub's word as the journal keeps it.

    Attributes:
        no: its number here; batch: which exchange brought it.
        received_at: when, by this computer's clock; hub_now: by the hub's. Both in ms since 1970.
    """

    no: int
    batch: UUID
    received_at: int
    hub_now: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is known of one revision on its way to the hub. Times are ms since 1970 UTC.

    Attributes:
        attempts: how often it was sent, None once the hub has confirmed it.
        last_answer: what the last try brought, as a code; next_try_at: when the next is due, None
            for as soon as its turn comes.
        code, field: why the hub refuses it, and which field is to blame.
        receipt: the hub's confirmation; None before it, and where the receipt was purged.
    """

    id: UUID
    rev: int
    state: OutboxState
    attempts: int | None = None
    last_try_at: int | None = None
    last_answer: str | None = None
    next_try_at: int | None = None
    code: str | None = None
    field: str | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """How sending as a whole stands: one fact for all rows, kept over restarts.

    Attributes:
        cause: what stops it, as a code of `checkpoint_app.sync.causes`; None while all is well.
        needs_someone: nothing goes on until somebody does something about the cause.
        since: since when it has been so; next_try_at: when the next try is due, None for no wait.
            Both in ms since 1970 UTC.
        failures: how many tries in a row have failed.
        per_hour: how many revisions the hub confirms in an hour of sending, None where it was not
            measured yet; heard_at: when it confirmed some last, ms since 1970 UTC.
    """

    cause: str | None = None
    needs_someone: bool = False
    since: int = 0
    next_try_at: int | None = None
    failures: int = 0
    per_hour: int | None = None
    heard_at: int | None = None


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


class InsideRow(msgspec.Struct, array_like=True, gc=False, frozen=True):
    """Someone or something that entered and has not left; quickly made, for there may be 20,000.

    Attributes:
        kind_code: as the store keeps it; entry: the id in hexadecimal; `kind` and `passage` give
            them as such.
        since: when they entered, ms since 1970 UTC.
        gate: at which other gate of the site; None for here.
    """

    person_key: str
    name: str | None
    id_number: str | None
    phone: str | None
    plate: str | None
    kind_code: str
    since: int
    entry: str
    gate: str | None = None

    @property
    def kind(self) -> Kind:
        """Why they come."""
        return Kind(self.kind_code)

    @property
    def passage(self) -> UUID:
        """The passage they entered by."""
        return UUID(hex=self.entry)


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
class Reported:
    """What the hub's report of 16:00 counts of a station: the 24 hours before, voided left out."""

    entries: int = 0
    exits: int = 0
    scanned: int = 0
    typed: int = 0
    paper: int = 0
    imported: int = 0


NOTHING_REPORTED = Reported()


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
