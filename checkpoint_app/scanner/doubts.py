"""A code whose content contradicts its own format is read again before it is believed.

Error correction makes a wrong payload very rare, and a card can really be misprinted. So the code
is read again, by other means and at once, and what most readers say is taken. Nothing is dropped:
where no other reader reads it, or all agree, it stands as it was read.
"""

from collections import Counter
from collections.abc import Sequence

from checkpoint_app.domain.documents import Document, Format, WarningCode
from checkpoint_app.scanner.engines import Gray
from checkpoint_app.scanner.ladder import Step
from checkpoint_app.scanner.payloads import parse
from checkpoint_app.scanner.reads import Read
from checkpoint_app.scanner.regions import around

_DOUBTS = frozenset(
    {
        WarningCode.BIRTH_DATE_IMPOSSIBLE,
        WarningCode.ISSUED_ON_IMPOSSIBLE,
        WarningCode.ID_MALFORMED,
        WarningCode.SEX_UNKNOWN,
    }
)
_OPINIONS = 3


def settle(reads: Sequence[Read], gray: Gray, steps: Sequence[Step]) -> list[Read]:
    """The reads, each doubtful one replaced by what most readers make of the same place."""
    return [_again(read, gray, steps) if _is_doubtful(read.payload) else read for read in reads]


def _is_doubtful(payload: bytes) -> bool:
    document: Document = parse(payload)
    return document.format is not Format.UNKNOWN and not _DOUBTS.isdisjoint(document.warnings)


def _again(read: Read, gray: Gray, steps: Sequence[Step]) -> Read:
    place, opinions = around(read.quad, gray), Counter({read.payload: 1})
    others: dict[bytes, Read] = {read.payload: read}
    for step in steps:
        if step.name == read.engine:
            continue
        for other in step.look(gray, place):
            if around(other.quad, gray).likeness(place) > 0.5:
                opinions[other.payload] += 1
                others.setdefault(other.payload, other)
        if opinions.total() > _OPINIONS:
            break
    return others[max(opinions, key=lambda payload: (opinions[payload], payload == read.payload))]
