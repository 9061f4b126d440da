"""What the hub refused: the one field it names, mended and sent again, or taken back."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from checkpoint_app.domain.errors import InvalidEntry
from checkpoint_app.domain.fields import phone, plate
from checkpoint_app.domain.passage import Declaration, Delivery, Passage, Person
from checkpoint_app.domain.text import tidy
from checkpoint_app.security.roles import Permission
from checkpoint_app.station.desk import Desk
from checkpoint_app.station.outcome import Outcome
from checkpoint_app.wire.validation import TEXT_LIMITS

NUMBERS = frozenset(
    f"person.{name}" for name in ("id_number", "old_id_number", "insurance_number", "qid", "phone")
)
"""Fields that are shown masked: they are typed anew, whole."""
_PERSON = frozenset(
    f"person.{name}" for name in Person.__dataclass_fields__ if name not in ("sex", "birth_date")
)
_DELIVERY = frozenset(f"delivery.{name}" for name in Delivery.__dataclass_fields__)
_DECLARATION = frozenset({"declaration.travelled", "declaration.symptoms"})
_OWN = frozenset({"plate", "note", "sheet", "row", "guided_by", "pass_number", "gate", "lane"})
MENDABLE = _PERSON | _DELIVERY | _DECLARATION | _OWN
"""The fields that can be typed anew, as the hub names them."""
MOST_ROW = 9999


def text_of(passage: Passage, field: str) -> str:
    """What a field of `MENDABLE` holds now, "" for nothing."""
    part, _, name = field.rpartition(".")
    holder = getattr(passage, part) if part else passage
    value = getattr(holder, name) if holder is not None else None
    return "" if value is None else str(value)


def mended(passage: Passage, field: str, text: str) -> Passage:
    """A passage with another text in one of its fields; an empty one takes the old one away.

    Raises:
        InvalidEntry: no such field, or the hub would refuse this text too.
    """
    if field not in MENDABLE:
        raise InvalidEntry(field, "unknown")
    value: Any = tidy(text) or None
    if field == "person.phone":
        value = phone(value or "")[0]
    elif field == "plate":
        value = plate(value or "")[0]
    elif field == "row" and value is not None:
        if not (value.isascii() and value.isdecimal() and 0 < int(value[:6]) <= MOST_ROW):
            raise InvalidEntry(field, "not_a_number")
        value = int(value)
    elif field in ("gate", "lane"):
        value = value or ""
    if isinstance(value, str) and len(value) > TEXT_LIMITS.get(field, len(value)):
        raise InvalidEntry(field, "too_long")
    part, _, name = field.rpartition(".")
    if not part:
        return replace(passage, **{name: value})
    made = {"person": Person, "delivery": Delivery, "declaration": Declaration}[part]
    holder = getattr(passage, part) or made()
    return replace(passage, **{part: replace(holder, **{name: value})})


def mend(desk: Desk, passage_id: UUID, field: str, text: str) -> Passage:
    """Correct a refused field and send the passage again, in the name of who is on duty.

    Raises:
        NotAllowed: not by who is on duty.
        InvalidEntry: as for `mended`; nothing was changed then.
    """
    desk.permit(Permission.RECORD)
    staff = desk.staff.id if desk.staff else None
    made = desk.store.correct(
        passage_id, lambda newest: replace(mended(newest, field, text), staff=staff)
    )
    _send(desk, made)
    return made


def send_again(desk: Desk, passage_id: UUID) -> Passage:
    """Send a refused passage once more as it is: the hub may have changed its mind.

    Raises:
        NotAllowed: not by who is on duty.
    """
    desk.permit(Permission.RECORD)
    desk.store.outbox.resend(passage_id)
    made = desk.store.passage(passage_id)
    _send(desk, made)
    return made


def take_out(desk: Desk, passage: Passage) -> Passage:
    """Void a refused passage: one's own, or as a supervisor anybody's.

    Raises:
        NotAllowed: not by who is on duty.
    """
    own = desk.staff is not None and passage.staff == desk.staff.id
    desk.permit(Permission.UNDO_OWN if own else Permission.CORRECT)
    made = desk.store.void(passage.id, desk.staff.id if desk.staff else None)
    _send(desk, made)
    return made


def _send(desk: Desk, passage: Passage) -> None:
    desk.told(Outcome(passage.verdict, desk.clock.now_ms(), passage))
