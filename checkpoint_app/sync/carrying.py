"""Taking passages to the hub on a stick where there is no network for days, and its word back.

Nothing changes at the station when a file is written: what is in it still waits, goes up by itself
should the network return, and is confirmed by the hub's answers alone, whichever way they come.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from checkpoint_app.domain.clock import Clock
from checkpoint_app.domain.errors import CarriedDamaged, NotEnrolled
from checkpoint_app.records.store import Store
from checkpoint_app.records.views import Answer, OutboxState
from checkpoint_app.security import carried
from checkpoint_app.security.carried import Carried, Head
from checkpoint_app.wire.answers import is_sound
from checkpoint_app.wire.carrying import Answers, Sending, join_parts, split_parts
from checkpoint_app.wire.messages import BatchAnswer
from checkpoint_app.wire.packing import pack_batch, read_message
from checkpoint_app.wire.protocol import Refused

BATCH = 500


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the answers said of passages, each counted once for each time it was said."""

    accepted: int
    duplicate: int
    needs_fix: int


def carry_out(store: Store, clock: Clock) -> tuple[bytes, int]:
    """A file of everything the hub has not confirmed, for the hub alone; how many are in it.

    Raises:
        NotEnrolled: no hub, or one that gave no key to close it with.
        DiskFull, StoreBusy and kin: the store cannot be read.
    """
    info, signer, now = store.info(), store.signing_key(), clock.now_ms()
    if info.hub_id is None or info.hub_seal_key is None:
        raise NotEnrolled
    batches, count = [], 0
    for items in _waiting(store):
        count += len(items)
        batches.append(pack_batch(info.id, uuid4(), now, items))
    head = Head(kind=Carried.PASSAGES, station=info.id, hub=UUID(info.hub_id), made_at=now)
    reply = carried.reply_key(signer).public_key().public_bytes_raw()
    body = join_parts(Sending(reply_key=reply), batches)
    return carried.close(head, body, signer, info.hub_seal_key), count


def _waiting(store: Store) -> Iterator[list[bytes]]:
    after = 0
    while found := store.outbox.unsent_after(after, BATCH):
        after = found[-1].row["rid"]
        items = []
        for item in found:
            try:
                items.append(store.outbox.encode(item))
            except UnicodeEncodeError:  # the sending thread refuses it by itself, in words
                continue
        yield items


def carry_in(store: Store, envelope: bytes) -> Confirmed:
    """Settle what the hub answered. Answers to what is settled already change nothing.

    Raises:
        NotEnrolled: this station has no hub.
        CarriedDamaged: not from this station's hub, not for this station, or changed.
        DiskFull, StoreBusy and kin: what was not settled is with the next try.
    """
    info = store.info()
    if info.hub_id is None or info.hub_verify_key is None:
        raise NotEnrolled
    head = carried.head_of(envelope)
    if (head.kind, head.station, str(head.hub)) != (Carried.RECEIPTS, info.id, info.hub_id):
        raise CarriedDamaged
    reader = carried.reply_key(store.signing_key())
    body = carried.open_with(envelope, reader, info.hub_verify_key)
    said: Counter[OutboxState] = Counter()
    try:
        _, parts = split_parts(body, Answers)
        for part in parts:
            answer = read_message(part, BatchAnswer)
            if not is_sound(answer, answer.batch):
                raise CarriedDamaged
            words = list(_words(answer))
            store.outbox.settle(words, answer.batch, answer.now)
            said.update(word.state for word in words)
    except Refused as error:
        raise CarriedDamaged from error
    return Confirmed(
        said[OutboxState.ACCEPTED], said[OutboxState.DUPLICATE], said[OutboxState.NEEDS_FIX]
    )


def _words(answer: BatchAnswer) -> Iterator[Answer]:
    for item, rev in answer.accepted:
        yield Answer(item, rev, OutboxState.ACCEPTED)
    for item, rev in answer.duplicate:
        yield Answer(item, rev, OutboxState.DUPLICATE)
    for no in answer.rejected:
        if no.id is not None and no.rev is not None:
            yield Answer(no.id, no.rev, OutboxState.NEEDS_FIX, no.code, no.field)
