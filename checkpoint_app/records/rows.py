"""Between a passage and its row, and the exact bytes that the journal vouches for."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from checkpoint_app.domain.documents import Format, Sex, WarningCode
from checkpoint_app.domain.passage import (
    Basis,
    Decision,
    Declaration,
    Delivery,
    Direction,
    Fallback,
    Kind,
    Passage,
    Person,
    Verdict,
    Way,
    key_of,
)

PERSON = (
    "name",
    "id_number",
    "old_id_number",
    "insurance_number",
    "qid",
    "phone",
    "birth_date",
    "sex",
    "address",
    "nationality",
)
"""The columns that say who somebody is."""
_PLAIN = (
    "rev",
    "direction",
    "kind",
    "way",
    "occurred_at",
    "recorded_at",
    "gate",
    "lane",
    "fallback",
    "sheet",
    "row",
    "guided_by",
    "document",
    "plate",
    "verdict",
    "note",
)
_LATER = ("decision", "pass_number", "session", "tick", "hub_offset")
FIRST_FACTS = ("id", *_PLAIN, "staff", *PERSON, "delivery", "declaration", "warnings", "voided")
"""The columns the journal covers, in the order they are hashed, as version 0.1 knew them."""
FACTS = (*FIRST_FACTS, *_LATER)
"""The columns the journal covers now."""

_OF_PASSAGE = (*_PLAIN, *_LATER)
_passage_values, _person_values = attrgetter(*_OF_PASSAGE), attrgetter(*PERSON)
_json = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=bytes.hex
).encode


def to_row(passage: Passage) -> dict[str, Any]:
    """The column values of a passage, derived ones left to their defaults."""
    row: dict[str, Any] = dict(zip(_OF_PASSAGE, _passage_values(passage), strict=True))
    row.update(zip(PERSON, _person_values(passage.person), strict=True))
    row["id"] = passage.id.bytes
    row["staff"] = passage.staff.bytes if passage.staff else None
    row["delivery"] = _json(asdict(passage.delivery)) if passage.delivery else None
    row["declaration"] = _json(asdict(passage.declaration)) if passage.declaration else None
    row["warnings"] = " ".join(passage.warnings)
    row["voided"] = int(passage.voided)
    return row


def from_row(row: Mapping[Any, Any], station: UUID) -> Passage:
    """The passage a row holds."""
    return Passage(
        id=UUID(bytes=row["id"]),
        rev=row["rev"],
        station=station,
        direction=Direction(row["direction"]),
        kind=Kind(row["kind"]),
        way=Way(row["way"]),
        occurred_at=row["occurred_at"],
        recorded_at=row["recorded_at"],
        gate=row["gate"],
        lane=row["lane"],
        fallback=Fallback(row["fallback"]) if row["fallback"] else None,
        sheet=row["sheet"],
        row=row["row"],
        staff=UUID(bytes=row["staff"]) if row["staff"] else None,
        guided_by=row["guided_by"],
        document=Format(row["document"]) if row["document"] else None,
        person=person_of(row),
        plate=row["plate"],
        delivery=Delivery(**json.loads(row["delivery"])) if row["delivery"] else None,
        declaration=_declaration(row["declaration"]) if row["declaration"] else None,
        verdict=Verdict(row["verdict"]),
        warnings=tuple(WarningCode(code) for code in row["warnings"].split()),
        note=row["note"],
        voided=bool(row["voided"]),
        decision=Decision(row["decision"]) if row["decision"] else None,
        pass_number=row["pass_number"],
        session=row["session"],
        tick=row["tick"],
        hub_offset=row["hub_offset"],
    )


def _declaration(text: str) -> Declaration:
    said = json.loads(text)
    basis = said.pop("basis", None)
    return Declaration(**said, basis=Basis(basis) if basis else None)


def person_of(row: Mapping[Any, Any]) -> Person:
    """Whom a row is about."""
    sex = row["sex"]
    return Person(
        **{name: row[name] for name in PERSON if name != "sex"}, sex=Sex(sex) if sex else None
    )


def digest(row: Mapping[Any, Any], columns: Sequence[str] = FACTS) -> bytes:
    """SHA-256 of the facts of a passage row, as the journal vouches for them."""
    facts = _json(_values_of(tuple(columns))(row))
    return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).digest()


@cache
def _values_of(columns: tuple[str, ...]) -> "itemgetter[Any]":
    return itemgetter(*columns)


def key_of_row(row: Mapping[Any, Any]) -> str | None:
    """What pairs a row with others of the same person or vehicle; see `domain.passage.key_of`."""
    person = Person(**{name: row[name] for name in PERSON})
    return key_of(person, row["plate"], row["pass_number"])
