"""Judging one passage of a batch: taken, or refused with one code and the field it is about."""

from collections.abc import Iterator
from enum import Enum
from uuid import UUID

import msgspec

from checkpoint_app.wire.messages import PassageItem, Rejection
from checkpoint_app.wire.protocol import RefusalCode

MAX_REV = 2**31 - 1
MAX_TIME = 253_402_300_800_000
"""The year 10000, in ms since 1970 UTC."""
MAX_WARNINGS = 32
SHORT, NAME, LONG = 64, 200, 1_000
TEXT_LIMITS: dict[str, int] = {
    "gate": NAME,
    "lane": NAME,
    "sheet": SHORT,
    "guided_by": NAME,
    "plate": SHORT,
    "note": LONG,
    "pass_number": SHORT,
    "warnings": SHORT,
    "person.name": NAME,
    "person.id_number": SHORT,
    "person.old_id_number": SHORT,
    "person.insurance_number": SHORT,
    "person.qid": SHORT,
    "person.phone": SHORT,
    "person.birth_date": SHORT,
    "person.address": LONG,
    "person.nationality": NAME,
    "delivery.platform": NAME,
    "delivery.destination": LONG,
    "delivery.goods": LONG,
    "declaration.travelled": LONG,
    "declaration.symptoms": LONG,
}
"""Longest text of each field, in characters. Nothing longer is ever cut: it is refused."""

_TIMES = ("occurred_at", "recorded_at")
_CLOCKS = ("session", "tick", "hub_offset")
_LINE_SIGNS = "\t\n\r"


class _Fault(Exception):
    def __init__(self, code: RefusalCode, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check_item(raw: bytes, index: int) -> PassageItem | Rejection:
    """Judge one passage of a batch.

    Args:
        raw: its JSON, as it arrived; index: its place in the batch.
    """
    try:
        return _checked(raw)
    except _Fault as fault:
        item_id, rev = _identity(raw)
        if item_id is None or rev is None:
            return Rejection(code=fault.code, field=fault.field, index=index)
        return Rejection(code=fault.code, field=fault.field, id=item_id, rev=rev)


def _checked(raw: bytes) -> PassageItem:
    try:
        raw.decode()
        try:
            item = msgspec.json.decode(raw, type=PassageItem)
        except msgspec.ValidationError as error:
            raise _diagnose(msgspec.json.decode(raw)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _Fault(RefusalCode.MALFORMED) from error
    _check_numbers(item)
    if len(item.warnings) > MAX_WARNINGS:
        raise _Fault(RefusalCode.TEXT_TOO_LONG, "warnings")
    for field, text in _texts(item):
        if len(text) > TEXT_LIMITS[field]:
            raise _Fault(RefusalCode.TEXT_TOO_LONG, field)
        if any(char < " " and char not in _LINE_SIGNS for char in text):
            raise _Fault(RefusalCode.TEXT_UNPRINTABLE, field)
    return item


def _check_numbers(item: PassageItem) -> None:
    if not 1 <= item.rev <= MAX_REV:
        raise _Fault(RefusalCode.NUMBER_OUT_OF_RANGE, "rev")
    for field in _TIMES:
        if not 0 <= getattr(item, field) < MAX_TIME:
            raise _Fault(RefusalCode.TIME_IMPOSSIBLE, field)
    if item.row is not None and not 0 <= item.row <= MAX_REV:
        raise _Fault(RefusalCode.NUMBER_OUT_OF_RANGE, "row")
    for field in _CLOCKS:
        value = getattr(item, field)
        if value is not None and abs(value) >= MAX_TIME:
            raise _Fault(RefusalCode.NUMBER_OUT_OF_RANGE, field)


def _texts(item: PassageItem) -> Iterator[tuple[str, str]]:
    for part, prefix in (
        (item, ""),
        (item.person, "person."),
        (item.delivery, "delivery."),
        (item.declaration, "declaration."),
    ):
        if part is not None:
            for field in part.__struct_fields__:
                value = getattr(part, field)
                if isinstance(value, str) and not isinstance(value, Enum):
                    yield prefix + field, value
    for warning in item.warnings:
        yield "warnings", warning


def _diagnose(parts: object) -> _Fault:
    """Which field is to blame: only asked for a passage known to be bad, hence the second look."""
    if not isinstance(parts, dict):
        return _Fault(RefusalCode.MALFORMED)
    return _diagnose_struct(parts, PassageItem, "") or _Fault(RefusalCode.MALFORMED)


def _diagnose_struct(
    parts: dict[str, object], kind: type[msgspec.Struct], prefix: str
) -> _Fault | None:
    for field in msgspec.structs.fields(kind):
        name = prefix + field.name
        if field.name not in parts:
            if field.required:
                missing = field.name in _TIMES
                code = RefusalCode.TIME_MISSING if missing else RefusalCode.FIELD_MISSING
                return _Fault(code, name)
            continue
        value = parts[field.name]
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            struct = _struct_in(field.type)
            if struct is not None and isinstance(value, dict):
                return _diagnose_struct(value, struct, name + ".")
            if _is_word(field.type) and isinstance(value, str):
                return _Fault(RefusalCode.VALUE_UNKNOWN, name)
            return _Fault(RefusalCode.MALFORMED, name)
    return None


def _kinds(annotation: object) -> tuple[object, ...]:
    return getattr(annotation, "__args__", (annotation,))


def _struct_in(annotation: object) -> type[msgspec.Struct] | None:
    for kind in _kinds(annotation):
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return kind
    return None


def _is_word(annotation: object) -> bool:
    return any(isinstance(kind, type) and issubclass(kind, Enum) for kind in _kinds(annotation))


class _Identity(msgspec.Struct):
    id: UUID
    rev: int


def _identity(raw: bytes) -> tuple[UUID | None, int | None]:
    try:
        found = msgspec.json.decode(raw, type=_Identity)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, None
    return (found.id, found.rev) if 1 <= found.rev <= MAX_REV else (None, None)
