"""What a code says, once a parser has read its payload."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Format(StrEnum):
    """Which kind of code a payload is. It says nothing of whether the card is genuine."""

    CCCD = "cccd"
    BHYT = "bhyt"
    UNIFIED = "unified"
    HC1 = "hc1"
    URL = "url"
    PASS = "pass"
    SHEET = "sheet"
    ENROL = "enrol"  # a hub's invitation to a station: nobody's passage
    UNKNOWN = "unknown"


class LinkKind(StrEnum):
    """What a link is, by its address alone. It is never opened."""

    SITE = "site"  # a place's own code, for people to scan (mã địa điểm)
    DECLARATION = "declaration"  # a person's health declaration on a web page
    PERMIT = "permit"  # a travel permit (giấy đi đường)
    OTHER = "other"


class Sex(StrEnum):
    """Sex as the forms offer it (Nam, Nữ, Khác)."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class WarningCode(StrEnum):
    """Something for the guard to look at. A warning never stops a record."""

    NAME_DAMAGED = "name_damaged"  # U+FFFD or lost accents in the name
    ADDRESS_DAMAGED = "address_damaged"  # letters of the address lost or turned into signs
    TEXT_REPAIRED = "text_repaired"  # the text arrived in a wrong encoding and was mended
    TEXT_UNPRINTABLE = "text_unprintable"  # control or direction marks were removed
    BIRTH_DATE_IMPOSSIBLE = "birth_date_impossible"
    ISSUED_ON_IMPOSSIBLE = "issued_on_impossible"
    SEX_UNKNOWN = "sex_unknown"
    MASKED = "masked"  # part of the number or date is hidden by asterisks
    NO_NUMBER = "no_number"  # the code holds no number of its holder: a name is not enough
    ID_MALFORMED = "id_malformed"
    ID_BIRTH_MISMATCH = "id_birth_mismatch"  # century or year in the number against the date
    ID_SEX_MISMATCH = "id_sex_mismatch"
    ID_PROVINCE_UNKNOWN = "id_province_unknown"
    PHONE_MALFORMED = "phone_malformed"
    PLATE_MALFORMED = "plate_malformed"
    DECLARED_BY_OTHER = "declared_by_other"  # khai hộ
    NOT_VERIFIED = "not_verified"  # signed, and no key of the signer is installed here
    SIGNATURE_BAD = "signature_bad"  # not signed by the key it names
    EXPIRED = "expired"  # past its last day, or before its first
    OUTSIDE_HOURS = "outside_hours"  # a pass, outside its days of the week and hours
    OTHER_SITE = "other_site"  # a pass of another site
    NEWER_VERSION = "newer_version"  # our own code, of a later version than this program knows
    CODE_DAMAGED = "code_damaged"  # the kind is known and the content cannot be read
    ALREADY_INSIDE = "already_inside"  # an entry without the exit before it
    NOT_INSIDE = "not_inside"  # an exit without the entry before it
    SYMPTOMS = "symptoms"  # a health question was answered with yes
    OVER_CAPACITY = "over_capacity"
    WATCHED = "watched"  # a number, phone or plate of the watch list
    WATCHED_NAME = "watched_name"  # the name of somebody of the watch list, and no number
    CARD_UNKNOWN = "card_unknown"  # a market card that is not on the site's list
    CARD_USED = "card_used"  # somebody came in with this card today
    CARD_HANDED_IN = "card_handed_in"  # a card that was taken in at the gate before
    OTHER_WARD = "other_ward"  # a market card of a ward that this market is not for
    CLOSED_OUT = "closed_out"  # nobody saw the exit: recorded at the end of the day
    TIME_AHEAD = "time_ahead"  # the time that was typed is still to come
    CLOCK_BACKWARDS = "clock_backwards"  # this PC's clock stands before the last record


@dataclass(frozen=True, slots=True)
class Hours:
    """One stretch of the day in which a pass is good, on some days of the week.

    Attributes:
        weekdays: 0 is Monday, 6 Sunday.
        begin, end: minutes since local midnight, `end` no longer allowed.
    """

    weekdays: frozenset[int]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class PassCode:
    """What one of our own passes allows, such as a market card.

    Attributes:
        id_tail: the last four characters of the holder's number.
        valid_from, valid_until: the first and the last day, local.
        hours: when on these days; empty for always.
    """

    number: str
    site: str
    holder: str
    valid_from: date
    valid_until: date
    id_tail: str | None = None
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetCode:
    """Which of our own paper sheets this is: the numbered rows it has, and when it was printed."""

    number: str
    site: str
    first_row: int
    last_row: int
    issued_on: date


@dataclass(frozen=True, slots=True)
class EnrolCode:
    """A hub's invitation: its address, and the one-time code to join it with. The code is secret.

    Attributes:
        code: as `checkpoint_app.wire.invitation` takes it apart.
    """

    url: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One code, read. A field that is absent, empty or impossible is None.

    Attributes:
        format: what the payload is.
        id_number: 12-digit personal number, or the older paper's number; asterisks where masked.
        birth_date: ISO date, or the year alone.
        declared_by: the QID of whoever declared on this person's behalf.
        detail: what a link is, or all that one of our own codes holds.
        warnings: what the guard should look at, in the order found.
    """

    format: Format
    id_number: str | None = None
    old_id_number: str | None = None
    name: str | None = None
    birth_date: str | None = None
    sex: Sex | None = None
    address: str | None = None
    issued_on: str | None = None
    insurance_number: str | None = None
    qid: str | None = None
    phone: str | None = None
    declared_by: str | None = None
    detail: LinkKind | PassCode | SheetCode | EnrolCode | None = None
    warnings: tuple[WarningCode, ...] = ()

    @property
    def is_known(self) -> bool:
        """True where the document names a person and a passage can be made of it."""
        names = (self.id_number, self.name, self.insurance_number, self.qid)
        return self.format in PERSONAL_FORMATS and any(names)


PERSONAL_FORMATS = frozenset({Format.CCCD, Format.BHYT, Format.UNIFIED, Format.HC1, Format.PASS})

FIELD_NAMES = (
    "id_number",
    "old_id_number",
    "name",
    "birth_date",
    "sex",
    "address",
    "issued_on",
    "insurance_number",
    "qid",
    "phone",
    "declared_by",
)
"""The fields of ``checkpoint parse``, in the order they are printed."""
