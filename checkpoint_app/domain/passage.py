"""The passage: one crossing of the gate, and everything recorded about it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from checkpoint_app.domain.documents import Document, Format, Sex, WarningCode
from checkpoint_app.domain.text import fold


class Direction(StrEnum):
    """Which way the gate was crossed."""

    IN = "in"
    OUT = "out"


class DirectionMode(StrEnum):
    """How a lane decides the direction; ``auto`` is out for whoever is inside, in otherwise."""

    IN = "in"
    OUT = "out"
    AUTO = "auto"


class Kind(StrEnum):
    """Why the person is here."""

    RESIDENT = "resident"
    STAFF = "staff"
    VISITOR = "visitor"
    DELIVERY = "delivery"
    VENDOR = "vendor"
    SHOPPER = "shopper"
    GOODS = "goods"


class Way(StrEnum):
    """How the passage was captured."""

    CAMERA = "camera"
    SCANNER = "scanner"
    TYPED = "typed"
    PAPER = "paper"
    IMPORT = "import"


class Fallback(StrEnum):
    """Why no code was scanned: the three reasons of letter 19/SCHTP, paragraph 1."""

    NETWORK = "network"
    NO_DEVICE = "no_device"
    CANNOT_USE = "cannot_use"


class SiteKind(StrEnum):
    """What sort of place the site is."""

    RESIDENTIAL = "residential"
    MARKET = "market"
    OFFICE = "office"
    SHOP = "shop"
    OTHER = "other"


class Verdict(StrEnum):
    """What the guard is told, each with its own colour, shape and sound."""

    RECORDED = "recorded"
    LOOK = "look"
    SEEN = "seen"
    UNREADABLE = "unreadable"
    NOT_RECORDED = "not_recorded"


class Decision(StrEnum):
    """What the guard decided about a passage with warnings."""

    LET_THROUGH = "let_through"
    TURNED_AWAY = "turned_away"


@dataclass(frozen=True, slots=True)
class Person:
    """Who crossed, as far as the card or the form says. Absent is None, never an empty text."""

    name: str | None = None
    id_number: str | None = None
    old_id_number: str | None = None
    insurance_number: str | None = None
    qid: str | None = None
    phone: str | None = None
    birth_date: str | None = None  # ISO date, or the year alone
    sex: Sex | None = None
    address: str | None = None
    nationality: str | None = None

    @classmethod
    def of(cls, document: Document) -> "Person":
        """The person a document names."""
        return cls(
            name=document.name,
            id_number=document.id_number,
            old_id_number=document.old_id_number,
            insurance_number=document.insurance_number,
            qid=document.qid,
            phone=document.phone,
            birth_date=document.birth_date,
            sex=document.sex,
            address=document.address,
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a delivery brings, and where to."""

    platform: str | None = None
    destination: str | None = None
    goods: str | None = None


class Basis(StrEnum):
    """On what ground somebody's answers are recorded (Law 91/2025/QH15 on personal data)."""

    LEGAL_DUTY = "legal_duty"  # ordered by an authority in an emergency or epidemic
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Declaration:
    """The health questions of the national form; None is "not answered", never "no".

    Attributes:
        travelled: where the person was within the look-back, "" for nowhere.
        symptoms: which signs the person reports, "" for none.
        contact_patient, contact_sick_country, contact_symptoms: the three contact questions.
        consent: the person agreed to what the notice says.
        basis: on what ground these answers are recorded.
    """

    travelled: str | None = None
    symptoms: str | None = None
    contact_patient: bool | None = None
    contact_sick_country: bool | None = None
    contact_symptoms: bool | None = None
    consent: bool | None = None
    basis: Basis | None = None

    @property
    def raises_concern(self) -> bool:
        """True where any health question was answered with yes."""
        return bool(
            self.symptoms
            or self.contact_patient
            or self.contact_sick_country
            or self.contact_symptoms
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """One revision of one crossing; immutable once recorded.

    Attributes:
        id: UUIDv7 made when the passage was captured; the same in every attempt to send it.
        rev: 1 as captured, then one more for each correction or voiding.
        occurred_at: when the gate was crossed (the time on the paper), ms since 1970 UTC.
        recorded_at: when it was captured or typed here, ms since 1970 UTC.
        staff: who was on duty; guided_by: who guided the person, where someone did.
        document: what was scanned, None for typed and paper entries.
        voided: this revision takes the passage back; its numbers leave the counts.
        decision: what the guard decided, where there was something to decide.
        pass_number: the number of the pass or market card that was shown.
        session, tick: which run of the program recorded it, and milliseconds of that run's
            monotonic clock: they order what a wrong wall clock does not.
        hub_offset: the hub's clock less this one's, in ms, where it was known.
    """

    id: UUID
    station: UUID
    direction: Direction
    way: Way
    occurred_at: int
    recorded_at: int
    rev: int = 1
    gate: str = ""
    lane: str = ""
    kind: Kind = Kind.VISITOR
    fallback: Fallback | None = None
    sheet: str | None = None
    row: int | None = None
    staff: UUID | None = None
    guided_by: str | None = None
    document: Format | None = None
    person: Person = field(default_factory=Person)
    plate: str | None = None
    delivery: Delivery | None = None
    declaration: Declaration | None = None
    verdict: Verdict = Verdict.RECORDED
    warnings: tuple[WarningCode, ...] = ()
    note: str | None = None
    voided: bool = False
    decision: Decision | None = None
    pass_number: str | None = None
    session: int | None = field(default=None, compare=False)
    tick: int | None = field(default=None, compare=False)
    hub_offset: int | None = field(default=None, compare=False)

    @property
    def person_key(self) -> str | None:
        """What pairs this passage with others of the same person or vehicle; see `key_of`."""
        return key_of(self.person, self.plate, self.pass_number)


class Identified(Protocol):
    """Whatever names a person by the fields of `Person`."""

    @property
    def name(self) -> str | None: ...
    @property
    def id_number(self) -> str | None: ...
    @property
    def old_id_number(self) -> str | None: ...
    @property
    def insurance_number(self) -> str | None: ...
    @property
    def qid(self) -> str | None: ...
    @property
    def phone(self) -> str | None: ...
    @property
    def birth_date(self) -> str | None: ...


def key_of(
    person: Identified, plate: str | None = None, pass_number: str | None = None
) -> str | None:
    """What tells one person or vehicle from another, strongest first; None where nothing does.

    A masked number is no key, for many people share its visible digits; the QID of the unified
    code stays usable then (Decision 1405/QĐ-BTTTT). Nothing is ever merged by likeness.
    """
    if person.id_number and "*" not in person.id_number:
        return f"id:{person.id_number}"
    if person.qid:
        return f"qid:{person.qid}"
    if person.insurance_number:
        return f"bhyt:{person.insurance_number}"
    if person.phone:
        return f"tel:{person.phone}"
    if plate:
        return f"plate:{plate}"
    if person.name and person.birth_date:
        return f"name:{fold(person.name)}|{person.birth_date}"
    if pass_number:
        return f"card:{pass_number}"
    return None


def other_keys_of(
    key: str, person: Identified, plate: str | None = None, pass_number: str | None = None
) -> list[str]:
    """By what else somebody with this key can be found: each number, phone, plate and card.

    An old number is what the same person's key was with the old card.
    """
    old, found = person.old_id_number, []
    if old and "*" not in old:
        found.append(f"id:{old}")
    if person.qid:
        found.append(f"qid:{person.qid}")
    if person.insurance_number:
        found.append(f"bhyt:{person.insurance_number}")
    if person.phone:
        found.append(f"tel:{person.phone}")
    if plate:
        found.append(f"plate:{plate}")
    if pass_number:
        found.append(f"card:{pass_number}")
    return [other for other in found if other != key]
