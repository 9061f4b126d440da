"""Judging a batch: what is good is made ready for the store, what is not is refused by itself.

A passage is never refused for its times. What is odd about them is marked in its `flags`:

=========  ========================================================================================
FAR_ID     its id was made more than `SLACK_MS` before or after the crossing, as with paper typed
           later, or holds no time: whoever looks for a time by ids must look for these by the time
LATE       it came more than a day after its id was made: the station was without a network
AHEAD      the station's clock was ahead of the hub's by more than `CLOCK_OFF_MS` when it sent this
BEHIND     the same, behind
PAPER      on paper, and typed more than `SLACK_MS` after the crossing
FUTURE     it crossed later than it came here, by more than `CLOCK_OFF_MS`
BACKWARDS  it was recorded before it crossed, by more than `CLOCK_OFF_MS`
STRANGE    a time before 1970 or after the year 9999; the columns hold the nearest there is
=========  ========================================================================================

All but the first two and `PAPER` count as `ODD`.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from checkpoint_app.domain.passage import Direction, Kind, Way, key_of, other_keys_of
from checkpoint_app.hub.sealing import Vault
from checkpoint_app.wire.messages import PassageItem, PersonItem, Rejection
from checkpoint_app.wire.validation import check_item, check_items

FAR_ID, LATE, AHEAD, BEHIND, PAPER, FUTURE, BACKWARDS, STRANGE = (1 << bit for bit in range(8))
ODD = AHEAD | BEHIND | FUTURE | BACKWARDS | STRANGE
SLACK_MS = 2 * 3_600_000
CLOCK_OFF_MS = 120_000
DAY_MS = 86_400_000
MAX_TIME = 253_402_275_600_000 - 1
"""The last millisecond of the year 9999 in Hanoi: what can still be written as a date."""
_ID_TIME = 80  # an UUIDv7 begins with 48 bits of milliseconds since 1970 (RFC 9562 §5.7)
_ID_BYTES = 16
_NOBODY = PersonItem()


class Judged(msgspec.Struct, gc=False):
    """One good passage, ready to be held.

    Attributes:
        pair: its id and revision; key: site and id, 32 bytes.
        occurred_at, recorded_at: within 1970 and 9999, whatever the message says.
        person: the digest of what its person is known by; others: of what else; without any
            number there is none.
        body: the message as it came, sealed.
    """

    pair: tuple[UUID, int]
    key: bytes
    station: bytes
    direction: Direction
    way: Way
    kind: Kind
    occurred_at: int
    recorded_at: int
    voided: int
    flags: int
    person: bytes | None
    others: list[bytes]
    body: bytes = b""


def judge(
    raws: Sequence[bytes | msgspec.Raw],
    site: UUID,
    received_at: int,
    skew_ms: int,
    vault: Vault,
    *,
    body: bytes | None = None,
) -> tuple[list[Judged], list[Rejection]]:
    """The good and the bad of a batch.

    Args:
        raws: the JSON of each passage, as it arrived.
        received_at: the hub's clock; skew_ms: how far the station's was ahead when it sent this.
        body: the JSON of their batch, where there is one: it is read faster as a whole.
    """
    good: list[Judged] = []
    bodies: list[tuple[bytes, bytes]] = []
    items: Iterator[PassageItem | Rejection]
    rejected: list[Rejection] = []
    owner = site.bytes
    of_clock = (AHEAD if skew_ms > CLOCK_OFF_MS else 0) | (BEHIND if skew_ms < -CLOCK_OFF_MS else 0)
    if body is None:
        items = (check_item(bytes(raw), index) for index, raw in enumerate(raws))
    else:
        items = check_items(raws, body)
    for raw, item in zip(raws, items, strict=True):
        if isinstance(item, Rejection):
            rejected.append(item)
            continue
        judged = _judged(item, owner, received_at, of_clock, vault)
        good.append(judged)
        bodies.append((bytes(raw), judged.key))
    for judged, sealed in zip(good, vault.seal(bodies), strict=True):
        judged.body = sealed
    return good, rejected


def _judged(item: PassageItem, owner: bytes, received_at: int, flags: int, vault: Vault) -> Judged:
    occurred_at, recorded_at = item.occurred_at, item.recorded_at
    if not (0 <= occurred_at <= MAX_TIME and 0 <= recorded_at <= MAX_TIME):
        occurred_at = min(max(occurred_at, 0), MAX_TIME)
        recorded_at = min(max(recorded_at, 0), MAX_TIME)
        flags |= STRANGE
    number = item.id.int
    made_at = number >> _ID_TIME
    if not -SLACK_MS <= occurred_at - made_at <= SLACK_MS:
        flags |= FAR_ID
    if received_at - made_at > DAY_MS:
        flags |= LATE
    if occurred_at - received_at > CLOCK_OFF_MS:
        flags |= FUTURE
    typed_after = recorded_at - occurred_at
    if typed_after < -CLOCK_OFF_MS:
        flags |= BACKWARDS
    elif typed_after > SLACK_MS and item.way is Way.PAPER:
        flags |= PAPER
    person = item.person or _NOBODY
    key = key_of(person, item.plate, item.pass_number)
    digest, others = None, []
    if key is not None:
        digest = vault.digest(key)
        others = [
            vault.digest(other)
            for other in other_keys_of(key, person, item.plate, item.pass_number)
        ]
    return Judged(
        (item.id, item.rev),
        owner + number.to_bytes(_ID_BYTES),
        item.station.bytes,
        item.direction,
        item.way,
        item.kind,
        occurred_at,
        recorded_at,
        int(item.voided),
        flags,
        digest,
        others,
    )
