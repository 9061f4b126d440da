"""The hub's answer with its checksum: proof that it arrived whole and speaks of this batch."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from checkpoint_app.wire.messages import BatchAnswer, Rejection

Pair = tuple[UUID, int]


def make_answer(
    batch: UUID,
    now: int,
    accepted: Sequence[Pair],
    duplicate: Sequence[Pair],
    rejected: Sequence[Rejection],
) -> BatchAnswer:
    """An answer with its checksum; `now` is ms since 1970 UTC."""
    return BatchAnswer(
        batch=batch,
        now=now,
        accepted=list(accepted),
        duplicate=list(duplicate),
        rejected=list(rejected),
        sum=_checksum(batch, now, accepted, duplicate, rejected),
    )


def is_sound(answer: BatchAnswer, batch: UUID) -> bool:
    """True where the answer is about this batch and nothing in it has changed on the way."""
    return answer.batch == batch and answer.sum == _checksum(
        answer.batch, answer.now, answer.accepted, answer.duplicate, answer.rejected
    )


def _checksum(
    batch: UUID,
    now: int,
    accepted: Sequence[Pair],
    duplicate: Sequence[Pair],
    rejected: Sequence[Rejection],
) -> str:
    lines = [f"batch {batch} {now}"]
    lines += [f"accepted {item} {rev}" for item, rev in accepted]
    lines += [f"duplicate {item} {rev}" for item, rev in duplicate]
    lines += [f"rejected {r.id} {r.rev} {r.index} {r.code} {r.field}" for r in rejected]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
