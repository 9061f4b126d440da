"""Judging one passage of a batch: taken, or refused with one code and the field it is about.

A good passage is read once, by types that hold the limits; only a bad one is looked at again.
"""

import json
from collections.abc import Iterator, Sequence
from enum import Enum
from uuid import UUID

import msgspec

from checkpoint_app.wire.messages import PassageItem, Rejection, Revision
from checkpoint_app.wire.protocol import RefusalCode

_TIMES = ("occurred_at", "recorded_at")
_LINE_SIGNS = "\t\n\r"
_DIGITS = 25  # of a number's text: more than 64 bits hold
_read = msgspec.json.Decoder(PassageItem).decode


class _Whole(msgspec.Struct, gc=False):
    passages: list[PassageItem]


_read_whole = msgspec.json.Decoder(_Whole).decode


def _limits(kind: type[msgspec.Struct], prefix: str = "") -> Iterator[tuple[str, int]]:
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)
    for field in info.fields:
        types = getattr(field.type, "types", (field.type,))
        for part in types:
            inner = getattr(part, "item_type", part)
            if isinstance(inner, msgspec.inspect.StrType) and inner.max_length is not None:
                yield prefix + field.name, inner.max_length
            elif isinstance(inner, msgspec.inspect.StructType):
                yield from _limits(inner.cls, f"{field.name}.")


TEXT_LIMITS: dict[str, int] = dict(_limits(PassageItem))
"""Longest text of each field, in characters. Nothing longer is ever cut: it is refused."""


class _Fault(Exception):
    def __init__(self, code: RefusalCode, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check_items(
    raws: Sequence[bytes | msgspec.Raw], body: bytes
) -> Iterator[PassageItem | Rejection]:
    """Judge each passage of a batch.

    Args:
        raws: the JSON of each, as it arrived; body: all of the batch, whose `passages` they are.
    """
    try:
        body.decode()
        # A control character is written with a backslash: where there is none, nothing is left to
        # be looked at once the types hold.
        if b"\\" not in body:
            return iter(_read_whole(body).passages)
    except (ValueError, RecursionError):
        pass  # some of them are not good: which, is found out one by one
    return (check_item(bytes(raw), index) for index, raw in enumerate(raws))


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
            item = _read(raw)
        except msgspec.ValidationError as error:
            item = _mended(raw, error)
    except (ValueError, RecursionError) as error:  # JSON's errors and UTF-8's are among the first
        raise _Fault(RefusalCode.MALFORMED) from error
    if b"\\" in raw:  # JSON writes a control character no other way
        for field, text in _texts(item):
            if any(char < " " and char not in _LINE_SIGNS for char in text):
                raise _Fault(RefusalCode.TEXT_UNPRINTABLE, field)
    return item


def _mended(raw: bytes, error: msgspec.ValidationError) -> PassageItem:
    """A passage whose only fault is a time that is no whole number, or one of any size."""
    parts = json.loads(raw, parse_int=_whole, parse_constant=_none)
    if isinstance(parts, dict):
        for name in _TIMES:
            value = parts.get(name)
            if isinstance(value, float):
                parts[name] = round(min(max(value, -(10.0**_DIGITS)), 10.0**_DIGITS))
        fault = _diagnosed(parts, PassageItem, "")
        if fault is not None:
            raise fault from error
        return _read(msgspec.json.encode(parts))
    raise _Fault(RefusalCode.MALFORMED) from error


def _whole(text: str) -> int:
    """A whole number, or one with its first digits: too large is all that matters of it then."""
    return int(text[:_DIGITS])


def _none(word: str) -> None:
    """Python reads NaN and Infinity, which are no JSON."""
    raise ValueError(word)


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


def _diagnosed(parts: dict[str, object], kind: type[msgspec.Struct], prefix: str) -> _Fault | None:
    """Which field is to blame, None where none is."""
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
            struct = _one_of(field.type, msgspec.Struct)
            if struct is not None and isinstance(value, dict):
                return _diagnosed(value, struct, name + ".") or _Fault(RefusalCode.MALFORMED, name)
            return _Fault(_cause(value, field.type, name), name)
    return None


def _cause(value: object, annotation: object, name: str) -> RefusalCode:
    if isinstance(value, int) and not isinstance(value, bool) and _one_of(annotation, int):
        return RefusalCode.NUMBER_OUT_OF_RANGE
    if isinstance(value, str) and _one_of(annotation, Enum):
        return RefusalCode.VALUE_UNKNOWN
    texts = value if isinstance(value, list) else [value]
    if name in TEXT_LIMITS and all(isinstance(text, str) for text in texts):
        return RefusalCode.TEXT_TOO_LONG
    return RefusalCode.MALFORMED


def _one_of(annotation: object, wanted: type) -> type | None:
    """The type of this kind that an annotation names, alone, with limits or as one of several."""
    for kind in (annotation, *getattr(annotation, "__args__", ())):
        bare = getattr(kind, "__origin__", kind)
        if isinstance(bare, type) and issubclass(bare, wanted):
            return bare
    return None


class _Identity(msgspec.Struct):
    id: UUID
    rev: Revision


def _identity(raw: bytes) -> tuple[UUID | None, int | None]:
    try:
        found = msgspec.json.decode(raw, type=_Identity)
    except (ValueError, RecursionError):
        return None, None
    return found.id, found.rev
