"""The messages, one Struct each. Unknown keys are passed over: the other side may be newer.

The limits stand in the types, where reading a message checks them: nothing longer is ever cut, it
is refused.
"""

from typing import Annotated
from uuid import UUID

import msgspec

from checkpoint_app.domain.documents import Format, Sex
from checkpoint_app.domain.passage import Basis, Decision, Direction, Fallback, Kind, Verdict, Way

MAX_REV = 2**31 - 1
MAX_TIME = 253_402_300_800_000
"""The year 10000, in ms since 1970 UTC."""
MAX_WARNINGS = 32

Short = Annotated[str, msgspec.Meta(max_length=64)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Long = Annotated[str, msgspec.Meta(max_length=1_000)]
"""Texts of so many characters at most."""
Revision = Annotated[int, msgspec.Meta(ge=1, le=MAX_REV)]
Row = Annotated[int, msgspec.Meta(ge=0, le=MAX_REV)]
Span = Annotated[int, msgspec.Meta(gt=-MAX_TIME, lt=MAX_TIME)]
Warnings = Annotated[tuple[Short, ...], msgspec.Meta(max_length=MAX_WARNINGS)]
PublicKey = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
"""A raw public key of Curve25519; base64 on the wire."""


class PersonItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who crossed; an absent field is left out."""

    name: Name | None = None
    id_number: Short | None = None
    old_id_number: Short | None = None
    insurance_number: Short | None = None
    qid: Short | None = None
    phone: Short | None = None
    birth_date: Short | None = None
    sex: Sex | None = None
    address: Long | None = None
    nationality: Name | None = None


class DeliveryItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What is brought, and where to."""

    platform: Name | None = None
    destination: Long | None = None
    goods: Long | None = None


class DeclarationItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The answered health questions; what was not answered is left out."""

    travelled: Long | None = None
    symptoms: Long | None = None
    contact_patient: bool | None = None
    contact_sick_country: bool | None = None
    contact_symptoms: bool | None = None
    consent: bool | None = None
    basis: Basis | None = None


class PassageItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One revision of one passage. Times are milliseconds since 1970 UTC.

    No time is impossible: a clock may say anything, and what it said is held and marked.
    Warnings are plain words: a newer station may have one that this hub does not know yet.
    """

    id: UUID
    rev: Revision
    station: UUID
    direction: Direction
    kind: Kind
    way: Way
    occurred_at: int
    recorded_at: int
    gate: Name = ""
    lane: Name = ""
    fallback: Fallback | None = None
    sheet: Short | None = None
    row: Row | None = None
    staff: UUID | None = None
    guided_by: Name | None = None
    document: Format | None = None
    person: PersonItem | None = None
    plate: Short | None = None
    delivery: DeliveryItem | None = None
    declaration: DeclarationItem | None = None
    verdict: Verdict = Verdict.RECORDED
    warnings: Warnings = ()
    note: Long | None = None
    voided: bool = False
    decision: Decision | None = None
    pass_number: Short | None = None
    session: Span | None = None
    tick: Span | None = None
    hub_offset: Span | None = None


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


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A station asks to join with its one-time code.

    Attributes:
        public_key: what the station signs with, Ed25519; an earlier version sends none.
    """

    code: str
    station: UUID
    name: str
    public_key: PublicKey | None = None


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The hub takes a station in.

    Attributes:
        hub: the hub's own id.
        seal_key: what is meant for the hub alone is closed with this, X25519.
        verify_key: what the hub signed is checked with this, Ed25519.
    """

    token: str
    site: UUID
    site_name: str
    hub: UUID
    seal_key: PublicKey | None = None
    verify_key: PublicKey | None = None


class HubIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """Which hub this is; it proves nothing until it is compared with the pin of a code.

    Attributes:
        certificate: of the hub's own certificate authority, PEM.
    """

    hub: UUID
    certificate: str


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
