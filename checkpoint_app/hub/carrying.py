"""Taking in what a station's people bring on a stick, and closing the answers for them."""

from dataclasses import dataclass

import msgspec

from checkpoint_app.domain.errors import CarriedDamaged
from checkpoint_app.domain.trust_errors import StationUnknown
from checkpoint_app.hub.service import Hub
from checkpoint_app.hub.store.registry import Sender
from checkpoint_app.security import carried
from checkpoint_app.security.carried import Carried, Head
from checkpoint_app.wire.carrying import Answers, Sending, join_parts, split_parts
from checkpoint_app.wire.packing import Unpacker, read_batch
from checkpoint_app.wire.protocol import MAX_BYTES, Refused

WAIT_S = 60.0


@dataclass(slots=True)
class TakenIn:
    """What became of a file: passages by the hub's word, and the answers to carry back."""

    station: str
    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    answers: bytes = b""


def take_in(hub: Hub, envelope: bytes) -> TakenIn:
    """Take in a file; a second time it is all duplicates, and the answers say so.

    Raises:
        CarriedDamaged: changed, for another hub, or not signed by the station that it names.
        StationUnknown: this hub does not know that station, or has shut it out.
        DiskFull, StoreBusy and kin: what was not taken in is with the next try.
    """
    head = carried.head_of(envelope)
    if head.kind is not Carried.PASSAGES or head.hub != hub.id:
        raise CarriedDamaged
    known = next((one for one in hub.stations() if one.id == head.station), None)
    if known is None or known.revoked_at is not None or known.public_key is None:
        raise StationUnknown(station=str(head.station))
    body = carried.open_with(envelope, hub.identity.seal, known.public_key)
    sender, taken = Sender(known.id, known.site, known.site_name), TakenIn(known.name)
    try:
        sending, batches = split_parts(body, Sending)
        answers = [_take(hub, sender, packed, taken) for packed in batches]
    except Refused as error:
        raise CarriedDamaged from error
    back = Head(kind=Carried.RECEIPTS, station=known.id, hub=hub.id, made_at=hub.now_ms())
    said = join_parts(Answers(count=len(answers)), answers)
    taken.answers = carried.close(back, said, hub.identity.sign, sending.reply_key)
    return taken


def _take(hub: Hub, sender: Sender, packed: bytes, taken: TakenIn) -> bytes:
    unpacker = Unpacker(MAX_BYTES, gzipped=True)
    unpacker.feed(packed)
    # How far its clock was off is not known: the file was under way for hours, or days.
    batch = msgspec.structs.replace(read_batch(unpacker.finish()), sent=hub.now_ms())
    pending = hub.receive(sender, msgspec.json.encode(batch))
    answer = hub.answer(pending, pending.outcome.result(WAIT_S))
    taken.accepted += len(answer.accepted)
    taken.duplicate += len(answer.duplicate)
    taken.rejected += len(answer.rejected)
    return msgspec.json.encode(answer)
