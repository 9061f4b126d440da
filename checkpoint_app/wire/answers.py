"""The hub's answer with its checksum: proof that it arrived whole and speaks of this batch."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

import msgspec

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
    lines = [f"batch {batch} {now}".encode()]
    lines += _lines(b"accepted", accepted)
    lines += _lines(b"duplicate", duplicate)
    lines += [f"rejected {r.id} {r.rev} {r.index} {r.code} {r.field}".encode() for r in rejected]
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def _lines(word: bytes, pairs: Sequence[Pair]) -> list[bytes]:
    """For each pair its line, ``accepted ID REV``; out of their JSON, which is quickly made."""
    if not pairs:
        return []
    text = msgspec.json.encode(pairs)[3:-2]  # ID",REV],["ID",REV
    return [word + b" " + text.replace(b'",', b" ").replace(b'],["', b"\n" + word + b" ")]
