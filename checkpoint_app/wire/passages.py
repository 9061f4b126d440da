"""Passage to message and back."""

import dataclasses
from typing import Any

import msgspec

from checkpoint_app.domain.documents import WarningCode
from checkpoint_app.domain.passage import Declaration, Delivery, Passage, Person
from checkpoint_app.wire.messages import DeclarationItem, DeliveryItem, PassageItem, PersonItem

_SAME = (
    "id rev station direction kind way occurred_at recorded_at gate lane fallback sheet row staff "
    "guided_by document plate verdict note voided decision pass_number session tick hub_offset"
).split()
_KNOWN_WARNINGS = frozenset(WarningCode)


def to_item(passage: Passage) -> PassageItem:
    """The message for one revision of a passage."""
    person, delivery, declaration = passage.person, passage.delivery, passage.declaration
    return PassageItem(
        **{name: getattr(passage, name) for name in _SAME},
        person=None if person == Person() else PersonItem(**_values(person)),
        delivery=None if delivery is None else DeliveryItem(**_values(delivery)),
        declaration=None if declaration is None else DeclarationItem(**_values(declaration)),
        warnings=tuple(warning.value for warning in passage.warnings),
    )


def to_passage(item: PassageItem) -> Passage:
    """The passage of a message; warnings this version does not know are left out."""
    person, delivery, declaration = item.person, item.delivery, item.declaration
    return Passage(
        **{name: getattr(item, name) for name in _SAME},
        person=Person() if person is None else Person(**_fields(person)),
        delivery=None if delivery is None else Delivery(**_fields(delivery)),
        declaration=None if declaration is None else Declaration(**_fields(declaration)),
        warnings=tuple(WarningCode(word) for word in item.warnings if word in _KNOWN_WARNINGS),
    )


def encode_item(passage: Passage) -> bytes:
    """One passage as JSON.

    Raises:
        UnicodeEncodeError: a text holds half a character pair and cannot be written as UTF-8.
    """
    return msgspec.json.encode(to_item(passage))


def _values(part: Person | Delivery | Declaration) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}


def _fields(part: PersonItem | DeliveryItem | DeclarationItem) -> dict[str, Any]:
    return msgspec.structs.asdict(part)
