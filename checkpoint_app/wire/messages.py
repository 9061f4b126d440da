"""The messages, one Struct each. Unknown keys are passed over: the other side may be newer."""

from uuid import UUID

import msgspec

from checkpoint_app.domain.documents import Format, Sex
from checkpoint_app.domain.passage import Basis, Decision, Direction, Fallback, Kind, Verdict, Way


class PersonItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who crossed; an absent field is left out."""

    name: str | None = None
    id_number: str | None = None
    old_id_number: str | None = None
    insurance_number: str | None = None
    qid: str | None = None
    phone: str | None = None
    birth_date: str | None = None
    sex: Sex | None = None
    address: str | None = None
    nationality: str | None = None


class DeliveryItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is brought, and where to."""

    platform: str | None = None
    destination: str | None = None
    goods: str | None = None


class DeclarationItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answered health questions; what was not answered is left out."""

    travelled: str | None = None
    symptoms: str | None = None
    contact_patient: bool | None = None
    contact_sick_country: bool | None = None
    contact_symptoms: bool | None = None
    consent: bool | None = None
    basis: Basis | None = None


class PassageItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One revision of one passage. Times are milliseconds since 1970 UTC.

    Warnings are plain words: a newer station may have one that this hub does not know yet.
    """

    id: UUID
    rev: int
    station: UUID
    direction: Direction
    kind: Kind
    way: Way
    occurred_at: int
    recorded_at: int
    gate: str = ""
    lane: str = ""
    fallback: Fallback | None = None
    sheet: str | None = None
    row: int | None = None
    staff: UUID | None = None
    guided_by: str | None = None
    document: Format | None = None
    person: PersonItem | None = None
    plate: str | None = None
    delivery: DeliveryItem | None = None
    declaration: DeclarationItem | None = None
    verdict: Verdict = Verdict.RECORDED
    warnings: tuple[str, ...] = ()
    note: str | None = None
    voided: bool = False
    decision: Decision | None = None
    pass_number: str | None = None
    session: int | None = None
    tick: int | None = None
    hub_offset: int | None = None


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What a station sends; the passages stay raw, so that a bad one spoils only itself.

    Attributes:
        batch: a new id for every attempt; the answer repeats it.
        sent: the station's own clock when it sent this, ms since 1970 UTC.
    """

    v: int
    station: UUID
    batch: UUID
    sent: int
    passages: list[msgspec.Raw]


class Rejection(msgspec.Struct, frozen=True, omit_defaults=True):
    """One passage refused; by its place in the batch where its id or revision is unreadable."""

    code: str
    field: str | None = None
    id: UUID | None = None
    rev: int | None = None
    index: int | None = None


class BatchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The hub's word on each passage of a batch, spoken after its commit.

    Attributes:
        now: the hub's clock, ms since 1970 UTC.
        accepted: (id, rev) the hub did not hold before; it now holds that revision or a later one.
        duplicate: (id, rev) it held already, at that revision or a later one.
        sum: checksum over all the others, see `checkpoint_app.wire.answers`.
    """

    batch: UUID
    now: int
    accepted: list[tuple[UUID, int]]
    duplicate: list[tuple[UUID, int]]
    rejected: list[Rejection]
    sum: str


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A station asks to join with its one-time code."""

    code: str
    station: UUID
    name: str


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The hub takes a station in; `hub` is the hub's own id."""

    token: str
    site: UUID
    site_name: str
    hub: UUID


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub tells a station that asks: its clock, itself, and which site it takes it for."""

    now: int
    hub: UUID
    site_name: str


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The hub is up and can read its store."""

    now: int


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a whole request is refused: one of `ProblemCode`."""

    code: str
