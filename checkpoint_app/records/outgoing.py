"""A row of the outbox as the hub is told it, without making a `Passage` of it first.

The bytes are the same, in a third of the time: a hundred thousand of them may wait.
"""

from operator import itemgetter
from uuid import UUID

import msgspec

from checkpoint_app.domain.passage import Verdict
from checkpoint_app.records import rows
from checkpoint_app.records.views import OutboxItem
from checkpoint_app.wire.messages import DeclarationItem, DeliveryItem, PassageItem, PersonItem

_SAME = (
    "rev direction kind way occurred_at recorded_at gate lane fallback sheet row guided_by "
    "document plate note decision pass_number session tick hub_offset"
).split()
_same, _person = itemgetter(*_SAME), itemgetter(*rows.PERSON)
_NOBODY = (None,) * len(rows.PERSON)


def encode_row(item: OutboxItem) -> bytes:
    """The JSON of one revision; see `checkpoint_app.wire.passages.encode_item`.

    Raises:
        UnicodeEncodeError: a text holds half a character pair and cannot be written as UTF-8.
    """
    row = item.row
    person, staff, said, asked = _person(row), row["staff"], row["delivery"], row["declaration"]
    nobody = person == _NOBODY
    return msgspec.json.encode(
        PassageItem(
            id=item.id,
            station=item.station,
            **dict(zip(_SAME, _same(row), strict=True)),
            verdict=Verdict(row["verdict"]),  # itself, or it would not be known for the default
            staff=UUID(bytes=staff) if staff else None,
            person=None if nobody else PersonItem(**dict(zip(rows.PERSON, person, strict=True))),
            delivery=msgspec.json.decode(said, type=DeliveryItem) if said else None,
            declaration=msgspec.json.decode(asked, type=DeclarationItem) if asked else None,
            warnings=tuple(row["warnings"].split()),
            voided=bool(row["voided"]),
        )
    )
