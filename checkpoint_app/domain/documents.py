"""What a code says, once a parser has read its payload."""

from dataclasses import dataclass
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
    UNKNOWN = "unknown"


class Sex(StrEnum):
    """Sex as the forms offer it (Nam, Nữ, Khác)."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class WarningCode(StrEnum):
    """Something for the guard to look at. A warning never stops a record."""

    NAME_DAMAGED = "name_damaged"  # U+FFFD or lost accents in the name
    TEXT_REPAIRED = "text_repaired"  # the text arrived in a wrong encoding and was mended
    TEXT_UNPRINTABLE = "text_unprintable"  # control or direction marks were removed
    BIRTH_DATE_IMPOSSIBLE = "birth_date_impossible"
    ISSUED_ON_IMPOSSIBLE = "issued_on_impossible"
    SEX_UNKNOWN = "sex_unknown"
    MASKED = "masked"  # part of the number or date is hidden by asterisks
    ID_MALFORMED = "id_malformed"
    ID_BIRTH_MISMATCH = "id_birth_mismatch"  # century or year in the number against the date
    ID_SEX_MISMATCH = "id_sex_mismatch"
    ID_PROVINCE_UNKNOWN = "id_province_unknown"
    PHONE_MALFORMED = "phone_malformed"
    PLATE_MALFORMED = "plate_malformed"
    DECLARED_BY_OTHER = "declared_by_other"  # khai hộ
    ALREADY_INSIDE = "already_inside"  # an entry without the exit before it
    NOT_INSIDE = "not_inside"  # an exit without the entry before it
    SYMPTOMS = "symptoms"  # a health question was answered with yes
    OVER_CAPACITY = "over_capacity"
    CLOCK_BACKWARDS = "clock_backwards"  # this PC's clock stands before the last record


@dataclass(frozen=True, slots=True)
class Document:
    """One code, read. A field that is absent, empty or impossible is None.

    Attributes:
        format: what the payload is.
        id_number: 12-digit personal number, or the older paper's number; asterisks where masked.
        birth_date: ISO date, or the year alone.
        declared_by: the QID of whoever declared on this person's behalf.
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
    warnings: tuple[WarningCode, ...] = ()

    @property
    def is_known(self) -> bool:
        """True where the document names a person and a passage can be made of it."""
        return self.format in PERSONAL_FORMATS


PERSONAL_FORMATS = frozenset({Format.CCCD, Format.BHYT, Format.UNIFIED})

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
